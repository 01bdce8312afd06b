package compile

import (
	"testing"

	"byblik"
	"byblik/release"
)

// A release of a period has the number 1, and a correction one more than the
// release that it names, which must be the newest of the period.
func TestACorrectionNamesTheNewestReleaseOfItsPeriod(t *testing.T) {
	of := func(id string, year, number int) *release.Release {
		return &release.Release{Manifest: release.Manifest{ID: id, Period: byblik.InYear(year), Number: number}}
	}
	earlier := []*release.Release{of("a-2024-1", 2024, 1), of("a-2025-1", 2025, 1), of("a-2025-2", 2025, 2)}
	for _, x := range []struct {
		year     int
		replaces string
		number   int // 0: refused
	}{{2026, "", 1}, {2025, "a-2025-2", 3}, {2024, "a-2024-1", 2}, {2025, "a-2025-1", 0}, {2025, "", 0}, {2026, "a-2025-2", 0}} {
		n, err := NextNumber(earlier, byblik.InYear(x.year), x.replaces)
		if n != x.number || (err == nil) != (x.number > 0) || err != nil && byblik.KindOf(err) != byblik.Usage {
			t.Errorf("%d, in place of %q: %d, %v; expected %d", x.year, x.replaces, n, err, x.number)
		}
	}
}

// The zones of the newest release live on, with their members and reasons.
func TestTheZonesOfTheNewestReleaseLiveOn(t *testing.T) {
	older, newest := &release.Release{}, &release.Release{}
	older.Screening.Zones = []byblik.Zone{{ID: "old"}}
	newest.Screening.Zones = []byblik.Zone{{ID: "z", Name: "Zone", Members: []byblik.Member{{Area: byblik.AreaCode{Frame: "a", Code: "1"}, Reason: byblik.Reason("flagged")}}}}
	zones := ZonesOf([]*release.Release{older, newest})
	if len(zones) != 1 || zones[0].ID != "z" || len(zones[0].Members) != 1 || zones[0].Members[0].Area.Code != "1" || zones[0].Members[0].Reason != "flagged" {
		t.Errorf("%v", zones)
	}
	if ZonesOf(nil) != nil {
		t.Error("zones of no release")
	}
}
