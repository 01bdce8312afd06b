package stress

import (
	"math"

	"byblik"
	"byblik/catalog"
	"byblik/screen"
)

// lever is one indicator of one criterion in the screened period: what can be
// moved for one area at a time.
type lever struct {
	criterion int // index in the screening
	limit     catalog.Limit
	def       *catalog.Indicator
	obs       *byblik.Observations
	turn      float64   // +1 where a higher figure is worse, −1 where a lower one is
	weight    float64   // in the mean of several z; 0 = the criterion is the indicator
	x         []float64 // the figure from its centre; NaN = takes no part in the criterion
	rest      []float64 // what the other indicators of the criterion add
	residents []float64
	all       totals // areas with the figure, weighted by residents
	in        totals // areas with the criterion, weighted
	plain     totals // the same, unweighted
	centre    float64
	sd        float64
	step      float64 // of a figure that is no count
	low, high float64 // of the city
}

// newLever lays out component k of criterion i, or gives nil where the sums
// here do not give the screening's own z: the figures are then treated in a
// way that this file does not know.
func (t *layout) newLever(i, k int) *lever {
	r := &t.base.Screening.Criteria[i]
	part := r.Rule.Of[k]
	l := &lever{criterion: i, limit: r.Rule.Limit, def: t.city.Indicators[part.Indicator], turn: t.worse(part),
		obs: latest(t.city.Panel, part.Indicator, t.base.Screening.Period)}
	if l.obs == nil {
		return nil
	}
	if l.def == nil {
		l.def = &catalog.Indicator{ID: part.Indicator}
	}
	now := &r.Periods[0]
	l.residents = t.weights()
	raw := t.figures(l.obs, l.residents)
	m := screen.MomentsOf(raw, l.residents, false)
	l.centre, l.sd = m.Mean, m.SD
	if len(r.Rule.Of) > 1 {
		l.weight, l.rest = t.others(r.Rule, k, raw)
	}
	l.x = make([]float64, len(raw))
	l.low, l.high = math.Inf(1), math.Inf(-1)
	for a, v := range raw {
		l.x[a] = v - l.centre
		if math.IsNaN(v) {
			continue
		}
		l.low, l.high = min(l.low, v), max(l.high, v)
		l.all.add(l.residents[a], l.x[a], 0)
		if now.Findings[a].Status != byblik.OK {
			l.x[a] = math.NaN()
			continue
		}
		l.in.add(l.residents[a], l.x[a], l.restOf(a))
		l.plain.add(1, l.x[a], l.restOf(a))
	}
	l.step = stepOf(l.def, l.sd, l.high-l.low)
	if !l.agrees(now) {
		return nil
	}
	return l
}

// weights are the residents of the areas that take part, NaN elsewhere.
func (t *layout) weights() []float64 {
	w := make([]float64, len(t.base.Screening.Areas))
	for i := range w {
		if w[i] = t.base.Screening.Areas[i].Residents; !(w[i] > 0 && w[i] >= t.city.Rules.Areas.MinResidents) {
			w[i] = math.NaN()
		}
	}
	return w
}

func (t *layout) figures(o *byblik.Observations, weight []float64) []float64 {
	x := make([]float64, len(weight))
	for i := range x {
		if x[i] = o.Value[i].Float(); math.IsNaN(weight[i]) {
			x[i] = math.NaN()
		}
	}
	return x
}

// others is the share of component k in the mean of z, and what the other
// components add to it.
func (t *layout) others(c *catalog.Criterion, k int, raw []float64) (share float64, rest []float64) {
	rest = make([]float64, len(raw))
	total, weight := 0.0, t.weights()
	for j, part := range c.Of {
		o := latest(t.city.Panel, part.Indicator, t.base.Screening.Period)
		if o == nil {
			continue
		}
		w := part.Weight
		if w == 0 {
			w = 1
		}
		total += w
		if j == k {
			share = w
			continue
		}
		z := t.figures(o, weight)
		screen.MomentsOf(z, weight, false).Standardise(z)
		for i := range rest {
			rest[i] += t.worse(part) * w * z[i]
		}
	}
	for i := range rest {
		rest[i] /= total
	}
	return share / total, rest
}

func (l *lever) restOf(a int) float64 {
	if l.rest == nil {
		return 0
	}
	return l.rest[a]
}

// agrees says whether the view without any change gives the screening's own z.
func (l *lever) agrees(now *screen.CriterionPeriod) bool {
	v := l.view(0, 0)
	for a := range now.Findings {
		f := &now.Findings[a]
		if (f.Status == byblik.OK) != !math.IsNaN(l.x[a]) {
			return false
		}
		if f.Status == byblik.OK && !(math.Abs(v.z(l, a, 0)-f.Z) < 1e-9 && math.Abs(v.plain(l, a, 0)-now.Plain[a]) < 1e-9) {
			return false
		}
	}
	return true
}

// stepOf is the step of a figure that is no count.
func stepOf(d *catalog.Indicator, sd, span float64) float64 {
	step := math.Pow(10, math.Floor(math.Log10(sd))-3)
	if d.Decimals != nil {
		step = math.Pow(10, -float64(*d.Decimals))
	}
	for span/step > maxSteps {
		step *= 10
	}
	return step
}

// maxSteps bounds the scan of a figure that is no count; a coarser step is
// taken, and stated, where the city's figures span more.
const maxSteps = 20000

// counted says whether the figure of an area is a count over a denominator.
func (l *lever) counted(a int) bool {
	return len(l.obs.Numerator) > a && len(l.obs.Denominator) > a && l.obs.Denominator[a] > 0 && !math.IsNaN(l.obs.Numerator[a])
}

// value is the figure of an area with n persons, or steps, more.
func (l *lever) value(a, n int) float64 {
	v := l.obs.Value[a].Float()
	switch {
	case n == 0:
		return v
	case !l.counted(a):
		return v + float64(float64(n)*l.step)
	case l.def.Value != "":
		return v + float64(perOf(l.def)*float64(n))/l.obs.Denominator[a]
	}
	return perOf(l.def) * (l.obs.Numerator[a] + float64(n)) / l.obs.Denominator[a]
}

func perOf(d *catalog.Indicator) float64 {
	if d.Per == 0 {
		return 100
	}
	return d.Per
}

// by is how far n persons, or steps, move the figure.
func (l *lever) by(a, n int) float64 { return l.value(a, n) - l.obs.Value[a].Float() }

// reach is how many persons, or steps, there are in a direction: down to a
// count of 0, up to the whole denominator; without a count to the lowest and
// the highest figure of the city.
func (l *lever) reach(a, dir int) int {
	room := 0.0
	v := l.obs.Value[a].Float()
	switch {
	case l.counted(a) && dir < 0:
		room = l.obs.Numerator[a]
	case l.counted(a):
		room = l.obs.Denominator[a] - l.obs.Numerator[a]
	case dir < 0:
		room = (v - l.low) / l.step
	default:
		room = (l.high - v) / l.step
	}
	return max(0, int(math.Floor(room+1e-9)))
}

// change is what is said of n persons, or steps.
func (l *lever) change(t *layout, a, n int) Shift {
	c := Shift{Criterion: t.base.Screening.Criteria[l.criterion].Rule.ID, Indicator: l.def.ID, Counted: l.counted(a), Steps: n,
		Step: l.step, Points: l.by(a, n)}
	if c.Counted {
		c.Step = perOf(l.def) / l.obs.Denominator[a]
	}
	return c
}
