package minby

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// unit is who moves together: a household, or one adult who leaves one.
type unit struct {
	members   []int32
	household int32 // the household that moves as a whole, −1 for a new one
	from      int   // patch
	size      count
	school    int // of those aged 30–59: how many have primary school only
	kids      int
	adults    int
	taken     bool
}

// staying away: the share of those who move that leave the town, and the share
// of the room that newcomers to the town fill.
const (
	leavers   = 0.34
	newcomers = 0.33
)

// pool is who looks for a home.
type pool struct {
	units    []unit
	families [4][]int         // by number of children, 1 to 3 and more
	couples  []int            // two or more adults
	singles  [bands + 1][]int // by band; those aged 30–59 with primary school only in the last
}

// move lets people move until every patch has as many people of each band as
// the table says.
func (p *People) move() {
	r := stream(p.town.seed, forMoving, 0, p.year)
	q := &pool{}
	for _, c := range p.patches {
		p.rehouse(c)
		p.stir(c, q)
		p.crowdOut(c, q)
	}
	q.sort(r)
	order := r.Perm(len(p.patches))
	for _, i := range order {
		p.fill(p.patches[i], q)
	}
	for i := range q.units {
		if !q.units[i].taken {
			for _, id := range q.units[i].members {
				p.lives[id].household = -1
			}
		}
	}
}

// arrive notes how somebody came to a new address. Who was born or came from
// outside since last year keeps that; of two moves the longer counts.
func (p *People) arrive(id int32, how Arrival) {
	l := &p.lives[id]
	if how == MovedWithinTown {
		l.since = int16(First + p.year)
	}
	l.arrival = max(l.arrival, how)
}

// rehouse finds a dwelling for households whose dwelling was closed.
func (p *People) rehouse(c *patch) {
	r := stream(p.town.seed, forMoving, c.index+1, 200+p.year)
	for _, h := range slices.Clone(c.households) {
		if p.households[h].dwelling >= 0 || len(p.households[h].members) == 0 {
			continue
		}
		p.house(c, h, r)
		for _, id := range p.households[h].members {
			p.arrive(id, MovedNearby)
		}
	}
}

// stir lets households and single adults start to move, as often as is usual
// for their age and family.
func (p *People) stir(c *patch, q *pool) {
	r := stream(p.town.seed, forMoving, c.index+1, p.year)
	for _, h := range slices.Clone(c.households) {
		kids, adults := p.sizes(h)
		oldest := 0
		for _, id := range p.households[h].members {
			oldest = max(oldest, p.age(id))
		}
		if r.Float64() < restless(kids, adults, oldest) {
			p.start(c, q, h, p.households[h].members...)
			continue
		}
		if adults < 2 {
			continue
		}
		for _, id := range slices.Clone(p.households[h].members) {
			if age := p.age(id); age >= 18 && r.Float64() < loose(age, oldest) && p.mayLeave(id) {
				p.start(c, q, h, id)
			}
		}
	}
	c.tidy(p)
}

func (c *patch) tidy(p *People) {
	c.households = slices.DeleteFunc(c.households, func(h int32) bool {
		return len(p.households[h].members) == 0 || p.households[h].patch != int32(c.index)
	})
}

// restless is the chance that a whole household moves within a year.
func restless(kids, adults, oldest int) float64 {
	switch {
	case kids > 0 && oldest < 35:
		return 0.11
	case kids > 0:
		return 0.06
	case oldest < 30:
		return 0.2
	case oldest < 40:
		return 0.14
	case oldest < 60:
		return 0.075
	}
	return 0.025
}

// loose is the chance that one adult leaves the others: grown children and
// flatmates soon, partners rarely.
func loose(age, oldest int) float64 {
	switch {
	case age < 27 && oldest > age+15:
		return 0.24
	case oldest < 30:
		return 0.1
	}
	return 0.011
}

// mayLeave says whether an adult may leave a household: not the last one of
// children.
func (p *People) mayLeave(id int32) bool {
	kids, adults := p.sizes(p.lives[id].household)
	if kids == 0 || p.age(id) < 18 {
		return true
	}
	parents := 0
	for _, other := range p.households[p.lives[id].household].members {
		if other != id && p.age(other) >= 18 && p.parentAge(other) {
			parents++
		}
	}
	return adults > 1 && parents > 0
}

// parentAge says whether somebody is old enough to be the parent of the
// youngest child at home.
func (p *People) parentAge(id int32) bool {
	youngest := 99
	for _, other := range p.households[p.lives[id].household].members {
		youngest = min(youngest, p.age(other))
	}
	return p.age(id) >= youngest+16
}

// start puts members of a household on the move.
func (p *People) start(c *patch, q *pool, h int32, members ...int32) {
	u := unit{members: slices.Clone(members), household: -1, from: c.index}
	if len(members) == len(p.households[h].members) {
		u.household = h
		p.moveOut(c, h)
		p.households[h].members = nil
	} else {
		for _, id := range u.members {
			p.leave(id)
		}
	}
	for _, id := range u.members {
		b := bandOf(p.age(id))
		u.size[b]++
		if b == childhood {
			u.kids++
		} else {
			u.adults++
		}
		if b == midlife && p.lives[id].education == uint8(PrimarySchool) {
			u.school++
		}
	}
	q.units = append(q.units, u)
}

// present counts the people of a patch by band.
func (p *People) present(c *patch) (n count) {
	for _, h := range c.households {
		for _, id := range p.households[h].members {
			n[bandOf(p.age(id))]++
		}
	}
	return n
}

// crowdOut lets people leave whose band has become larger than the table says.
func (p *People) crowdOut(c *patch, q *pool) {
	r := stream(p.town.seed, forMoving, c.index+1, 100+p.year)
	p.crowdOutFamilies(c, q, r)
	for b := youth; b < bands; b++ {
		if over := p.present(c)[b] - c.want[p.year][b]; over > 0 {
			p.crowdOutBand(c, q, r, b, over)
		}
	}
	c.tidy(p)
}

func (p *People) crowdOutFamilies(c *patch, q *pool, r *rand.Rand) {
	over := p.present(c)[childhood] - c.want[p.year][childhood]
	families := slices.Clone(c.households)
	r.Shuffle(len(families), func(i, j int) { families[i], families[j] = families[j], families[i] })
	for _, any := range []bool{false, true} {
		for _, h := range families {
			kids, _ := p.sizes(h)
			if over > 0 && kids > 0 && (kids <= over || any) {
				p.start(c, q, h, p.households[h].members...)
				over -= kids
			}
		}
	}
}

// crowdOutBand lets n adults of a band leave: first those who live alone, then
// grown children and flatmates, then partners; if need be, a parent with all
// children.
func (p *People) crowdOutBand(c *patch, q *pool, r *rand.Rand, b band, n int) {
	type leaver struct {
		id   int32
		rank int
	}
	var all []leaver
	for _, h := range c.households {
		kids, adults := p.sizes(h)
		for _, id := range p.households[h].members {
			if bandOf(p.age(id)) != b {
				continue
			}
			rank := r.IntN(2)
			switch {
			case kids == 0 && adults == 1:
			case adults > 1 && p.age(id) < 27:
				rank++
			case kids == 0:
				rank += 2
			default:
				rank += 5
			}
			all = append(all, leaver{id, rank})
		}
	}
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	slices.SortStableFunc(all, func(x, y leaver) int { return cmp.Compare(x.rank, y.rank) })
	for _, any := range []bool{false, true} {
		for _, l := range all {
			h := p.lives[l.id].household
			if n == 0 || p.households[h].members == nil || !slices.Contains(p.households[h].members, l.id) {
				continue
			}
			if p.mayLeave(l.id) {
				p.start(c, q, h, l.id)
				n--
			} else if any {
				for _, id := range p.households[h].members {
					if bandOf(p.age(id)) == b {
						n--
					}
				}
				n = max(n, 0)
				p.start(c, q, h, p.households[h].members...)
			}
		}
	}
}

// sort decides who leaves the town and puts the others into lists.
func (q *pool) sort(r *rand.Rand) {
	for _, i := range r.Perm(len(q.units)) {
		u := &q.units[i]
		if r.Float64() < leavers {
			continue
		}
		switch {
		case u.kids > 0:
			q.families[min(u.kids, 3)] = append(q.families[min(u.kids, 3)], i)
		case u.adults > 1:
			q.couples = append(q.couples, i)
		case u.school > 0:
			q.singles[bands] = append(q.singles[bands], i)
		default:
			for b, n := range u.size {
				if n > 0 {
					q.singles[b] = append(q.singles[b], i)
				}
			}
		}
	}
}
