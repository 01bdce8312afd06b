package minby

import (
	"math/rand/v2"
	"slices"
)

// fill lets people move into a patch until it has as many of each band as the
// table says: first families, then couples and single adults; movers within
// the town and newcomers to it.
func (p *People) fill(c *patch, q *pool) {
	r := stream(p.town.seed, forMoving, c.index+1, 300+p.year)
	room := c.want[p.year]
	for b, n := range p.present(c) {
		room[b] -= n
	}
	for room[childhood] > 0 {
		if r.Float64() >= newcomers {
			if u := q.family(p, c, room, r); u != nil {
				p.place(c, u, &room, r)
				continue
			}
		}
		p.newFamily(c, &room, r)
	}
	for {
		b := oldAge
		for k := youth; k < bands; k++ {
			if room[k] > room[b] {
				b = k
			}
		}
		if room[b] == 0 {
			return
		}
		if r.Float64() >= newcomers {
			if u := q.adult(p, c, b, room, r); u != nil {
				p.place(c, u, &room, r)
				continue
			}
		}
		p.newAdult(c, b, &room, r)
	}
}

func (u *unit) fits(room count) bool {
	for b, n := range u.size {
		if n > room[b] {
			return false
		}
	}
	return true
}

// lookAt is how many units a patch looks at before it turns to newcomers.
const lookAt = 14

// choose takes a unit out of a list that fits the room, comes from elsewhere
// and brings the area nearer to its share with primary school only; nil if
// none of those looked at does.
func (q *pool) choose(p *People, c *patch, list *[]int, room count) *unit {
	best, at := -1, -1
	least := 1 << 20
	for k := range min(lookAt, len(*list)) {
		i := len(*list) - 1 - k
		u := &q.units[(*list)[i]]
		if !u.fits(room) || u.from == c.index {
			continue
		}
		if off := p.mismatch(c.area, u); off < least {
			best, at, least = (*list)[i], i, off
		}
	}
	if best < 0 {
		return nil
	}
	*list = slices.Delete(*list, at, at+1)
	u := &q.units[best]
	p.needSchool[c.area] -= u.school
	p.needOther[c.area] -= u.size[midlife] - u.school
	return u
}

// mismatch counts those aged 30–59 for whose education the area's table has no
// room.
func (p *People) mismatch(area int, u *unit) int {
	return max(0, u.school-max(0, p.needSchool[area])) + max(0, u.size[midlife]-u.school-max(0, p.needOther[area]))
}

func (q *pool) family(p *People, c *patch, room count, r *rand.Rand) *unit {
	kids := min(3, room[childhood], kidsOf(r))
	for ; kids > 0; kids-- {
		if u := q.choose(p, c, &q.families[kids], room); u != nil {
			return u
		}
	}
	return nil
}

func (q *pool) adult(p *People, c *patch, b band, room count, r *rand.Rand) *unit {
	if r.Float64() < 0.3 {
		if u := q.choose(p, c, &q.couples, room); u != nil {
			return u
		}
	}
	if b == midlife && p.needSchool[c.area] > 0 && r.IntN(max(1, p.needSchool[c.area]+p.needOther[c.area])) < p.needSchool[c.area] {
		if u := q.choose(p, c, &q.singles[bands], room); u != nil {
			return u
		}
	}
	return q.choose(p, c, &q.singles[b], room)
}

// place lets a unit live in a patch.
func (p *People) place(c *patch, u *unit, room *count, r *rand.Rand) {
	u.taken = true
	how := MovedWithinTown
	if p.patches[u.from].area == c.area {
		how = MovedNearby
	}
	h := u.household
	if h >= 0 {
		p.households[h].members, p.households[h].patch = u.members, int32(c.index)
		c.households = append(c.households, h)
	} else {
		h = p.newHousehold(c, u.members...)
	}
	for _, id := range u.members {
		p.lives[id].household = h
		p.arrive(id, how)
	}
	for b, n := range u.size {
		room[b] -= n
	}
	p.house(c, h, r)
}

// newFamily lets a family from outside the town move in, as far as there is
// room for its adults; if there is none at all, a single adult makes room.
func (p *People) newFamily(c *patch, room *count, r *rand.Rand) {
	kids := min(room[childhood], kidsOf(r))
	var members []int32
	youngest := 99
	for range 1 + min(1, r.IntN(4)) {
		for _, b := range []band{midlife, between, youth, oldAge} {
			if room[b] == 0 {
				continue
			}
			room[b]--
			age := ageIn(r, b, campus) // aged 25–29 rather than 60–64
			if b == midlife {
				age = 30 + r.IntN(20)
			}
			members, youngest = append(members, p.newPerson(r, age, MovedIn)), min(youngest, age)
			break
		}
	}
	if len(members) == 0 {
		p.makeWay(c, room, r)
		return
	}
	if len(members) == 2 {
		p.lives[members[1]].woman = !p.lives[members[0]].woman
	}
	for range kids {
		members = append(members, p.newPerson(r, childAge(r, youngest), MovedIn))
	}
	room[childhood] -= kids
	p.house(c, p.newHousehold(c, members...), r)
}

// makeWay lets one adult leave the town who may.
func (p *People) makeWay(c *patch, room *count, r *rand.Rand) {
	for _, b := range []band{midlife, between, youth, oldAge} {
		for range 200 {
			h := c.households[r.IntN(len(c.households))]
			for _, id := range p.households[h].members {
				if bandOf(p.age(id)) == b && p.mayLeave(id) {
					p.gone(id)
					c.tidy(p)
					room[b]++
					return
				}
			}
		}
	}
	// Nobody may: the child comes to a parent who lives here.
	h := c.households[r.IntN(len(c.households))]
	p.join(h, p.newPerson(r, childAge(r, p.age(p.households[h].members[0])), MovedIn))
	room[childhood]--
}

// newAdult lets one adult, or two, from outside the town move in.
func (p *People) newAdult(c *patch, b band, room *count, r *rand.Rand) {
	use := p.town.areas[c.area].use
	members := []int32{p.newPerson(r, ageIn(r, b, use), MovedIn)}
	room[b]--
	if room[b] > 0 && r.Float64() < 0.3 {
		room[b]--
		age := p.age(members[0])
		for range 8 {
			if v := ageIn(r, b, use); abs(v-age) <= 4 {
				age = v
				break
			}
		}
		members = append(members, p.newPerson(r, age, MovedIn))
	}
	p.house(c, p.newHousehold(c, members...), r)
}

// house finds a dwelling for a household. A few dwellings stay empty for
// families; when there is none left, a household without children moves in
// with another one.
func (p *People) house(c *patch, h int32, r *rand.Rand) {
	kids, adults := p.sizes(h)
	reserve := (c.homes[p.year][private] + c.homes[p.year][social]) / 40
	if (kids > 0 || adults > 1 || len(c.vacant) > reserve) && p.moveIn(c, h) {
		return
	}
	if kids > 0 {
		if single := p.oneWithout(c, h, r, true); single >= 0 {
			p.moveTogether(c, single, r)
		}
		if p.moveIn(c, h) {
			return
		}
	}
	p.moveTogether(c, h, r)
}

// moveTogether lets the members of a household move in with another one.
func (p *People) moveTogether(c *patch, h int32, r *rand.Rand) {
	other := p.oneWithout(c, h, r, false)
	if other < 0 {
		if !p.moveIn(c, h) {
			p.takeIn(c, h, r)
		}
		return
	}
	for _, id := range slices.Clone(p.households[h].members) {
		p.leave(id)
		p.join(other, id)
		p.arrive(id, MovedNearby)
	}
	c.households = slices.DeleteFunc(c.households, func(o int32) bool { return o == h })
}

// oneWithout looks for a household without children that has a dwelling:
// small, and of an age like the one asking. Alone asks for one person.
func (p *People) oneWithout(c *patch, h int32, r *rand.Rand, alone bool) int32 {
	age := p.age(p.households[h].members[0])
	var best int32 = -1
	least := 1 << 20
	for range 60 {
		other := c.households[r.IntN(len(c.households))]
		kids, adults := p.sizes(other)
		if other == h || kids > 0 || adults == 0 || p.households[other].dwelling < 0 || alone && adults > 1 {
			continue
		}
		off := 14 * adults
		if !alone {
			off += abs(p.age(p.households[other].members[0]) - age)
		}
		if off < least {
			best, least = other, off
		}
	}
	return best
}
