package disclose

import "math"

// Rung is a step of the ladder of households: how much of a place is shown at
// all, by the number of its households.
type Rung string

// The rungs.
const (
	Nothing    Rung = "0-19"    // nothing but residents
	KeyFigures Rung = "20-49"   // key figures of the latest period
	FewClasses Rung = "50-99"   // of the latest period, persons divided into three classes at most
	NoSeries   Rung = "100-149" // all figures of the latest period
	Series     Rung = "150-"    // series over years too
)

// RungOf gives the rung of a place. Not a number stands on the lowest.
func RungOf(households float64) Rung {
	switch {
	case households >= 150:
		return Series
	case households >= 100:
		return NoSeries
	case households >= 50:
		return FewClasses
	case households >= 20:
		return KeyFigures
	}
	return Nothing
}

// Households gives the fewest and the most households of the rung; no numbers if it
// is none.
func (r Rung) Households() (low, high float64) {
	switch r {
	case Nothing:
		return 0, 19
	case KeyFigures:
		return 20, 49
	case FewClasses:
		return 50, 99
	case NoSeries:
		return 100, 149
	case Series:
		return 150, math.Inf(1)
	}
	return math.NaN(), math.NaN()
}

// Asked is a figure that a place may or may not show.
type Asked struct {
	Residents, KeyFigure bool // what is counted
	Latest               bool // in the newest period that there is
	Classes              int  // into how many the persons are divided that it counts some of; 0 is 2, in or out
}

// Shows says whether a place on this rung may show a figure: residents are
// always shown, others by what they are. Residents of past years count as a
// series like the rest.
func (r Rung) Shows(f Asked) bool {
	switch r {
	case Series:
		return true
	case NoSeries:
		return f.Latest
	case FewClasses:
		return f.Latest && f.Classes <= fewClasses
	case KeyFigures:
		return f.Latest && f.Classes <= fewClasses && (f.KeyFigure || f.Residents)
	}
	return f.Latest && f.Residents
}

// fewClasses is how many classes few are at most.
const fewClasses = 3
