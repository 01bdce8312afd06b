package spatial

import (
	"github.com/peterstace/simplefeatures/geom"

	"byblik"
)

// Bounds gives the south-western and north-eastern corner of the box around a
// shape; ok is false for a shape without points.
func Bounds(m byblik.MultiPolygon) (low, high byblik.Point, ok bool) {
	b := boxOf(m)
	return b.low, b.high, !b.empty() && finite(b.low) && finite(b.high)
}

// CommonArea is the area in square metres that two valid planar shapes have
// in common.
func CommonArea(a, b byblik.MultiPolygon) (float64, error) {
	common, err := geom.Intersection(multiOf(a).AsGeometry(), multiOf(b).AsGeometry())
	if err != nil {
		return 0, err
	}
	return common.Area(), nil
}
