package spatial

import (
	"cmp"
	"math"
	"slices"

	"byblik"
)

// A mesh is a noded set of edges seen as half-edges: number h and its twin
// h^1 are the two directions of one edge. Around every point an even number
// of edges meet, and the inside and the outside take turns.
type mesh struct {
	points []byblik.Point
	from   []int   // point at which the half-edge starts
	around [][]int // per point, outgoing half-edges anticlockwise
	turn   []int   // place of the half-edge in around
	inLeft []bool  // the inside lies to the left of the half-edge
}

func newMesh(edges []edge) *mesh {
	m := &mesh{from: make([]int, 0, 2*len(edges))}
	for _, e := range edges {
		m.points = append(m.points, e.a, e.b)
	}
	slices.SortFunc(m.points, comparePoints)
	m.points = slices.Compact(m.points)
	m.around = make([][]int, len(m.points))
	for _, e := range edges {
		for _, p := range []byblik.Point{e.a, e.b} {
			at, _ := slices.BinarySearchFunc(m.points, p, comparePoints)
			m.around[at] = append(m.around[at], len(m.from))
			m.from = append(m.from, at)
		}
	}
	m.turn = make([]int, len(m.from))
	for at, out := range m.around {
		slices.SortFunc(out, func(g, h int) int { return m.compareAngle(at, g, h) })
		for k, h := range out {
			m.turn[h] = k
		}
	}
	m.inLeft = make([]bool, len(m.from))
	m.mark(edges)
	return m
}

func (m *mesh) to(h int) int { return m.from[h^1] }

// compareAngle orders half-edges leaving a point from just past south,
// anticlockwise.
func (m *mesh) compareAngle(at, g, h int) int {
	o, p, q := m.points[at], m.points[m.to(g)], m.points[m.to(h)]
	east := func(r byblik.Point) int {
		if r[0] > o[0] || r[0] == o[0] && r[1] > o[1] {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(east(p), east(q)), -orient(o, p, q), cmp.Compare(g, h))
}

// mark sets inLeft by the even-odd rule: it starts at the westernmost point
// of each connected piece, whose western side is inside only if an odd number
// of edges lie further west, and walks on; sides take turns around a point.
func (m *mesh) mark(edges []edge) {
	seen := make([]bool, len(m.points))
	for start := range m.points { // points run from west to east
		if seen[start] {
			continue
		}
		west := false
		p := m.points[start]
		for _, e := range edges {
			west = west != liesWest(e, p)
		}
		out := m.around[start]
		m.markPoint(start, len(out)-1, west)
		seen[start] = true
		for stack := []int{start}; len(stack) > 0; {
			at := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for _, h := range m.around[at] {
				if next := m.to(h); !seen[next] {
					seen[next] = true
					m.markPoint(next, m.turn[h^1], !m.inLeft[h])
					stack = append(stack, next)
				}
			}
		}
	}
}

// liesWest says whether the edge meets the ray from p towards the west; its
// lower end belongs to it, its upper does not.
func liesWest(e edge, p byblik.Point) bool {
	lo, hi := e.a, e.b
	if lo[1] > hi[1] {
		lo, hi = hi, lo
	}
	return p[1] >= lo[1] && p[1] < hi[1] && orient(lo, hi, p) < 0
}

func (m *mesh) markPoint(at, k int, in bool) {
	out := m.around[at]
	for i := range out {
		m.inLeft[out[(k+i)%len(out)]] = in != (i%2 == 1)
	}
}

// rings walks around every face of the inside, keeping it to the left, and
// breaks each walk into rings that pass no point twice: outer rings run
// anticlockwise, holes clockwise.
func (m *mesh) rings() (outer, holes []byblik.Ring) {
	done := make([]bool, len(m.from))
	place := make([]int, len(m.points))
	for h := range m.from {
		if !m.inLeft[h] || done[h] {
			continue
		}
		var walk []int // points, each at most once
		for g := h; !done[g]; g = m.next(g) {
			done[g] = true
			at := m.from[g]
			if k := place[at]; k > 0 && k <= len(walk) && walk[k-1] == at {
				outer, holes = m.keep(walk[k-1:], outer, holes)
				walk = walk[:k-1]
			}
			walk = append(walk, at)
			place[at] = len(walk)
		}
		outer, holes = m.keep(walk, outer, holes)
	}
	return outer, holes
}

// next is the half-edge after g around its left face: at the far point the
// first one clockwise from the way back.
func (m *mesh) next(g int) int {
	out := m.around[m.to(g)]
	return out[(m.turn[g^1]+len(out)-1)%len(out)]
}

func (m *mesh) keep(walk []int, outer, holes []byblik.Ring) (o, h []byblik.Ring) {
	if len(walk) < 3 {
		return outer, holes
	}
	r := make(byblik.Ring, 0, len(walk)+1)
	for _, at := range walk {
		r = append(r, m.points[at])
	}
	r = append(r, r[0])
	if ringArea(r) > 0 {
		return append(outer, r), holes
	}
	return outer, append(holes, r)
}

// nest gives each hole to the smallest outer ring around it.
func nest(outer, holes []byblik.Ring) byblik.MultiPolygon {
	out := make(byblik.MultiPolygon, len(outer))
	for i, r := range outer {
		out[i] = byblik.Polygon{r}
	}
	for _, h := range holes {
		best, size := -1, math.Inf(1)
		for i, r := range outer {
			if a := ringArea(r); a < size && a > -ringArea(h) && surrounds(r, h) {
				best, size = i, a
			}
		}
		if best >= 0 {
			out[best] = append(out[best], h)
		}
	}
	return out
}

// surrounds says whether ring h lies inside ring r; they may touch in points,
// so the first point of h that is not a point of r decides.
func surrounds(r, h byblik.Ring) bool {
	on := slices.SortedFunc(slices.Values(r), comparePoints)
	shape := byblik.MultiPolygon{{r}}
	for i := 1; i < len(h); i++ {
		if _, touch := slices.BinarySearchFunc(on, h[i], comparePoints); !touch {
			return Contains(shape, h[i])
		}
	}
	mid := byblik.Point{(h[0][0] + h[1][0]) / 2, (h[0][1] + h[1][1]) / 2}
	return Contains(shape, mid)
}
