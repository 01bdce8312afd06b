package compile

import (
	"math"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/release"
	"byblik/run"
)

// The mean of a place is the sum of its small areas over their persons; it is
// not there where an area with persons has none, where persons are few or hidden, or where the
// largest part could be guessed, and not applicable where nobody lives.
func TestAMeanNeedsPersonsAndNoGiant(t *testing.T) {
	when := byblik.InYear(2025)
	ok, missing := byblik.RawOf, byblik.RawWithout(byblik.Missing)
	secret, err := disclose.SecretOf([]byte("a key that no attacker has, of 32"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what    string
		value   []byblik.Raw // m² per person of the two small areas
		persons []float64
		of      byblik.Cell // protected count of the persons
		largest float64
		low     float64
		status  byblik.Status
	}{
		{"two areas", []byblik.Raw{ok(40), ok(70)}, []float64{100, 50}, byblik.CellOf(150), 250, 50, byblik.OK},
		{"one without persons", []byblik.Raw{ok(47), missing}, []float64{100, 0}, byblik.CellOf(100), 250, 47, byblik.OK},
		{"one with persons and no figure", []byblik.Raw{ok(47), missing}, []float64{100, 10}, byblik.CellOf(110), 250, 0, byblik.Missing},
		{"hidden persons", []byblik.Raw{ok(47), ok(47)}, []float64{100, 10}, byblik.CellWithout(byblik.Suppressed), 250, 0, byblik.Suppressed},
		{"few persons", []byblik.Raw{ok(50), missing}, []float64{4, 0}, byblik.CellOf(5), 1, 0, byblik.Suppressed},
		{"five persons", []byblik.Raw{ok(50), missing}, []float64{5, 0}, byblik.CellOf(5), 1, 50, byblik.OK},
		{"just enough: 2.15 times the largest part", []byblik.Raw{ok(43), missing}, []float64{10, 0}, byblik.CellOf(10), 200, 43, byblik.OK},
		{"a giant", []byblik.Raw{ok(42.9), missing}, []float64{10, 0}, byblik.CellOf(10), 200, 0, byblik.Suppressed},
		{"nobody", []byblik.Raw{missing, missing}, []float64{0, 0}, byblik.CellOf(0), 250, 0, byblik.NotApplicable},
	} {
		numerator := []float64{math.NaN(), math.NaN()}
		for i, v := range c.value {
			if v.Status() == byblik.OK {
				numerator[i] = v.Float() * c.persons[i]
			}
		}
		x := release.Indicator{ID: "space", Kind: release.Mean, Numerator: []string{"t/space"}, Denominator: []string{"t/residents"}, Levels: []release.LevelID{release.CityLevel}}
		b := &builder{rules: &catalog.RuleSet{}, sums: map[disclose.Figure]disclose.Contributors{}, missing: map[disclose.Figure][]string{}}
		b.Input = Input{Secret: secret, Plan: &catalog.Publication{Indicators: []catalog.Published{{Indicator: "space", Step: 1, Largest: c.largest}}},
			Run: run.Input{Panel: &byblik.Panel{Observations: []byblik.Observations{{Indicator: "space", Period: when, Value: c.value, Numerator: numerator, Denominator: c.persons}}}}}
		b.areas = []byblik.Area{{Code: byblik.AreaCode{Frame: "f", Code: "1"}}, {Code: byblik.AreaCode{Frame: "f", Code: "2"}}}
		b.out.Levels = []release.Level{{ID: release.CityLevel, Places: []release.Place{{Code: release.City}}}}
		b.members = map[release.LevelID][][]int{release.CityLevel: {{0, 1}}}
		b.raw = map[string]*counted{"t/residents": {refs: x.Denominator, raw: map[byblik.Period][]byblik.Raw{when: {ok(c.persons[0]), ok(c.persons[1])}}}}
		of := figure("t/residents", release.CityLevel, release.City, when)
		b.cells = map[disclose.Figure]byblik.Cell{of: c.of}
		f, err := b.figures(&x, release.CityLevel, when)
		if err != nil {
			t.Fatal(err)
		}
		v := f.value[0]
		if v.Status() != c.status || c.status == byblik.OK && v.Float() != c.low && v.Float() != c.low+1 {
			t.Errorf("%s: %v %v, expected %v from %v", c.what, v.Float(), v.Status(), c.status, c.low)
		}
		if _, known := b.sums[of]; known != (c.status == byblik.OK) || f.denominator[0] != c.of || f.numerator != nil {
			t.Errorf("%s: the attack is told of %v persons", c.what, b.sums[of].Number)
		}
		if i := f.intervals()[0]; c.status == byblik.OK && !(i.Low < v.Float() && v.Float()-1 < i.Low && i.High < v.Float()+1) {
			t.Errorf("%s: interval %v", c.what, i)
		}
	}
}

// A mean beside a hidden number of persons, or one of two persons, is found.
func TestTheAttackFindsAMeanOfFew(t *testing.T) {
	of := figure("t/residents", release.CityLevel, release.City, byblik.InYear(2025))
	for _, c := range []struct {
		persons byblik.Cell
		sums    disclose.Contributors
		found   bool
	}{
		{byblik.CellOf(100), disclose.Contributors{Number: 100, Sum: 5000, First: 250, Second: 250}, false},
		{byblik.CellWithout(byblik.Suppressed), disclose.Contributors{Number: 100, Sum: 5000, First: 250, Second: 250}, true},
		{byblik.CellOf(5), disclose.Contributors{Number: 2, Sum: 100, First: 50, Second: 50}, true},
		{byblik.CellOf(5), disclose.Contributors{Number: 4, Sum: 200, First: 50, Second: 50}, true}, // few, and nobody large
		{byblik.CellOf(5), disclose.Contributors{Number: 5, Sum: 250, First: 50, Second: 50}, false},
		{byblik.CellOf(100), disclose.Contributors{Number: 100, Sum: 5000, First: 4000, Second: 500}, true},
	} {
		p := &disclose.Problem{Rules: disclose.Standard(), TruthOf: map[disclose.Figure]disclose.Contributors{of: c.sums},
			Structure: disclose.Structure{Columns: []disclose.Column{{ID: "t/residents"}}, Geography: disclose.Geography{Base: "city", Places: map[disclose.Place][]string{of.Place: {"1"}}}},
			Releases:  []*disclose.Publication{{ID: "one", Counts: map[disclose.Figure]byblik.Cell{of: c.persons}, Means: []disclose.Mean{{Amount: "t/space", Of: of, Value: byblik.CellOf(50), Step: 1, Unit: wholeAmount}}}}}
		report, err := disclose.Attack(p)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, b := range report.Breaches {
			found = found || b.Attack == disclose.Averages
		}
		if found != c.found {
			t.Errorf("%+v: found %v", c.sums, found)
		}
	}
}
