package compile

import (
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/release"
)

// A design effect is published in tenths, and never below 1.
func TestADesignEffectIsPublishedCoarsely(t *testing.T) {
	when := byblik.InYear(2025)
	for _, c := range []struct{ told, want float64 }{{0, 0}, {0.4, 1}, {1.04, 1}, {1.05, 1.1}, {2.449, 2.4}} {
		b := &builder{}
		b.Run.Panel = &byblik.Panel{Observations: []byblik.Observations{{Indicator: "unsafe", Period: when, Effect: c.told}}}
		if got := b.effect(&release.Indicator{ID: "unsafe"}, when); got != c.want {
			t.Errorf("an effect of %v is published as %v, expected %v", c.told, got, c.want)
		}
	}
}

// The interval of a sample follows from published counts and the published
// effect. The attack finds one that was made from raw counts, or with another effect.
func TestAnIntervalTellsNothingBeyondPublishedCounts(t *testing.T) {
	when := byblik.InYear(2025)
	cells := func(v float64) [][]byblik.Cell { return [][]byblik.Cell{{byblik.CellOf(v)}} }
	x := &release.Indicator{ID: "unsafe", Kind: release.Share, Per: 100, Decimals: 1, Class: "survey"}
	bounds := func(n, d, effect float64) (low, high float64) {
		f := &figures{x: x, value: []byblik.Cell{byblik.CellOf(100 * n / d)}, numerator: cells(n)[0], denominator: cells(d)[0], effect: effect}
		l, h := f.bounds(f.intervals())
		return l[0], h[0]
	}
	fair, fairHigh := bounds(45, 200, 2)
	if plain, plainHigh := bounds(45, 200, 0); !(fair < plain && fairHigh > plainHigh) {
		t.Errorf("an effect of 2 gives %v to %v, none %v to %v", fair, fairHigh, plain, plainHigh)
	}
	for _, c := range []struct {
		what               string
		n, d, effect, said float64
		caught             bool
	}{{"as published", 45, 200, 2, 2, false}, {"from raw counts", 47, 198, 2, 2, true}, {"with an effect that is not said", 45, 200, 2.3, 2, true}, {"without effect", 45, 200, 0, 2, true}} {
		low, high := bounds(c.n, c.d, c.effect)
		r := &release.Release{Indicators: []release.Indicator{*x}, Levels: []release.Level{{ID: release.DistrictLevel, Places: []release.Place{{Code: "d"}}}},
			Births: []release.Birth{{Indicator: x.ID, Period: when.String(), Effect: c.said}},
			Tables: []release.Table{{Indicator: x.ID, Level: release.DistrictLevel, Periods: []byblik.Period{when}, Value: cells(22.5), Numerator: cells(45), Denominator: cells(200),
				Low: [][]float64{{low}}, High: [][]float64{{high}}, Trend: []release.Trend{release.Unclear}}}}
		d := &deriving{Past: &Past{plan: &catalog.Publication{}, releases: []*release.Release{r}}, r: r}
		d.table(&r.Tables[0])
		caught := false
		for _, a := range d.all {
			caught = caught || strings.HasSuffix(a.Name, "low, high") && a.Says != a.Follows
		}
		if caught != c.caught {
			t.Errorf("an interval %s: found %v", c.what, caught)
		}
	}
}
