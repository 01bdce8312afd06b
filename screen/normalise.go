package screen

import (
	"math"
	"slices"
)

// MinMax stretches figures to the range from low to high,
//
//	y = low + (x − min)/(max − min)·(high − low),
//
// over the figures that are there. Where all are equal nobody stands out, and
// y is the middle of the range.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), re-scaling;
// COINr, n_minmax.
func MinMax(x []float64, low, high float64) []float64 {
	least, most := extremes(x)
	return each(x, func(v float64) float64 {
		switch {
		case math.IsNaN(v):
			return v
		case most == least:
			return low + (high-low)/2
		}
		return low + float64((v-least)/(most-least)*(high-low))
	})
}

// extremes are the smallest and the largest figure that is there, NaN without
// any.
func extremes(x []float64) (least, most float64) {
	least, most = math.NaN(), math.NaN()
	for _, v := range x {
		if math.IsNaN(v) {
			continue
		}
		if !(v >= least) {
			least = v
		}
		if !(v <= most) {
			most = v
		}
	}
	return least, most
}

// DistanceToTarget says how far each figure is from a target, as a share of
// the distance of the worst,
//
//	y = (x − target)/(max − target),
//
// higher = worse: 0 at the target, 1 at the worst figure. Better than the
// target is below 0, or 0 where capped. A worst figure that is no worse than
// the target has no distance to share: all figures are then NaN.
//
// Source: COINr, n_dist2targ, whose value for a direction of −1 is 1 − y;
// OECD/JRC Handbook (2008), distance to a reference.
func DistanceToTarget(x []float64, target float64, capped bool) []float64 {
	_, worst := extremes(x)
	return each(x, func(v float64) float64 {
		if !(worst > target) {
			return math.NaN()
		}
		y := (v - target) / (worst - target)
		if capped && y < 0 {
			return 0
		}
		return y
	})
}

// normalShift holds a and b of the plotting position (rank − a)/(n + b).
var normalShift = map[string][2]float64{
	"blom":            {3.0 / 8, 1.0 / 4},
	"rankit":          {1.0 / 2, 0},
	"tukey":           {1.0 / 3, 1.0 / 3},
	"van_der_waerden": {0, 1},
}

// NormalScores replaces each figure by the quantile of the standard normal
// distribution at its rank,
//
//	y = Φ⁻¹((rank − a)/(n + b)),
//
// equal figures sharing the average of their ranks. The formula names a and b:
// blom 3/8, 1/4; rankit 1/2, 0; tukey 1/3, 1/3; van_der_waerden 0, 1.
//
// Source: T. M. Beasley, S. Erickson and D. B. Allison, “Rank-Based Inverse
// Normal Transformations”, Behavior Genetics 39 (2009), table 1; SAS, PROC
// RANK, NORMAL=; R, qnorm((rank(x) − a)/(n + b)).
func NormalScores(x []float64, formula string) []float64 {
	shift, known := normalShift[formula]
	n := float64(present(x))
	return each(Rank(x, TiesAverage, false), func(r float64) float64 {
		if !known {
			return math.NaN()
		}
		return math.Sqrt2 * math.Erfinv(2*(r-shift[0])/(n+shift[1])-1)
	})
}

// Percentile gives each figure the share of all figures, in per cent, that lie
// below it (below), at most at it (at_most), or the mean of the two (middle).
//
// Source: SciPy, scipy.stats.percentileofscore, kinds strict, weak and mean.
func Percentile(x []float64, count string) []float64 {
	first, last, n := Rank(x, TiesMin, false), Rank(x, TiesMax, false), float64(present(x))
	y := slices.Clone(x)
	for i := range y {
		switch count {
		case "below":
			y[i] = 100 * (first[i] - 1) / n
		case "at_most":
			y[i] = 100 * last[i] / n
		default:
			y[i] = 50 * (first[i] - 1 + last[i]) / n
		}
	}
	return y
}
