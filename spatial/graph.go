package spatial

import "slices"

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
