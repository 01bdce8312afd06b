package stress

import (
	"fmt"
	"math"
)

// Verdict says how firm a result is, in one of three words.
type Verdict string

// The verdicts.
const (
	Firm       Verdict = "firm"       // nearly every plausible screening says the same
	Borderline Verdict = "borderline" // most do
	Fragile    Verdict = "fragile"    // about half, or fewer
)

// VerdictLimits are the shares of runs at which a verdict changes.
type VerdictLimits struct {
	Firm    float64 // at least this share agrees: firm
	Fragile float64 // less than this share agrees: fragile
}

func (l VerdictLimits) check() error {
	if !(0 <= l.Fragile && l.Fragile <= l.Firm && l.Firm <= 1) {
		return badChoice("stress.firm", fmt.Sprintf("firm %v, fragile %v", l.Firm, l.Fragile), "0 ≤ fragile ≤ firm ≤ 1")
	}
	return nil
}

// Of gives the verdict on a result: inside is what the screening says, share
// the share of plausible screenings that put the area inside a zone. What
// counts is how many agree with the screening,
//
//	a = share       for an area inside,
//	a = 1 − share   for an area outside,
//
// firm from Firm on, fragile below Fragile, borderline between. With 0.9 and
// 0.6 an area inside is firm from a share of 0.9 and fragile below 0.6, and an
// area outside is firm up to 0.1 and fragile above 0.4. A share close to one
// half is thus fragile whatever the screening says, and so is a result that
// most plausible screenings contradict, however clearly they do.
func (l VerdictLimits) Of(inside bool, share float64) Verdict {
	agree := share
	if !inside {
		agree = 1 - share
	}
	// A share is a count over a count: 1 − 0.1 must be 0.9.
	const slack = 1e-9
	switch {
	case math.IsNaN(agree) || agree < l.Fragile-slack:
		return Fragile
	case agree < l.Firm-slack:
		return Borderline
	}
	return Firm
}
