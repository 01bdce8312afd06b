package monitor

import "math"

// Interval is a value with its 95 per cent bounds; NaN where not known.
type Interval struct{ Value, Low, High float64 }

// z95 is the 0.975 quantile of the normal distribution.
const z95 = 1.959963984540054

var unknown = Interval{math.NaN(), math.NaN(), math.NaN()}

// Wilson gives the share n/d with its 95 per cent score interval (E. B. Wilson,
// Probable Inference, JASA 22, 1927), without continuity correction. Shares
// are from 0 to 1.
func Wilson(n, d float64) Interval {
	if !(d > 0) || !(n >= 0) || n > d {
		return unknown
	}
	p := n / d
	z2 := float64(z95 * z95)
	middle := (p + z2/(2*d)) / (1 + z2/d)
	half := z95 * math.Sqrt(p*(1-p)/d+z2/(4*d*d)) / (1 + z2/d)
	return Interval{p, max(0, middle-half), min(1, middle+half)}
}

// Rounding is the standard deviation that rounding at random to a multiple of
// base adds to a count. A count r above a multiple is off by −r with
// probability 1 − r/base and by base − r otherwise: variance r(base − r), on
// average over r = 0 … base−1 (base² − 1)/6.
func Rounding(base float64) float64 { return math.Sqrt((base*base - 1) / 6) }

// RoundingOfMean is half the width of the 95 per cent interval of a mean that was
// rounded at random to a multiple of step, without bias: a mean r above a multiple
// is off by −r with probability 1 − r/step and by step − r otherwise, so an error
// is below e in size with probability 1 − (1 − e/step)² over all r.
func RoundingOfMean(step float64) float64 { return step * (1 - math.Sqrt(0.05)) }

// Share gives the share of two counts that were rounded at random to multiples
// of base (0 = exact), with its 95 per cent interval: Wilson's half-widths and
// that of the rounding, per·√(s² + p²s²)/d by the first-order rule, squared and
// added (R. G. Newcombe, Interval estimation for the difference between
// independent proportions, Statistics in Medicine 17, 1998; G. Y. Zou and
// A. Donner, Statistics in Medicine 27, 2008).
func Share(n, d, base float64) Interval { return Sampled(n, d, base, 1) }

// Sampled gives the share of two protected counts of answers, as Share does,
// from a sample with a design effect: Wilson's half-widths are those of d/effect
// answers drawn at random (L. Kish, Survey Sampling, 1965, section 8.2; N. Dean
// and M. Pagano, Journal of Survey Statistics and Methodology 3, 2015), that of
// the rounding is as it is. An effect below 1 counts as 1: an interval is never
// narrower than chance alone would have it.
func Sampled(n, d, base, effect float64) Interval {
	effect = max(1, effect)
	n = min(n, d)
	w := Wilson(n/effect, d/effect)
	if math.IsNaN(w.Value) || base == 0 {
		return w
	}
	s := z95 * Rounding(base) * math.Sqrt(1+w.Value*w.Value) / d
	return Interval{w.Value, max(0, w.Value-math.Hypot(w.Value-w.Low, s)), min(1, w.Value+math.Hypot(w.High-w.Value, s))}
}

// Times scales an interval, such as to per cent.
func (i Interval) Times(per float64) Interval {
	return Interval{per * i.Value, per * i.Low, per * i.High}
}

// Difference gives a − b for independent a and b with its interval by
// square-and-add (Newcombe 1998, method 10).
func Difference(a, b Interval) Interval {
	d := a.Value - b.Value
	return Interval{d, d - math.Hypot(a.Value-a.Low, b.High-b.Value), d + math.Hypot(a.High-a.Value, b.Value-b.Low)}
}

// Ratio gives a / b for independent, positive a and b with its interval by
// MOVER-R (A. Donner and G. Y. Zou, Closed-form confidence intervals for
// functions of the normal mean and standard deviation, Statistical Methods in
// Medical Research 21, 2012).
func Ratio(a, b Interval) Interval {
	if !(b.Value > 0) || !(a.Value >= 0) {
		return unknown
	}
	r := Interval{Value: a.Value / b.Value, Low: math.NaN(), High: math.NaN()}
	bound := func(al, bu, sign float64) float64 {
		ab := a.Value * b.Value
		q := bu * (2*b.Value - bu)
		if !(q > 0) {
			return math.NaN()
		}
		root := ab*ab - al*bu*(2*a.Value-al)*(2*b.Value-bu)
		if root < 0 {
			return math.NaN()
		}
		return (ab + sign*math.Sqrt(root)) / q
	}
	r.Low = bound(a.Low, b.High, -1)
	r.High = bound(a.High, b.Low, 1)
	return r
}
