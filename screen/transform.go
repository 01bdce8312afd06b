package screen

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"byblik"
	"byblik/catalog"
)

// Convention says how the exponential transformation turns a rank (1 = most
// deprived) into the share R between 0 and 1 (1 = most deprived).
type Convention string

// The two conventions in use.
const (
	NPlus1MinusRank Convention = "n_plus_1_minus_rank" // R = (N+1−rank)/N: England, Wales
	NMinusRank      Convention = "n_minus_rank"        // R = (N−rank)/N: Scotland
)

// Exponential transforms ranks (1 = most deprived of N) to the scale 0 to 100,
//
//	X = −c · ln(1 − R · (1 − e^(−100/c))),
//
// which spreads the most deprived end: with c = 23 the most deprived tenth
// takes the values from 50 to 100, and little advantage in one domain can
// cancel a disadvantage in another.
//
// Source: MHCLG, The English Indices of Deprivation 2019, Technical Report,
// appendix E; Scottish Government, SIMD 2016 Technical Notes; Welsh
// Government, WIMD 2019 Technical Report.
func Exponential(rank []float64, n int, by Convention, constant float64) []float64 {
	x := make([]float64, len(rank))
	reach := 1 - math.Exp(-100/constant)
	for i, r := range rank {
		share := (float64(n) - r) / float64(n)
		if by == NPlus1MinusRank {
			share = (float64(n) + 1 - r) / float64(n)
		}
		x[i] = -constant * math.Log(1-float64(share*reach))
		if x[i] == 0 {
			x[i] = 0 // the least deprived has 0, not −0
		}
	}
	return x
}

// exponential transforms the ranks of a component. A rank beyond the number of
// areas was given among more areas than take part: the formula would then make
// a number of it that means nothing.
func (st *stage) exponential(x []float64, s catalog.Step) []float64 {
	n, top := present(x), 0.0
	for _, r := range x {
		if r > top { // never for NaN
			top = r
		}
	}
	if top <= float64(n) {
		return Exponential(x, n, Convention(s.Convention), s.Constant)
	}
	if st.err == nil {
		st.err = &byblik.Error{Kind: byblik.Usage, Place: st.what, Found: fmt.Sprintf("ranks up to %s for %s areas", grouped(top), grouped(float64(n))),
			Expected: "ranks of the areas that take part", Do: "leave out --within, and read the file with every area that was ranked"}
	}
	return each(x, func(float64) float64 { return math.NaN() })
}

// grouped writes a number of a message with commas between thousands.
func grouped(v float64) string {
	whole, decimals, divided := strings.Cut(strconv.FormatFloat(v, 'f', -1, 64), ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if divided {
		return whole + "." + decimals
	}
	return whole
}

// RoundHalfUp rounds to a number of decimals; a half goes away from zero. What
// counts as a half is decided on the shortest decimal that stands for the
// number, as a person reads it: 0.12345 becomes 0.1235, although its binary
// value lies a little below. Rounding half to even instead breaks the ranks of
// the Social Vulnerability Index.
//
// Source: java.math.RoundingMode.HALF_UP, whose table of examples is the test.
func RoundHalfUp(v float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	scaled := math.Abs(v) * scale
	if math.IsNaN(v) || decimals < 0 || scaled > 1<<50 {
		return v
	}
	whole := math.Floor(scaled)
	if part := scaled - whole; part > 0.5+1e-6 || part >= 0.5-1e-6 && halfOrMore(v, decimals) {
		whole++
	}
	if whole == 0 {
		return 0
	}
	return math.Copysign(whole/scale, v)
}

// halfOrMore says whether the digit after the last one kept is 5 or more.
// Exponents are written out, so the point stands where the eye expects it.
func halfOrMore(v float64, decimals int) bool {
	text := strconv.FormatFloat(math.Abs(v), 'f', -1, 64)
	for i := range len(text) {
		if text[i] == '.' {
			next := i + 1 + decimals
			return next < len(text) && text[next] >= '5'
		}
	}
	return false
}

// each replaces every figure by a function of it; NaN stays NaN. A result that
// is no number becomes NaN.
func each(x []float64, f func(float64) float64) []float64 {
	for i, v := range x {
		if y := f(v); !math.IsInf(y, 0) {
			x[i] = y
		} else {
			x[i] = math.NaN()
		}
	}
	return x
}
