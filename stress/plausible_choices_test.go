package stress

import (
	"reflect"
	"slices"
	"testing"

	"byblik"
	"byblik/catalog"
)

func TestDefaultChoicesHoldTheRulesOwn(t *testing.T) {
	r := &catalog.RuleSet{Flag: &catalog.Flag{Of: "3/5", Years: 2, OfLatest: 4}}
	c, err := ChoicesOf(r)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = c.complete(r, 1000); err != nil {
		t.Fatal(err)
	}
	if want := []Fraction{{3, 5}, {1, 2}, {2, 3}, {3, 4}}; !reflect.DeepEqual(c.Of, want) {
		t.Errorf("of %v, expected %v", c.Of, want)
	}
	if want := []Fraction{{2, 4}, {1, 1}, {1, 4}, {4, 4}}; !reflect.DeepEqual(c.Years, want) {
		t.Errorf("years %v, expected %v", c.Years, want)
	}
	if c.Normalise[0] != weightedZ || c.Winsorise[0] != 0 || c.MinResidents[0] != 1000 {
		t.Errorf("the rule's own does not come first: %v", c)
	}
}

func TestARuleSetNarrowsTheChoices(t *testing.T) {
	no, one, none := false, 1.0, 0.0
	c := stressTown(t)
	c.Rules.Stress = &catalog.Stress{Weights: &one, Limits: &none, Normalise: []string{}, Winsorise: []float64{}, Of: []string{}, Years: []string{},
		LeaveOut: &none, Noise: &no, Enclosed: &no}
	f, err := Plausible(c, choicesOf(t, c), 50, 1, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Factors) != 0 {
		t.Errorf("nothing may vary, but %v does", f.Factors)
	}
	for _, a := range f.Areas {
		if a.Verdict != Firm || a.Driver != "" || a.Share != float64(b2i(a.Inside)) {
			t.Fatalf("%+v, expected the screening itself in every run", a)
		}
	}
	for _, z := range f.Zones {
		if z.Share < 1-1e-9 || z.Exists != 1 || z.Verdict != Firm {
			t.Errorf("%+v, expected the zone in every run", z)
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestChoicesWithoutMeaningAreRefused(t *testing.T) {
	c := stressTown(t)
	for name, spoil := range map[string]func(x *Choices){
		"weights":   func(x *Choices) { x.Weights = 0 },
		"limits":    func(x *Choices) { x.Limits = -1 },
		"scale":     func(x *Choices) { x.Normalise = []string{"zz"} },
		"treatment": func(x *Choices) { x.Winsorise = []float64{0.5} },
		"count":     func(x *Choices) { x.Of = []Fraction{{3, 2}} },
		"years":     func(x *Choices) { x.Years = []Fraction{{0, 2}} },
		"left out":  func(x *Choices) { x.LeaveOut = 1.5 },
		"overlap":   func(x *Choices) { x.Overlaps = [][2]byblik.IndicatorID{{"a", "nobody"}} },
		"verdict":   func(x *Choices) { x.Limit = VerdictLimits{0.5, 0.9} },
	} {
		x := choicesOf(t, c)
		spoil(&x)
		if _, err := Plausible(c, x, 10, 1, 1, nil); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := Plausible(c, choicesOf(t, c), 0, 1, 1, nil); err == nil {
		t.Error("no runs at all were accepted")
	}
}

func TestTablesHaveARowForEveryArea(t *testing.T) {
	c := stressTown(t)
	f, err := Plausible(c, choicesOf(t, c), 200, 1, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	header, rows := f.Table()
	if !slices.Equal(header, []string{"area", "share", "verdict", "driver"}) || len(rows) != len(c.Panel.Areas) {
		t.Errorf("%v and %d rows", header, len(rows))
	}
	for i, a := range f.Areas {
		if a.Driver != "" && (a.Share == 0 || a.Share == 1) {
			t.Errorf("%v: driver %q at share %v", rows[i], a.Driver, a.Share)
		}
	}
	if header, rows = f.ZonesTable(); !slices.Equal(header, []string{"zone", "share", "exists", "verdict", "driver"}) || len(rows) != len(f.Zones) || len(rows) == 0 {
		t.Errorf("%v and %d rows", header, len(rows))
	}
}
