package lists

import (
	"math"
	"math/big"
	"strconv"

	"byblik/screen"
)

// decimal is the number that a float64 was written as: its shortest decimals.
func decimal(v float64) *big.Rat {
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(v, 'f', -1, 64))
	if !ok {
		return new(big.Rat)
	}
	return r
}

// span is where a value may lie: at one point, or anywhere in [lo, hi). The
// bounds are as near as floating point comes; exact gives the true ones.
type span struct {
	lo, hi float64
	point  bool
	exact  func(high bool) *big.Rat
}

// pointAt is a span of one written number.
func pointAt(v float64) span {
	return span{v, v, true, func(bool) *big.Rat { return decimal(v) }}
}

// times is every value of a span multiplied by k > 0.
func (s span) times(k float64) span {
	inner := s.exact
	return span{s.lo * k, s.hi * k, s.point, func(high bool) *big.Rat { return new(big.Rat).Mul(inner(high), decimal(k)) }}
}

// middle is the value to show: the figure as printed.
func (s span) middle() float64 {
	if s.point {
		return s.lo
	}
	return (s.lo + s.hi) / 2
}

// exactMiddle is the middle in rational arithmetic.
func (s span) exactMiddle() *big.Rat {
	lo := new(big.Rat).Set(s.exact(false))
	if s.point {
		return lo
	}
	return lo.Add(lo, s.exact(true)).Mul(lo, big.NewRat(1, 2))
}

// filter is how near two bounds may come, relative to their size, before
// floating point is not trusted. Its errors here stay below 1e-14.
const filter = 1e-9

// order compares a bound of s with a bound of t: -1, 0 or 1, always right.
func (s span) order(sHigh bool, t span, tHigh bool) int {
	a, b := s.lo, t.lo
	if sHigh {
		a = s.hi
	}
	if tHigh {
		b = t.hi
	}
	if d := a - b; math.Abs(d) > filter*(math.Abs(a)+math.Abs(b)+1) {
		if d < 0 {
			return -1
		}
		return 1
	}
	return s.exact(sHigh).Cmp(t.exact(tHigh))
}

// The comparators, as rule sets write them.
const (
	above   = "above"
	atLeast = "at_least"
	below   = "below"
)

// compare answers whether a value lies above, at least at or below a limit. It
// is yes where that holds for every value and every limit that the spans allow,
// no where it holds for none, and indeterminate in between. The upper end of a
// span that is no point belongs to neither.
func compare(value span, comparator string, limit span) screen.Answer {
	top := value.order(false, limit, true)    // smallest value against largest limit
	bottom := value.order(true, limit, false) // largest value against smallest limit
	var yes, no bool
	switch comparator {
	case above:
		yes = top > 0 || top == 0 && !limit.point
		no = bottom <= 0
	case atLeast:
		yes = top >= 0
		no = bottom < 0 || bottom == 0 && !value.point
	case below:
		yes = bottom < 0 || bottom == 0 && !value.point
		no = top >= 0
	}
	switch {
	case yes:
		return screen.Yes
	case no:
		return screen.No
	}
	return screen.Indeterminate
}
