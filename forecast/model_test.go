package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// planted makes areas that move as the model says, with parameters we know:
// counts of n persons, a shared movement, own trends that fade, noise.
func planted(seed uint64, areas, years int, n Nature, g float64) *Series {
	r := rand.New(rand.NewPCG(seed, 7))
	s := &Series{ID: "planted", First: 2000}
	for range areas {
		x, b := 0.5*r.NormFloat64(), math.Sqrt(n.Trend)*r.NormFloat64()
		persons := 300 + float64(r.IntN(1500))
		value, of := blank(years), blank(years)
		for t := range value {
			p := 1 / (1 + math.Exp(1-g*float64(t)-x))
			v := 1 / (persons * p * (1 - p))
			seen := x + math.Sqrt(n.Noise*v)*r.NormFloat64()
			value[t] = 100 / (1 + math.Exp(1-g*float64(t)-seen))
			of[t] = persons
			x += b + math.Sqrt(n.Own+n.Movers*v)*r.NormFloat64()
			b = n.Lasting*b + math.Sqrt((1-n.Lasting*n.Lasting)*n.Trend)*r.NormFloat64()
		}
		s.Areas, s.Value, s.Of = append(s.Areas, string(rune('a'+len(s.Areas)))), append(s.Value, value), append(s.Of, of)
	}
	return s
}

var plantedNature = Nature{Own: 0.0009, Movers: 0.25, Noise: 0.3, Trend: 0.0016, Lasting: 0.8}

func TestPlantedParametersAreFoundAgain(t *testing.T) {
	s := planted(1, 400, 10, plantedNature, -0.03)
	n := s.Fit().Nature
	// Own and Movers share what a year changes: their sum at a middling size is what matters.
	v := 1 / (1000 * 0.27 * 0.73)
	near(t, "variance of a year", n.Own+n.Movers*v, plantedNature.Own+plantedNature.Movers*v, 0.0006)
	near(t, "Noise", n.Noise, plantedNature.Noise, 0.12)
	near(t, "Trend", math.Sqrt(n.Trend), math.Sqrt(plantedNature.Trend), 0.01)
	near(t, "Lasting", n.Lasting, plantedNature.Lasting, 0.15)
	near(t, "Pull", n.Pull, 0, 0.01)
	near(t, "shared movement", s.tide().gamma, -0.03, 0.005)
	if n.Tails < 12 {
		t.Errorf("normal surprises were given %.1f degrees of freedom", n.Tails)
	}
}

func TestNinetyPercentIntervalsHoldNinetyPercent(t *testing.T) {
	var held, all float64
	for seed := range uint64(4) {
		s := planted(10+seed, 300, 8, plantedNature, -0.02)
		f := s.Until(2006).Fit()
		for i := range s.Areas {
			o, _ := f.Outlook(i, 1)
			// The shared movement is one draw for all areas of a town, so the
			// areas' own uncertainty is what their coverage tests.
			o.Shared = 0
			if low, high := o.Between(0.9); s.At(i, 2007) >= low && s.At(i, 2007) <= high {
				held++
			}
			all++
		}
	}
	near(t, "coverage", held/all, 0.90, 0.025)
}

func TestProbabilityRisesWithTheLastValue(t *testing.T) {
	s := planted(3, 100, 6, plantedNature, 0)
	fit := s.Fit()
	before := -1.0
	for last := 20.0; last <= 60; last++ {
		c := s.Until(2005)
		c.Value = slices.Clone(s.Value)
		c.Value[0] = slices.Clone(s.Value[0])
		c.Value[0][5] = last
		g := &Fit{Nature: fit.Nature, series: c, tide: fit.tide, belief: slices.Clone(fit.belief)}
		g.belief[0] = g.Nature.walk(c, g.tide, 0, nil)
		o, _ := g.Outlook(0, 1)
		if p := o.Above(40); p <= before {
			t.Fatalf("last value %.0f: %.4f after %.4f", last, p, before)
		} else {
			before = p
		}
	}
	if before < 0.99 {
		t.Errorf("20 points above the limit: %.3f", before)
	}
}

func TestDrawsAgreeWithTheFormula(t *testing.T) {
	s := planted(5, 80, 7, plantedNature, 0)
	f := s.Fit()
	const runs = 40000
	for _, h := range []int{1, 2} {
		o, _ := f.Outlook(0, h)
		limit := s.At(0, 2006) + 1
		above := 0.0
		for run := range runs {
			shared := f.tide.draw(stream(1, run, 0), h)
			r := stream(1, run, 1)
			long, z, out := tail(r, f.Nature.Tails), make([]float64, h), make([]float64, h)
			for i := range z {
				z[i] = long * r.NormFloat64()
			}
			f.path(0, shared, z, nil, out)
			if out[h-1] > limit {
				above++
			}
		}
		near(t, "share above the limit", above/runs, o.Above(limit), 0.012)
	}
}

func TestAMidyearCountNarrowsWhatIsExpected(t *testing.T) {
	s := planted(6, 80, 7, plantedNature, 0)
	f := s.Fit()
	plain, _ := f.Outlook(0, 1)
	with, _ := f.OutlookSince(0, 1, Midyear{Value: plain.Median() + 3, Of: 2000, Part: 0.75})
	if with.sd() >= plain.sd() || with.Median() <= plain.Median() {
		t.Errorf("without: %.2f ± %.3f; with a higher count in September: %.2f ± %.3f", plain.Median(), plain.sd(), with.Median(), with.sd())
	}
}

func TestAnAreaWithoutFiguresHasNoOutlook(t *testing.T) {
	s := planted(7, 10, 5, plantedNature, 0)
	s.Value[3] = blank(5)
	if _, ok := s.Fit().Outlook(3, 1); ok {
		t.Error("an outlook from nothing")
	}
}
