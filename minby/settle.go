package minby

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// undecided is the education of somebody who has just come, before the tables
// of the area settle it.
const undecided = 255

// life is one person, as long as the person lives in the town.
type life struct {
	born      int16 // year; nobody is born on 1 January, so at the start of a year the age is year − born − 1
	day       int16 // of the year, 2–365
	woman     bool
	ability   float32 // 0–1, for good: how far school and work come easily
	hardship  float32 // 0–1, for good: how much goes wrong
	household int32   // −1 once gone
	seen      bool    // lived here on some 1 January

	arrival   Arrival
	since     int16 // year on whose 1 January the person first lived in the area
	education uint8
	studying  uint8
	benefit   uint8
	hours     float32
	chronic   uint8
	convicted bool
	income    int32

	outside, without, low, sick bool  // the year before: to whom it applied tends to stay
	asked                       int16 // last year in whose sample the person was
}

// household is who lives in one dwelling.
type household struct {
	members  []int32
	patch    int32
	dwelling int32 // −1 while it looks for one
	poor     bool
	family   int32 // equivalised disposable income of the year, kr.
}

func (p *People) age(id int32) int { return First + p.year - int(p.lives[id].born) - 1 }

// newPerson makes a person of an age at the start of the year at hand.
func (p *People) newPerson(r *rand.Rand, age int, how Arrival) int32 {
	id := int32(len(p.lives))
	education := uint8(undecided)
	if age < 16 {
		education = uint8(NoEducation)
	}
	p.lives = append(p.lives, life{born: int16(First + p.year - age - 1), day: int16(2 + r.IntN(364)), woman: r.IntN(100) < 50,
		ability: float32(r.Float64()), hardship: float32(r.Float64()), household: -1, arrival: how, since: int16(First + p.year), education: education})
	return id
}

func (p *People) newHousehold(c *patch, members ...int32) int32 {
	h := int32(len(p.households))
	p.households = append(p.households, household{patch: int32(c.index), dwelling: -1, members: members})
	for _, id := range members {
		p.lives[id].household = h
	}
	c.households = append(c.households, h)
	return h
}

func (p *People) join(h int32, id int32) {
	p.lives[id].household = h
	p.households[h].members = append(p.households[h].members, id)
}

// ageIn draws an age in a band, as somebody of that band in an area may have.
func ageIn(r *rand.Rand, b band, u use) int {
	switch b {
	case childhood:
		return r.IntN(18)
	case youth:
		return 18 + r.IntN(7)
	case between:
		if u == campus || r.Float64() < 0.54 {
			return 25 + r.IntN(5)
		}
		return 60 + r.IntN(5)
	case midlife:
		return 30 + r.IntN(30)
	}
	return 65 + int(31*(1-math.Sqrt(1-r.Float64()))) // fewer year by year, down to nobody at 96
}

// parenthood is how likely somebody of an age has children at home.
func parenthood(age int) float64 {
	switch {
	case age < 22:
		return 0.03
	case age < 25:
		return 0.1
	case age < 30:
		return 0.4
	case age < 50:
		return 1
	case age < 58:
		return 0.5
	case age < 65:
		return 0.08
	}
	return 0.02
}

// settle draws the people of a patch in the first year and puts them into
// households: first families with children, then the others, so that there
// are a few dwellings more than households.
func (p *People) settle(c *patch) {
	r := stream(p.town.seed, forHouseholds, c.index, 0)
	want := c.want[p.year]
	type grown struct {
		id  int32
		age int
		key float64
	}
	var adults []grown
	for b := youth; b < bands; b++ {
		for range want[b] {
			age := ageIn(r, b, p.town.areas[c.area].use)
			adults = append(adults, grown{p.newPerson(r, age, Stayed), age, parenthood(age) * (0.35 + 0.65*r.Float64())})
		}
	}
	slices.SortStableFunc(adults, func(a, b grown) int { return cmp.Compare(b.key, a.key) })
	for left := want[childhood]; left > 0 && len(adults) > 0; {
		kids := min(left, kidsOf(r))
		left -= kids
		head := adults[0]
		adults = adults[1:]
		members, youngest := []int32{head.id}, head.age
		if r.Float64() < 0.76 {
			for i := 0; i < min(20, len(adults)); i++ {
				if other := adults[i]; abs(other.age-head.age) <= 6 && len(adults) > left/2+2 {
					members, youngest = append(members, other.id), min(youngest, other.age)
					p.lives[other.id].woman = !p.lives[head.id].woman
					adults = slices.Delete(adults, i, i+1)
					break
				}
			}
		}
		for range kids {
			members = append(members, p.newPerson(r, childAge(r, youngest), Stayed))
		}
		p.newHousehold(c, members...)
	}
	slices.SortStableFunc(adults, func(a, b grown) int { return cmp.Compare(a.age, b.age) })
	homes := c.homes[p.year][private] + c.homes[p.year][social]
	n := max(1, min(len(adults), homes*96/100-len(c.households)))
	for i := range min(n, len(adults)) {
		var members []int32
		for _, g := range adults[i*len(adults)/n : (i+1)*len(adults)/n] {
			members = append(members, g.id)
		}
		if len(members) == 2 && r.Float64() < 0.9 {
			p.lives[members[1]].woman = !p.lives[members[0]].woman
		}
		p.newHousehold(c, members...)
	}
	for _, h := range c.households {
		p.house(c, h, r)
	}
}

func kidsOf(r *rand.Rand) int {
	switch v := r.Float64(); {
	case v < 0.42:
		return 1
	case v < 0.83:
		return 2
	case v < 0.96:
		return 3
	}
	return 4
}

// childAge draws the age of a child whose younger parent has an age.
func childAge(r *rand.Rand, parent int) int {
	low := max(0, parent-44)
	high := max(0, min(17, parent-19))
	low = min(low, 12, high)
	age := low + r.IntN(high-low+1)
	if r.IntN(5) < 2 {
		age = max(age, low+r.IntN(high-low+1))
	}
	return age
}
