package compile

import (
	"math"
	"slices"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/dossier"
	"byblik/release"
	"byblik/run"
)

// What was delivered of the years after a release is not in it.
func TestAReleaseSaysNothingOfTheYearsAfterIt(t *testing.T) {
	b := &builder{Input: Input{Run: run.Input{Panel: &byblik.Panel{}}, Decision: &dossier.Screening{Period: byblik.InYear(2024)}}}
	for y := 2023; y <= 2025; y++ {
		b.Run.Panel.Observations = append(b.Run.Panel.Observations, byblik.Observations{Indicator: "poor", Period: byblik.InYear(y)})
	}
	if got, want := b.periods("poor"), []byblik.Period{byblik.InYear(2023), byblik.InYear(2024)}; !slices.Equal(got, want) {
		t.Errorf("%v, expected %v", got, want)
	}
}

// An area that the public figures alone would flag, or not, other than the
// decision did is marked; and only that.
func TestAnAreaIsMarkedWhereTheDecisionDiffers(t *testing.T) {
	b := &builder{Input: Input{Decision: &dossier.Screening{Flagged: []bool{false, true, false, true}}}}
	pub := &dossier.Screening{Flagged: []bool{false, false, true, true}, Review: make([]string, 4), Findings: make([]byblik.Finding, 4)}
	for i := range 4 {
		b.areas = append(b.areas, byblik.Area{})
		x := b.area(pub, i, membership{})
		if want := i == 1 || i == 2; x.Marked != want || x.Flagged != pub.Flagged[i] {
			t.Errorf("decided %v, in public %v: marked %v, flagged %v", b.Decision.Flagged[i], pub.Flagged[i], x.Marked, x.Flagged)
		}
	}
}

// By hand: 45 of 200 is 22.5 per cent. Wilson's interval is 17.3 to 28.8 (E. B.
// Wilson, JASA 22, 1927), 5.24 points below and 6.27 above. Rounding to multiples of
// 5 has a standard deviation of √((25 − 1)/6) = 2 for each count, so 1.96 · 2 · √(1 +
// 0.225²)/200 or 2.01 points; squared and added 5.61 and 6.59: 16.9 to 29.1. Of
// public counts, which are exact, it is Wilson's alone.
func TestAnIntervalTakesInTheRounding(t *testing.T) {
	for class, want := range map[string][2]float64{"restricted": {16.9, 29.1}, "microdata": {16.9, 29.1}, string(catalog.Public): {17.3, 28.8}} {
		x := &release.Indicator{ID: "poor", Kind: release.Share, Per: 100, Decimals: 1, Class: class}
		f := &figures{x: x, value: []byblik.Cell{byblik.CellOf(22.5)}, numerator: []byblik.Cell{byblik.CellOf(45)}, denominator: []byblik.Cell{byblik.CellOf(200)}}
		low, high := f.bounds(f.intervals())
		if math.Abs(low[0]-want[0]) > 1e-9 || math.Abs(high[0]-want[1]) > 1e-9 {
			t.Errorf("%s: %v to %v, expected %v", class, low[0], high[0], want)
		}
	}
}

// A count that one indicator may show of a place and another may not stands in the
// table of the first alone.
func TestACountIsShownOnlyByTheIndicatorThatMay(t *testing.T) {
	when := byblik.InYear(2025)
	ind := func(id string, levels ...release.LevelID) release.Indicator {
		return release.Indicator{ID: byblik.IndicatorID(id), Kind: release.Share, Per: 100, Numerator: []string{"t/poor"}, Denominator: []string{"t/adults"}, Levels: levels}
	}
	b := &builder{rules: &catalog.RuleSet{}, missing: map[disclose.Figure][]string{}}
	b.Plan = &catalog.Publication{Indicators: []catalog.Published{{Indicator: "may"}, {Indicator: "may-not"}}}
	b.Run.Panel = &byblik.Panel{}
	b.out.Levels = []release.Level{{ID: release.AreaLevel, Places: []release.Place{{Code: "1"}}}}
	b.out.Indicators = []release.Indicator{ind("may", release.AreaLevel), ind("may-not")}
	b.cells = map[disclose.Figure]byblik.Cell{figure("t/poor", release.AreaLevel, "1", when): byblik.CellOf(45), figure("t/adults", release.AreaLevel, "1", when): byblik.CellOf(200)}
	for i, want := range []byblik.Status{byblik.OK, byblik.Suppressed} {
		f, err := b.figures(&b.out.Indicators[i], release.AreaLevel, when)
		if err != nil {
			t.Fatal(err)
		}
		if f.numerator[0].Status() != want || f.value[0].Status() != want || f.denominator[0].Float() != 200 {
			t.Errorf("%s: numerator %v, value %v, denominator %v", b.out.Indicators[i].ID, f.numerator[0].Status(), f.value[0].Status(), f.denominator[0].Float())
		}
	}
}
