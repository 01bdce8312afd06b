package spatial

import (
	"cmp"
	"slices"

	"byblik"
)

// Graph says which areas are neighbours: for each area the indices of the
// others, ascending. It is symmetric.
type Graph [][]int

// Has says whether i and j are neighbours.
func (g Graph) Has(i, j int) bool {
	_, ok := slices.BinarySearch(g[i], j)
	return ok
}

// Components groups the members that hang together within the graph, going
// through members only. Each group ascends, and groups are ordered by their
// first area.
func Components(g Graph, members []int) [][]int {
	in := make(map[int]bool, len(members)) // asked, never walked through
	for _, i := range members {
		in[i] = true
	}
	order := slices.Compact(slices.Sorted(slices.Values(members)))
	var groups [][]int
	for _, start := range order {
		if !in[start] {
			continue
		}
		in[start] = false
		group := []int{start}
		for k := 0; k < len(group); k++ {
			for _, j := range g[group[k]] {
				if in[j] {
					in[j] = false
					group = append(group, j)
				}
			}
		}
		slices.Sort(group)
		groups = append(groups, group)
	}
	return groups
}

// Queen gives the areas that share at least one vertex, exactly, the usual
// contiguity of spatial statistics. Areas whose vertices do not coincide are
// not found: for those measure Borders.
func Queen(shapes []byblik.MultiPolygon) Graph {
	type corner struct {
		at   byblik.Point
		area int
	}
	var all []corner
	for i, m := range shapes {
		for _, p := range m {
			for _, r := range p {
				for k := 1; k < len(r); k++ {
					all = append(all, corner{r[k], i})
				}
			}
		}
	}
	slices.SortFunc(all, func(c, d corner) int { return cmp.Or(comparePoints(c.at, d.at), cmp.Compare(c.area, d.area)) })
	g := make(Graph, len(shapes))
	for lo := 0; lo < len(all); {
		hi := lo + 1
		for hi < len(all) && all[hi].at == all[lo].at {
			hi++
		}
		for _, c := range all[lo:hi] {
			for _, d := range all[lo:hi] {
				if c.area != d.area {
					g[c.area] = append(g[c.area], d.area)
				}
			}
		}
		lo = hi
	}
	for i := range g {
		slices.Sort(g[i])
		g[i] = slices.Compact(g[i])
	}
	return g
}
