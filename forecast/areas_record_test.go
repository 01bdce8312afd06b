package forecast

import (
	"testing"

	"byblik"
	"byblik/catalog"
)

// The small areas of a place are tried on the figures that are named, from their
// third year to the last, and only where enough people live.
func TestTheSmallAreasOfAPlaceAreTried(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	panel := &byblik.Panel{}
	const areas, small = 40, 3
	for i := range areas {
		panel.Areas = append(panel.Areas, byblik.Area{Code: byblik.AreaCode{Frame: "minby", Code: string(rune('A' + i))}})
	}
	for year := 2019; year <= 2025; year++ {
		people := byblik.Observations{Indicator: "minby-residents", Period: byblik.InYear(year)}
		poor := byblik.Observations{Indicator: "minby-low-income", Period: byblik.InYear(year)}
		for i := range areas {
			n := 1000.0
			if i < small {
				n = leastResidents - 1
			}
			people.Value = append(people.Value, byblik.RawOf(n))
			poor.Value = append(poor.Value, byblik.RawOf(float64(5+i)+0.5*float64((year*7+i*3)%5)))
		}
		panel.Observations = append(panel.Observations, people, poor)
	}
	tried := Tried{ID: "lilleby", Title: catalog.Text{Da: "Lilleby", En: "Lilleby"}, Residents: "minby-residents", Indicators: []byblik.IndicatorID{"minby-low-income"}, Last: 2024}
	b := tried.Record(panel, c)
	if b.ID != "lilleby" || b.Title.En != "Lilleby" || b.From != 2021 || b.To != 2024 || b.Titles["minby-low-income"] != c.Indicators["minby-low-income"].Title {
		t.Errorf("%s, %v, %d–%d, %v", b.ID, b.Title, b.From, b.To, b.Titles)
	}
	asked := map[string]bool{}
	for _, x := range b.Cases(Ours, "", false) {
		asked[x.Area] = true
	}
	if len(asked) != areas-small || asked["A"] {
		t.Errorf("%d areas are asked about, expected the %d with %d residents and more", len(asked), areas-small, leastResidents)
	}
	for _, x := range []*Tried{&Roder, &MinbyAreas} {
		if c.RuleSets[x.RuleSet] == nil || c.Indicators[x.Residents] == nil {
			t.Errorf("%s names %s and %s, which the catalog does not have", x.ID, x.RuleSet, x.Residents)
		}
		for _, id := range x.Indicators {
			if c.Indicators[id] == nil {
				t.Errorf("%s names %s, which the catalog does not have", x.ID, id)
			}
		}
	}
}
