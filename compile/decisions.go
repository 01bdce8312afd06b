package compile

import (
	"byblik"
	"byblik/disclose"
	"byblik/release"
)

// decisions tells the attack what the decision on each small area was, and by
// which tests. A criterion that no single published share of small areas stands
// for may have come out either way. The limits of earlier years are taken to
// lie as far from the city's value as today's.
func (p *Past) decisions(k int) []disclose.Decided {
	r := p.releases[k]
	s := &r.Screening
	if s.NeedFrom == 0 || s.OfLatest == 0 {
		return nil
	}
	apart := map[byblik.AreaCode]bool{} // flagged, but in a group that is too small
	for _, group := range s.TooSmall {
		for _, a := range group {
			apart[a] = true
		}
	}
	var out []disclose.Decided
	for _, a := range s.Areas {
		if a.Status != byblik.OK || a.Zone != "" && a.Reason == byblik.StateList {
			continue // listed by the State: nothing is said of its own figures
		}
		d := disclose.Decided{Name: a.Area.Code, Outcome: a.Zone != "" && a.Reason == byblik.Flagged || apart[a.Area], Need: s.Need(s.Known()), NeedYears: s.Years}
		d.Size = p.size(k, a.Area.Code)
		for back := range s.OfLatest {
			var tests []disclose.Test
			for c := range s.Criteria {
				if !s.Criteria[c].Lacking {
					tests = append(tests, p.test(k, a.Area.Code, &s.Criteria[c], r.Manifest.Period.Year-back))
				}
			}
			d.Years = append(d.Years, tests)
		}
		out = append(out, d)
	}
	return out
}

// size is that so many residents live in an area as are screened at all; nil
// where the rules do not ask or the release does not tell.
func (p *Past) size(k int, area string) *disclose.Test {
	r := p.releases[k]
	x := r.Indicator(r.Screening.Residents)
	if x == nil || x.Kind != release.Count || r.Screening.MinResidents <= 0 || r.Table(x.ID, release.AreaLevel) == nil {
		return nil
	}
	n := figure(NumeratorOf(x), release.AreaLevel, area, r.Manifest.Period)
	n.Place = p.names[k][n.Place]
	return &disclose.Test{Of: &disclose.Ordered{Numerator: n}, Per: 1, Limit: r.Screening.MinResidents}
}

// test is one criterion of one area in one year.
func (p *Past) test(k int, area string, c *release.Criterion, year int) disclose.Test {
	r := p.releases[k]
	if len(c.Indicators) != 1 {
		return disclose.Test{}
	}
	x, city := r.Indicator(c.Indicators[0]), r.Table(c.Indicators[0], release.CityLevel)
	if x == nil || x.Kind != release.Share || city == nil || r.Table(x.ID, release.AreaLevel) == nil {
		return disclose.Test{}
	}
	for j, t := range city.Periods {
		if t.Year == year && city.Value[j][0].Status() == byblik.OK {
			n := figure(NumeratorOf(x), release.AreaLevel, area, t)
			n.Place = p.names[k][n.Place]
			of := n
			of.Column = DenominatorOf(x)
			return disclose.Test{Of: &disclose.Ordered{Numerator: n, Denominator: &of}, Per: x.Per, Limit: city.Value[j][0].Float() + c.Limit - c.City, Below: c.WorseIsLower}
		}
	}
	return disclose.Test{}
}
