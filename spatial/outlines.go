package spatial

import (
	"math"

	"byblik"
)

// outlines are the edges of all areas in one list, each with its inside to
// the left. Edges of area i are first[i] to first[i+1].
type outlines struct {
	edges []edge
	owner []int32
	first []int
	// twin is the next edge with the same ends, in a ring of edges; an edge
	// whose ring holds an opposite edge of another area is matched.
	twin    []int32
	matched []bool
}

func newOutlines(planar []byblik.MultiPolygon, workers int) *outlines {
	o := &outlines{first: make([]int, len(planar)+1)}
	for i, m := range planar {
		n := 0
		for _, p := range m {
			for _, r := range p {
				for k := 1; k < len(r); k++ {
					if r[k] != r[k-1] {
						n++
					}
				}
			}
		}
		o.first[i+1] = o.first[i] + n
	}
	total := o.first[len(planar)]
	o.edges, o.owner = make([]edge, total), make([]int32, total)
	inParallel(len(planar), workers, func(i int) { o.fill(i, planar[i]) })
	return o
}

func (o *outlines) fill(i int, m byblik.MultiPolygon) {
	at := o.first[i]
	for _, p := range m {
		for k, r := range p {
			turn := (ringArea(r) < 0) == (k == 0)
			for q := 1; q < len(r); q++ {
				a, b := r[q-1], r[q]
				if a == b {
					continue
				}
				if turn {
					a, b = b, a
				}
				o.edges[at], o.owner[at] = edge{a, b}, int32(i)
				at++
			}
		}
	}
}

// matchExactly rings together the edges with the same two ends, through a
// table with open addressing: most borders of a published map are drawn with
// the same vertices on both sides, and this settles them without geometry.
func (o *outlines) matchExactly() {
	size := 16
	for size < 2*len(o.edges) {
		size *= 2
	}
	table := make([]int32, size) // edge number + 1
	o.twin, o.matched = make([]int32, len(o.edges)), make([]bool, len(o.edges))
	for k := range o.edges {
		e := o.edges[k]
		o.twin[k] = int32(k)
		for at := hashEnds(e) & uint64(size-1); ; at = (at + 1) & uint64(size-1) {
			if table[at] == 0 {
				table[at] = int32(k) + 1
				break
			}
			if f := table[at] - 1; sameEnds(e, o.edges[f]) {
				o.twin[k], o.twin[f] = o.twin[f], int32(k)
				break
			}
		}
	}
	for k := range o.edges {
		for f := int(o.twin[k]); f != k; f = int(o.twin[f]) {
			if o.opposite(k, f) {
				o.matched[k] = true
				break
			}
		}
	}
}

// opposite says whether two edges with the same ends make a border.
func (o *outlines) opposite(k, f int) bool {
	return o.owner[k] != o.owner[f] && o.edges[k].a == o.edges[f].b
}

func sameEnds(e, f edge) bool { return e == f || e.a == f.b && e.b == f.a }

// hashEnds is the same for both directions; −0 counts as 0, as it does in ==.
func hashEnds(e edge) uint64 {
	return hashPoint(e.a) + hashPoint(e.b)
}

func hashPoint(p byblik.Point) uint64 {
	x, y := math.Float64bits(p[0]+0), math.Float64bits(p[1]+0)
	h := x*0x9E3779B97F4A7C15 ^ (y*0xC2B2AE3D27D4EB4F + x>>32)
	h ^= h >> 29
	h *= 0xBF58476D1CE4E5B9
	return h ^ h>>32
}
