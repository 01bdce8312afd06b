package stress

import (
	"math"
	"slices"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/screen"
)

// perturbed is a choice that can also be written as a rule set or a panel.
type perturbed struct {
	name  string
	draw  func(p *plan, d *draw)
	rules func(r *catalog.RuleSet)
	panel func(c *City, p *plan) *byblik.Panel
	zones func(c *City)
}

func asRules(c *City) []perturbed {
	list := []perturbed{
		{name: "the rule set itself"},
		{name: "limits up", draw: func(_ *plan, d *draw) { d.shift = 0.125 }, rules: shiftLimits(0.125)},
		{name: "limits down", draw: func(_ *plan, d *draw) { d.shift = -0.125 }, rules: shiftLimits(-0.125)},
		{name: "half of the criteria", draw: func(p *plan, d *draw) { d.of = slices.Index(p.choices.Of, Fraction{1, 2}) }, rules: func(r *catalog.RuleSet) { r.Flag.Of = "1/2" }},
		{name: "three quarters", draw: func(p *plan, d *draw) { d.of = slices.Index(p.choices.Of, Fraction{3, 4}) }, rules: func(r *catalog.RuleSet) { r.Flag.Of = "3/4" }},
		{name: "latest year", draw: func(p *plan, d *draw) { d.years = slices.Index(p.choices.Years, Fraction{1, 1}) },
			rules: func(r *catalog.RuleSet) { r.Flag.Years, r.Flag.OfLatest = 1, 1 }},
		{name: "any year", draw: func(p *plan, d *draw) { d.years = slices.Index(p.choices.Years, Fraction{1, 3}) },
			rules: func(r *catalog.RuleSet) { r.Flag.Years, r.Flag.OfLatest = 1, 3 }},
		{name: "every year", draw: func(p *plan, d *draw) { d.years = slices.Index(p.choices.Years, Fraction{3, 3}) },
			rules: func(r *catalog.RuleSet) { r.Flag.Years, r.Flag.OfLatest = 3, 3 }},
		{name: "not enclosed", draw: func(_ *plan, d *draw) { d.open = true }, zones: func(c *City) { c.Zones.Rules.Enclose = false }},
		{name: "larger zones", draw: func(p *plan, d *draw) { d.least = 1 }, zones: func(c *City) { c.Zones.Rules.MinResidents = 2500 }},
		{name: "drawn in", draw: func(p *plan, d *draw) { d.treat = slices.Index(p.choices.Winsorise, 0.05) }, panel: drawnIn(0.05)},
		{name: "strict and several at once", draw: func(p *plan, d *draw) {
			d.shift, d.of, d.open = -0.0625, slices.Index(p.choices.Of, Fraction{1, 2}), true
		},
			rules: func(r *catalog.RuleSet) { shiftLimits(-0.0625)(r); r.Flag.Of = "1/2" }, zones: func(c *City) { c.Zones.Rules.Enclose = false }},
	}
	for i, k := range c.Rules.Criteria {
		list = append(list, perturbed{name: "without " + k.ID, rules: func(r *catalog.RuleSet) { r.Criteria = slices.Delete(r.Criteria, i, i+1) },
			draw: func(p *plan, d *draw) {
				if at := slices.IndexFunc(p.criteria, func(x *catalog.Criterion) bool { return x.ID == k.ID }); at >= 0 {
					d.out = (float64(at) + 0.5) / float64(len(p.criteria))
				}
			}})
	}
	return list
}

func shiftLimits(by float64) func(r *catalog.RuleSet) {
	return func(r *catalog.RuleSet) {
		for i := range r.Criteria {
			r.Criteria[i].Limit.Z += by
		}
	}
}

// drawnIn is the panel with the ends of every criterion's figures drawn in.
func drawnIn(share float64) func(c *City, p *plan) *byblik.Panel {
	return func(c *City, p *plan) *byblik.Panel {
		return replaced(c, p, func(m *measured, _, _ int) []float64 {
			sorted := slices.DeleteFunc(slices.Clone(m.value), math.IsNaN)
			slices.Sort(sorted)
			low, high := screen.Quantile7(sorted, share), screen.Quantile7(sorted, 1-share)
			x := slices.Clone(m.value)
			for i, v := range x {
				if !math.IsNaN(v) {
					x[i] = min(max(v, low), high)
				}
			}
			return x
		})
	}
}

// replaced is the panel with other figures of the criteria in the window.
func replaced(c *City, p *plan, other func(m *measured, in, k int) []float64) *byblik.Panel {
	panel := *c.Panel
	panel.Observations = slices.Clone(panel.Observations)
	for in := range p.inputs {
		for k, t := range p.window {
			o := observations(&panel, p.inputs[in].id, t)
			if o == nil {
				continue
			}
			o.Value = slices.Clone(o.Value)
			for i, v := range other(&p.inputs[in].at[k], in, k) {
				if !math.IsNaN(v) {
					o.Value[i] = byblik.RawOf(v)
				}
			}
		}
	}
	return &panel
}

func exactPlan(t *testing.T, c *City) *plan {
	t.Helper()
	choices := choicesOf(t, c)
	choices.MinResidents = []float64{2500}
	p, err := newPlan(c, choices, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The fast screening and the screening itself agree on every area.
func TestFastScreeningEqualsTheScreening(t *testing.T) {
	for name, city := range map[string]func(testing.TB) *City{"town": stressTown, "birmingham": birmingham, "copenhagen": copenhagen} {
		t.Run(name, func(t *testing.T) {
			c := city(t)
			p := exactPlan(t, c)
			for _, x := range asRules(c) {
				sameAsRun(t, c, p, x)
			}
		})
	}
}

func sameAsRun(t *testing.T, c *City, p *plan, x perturbed) {
	t.Helper()
	d := p.newDraw()
	if x.draw != nil {
		x.draw(p, d)
	}
	again, rules, panel := *c, *c.Rules, c.Panel
	flag := *rules.Flag
	rules.Criteria, rules.Flag = slices.Clone(rules.Criteria), &flag
	if x.rules != nil {
		x.rules(&rules)
	}
	if x.panel != nil {
		panel = x.panel(c, p)
	}
	if x.zones != nil {
		x.zones(&again)
	}
	again.Period = p.base.Screening.Period
	want, err := again.Run(&rules, panel)
	if err != nil {
		t.Fatal(err)
	}
	b := p.newBench()
	b.fresh()
	inside := b.run(d)
	flags, differ := 0, 0
	for i := range inside {
		if b.flagged[i] {
			flags++
		}
		if b.flagged[i] != want.Flagged[i] || inside[i] != want.Inside[i] {
			if differ++; differ < 4 {
				t.Errorf("%s: %s: flagged %t inside %t, the screening says %t %t", x.name, c.Panel.Areas[i].Code, b.flagged[i], inside[i], want.Flagged[i], want.Inside[i])
			}
		}
	}
	t.Logf("%-28s %3d flagged, %d differ", x.name, flags, differ)
}

func TestOverlapsEqualTheRuleSetThatCountsThemOnce(t *testing.T) {
	c := birmingham(t)
	p := exactPlan(t, c)
	at := func(r *catalog.RuleSet, id string) int {
		return slices.IndexFunc(r.Criteria, func(k catalog.Criterion) bool { return k.ID == id })
	}
	sameAsRun(t, c, p, perturbed{name: "income and employment once", draw: func(_ *plan, d *draw) { d.level = 1 }, rules: func(r *catalog.RuleSet) {
		income, labour := at(r, "income"), at(r, "labour")
		r.Criteria[income].Of = slices.Concat(r.Criteria[income].Of, r.Criteria[labour].Of)
		r.Criteria = slices.Delete(r.Criteria, labour, labour+1)
	}})
	sameAsRun(t, c, p, perturbed{name: "income and child poverty once", draw: func(_ *plan, d *draw) { d.level = 2 }, rules: func(r *catalog.RuleSet) {
		youth := at(r, "youth")
		r.Criteria[youth].Of = slices.DeleteFunc(slices.Clone(r.Criteria[youth].Of), func(k catalog.Component) bool { return k.Indicator == "eng-2019-idaci-score" })
	}})
}

// What chance draws, put into the panel, gives what the screening makes of it.
func TestDrawnFiguresEqualTheScreeningOfThem(t *testing.T) {
	for name, city := range map[string]func(testing.TB) *City{"town": stressTown, "copenhagen": copenhagen, "birmingham": birmingham} {
		t.Run(name, func(t *testing.T) {
			c := city(t)
			p := exactPlan(t, c)
			if !p.noisy {
				t.Fatal("no rate has counts on file")
			}
			for stream := range uint64(20) {
				sameAsRun(t, c, p, perturbed{name: "chance", draw: func(_ *plan, d *draw) { d.chance, d.stream = true, stream },
					panel: func(c *City, p *plan) *byblik.Panel {
						return replaced(c, p, func(m *measured, in, k int) []float64 {
							x := slices.Clone(m.value)
							if m.noisy() {
								m.redraw(x, stream, in*len(p.window)+k)
							}
							return x
						})
					}})
			}
		})
	}
}
