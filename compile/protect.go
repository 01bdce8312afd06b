package compile

import (
	"math"

	"byblik"
)

const (
	threshold = 5
	base      = 5
)

// protectPart protects a part of a whole: below the threshold, or with a
// remainder below it, it is suppressed; else both are rounded to the base.
func protectPart(n, whole float64) (part, all byblik.Cell) {
	round := func(v float64) byblik.Cell { return byblik.CellOf(base * math.Round(v/base)) }
	if whole > 0 && whole < threshold {
		return byblik.CellWithout(byblik.Suppressed), byblik.CellWithout(byblik.Suppressed)
	}
	if n > 0 && n < threshold || whole-n > 0 && whole-n < threshold {
		return byblik.CellWithout(byblik.Suppressed), round(whole)
	}
	return round(n), round(whole)
}
