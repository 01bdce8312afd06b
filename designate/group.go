package designate

import (
	"cmp"
	"slices"

	"byblik/spatial"
)

// group makes groups of the areas inside, sets aside those too small and
// splits those too large.
func (c *city) group(inside []int) {
	for _, areas := range spatial.Components(c.graph, inside) {
		size, rules := c.total(areas), c.in.Rules
		switch {
		case size < rules.MinResidents && !c.anyListed(areas):
			c.tooSmall = append(c.tooSmall, areas)
		case size < rules.MinResidents:
			c.groups = append(c.groups, group{areas: areas, notes: []NoteKind{SmallStateList}})
		default:
			c.groups = append(c.groups, c.split(areas)...)
		}
	}
	slices.SortFunc(c.groups, func(a, b group) int { return cmp.Compare(a.areas[0], b.areas[0]) })
}

func (c *city) anyListed(areas []int) bool {
	return slices.ContainsFunc(areas, func(v int) bool { return c.listed[v] != "" })
}

// split divides a group above the largest size, and its parts in turn.
func (c *city) split(areas []int) []group {
	if !c.tooLarge(areas) {
		return []group{{areas: areas}}
	}
	for _, way := range []struct {
		kind NoteKind
		keep func(v, w int) bool
	}{
		{SplitByBarrier, c.freeOfBarriers},
		{SplitByDistrict, func(v, w int) bool { return c.area(v).District == c.area(w).District }},
	} {
		parts := c.mergeSmall(spatial.Components(c.within(areas, way.keep), areas))
		if len(parts) > 1 {
			return c.splitAll(parts, way.kind)
		}
	}
	return c.splitByLikeness(areas)
}

func (c *city) tooLarge(areas []int) bool {
	return c.in.Rules.MaxResidents > 0 && c.total(areas) > c.in.Rules.MaxResidents
}

func (c *city) splitAll(parts [][]int, kind NoteKind) []group {
	var out []group
	for _, p := range parts {
		for _, g := range c.split(p) {
			g.notes = append([]NoteKind{kind}, g.notes...)
			out = append(out, g)
		}
	}
	return out
}

// splitByLikeness cuts where neighbours are least alike. Left to the least
// size, the method peels single unlike areas off a large group, which nobody
// can work with as places; so parts of a quarter of the largest size are tried
// first, then of an eighth, then of the least size.
func (c *city) splitByLikeness(areas []int) []group {
	least, most := c.in.Rules.MinResidents, c.in.Rules.MaxResidents
	var cut spatial.Partition
	var err error
	for _, size := range []float64{most / 4, most / 8, least} {
		// Groups hang together and sizes were checked, so Skater has no cause to
		// refuse; should it do so, the group is kept whole and said to be large.
		cut, err = spatial.Skater(c.graph, areas, c.profile, c.residents, max(size, least), most)
		if err == nil && len(cut.Over) == 0 {
			break
		}
	}
	if err != nil || len(cut.Parts) == 1 {
		return []group{{areas: areas, notes: []NoteKind{AboveMax}}}
	}
	var out []group
	for k, p := range cut.Parts {
		g := group{areas: p, notes: []NoteKind{SplitByLikeness}}
		if slices.Contains(cut.Over, k) {
			g.notes = append(g.notes, AboveMax)
		}
		out = append(out, g)
	}
	return out
}

// freeOfBarriers says whether two areas stay joined when everything that
// crosses a barrier is undone: a bridge, and a border that follows a barrier
// for more than half of its length.
func (c *city) freeOfBarriers(v, w int) bool {
	b := c.border(v, w)
	return b.Open >= b.Shared/2 && b.Open >= c.in.Rules.MinBorder && b.Open > 0
}

// within keeps the links between areas of a group that pass.
func (c *city) within(areas []int, keep func(v, w int) bool) spatial.Graph {
	g := make(spatial.Graph, len(c.graph))
	for _, v := range areas {
		for _, w := range c.graph[v] {
			if keep(v, w) {
				g[v] = append(g[v], w)
			}
		}
	}
	return g
}

// mergeSmall gives each part below the least size to a neighbouring part, the
// smallest part first: to one that stays within the largest size if there is
// one, then to the one with the longest open border, then to the one with the
// lowest code.
func (c *city) mergeSmall(parts [][]int) [][]int {
	for {
		small := -1
		for k, p := range parts {
			if c.total(p) < c.in.Rules.MinResidents && (small < 0 || c.total(p) < c.total(parts[small])) {
				small = k
			}
		}
		if small < 0 || len(parts) == 1 {
			return parts
		}
		best := c.bestNeighbour(parts, small)
		merged := slices.Sorted(slices.Values(slices.Concat(parts[small], parts[best])))
		parts[best] = merged
		parts = slices.Delete(parts, small, small+1)
		slices.SortFunc(parts, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	}
}

func (c *city) bestNeighbour(parts [][]int, small int) int {
	type offer struct {
		part   int
		large  bool
		length float64
		joined bool
	}
	var best offer
	for k, p := range parts {
		if k == small {
			continue
		}
		o := offer{part: k, large: c.tooLarge(slices.Concat(p, parts[small]))}
		for _, v := range parts[small] {
			for _, w := range c.graph[v] {
				if _, ok := slices.BinarySearch(p, w); ok {
					o.joined = true
					o.length += c.border(v, w).Open
				}
			}
		}
		if o.joined && (!best.joined || best.large && !o.large || best.large == o.large && o.length > best.length) {
			best = o
		}
	}
	return best.part // a part of a connected group always has one
}
