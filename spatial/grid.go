package spatial

import (
	"math"

	"byblik"
)

// grid finds the unmatched edges near an edge: square cells, each with the
// edges that pass through it (or its immediate neighbourhood), in one list.
type grid struct {
	origin byblik.Point
	cell   float64
	nx, ny int
	start  []int32 // per cell, into list
	list   []int32 // edge numbers
}

// newGrid holds the edges that found no exact partner.
func newGrid(o *outlines, tolerance float64) *grid {
	var rest []int32
	for k := range o.edges {
		if !o.matched[k] {
			rest = append(rest, int32(k))
		}
	}
	return gridOf(o.edges, rest, tolerance)
}

// gridOf makes about as many cells as there are edges, but none narrower
// than the reach that is searched.
func gridOf(edges []edge, which []int32, reach float64) *grid {
	g := &grid{nx: 1, ny: 1, cell: 1}
	b, length := emptyBox(), 0.0
	for _, k := range which {
		b.add(edges[k].a)
		b.add(edges[k].b)
		length += math.Hypot(edges[k].b[0]-edges[k].a[0], edges[k].b[1]-edges[k].a[1])
	}
	if !b.empty() {
		w, h := b.high[0]-b.low[0], b.high[1]-b.low[1]
		n := float64(len(which))
		g.origin = b.low
		g.cell = max(2*reach, length/n, math.Sqrt(w*h/(4*n)), max(w, h)/4096, 1e-9)
		g.nx, g.ny = 1+int(w/g.cell), 1+int(h/g.cell)
	}
	g.start = make([]int32, g.nx*g.ny+1)
	for _, k := range which {
		g.visit(edges[k], 0, func(c int) { g.start[c+1]++ })
	}
	for c := range g.nx * g.ny {
		g.start[c+1] += g.start[c]
	}
	g.list = make([]int32, g.start[g.nx*g.ny])
	fill := make([]int32, g.nx*g.ny)
	for _, k := range which {
		g.visit(edges[k], 0, func(c int) {
			g.list[g.start[c]+fill[c]] = k
			fill[c]++
		})
	}
	return g
}

// visit calls f for the cells within reach of an edge: row by row, the cells
// between the ends of the stretch of the edge that lies in the row.
func (g *grid) visit(e edge, reach float64, f func(cell int)) {
	lo, hi := e.a, e.b
	if lo[1] > hi[1] {
		lo, hi = hi, lo
	}
	row := func(y float64) int { return int(math.Floor((y - g.origin[1]) / g.cell)) }
	col := func(x float64) int { return int(math.Floor((x - g.origin[0]) / g.cell)) }
	xAt := func(y float64) float64 {
		if hi[1] == lo[1] {
			return lo[0]
		}
		t := min(1, max(0, (y-lo[1])/(hi[1]-lo[1])))
		return lo[0] + t*(hi[0]-lo[0])
	}
	for r := max(0, row(lo[1]-reach)); r <= min(g.ny-1, row(hi[1]+reach)); r++ {
		south := g.origin[1] + float64(r)*g.cell - reach
		x1, x2 := xAt(south), xAt(south+g.cell+2*reach)
		if hi[1] == lo[1] {
			x2 = hi[0]
		}
		for c := max(0, col(min(x1, x2)-reach)); c <= min(g.nx-1, col(max(x1, x2)+reach)); c++ {
			f(r*g.nx + c)
		}
	}
}

// near calls f for the edges in the cells within reach of e; an edge may come
// several times.
func (g *grid) near(e edge, reach float64, f func(k int32)) {
	g.visit(e, reach, func(c int) {
		for _, k := range g.list[g.start[c]:g.start[c+1]] {
			f(k)
		}
	})
}
