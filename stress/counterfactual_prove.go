package stress

import (
	"fmt"
	"slices"

	"byblik"
)

// verdict is what a whole screening says of the area.
type verdict struct {
	flagged, inside bool
	met             []bool // by criterion of the screening
}

// again makes the whole screening again with changed figures, each change once.
func (s *search) again(steps []step) verdict {
	key := ""
	for _, x := range steps {
		key += fmt.Sprintf("%s %d ", x.l.def.ID, x.n)
	}
	v, known := s.runs[key]
	if !known {
		v = s.run(steps)
		s.runs[key] = v
	}
	return v
}

func (s *search) run(steps []step) verdict {
	c := s.town.city
	x := verdict{met: make([]bool, len(s.town.base.Screening.Criteria))}
	out, err := c.Run(c.Rules, s.town.with(s.area, steps))
	if err != nil {
		s.fault = err
		return x
	}
	x.flagged, x.inside = out.Flagged[s.area], out.Inside[s.area]
	for i := range x.met {
		x.met[i] = out.Screening.Criteria[i].Periods[0].Findings[s.area].Met
	}
	return x
}

// with is the panel in which figures of one area have changed. What has not
// changed is shared with the panel of the city.
func (t *layout) with(area int, steps []step) *byblik.Panel {
	p := *t.city.Panel
	p.Observations = slices.Clone(p.Observations)
	for _, x := range steps {
		for i := range p.Observations {
			o := &p.Observations[i]
			if o.Indicator != x.l.obs.Indicator || o.Period != x.l.obs.Period {
				continue
			}
			o.Value = slices.Clone(o.Value)
			o.Value[area] = byblik.RawOf(x.l.value(area, x.n))
			if x.l.counted(area) {
				o.Numerator = slices.Clone(o.Numerator)
				o.Numerator[area] += float64(x.n)
			}
		}
	}
	return &p
}

// With gives the panel of the city with the changes carried out for an area.
func (c *City) With(area int, changes []Shift) (*byblik.Panel, error) {
	t, err := c.layOut()
	if err != nil {
		return nil, err
	}
	steps, err := t.steps(changes)
	if err != nil {
		return nil, err
	}
	return t.with(area, steps), nil
}

// steps finds the levers of changes.
func (t *layout) steps(changes []Shift) ([]step, error) {
	var steps []step
	for _, x := range changes {
		k := slices.IndexFunc(t.levers, func(l *lever) bool { return l.def.ID == x.Indicator })
		if k < 0 {
			return nil, unproven(x.Criterion, "a change of "+string(x.Indicator), "an indicator of one criterion with figures")
		}
		steps = append(steps, step{t.levers[k], x.Steps})
	}
	return steps, nil
}

// Prove makes the whole screening again for every change that is stated, and
// with one person (or step) less in each of its criteria: the first must turn
// the flag or the membership, the others must not. It gives how many
// screenings were made.
func (c *City) Prove(list []Explanation, workers int) (runs int, err error) {
	t, err := c.layOut()
	if err != nil {
		return 0, err
	}
	made, faults := make([]int, len(list)), make([]error, len(list))
	share(len(list), workers, func(int) func(int) {
		return func(i int) {
			e := &list[i]
			s := newSearch(t, e.Area)
			for _, set := range [][]Shift{e.Flag.One, e.Flag.InPoints, e.Flag.Several} {
				s.prove(set, e.Flag.Holds, func(v verdict) bool { return v.flagged })
			}
			for _, set := range [][]Shift{e.Zone.One, e.Zone.InPoints, e.Zone.Several} {
				s.prove(set, e.Zone.Holds, func(v verdict) bool { return v.inside })
			}
			for k := range e.Margins {
				s.proveMargin(&e.Margins[k], k)
			}
			made[i], faults[i] = len(s.runs), s.fault
		}
	})
	for i := range list {
		runs += made[i]
		if err == nil {
			err = faults[i]
		}
	}
	return runs, err
}

func (s *search) prove(set []Shift, holds bool, says func(verdict) bool) {
	steps, err := s.town.steps(set)
	if err != nil || len(steps) == 0 {
		s.fail(err)
		return
	}
	code := s.town.city.Panel.Areas[s.area].Code.String()
	if says(s.again(steps)) == holds {
		s.fail(unproven(code, fmt.Sprintf("no flip after %+v", set), "a flip"))
	}
	for k := range steps {
		less := slices.Clone(steps)
		less[k].n -= sign(less[k].n)
		if says(s.again(less)) != holds {
			s.fail(unproven(code, fmt.Sprintf("a flip with one less of %s in %+v", set[k].Indicator, set), "none"))
		}
	}
}

func (s *search) proveMargin(m *Margin, criterion int) {
	if m.Why != "" {
		return
	}
	for _, l := range s.town.levers {
		if l.criterion != criterion || l.def.ID != m.Indicator {
			continue
		}
		n := max(m.Persons, -m.Persons)
		turned := func(n int) bool {
			return max(n, -n) <= l.reach(s.area, sign(n)) && s.again([]step{{l, n}}).met[criterion] != m.Met
		}
		if up, down := turned(n), turned(-n); !up && !down {
			s.fail(unproven(m.Criterion, fmt.Sprintf("no turn at %d persons", n), "a turn"))
		}
		if turned(n-1) || turned(1-n) {
			s.fail(unproven(m.Criterion, fmt.Sprintf("a turn at %d persons", n-1), "none"))
		}
	}
}

func (s *search) fail(err error) {
	if s.fault == nil {
		s.fault = err
	}
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

func unproven(place, found, expected string) error {
	return &byblik.Error{Kind: byblik.Internal, Check: "why", Place: place, Found: found, Expected: expected, Do: "report this"}
}
