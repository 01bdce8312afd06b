package disclose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"byblik"
)

// atlas is the geography in numbers: which places are unions of which.
type atlas struct {
	places []Place
	index  map[Place]int32
	size   []int    // blocks of each place
	first  []string // first block of each place
	covers []cover
	same   []int32 // of each place, the first place with the same blocks
	atoms  []atom
}

// cover says that disjoint places make up another one.
type cover struct {
	whole int32
	parts []int32
}

// atom is a set of blocks that lie in exactly the same places.
type atom struct {
	blocks []string
	homes  float64
}

// newAtlas works out every way to put a place together from others: at each
// level the places inside it, and what is left over from the base level.
func newAtlas(g *Geography) (*atlas, error) {
	a := &atlas{index: map[Place]int32{}}
	for p := range g.Places {
		a.places = append(a.places, p)
	}
	slices.SortFunc(a.places, comparePlaces)
	blocks, of := a.number(g)
	a.findAtoms(g, blocks, of)
	a.findSame(of)
	base := a.owners(g, len(blocks), of)
	if base == nil {
		return nil, &byblik.Error{Kind: byblik.Usage, Place: "geography", Found: "two places of the level " + g.Base + " that overlap",
			Expected: "small areas that share no block", Do: "correct the blocks of the places"}
	}
	for i := range a.places {
		if a.places[i].Level != g.Base {
			a.findCovers(g, int32(i), of, base)
		}
	}
	return a, nil
}

func comparePlaces(p, q Place) int {
	if c := strings.Compare(p.Level, q.Level); c != 0 {
		return c
	}
	return strings.Compare(p.Code, q.Code)
}

// number gives each place and block its number, and the blocks of each place, sorted.
func (a *atlas) number(g *Geography) (blocks []string, of [][]int32) {
	at := map[string]int32{}
	for _, p := range a.places {
		for _, b := range g.Places[p] {
			if _, ok := at[b]; !ok {
				at[b] = 0
				blocks = append(blocks, b)
			}
		}
	}
	slices.Sort(blocks)
	for i, b := range blocks {
		at[b] = int32(i)
	}
	of = make([][]int32, len(a.places))
	a.size, a.first = make([]int, len(a.places)), make([]string, len(a.places))
	for i, p := range a.places {
		a.index[p] = int32(i)
		for _, b := range g.Places[p] {
			of[i] = append(of[i], at[b])
		}
		slices.Sort(of[i])
		of[i] = slices.Compact(of[i])
		if a.size[i] = len(of[i]); a.size[i] > 0 {
			a.first[i] = blocks[of[i][0]]
		}
	}
	return blocks, of
}

// findAtoms lays all places over each other.
func (a *atlas) findAtoms(g *Geography, blocks []string, of [][]int32) {
	in := make([][]int32, len(blocks))
	for i, bs := range of {
		for _, b := range bs {
			in[b] = append(in[b], int32(i))
		}
	}
	at := map[string]int{}
	for b, places := range in {
		name := fmt.Sprint(places)
		k, ok := at[name]
		if !ok {
			k = len(a.atoms)
			at[name] = k
			a.atoms = append(a.atoms, atom{})
		}
		a.atoms[k].blocks = append(a.atoms[k].blocks, blocks[b])
		a.atoms[k].homes += g.Homes[blocks[b]]
	}
}

func (a *atlas) findSame(of [][]int32) {
	first := map[string]int32{}
	for i, bs := range of {
		name := fmt.Sprint(bs)
		if _, ok := first[name]; !ok {
			first[name] = int32(i)
		}
		a.same = append(a.same, first[name])
	}
}

// owners gives the base place of each block (−1 = none), nil if two share one.
func (a *atlas) owners(g *Geography, blocks int, of [][]int32) []int32 {
	owner := make([]int32, blocks)
	for b := range owner {
		owner[b] = -1
	}
	for i, p := range a.places {
		if p.Level != g.Base {
			continue
		}
		for _, b := range of[i] {
			if owner[b] >= 0 {
				return nil
			}
			owner[b] = int32(i)
		}
	}
	return owner
}

// findCovers finds the ways to put one place together.
func (a *atlas) findCovers(g *Geography, whole int32, of [][]int32, owner []int32) {
	in := map[int32]bool{}
	for _, b := range of[whole] {
		in[b] = true
	}
	inside := map[string][]int32{}
	var levels []string
	for i, p := range a.places {
		if int32(i) == whole || len(of[i]) == 0 || len(of[i]) >= len(of[whole]) || p.Level == g.Base {
			continue
		}
		if slices.ContainsFunc(of[i], func(b int32) bool { return !in[b] }) {
			continue
		}
		if inside[p.Level] == nil {
			levels = append(levels, p.Level)
		}
		inside[p.Level] = append(inside[p.Level], int32(i))
	}
	for _, l := range append(levels, g.Base) {
		a.findEach(whole, inside[l], of, owner)
	}
}

// findEach finds a cover with each place of a level: where places overlap, such
// as the zones of two years, one cover has some of them and the next others.
func (a *atlas) findEach(whole int32, inside []int32, of [][]int32, owner []int32) {
	used := map[int32]bool{}
	for {
		c, ok := a.fill(whole, inside, of, owner)
		if ok && len(c.parts) > 1 {
			a.covers = append(a.covers, c)
		}
		for _, p := range c.parts {
			used[p] = true
		}
		first := slices.IndexFunc(inside, func(p int32) bool { return !used[p] })
		if first < 0 {
			return
		}
		next := inside[first]
		used[next] = true
		// those that have had no cover yet come first
		slices.SortStableFunc(inside, func(p, q int32) int { return cmp.Compare(order(p == next, used[p]), order(q == next, used[q])) })
	}
}

func order(next, used bool) int {
	switch {
	case next:
		return 0
	case used:
		return 2
	}
	return 1
}

// fill takes the given places inside the whole, as long as they do not
// overlap, and fills up with base places. It fails where a base place is cut.
func (a *atlas) fill(whole int32, parts []int32, of [][]int32, owner []int32) (cover, bool) {
	left := map[int32]bool{}
	for _, b := range of[whole] {
		left[b] = true
	}
	c := cover{whole: whole}
	take := func(i int32) bool {
		for _, b := range of[i] {
			if !left[b] {
				return false
			}
		}
		for _, b := range of[i] {
			delete(left, b)
		}
		c.parts = append(c.parts, i)
		return true
	}
	for _, i := range parts {
		take(i)
	}
	for _, b := range of[whole] {
		if left[b] && (owner[b] < 0 || !take(owner[b])) {
			return c, false
		}
	}
	return c, true
}

// slivers lists what places cut out that has too few households to be told
// apart, small areas themselves left out.
func (a *atlas) slivers(g *Geography) []atom {
	var small []atom
	if g.Fewest <= 0 || g.Homes == nil {
		return nil
	}
	for _, at := range a.atoms {
		if at.homes > 0 && at.homes < g.Fewest && !a.whole(at, g.Base) {
			small = append(small, at)
		}
	}
	return small
}

// whole says whether an atom is a whole place of the base level, which is
// small by itself and not by a difference.
func (a *atlas) whole(at atom, base string) bool {
	for i, p := range a.places {
		if p.Level == base && a.size[i] == len(at.blocks) && a.first[i] == at.blocks[0] {
			return true
		}
	}
	return false
}
