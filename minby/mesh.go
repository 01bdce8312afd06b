package minby

import (
	"slices"

	"byblik"
)

// mesh is the town as faces that share their points: a point put into a
// border is put into the faces on both sides, so that there are no gaps,
// no overlaps and no points that only one side knows.
type mesh struct {
	at    []byblik.Point
	faces []*face
	side  map[[2]int]*face // the face to the left of a directed edge
}

// face is one piece of land: the points of its outline, counter-clockwise,
// without repeating the first.
type face struct {
	ring    []int
	quarter int
	room    float64 // how many residents it may hold, compared with others
	final   bool    // not to be cut further
}

func (m *mesh) add(p byblik.Point) int {
	m.at = append(m.at, p)
	return len(m.at) - 1
}

// addFace enters a face, turned counter-clockwise.
func (m *mesh) addFace(f *face) {
	if signedArea(m.points(f)) < 0 {
		slices.Reverse(f.ring)
	}
	m.faces = append(m.faces, f)
	m.claim(f)
}

// claim writes down that the edges of a face have it to their left.
func (m *mesh) claim(f *face) {
	for i, v := range f.ring {
		m.side[[2]int{v, f.ring[(i+1)%len(f.ring)]}] = f
	}
}

func (m *mesh) points(f *face) []byblik.Point {
	out := make([]byblik.Point, len(f.ring))
	for i, v := range f.ring {
		out[i] = m.at[v]
	}
	return out
}

// insert puts a new point into the edge from u to v, on both sides.
func (m *mesh) insert(u, v int, p byblik.Point) int {
	w := m.add(p)
	for _, e := range [][2]int{{u, v}, {v, u}} {
		f := m.side[e]
		if f == nil {
			continue
		}
		delete(m.side, e)
		f.ring = slices.Insert(f.ring, slices.Index(f.ring, e[0])+1, w)
		m.side[[2]int{e[0], w}], m.side[[2]int{w, e[1]}] = f, f
	}
	return w
}

// split cuts a face along the points between a and b, which lie on its
// outline, and gives the new face to the left of the way from b to a.
func (m *mesh) split(f *face, a, b int, between []int) *face {
	i := slices.Index(f.ring, a)
	turned := append(slices.Clone(f.ring[i:]), f.ring[:i]...) // from a
	j := slices.Index(turned, b)
	back := slices.Clone(between)
	slices.Reverse(back)
	other := &face{ring: append(slices.Clone(turned[j:]), append([]int{a}, between...)...), quarter: f.quarter, final: f.final}
	f.ring = append(slices.Clone(turned[:j+1]), back...)
	m.faces = append(m.faces, other)
	m.claim(f)
	m.claim(other)
	return other
}

// signedArea is positive for a counter-clockwise outline.
func signedArea(ring []byblik.Point) float64 {
	sum := 0.0
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += p[0]*q[1] - q[0]*p[1]
	}
	return sum / 2
}

// centroid is the middle of an outline's surface.
func centroid(ring []byblik.Point) byblik.Point {
	o, area := ring[0], 0.0
	var c byblik.Point
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		w := (p[0]-o[0])*(q[1]-o[1]) - (q[0]-o[0])*(p[1]-o[1])
		area += w
		c[0] += w * (p[0] + q[0] - 2*o[0])
		c[1] += w * (p[1] + q[1] - 2*o[1])
	}
	return byblik.Point{o[0] + c[0]/(3*area), o[1] + c[1]/(3*area)}
}
