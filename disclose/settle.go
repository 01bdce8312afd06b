package disclose

import "math"

// sweeps is how often all rows are repaired before a program takes over.
const sweeps = 2000

// centre looks for a point in the middle of everything: it starts in the
// middle of each interval and repairs one row after the other, by moving all
// its unknowns in proportion to the room they have. It says whether all rows
// came to hold. (Cyclic projections: Censor & Zenios, Parallel Optimization
// (1997), ch. 5, here not onto the nearest but onto the roomiest point.)
func centre(bound []Interval, rows []Row) (point []float64, holds bool) {
	point = make([]float64, len(bound))
	for i, b := range bound {
		point[i] = middle(b)
	}
	for range sweeps {
		worst := 0.0
		for r := range rows {
			worst = max(worst, repair(point, bound, &rows[r]))
		}
		if worst < feasible {
			return point, true
		}
	}
	return point, false
}

// wide is how far a number without end is taken to reach.
const wide = 1e4

// broad is the width from which on an interval says so little that the middle
// is not sought in the middle: counts of which nothing is known are rather small.
const broad = 9

func middle(b Interval) float64 {
	switch {
	case math.IsInf(b.Low, 0) && math.IsInf(b.High, 0):
		return 0
	case math.IsInf(b.Low, 0):
		return b.High - 1
	case math.IsInf(b.High, 0):
		return b.Low + 1
	}
	return b.Low + min(b.High-b.Low, broad)/2
}

// repair moves the unknowns of a row so that it holds, as far as they can, and
// gives by how much it did not.
func repair(point []float64, bound []Interval, row *Row) float64 {
	sum := 0.0
	for k, x := range row.Of {
		sum += float64(row.Times[k] * point[x])
	}
	off := 0.0
	switch {
	case sum < row.Low:
		off = row.Low - sum
	case sum > row.High:
		off = row.High - sum
	default:
		return 0
	}
	room := 0.0
	for k, x := range row.Of {
		room += math.Abs(row.Times[k]) * roomOf(point[x], bound[x], row.Times[k]*off)
	}
	if room == 0 {
		return math.Abs(off)
	}
	part := min(1, math.Abs(off)/room)
	for k, x := range row.Of {
		move := part * roomOf(point[x], bound[x], row.Times[k]*off)
		point[x] += math.Copysign(move, row.Times[k]*off)
	}
	return math.Abs(off)
}

// roomOf is how far a number can go up, or down where the way is negative.
func roomOf(v float64, b Interval, way float64) float64 {
	if way > 0 {
		return max(0, min(b.High-v, wide))
	}
	return max(0, min(v-b.Low, wide))
}
