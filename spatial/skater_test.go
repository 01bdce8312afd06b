package spatial

import (
	"math"
	"math/bits"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"byblik"
)

// gridGraph links the cells of a width × height board, row by row, by sides.
func gridGraph(width, height int) Graph {
	g := make(Graph, width*height)
	for v := range g {
		for w := range g {
			if dx, dy := v%width-w%width, v/width-w/width; dx*dx+dy*dy == 1 {
				g[v] = append(g[v], w)
			}
		}
	}
	return g
}

// By hand, after Assunção et al. (2006), sections 3 and 4. The board is
//
//	0: 1    1: 2    2: 10
//	3: 1.5  4: 9    5: 10.5
//
// The links 0–3 (0.5), 2–5 (0.5), 0–1 (1), 4–5 (1.5) and 1–4 (7) make the
// minimum tree, the path 3-0-1-4-5-2. The sum of squares within the whole is
// 298.5 − 34²/6 = 105.83; cutting 1–4 leaves 0.5 + 1.17, the least of all
// cuts. Of {0,1,3} cutting 0–1 leaves 0.125, cutting 0–3 leaves 0.5; of
// {2,4,5} cutting 4–5 leaves 0.125, cutting 2–5 leaves 1.125.
func TestSkaterByHand(t *testing.T) {
	profile := [][]float64{{1}, {2}, {10}, {1.5}, {9}, {10.5}}
	residents := []float64{100, 100, 100, 100, 100, 100}
	for _, c := range []struct {
		least, most float64
		want        [][]int
		over        []int
	}{
		{100, 600, [][]int{{0, 1, 2, 3, 4, 5}}, nil},
		{100, 300, [][]int{{0, 1, 3}, {2, 4, 5}}, nil},
		{100, 200, [][]int{{0, 3}, {1}, {2, 5}, {4}}, nil},
		{300, 300, [][]int{{0, 1, 3}, {2, 4, 5}}, nil},
		{400, 500, [][]int{{0, 1, 2, 3, 4, 5}}, []int{0}},
	} {
		got, err := Skater(gridGraph(3, 2), all(6), profile, residents, c.least, c.most)
		if err != nil || !reflect.DeepEqual(got, Partition{c.want, c.over}) {
			t.Errorf("%g to %g residents: %v, %v; want %v, %v", c.least, c.most, got, err, c.want, c.over)
		}
	}
}

// The minimum tree of this ring with a hub is a star, of which every cut
// leaves one area alone; a tree that runs around the ring can be cut.
func TestSkaterStar(t *testing.T) {
	g := Graph{{1, 2, 3, 4, 5, 6}, {0, 2, 6}, {0, 1, 3}, {0, 2, 4}, {0, 3, 5}, {0, 4, 6}, {0, 1, 5}}
	profile := [][]float64{{0, 0}, {1, 0}, {.5, .87}, {-.5, .87}, {-1, 0}, {-.5, -.87}, {.5, -.87}}
	for i := range profile[1:] { // further from each other than from the hub
		profile[i+1] = append(profile[i+1], float64(i%2))
	}
	profile[0] = append(profile[0], 0.5)
	residents := []float64{100, 100, 100, 100, 100, 100, 100}
	got, err := Skater(g, all(7), profile, residents, 300, 400)
	if err != nil || len(got.Parts) != 2 || got.Over != nil {
		t.Errorf("%v, %v; want two parts", got, err)
	}
}

func TestSkaterRefuses(t *testing.T) {
	g := Graph{{1}, {0}, {}}
	for name, members := range map[string][]int{"in pieces": {0, 2}, "empty": nil, "beyond": {0, 7}} {
		if _, err := Skater(g, members, nil, []float64{1, 1, 1}, 1, 2); err == nil || byblik.KindOf(err) != byblik.Usage {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The tree is as short as the shortest of all sets of links that span the
// board (all are tried), and parts hang together and keep their sizes.
func TestSkaterRandomBoards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := gridGraph(3, 2)
		var profile [][]float64
		var residents []float64
		for range g {
			profile = append(profile, []float64{float64(rapid.IntRange(0, 9).Draw(t, "a")), float64(rapid.IntRange(0, 9).Draw(t, "b"))})
			residents = append(residents, float64(rapid.IntRange(1, 50).Draw(t, "residents")))
		}
		f := newForest(all(6), profile, residents)
		cost := 0.0
		for _, l := range f.minimumTree(g) {
			cost += f.contrast(l[0], l[1])
		}
		if best := shortestTree(g, f); math.Abs(cost-best) > 1e-9 {
			t.Fatalf("tree of length %g, shortest %g", cost, best)
		}
		got, err := Skater(g, all(6), profile, residents, 20, 60)
		if err != nil {
			t.Fatal(err)
		}
		var seen []int
		for k, p := range got.Parts {
			seen = append(seen, p...)
			size := f.total(p)
			if len(Components(g, p)) != 1 || size < 20 && len(got.Parts) > 1 || (size > 60) != slices.Contains(got.Over, k) {
				t.Fatalf("part %v of %g residents in %+v", p, size, got)
			}
		}
		if slices.Sort(seen); !slices.Equal(seen, all(6)) {
			t.Fatalf("parts %v are not the whole", got.Parts)
		}
	})
}

func shortestTree(g Graph, f *forest) float64 {
	var links [][2]int
	for v := range g {
		for _, w := range g[v] {
			if v < w {
				links = append(links, [2]int{v, w})
			}
		}
	}
	best := math.Inf(1)
	for set := range uint(1) << len(links) {
		if bits.OnesCount(set) != len(g)-1 {
			continue
		}
		sub, cost := make(Graph, len(g)), 0.0
		for k, l := range links {
			if set>>k&1 == 1 {
				sub[l[0]], sub[l[1]] = append(sub[l[0]], l[1]), append(sub[l[1]], l[0])
				cost += f.contrast(l[0], l[1])
			}
		}
		if len(Components(sub, all(len(g)))) == 1 {
			best = min(best, cost)
		}
	}
	return best
}
