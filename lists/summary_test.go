package lists

import (
	"testing"

	"byblik/catalog"
	"byblik/screen"
)

// Each list has a line of how many housing areas are on it, are not, and could not
// be told.
func TestAScreeningIsToldListByList(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	rules := c.RuleSets["dk-state-2021"]
	s := &Screening{Rules: rules, Year: 2024}
	for _, on := range []screen.Answer{screen.Yes, screen.No, screen.No, screen.Indeterminate, screen.Absent} {
		x := Standing{}
		for range rules.Lists.Lists {
			x.Results = append(x.Results, Result{On: on})
		}
		s.Standings = append(s.Standings, x)
	}
	want := "dk-state-2021: 5 housing areas, list of 2024-12-01\n"
	for _, id := range []string{"udsat                ", "parallelsamfund      ", "omdannelse           ", "forebyggelse         ", "kombineret_udlejning "} {
		want += "  " + id + " yes 1, no 2, indeterminate 1, missing 1\n"
	}
	if got, err := s.Summary(catalog.En, "out"); err != nil || got != want+"written: out\n" {
		t.Errorf("%s, %v\nwant %s", got, err, want)
	}
}
