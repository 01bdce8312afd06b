package stress

import (
	"math"

	"byblik/catalog"
)

// draw is one choice of everything. The zero draw with weights 1 and nothing
// left out is the rule set itself.
type draw struct {
	weight  []float64 // by criterion
	shift   float64   // of every limit, in standard scores
	how     int       // scale
	treat   int
	of      int
	years   int
	level   int     // overlaps
	out     float64 // which column of the level is left out, as a share of them; below 0 none
	open    bool    // without enclosed areas
	least   int     // least residents of a zone
	chance  bool    // figures are drawn
	stream  uint64  // of the drawn counts
	sampled uint64  // of the drawn survey estimates
}

func (p *plan) newDraw() *draw {
	d := &draw{weight: make([]float64, len(p.criteria)), out: -1}
	for i := range d.weight {
		d.weight[i] = 1
	}
	return d
}

// Factor is a choice that is varied: what a driver names.
type Factor struct {
	ID    string
	Title catalog.Text
}

// factor is a choice with how it is drawn: from numbers of the unit interval,
// squares of them, and from a stream of its own.
type factor struct {
	Factor
	numbers int
	apply   func(d *draw, u []float64, stream uint64)
}

// varied lists the choices that can make a difference in this city, in the
// order in which a tie between drivers is settled.
func (p *plan) varied() []factor {
	c := p.choices
	var list []factor
	add := func(matters bool, id, da, en string, numbers int, apply func(d *draw, u []float64, stream uint64)) {
		if matters {
			list = append(list, factor{Factor{id, catalog.Text{Da: da, En: en}}, numbers, apply})
		}
	}
	one := func(set func(d *draw, u float64)) func(*draw, []float64, uint64) {
		return func(d *draw, u []float64, _ uint64) { set(d, u[0]) }
	}
	n := len(p.criteria)
	add(c.Weights > 1 && n > 1, "weights", "kriteriernes vægt", "the weights of the criteria", n, func(d *draw, u []float64, _ uint64) {
		for i := range d.weight {
			d.weight[i] = math.Exp((2*u[i] - 1) * math.Log(c.Weights))
		}
	})
	add(c.Limits > 0, "limits", "grænserne", "the limits", 1, one(func(d *draw, u float64) { d.shift = (2*u - 1) * c.Limits }))
	add(len(c.Normalise) > 1, "normalise", "skalaen", "the scale", 1, one(func(d *draw, u float64) { d.how = pick(u, len(c.Normalise)) }))
	add(len(c.Winsorise) > 1, "treatment", "behandlingen af yderste tal", "the treatment of extreme figures", 1,
		one(func(d *draw, u float64) { d.treat = pick(u, len(c.Winsorise)) }))
	add(len(c.Of) > 1, "count", "antallet af kriterier", "the number of criteria", 1, one(func(d *draw, u float64) { d.of = pick(u, len(c.Of)) }))
	add(len(c.Years) > 1 && len(p.window) > 1, "years", "årene", "the years", 1, one(func(d *draw, u float64) { d.years = pick(u, len(c.Years)) }))
	add(c.LeaveOut > 0 && n > 1, "left_out", "et udeladt kriterium", "a criterion left out", 1, one(func(d *draw, u float64) {
		if d.out = -1; u < c.LeaveOut {
			d.out = u / c.LeaveOut
		}
	}))
	add(len(p.levels) > 1, "overlap", "overlappende kriterier", "overlapping criteria", 1, one(func(d *draw, u float64) { d.level = pick(u, len(p.levels)) }))
	add(p.has(false), "chance", "tilfældige udsving", "chance", 0, func(d *draw, _ []float64, s uint64) { d.chance, d.stream = true, s })
	add(p.has(true), "survey", "stikprøvens usikkerhed", "the survey's uncertainty", 0, func(d *draw, _ []float64, s uint64) { d.chance, d.sampled = true, s })
	add(c.Enclosed && p.join.enclose, "enclosed", "omsluttede områder", "enclosed areas", 1, one(func(d *draw, u float64) { d.open = u < 0.5 }))
	add(len(c.MinResidents) > 1, "size", "byområdets mindste størrelse", "the least size of a zone", 1,
		one(func(d *draw, u float64) { d.least = pick(u, len(c.MinResidents)) }))
	return list
}

// has says whether any figure is noisy, by counts or as an estimate.
func (p *plan) has(survey bool) bool {
	for _, in := range p.inputs {
		for k := range in.at {
			if in.at[k].noisy() && in.at[k].survey == survey {
				return true
			}
		}
	}
	return false
}

// pick takes one of n, each as likely.
func pick(u float64, n int) int { return min(int(u*float64(n)), n-1) }

// lot is what one draw of everything is made from: numbers for each factor and
// a stream. Two lots are drawn for each run, one for y and one for what y′ does
// not share with it.
type lot struct {
	numbers []float64
	stream  uint64
}

// lots fills in the two lots of run k.
func (p *plan) lots(k int, a, b *lot) {
	square := points{mix(p.seed)}
	a.numbers, b.numbers = a.numbers[:0], b.numbers[:0]
	for _, f := range p.factors {
		for range f.numbers {
			u, v := square.at(uint32(k), len(a.numbers))
			a.numbers, b.numbers = append(a.numbers, u), append(b.numbers, v)
		}
	}
	a.stream, b.stream = mix(mix(p.seed)^uint64(2*k)), mix(mix(p.seed)^uint64(2*k+1))
}

// choose draws everything from lot a, or, where shared is the place of a
// factor, that factor from a and the others from b.
func (p *plan) choose(d *draw, a, b *lot, shared int) {
	at := 0
	for i, f := range p.factors {
		from := a
		if shared >= 0 && i != shared {
			from = b
		}
		f.apply(d, from.numbers[at:at+f.numbers], from.stream)
		at += f.numbers
	}
}
