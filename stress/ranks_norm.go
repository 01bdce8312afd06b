package stress

import (
	"math"

	"byblik/screen"
)

// The normalisations that composite indices are usually tried under. Each
// leaves the figures it is given as they are and skips NaN.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5.

// MinMax maps the figures to 0…1, (x − min)/(max − min), and turned round to
// 1 − that where lower is worse. Figures that are all equal become 0.
func MinMax(x []float64, lowerIsWorse bool) []float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range x {
		if !math.IsNaN(v) {
			low, high = min(low, v), max(high, v)
		}
	}
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = (v - low) / (high - low)
		switch {
		case high == low && v == v:
			out[i] = 0
		case lowerIsWorse:
			out[i] = 1 - out[i]
		}
	}
	return out
}

// ZScores are (x − mean)/SD with the sample standard deviation, negated where
// lower is worse.
func ZScores(x []float64, lowerIsWorse bool) []float64 {
	out := turned(x, lowerIsWorse)
	screen.MomentsOf(out, nil, true).Standardise(out)
	return out
}

// RankShares are (rank − ½)/n with average ranks of equal figures, 1 = least.
func RankShares(x []float64, lowerIsWorse bool) []float64 {
	out := turned(x, lowerIsWorse)
	var at []int
	var figures []float64
	for i, v := range out {
		if math.IsNaN(v) {
			continue
		}
		at, figures = append(at, i), append(figures, v)
	}
	if len(figures) == 0 {
		return out
	}
	r := newRanker(len(figures))
	r.order(figures) // falls
	n := len(figures)
	for from := 0; from < n; {
		to, v := from+1, figures[uint32(r.a[from])]
		for to < n && figures[uint32(r.a[to])] == v {
			to++
		}
		average := float64(2*n-from-to+1) / 2
		for _, k := range r.a[from:to] {
			out[at[uint32(k)]] = (average - 0.5) / float64(n)
		}
		from = to
	}
	return out
}

func turned(x []float64, lowerIsWorse bool) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = v
		if lowerIsWorse {
			out[i] = 0 - v
		}
	}
	return out
}

// EachIndicator applies a normalisation to every indicator, by several workers
// (0 = one per core).
func EachIndicator(x [][]float64, lowerIsWorse []bool, f func([]float64, bool) []float64, workers int) [][]float64 {
	out := make([][]float64, len(x))
	share(len(x), workers, func(int) func(int) {
		return func(j int) { out[j] = f(x[j], lowerIsWorse[j]) }
	})
	return out
}
