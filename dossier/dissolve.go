package dossier

import (
	"byblik"
	"byblik/spatial"
)

// zoneShape is the shape of a zone: its members merged where that works, else
// their polygons side by side.
type zoneShape struct {
	shape     byblik.MultiPolygon
	dissolved bool
}

// dissolve merges the members of each zone. It changes nothing when called
// again.
func (x *index) dissolve() {
	if x.shapes != nil || x.s.Shapes == nil {
		return
	}
	x.shapes = make([]zoneShape, len(x.zones))
	for zi, z := range x.zones {
		var parts []byblik.MultiPolygon
		for _, m := range z.Members {
			if sh := x.s.Shapes[x.at[m.Area]]; len(sh) > 0 {
				parts = append(parts, sh)
			}
		}
		x.shapes[zi].shape, x.shapes[zi].dissolved = spatial.Dissolve(parts)
	}
}
