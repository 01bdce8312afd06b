package designate

import (
	"strings"
	"testing"

	"byblik"
)

// An annex gives a row for each department, with the line that a refusal names,
// also below a row that spans several.
func TestAnAnnexIsRead(t *testing.T) {
	rows, err := ReadAnnex("annex.csv", []byte("\ufeffarea,list,year,department\n\"Par\nken\",udsat,2024,1\nEngen,forebyggelse,2023,\"Øst, II\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Belonging{{"Par\nken", "udsat", 2024, "1", "annex.csv", 2}, {"Engen", "forebyggelse", 2023, "Øst, II", "annex.csv", 4}}
	if len(rows) != 2 || rows[0] != want[0] || rows[1] != want[1] {
		t.Errorf("%+v, expected %+v", rows, want)
	}
}

func TestAnAnnexThatDoesNotHoldIsRefusedWithItsLine(t *testing.T) {
	for text, want := range map[string]string{
		"":                            "annex.csv:1: [missing-column] found another table",
		"area;list;year;department\n": "annex.csv:1: [missing-column] found another table",
		"area,list,year,department\nA,udsat,2024,1\nB,udsat,2024\n":          "annex.csv:3: [bad-row] found a row that cannot be taken apart",
		"area,list,year,department\nA,udsat,2024,\"1\"2\n":                   "annex.csv:2: [bad-row] found a row that cannot be taken apart",
		"area,list,year,department\n\"A\nB\",udsat,2024,1\nA,udsat,i år,1\n": `annex.csv:4: year: [text-in-number] found "i år"`,
	} {
		if _, err := ReadAnnex("annex.csv", []byte(text)); byblik.KindOf(err) != byblik.Invalid || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v\nwant %s", text, err, want)
		}
	}
}

// A department has the dwellings of all kinds that are known.
func TestDepartmentsOfALayer(t *testing.T) {
	n, none := byblik.RawOf, byblik.RawWithout(byblik.Missing)
	d := &byblik.Delivery{Rows: []byblik.Row{{Area: byblik.AreaCode{Frame: "departments", Code: "7"}, Name: "Nord"}}, Shapes: []byblik.MultiPolygon{block(0, 0, 1, 1)},
		Columns: []byblik.Column{{ID: "organisation", Text: []string{"A"}}, {ID: "family", Value: []byblik.Raw{n(100)}}, {ID: "youth", Value: []byblik.Raw{none}}, {ID: "elderly", Value: []byblik.Raw{n(20)}}, {ID: "care", Value: []byblik.Raw{n(0)}}}}
	all := DepartmentsOf([]*byblik.Delivery{d})
	if len(all) != 1 || all[0].ID != "7" || all[0].Organisation != "A" || all[0].Name != "Nord" || all[0].Dwellings != 120 || len(all[0].Shape) != 1 {
		t.Errorf("%+v", all)
	}
}
