package stress

import (
	"cmp"
	"fmt"
	"slices"

	"byblik"
	"byblik/catalog"
)

// The ways of putting a criterion on a common scale that are tried. The rule
// itself is weighted by residents.
const (
	weightedZ   = "weighted_z"   // (x − mean)/SD, both weighted by residents
	plainZ      = "z"            // (x − mean)/SD over areas, population form
	normalScore = "normal_score" // Φ⁻¹ of the rank (Blom): only the order counts
	medianMAD   = "median_mad"   // (x − median)/(1.4826·MAD): outliers do not count
)

// Fraction is a share such as 2 of 3.
type Fraction struct{ Num, Den int }

// SurveyError holds the standard errors of an indicator that comes from a
// sample, in the indicator's unit, by area. Group says which areas share one
// estimate: they get one draw, at the level that the survey has. A nil Group
// means each area by itself.
type SurveyError struct {
	Indicator byblik.IndicatorID
	Period    byblik.Period // screened period that the errors belong to
	SE        []float64     // NaN or 0: no error
	Group     []int
}

// Choices are the ranges within which a screening is made again. The rule
// set's own choice is always among them.
type Choices struct {
	Weights      float64                 // a criterion weighs from 1/Weights to Weights; 1 = not varied
	Limits       float64                 // z limits are shifted by up to this, all alike; 0 = not varied
	Normalise    []string                // scales, each as likely
	Winsorise    []float64               // shares of the areas drawn in at each end, each as likely; 0 = none
	Of           []Fraction              // shares of the criteria to be met, each as likely
	Years        []Fraction              // years of the latest years, each as likely
	LeaveOut     float64                 // share of runs in which one criterion is left out, each as likely
	Overlaps     [][2]byblik.IndicatorID // pairs that count the same persons: none or one of them is counted once
	Noise        bool                    // rates with counts on file are redrawn by chance
	Surveys      []SurveyError           // estimates are redrawn within their standard errors
	Enclosed     bool                    // with and without enclosed areas
	MinResidents []float64               // least residents of a zone, each as likely
	Limit        VerdictLimits
}

// ChoicesOf takes the ranges from a rule set's section stress, and where that
// says nothing these defaults: weights from 1/1.5 to 1.5 and limits shifted by
// up to 0.15 SD (a quarter of the distance of one criterion and of the usual
// limit either way); four scales; 0, 1, 2.5 and 5 % drawn in; 1/2, 2/3 and 3/4
// of the criteria; the latest year alone, one year, all years; one criterion
// left out in half of the runs; chance in rates; with and without enclosed
// areas. Overlaps and least residents are varied only where the rule set says
// so.
func ChoicesOf(r *catalog.RuleSet) (Choices, error) {
	if r.Flag == nil {
		return Choices{}, badChoice("flag", "no rule for flags", "a rule set with criteria")
	}
	s := r.Stress
	if s == nil {
		s = &catalog.Stress{}
	}
	one, all := fmt.Sprintf("1/%d", r.Flag.OfLatest), fmt.Sprintf("%d/%d", r.Flag.OfLatest, r.Flag.OfLatest)
	c := Choices{
		Weights: or(s.Weights, 1.5), Limits: or(s.Limits, 0.15), LeaveOut: or(s.LeaveOut, 0.5),
		Noise: or(s.Noise, true), Enclosed: or(s.Enclosed, true),
		Normalise: orList(s.Normalise, weightedZ, plainZ, normalScore, medianMAD),
		Winsorise: orList(s.Winsorise, 0, 0.01, 0.025, 0.05), MinResidents: s.MinResidents,
		Limit: VerdictLimits{Firm: or(s.Firm, 0.9), Fragile: or(s.Fragile, 0.6)},
	}
	for _, p := range s.Overlaps {
		c.Overlaps = append(c.Overlaps, [2]byblik.IndicatorID{byblik.IndicatorID(p[0]), byblik.IndicatorID(p[1])})
	}
	var err error
	if c.Of, err = fractions("stress.of", orList(s.Of, "1/2", "2/3", "3/4")); err != nil {
		return c, err
	}
	c.Years, err = fractions("stress.years", orList(s.Years, "1/1", one, all))
	return c, err
}

func or[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}

func orList[T any](list []T, otherwise ...T) []T {
	if list == nil {
		return otherwise
	}
	return list
}

func fractions(at string, list []string) ([]Fraction, error) {
	var out []Fraction
	for _, text := range list {
		num, den, err := catalog.ParseShare(text)
		if err != nil {
			return nil, badChoice(at, fmt.Sprintf("%q", text), "a fraction such as 2/3, above 0 and at most 1")
		}
		out = append(out, Fraction{num, den})
	}
	return out, nil
}

// with puts the rule's own choice first and leaves out repetitions, so that
// the zero draw is the rule itself.
func with[T cmp.Ordered](own T, list []T) []T {
	rest := slices.DeleteFunc(slices.Clone(list), func(x T) bool { return x == own })
	slices.Sort(rest)
	return append([]T{own}, slices.Compact(rest)...)
}

func withFraction(own Fraction, list []Fraction) []Fraction {
	out := []Fraction{own}
	for _, f := range list {
		if !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// complete puts the rules' own choices among those to try and refuses what
// has no meaning.
func (c Choices) complete(r *catalog.RuleSet, least float64) (Choices, error) {
	num, den, err := catalog.ParseShare(r.Flag.Of)
	if err != nil {
		return c, badChoice("flag.of", r.Flag.Of, "a fraction such as 2/3")
	}
	c.Normalise, c.Winsorise = with(weightedZ, c.Normalise), with(0, c.Winsorise)
	c.Of, c.Years = withFraction(Fraction{num, den}, c.Of), withFraction(Fraction{r.Flag.Years, r.Flag.OfLatest}, c.Years)
	c.MinResidents = with(least, c.MinResidents)
	for _, f := range slices.Concat(c.Of, c.Years) {
		if f.Num < 1 || f.Den < f.Num || f.Den > 1000 {
			return c, badChoice("stress", fmt.Sprintf("%d/%d", f.Num, f.Den), "a fraction above 0 and at most 1")
		}
	}
	for _, w := range c.Normalise {
		if !slices.Contains([]string{weightedZ, plainZ, normalScore, medianMAD}, w) {
			return c, badChoice("stress.normalise", w, "weighted_z, z, normal_score or median_mad")
		}
	}
	for _, p := range c.Winsorise {
		if !(p >= 0 && p < 0.5) {
			return c, badChoice("stress.winsorise", fmt.Sprint(p), "a share of at least 0 and below one half")
		}
	}
	for _, id := range slices.Concat(c.overlapping()...) {
		if !slices.ContainsFunc(r.Criteria, func(k catalog.Criterion) bool { return measures(k, id) }) {
			return c, badChoice("stress.overlaps", string(id), "an indicator of a criterion")
		}
	}
	switch {
	case !(c.Weights >= 1 && c.Weights <= 100):
		return c, badChoice("stress.weights", fmt.Sprint(c.Weights), "1 to 100")
	case !(c.Limits >= 0 && c.Limits <= 10):
		return c, badChoice("stress.limits", fmt.Sprint(c.Limits), "0 to 10")
	case !(c.LeaveOut >= 0 && c.LeaveOut <= 1):
		return c, badChoice("stress.leave_out", fmt.Sprint(c.LeaveOut), "a share from 0 to 1")
	}
	return c, c.Limit.check()
}

func (c Choices) overlapping() [][]byblik.IndicatorID {
	var ids [][]byblik.IndicatorID
	for _, p := range c.Overlaps {
		ids = append(ids, p[:])
	}
	return ids
}

func measures(k catalog.Criterion, id byblik.IndicatorID) bool {
	return slices.ContainsFunc(k.Of, func(of catalog.Component) bool { return of.Indicator == id })
}

func badChoice(at, found, expected string) error {
	return &byblik.Error{Kind: byblik.Usage, Check: "stress", Place: at, Found: found, Expected: expected,
		Do: "correct the section stress of the rule set"}
}
