package source

import (
	"fmt"

	"byblik"
)

// lineDelivery makes the delivery of a collection of lines, such as railways
// and big roads.
func (c *collection) lineDelivery() *byblik.Delivery {
	if !c.whole() {
		return nil
	}
	return &byblik.Delivery{Source: c.Definition.ID, Receipt: c.receipt, Lines: c.lines}
}

// keepLines takes the lines of a feature.
func (c *collection) keepLines(f *feature) {
	for _, l := range f.parts {
		if f.bad == "" && len(l) < 2 {
			f.bad = "a line with fewer than two points"
		}
	}
	if f.bad != "" {
		c.object("", "bad-row", f.number, fmt.Sprintf("feature %d", f.number), f.bad, "a feature with a LineString or MultiLineString",
			"ask the publisher for the line, or leave the feature out")
		return
	}
	c.receipt.RowsUsed++
	for _, l := range f.parts {
		c.lines = append(c.lines, l)
		c.grid.lines = append(c.grid.lines, f.number)
		c.grid.shapes = append(c.grid.shapes, byblik.MultiPolygon{{byblik.Ring(l)}}) // the same points, for the extent
	}
}

// readLines takes the lines of a feature of a GeoJSON file.
func (c *collection) readLines(f *feature) {
	if f.bad != "" {
		return
	}
	take := func() {
		l, bad := c.pointList()
		if bad != "" {
			f.bad = bad
		}
		f.parts = append(f.parts, byblik.Line(l))
	}
	c.j.i = max(f.coords, 0)
	switch {
	case f.kind == "" || f.coords < 0:
		f.bad = "a feature without geometry"
	case f.kind == "LineString":
		take()
	case f.kind == "MultiLineString":
		if !c.j.array(take) {
			f.bad = "coordinates that are no list"
		}
	default:
		f.bad = "a geometry of the type " + shown(f.kind)
	}
}
