package letting

import "math"

// chance is what one run of one area draws before any plan is looked at: the
// same for every plan.
type chance struct {
	stream uint64
	off    [criteria]float64   // f: how far profiles are off
	leave  [][criteria]float64 // ε by year
	stay   [][criteria]float64
	sure   bool // no chance at all: in expectation
}

// draw fills the chance of one run. Run −1 is the expectation.
func (s *Study) draw(a *area, run int, c *chance, nation []float64) {
	c.sure = run < 0
	for k := range c.off {
		c.off[k] = 1
	}
	own, common := stream(s.options.Seed, a.of.Code.Code, run), stream(s.options.Seed, "", run)
	c.stream = own
	for k := range criteria {
		if !c.sure {
			c.off[k] = max(0, 1+float64(s.assume.Uncertain*normal(at(own, forProfile, 0, k, 0))))
		}
		for i := range c.leave {
			c.leave[i][k], c.stay[i][k] = 0, 0
			if i >= a.last[k] && a.last[k] >= 0 && !c.sure {
				c.leave[i][k] = normal(at(own, forLeaving, a.first+i, k, 0))
				c.stay[i][k] = normal(at(own, forStaying, a.first+i, k, 0))
			}
		}
	}
	s.drawNation(a, common, c.sure, nation)
}

// drawNation carries the national figure on from the last known year.
func (s *Study) drawNation(a *area, common uint64, sure bool, nation []float64) {
	copy(nation, a.known.nation)
	for i := 1; i < len(nation); i++ {
		if nation[i] == nation[i] || nation[i-1] != nation[i-1] {
			continue
		}
		e := 0.0
		if !sure {
			e = normal(at(common, forNation, a.first+i, 0, 0))
		}
		nation[i] = max(0, nation[i-1]+s.assume.Nation.Drift+float64(s.assume.Nation.SD*e))
	}
}

// walker carries one worker's runs of one area.
type walker struct {
	*Study
	a      *area
	chance chance
	c      course
	u      [criteria][][]float64 // by year and letting
	in     [criteria][]float64   // by year
	years  []int                 // after the last on file
}

func (s *Study) newWalker(a *area) *walker {
	years := len(a.known.residents)
	w := &walker{Study: s, a: a, c: newCourse(years)}
	w.c.base = a.known.base
	w.chance.leave, w.chance.stay = make([][criteria]float64, years), make([][criteria]float64, years)
	for k := range criteria {
		copy(w.c.share[k], a.known.share[k])
		copy(w.c.persons[k], a.known.persons[k])
		w.u[k], w.in[k] = make([][]float64, years), make([]float64, years)
		for i := range years {
			w.u[k][i] = make([]float64, a.lettings)
		}
	}
	copy(w.c.answers, a.known.answers)
	for i := range years {
		w.c.judged[i] = true
		if i > a.base {
			w.years = append(w.years, i)
		}
	}
	return w
}

// begin draws the chance of a run.
func (w *walker) begin(run int) {
	w.draw(w.a, run, &w.chance, w.c.nation)
	for k := range income {
		if w.a.last[k] < 0 {
			continue
		}
		for i := w.a.last[k]; i < len(w.c.residents)-1; i++ {
			for j := range w.u[k][i] {
				w.u[k][i][j] = unit(at(w.chance.stream, forLetting, w.a.first+i, k, j))
			}
		}
	}
}

// bring is how many persons of criterion k a letting of a type brings: the
// whole number below m·f, or with the chance of the fraction one more. The same
// u gives no fewer persons where m is larger.
func (w *walker) bring(k, i, j int, p *profile) float64 {
	m := p.m[k] * w.chance.off[k]
	if m > p.d[k] {
		m = p.d[k]
	}
	return math.Floor(m + w.u[k][i][j])
}

// moveIn counts who of each criterion moves in, by year.
func (w *walker) moveIn(p *plan, in *[criteria][]float64) {
	for k := range criteria {
		if w.a.last[k] < 0 {
			continue
		}
		for i := w.a.last[k]; i < len(w.c.residents)-1; i++ {
			if k == income || w.chance.sure {
				in[k][i] = p.flow.brought[k][i] * w.chance.off[k]
				continue
			}
			in[k][i] = 0
			for j, t := range p.in(w.Study, w.a, i) {
				in[k][i] += w.bring(k, i, j, &w.profiles[t])
			}
		}
	}
}

// walk carries a plan through all years, given who moves in, and judges the
// lists of the years that are asked for.
func (w *walker) walk(f *flow, in *[criteria][]float64, years []int) {
	c := &w.c
	copy(c.residents, f.residents)
	for k := range criteria {
		if w.a.last[k] >= 0 {
			w.carry(f, k, in[k])
		}
	}
	for i := w.a.base + 1; i < len(c.judged); i++ {
		c.judged[i] = false
	}
	for _, i := range years {
		w.rules.judge(c, i)
	}
}

// carry takes one criterion through the years; doc.go has the formula.
func (w *walker) carry(f *flow, k int, in []float64) {
	persons, share, of := w.c.persons[k], w.c.share[k], f.of[k]
	part, ratio, d := float64(w.a.lettings)/w.a.homes, w.assume.Leaving[k], w.assume.Staying[k]
	per := 100.0 // shares are per cent of persons
	if k == income {
		per = 1 // and per cent of the region's income already
	}
	for i := w.a.last[k]; i < len(persons)-1; i++ {
		x, next := persons[i], of[i+1]
		out := x * part * ratio
		if k != income {
			out = leaving(out, of[i]*part, x, w.chance.leave[i][k])
		}
		x = x - out + in[i] + float64(next/per*(d.Drift+float64(d.SD*w.chance.stay[i][k])))
		if x < 0 {
			x = 0
		} else if k != income && x > next {
			x = next
		}
		persons[i+1], share[i+1] = x, per*x/next
	}
}

// leaving is how many of those who move out are counted under a criterion:
// expected μ of most persons, within what there is.
func leaving(mu, most, there, e float64) float64 {
	if mu > most {
		mu = most
	}
	out := mu + float64(e*math.Sqrt(mu*(1-mu/most)))
	switch {
	case out < 0:
		return 0
	case out > there:
		out = there
	}
	if out > most {
		return most
	}
	return out
}
