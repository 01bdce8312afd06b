package compile

import (
	"errors"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/release"
)

// Whatever stands in a file of the truth, it is read or refused with its line.
func TestAFileOfTheTruthThatCannotBeTakenApartIsRefused(t *testing.T) {
	year := byblik.Period{Kind: byblik.Year, Year: 2025}
	r := &release.Release{
		Indicators: []release.Indicator{{ID: "poor", Kind: release.Count, Numerator: []string{"town/poor"}}},
		Levels:     []release.Level{{ID: release.AreaLevel, Places: []release.Place{{Code: "1"}}}},
		Tables:     []release.Table{{Indicator: "poor", Level: release.AreaLevel, Periods: []byblik.Period{year}}},
	}
	p := PastOf([]*release.Release{r}, &catalog.Catalog{}, &catalog.Publication{})
	name := release.FigureID{Indicator: "poor", Level: release.AreaLevel, Place: "1", Period: year}.String()
	head := "figure,value\n"
	got, err := p.ReadTruth("truth.csv", []byte(head+name+",3\n"))
	if want := (disclose.Figure{Column: "town/poor", Place: disclose.Place{Level: "area", Code: "1"}, Period: year}); err != nil || got[want] != byblik.RawOf(3) {
		t.Fatalf("%v %v", got, err)
	}
	for text, line := range map[string]int{
		"":                           1,
		"\"":                         1,
		"figure\n" + name + ",3":     1,
		head + "\"poor\"x,1":         2,
		head + name + ",3\n\"":       3,
		head + name + ",\"3":         2,
		head + name + ",3,4":         2,
		head + name + ",-1":          2,
		head + name + ",NaN":         2,
		head + name + ",3\npoor.x,3": 3,
		head:                         0,
	} {
		_, err := p.ReadTruth("truth.csv", []byte(text))
		if e := (*byblik.Error)(nil); !errors.As(err, &e) || e.Kind != byblik.Invalid || e.Line != line {
			t.Errorf("%q: %v, expected a refusal in line %d", text, err, line)
		}
	}
}
