package web

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"byblik"
	"byblik/catalog"
	"byblik/release"
)

// danish is a release with streets as Danish cities have them, n house numbers
// in each, a small area for every hundred.
func danish(n int) *release.Release {
	r := &release.Release{}
	areas := release.Level{ID: release.AreaLevel}
	for k, street := range []string{"Æbeløgade", "Øster Søgade", "Ågade", "Christian X's Allé", "H.C. Ørsteds Vej", "10. Juli Vej", "5. Junis Plads", "H/F Kløvermarken", "Rue Café", "Hübners Plads", "Gl. Kongevej"} {
		for i := range n {
			if i%100 == 0 {
				areas.Places = append(areas.Places, release.Place{Code: fmt.Sprintf("%03d-%d", i/100, k), Name: catalog.Text{Da: fmt.Sprintf("Område %d i %c", i/100, 'a'+k), En: fmt.Sprintf("Area %d in %c", i/100, 'a'+k)}})
			}
			r.Addresses = append(r.Addresses, release.Address{Street: street, Number: fmt.Sprint(1+i/3) + []string{"", "A", "B"}[i%3], Postcode: "0800", Town: "Høje Å", Area: areas.Places[len(areas.Places)-1].Code, At: byblik.Point{12, 55}})
		}
	}
	r.Levels = []release.Level{areas}
	return r
}

// Addresses are found as people and registers write them: letters and zeros,
// floor and door, with and without the letters that a keyboard lacks.
func TestDanishAddressesAreFound(t *testing.T) {
	r := danish(2000)
	start := time.Now()
	f := newFinder(r)
	t.Logf("%d addresses laid out in %v", len(r.Addresses), time.Since(start))
	for typed, want := range map[string]struct {
		name string
		area string
	}{
		"Æbeløgade 12B":                       {"Æbeløgade 12B", "000-0"},
		"aebeloegade 12 b, 2. th":             {"Æbeløgade 12B", "000-0"},
		"Æbeløgade 012B, 02 TH":               {"Æbeløgade 12B", "000-0"},
		"Æbeløgade 0012":                      {"Æbeløgade 12", "000-0"},
		"Aagade 640A, st. tv, 0800 Høje Å":    {"Ågade 640A", "019-2"},
		"Christian X's Allé 99":               {"Christian X's Allé 99", "002-3"},
		"H.C. Ørsteds Vej 20A, 1. mf.":        {"H.C. Ørsteds Vej 20A", "000-4"},
		"10. Juli Vej 67":                     {"10. Juli Vej 67", "001-5"},
		"5. Junis Plads 2B":                   {"5. Junis Plads 2B", "000-6"},
		"H/F Kløvermarken 5":                  {"H/F Kløvermarken 5", "000-7"},
		"Rue Cafe 8":                          {"Rue Café 8", "000-8"},
		"gl kongevej 600, 3. tv, 0800 Høje Å": {"Gl. Kongevej 600", "017-10"},
	} {
		hits := f.search(typed, 5)
		if len(hits) == 0 || hits[0].kind != hitAddress || hits[0].name != want.name || len(hits[0].areas) != 1 || hits[0].door == nil || r.Levels[0].Places[hits[0].areas[0]].Code != want.area {
			t.Errorf("%q finds %+v, want %s in %s", typed, hits, want.name, want.area)
		}
	}
	if hits := f.search("Æbeløgade 00", 5); len(hits) == 0 || hits[0].kind == hitAddress || strings.Contains(hits[0].name, " 0") {
		t.Errorf("a number that is not there: %+v", hits)
	}
}
