package disclose

// Rung is a step of the ladder of households: how much of a place is shown at
// all, by the number of its households.
type Rung string

// The rungs.
const (
	Nothing    Rung = "0-19"    // nothing but residents
	KeyFigures Rung = "20-49"   // key figures of the latest period
	FewClasses Rung = "50-99"   // all figures of the latest period; few classes on maps
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

// Shows says whether a place on this rung may show a figure: residents are
// always shown, others by what they are. Residents of past years count as a
// series like the rest.
func (r Rung) Shows(residents, keyFigure, latest bool) bool {
	switch r {
	case Series:
		return true
	case NoSeries, FewClasses:
		return latest
	case KeyFigures:
		return latest && (keyFigure || residents)
	}
	return latest && residents
}

// Classes is the largest number of classes that a map may show the place in; 0
// is any.
func (r Rung) Classes() int {
	if r == FewClasses || r == KeyFigures {
		return fewClasses
	}
	return 0
}

const fewClasses = 3
