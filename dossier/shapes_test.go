package dossier

import (
	"encoding/json"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/spatial"
)

func TestGeoJSON(t *testing.T) {
	files := mustFiles(t, town(catalog.En))
	var zones struct {
		Note     string
		Features []struct {
			ID         string
			Properties map[string]any
			Geometry   struct {
				Type        string
				Coordinates byblik.MultiPolygon
			}
		}
	}
	if err := json.Unmarshal(files["zones.geojson"], &zones); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(zones.Note, "Internal, not for publication. Invented data.") {
		t.Errorf("note %q", zones.Note)
	}
	for _, f := range zones.Features {
		if f.Geometry.Type != "MultiPolygon" || f.Properties["geometry_from"] != "dissolved" {
			t.Errorf("zone %s: %s from %v", f.ID, f.Geometry.Type, f.Properties["geometry_from"])
		}
		for _, fault := range spatial.Check(f.Geometry.Coordinates) {
			t.Errorf("zone %s: %v", f.ID, fault)
		}
		for _, p := range f.Geometry.Coordinates {
			for j, r := range p {
				if (signedArea(r) > 0) != (j == 0) {
					t.Errorf("zone %s ring %d turns the wrong way", f.ID, j)
				}
			}
		}
	}
	if !json.Valid(files["areas.geojson"]) {
		t.Error("areas.geojson is not JSON")
	}
}
