package spatial

import (
	"slices"

	"github.com/tidwall/rtree"

	"byblik"
)

// Locator finds the areas that hold a point, prepared for many points: a tree
// of boxes leads to the areas, and each area keeps its edges in horizontal
// strips so that only the edges at the height of the point are looked at.
type Locator struct {
	tree  rtree.RTreeG[int]
	areas []strips
}

// NewLocator prepares shapes, all planar or all in degrees.
func NewLocator(shapes []byblik.MultiPolygon) *Locator {
	l := &Locator{areas: make([]strips, len(shapes))}
	for i, m := range shapes {
		b := boxOf(m)
		if b.empty() || !finite(b.low) || !finite(b.high) {
			continue
		}
		l.areas[i] = newStrips(m, b)
		l.tree.Insert(b.low, b.high, i)
	}
	return l
}

// Find gives the index of the area that holds p, the lowest where areas
// overlap, or −1. A point on a shared border belongs to exactly one area,
// since the same edge answers the same for both sides.
func (l *Locator) Find(p byblik.Point) int {
	best := -1
	l.tree.Search(p, p, func(_, _ [2]float64, i int) bool {
		if (best < 0 || i < best) && l.areas[i].holds(p) {
			best = i
		}
		return true
	})
	return best
}

// FindAll gives the indices of all areas that hold p, ascending.
func (l *Locator) FindAll(p byblik.Point) []int {
	var all []int
	l.tree.Search(p, p, func(_, _ [2]float64, i int) bool {
		if l.areas[i].holds(p) {
			all = append(all, i)
		}
		return true
	})
	slices.Sort(all)
	return all
}

// Contains says whether one shape holds p, by the even-odd rule.
func Contains(m byblik.MultiPolygon, p byblik.Point) bool {
	in := false
	for _, poly := range m {
		for _, r := range poly {
			for i := 1; i < len(r); i++ {
				in = in != crossesRay(r[i-1], r[i], p)
			}
		}
	}
	return in
}

// crossesRay says whether the edge meets the ray from p towards the east.
// The lower end belongs to the edge, the upper does not, and the edge is read
// from its lower end upwards whichever way its ring runs.
func crossesRay(a, b, p byblik.Point) bool {
	if a[1] > b[1] {
		a, b = b, a
	}
	if p[1] < a[1] || p[1] >= b[1] {
		return false
	}
	return orient(a, b, p) > 0
}

type strips struct {
	south, height float64
	edges         [][]edge
}

func newStrips(m byblik.MultiPolygon, b box) strips {
	var all []edge
	for _, poly := range m {
		for _, r := range poly {
			for i := 1; i < len(r); i++ {
				if r[i-1][1] != r[i][1] { // a level edge never meets the ray
					all = append(all, edge{r[i-1], r[i]})
				}
			}
		}
	}
	n := 1 + len(all)/8
	s := strips{south: b.low[1], height: (b.high[1] - b.low[1]) / float64(n), edges: make([][]edge, n)}
	for _, e := range all {
		lo, hi := s.at(min(e.a[1], e.b[1])), s.at(max(e.a[1], e.b[1]))
		for k := lo; k <= hi; k++ {
			s.edges[k] = append(s.edges[k], e)
		}
	}
	return s
}

func (s *strips) at(y float64) int {
	if s.height <= 0 {
		return 0
	}
	return max(0, min(len(s.edges)-1, int((y-s.south)/s.height)))
}

func (s *strips) holds(p byblik.Point) bool {
	in := false
	for _, e := range s.edges[s.at(p[1])] {
		in = in != crossesRay(e.a, e.b, p)
	}
	return in
}
