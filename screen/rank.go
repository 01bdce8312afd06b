package screen

import (
	"math"
	"slices"
)

// Ties says which rank equal values share, in the words of R's rank().
type Ties string

// The three ways of ranking equal values.
const (
	TiesMin     Ties = "min"     // all get the smallest of their ranks: 1, 2, 2, 4
	TiesMax     Ties = "max"     // all get the largest: 1, 3, 3, 4
	TiesAverage Ties = "average" // all get the mean: 1, 2.5, 2.5, 4
)

// Rank gives each figure its place from 1, ascending (the smallest first) or
// descending (the largest first); NaN stays NaN and takes no place.
//
// Source: R Core Team, R documentation, base::rank, ties.method.
func Rank(x []float64, ties Ties, descending bool) []float64 {
	order := make([]place, 0, len(x))
	for i, v := range x {
		if !math.IsNaN(v) {
			order = append(order, place{v, i})
		}
	}
	slices.SortFunc(order, func(a, b place) int {
		if descending {
			a, b = b, a
		}
		if a.value < b.value {
			return -1
		}
		if a.value > b.value {
			return 1
		}
		return 0
	})
	rank := make([]float64, len(x))
	for i := range rank {
		rank[i] = math.NaN()
	}
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && order[to].value == order[from].value {
			to++
		}
		for _, p := range order[from:to] {
			rank[p.index] = shared(ties, from+1, to)
		}
		from = to
	}
	return rank
}

// place is a figure and where it stands; sorting them together is faster than
// sorting indices.
type place struct {
	value float64
	index int
}

// shared is the rank of values that take the places first to last.
func shared(ties Ties, first, last int) float64 {
	switch ties {
	case TiesMax:
		return float64(last)
	case TiesAverage:
		return float64(first+last) / 2
	}
	return float64(first)
}

// PercentRank gives each figure the share of the others that rank below it,
// (rank − 1)/(n − 1) with n the number of figures that are there; a single
// figure gets 0.
//
// Source: CDC/ATSDR Social Vulnerability Index, documentation, “Percentile
// rank = (Rank − 1)/(N − 1)”, where ties share the smallest rank.
func PercentRank(x []float64, ties Ties, descending bool) []float64 {
	rank := Rank(x, ties, descending)
	n := present(x)
	for i, r := range rank {
		switch {
		case math.IsNaN(r):
		case n == 1:
			rank[i] = 0
		default:
			rank[i] = (r - 1) / float64(n-1)
		}
	}
	return rank
}

// present counts the figures that are there.
func present(x []float64) int {
	n := 0
	for _, v := range x {
		if !math.IsNaN(v) {
			n++
		}
	}
	return n
}
