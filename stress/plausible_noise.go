package stress

import (
	"cmp"
	"math"

	"byblik"
)

// spread finds how far chance could have moved the figures: from the counts
// behind a rate, or from the standard errors of a survey.
//
// A rate of x persons in n is taken as one outcome of chance. Other outcomes
// are drawn around it from the normal approximation of the binomial
// distribution, in whole persons:
//
//	x* = round(x + ε·√(n·p·(1−p))), 0 ≤ x* ≤ n, p = (x + ½)/(n + 1)
//
// with ε standard normal. The half person in p keeps a rate of 0 or 100 % from
// counting as certain (the mean of Jeffreys' posterior). An estimate becomes
// value + ε·SE, with one ε for all areas that share it. Years and components
// are drawn independently.
//
// Source: Brown, Cai and DasGupta, “Interval estimation for a binomial
// proportion”, Statistical Science 16 (2001), for the approximation and p.
func (m *measured) spread(c *City, id byblik.IndicatorID, t byblik.Period, choices Choices) {
	for _, s := range choices.Surveys {
		if s.Indicator == id && s.Period == t && len(s.SE) == len(m.value) {
			m.survey, m.deviation, m.group = true, s.SE, s.Group
			return
		}
	}
	o := observations(c.Panel, id, t)
	if !choices.Noise || o == nil || len(o.Numerator) != len(m.value) || len(o.Denominator) != len(m.value) {
		return
	}
	m.count, m.whole, m.per, m.deviation = o.Numerator, o.Denominator, 100, make([]float64, len(m.value))
	if d := c.Indicators[id]; d != nil {
		m.per = cmp.Or(d.Per, 100)
	}
	any := false
	for i, n := range m.whole {
		if x := m.count[i]; n > 0 && x >= 0 && x <= n && !math.IsNaN(m.value[i]) {
			p := (x + 0.5) / (n + 1)
			m.deviation[i] = math.Sqrt(n * p * (1 - p))
			any = true
		}
	}
	if !any {
		m.deviation = nil
	}
}

// redraw writes what chance makes of the figures in one stream. The number for
// an area depends on the stream, which holds seed and draw, on the place of
// the component and period, and on the area: not on what was drawn before.
func (m *measured) redraw(into []float64, stream uint64, place int) {
	base := mix(stream ^ uint64(place+1)*0xd1342543de82ef95)
	for i, v := range m.value {
		into[i] = v
		sd := m.deviation[i]
		if !(sd > 0) || math.IsNaN(v) {
			continue
		}
		own := i
		if m.group != nil {
			own = m.group[i]
		}
		e := normal(mix(base + uint64(own)*0x9e3779b97f4a7c15))
		if m.survey {
			into[i] = v + e*sd
			continue
		}
		drawn := min(max(math.Round(m.count[i]+e*sd), 0), m.whole[i])
		into[i] = v + m.per*(drawn-m.count[i])/m.whole[i]
	}
}

// normal is a standard normal number from a hash, by the inverse of its
// distribution.
func normal(hash uint64) float64 { return math.Sqrt2 * math.Erfinv(2*unit64(hash)-1) }
