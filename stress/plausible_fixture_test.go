package stress

import (
	"fmt"
	"math"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/designate"
	"byblik/spatial"
)

// grid is an invented city of side × side squares of 200 metres, with the
// indicators a, b, c … as criteria.
type grid struct {
	side       int
	criteria   int
	years      int // on file, the last being 2020
	overlaps   [][2]string
	value      func(criterion, area, year int) float64 // year 0 is the latest
	whole      float64                                 // persons behind each share in per cent; 0 = no counts
	residents  float64
	least      float64
	ofTheYears [2]int
}

func (g grid) city(t testing.TB) *City {
	t.Helper()
	n := g.side * g.side
	rules := &catalog.RuleSet{ID: "grid", Kind: catalog.Index, City: "grid",
		Areas: catalog.Areas{Frame: "grid", Residents: "residents"},
		Flag:  &catalog.Flag{Of: "2/3", Years: max(1, g.ofTheYears[0]), OfLatest: max(1, g.ofTheYears[1])}}
	p := &byblik.Panel{Frame: "grid"}
	indicators := map[byblik.IndicatorID]*catalog.Indicator{}
	var planar []byblik.MultiPolygon
	for i := range n {
		x, y := 200*float64(i%g.side), 200*float64(i/g.side)
		p.Areas = append(p.Areas, byblik.Area{Code: byblik.AreaCode{Frame: "grid", Code: fmt.Sprintf("%04d", i)}})
		planar = append(planar, byblik.MultiPolygon{{{{x, y}, {x + 200, y}, {x + 200, y + 200}, {x, y + 200}, {x, y}}}})
	}
	add := func(id byblik.IndicatorID, whole float64, value func(area, year int) float64) {
		indicators[id] = &catalog.Indicator{ID: id, Direction: catalog.HigherIsWorse}
		for year := range max(1, g.years) {
			o := byblik.Observations{Indicator: id, Period: byblik.InYear(2020 - year)}
			for i := range n {
				v := value(i, year)
				if whole > 0 {
					v = math.Round(v*whole/100) / whole * 100
					o.Numerator, o.Denominator = append(o.Numerator, math.Round(v*whole/100)), append(o.Denominator, whole)
				}
				o.Value = append(o.Value, byblik.RawOf(v))
			}
			p.Observations = append(p.Observations, o)
		}
	}
	for c := range g.criteria {
		id := string(rune('a' + c))
		rules.Criteria = append(rules.Criteria, catalog.Criterion{ID: id, Of: []catalog.Component{{Indicator: byblik.IndicatorID(id)}}, Limit: catalog.Limit{Z: 0.5}})
		add(byblik.IndicatorID(id), g.whole, func(area, year int) float64 { return g.value(c, area, year) })
	}
	add("residents", 0, func(int, int) float64 { return max(g.residents, 1) })
	rules.Stress = &catalog.Stress{Overlaps: g.overlaps}
	return &City{Rules: rules, Indicators: indicators, Panel: p, Zones: designate.Input{Areas: p.Areas, Borders: measuredBorders(t, planar), City: "grid",
		Rules: designate.Rules{MinResidents: g.least, MinBorder: 10, Enclose: true, EnclosedShare: 0.6}}}
}

func measuredBorders(t testing.TB, planar []byblik.MultiPolygon) *spatial.Borders {
	t.Helper()
	b, err := spatial.NewBorders(planar, spatial.BorderOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// stressTown is a grid with figures spread like the normal distribution, nearby
// areas alike, and every kind of choice to be made.
func stressTown(t testing.TB) *City {
	return grid{side: 16, criteria: 5, years: 3, residents: 700, least: 1000, whole: 400, ofTheYears: [2]int{2, 3}, overlaps: [][2]string{{"a", "b"}},
		value: func(c, i, year int) float64 {
			u := mix(uint64(c*100_000 + i))
			near := mix(uint64(c/2*1000 + i/16/3*16 + i%16/3))
			return 25 + 5*normal(mix(near)) + 4*normal(u) + normal(mix(u+uint64(year)+1))
		}}.city(t)
}

func choicesOf(t testing.TB, c *City) Choices {
	t.Helper()
	choices, err := ChoicesOf(c.Rules)
	if err != nil {
		t.Fatal(err)
	}
	return choices
}
