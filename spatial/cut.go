package spatial

import (
	"math"
	"slices"
)

// sums of a branch: residents, number of areas, and per criterion the sum and
// the sum of squares, from which its sum of squares within follows.
type sums struct {
	residents, n, squares float64
	x                     []float64
}

func (s *sums) add(o sums, sign float64) {
	s.residents += sign * o.residents
	s.n += sign * o.n
	s.squares += sign * o.squares
	for c := range s.x {
		s.x[c] += sign * o.x[c]
	}
}

// within is Σ x² − n·mean², summed over criteria.
func (s *sums) within() float64 {
	w := s.squares
	for _, v := range s.x {
		w -= v * v / s.n
	}
	return max(0, w)
}

// split cuts a part in two at the best link of its tree, or of the first
// deep tree that has one.
func (f *forest) split(g Graph, p part, least float64) (a, b part, ok bool) {
	if at := f.bestCut(p, least); at >= 0 {
		a, b = cutTree(p, at)
		return a, b, true
	}
	const trials = 64
	step := max(1, len(p.areas)/trials)
	for i := 0; i < len(p.areas); i += step {
		deep := part{p.areas, deepTree(g, p.areas, p.areas[i])}
		if at := f.bestCut(deep, least); at >= 0 {
			a, b = cutTree(deep, at)
			return a, b, true
		}
	}
	return a, b, false
}

// bestCut is the link whose removal lowers the sum of squares within the most
// while both sides keep least residents; −1 if there is none.
func (f *forest) bestCut(p part, least float64) int {
	if len(p.tree) == 0 {
		return -1
	}
	order, parent, via := walkTree(p)
	below := map[int]*sums{}
	for _, v := range order {
		s := &sums{residents: f.residents[v], n: 1, x: slices.Clone(f.x[v])}
		for _, x := range f.x[v] {
			s.squares += x * x
		}
		below[v] = s
	}
	for k := len(order) - 1; k > 0; k-- { // from the leaves inwards
		below[parent[order[k]]].add(*below[order[k]], 1)
	}
	whole := below[order[0]]
	best, gain := -1, math.Inf(-1)
	for _, v := range order[1:] {
		rest := sums{x: make([]float64, len(whole.x))}
		rest.add(*whole, 1)
		rest.add(*below[v], -1)
		if below[v].residents < least || rest.residents < least {
			continue
		}
		d := whole.within() - below[v].within() - rest.within()
		// Equal up to rounding: the earlier link of the tree.
		if slack := 1e-12 * (1 + math.Abs(d)); d > gain+slack || d > gain-slack && via[v] < best {
			best, gain = via[v], d
		}
	}
	return best
}

// walkTree lists the areas of a part from its first, parents before children,
// and the number of the link that leads to each.
func walkTree(p part) (order []int, parent, via map[int]int) {
	links := map[int][]int{}
	for k, l := range p.tree {
		links[l[0]] = append(links[l[0]], k)
		links[l[1]] = append(links[l[1]], k)
	}
	root := p.areas[0]
	order, parent, via = []int{root}, map[int]int{root: -1}, map[int]int{}
	for i := 0; i < len(order); i++ {
		v := order[i]
		for _, k := range links[v] {
			w := p.tree[k][0] + p.tree[k][1] - v
			if w != parent[v] {
				parent[w], via[w] = v, k
				order = append(order, w)
			}
		}
	}
	return order, parent, via
}

// cutTree removes one link and gives the two sides, the one with the first
// area first.
func cutTree(p part, at int) (a, b part) {
	rest := slices.Delete(slices.Clone(p.tree), at, at+1)
	near, _, _ := walkTree(part{p.areas, rest})
	slices.Sort(near)
	for _, v := range p.areas {
		if _, ok := slices.BinarySearch(near, v); !ok {
			b.areas = append(b.areas, v)
		}
	}
	a.areas = near
	for _, l := range rest {
		if _, ok := slices.BinarySearch(near, l[0]); ok {
			a.tree = append(a.tree, l)
		} else {
			b.tree = append(b.tree, l)
		}
	}
	return a, b
}
