package source

import (
	"fmt"
	"slices"

	"byblik"
)

// pointList takes a list of positions. A height, the third number, is left out.
func (c *collection) pointList() (list []byblik.Point, bad string) {
	c.buffer = c.buffer[:0]
	ok := c.j.array(func() {
		p, wrong := c.position()
		if bad == "" {
			bad = wrong
		}
		c.buffer = append(c.buffer, p)
	})
	if !ok && bad == "" {
		bad = "coordinates that are no list"
	}
	return slices.Clone(c.buffer), bad
}

// position takes one position; further numbers, such as a height, are passed
// over.
func (c *collection) position() (p byblik.Point, bad string) {
	n := 0
	isList := c.j.array(func() {
		v, isNumber := c.j.number()
		if !isNumber && bad == "" {
			bad = "a coordinate that is no number"
		}
		if n < 2 {
			p[n] = v
		}
		n++
	})
	if (!isList || n < 2) && bad == "" {
		bad = "a position that is not two numbers"
	}
	return p, bad
}

// polygon takes an outer ring and its holes.
func (c *collection) polygon() (p byblik.Polygon, bad string) {
	ok := c.j.array(func() {
		ring, wrong := c.pointList()
		if wrong == "" {
			wrong = badRing(ring)
		}
		if wrong != "" && bad == "" {
			bad = wrong
		}
		p = append(p, ring)
	})
	if bad == "" && (!ok || len(p) == 0) {
		bad = "a polygon without rings"
	}
	return p, bad
}

// badRing finds what no repair can mend without guessing.
func badRing(ring byblik.Ring) string {
	switch {
	case len(ring) < 4:
		return fmt.Sprintf("a ring of %d points; the smallest, a triangle, has 4", len(ring))
	case ring[0] != ring[len(ring)-1]:
		return "a ring whose last point does not repeat the first"
	}
	return ""
}

func (c *collection) multiPolygon() (m byblik.MultiPolygon, bad string) {
	ok := c.j.array(func() {
		p, wrong := c.polygon()
		if wrong != "" && bad == "" {
			bad = wrong
		}
		m = append(m, p)
	})
	if bad == "" && (!ok || len(m) == 0) {
		bad = "a geometry without polygons"
	}
	return m, bad
}
