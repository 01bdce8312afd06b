package dossier

import (
	"math"

	"byblik"
	"byblik/catalog"
	"byblik/stress"
)

// townStress gives the invented town reasons and verdicts: by hand, not by
// computing, so that the page can be held against them.
func townStress(s *Screening) {
	inside := map[byblik.AreaCode]bool{}
	for _, z := range s.Zones {
		for _, m := range z.Members {
			inside[m.Area] = true
		}
	}
	s.Firmness = &stress.Firmness{Runs: 10000, Factors: []stress.Factor{{ID: "weights", Title: both("kriteriernes vægt", "the weights of the criteria")},
		{ID: "count", Title: both("antallet af kriterier", "the number of criteria")}, {ID: "years", Title: both("årene", "the years")}}}
	limits := stress.VerdictLimits{Firm: 0.9, Fragile: 0.6}
	for i, a := range s.Areas {
		f := stress.AreaFirmness{Area: a.Code, Inside: inside[a.Code], Share: townShare(s.Findings[i].Value), Driver: s.driver(i)}
		if f.Share == 0 || f.Share == 1 {
			f.Driver = ""
		}
		f.Verdict = limits.Of(f.Inside, f.Share)
		s.Firmness.Areas = append(s.Firmness.Areas, f)
		e := stress.Explanation{Area: i, Code: a.Code, Name: a.Name, Margins: s.townMargins(i)}
		e.Flag.Holds, e.Zone.Holds = s.Flagged[i], f.Inside
		s.townChanges(i, &e)
		s.Why = append(s.Why, e)
		s.WhyText = append(s.WhyText, []catalog.Text{both(a.Name+" er et sted i Minby.", a.Name+" is a place in Minby."), both("Sådan er det.", "So it is.")})
	}
	for _, z := range s.Zones {
		s.Firmness.Zones = append(s.Firmness.Zones, stress.ZoneFirmness{Zone: z.ID, Name: z.Name, Share: 0.74, Exists: 0.923, Verdict: stress.Borderline, Driver: "count"})
	}
}

// townShare rises with the score, in steps of one of 10,000.
func townShare(score float64) float64 {
	return math.Round(1e4*math.Min(math.Max(0.4+0.7*score, 0), 1)) / 1e4
}

func (s *Screening) driver(i int) string { return s.Firmness.Factors[i%3].ID }

func (s *Screening) townMargins(i int) []stress.Margin {
	var out []stress.Margin
	for k := range s.Criteria {
		c := &s.Criteria[k]
		f := c.Findings[i]
		m := stress.Margin{Criterion: c.Rule.ID, Status: f.Status, Met: f.Met, Points: math.NaN(), Why: stress.NoFigure}
		if f.Status == byblik.OK {
			m.Points, m.Why = math.Abs(f.Value-c.Limit), stress.NoCount
			if k == 1 || k == 2 {
				m.Persons, m.Why = int(math.Ceil(m.Points/100*s.Residents[i])), ""
			}
			if !f.Met {
				m.Points, m.Persons = -m.Points, -m.Persons
			}
		}
		out = append(out, m)
	}
	return out
}

// townChanges gives most areas ways of turning, and the others a reason.
func (s *Screening) townChanges(i int, e *stress.Explanation) {
	persons := func(n int) []stress.Shift {
		return []stress.Shift{{Criterion: "education", Indicator: "edu", Counted: true, Steps: n, Step: 0.1, Points: float64(n) / 10}}
	}
	points := []stress.Shift{{Criterion: "health", Indicator: "hea", Steps: -25, Step: 0.1, Points: -2.5}}
	switch {
	case s.Findings[i].Status != byblik.OK:
		e.Flag.Reason, e.Zone.Reason = stress.NoFigures, stress.NoFigures
	case i%4 == 0:
		e.Flag.One, e.Zone.One = persons(i+1), persons(i+1)
	case i%4 == 1:
		e.Flag.InPoints, e.Zone.Reason = points, stress.SmallGroup
	case i%4 == 2:
		e.Flag.Several = append(persons(-3), points...)
		e.Zone.One = persons(-40)
	default:
		e.Flag.Reason, e.Zone.Reason = stress.EarlierYears, stress.EarlierYears
	}
}
