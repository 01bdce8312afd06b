package minby

import (
	"math"
	"slices"
)

// earn settles incomes: first who has a low one, so that each area has as many
// as the table says, then the kroner, so that the town's median is the one
// that the limits are made from.
func (p *People) earn() {
	middle := float64(middles[p.year][0])
	limit := float64(LowIncomeLimit(First + p.year))
	var above []int32 // who is not low
	var raw []float64
	adults := 0
	for i := range p.town.areas {
		g := &circle{People: p, r: stream(p.town.seed, forLives, i, 100+p.year), area: i, fig: &p.town.areas[i].figures[p.year], patches: p.of[i]}
		g.gather()
		all := g.adults()
		adults += len(all)
		low, rest := pick(all, g.fig.lowIncome, g.shortOfMoney)
		for _, id := range low {
			l := &p.lives[id]
			l.low, l.income = true, lowIncome(g.wage(id), limit)
		}
		for _, id := range rest {
			p.lives[id].low = false
			above, raw = append(above, id), append(raw, g.wage(id))
		}
		for _, id := range g.by[childhood] {
			p.lives[id].income = 0
			if h := p.lives[id].hours; h > 0 {
				p.lives[id].income = int32(float64(h) * (5200 + 600*g.r.Float64()))
			}
		}
	}
	stretched := stretch(raw, adults/2-(adults-len(above)), limit, middle)
	for k, id := range above {
		p.lives[id].income = stretched[k]
	}
	p.share()
}

// wage is what somebody would have in a year, in kr., before the median is
// settled.
func (g *circle) wage(id int32) float64 {
	l := &g.lives[id]
	skill := map[Education]float64{NoEducation: 0.8, PrimarySchool: 0.85, UpperSecondary: 0.9, Vocational: 1, ShortHigher: 1.08, MediumHigher: 1.12,
		Bachelor: 1.15, LongHigher: 1.5, UnknownEducation: 0.85}[Education(l.education)]
	base := map[Benefit]float64{NoBenefit: 20, SeeksWork: 190, SeeksWorkOnAid: 130, EducationAid: 95, CashAid: 135, SickOrResource: 165, DisabilityPen: 190,
		EarlyPension: 185, OldAgePension: 150, StudyGrant: 85}[Benefit(l.benefit)]
	seniority := 0.8 + 0.01*float64(min(45, g.age(id))-20)
	work := float64(l.hours) / FullTime * 330 * skill * seniority * (0.75 + 0.5*float64(l.ability))
	extra := 0.0
	if g.age(id) >= 65 { // pensions of one's own
		extra = 150 * skill * float64(l.ability)
	}
	pace := float64(middles[g.year][0]) / float64(middles[0][0])
	return 1000 * pace * (base + work + extra) * (0.96 + 0.08*g.r.Float64())
}

// shortOfMoney is high for those who are likely to have a low income.
func (g *circle) shortOfMoney(id int32) float64 {
	l := &g.lives[id]
	pace := float64(middles[g.year][0]) / float64(middles[0][0])
	return -g.wage(id)/pace/130_000 + bonus(l.low, 0.7) + 0.5*float64(l.hardship) + 0.5*g.r.Float64()
}

// lowIncome fits an income below the limit: what lies above it is folded back.
func lowIncome(v, limit float64) int32 {
	if v >= limit {
		v = limit * (0.98 - 0.25*(1-limit/v))
	}
	return int32(math.Floor(max(0, v)))
}

// stretch fits numbers above a limit so that the one of the rank, and its
// neighbours just below and above, are the middle: those below it lie between
// limit and middle, those above it keep their proportion to it.
func stretch(raw []float64, rank int, limit, middle float64) []int32 {
	sorted := slices.Sorted(slices.Values(raw))
	if len(sorted) == 0 {
		return nil
	}
	rank = max(1, min(rank, len(sorted)-2))
	lo, at, hi := sorted[0], sorted[rank-1], sorted[min(rank+1, len(sorted)-1)]
	out := make([]int32, len(raw))
	for i, v := range raw {
		switch {
		case v < at && at > lo:
			out[i] = int32(math.Floor(limit + float64((v-lo)/(at-lo))*(middle-limit-1)))
		case v <= hi:
			out[i] = int32(middle)
		default:
			out[i] = int32(math.Floor(middle * v / hi))
		}
	}
	return out
}

// share settles the equivalised disposable income of every family and with it
// which children are poor: as many in each area as the table says.
func (p *People) share() {
	limit := float64(PovertyLimit(First + p.year))
	for i := range p.town.areas {
		p.relieve(i)
	}
	var above []int32
	var raw []float64
	below, people := 0, 0
	for _, c := range p.patches {
		for _, h := range c.households {
			n := len(p.households[h].members)
			people += n
			v := p.perHead(h)
			kids, _ := p.sizes(h)
			switch poor := p.households[h].poor; {
			case kids > 0 && poor || kids == 0 && v < limit:
				p.households[h].family = lowIncome(v, limit)
				below += n
			default:
				above, raw = append(above, h), append(raw, max(v, limit*(1.02+0.1*float64(v)/limit)))
			}
		}
	}
	p.spreadFamilies(above, raw, people/2-below, limit)
}

// spreadFamilies is stretch for families, each of which counts as often as it
// has members.
func (p *People) spreadFamilies(above []int32, raw []float64, rank int, limit float64) {
	var heads []float64
	var of []int
	for k, h := range above {
		for range p.households[h].members {
			heads, of = append(heads, raw[k]), append(of, k)
		}
	}
	for i, v := range stretch(heads, rank, limit, float64(middles[p.year][1])) {
		p.households[above[of[i]]].family = v
	}
}

// perHead is the disposable income of a household divided by the modified OECD
// scale: 1 for the first adult, 0.5 for each further one, 0.3 for each child.
// A share of the gross income goes to tax; a child brings benefit.
func (p *People) perHead(h int32) float64 {
	kids, adults := p.sizes(h)
	sum := 0.0
	for _, id := range p.households[h].members {
		v := float64(p.lives[id].income)
		sum += v - 0.3*max(0, v-45_000) - 0.1*max(0, v-500_000)
	}
	return (sum + 14_000*float64(kids)) / (1 + 0.5*float64(max(0, adults-1)) + 0.3*float64(kids))
}
