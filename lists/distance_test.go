package lists

import (
	"math"
	"math/rand/v2"
	"testing"

	"byblik/screen"
)

// The distance of a list has the sign of its answer and is at most 1 exactly
// where the public view says close: two ways to the same thing.
func TestDistanceAgreesWithAnswerAndBand(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	seen := map[Band]int{}
	for range 3000 {
		c := newCase(t, 2024)
		for y := 2018; y <= 2024; y++ {
			x := c.area.Year(y)
			n := func(around float64) Figure { return Counted(math.Round(1000*around+90*r.NormFloat64()), 1000) }
			x.Labour, x.Education, x.Origin = n(0.37), n(0.58), n(0.45)
			x.Convicted, x.Income = Counted(float64(10+r.IntN(20)), 1000), AmountOf(float64(150000+r.IntN(60000)))
			x.Residents = AmountOf(float64(900 + r.IntN(300)))
		}
		c.judge()
		for i := range c.standing.Results {
			s := &c.standing.Results[i]
			d := s.Distance(c.standing)
			if s.NotKnown || math.IsNaN(d) || d == 0 {
				continue
			}
			if (d > 0) != (s.On == screen.Yes) {
				t.Fatalf("%s: %v, distance %v", s.List, s.On, d)
			}
			band := s.Band(c.standing)
			seen[band]++
			if close := band == OnClose || band == OffClose; close != (math.Abs(d) <= 1) {
				t.Fatalf("%s: band %s, distance %v", s.List, band, d)
			}
		}
	}
	for _, b := range []Band{OnFar, OnClose, OffFar, OffClose} {
		if seen[b] < 20 {
			t.Errorf("%s occurs %d times", b, seen[b])
		}
	}
}
