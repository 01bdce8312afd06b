package spatial

import (
	"cmp"
	"math"
	"slices"
)

// stretch is a part of an edge, as shares of its length from its start, that
// runs along the outline of area to.
type stretch struct {
	to     int
	lo, hi float64
}

// side measures the outline of one area against all others.
type side struct {
	o         *outlines
	rest      *grid
	barriers  *barriers
	tolerance float64
	perimeter float64
	found     []stretch
	blocked   []stretch
}

// measure gives the borders of area i as seen from its side, by neighbour.
func (s *side) measure(i int) []Border {
	var out []Border
	for k := s.o.first[i]; k < s.o.first[i+1]; k++ {
		e := s.o.edges[k]
		length := math.Hypot(e.b[0]-e.a[0], e.b[1]-e.a[1])
		s.perimeter += length
		s.partners(k, length)
		if len(s.found) == 0 {
			continue
		}
		s.found = unite(s.found)
		s.blocked = s.barriers.along(e, s.blocked[:0])
		for _, x := range s.found {
			shared := (x.hi - x.lo) * length
			open := shared
			for _, b := range s.blocked {
				open -= max(0, min(x.hi, b.hi)-max(x.lo, b.lo)) * length
			}
			at, ok := findBorder(out, x.to)
			if !ok {
				out = slices.Insert(out, at, Border{To: x.to})
			}
			out[at].Shared += shared
			out[at].Open += max(0, open)
		}
	}
	return out
}

// partners finds the stretches of edge k that other areas share.
func (s *side) partners(k int, length float64) {
	o := s.o
	s.found = s.found[:0]
	if o.matched[k] {
		for f := int(o.twin[k]); f != k; f = int(o.twin[f]) {
			if o.opposite(k, f) {
				s.found = append(s.found, stretch{int(o.owner[f]), 0, 1})
			}
		}
		return
	}
	e := o.edges[k]
	s.rest.near(e, s.tolerance, func(f int32) {
		if o.owner[f] == o.owner[k] {
			return
		}
		if lo, hi := shadow(e, o.edges[f], length, s.tolerance); lo < hi {
			s.found = append(s.found, stretch{int(o.owner[f]), lo, hi})
		}
	})
}

// shadow is the part of e on which the part of f within the tolerance of e's
// line falls, at right angles; empty unless f runs against e.
func shadow(e, f edge, length, tolerance float64) (lo, hi float64) {
	ux, uy := (e.b[0]-e.a[0])/length, (e.b[1]-e.a[1])/length
	along := func(x, y float64) float64 { return (x*ux + y*uy) / length }
	across := func(x, y float64) float64 { return ux*y - uy*x }
	fx, fy := f.b[0]-f.a[0], f.b[1]-f.a[1]
	const cos60 = 0.5
	if fx*ux+fy*uy > -cos60*math.Hypot(fx, fy) {
		return 0, 0
	}
	ax, ay := f.a[0]-e.a[0], f.a[1]-e.a[1]
	d0, d := across(ax, ay), across(fx, fy)
	t0, t1 := 0.0, 1.0
	if d != 0 {
		p, q := (-tolerance-d0)/d, (tolerance-d0)/d
		t0, t1 = max(t0, min(p, q)), min(t1, max(p, q))
	} else if math.Abs(d0) > tolerance {
		return 0, 0
	}
	if t0 >= t1 {
		return 0, 0
	}
	start, end := along(ax+t0*fx, ay+t0*fy), along(ax+t1*fx, ay+t1*fy)
	return max(0, min(start, end)), min(1, max(start, end))
}

// unite joins overlapping stretches of the same neighbour.
func unite(list []stretch) []stretch {
	if len(list) < 2 {
		return list
	}
	slices.SortFunc(list, func(a, b stretch) int {
		return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(a.lo, b.lo), cmp.Compare(a.hi, b.hi))
	})
	out := list[:1]
	for _, x := range list[1:] {
		if last := &out[len(out)-1]; x.to == last.to && x.lo <= last.hi {
			last.hi = max(last.hi, x.hi)
		} else {
			out = append(out, x)
		}
	}
	return out
}
