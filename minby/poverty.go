package minby

import (
	"cmp"
	"slices"
)

// relieve settles which families with children are poor, so that exactly as
// many children as the table says live in them. Those with the least come
// first, and those that were poor a year ago before others.
func (p *People) relieve(area int) {
	goal := p.town.areas[area].figures[p.year].poor
	r := stream(p.town.seed, forLives, area, 200+p.year)
	type family struct {
		h    int32
		kids int
		need float64
	}
	var all []family
	for _, c := range p.of[area] {
		for _, h := range c.households {
			kids, _ := p.sizes(h)
			if kids > 0 {
				all = append(all, family{h, kids, bonus(p.households[h].poor, 60_000) - p.perHead(h) + 20_000*r.Float64()})
			}
			p.households[h].poor = false
		}
	}
	slices.SortStableFunc(all, func(a, b family) int { return cmp.Compare(b.need, a.need) })
	for _, f := range all {
		if f.kids <= goal {
			p.households[f.h].poor = true
			goal -= f.kids
		}
	}
	for i := 0; goal > 0 && i < len(all); i++ {
		for j := 0; goal > 0 && j < len(all); j++ {
			a, b := all[i], all[j]
			if p.households[a.h].poor && !p.households[b.h].poor && b.kids > a.kids && b.kids-a.kids <= goal {
				p.households[a.h].poor, p.households[b.h].poor = false, true
				goal -= b.kids - a.kids
			}
		}
	}
	for goal > 0 && p.childMoves(area) {
		goal--
	}
}

// childMoves lets one child of a family that is not poor move to its other
// parent in the same part of the area: into a poor family, or to an adult
// without children, who then is poor with it.
func (p *People) childMoves(area int) bool {
	for _, c := range p.of[area] {
		from, to := p.parents(c)
		if from < 0 || to < 0 {
			continue
		}
		for _, id := range p.households[from].members {
			if p.age(id) < 18 {
				p.leave(id)
				p.join(to, id)
				p.arrive(id, MovedNearby)
				p.households[to].poor = true
				return true
			}
		}
	}
	return false
}

// parents gives a family from which a child may move and the household of its
// other parent, −1 where there is none.
func (p *People) parents(c *patch) (from, to int32) {
	from, to = -1, -1
	for _, h := range c.households {
		kids, adults := p.sizes(h)
		switch poor := p.households[h].poor; {
		case kids > 0 && adults > 0 && !poor:
			if from < 0 || kids > 1 {
				from = h
			}
		case kids > 0 && poor, to < 0 && kids == 0 && adults > 0:
			to = h
		}
	}
	return from, to
}
