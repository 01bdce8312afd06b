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

// Whoever knows all other figures of a housing area learns from a band on which
// side of a limit, and whether close to it, the last one lies. That leaves five
// numbers of persons at least, however few live there.
func TestABandLeavesFiveNumbersOfPersons(t *testing.T) {
	for _, c := range []struct {
		of    CriterionID
		limit float64 // per cent
	}{{Convicted, 1.98}, {Convicted, 2.7}, {Labour, 40}, {Education, 60}} {
		for persons := 100.0; persons <= 3000; persons += 50 {
			left := map[[2]bool]int{}
			for n := 0.0; n <= persons; n++ {
				share := &share{figures: []Figure{Counted(n, persons)}}
				f := Finding{Criterion: c.of, Limit: c.limit, share: share, Margin: math.Abs(100*n/persons - c.limit)}
				left[[2]bool{100*n/persons >= c.limit, f.close()}]++
			}
			for side, n := range left {
				if n < 5 && c.limit*persons >= 500 { // a limit below five persons tells by itself
					t.Errorf("%s of %v persons, met %v, close %v: %d numbers are left", c.of, persons, side[0], side[1], n)
				}
			}
		}
	}
}
