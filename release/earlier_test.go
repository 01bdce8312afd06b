package release_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
	"byblik/release"
)

// Of a folder only whole releases of the place and its areas count, the oldest
// first; one that does not hold is told of.
func TestTheReleasesOfAPlaceAreOpenedOldestFirst(t *testing.T) {
	folder := fstest.MapFS{"notes.txt": {Data: []byte("x")}, "other/readme": {Data: []byte("x")}}
	put := func(dir, id string, year, number int, place string, frame byblik.Frame) {
		r := lilleby()
		r.Manifest.ID, r.Manifest.Period, r.Manifest.Number, r.Manifest.Place = id, byblik.InYear(year), number, catalog.Text{Da: place, En: place}
		for path, text := range sealed(t, r) {
			folder[dir+"/"+path] = &fstest.MapFile{Data: text}
		}
	}
	put("lilleby-2025-2", "lilleby-2025-2", 2025, 2, "Lilleby", "lilleby")
	put("lilleby-2025-1", "lilleby-2025-1", 2025, 1, "Lilleby", "lilleby")
	put("a", "lilleby-2026-1", 2026, 1, "Lilleby", "lilleby")
	put("elsewhere", "elsewhere-2025-1", 2025, 1, "Elsewhere", "lilleby")
	put(".byblik-12", "lilleby-2027-1", 2027, 1, "Lilleby", "lilleby")
	all, err := release.OfPlace(folder, catalog.Text{Da: "Lilleby", En: "Lilleby"}, "lilleby")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, r := range all {
		ids = append(ids, r.Manifest.ID)
	}
	if want := []string{"lilleby-2025-1", "lilleby-2025-2", "lilleby-2026-1"}; !slices.Equal(ids, want) {
		t.Errorf("%v, expected %v", ids, want)
	}
	if _, err := release.OfPlace(folder, catalog.Text{Da: "Lilleby", En: "Lilleby"}, "other"); byblik.KindOf(err) != byblik.Conflict || !strings.Contains(err.Error(), "lilleby-2026-1") {
		t.Errorf("of other areas: %v", err)
	}
	if all, err := release.OfPlace(folder, catalog.Text{Da: "Nowhere", En: "Nowhere"}, "other"); err != nil || len(all) != 0 {
		t.Errorf("of a place without releases: %v, %v", all, err)
	}
	folder["elsewhere/places.csv"] = &fstest.MapFile{}
	if _, err := release.OfPlace(folder, catalog.Text{Da: "Lilleby", En: "Lilleby"}, "lilleby"); byblik.KindOf(err) != byblik.Invalid {
		t.Errorf("beside a damaged release: %v", err)
	}
}
