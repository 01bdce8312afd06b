package spatial

import (
	"math"

	"byblik"

	"github.com/peterstace/simplefeatures/geom"
)

// Dissolve merges shapes into one, tidied, and says whether it could. The
// union of shapes that are broken in themselves can fail or lose ground; then
// the parts are kept side by side as they are: a map with inner lines is
// better than a zone with a hole that nobody decided.
func Dissolve(parts []byblik.MultiPolygon) (shape byblik.MultiPolygon, merged bool) {
	var collected byblik.MultiPolygon
	gs := make([]geom.Geometry, 0, len(parts))
	area, whole := 0.0, true
	for _, p := range parts {
		collected = append(collected, p...)
		m := multiOf(p)
		if validity(m) != nil {
			whole = false
			continue
		}
		area += m.Area()
		gs = append(gs, m.AsGeometry())
	}
	if !whole || len(gs) == 0 {
		return Tidy(collected), false
	}
	u, err := geom.UnionMany(gs)
	if err != nil || validity(u) != nil || math.Abs(u.Area()-area) > area*1e-3 || !u.IsPolygon() && !u.IsMultiPolygon() {
		return Tidy(collected), false
	}
	return Tidy(shapeOf(u)), true
}
