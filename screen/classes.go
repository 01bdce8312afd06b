package screen

import (
	"math"
	"slices"
	"strconv"

	"byblik/catalog"
)

// Quantile7 gives the p-quantile (0 ≤ p ≤ 1) of sorted figures by linear
// interpolation between the order statistics around h = (n−1)·p + 1, type 7,
// the default of R, NumPy and Excel's PERCENTILE.INC.
//
// Source: R. J. Hyndman and Y. Fan, “Sample Quantiles in Statistical
// Packages”, The American Statistician 50 (1996), definition 7.
func Quantile7(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	h := float64(len(sorted)-1) * p
	lo := min(int(h), len(sorted)-1)
	hi := min(lo+1, len(sorted)-1)
	part := h - float64(lo)
	if part == 0 || sorted[hi] == sorted[lo] {
		return sorted[lo]
	}
	return float64((1-part)*sorted[lo]) + float64(part*sorted[hi])
}

// Classes sorts values into the classes of a rule set and gives the number of
// each value's class, from 1; 0 where there is no value. Rank holds the places
// of the values, 1 = highest.
//
//	rank_share  ⌈k·rank/N⌉: class 1 is the first k-th of the ranks (English,
//	            and Welsh deciles)
//	rank_below  ⌊k·(rank−1)/N⌋ + 1, by the share of areas that rank before
//	            (Scottish deciles); it differs from rank_share only where N is
//	            no multiple of k
//	quantile    between the type-7 quantiles at 0, 1/k … 1, each interval
//	            closed above, the first also below (R: cut(x, quantile(x),
//	            include.lowest = TRUE))
//	limits      between the limits; each limit belongs to the class below it
//	            (closed: lower) or above it (upper)
//	mean_sd     as limits, on (value − mean)/SD
func Classes(c *catalog.Class, value, rank []float64) []int {
	class := make([]int, len(value))
	x, limits, closed := value, c.Limits, c.Closed
	switch c.Op {
	case "rank_share", "rank_below":
		return rankClasses(c, present(value), rank)
	case "quantile":
		limits, closed = quantileLimits(value, c.K), nil
	case "mean_sd":
		x = slices.Clone(value)
		MomentsOf(x, nil, c.SD == "sample").Standardise(x)
	}
	for i, v := range x {
		if !math.IsNaN(v) {
			class[i] = 1 + limitsPassed(v, limits, closed)
		}
	}
	return class
}

// rankClasses sorts by rank alone, in whole numbers so that no limit is lost to
// rounding.
func rankClasses(c *catalog.Class, n int, rank []float64) []int {
	class := make([]int, len(rank))
	for i, r := range rank {
		switch {
		case math.IsNaN(r):
		case c.Op == "rank_below":
			class[i] = c.K*(int(r)-1)/n + 1
		default:
			class[i] = (c.K*int(r) + n - 1) / n
		}
	}
	return class
}

// quantileLimits are the k−1 limits between k quantile classes.
func quantileLimits(x []float64, k int) []float64 {
	sorted := make([]float64, 0, len(x))
	for _, v := range x {
		if !math.IsNaN(v) {
			sorted = append(sorted, v)
		}
	}
	slices.Sort(sorted)
	limits := make([]float64, 0, k)
	for i := 1; i < k; i++ {
		limits = append(limits, Quantile7(sorted, float64(i)/float64(k)))
	}
	return limits
}

// limitsPassed counts the limits that lie below v; one that v meets counts
// when it is closed to the class above.
func limitsPassed(v float64, limits []float64, closed []string) int {
	n := 0
	for i, limit := range limits {
		if v > limit || v == limit && closed != nil && closed[i] == "upper" {
			n++
		}
	}
	return n
}

// classLabel is the publisher's word for a class, or its number.
func classLabel(c *catalog.Class, class int) string {
	switch {
	case class == 0:
		return ""
	case class <= len(c.Labels):
		return c.Labels[class-1]
	}
	return strconv.Itoa(class)
}
