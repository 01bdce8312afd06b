package screen

import "math"

// exactSum adds numbers without losing a digit: it keeps the sum as
// non-overlapping parts, and value rounds them once. The result does not
// depend on the order of the numbers.
//
// Source: J. R. Shewchuk, “Adaptive Precision Floating-Point Arithmetic and
// Fast Robust Geometric Predicates”, Discrete & Computational Geometry 18
// (1997), GROW-EXPANSION.
type exactSum struct{ parts []float64 }

func (s *exactSum) add(x float64) {
	kept := s.parts[:0]
	for _, p := range s.parts {
		if math.Abs(x) < math.Abs(p) {
			x, p = p, x
		}
		hi := x + p
		if lo := p - (hi - x); lo != 0 {
			kept = append(kept, lo)
		}
		x = hi
	}
	s.parts = append(kept, x)
}

// value rounds the parts once, to the nearest float64. The parts ascend and do
// not overlap, so only the first inexact addition can need a correction, where
// it met a tie that smaller parts break.
func (s *exactSum) value() float64 {
	n := len(s.parts) - 1
	if n < 0 {
		return 0
	}
	hi, lo := s.parts[n], 0.0
	for n > 0 && lo == 0 {
		n--
		x := hi
		hi = x + s.parts[n]
		lo = s.parts[n] - (hi - x)
	}
	if n > 0 && (lo < 0) == (s.parts[n-1] < 0) {
		if twice := lo * 2; (hi+twice)-hi == twice {
			hi += twice
		}
	}
	return hi
}
