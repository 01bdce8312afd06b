package dossier

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
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
		if err := toGeom(f.Geometry.Coordinates).Validate(); err != nil {
			t.Errorf("zone %s: %v", f.ID, err)
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

func TestTidyMendsWhatRoundingBreaks(t *testing.T) {
	// Two squares that meet in one corner, written as one ring, and a spike.
	eight := byblik.MultiPolygon{{{{0, 0}, {1, 0}, {1, 1}, {2, 1}, {2, 2}, {1, 2}, {1, 1}, {0, 1}, {0, 0}}}}
	spike := byblik.MultiPolygon{{{{0, 0}, {1, 0}, {1, 1}, {1.5, 1}, {1, 1.00000001}, {0, 1}, {0, 0}}}}
	for what, c := range map[string]struct {
		m     byblik.MultiPolygon
		parts int
		area  float64
	}{"eight": {eight, 2, 2}, "spike": {spike, 1, 1}} {
		g := toGeom(tidy(c.m))
		if err := g.Validate(); err != nil || len(tidy(c.m)) != c.parts || math.Abs(g.Area()-c.area) > 1e-6 {
			t.Errorf("%s: %v, %d parts, area %v", what, err, len(tidy(c.m)), g.Area())
		}
	}
}

func TestBrokenMembersAreCollected(t *testing.T) {
	bow := byblik.MultiPolygon{{{{0, 0}, {1, 1}, {1, 0}, {0, 1}, {0, 0}}}}
	square := byblik.MultiPolygon{{{{1, 0}, {2, 0}, {2, 1}, {1, 1}, {1, 0}}}}
	if z := merge([]byblik.MultiPolygon{bow, square}); z.dissolved || len(z.shape) != 2 {
		t.Errorf("dissolved %v, %d parts", z.dissolved, len(z.shape))
	}
}
