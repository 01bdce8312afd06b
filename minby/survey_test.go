package minby

import (
	"math"
	"testing"

	"byblik/monitor"
)

// In the invented survey the truth is known: the chance with which somebody in
// an area feels unsafe. The intervals that a release shows, with the design effect that the
// indicator declares, hold it in 92 to 98 per cent of areas and districts over
// all years of eight towns.
func TestIntervalsOfTheSurveyHoldTheTruth(t *testing.T) {
	const effect = 1 // catalog/indicators/minby-unsafe.yaml
	type sum struct {
		yes, asked int
		true, of   float64
	}
	var towns []*town
	for seed := range uint64(8) {
		towns = append(towns, build(Seed+seed))
	}
	noise := stream(Seed, 999, 0, 0)
	held, all := map[string]int{}, map[string]int{}
	check := func(level string, s *sum, r interface{ Float64() float64 }) {
		round := func(n int) float64 {
			low := n / 5 * 5
			if r.Float64() < float64(n-low)/5 {
				low += 5
			}
			return float64(low)
		}
		p, n, d := s.true/s.of, round(s.yes), round(s.asked)
		if s.asked < 20 {
			return // not shown
		}
		all[level]++
		if i := monitor.Sampled(n, d, 5, effect); i.Low <= p && p <= i.High {
			held[level]++
		}
	}
	for k := range 8 * years {
		y, town := k%years, towns[k/years]
		districts := map[string]*sum{}
		var order []string
		for i, a := range town.areas {
			r := stream(town.seed, forSurvey, i, 0)
			private := 0.45 * normal(r)
			f, p := a.figures[y], share{low: .06, high: .50, middle: 1.05}.rate(a.need[y]+private, y)
			check("area", &sum{f.unsafe, f.asked, p * float64(f.adults), float64(f.adults)}, noise)
			d := districts[a.district]
			if d == nil {
				d = &sum{}
				districts[a.district], order = d, append(order, a.district)
			}
			if f.asked > 0 {
				d.yes, d.asked, d.true, d.of = d.yes+f.unsafe, d.asked+f.asked, d.true+float64(f.adults)*p, d.of+float64(f.adults)
			}
		}
		for _, name := range order {
			check("district", districts[name], noise)
		}
	}
	for _, level := range []string{"area", "district"} {
		share := float64(held[level]) / float64(all[level])
		t.Logf("%s: %d intervals, %.3f hold the truth", level, all[level], share)
		if math.Abs(share-0.95) > 0.03 {
			t.Errorf("%s: %.3f of the intervals hold the truth, expected 0.95", level, share)
		}
	}
}
