package spatial

import (
	"math"

	"byblik"
)

// barriers finds which part of an edge lies near a barrier line.
type barriers struct {
	edges []edge
	grid  *grid
	reach float64
}

func newBarriers(lines []byblik.Line, reach float64) *barriers {
	b := &barriers{reach: reach}
	var all []int32
	for _, l := range lines {
		for i := 1; i < len(l); i++ {
			if l[i] != l[i-1] {
				all = append(all, int32(len(b.edges)))
				b.edges = append(b.edges, edge{l[i-1], l[i]})
			}
		}
	}
	if len(all) > 0 {
		b.grid = gridOf(b.edges, all, reach)
	}
	return b
}

// along lists the parts of e within reach of any barrier, united.
func (b *barriers) along(e edge, out []stretch) []stretch {
	if b.grid == nil {
		return out
	}
	b.grid.near(e, b.reach, func(k int32) {
		if lo, hi := nearEdge(e, b.edges[k], b.reach); lo < hi {
			out = append(out, stretch{0, lo, hi})
		}
	})
	return unite(out)
}

// nearEdge is the part of e within reach of f. The points within reach of f
// form a band with two round ends; the band and the ends together are convex,
// so the part is one piece, from the first to the last of its three.
func nearEdge(e, f edge, reach float64) (lo, hi float64) {
	lo, hi = 1, 0
	take := func(p, q float64) {
		if p, q = max(0, p), min(1, q); p < q {
			lo, hi = min(lo, p), max(hi, q)
		}
	}
	take(nearPoint(e, f.a, reach))
	take(nearPoint(e, f.b, reach))
	take(inBand(e, f, reach))
	return lo, hi
}

// nearPoint solves |e(t) − p|² = reach² for t.
func nearPoint(e edge, p byblik.Point, reach float64) (lo, hi float64) {
	dx, dy := e.b[0]-e.a[0], e.b[1]-e.a[1]
	px, py := e.a[0]-p[0], e.a[1]-p[1]
	a, b, c := dx*dx+dy*dy, dx*px+dy*py, px*px+py*py-reach*reach
	root := b*b - a*c
	if root <= 0 {
		return 1, 0
	}
	root = math.Sqrt(root)
	return (-b - root) / a, (-b + root) / a
}

// inBand is the part of e beside f, within reach of its line.
func inBand(e, f edge, reach float64) (lo, hi float64) {
	fx, fy := f.b[0]-f.a[0], f.b[1]-f.a[1]
	length := math.Hypot(fx, fy)
	fx, fy = fx/length, fy/length
	dx, dy := e.b[0]-e.a[0], e.b[1]-e.a[1]
	px, py := e.a[0]-f.a[0], e.a[1]-f.a[1]
	l1, h1 := between(fx*py-fy*px, fx*dy-fy*dx, -reach, reach)
	l2, h2 := between(fx*px+fy*py, fx*dx+fy*dy, 0, length)
	return max(l1, l2), min(h1, h2)
}

// between solves low ≤ at + t·step ≤ high for t.
func between(at, step, low, high float64) (lo, hi float64) {
	if step == 0 {
		if at >= low && at <= high {
			return math.Inf(-1), math.Inf(1)
		}
		return 1, 0
	}
	p, q := (low-at)/step, (high-at)/step
	return min(p, q), max(p, q)
}
