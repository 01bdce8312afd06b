package compile

import (
	"math"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/release"
)

// A zone may have 1,000 to 40,000 residents, and one that is larger and cannot be
// split is said to be. So everybody knows of each zone on which side of both it lies.
func TestTheAttackKnowsHowLargeAZoneCanBe(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	const rules = "dk-koebenhavn-2025"
	if z := c.RuleSets[rules].Zones; z.MinResidents != 1000 || z.MaxResidents != 40000 {
		t.Fatalf("zones of %v to %v residents", z.MinResidents, z.MaxResidents)
	}
	r := &release.Release{Manifest: release.Manifest{RuleSet: rules, Period: byblik.InYear(2025)},
		Levels:     []release.Level{{ID: release.AreaLevel, Places: []release.Place{{Code: "1", Zone: "a"}, {Code: "2", Zone: "b"}, {Code: "3", Zone: "ab"}}}, {ID: release.ZoneLevel, Places: []release.Place{{Code: "a"}, {Code: "b"}, {Code: "ab"}}}},
		Indicators: []release.Indicator{{ID: "residents", Kind: release.Count, Numerator: []string{"t/all"}}},
		Screening: release.Screening{Residents: "residents", Zones: []byblik.Zone{{ID: "a"}, {ID: "b"}, {ID: "ab"}},
			Said: []catalog.Text{{Da: "Andet.", En: "Larger than others: a."}, {Da: "…", En: "Larger than a zone should be, but could not be split: c, ab."}}}}
	p := PastOf([]*release.Release{r}, c, &catalog.Publication{})
	want := map[string][]disclose.Interval{}
	for _, id := range []string{"a", "b", "ab"} {
		want[id] = []disclose.Interval{{Low: 1000, High: math.Inf(1)}, {Low: math.Inf(-1), High: 40000}}
	}
	want["ab"][1] = disclose.Interval{Low: 40001, High: math.Inf(1)}
	got := map[string][]disclose.Interval{}
	for _, b := range p.bounds(0, told{}) {
		got[b.Of[0].Place.Code] = append(got[b.Of[0].Place.Code], b.Interval)
	}
	for id, intervals := range want {
		if len(got[id]) != 2 || got[id][0] != intervals[0] || got[id][1] != intervals[1] {
			t.Errorf("zone %s has %v residents, expected %v", id, got[id], intervals)
		}
	}
}
