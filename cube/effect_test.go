package cube

import (
	"math"
	"math/rand/v2"
	"testing"

	"byblik/monitor"
)

// Where all answers of a cluster of four agree, an answer is worth a quarter:
// 1 + (4 − 1)·1 (Kish 1965, section 5.4), times m/(m − 1) for m clusters.
func TestClustersThatAgreeAreWorthOneAnswer(t *testing.T) {
	s := sample{}
	var units []sampled
	for h := range 2 {
		s.drawn, s.left = append(s.drawn, 30), append(s.left, 1)
		for k := range 120 {
			units = append(units, sampled{stratum: h, cluster: 30*h + k/4, weight: 1 + float64(k), y: float64(100 * (k / 4 % 2))})
		}
	}
	near(t, "design effect", s.effect(units), 4*30./29, 1e-12)
	s.drawn = []int{30, 1} // a stratum with one cluster says nothing
	near(t, "design effect", s.effect(units), 4*30./29, 1e-12)
	s.drawn = []int{20, 1}
	if e := s.effect(units); !math.IsNaN(e) {
		t.Errorf("19 clusters more than strata give %v", e)
	}
	if e := (&sample{}).effect(nil); !math.IsNaN(e) {
		t.Errorf("no answers give %v", e)
	}
}

// The interval of a clustered survey holds the truth in 95 per cent of draws,
// in small areas, districts and the city; the one of a simple random sample does not. The
// population has 60 areas of six districts; a block differs from its area, so
// twelve answers of one block tell less than twelve.
func TestTheIntervalOfAClusteredSurveyHoldsTheTruth(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	round := func(n int) float64 {
		low := n / 5 * 5
		if r.Float64() < float64(n-low)/5 {
			low += 5
		}
		return float64(low)
	}
	const areas, districts = 60, 6
	truth := make([]float64, areas)
	for i := range truth {
		truth[i] = 0.3 + 0.3*r.Float64()
	}
	held, naive, all := map[string]int{}, map[string]int{}, map[string]int{}
	for range 60 {
		s, units, yes, asked := sample{}, []sampled(nil), make([]int, areas), make([]int, areas)
		for i := range areas {
			s.drawn, s.left = append(s.drawn, 6), append(s.left, 1)
			for block := range 6 {
				p := truth[i] + 0.5*(r.Float64()-0.5)
				for range 12 {
					y := 0.0
					if r.Float64() < p {
						y, yes[i] = 100, yes[i]+1
					}
					asked[i]++
					units = append(units, sampled{stratum: i, cluster: 6*i + block, weight: 1, y: y})
				}
			}
		}
		effect := math.Round(10*s.effect(units)) / 10
		check := func(level string, from, to int) {
			p, n, d := 0.0, 0, 0
			for i := from; i < to; i++ {
				p, n, d = p+truth[i]/float64(to-from), n+yes[i], d+asked[i]
			}
			n5, d5 := round(n), round(d)
			all[level]++
			if i := monitor.Sampled(n5, d5, 5, effect); i.Low <= p && p <= i.High {
				held[level]++
			}
			if i := monitor.Share(n5, d5, 5); i.Low <= p && p <= i.High {
				naive[level]++
			}
		}
		for i := range areas {
			check("area", i, i+1)
		}
		for k := range districts {
			check("district", k*areas/districts, (k+1)*areas/districts)
		}
		check("city", 0, areas)
	}
	for _, level := range []string{"area", "district"} {
		with, without := float64(held[level])/float64(all[level]), float64(naive[level])/float64(all[level])
		t.Logf("%s: %d intervals, %.3f hold the truth, %.3f without the design", level, all[level], with, without)
		if with < 0.92 || with > 0.98 {
			t.Errorf("%s: %.3f of the intervals hold the truth, expected 0.95", level, with)
		}
		if without > 0.9 {
			t.Errorf("%s: without the design %.3f hold it, as if blocks were alike", level, without)
		}
	}
}
