package stress

import "math"

// sorting puts the figures of areas in order, in memory of its own. NaN has no
// place.
type sorting struct {
	ranker *ranker
	kept   []float64
	places []int32
	list   []int32
	sorted []float64
	blom   map[int][]float64
}

func newSorting(n int) *sorting {
	return &sorting{ranker: newRanker(n), kept: make([]float64, 0, n), places: make([]int32, 0, n), list: make([]int32, 0, n),
		sorted: make([]float64, 0, n), blom: map[int][]float64{}}
}

// order gives the places of the figures from the smallest to the largest: the
// order that is known, or one good until the next call.
func (s *sorting) order(x []float64, known []int32) []int32 {
	if known != nil {
		return known
	}
	s.kept, s.places = s.kept[:0], s.places[:0]
	for i, v := range x {
		if v == v {
			s.kept, s.places = append(s.kept, v), append(s.places, int32(i))
		}
	}
	n := len(s.kept)
	s.list = s.list[:n]
	if n == 0 {
		return s.list
	}
	s.ranker.a, s.ranker.b = s.ranker.a[:n], s.ranker.b[:n]
	s.ranker.order(s.kept)
	for k, v := range s.ranker.a {
		s.list[n-1-k] = s.places[uint32(v)]
	}
	return s.list
}

// values gives the figures in order, good until the next call.
func (s *sorting) values(x []float64, known []int32) []float64 {
	s.sorted = s.sorted[:0]
	for _, i := range s.order(x, known) {
		s.sorted = append(s.sorted, x[i])
	}
	return s.sorted
}

// normalScores gives Φ⁻¹((r − 3/8)/(n + 1/4)) at twice the rank r, for whole
// and half ranks.
func (s *sorting) normalScores(n int) []float64 {
	if known := s.blom[n]; known != nil {
		return known
	}
	score := make([]float64, 2*n+1)
	for twice := 2; twice <= 2*n; twice++ {
		score[twice] = math.Sqrt2 * math.Erfinv(2*(float64(twice)/2-3.0/8)/(float64(n)+1.0/4)-1)
	}
	s.blom[n] = score
	return score
}
