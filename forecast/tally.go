package forecast

import (
	"math"
	"slices"

	"byblik/lists"
	"byblik/screen"
)

// tallies count answers over runs, by area.
type tallies struct {
	kept  int // runs whose values are kept for quantiles: the first
	areas []map[lists.ListID]*tally
	order [][]lists.ListID // by area, as the rule set has the lists
}

// tally counts one list and its criteria. Values are kept by run, so that their
// order is that of the runs whoever made them.
type tally struct {
	yes, open int
	criteria  []criterionTally
}

type criterionTally struct {
	id        lists.CriterionID
	yes, open int
	value     []float32
	limit     []float32
}

// keptRuns are enough for a median and the two ends of a 90 % interval.
const keptRuns = 2000

func newTallies(p *planned) *tallies {
	t := &tallies{kept: min(p.in.Runs, keptRuns), areas: make([]map[lists.ListID]*tally, len(p.areas)), order: make([][]lists.ListID, len(p.areas))}
	for i := range t.areas {
		t.areas[i] = map[lists.ListID]*tally{}
	}
	return t
}

// count takes in one area of one run.
func (t *tallies) count(run, area int, s *lists.Standing) {
	for i := range s.Results {
		r := &s.Results[i]
		x := t.areas[area][r.List]
		if x == nil {
			x = &tally{}
			t.areas[area][r.List] = x
			t.order[area] = append(t.order[area], r.List)
		}
		note(r.On, &x.yes, &x.open)
		for j, f := range r.Own() {
			if j == len(x.criteria) {
				x.criteria = append(x.criteria, criterionTally{id: f.Criterion, value: nan32(t.kept), limit: nan32(t.kept)})
			}
			c := &x.criteria[j]
			note(f.Met, &c.yes, &c.open)
			if run < t.kept {
				c.value[run], c.limit[run] = float32(f.Value), float32(f.Limit)
			}
		}
	}
}

func note(a screen.Answer, yes, open *int) {
	switch {
	case a == screen.Yes:
		*yes++
	case !a.Known():
		*open++
	}
}

func nan32(n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(math.NaN())
	}
	return out
}

// add takes in the runs of another worker.
func (t *tallies) add(u *tallies) {
	for i, lists := range u.areas {
		if len(t.order[i]) == 0 {
			t.order[i] = u.order[i]
		}
		for id, x := range lists {
			if t.areas[i][id] == nil {
				t.areas[i][id] = x
				continue
			}
			t.areas[i][id].add(x)
		}
	}
}

func (t *tally) add(u *tally) {
	t.yes, t.open = t.yes+u.yes, t.open+u.open
	for j := range u.criteria {
		a, b := &t.criteria[j], &u.criteria[j]
		a.yes, a.open = a.yes+b.yes, a.open+b.open
		for run, v := range b.value {
			if v == v {
				a.value[run] = v
			}
			if b.limit[run] == b.limit[run] {
				a.limit[run] = b.limit[run]
			}
		}
	}
}

// december turns counts into chances.
func (p *planned) december(t *tallies) (*December, error) {
	d := &December{Year: p.in.Year, Rules: p.in.Book.RuleSet(p.in.Year), Chose: p.in.Book.Options, Runs: p.in.Runs, Seed: p.in.Seed, Rho: p.rho, Invented: p.delivery.Invented()}
	register := p.in.Book.Over(p.delivery)
	for i := range p.areas {
		a := &p.delivery.Areas[p.areas[i].place]
		before, err := register.Standing(a, p.in.Year-1)
		if err != nil {
			before = &lists.Standing{} // the year before the first rules: no list then
		}
		x := AreaChances{Code: a.Code, Name: a.Name, Known: p.needed(&p.areas[i])}
		for _, id := range t.order[i] {
			x.Lists = append(x.Lists, t.areas[i][id].chance(id, p.in.Runs, before))
		}
		d.Areas = append(d.Areas, x)
	}
	return d, nil
}

func (t *tally) chance(id lists.ListID, runs int, before *lists.Standing) ListChance {
	n := float64(runs)
	c := ListChance{List: id, Before: screen.Absent, Yes: float64(t.yes) / n, Unsettled: float64(t.open) / n}
	if r := before.Result(id); r != nil {
		c.Before = r.On
	}
	for _, k := range t.criteria {
		x := CriterionChance{Criterion: k.id, Yes: float64(k.yes) / n, Unsettled: float64(k.open) / n}
		v := sorted(k.value)
		x.Low, x.Value, x.High = percentile(v, 0.05), percentile(v, 0.5), percentile(v, 0.95)
		x.Limit = percentile(sorted(k.limit), 0.5)
		c.Criteria = append(c.Criteria, x)
	}
	return c
}

func sorted(v []float32) []float64 {
	var out []float64
	for _, x := range v {
		if x == x {
			out = append(out, float64(x))
		}
	}
	slices.Sort(out)
	return out
}

func percentile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	return quantile(sorted, p)
}
