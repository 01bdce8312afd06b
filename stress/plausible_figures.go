package stress

import (
	"cmp"
	"math"
	"slices"

	"byblik"
	"byblik/catalog"
	"byblik/screen"
)

// measured is one component of one criterion in one period: its figures, and
// the spread of what chance could have made of them.
type measured struct {
	active    bool      // takes part in this period
	value     []float64 // NaN where there is none
	signed    []float64 // the same, higher = worse
	count     []float64 // persons counted, and of how many; nil without counts
	whole     []float64
	per       float64
	deviation []float64 // standard deviation of the count or, for a survey, of the value
	group     []int     // areas of one survey estimate; nil: each by itself
	survey    bool
}

// noisy says whether chance could have made other figures.
func (m *measured) noisy() bool { return m.deviation != nil }

// input is one component of a criterion over the window.
type input struct {
	sign   float64
	weight float64
	id     byblik.IndicatorID
	at     []measured // by period of the window, newest first
}

// basis is all that a screening is made of, read once.
type basis struct {
	areas     int
	base      *Outcome // the rule set's own screening
	window    []byblik.Period
	residents [][]float64 // by period of the window
	inputs    []input     // of criteria that count, in their order
	of        [][]int     // inputs of each criterion
	criteria  []*catalog.Criterion
}

// read takes the figures of every component in every period that any choice
// of years looks at, through the screening itself: each component is made a
// criterion of its own, so that what takes part and what is missing is decided
// where it always is.
func read(c *City, choices Choices) (*basis, error) {
	base, err := c.Run(c.Rules, c.Panel)
	if err != nil {
		return nil, err
	}
	f := &basis{areas: len(c.Panel.Areas), base: base}
	if f.window, err = c.window(base.Screening.Period, choices); err != nil {
		return nil, err
	}
	alone := c.components(f)
	s, err := screen.Criteria(screen.Input{Rules: alone, Indicators: c.Indicators, Panel: c.Panel, Period: base.Screening.Period, Partial: true})
	if err != nil {
		return nil, err
	}
	for _, t := range f.window {
		f.residents = append(f.residents, figuresOf(observations(c.Panel, c.Rules.Areas.Residents, t), f.areas))
	}
	for i := range f.inputs {
		f.inputs[i].read(c, f, &s.Criteria[i], choices)
	}
	f.dropEmpty()
	return f, nil
}

// dropEmpty forgets criteria without a figure in any period: to leave one of
// them out would be no choice.
func (f *basis) dropEmpty() {
	kept := *f
	kept.inputs, kept.of, kept.criteria = nil, nil, nil
	for i, of := range f.of {
		if !slices.ContainsFunc(of, func(in int) bool { return f.inputs[in].any() }) {
			continue
		}
		var moved []int
		for _, in := range of {
			moved = append(moved, len(kept.inputs))
			kept.inputs = append(kept.inputs, f.inputs[in])
		}
		kept.of, kept.criteria = append(kept.of, moved), append(kept.criteria, f.criteria[i])
	}
	*f = kept
}

// any says whether there is a figure at all.
func (in *input) any() bool {
	return slices.ContainsFunc(in.at, func(m measured) bool {
		return slices.ContainsFunc(m.value, func(v float64) bool { return !math.IsNaN(v) })
	})
}

// window lists the periods that the widest choice of years looks at.
func (c *City) window(t byblik.Period, choices Choices) ([]byblik.Period, error) {
	rules, flag := *c.Rules, *c.Rules.Flag
	for _, y := range choices.Years {
		flag.OfLatest = max(flag.OfLatest, y.Den)
	}
	rules.Flag = &flag
	s, err := screen.Criteria(screen.Input{Rules: &rules, Indicators: c.Indicators, Panel: c.Panel, Period: t, Partial: c.Partial})
	if err != nil {
		return nil, err
	}
	return s.Window, nil
}

// components gives a rule set in which each component of the criteria that
// count is a criterion, and notes what belongs together.
func (c *City) components(f *basis) *catalog.RuleSet {
	rules := *c.Rules
	rules.Criteria, rules.Review = nil, nil
	for i := range c.Rules.Criteria {
		k := &c.Rules.Criteria[i]
		if k.Level != "" && k.Level != "area" {
			continue
		}
		f.criteria = append(f.criteria, k)
		f.of = append(f.of, nil)
		for _, of := range k.Of {
			own := &f.of[len(f.of)-1]
			*own = append(*own, len(f.inputs))
			f.inputs = append(f.inputs, input{id: of.Indicator, weight: cmp.Or(of.Weight, 1), sign: c.sign(of)})
			of.Weight = 0
			rules.Criteria = append(rules.Criteria, catalog.Criterion{ID: string(of.Indicator), Of: []catalog.Component{of}})
		}
	}
	flag := *c.Rules.Flag
	flag.OfLatest = 1000 // every period on file: these make more periods than the criteria
	rules.Flag = &flag
	return &rules
}

func (c *City) sign(k catalog.Component) float64 {
	if d := c.Indicators[k.Indicator]; d != nil && d.Direction == catalog.LowerIsWorse && k.Signed != "as_is" {
		return -1
	}
	return 1
}

func (in *input) read(c *City, f *basis, r *screen.CriterionResult, choices Choices) {
	for _, t := range f.window {
		m := measured{active: active(r.Rule.Of[0], t), value: make([]float64, f.areas)}
		for i := range m.value {
			m.value[i] = math.NaN()
		}
		for _, p := range r.Periods {
			if p.Period != t {
				continue
			}
			for i, x := range p.Findings {
				if x.Status == byblik.OK {
					m.value[i] = x.Value
				}
			}
		}
		m.signed = slices.Clone(m.value)
		in.turn(m.signed)
		m.spread(c, in.id, t, choices)
		in.at = append(in.at, m)
	}
}

// turn makes higher worse, in place.
func (in *input) turn(x []float64) {
	if in.sign > 0 {
		return
	}
	for i, v := range x {
		x[i] = 0 - v
	}
}

// active says whether a component takes part in a period.
func active(c catalog.Component, t byblik.Period) bool {
	if from, err := byblik.ParsePeriod(c.From); err == nil && t.Compare(from) < 0 {
		return false
	}
	until, err := byblik.ParsePeriod(c.Until)
	return err != nil || t.Compare(until) <= 0
}

// observations finds an indicator's figures for a screened period as the
// screening does: of exactly that period, otherwise the first of that year.
func observations(p *byblik.Panel, id byblik.IndicatorID, t byblik.Period) *byblik.Observations {
	if o := p.Find(id, t); o != nil {
		return o
	}
	within := func(k byblik.PeriodKind) bool {
		return k == byblik.Quarter || k == byblik.Month || k == byblik.NoPeriod
	}
	at := slices.IndexFunc(p.Observations, func(o byblik.Observations) bool {
		return o.Indicator == id && o.Period.Year == t.Year && !within(o.Period.Kind) && !within(t.Kind)
	})
	if at < 0 {
		return nil
	}
	return &p.Observations[at]
}

func figuresOf(o *byblik.Observations, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		if x[i] = math.NaN(); o != nil && i < len(o.Value) {
			x[i] = o.Value[i].Float()
		}
	}
	return x
}
