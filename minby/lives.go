package minby

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// circle is the people of one small area in one year, while it is settled who
// studies, works, is ill or poor.
type circle struct {
	*People
	r       *rand.Rand
	area    int
	fig     *figures
	by      [bands][]int32
	patches []*patch
}

// live settles the conditions of life in every area, so that they add up to
// the table. What applied to somebody a year ago tends to apply again.
func (p *People) live() {
	for i := range p.town.areas {
		g := &circle{People: p, r: stream(p.town.seed, forLives, i, p.year), area: i, fig: &p.town.areas[i].figures[p.year], patches: p.of[i]}
		if g.fig.residents == 0 {
			continue
		}
		g.gather()
		g.educate()
		g.educateYoung()
		g.gather() // some were replaced
		g.study()
		g.work()
		g.fallIll()
		g.convict()
	}
}

// gather lists the people of the area by band, in the order of patches and
// households.
func (g *circle) gather() {
	for b := range g.by {
		g.by[b] = g.by[b][:0]
	}
	for _, c := range g.patches {
		for _, h := range c.households {
			for _, id := range g.households[h].members {
				b := bandOf(g.age(id))
				g.by[b] = append(g.by[b], id)
			}
		}
	}
}

func (g *circle) all(of ...band) (ids []int32) {
	for _, b := range of {
		ids = append(ids, g.by[b]...)
	}
	return ids
}

func (g *circle) adults() []int32 { return g.all(youth, between, midlife, oldAge) }

// workAge are those aged 18–64.
func (g *circle) workAge() []int32 { return g.all(youth, between, midlife) }

// pick takes the n with the highest scores and gives them and the others.
func pick(ids []int32, n int, score func(int32) float64) (chosen, rest []int32) {
	type scored struct {
		id    int32
		score float64
	}
	all := make([]scored, len(ids))
	for i, id := range ids {
		all[i] = scored{id, score(id)}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	n = max(0, min(n, len(all)))
	for i, s := range all {
		if i < n {
			chosen = append(chosen, s.id)
		} else {
			rest = append(rest, s.id)
		}
	}
	return chosen, rest
}

// bonus is v where something is so.
func bonus(so bool, v float64) float64 {
	if so {
		return v
	}
	return 0
}

// educate settles who of those aged 30–59 has primary school only: those who
// had it and stayed; if they are too many some complete an education, if they
// are too few newcomers have it, and in the end somebody with another
// education gives the home to a newcomer without.
func (g *circle) educate() {
	var had, other, fresh []int32
	for _, id := range g.by[midlife] {
		switch g.lives[id].education {
		case undecided:
			fresh = append(fresh, id)
		case uint8(PrimarySchool):
			had = append(had, id)
		default:
			other = append(other, id)
		}
	}
	need := g.fig.schoolOnly - len(had)
	if need < 0 {
		done, _ := pick(had, -need, func(id int32) float64 {
			return float64(g.lives[id].ability) - float64(g.lives[id].hardship) - 0.05*float64(g.age(id)-30) + g.r.Float64()
		})
		for _, id := range done {
			g.lives[id].education = uint8(Vocational)
		}
	}
	school, more := pick(fresh, need, g.unlucky)
	for _, id := range school {
		g.lives[id].education = uint8(PrimarySchool)
	}
	for _, id := range more {
		g.lives[id].education = g.higher(g.lives[id].ability)
	}
	for _, id := range g.exchange(other, need-len(school)) {
		g.lives[id].education = uint8(PrimarySchool)
	}
	part := float64(g.fig.schoolOnly) / float64(max(1, g.fig.midLife))
	for _, id := range g.all(between, oldAge) {
		l := &g.lives[id]
		chance := 1.1*part + 0.02
		if g.age(id) >= 60 {
			chance = min(0.9, 1.25*part+0.06)
		}
		switch {
		case l.education == undecided && g.r.Float64() < chance:
			l.education = uint8(PrimarySchool)
		case l.education == undecided:
			l.education = g.higher(l.ability)
		case l.education == uint8(PrimarySchool) && g.age(id) < 30 && g.r.Float64() < 0.12*float64(l.ability):
			l.education = uint8(Vocational)
		}
	}
}

// unlucky is high for those to whom hard things happen.
func (g *circle) unlucky(id int32) float64 {
	return float64(g.lives[id].hardship) - float64(g.lives[id].ability) + g.r.Float64()
}

// higher draws an education beyond primary school.
func (g *circle) higher(ability float32) uint8 {
	if g.r.IntN(100) == 0 {
		return uint8(UnknownEducation)
	}
	switch v := 0.55*float64(ability) + 0.45*g.r.Float64(); {
	case v < 0.38:
		return uint8(Vocational)
	case v < 0.44:
		return uint8(UpperSecondary)
	case v < 0.50:
		return uint8(ShortHigher)
	case v < 0.68:
		return uint8(MediumHigher)
	case v < 0.72:
		return uint8(Bachelor)
	}
	return uint8(LongHigher)
}

// exchange lets n of the people leave the town and newcomers of like age take
// their places at home: first where somebody lives alone.
func (g *circle) exchange(ids []int32, n int) (came []int32) {
	gone, _ := pick(ids, n, func(id int32) float64 {
		return g.r.Float64() - float64(len(g.households[g.lives[id].household].members))
	})
	for _, id := range gone {
		old := g.lives[id]
		b := bandOf(g.age(id))
		age := ageIn(g.r, b, homes)
		for try := 0; try < 40 && abs(age-g.age(id)) > 5; try++ {
			age = ageIn(g.r, b, homes)
		}
		h := &g.households[old.household]
		if len(h.members) > 1 {
			age = g.age(id) // it must fit those at home
		}
		fresh := g.newPerson(g.r, age, MovedIn)
		g.lives[fresh].household, g.lives[fresh].woman = old.household, old.woman
		h.members[slices.Index(h.members, id)] = fresh
		g.lives[id].household = -1
		came = append(came, fresh)
	}
	return came
}

// educateYoung settles who of those aged 18–24 neither has a youth education
// nor is in one.
func (g *circle) educateYoung() {
	var may, other []int32
	for _, id := range g.by[youth] {
		if e := g.lives[id].education; e == undecided || e <= uint8(PrimarySchool) {
			may = append(may, id)
		} else {
			other = append(other, id)
		}
	}
	may = append(may, g.exchange(other, g.fig.youngWithout-len(may))...)
	without, more := pick(may, g.fig.youngWithout, func(id int32) float64 {
		return 0.8*g.unlucky(id) + bonus(g.lives[id].without, 1.4) + bonus(g.age(id) > 18, 0.5)
	})
	for _, id := range without {
		l := &g.lives[id]
		l.education, l.studying, l.without = uint8(PrimarySchool), uint8(NotStudying), true
	}
	for _, id := range more {
		l := &g.lives[id]
		l.without = false
		done := [...]float64{0, 0.4, 0.6, 0.75, 0.85, 0.9, 0.9}[g.age(id)-18]
		if l.education != undecided {
			done *= 0.7
		}
		l.education = uint8(PrimarySchool)
		if g.r.Float64() < done {
			g.complete(id)
		}
	}
}

// complete lets a young person complete a youth education.
func (g *circle) complete(id int32) {
	l := &g.lives[id]
	l.education = uint8(Vocational)
	if float64(l.ability)+0.5*g.r.Float64() > 0.55 {
		l.education = uint8(UpperSecondary)
	}
}

// study settles who of those aged 18–64 is in education.
func (g *circle) study() {
	must := func(id int32) bool {
		return g.age(id) < 25 && g.lives[id].education == uint8(PrimarySchool) && !g.lives[id].without
	}
	var bound, free []int32
	for _, id := range g.workAge() {
		if l := &g.lives[id]; must(id) {
			bound = append(bound, id)
		} else if l.studying = unless(l.studying, l.without); !l.without || g.age(id) >= 25 {
			free = append(free, id)
		}
	}
	stay, done := pick(bound, g.fig.students, func(id int32) float64 { return -float64(g.age(id)) + g.r.Float64() })
	for _, id := range stay {
		g.lives[id].studying = uint8(YouthEducation)
	}
	for _, id := range done {
		g.complete(id)
		g.lives[id].studying = uint8(NotStudying)
	}
	chosen, rest := pick(free, g.fig.students-len(stay), g.studious)
	for _, id := range chosen {
		g.lives[id].studying = uint8(HigherStudies)
		if g.lives[id].education <= uint8(PrimarySchool) {
			g.lives[id].studying = uint8(YouthEducation)
		}
	}
	for _, id := range rest {
		if l := &g.lives[id]; l.studying == uint8(HigherStudies) && l.education < uint8(MediumHigher) && g.age(id) > 22 {
			l.education = [...]uint8{uint8(MediumHigher), uint8(Bachelor), uint8(LongHigher)}[g.r.IntN(3)]
		}
		g.lives[id].studying = uint8(NotStudying)
	}
	for _, id := range g.all(childhood, oldAge) {
		l := &g.lives[id]
		l.studying = uint8(NotStudying)
		if age := g.age(id); age >= 16 && age < 18 {
			l.education = uint8(PrimarySchool)
			if g.r.Float64() < 0.94 {
				l.studying = uint8(YouthEducation)
			}
		} else if age < 16 {
			l.education = uint8(NoEducation)
		}
	}
}

func unless(studying uint8, so bool) uint8 {
	if so {
		return uint8(NotStudying)
	}
	return studying
}

// studious is high for those who are likely to be in education.
func (g *circle) studious(id int32) float64 {
	l, age := &g.lives[id], g.age(id)
	v := float64(l.ability) + 0.8*g.r.Float64() + bonus(l.studying != uint8(NotStudying) && age < 30, 1.1)
	switch {
	case age < 25:
		v += 1.8 + bonus(l.education == uint8(UpperSecondary), 1.2)
	case age < 30:
		v += 0.9 + bonus(l.education == uint8(UpperSecondary), 0.9)
	default:
		v -= 0.06 * float64(age-30)
	}
	return v - bonus(l.education >= uint8(MediumHigher), 0.8)
}

// fallIll settles the chronic diseases; at least two count.
func (g *circle) fallIll() {
	sick, well := pick(g.adults(), g.fig.sick, func(id int32) float64 {
		l := &g.lives[id]
		return 0.022*float64(g.age(id)) + 0.6*float64(l.hardship) + bonus(l.sick, 1.6) + bonus(l.outside, 0.3) + 0.6*g.r.Float64()
	})
	for _, id := range sick {
		l := &g.lives[id]
		if l.sick = true; l.chronic < 2 {
			l.chronic = 2
		} else if l.chronic < 7 && g.r.Float64() < 0.07 {
			l.chronic++
		}
	}
	for _, id := range well {
		l := &g.lives[id]
		l.sick = false
		if l.chronic = min(l.chronic, 1); l.chronic == 0 && g.r.Float64() < 0.0009*float64(g.age(id)) {
			l.chronic = 1
		}
	}
	for _, id := range g.by[childhood] {
		if l := &g.lives[id]; l.chronic == 0 && g.r.Float64() < 0.004 {
			l.chronic = 1
		}
	}
}

// convict settles who is convicted in the year: as many as the file of housing
// areas says, elsewhere more where the need is greater.
func (g *circle) convict() {
	for _, c := range g.patches {
		var adults []int32
		for _, h := range c.households {
			for _, id := range g.households[h].members {
				g.lives[id].convicted = false
				if g.age(id) >= 18 {
					adults = append(adults, id)
				}
			}
		}
		n := c.convicted[g.year]
		if n < 0 {
			n = drawn(g.r, len(adults), 0.004+0.006*max(0, 0.4+g.town.areas[g.area].need[g.year]))
		}
		some, _ := pick(adults, n, func(id int32) float64 {
			l := &g.lives[id]
			return 3*g.r.Float64() + float64(l.hardship) - 0.025*float64(g.age(id)) - bonus(l.woman, 0.9)
		})
		for _, id := range some {
			g.lives[id].convicted = true
		}
	}
}
