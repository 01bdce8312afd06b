package minby

import (
	"encoding/json"
	"io/fs"
	"math"
	"testing"

	"github.com/peterstace/simplefeatures/geom"
)

func read(t *testing.T, name string) []byte {
	t.Helper()
	text, err := fs.ReadFile(Files(Seed), name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func features(t *testing.T, text []byte) []geom.GeoJSONFeature {
	t.Helper()
	var c geom.GeoJSONFeatureCollection
	if err := json.Unmarshal(text, &c); err != nil {
		t.Fatal(err)
	}
	return c.Features
}

// Every polygon is valid as the OGC Simple Features standard defines it,
// judged by a library that is not ours; so are those of other seeds.
func TestShapesAreValid(t *testing.T) {
	for _, name := range []string{AreasFile, StateListFile, HousingFile, BarriersFile, ContextFile, PlaygroundsFile} {
		for _, f := range features(t, read(t, name)) {
			if err := f.Geometry.Validate(); err != nil {
				t.Errorf("%s: %v: %v", name, f.Properties["name"], err)
			}
		}
	}
	for seed := uint64(2); seed < 12; seed++ {
		for _, f := range features(t, build(seed).areasFile()) {
			if err := f.Geometry.Validate(); err != nil {
				t.Errorf("seed %d, %v: %v", seed, f.Properties["code"], err)
			}
		}
	}
}

// Housing areas do not overlap and lie in one area each.
func TestHousingAreasLieInTheirAreas(t *testing.T) {
	areas := features(t, read(t, AreasFile))
	for _, h := range features(t, read(t, HousingFile)) {
		best := 0.0
		for _, a := range areas {
			common, err := geom.Intersection(a.Geometry, h.Geometry)
			if err != nil {
				t.Fatal(err)
			}
			best = max(best, common.Area()/h.Geometry.Area())
		}
		if best < 0.9 {
			t.Errorf("%v: at most %.2f of it lies in one area", h.Properties["name"], best)
		}
	}
}

// The areas cover the land without gaps or overlaps: every edge is walked once
// in each direction or lies on the coast or the municipality's border, and
// what is walked once closes to few outlines.
func TestAreasShareTheirPoints(t *testing.T) {
	type edge [2]geom.XY
	walked := map[edge]int{}
	surface := 0.0
	for _, f := range features(t, read(t, AreasFile)) {
		s := f.Geometry.MustAsPolygon().ExteriorRing().Coordinates()
		for i := 1; i < s.Length(); i++ {
			walked[edge{s.GetXY(i - 1), s.GetXY(i)}]++
		}
		surface += f.Geometry.Area()
	}
	outer := map[geom.XY]geom.XY{}
	for e, n := range walked {
		if n > 1 {
			t.Errorf("the edge %v is walked %d times in one direction", e, n)
		}
		if walked[edge{e[1], e[0]}] == 0 {
			outer[e[0]] = e[1]
		}
	}
	enclosed, outlines := 0.0, 0
	for len(outer) > 0 {
		outlines++
		for at := range outer {
			for next, ok := outer[at]; ok; next, ok = outer[at] {
				enclosed += (at.X*next.Y - next.X*at.Y) / 2
				delete(outer, at)
				at = next
			}
			break
		}
	}
	if outlines != 2 {
		t.Errorf("%d outlines; expected 2, the town and the island in its harbour", outlines)
	}
	if math.Abs(enclosed-surface) > 1e-9 {
		t.Errorf("the areas measure %v, the land %v", surface, enclosed)
	}
}

// The town lies on open water in the Kattegat.
func TestTheTownLiesOnOpenWater(t *testing.T) {
	for _, f := range features(t, read(t, AreasFile)) {
		box := f.Geometry.Envelope()
		low, high, ok := box.MinMaxXYs()
		if !ok || low.X < 11.2 || low.Y < 56.2 || high.X > 11.5 || high.Y > 56.4 {
			t.Errorf("%v lies at %v", f.Properties["name"], box)
		}
	}
}

// checkAddresses holds the points of a register against the delivered polygons.
func checkAddresses(t *testing.T, p *People) {
	t.Helper()
	areas, estates := map[string]geom.Geometry{}, map[string]geom.Geometry{}
	for _, f := range features(t, p.town.areasFile()) {
		areas[f.Properties["code"].(string)] = f.Geometry
	}
	for _, f := range features(t, p.town.housingFile()) {
		estates[f.Properties["number"].(string)] = f.Geometry
	}
	checked := map[[2]float64]bool{}
	for a := range p.Addresses() {
		at := [2]float64{a.Lon, a.Lat}
		if checked[at] {
			continue
		}
		checked[at] = true
		point := geom.XY{X: a.Lon, Y: a.Lat}.AsPoint().AsGeometry()
		if in, err := geom.Contains(areas[a.Area], point); err != nil || !in {
			t.Errorf("%+v does not lie in its area: %v", a, err)
		}
		for i, e := range p.town.estates {
			if e.area.code != a.Area {
				continue
			}
			if in, err := geom.Contains(estates[number(i)], point); err != nil || in != (number(i) == a.HousingArea) {
				t.Errorf("%+v: inside housing area %s: %v, %v", a, e.name, in, err)
			}
		}
	}
	t.Logf("%d points", len(checked))
}
