package source

import (
	"fmt"

	"byblik"
)

// lines reads a GeoJSON file of lines, such as railways and big roads.
func (r *reading) lines(text []byte) *byblik.Delivery {
	c := r.scan(text, (*collection).line)
	if c == nil || !c.checkExtent() {
		return nil
	}
	return &byblik.Delivery{Source: r.Definition.ID, Receipt: r.receipt, Lines: c.lines}
}

// line takes the lines of a feature.
func (c *collection) line(f *feature) {
	var parts []byblik.Line
	if f.bad == "" {
		parts = c.lineParts(f)
	}
	for _, l := range parts {
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
	for _, l := range parts {
		c.lines = append(c.lines, l)
		c.grid.lines = append(c.grid.lines, f.number)
		c.grid.shapes = append(c.grid.shapes, byblik.MultiPolygon{{byblik.Ring(l)}}) // the same points, for the extent
	}
}

func (c *collection) lineParts(f *feature) (parts []byblik.Line) {
	take := func() {
		l, bad := c.points()
		if bad != "" {
			f.bad = bad
		}
		parts = append(parts, byblik.Line(l))
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
	return parts
}
