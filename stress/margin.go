package stress

import (
	"math"
	"slices"

	"byblik"
	"byblik/catalog"
	"byblik/screen"
)

// layout is a screening laid out so that one area's figures can change.
type layout struct {
	city   *City
	base   *Outcome
	levers []*lever
	stands []standing
	zones  *zoning // nil without zones
}

// standing is what decides about one area: how many criteria it meets of how
// many needed in the screened period, and in how many periods before it met
// enough, of how many needed in all.
type standing struct {
	ok      bool
	met     int
	enough  int
	earlier int
	years   int
	sum     float64 // of the unweighted z of its criteria
	of      int     // criteria with data
}

// flagged says whether the area is flagged when it meets met criteria.
func (s *standing) flagged(met int) bool {
	reached := s.earlier
	if s.of > 0 && met >= s.enough {
		reached++
	}
	return s.ok && reached >= s.years
}

// open says whether the screened period decides.
func (s *standing) open() bool { return s.ok && s.of > 0 && s.earlier == s.years-1 }

// layOut makes the screening once and prepares it.
func (c *City) layOut() (*layout, error) {
	base, err := c.Run(c.Rules, c.Panel)
	if err != nil {
		return nil, err
	}
	t := &layout{city: c, base: base}
	for i := range base.Screening.Areas {
		t.stands = append(t.stands, standingOf(base.Screening, i))
	}
	if c.Rules.Zones != nil {
		if t.zones, err = newZoning(c, base); err != nil {
			return nil, err
		}
	}
	uses := map[byblik.IndicatorID]int{c.Rules.Areas.Residents: 2}
	for i := range c.Rules.Criteria {
		for _, k := range c.Rules.Criteria[i].Of {
			uses[k.Indicator]++
		}
	}
	for i := range base.Screening.Criteria {
		r := &base.Screening.Criteria[i]
		for k, part := range r.Rule.Of {
			if r.HasData && r.Counted && uses[part.Indicator] == 1 {
				t.levers = appendLever(t.levers, t.newLever(i, k))
			}
		}
	}
	return t, nil
}

func appendLever(list []*lever, l *lever) []*lever {
	if l != nil {
		list = append(list, l)
	}
	return list
}

func standingOf(s *screen.Screening, i int) standing {
	a := &s.Areas[i]
	x := standing{ok: a.Status == byblik.OK, years: a.Needed}
	if !x.ok {
		return x
	}
	n := a.Counts[0]
	x.met, x.enough, x.of, x.earlier = n.Met, n.Needed, n.WithData, a.Reached
	if n.Reached {
		x.earlier--
	}
	for c := range s.Criteria {
		if z := s.Criteria[c].Periods[0].Plain[i]; s.Criteria[c].Counted && !math.IsNaN(z) {
			x.sum += z
		}
	}
	return x
}

// latest finds the observations that a screened period takes: those of exactly
// that period, otherwise the first of its year.
func latest(p *byblik.Panel, id byblik.IndicatorID, t byblik.Period) *byblik.Observations {
	if o := p.Find(id, t); o != nil {
		return o
	}
	for i := range p.Observations {
		o := &p.Observations[i]
		if o.Indicator == id && o.Period.Year == t.Year && t.Kind == byblik.Year &&
			o.Period.Kind != byblik.Quarter && o.Period.Kind != byblik.Month {
			return o
		}
	}
	return nil
}

// margins starts the margins of an area with what is known without changing
// anything.
func (t *layout) margins(area int) []Margin {
	list := make([]Margin, len(t.base.Screening.Criteria))
	for i := range list {
		r := &t.base.Screening.Criteria[i]
		f := r.Periods[0].Findings[area]
		m := Margin{Criterion: r.Rule.ID, Status: f.Status, Met: f.Met, Points: math.NaN()}
		switch {
		case f.Status != byblik.OK:
			m.Why = NoFigure
		case !r.Counted:
			m.Why = NotInCount
		case !slices.ContainsFunc(t.levers, func(l *lever) bool { return l.criterion == i }):
			m.Why = Treated
		default:
			m.Why = NoCount
		}
		if f.Status == byblik.OK {
			m.Points = f.Value - f.Limit
			if t.lessIsWorse(r.Rule) {
				m.Points = f.Limit - f.Value
			}
		}
		list[i] = m
	}
	return list
}

// lessIsWorse says whether lower values of a criterion are the worse ones. The
// mean of several z is always turned so that more is worse.
func (t *layout) lessIsWorse(c *catalog.Criterion) bool {
	return len(c.Of) == 1 && t.worse(c.Of[0]) < 0
}

// worse is +1 where a higher figure is worse, −1 where a lower one is.
func (t *layout) worse(k catalog.Component) float64 {
	d := t.city.Indicators[k.Indicator]
	if k.Signed != "as_is" && d != nil && d.Direction == catalog.LowerIsWorse {
		return -1
	}
	return 1
}
