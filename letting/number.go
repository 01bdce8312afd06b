package letting

import (
	"math"
	"strconv"
)

// exact writes a number for machines: at most six decimals, never an exponent.
// NaN and infinity are the empty cell.
func exact(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(math.Round(v*1e6)/1e6+0, 'f', -1, 64)
}

// percent writes a probability in whole per cent, and at the ends what can be
// said of a number of runs: never 0 % or 100 %.
func (w words) percent(p float64) string { return w.against(p, math.NaN()) }

// against writes a probability as percent does, with as many decimals (three at
// most) as it takes to stand on its own side of a goal: 89.7 % is not 90 %.
func (w words) against(p, goal float64) string {
	switch {
	case p != p:
		return w.T("unknown")
	case p < 0.005:
		return w.T("percent.under")
	case p > 0.995:
		return w.T("percent.over")
	}
	d, least := 0, math.Round(1e9*goal)/1e7 // 100 × 0.55 is a little more than 55
	for unit := 1.0; goal == goal && d < 3 && (math.Floor(100*p*unit+0.5)/unit >= least) != (p >= goal); d++ {
		unit *= 10
	}
	return w.Number(100*p, d) + w.T("percent")
}

// chance writes the probability of being on a list. Where the list follows from
// figures on file alone it says whether the area is on it.
func (w words) chance(p float64, onFile bool) string {
	switch {
	case onFile && p == 1:
		return w.T("on.yes")
	case onFile && p == 0:
		return w.T("on.no")
	}
	return w.percent(p)
}

// reaches writes what the goal asks for: a probability, or in expectation
// whether the area is off the list.
func (p *page) reaches(v float64) string {
	goal := p.r.Assumptions.Goal.Probability
	switch {
	case goal > 0 || v != v:
		return p.against(v, goal)
	case v < 0.5:
		return p.T("expected.on")
	}
	return p.T("expected.off")
}
