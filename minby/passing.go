package minby

import (
	"math/rand/v2"
	"slices"
)

// mortality is the chance to die within a year, by age: roughly that of
// European life tables, in steps.
func mortality(age int) float64 {
	switch {
	case age < 40:
		return 0.0004
	case age < 60:
		return 0.003
	case age < 70:
		return 0.01
	case age < 80:
		return 0.025
	case age < 90:
		return 0.08
	}
	return 0.25
}

// gone takes a person out of the town.
func (p *People) gone(id int32) {
	p.leave(id)
	p.lives[id].household = -1
}

// leave takes a person out of the household; an empty one gives up its
// dwelling.
func (p *People) leave(id int32) {
	h := &p.households[p.lives[id].household]
	at := slices.Index(h.members, id)
	h.members = slices.Delete(h.members, at, at+1)
	if len(h.members) == 0 {
		p.moveOut(p.patches[h.patch], p.lives[id].household)
	}
}

// pass lets people die in the year before the one at hand. Children without
// anybody left at home are taken in by another family near by.
func (p *People) pass() {
	for _, c := range p.patches {
		r := stream(p.town.seed, forPassing, c.index, p.year)
		var orphans []int32
		for _, h := range c.households {
			for _, id := range slices.Clone(p.households[h].members) {
				if r.Float64() < mortality(p.age(id)) {
					p.gone(id)
				}
			}
			if kids, adults := p.sizes(h); kids > 0 && adults == 0 {
				orphans = append(orphans, h)
			}
		}
		c.households = slices.DeleteFunc(c.households, func(h int32) bool { return len(p.households[h].members) == 0 })
		for _, h := range orphans {
			p.takeIn(c, h, r)
		}
	}
}

// takeIn moves the members of a household into another of the patch that has
// an adult.
func (p *People) takeIn(c *patch, h int32, r *rand.Rand) {
	var best int32 = -1
	for range 30 {
		other := c.households[r.IntN(len(c.households))]
		kids, adults := p.sizes(other)
		if other == h || adults == 0 {
			continue
		}
		if best = other; kids > 0 {
			break
		}
	}
	if best < 0 {
		return
	}
	for _, id := range slices.Clone(p.households[h].members) {
		p.leave(id)
		p.join(best, id)
		p.arrive(id, MovedNearby)
	}
	c.households = slices.DeleteFunc(c.households, func(o int32) bool { return o == h })
}

// sizes counts the children and the adults of a household at the start of the
// year at hand.
func (p *People) sizes(h int32) (kids, adults int) {
	for _, id := range p.households[h].members {
		if p.age(id) < 18 {
			kids++
		} else {
			adults++
		}
	}
	return kids, adults
}

// bear lets children be born: about an eighteenth of the children that the
// table has.
func (p *People) bear() {
	for _, c := range p.patches {
		r := stream(p.town.seed, forPassing, c.index, 100+p.year)
		var mothers []int32
		for _, h := range c.households {
			kids, adults := p.sizes(h)
			for _, id := range p.households[h].members {
				if age := p.age(id); p.lives[id].woman && age >= 21 && age <= 43 && kids < 3 && (adults == 2 || r.IntN(6) == 0) {
					mothers = append(mothers, id)
				}
			}
		}
		r.Shuffle(len(mothers), func(i, j int) { mothers[i], mothers[j] = mothers[j], mothers[i] })
		n := min(len(mothers), around(r, float64(c.want[p.year][childhood])/18))
		for _, id := range mothers[:n] {
			p.join(p.lives[id].household, p.newPerson(r, 0, Born))
		}
	}
}
