package source

import (
	"strings"
	"testing"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
)

// The files that a city makes itself follow contracts of the catalog; here is
// one of each, as a user would write it.
func TestFilesThatTheCityMakes(t *testing.T) {
	rode := func(codes ...string) []byblik.Area {
		var all []byblik.Area
		for _, c := range codes {
			all = append(all, byblik.Area{Code: byblik.AreaCode{Frame: "rode", Code: c}})
		}
		return all
	}
	for _, c := range []struct {
		id, file, text string
		frame          []byblik.Area
		want           string
	}{
		{"kk-screening-delivery", "koebenhavn_criteria_2013.csv", "rode_nr;year;youth_17_24;youth_17_24_without_youth_education;children_0_17;children_0_17_in_poverty;adults_18_plus;adults_18_plus_two_chronic_diseases;unsafe_in_neighbourhood_pct\r\n" +
			"15;2013;100;20;..;;500;60;12,5\r\n", rode("15", "16"), "15 2013 100 20 - - 500 60 12.5\n"},
		{"kk-state-list-areas", "state_list_areas.geojson", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"area":"Parken","list":"forebyggelsesomraade","year":2013},
			"geometry":{"type":"Polygon","coordinates":[[[12.5,55.7],[12.51,55.7],[12.51,55.71],[12.5,55.7]]]}}]}`, rode("15"), "Parken 2013 forebyggelsesomraade\n"},
	} {
		all, err := Read(Request{FS: fstest.MapFS{c.file: {Data: []byte(c.text)}}, Definition: definition(t, c.id), Period: byblik.InYear(2013), Frame: c.frame})
		if err != nil {
			t.Errorf("%s: %v", c.id, err)
			continue
		}
		if got := said(all[0]); got != c.want {
			t.Errorf("%s: got %s want %s", c.id, got, c.want)
		}
	}
	lines := `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[12.5,55.7,3],[12.6,55.7]]}},
		{"type":"Feature","geometry":{"type":"MultiLineString","coordinates":[[[12.5,55.6],[12.6,55.6]],[[12.5,55.65],[12.6,55.65]]]}}]}`
	all, err := Read(Request{FS: fstest.MapFS{"barriers.geojson": {Data: []byte(lines)}}, Definition: definition(t, "kk-barriers"), Period: byblik.InYear(2013)})
	if err != nil || len(all[0].Lines) != 3 || all[0].Lines[0][1] != (byblik.Point{12.6, 55.7}) || all[0].Receipt.RowsUsed != 2 {
		t.Errorf("barriers: %v", err)
	}
	for _, id := range []string{"kk-screening-delivery", "kk-state-list-areas", "kk-barriers"} {
		if all, err := Read(Request{FS: fstest.MapFS{}, Definition: definition(t, id)}); err != nil || len(all) != 0 {
			t.Errorf("%s is optional: %v", id, err)
		}
	}
}

// A number that a format stores as a number is that number, whatever signs
// the definition declares for texts; a text follows the signs.
func TestNumbersOfFeaturesNeedNoSign(t *testing.T) {
	for _, c := range []struct {
		source *catalog.Source
		text   string
	}{{bordersSource(), goodBorders}, {topoSource(), goodTopology}} {
		s := c.source
		s.Written = catalog.Written{Decimal: ",", Thousands: "."}
		s.Columns = []catalog.Column{{ID: "score", Name: "score", Kind: catalog.Number}}
		text := strings.Replace(strings.Replace(c.text, `"nr":1,`, `"nr":1,"score":1.234,`, 1), `"nr":2,`, `"nr":2,"score":"1.234,5",`, 1)
		d, err := readBytes(s, []byte(text), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Columns[0].Value; got[0].Float() != 1.234 || got[1].Float() != 1234.5 {
			t.Errorf("%s: got %v and %v, want 1.234 and 1234.5", s.Format, got[0].Float(), got[1].Float())
		}
	}
}

// Metres are written as maps write them.
func TestPositionsAreWrittenWithoutExponents(t *testing.T) {
	if got := at(byblik.Point{720_000.5, 6_170_000}); got != "720000.5, 6170000" {
		t.Error(got)
	}
}
