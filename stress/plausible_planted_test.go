package stress

import (
	"math"
	"testing"

	"byblik"
)

// planted is a town of 12 × 12 squares in which what becomes of one area hangs
// on one choice alone. Figures are standard scores: the other areas are spread
// like the normal distribution, in another order for each criterion and alike
// in all years; neighbours of the area meet nothing.
type planted struct {
	driver   string
	grid     grid
	of       func(criterion, year int) float64      // the area's standard score
	others   func(area int) (z float64, known bool) // of some other areas
	choices  func(c *Choices)                       // ranges other than the default ones
	fraction [2]float64                             // between which its share must lie
}

const plantedArea = 5*12 + 5

func plantedTowns() []planted {
	always := func(z float64) func(int, int) float64 { return func(int, int) float64 { return z } }
	first := func(n int) func(int, int) float64 {
		return func(criterion, _ int) float64 {
			if criterion < n {
				return 2
			}
			return -1
		}
	}
	only23 := func(c *Choices) { c.Of, c.LeaveOut, c.Overlaps = []Fraction{{2, 3}}, 0, nil }
	return []planted{
		{driver: "weights", of: first(3), choices: func(c *Choices) { only23(c); c.Weights = 3 }, fraction: [2]float64{0.1, 0.5}},
		{driver: "limits", of: always(0.5), fraction: [2]float64{0.4, 0.8}},
		{driver: "normalise", of: always(2.5), others: func(area int) (float64, bool) { return 20, area%10 == 0 }, fraction: [2]float64{0.45, 0.55}},
		{driver: "treatment", of: always(1.5), others: func(area int) (float64, bool) { return 300, area == 0 },
			choices: func(c *Choices) { c.Normalise = []string{weightedZ, plainZ} }, fraction: [2]float64{0.7, 0.8}},
		{driver: "count", of: first(4), choices: func(c *Choices) { c.LeaveOut, c.Overlaps = 0, nil }, fraction: [2]float64{0.6, 0.75}},
		{driver: "years", grid: grid{years: 3, ofTheYears: [2]int{2, 3}}, of: func(_, year int) float64 { return 2 - 3*float64(min(year, 1)) }, fraction: [2]float64{0.45, 0.55}},
		{driver: "left_out", grid: grid{criteria: 3}, of: first(2), choices: func(c *Choices) { c.Of, c.Overlaps = []Fraction{{2, 3}}, nil }, fraction: [2]float64{0.6, 0.75}},
		{driver: "overlap", of: first(4), choices: func(c *Choices) { c.Of, c.LeaveOut = []Fraction{{2, 3}}, 0 }, fraction: [2]float64{0.4, 0.6}},
		{driver: "chance", grid: grid{whole: 60}, of: always(0.6), fraction: [2]float64{0.2, 0.8}},
		{driver: "survey", grid: grid{criteria: 1}, of: always(0.5), fraction: [2]float64{0.3, 0.7}, choices: func(c *Choices) {
			se := make([]float64, 144)
			se[plantedArea] = 10
			c.Surveys = []SurveyError{{Indicator: "a", Period: byblik.InYear(2020), SE: se}}
		}},
		{driver: "enclosed", of: always(0.2), others: func(area int) (float64, bool) { return 2, beside(area) }, fraction: [2]float64{0.45, 0.55}},
		{driver: "size", of: always(2), choices: func(c *Choices) { c.MinResidents = []float64{1000} }, fraction: [2]float64{0.45, 0.55}},
	}
}

func beside(area int) bool {
	dx, dy := area%12-plantedArea%12, area/12-plantedArea/12
	return area != plantedArea && dx*dx <= 1 && dy*dy <= 1
}

func (p planted) city(t testing.TB) *City {
	g := p.grid
	g.side, g.residents, g.overlaps = 12, 700, [][2]string{{"a", "b"}}
	if g.criteria == 0 {
		g.criteria = 6
	}
	if g.criteria == 1 {
		g.overlaps = nil
	}
	if g.whole == 0 && p.driver != "treatment" && p.driver != "normalise" {
		g.whole = 1e8 // chance is there, but too small to matter
	}
	g.value = func(criterion, area, year int) float64 {
		z := math.Sqrt2 * math.Erfinv(2*(float64((area*(2*criterion+5)*7+criterion*31)%144)+0.5)/144-1)
		if area == plantedArea {
			z = p.of(criterion, year)
		} else if p.others != nil {
			if x, known := p.others(area); known {
				return 50 + 10*x
			}
		}
		if beside(area) {
			z = -1
		}
		return 50 + 10*z
	}
	return g.city(t)
}

func TestThePlantedChoiceIsRecognised(t *testing.T) {
	for _, p := range plantedTowns() {
		t.Run(p.driver, func(t *testing.T) {
			c := p.city(t)
			choices := choicesOf(t, c)
			if p.choices != nil {
				p.choices(&choices)
			}
			f, err := Plausible(c, choices, 2000, 3, 0, nil)
			if err != nil {
				t.Fatal(err)
			}
			a := f.Areas[plantedArea]
			lead := leading(a.Index)
			if lead < 0 {
				t.Fatalf("share %.3f never varies", a.Share)
			}
			second := -1.0
			for k, s := range a.Index {
				if k != lead {
					second = max(second, s)
				}
			}
			t.Logf("%-10s share %.3f %-10s driver %-10s index %.2f, next %.2f", p.driver, a.Share, a.Verdict, a.Driver, a.Index[lead], second)
			if a.Driver != p.driver {
				t.Errorf("driver %s, expected %s: %v of %v", a.Driver, p.driver, a.Index, f.Factors)
			}
			if a.Index[lead] < 0.3 || second > a.Index[lead]/2 {
				t.Errorf("index %.2f, next %.2f: the planted choice does not stand out", a.Index[lead], second)
			}
			if a.Share < p.fraction[0] || a.Share > p.fraction[1] {
				t.Errorf("share %.3f, expected %v", a.Share, p.fraction)
			}
		})
	}
}
