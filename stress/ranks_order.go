package stress

import (
	"cmp"
	"math"
	"slices"
)

// Sorting by comparison is what a simulation of ranks spends its time on. Here
// a score is first turned into a whole number of 22 bits that keeps the order,
// two passes of counting put those in order, and only the few scores that
// share a number are compared.

const (
	digit = 11
	radix = 1 << digit
)

// ranker ranks one list of scores after another in memory of its own.
type ranker struct {
	a, b  []uint64 // number of 22 bits above the index of the area
	count [2][radix]uint32
}

func newRanker(n int) *ranker { return &ranker{a: make([]uint64, n), b: make([]uint64, n)} }

// order leaves the areas in r.a by falling score, ties by index.
func (r *ranker) order(s []float64) {
	low, high := s[0], s[0]
	for _, v := range s {
		low, high = min(low, v), max(high, v)
	}
	scale := float64(radix*radix-1) / (high - low)
	if math.IsInf(scale, 0) || high-low > math.MaxFloat64 {
		scale = 0 // all share a number and are compared
	}
	r.count = [2][radix]uint32{}
	a := r.a[:len(s)]
	for i, v := range s {
		key := uint64((high - v) * scale)
		a[i] = key<<32 | uint64(i)
		r.count[0][key&(radix-1)]++
		r.count[1][key>>digit&(radix-1)]++
	}
	r.pass(r.a, r.b, 0)
	r.pass(r.b, r.a, 1)
	r.settle(s)
}

// pass moves from a to b, stably, by one digit of the number.
func (r *ranker) pass(a, b []uint64, d int) {
	count := &r.count[d]
	at := uint32(0)
	for i, c := range count {
		count[i] = at
		at += c
	}
	shift := 32 + digit*d
	for _, v := range a {
		k := v >> shift & (radix - 1)
		b[count[k]] = v
		count[k]++
	}
}

// settle orders the scores that share a number.
func (r *ranker) settle(s []float64) {
	a := r.a
	for from := 0; from < len(a); {
		key, to := a[from]>>32, from+1
		for to < len(a) && a[to]>>32 == key {
			to++
		}
		if to-from > 1 {
			settleRun(a[from:to], s)
		}
		from = to
	}
}

// settleRun orders a few scores by falling value; equal ones, which are many
// where figures are rounded, stand in the order of the areas already.
func settleRun(run []uint64, s []float64) {
	if slices.IsSortedFunc(run, func(u, v uint64) int { return cmp.Compare(s[uint32(v)], s[uint32(u)]) }) {
		return
	}
	if len(run) > 16 {
		slices.SortFunc(run, func(u, v uint64) int {
			return cmp.Or(cmp.Compare(s[uint32(v)], s[uint32(u)]), cmp.Compare(uint32(u), uint32(v)))
		})
		return
	}
	for i := 1; i < len(run); i++ {
		for k := i; k > 0 && s[uint32(run[k])] > s[uint32(run[k-1])]; k-- {
			run[k], run[k-1] = run[k-1], run[k]
		}
	}
}

// rank writes the rank of each area, 1 = highest score, ties the smallest.
func rank[R uint16 | uint32](r *ranker, s []float64, out []R) {
	if len(s) == 0 {
		return
	}
	r.order(s)
	place, last := R(0), math.NaN()
	for k, v := range r.a {
		i := uint32(v)
		if s[i] != last {
			place, last = R(k+1), s[i]
		}
		out[i] = place
	}
}
