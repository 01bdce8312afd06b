package spatial

import (
	"cmp"
	"math"
	"slices"
)

// forest holds what cutting trees needs, by place in the group: profiles
// without gaps and residents.
type forest struct {
	x         [][]float64
	residents []float64
}

// part is a connected piece of the group with a spanning tree, a list of links.
type part struct {
	areas []int // ascending
	tree  [][2]int
}

func newForest(members []int, profile [][]float64, residents []float64) *forest {
	f := &forest{}
	width := 0
	for _, i := range members {
		if i < len(profile) {
			width = max(width, len(profile[i]))
		}
	}
	for _, i := range members {
		row := make([]float64, width)
		for c := range row {
			row[c] = math.NaN()
			if i < len(profile) && c < len(profile[i]) && !math.IsInf(profile[i][c], 0) {
				row[c] = profile[i][c]
			}
		}
		f.x = append(f.x, row)
		f.residents = append(f.residents, residents[i])
	}
	for c := range width {
		f.fillGaps(c)
	}
	return f
}

// fillGaps puts the mean of the criterion in place of what is not there.
func (f *forest) fillGaps(c int) {
	sum, n := 0.0, 0.0
	for _, row := range f.x {
		if !math.IsNaN(row[c]) {
			sum, n = sum+row[c], n+1
		}
	}
	for _, row := range f.x {
		if math.IsNaN(row[c]) {
			row[c] = sum / max(n, 1)
		}
	}
}

func (f *forest) total(areas []int) float64 {
	sum := 0.0
	for _, v := range areas {
		sum += f.residents[v]
	}
	return sum
}

func (f *forest) contrast(v, w int) float64 {
	sum := 0.0
	for c := range f.x[v] {
		d := f.x[v][c] - f.x[w][c]
		sum += d * d
	}
	return math.Sqrt(sum)
}

// minimumTree is Kruskal's: links by contrast, then by their places, each
// taken unless its ends already hang together.
func (f *forest) minimumTree(g Graph) [][2]int {
	type link struct {
		v, w int
		cost float64
	}
	var links []link
	for v := range g {
		for _, w := range g[v] {
			if v < w {
				links = append(links, link{v, w, f.contrast(v, w)})
			}
		}
	}
	slices.SortFunc(links, func(a, b link) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.v, b.v), cmp.Compare(a.w, b.w))
	})
	head := all(len(g))
	find := func(v int) int {
		for head[v] != v {
			head[v] = head[head[v]]
			v = head[v]
		}
		return v
	}
	var tree [][2]int
	for _, l := range links {
		if a, b := find(l.v), find(l.w); a != b {
			head[max(a, b)] = min(a, b)
			tree = append(tree, [2]int{l.v, l.w})
		}
	}
	return tree
}

// deepTree is a spanning tree of a part that runs as far as it can before it
// turns back (depth first, lowest places first): it has few short branches,
// so it can be cut in the middle where a star cannot.
func deepTree(g Graph, areas []int, root int) [][2]int {
	in := map[int]bool{}
	for _, v := range areas {
		in[v] = true
	}
	var tree [][2]int
	type frame struct{ v, next int }
	in[root] = false
	for stack := []frame{{root, 0}}; len(stack) > 0; {
		top := &stack[len(stack)-1]
		if top.next == len(g[top.v]) {
			stack = stack[:len(stack)-1]
			continue
		}
		w := g[top.v][top.next]
		top.next++
		if in[w] {
			in[w] = false
			tree = append(tree, [2]int{min(top.v, w), max(top.v, w)})
			stack = append(stack, frame{w, 0})
		}
	}
	return tree
}
