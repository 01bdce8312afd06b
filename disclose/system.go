package disclose

import "math"

// Interval bounds a number. Both ends belong to it.
type Interval struct{ Low, High float64 }

// Values is how many whole numbers lie in it, or how wide it is if the number
// need not be whole.
func (i Interval) Values(whole bool) float64 {
	if whole {
		return math.Floor(i.High+slack) - math.Ceil(i.Low-slack) + 1
	}
	return i.High - i.Low
}

// Unknown is a number that somebody wants to know: what is known of it alone.
type Unknown struct {
	Interval
	Whole bool
}

// Row says that a sum of multiples of unknowns lies in an interval.
type Row struct {
	Of    []int32 // indices of the unknowns, each once
	Times []float64
	Interval
}

// System is a set of unknowns and what is known of them together.
type System struct {
	Unknowns []Unknown
	Rows     []Row
}

// slack is what a bound may be off by arithmetic.
const slack = 1e-6

// Add puts an unknown in and gives its index.
func (s *System) Add(u Unknown) int32 {
	s.Unknowns = append(s.Unknowns, u)
	return int32(len(s.Unknowns) - 1)
}

// Total says that the parts add up to the whole.
func (s *System) Total(whole int32, parts ...int32) {
	times := make([]float64, 0, len(parts)+1)
	of := append(make([]int32, 0, len(parts)+1), whole)
	times = append(times, -1)
	for _, p := range parts {
		of = append(of, p)
		times = append(times, 1)
	}
	s.Rows = append(s.Rows, Row{Of: of, Times: times})
}

// AtLeast says that one unknown is larger than another by at least so much.
func (s *System) AtLeast(large, small int32, by float64) {
	s.Rows = append(s.Rows, Row{Of: []int32{large, small}, Times: []float64{1, -1}, Interval: Interval{by, math.Inf(1)}})
}
