package spatial

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"byblik"
)

// Partition is a group of areas cut into parts. Each part ascends and hangs
// together; parts are ordered by their first area. Over lists the places of
// the parts that stay above the largest size since no cut leaves both sides
// the smallest size; it is empty when the rule could be kept.
type Partition struct {
	Parts [][]int
	Over  []int
}

// Skater cuts a connected group of areas into connected parts of least to
// most residents, by Spatial 'K'luster Analysis by Tree Edge Removal:
// R. M. Assunção, M. C. Neves, G. Câmara, C. da Costa Freitas, Efficient
// regionalization techniques for socio-economic geographical units using
// minimum spanning trees, IJGIS 20(7), 2006, 797–811.
//
// Neighbours are linked at the cost of their contrast, the Euclidean distance
// between their profiles; the minimum spanning tree keeps the links between
// like areas. Every part above most residents is then cut at the link of its
// tree whose removal lowers the sum of squares within parts the most,
//
//	SSW(part) = Σ_area Σ_criterion (x − mean of the part)²,
//
// among the links that leave both sides at least least residents, until no
// part is above most. Unlike the paper, which cuts to a given number of
// parts, size alone says when to stop. Where the minimum tree has no such
// link, trees that run deep into the part are tried: size goes before likeness.
//
// profile[i] holds the criteria of area i on one scale; a NaN stands for the
// members' mean. Ties fall to the pair of lowest indices.
func Skater(g Graph, members []int, profile [][]float64, residents []float64, least, most float64) (Partition, error) {
	members = slices.Compact(slices.Sorted(slices.Values(members)))
	if err := checkSkater(g, members, residents, least, most); err != nil {
		return Partition{}, err
	}
	local := localGraph(g, members)
	f := newForest(members, profile, residents)
	tree := f.minimumTree(local)
	work := []part{{all(len(members)), tree}}
	var done Partition
	type kept struct {
		areas []int
		over  bool
	}
	var parts []kept
	for len(work) > 0 {
		p := work[len(work)-1]
		work = work[:len(work)-1]
		big := f.total(p.areas) > most
		if big {
			if a, b, ok := f.split(local, p, least); ok {
				work = append(work, a, b)
				continue
			}
		}
		areas := make([]int, len(p.areas))
		for i, v := range p.areas {
			areas[i] = members[v]
		}
		parts = append(parts, kept{areas, big})
	}
	slices.SortFunc(parts, func(a, b kept) int { return cmp.Compare(a.areas[0], b.areas[0]) })
	for i, p := range parts {
		done.Parts = append(done.Parts, p.areas)
		if p.over {
			done.Over = append(done.Over, i)
		}
	}
	return done, nil
}

func checkSkater(g Graph, members []int, residents []float64, least, most float64) error {
	fail := func(found, expected string) error {
		return &byblik.Error{Kind: byblik.Usage, Check: "partition", Found: found, Expected: expected,
			Do: "correct the call: the group, its graph and its residents belong together"}
	}
	if len(members) == 0 {
		return fail("no areas", "at least one")
	}
	if members[0] < 0 || members[len(members)-1] >= len(g) || len(residents) < len(g) {
		return fail("areas beyond the graph or without residents", fmt.Sprintf("0 to %d", len(g)-1))
	}
	for _, i := range members {
		if !(residents[i] >= 0) || math.IsInf(residents[i], 0) {
			return fail(fmt.Sprintf("%g residents in area %d", residents[i], i), "a number, zero or more")
		}
	}
	if !(least >= 0) || !(most > 0) || least > most {
		return fail(fmt.Sprintf("sizes %g to %g", least, most), "0 ≤ least ≤ most")
	}
	if n := len(Components(g, members)); n > 1 {
		return fail(fmt.Sprintf("a group in %d pieces", n), "areas that hang together")
	}
	return nil
}

// localGraph renumbers the graph to the places of the members.
func localGraph(g Graph, members []int) Graph {
	out := make(Graph, len(members))
	for v, i := range members {
		for _, j := range g[i] {
			if w, ok := slices.BinarySearch(members, j); ok {
				out[v] = append(out[v], w)
			}
		}
	}
	return out
}

func all(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
