package stress

import (
	"cmp"
	"math"
	"slices"

	"byblik"
)

// finding is what was screened of the area in the criterion of a lever.
func (t *layout) finding(l *lever, a int) *byblik.CriterionFinding {
	return &t.base.Screening.Criteria[l.criterion].Periods[0].Findings[a]
}

func (s *search) finding(l *lever) *byblik.CriterionFinding { return s.town.finding(l, s.area) }

// explain finds everything about the area.
func (s *search) explain() Explanation {
	t := s.town
	area := t.city.Panel.Areas[s.area]
	e := Explanation{Area: s.area, Code: area.Code, Name: cmp.Or(area.Name, area.Code.Code),
		Result: t.base.Screening.Areas[s.area], Margins: t.margins(s.area)}
	turns := s.turns()
	for _, x := range turns {
		m := &e.Margins[x.l.criterion]
		if n := max(x.n, -x.n); x.l.counted(s.area) && (m.Why != "" || n < max(m.Persons, -m.Persons)) {
			m.Persons, m.Indicator, m.Why = n, x.l.def.ID, ""
			if !m.Met {
				m.Persons = -n
			}
		}
	}
	s.unreached(e.Margins)
	e.Flag = s.flag(turns, e.Margins)
	e.Zone = s.zone(turns)
	return e
}

// turns lists, for every figure of the area, the smallest change that turns
// its criterion, where there is one. A criterion that is the figure itself
// turns the other way only where rounding at the limit decides; one of several
// figures may.
func (s *search) turns() []step {
	var list []step
	for _, l := range s.town.levers {
		f := s.finding(l)
		if f.Status != byblik.OK {
			continue
		}
		dir := int(l.turn)
		if f.Met {
			dir = -dir
		}
		n := s.turned(l, dir, math.MaxInt)
		x := step{l, dir * n}
		if m := s.turned(l, -dir, cmp.Or(n, math.MaxInt)-1); m > 0 {
			x.n = -dir * m
		}
		if x.n != 0 {
			list = append(list, x)
		}
	}
	return list
}

// unreached says of criteria with a count that no number of persons turns them.
func (s *search) unreached(margins []Margin) {
	for _, l := range s.town.levers {
		if m := &margins[l.criterion]; m.Why == NoCount && s.finding(l).Status == byblik.OK && l.counted(s.area) {
			m.Why = TooMany
		}
	}
}

// size orders changes: persons in persons, others in standard deviations.
func (s *search) size(x step) float64 {
	if x.l.counted(s.area) {
		return math.Abs(float64(x.n))
	}
	return math.Abs(x.l.by(s.area, x.n)) / x.l.sd
}

// flag finds what turns the flag: as many criteria as it takes, each turned
// through one of its figures.
func (s *search) flag(turns []step, margins []Margin) Counterfactual {
	st := &s.town.stands[s.area]
	c := Counterfactual{Holds: s.town.base.Flagged[s.area]}
	k := s.short()
	if c.Reason = s.settled(); c.Reason != "" {
		return c
	}
	counted, points := s.cheapestTurns(turns, st.met >= st.enough)
	if k == 1 {
		c.One, c.InPoints = s.changes(first(counted, 1)), s.changes(first(points, 1))
		for i := range margins {
			if m := &margins[i]; m.Why == "" && m.Met == (st.met >= st.enough) {
				m.Needed = max(m.Persons, -m.Persons)
			}
		}
	} else if len(counted)+len(points) >= k {
		few := min(k, len(counted))
		c.Several = s.changes(slices.Concat(counted[:few], points[:k-few]))
	}
	if !c.Found() {
		c.Reason = s.outOfReach()
	}
	return c
}

// short is how many criteria must turn for the flag to turn.
func (s *search) short() int {
	st := &s.town.stands[s.area]
	if st.met >= st.enough {
		return st.met - st.enough + 1
	}
	return st.enough - st.met
}

// settled is why no figure of the screened period can turn the flag.
func (s *search) settled() Cause {
	st := &s.town.stands[s.area]
	switch s.town.base.Screening.Areas[s.area].Status {
	case byblik.OK:
	case byblik.NotApplicable:
		if math.IsNaN(s.town.base.Screening.Areas[s.area].Residents) {
			return UnknownResidents
		}
		return NotScreened
	default:
		if math.IsNaN(s.town.base.Screening.Areas[s.area].Residents) {
			return UnknownResidents
		}
		return NoFigures
	}
	if !st.open() {
		return EarlierYears
	}
	return ""
}

// outOfReach says which bound was met: that of counts if the area has any.
func (s *search) outOfReach() Cause {
	for _, l := range s.town.levers {
		if s.finding(l).Status == byblik.OK && l.counted(s.area) {
			return TooMany
		}
	}
	return BeyondCity
}

// cheapestTurns gives the turns of criteria that are met, or not, now: one per
// criterion, those in persons before those in points, the smallest first.
func (s *search) cheapestTurns(turns []step, met bool) (counted, points []step) {
	order := slices.Clone(turns)
	slices.SortStableFunc(order, func(a, b step) int { return cmp.Compare(s.size(a), s.size(b)) })
	done := map[int]bool{}
	for _, x := range order {
		if x.l.counted(s.area) && s.finding(x.l).Met == met && !done[x.l.criterion] {
			counted, done[x.l.criterion] = append(counted, x), true
		}
	}
	alone := map[int]bool{}
	for _, x := range order {
		if !x.l.counted(s.area) && s.finding(x.l).Met == met && !alone[x.l.criterion] {
			points, alone[x.l.criterion] = append(points, x), true
		}
	}
	if s.short() > 1 { // a criterion turns once
		points = slices.DeleteFunc(points, func(x step) bool { return done[x.l.criterion] })
	}
	return counted, points
}

func first(list []step, n int) []step { return list[:min(n, len(list))] }

func (s *search) changes(steps []step) []Shift {
	var list []Shift
	for _, x := range steps {
		list = append(list, x.l.change(s.town, s.area, x.n))
	}
	slices.SortStableFunc(list, func(a, b Shift) int { return cmp.Compare(s.place(a), s.place(b)) })
	return list
}

// place is the place of a change's criterion in the rule set.
func (s *search) place(c Shift) int {
	return slices.IndexFunc(s.town.levers, func(l *lever) bool { return l.def.ID == c.Indicator })
}
