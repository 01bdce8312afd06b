package publish

import (
	"encoding/json"
	"testing"

	"byblik"
	"byblik/release"
)

// A catalogue is told which years and which land a release covers, in the
// forms of DCAT 3 §6.4.2 (dct:temporal) and §6.4.3 (dct:spatial, WKT).
func TestDCATTellsYearsAndLand(t *testing.T) {
	square := byblik.MultiPolygon{{{{12.5, 55.6}, {12.6, 55.6}, {12.6, 55.7}, {12.5, 55.7}, {12.5, 55.6}}}}
	north := byblik.MultiPolygon{{{{12.55, 55.7}, {12.6, 55.7}, {12.6, 55.75}, {12.55, 55.7}}}}
	r := &release.Release{
		Tables: []release.Table{{Periods: []byblik.Period{byblik.InYear(2019), byblik.InYear(2021)}},
			{Periods: []byblik.Period{{Kind: byblik.TwoYearMean, Year: 2018}}}},
		Geography: release.Geography{Areas: []byblik.MultiPolygon{square, north}},
	}
	files, err := writeDCAT(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Graph []struct {
			Spatial struct {
				Box struct {
					Type  string `json:"@type"`
					Value string `json:"@value"`
				} `json:"dcat:bbox"`
			} `json:"dct:spatial"`
		} `json:"@graph"`
	}
	var raw struct {
		Graph []map[string]json.RawMessage `json:"@graph"`
	}
	for _, into := range []any{&doc, &raw} {
		if err := json.Unmarshal(files["dcat.jsonld"], into); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := string(raw.Graph[0]["dct:temporal"]), `{"@type":"dct:PeriodOfTime","dcat:endDate":{"@type":"xsd:gYear","@value":"2021"},"dcat:startDate":{"@type":"xsd:gYear","@value":"2018"}}`; got != want {
		t.Errorf("temporal %s, want %s", got, want)
	}
	box := doc.Graph[0].Spatial.Box
	if want := "POLYGON((12.5 55.6,12.6 55.6,12.6 55.75,12.5 55.75,12.5 55.6))"; box.Type != "geo:wktLiteral" || box.Value != want {
		t.Errorf("bbox %s %s, want %s", box.Type, box.Value, want)
	}
}
