package minby_test

import (
	"math"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/minby"
	"byblik/source"
	"byblik/spatial"
)

// delivered reads a file of the town as the catalog's source says.
func delivered(t *testing.T, id string) *byblik.Delivery {
	t.Helper()
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	ds, err := source.Read(source.Request{FS: minby.Files(minby.Seed), Definition: c.Sources[id], AllPeriods: true})
	if err != nil {
		t.Fatal(err)
	}
	if r := ds[0].Receipt; r.RowsUsed != r.RowsRead || r.RowsUsed == 0 {
		t.Errorf("%s: %d of %d rows used: %v", id, r.RowsUsed, r.RowsRead, r.Refused)
	}
	return ds[0]
}

func column(t *testing.T, d *byblik.Delivery, id string) []string {
	t.Helper()
	c := d.Column(id)
	if c == nil {
		t.Fatalf("%s has no column %s", d.Source, id)
	}
	return c.Text
}

// shapesOfAreas gives the polygon of every small area.
func shapesOfAreas(t *testing.T) map[string]byblik.MultiPolygon {
	t.Helper()
	d := delivered(t, "minby-areas")
	out := map[string]byblik.MultiPolygon{}
	for i, r := range d.Rows {
		out[r.Area.Code] = d.Shapes[i]
	}
	return out
}

func inside(p byblik.Point, m byblik.MultiPolygon) bool {
	in := false
	for _, polygon := range m {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				a, b := ring[i-1], ring[i]
				if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0]+(p[1]-a[1])*(b[0]-a[0])/(b[1]-a[1]) {
					in = !in
				}
			}
		}
	}
	return in
}

// The house doors are those of the register's dwellings, and their metres in
// EPSG:25832 are the degrees of the register, by the projection that spatial
// holds against PROJ.
func TestDoorsAreThoseOfTheRegister(t *testing.T) {
	utm, err := spatial.ProjectionOf("32N")
	if err != nil {
		t.Fatal(err)
	}
	type door struct{ street, number, area string }
	at := map[door]byblik.Point{}
	for a := range minby.Register(minby.Seed).Addresses() {
		at[door{a.Street, a.Number, a.Area}] = byblik.Point{a.Lon, a.Lat}
	}
	d := delivered(t, "minby-doors")
	streets, numbers, areas := column(t, d, "street"), column(t, d, "number"), column(t, d, "area")
	x, y := d.Column("x").Value, d.Column("y").Value
	if len(d.Rows) != len(at) {
		t.Errorf("%d doors, the register has %d", len(d.Rows), len(at))
	}
	for i := range d.Rows {
		want, ok := at[door{streets[i], numbers[i], areas[i]}]
		q := utm.PlanarPoint(want)
		if !ok || math.Hypot(q[0]-x[i].Float(), q[1]-y[i].Float()) > 0.01 {
			t.Fatalf("%s %s in %s lies at %v %v, in the register at %v", streets[i], numbers[i], areas[i], x[i].Float(), y[i].Float(), q)
		}
	}
}

// What helps to find one's way is drawn as it should be, no corner of an area
// lies out in the water, and playgrounds lie in the areas that they name.
func TestTheMapFitsTheTown(t *testing.T) {
	areas := shapesOfAreas(t)
	d := delivered(t, "minby-context")
	kinds := map[string]int{}
	var water []byblik.MultiPolygon
	for i, kind := range column(t, d, "kind") {
		kinds[kind]++
		m := d.Marks[i]
		if kind == "water" {
			water = append(water, m.Shape)
		}
		if (kind == "water" || kind == "park") != (m.Shape != nil) || (kind == "place") != (m.Point != nil) || d.Rows[i].Name == "" {
			t.Errorf("%s %q is drawn as %+v", kind, d.Rows[i].Name, m)
		}
	}
	for kind, least := range map[string]int{"water": 2, "coast": 1, "park": 1, "rail": 2, "motorway": 1, "road": 5, "place": 11} {
		if kinds[kind] < least {
			t.Errorf("%d of the kind %s", kinds[kind], kind)
		}
	}
	p := delivered(t, "minby-playgrounds")
	for i, area := range column(t, p, "area") {
		at := *p.Marks[i].Point
		if !inside(at, areas[area]) {
			t.Errorf("%s does not lie in %s", p.Rows[i].Name, area)
		}
		for _, w := range water {
			if inside(at, w) {
				t.Errorf("%s lies in the water", p.Rows[i].Name)
			}
		}
	}
	for code, m := range areas {
		for _, q := range m[0][0] {
			for _, w := range water {
				if deep(q, w) {
					t.Errorf("area %s reaches into the water at %v", code, q)
				}
			}
		}
	}
}

// deep says whether a point lies further inside a shape than a few metres.
func deep(p byblik.Point, m byblik.MultiPolygon) bool {
	for _, off := range []byblik.Point{{1e-4, 0}, {-1e-4, 0}, {0, 1e-4}, {0, -1e-4}} {
		if !inside(byblik.Point{p[0] + off[0], p[1] + off[1]}, m) {
			return false
		}
	}
	return true
}

// Each of the six goals has an intervention; areas exist; both languages are
// there.
func TestInterventionsAreWhole(t *testing.T) {
	areas := shapesOfAreas(t)
	d := delivered(t, "minby-interventions")
	goals, states := map[string]int{}, map[string]int{}
	for i, goal := range column(t, d, "goal") {
		goals[goal]++
		states[column(t, d, "state")[i]]++
		for _, id := range []string{"title_da", "title_en", "about_da", "about_en", "lead_da", "lead_en", "from"} {
			if column(t, d, id)[i] == "" {
				t.Errorf("%s has no %s", d.Rows[i].Area.Code, id)
			}
		}
		if a, b := column(t, d, "partners_da")[i], column(t, d, "partners_en")[i]; strings.Count(a, "|") != strings.Count(b, "|") || (a == "") != (b == "") {
			t.Errorf("%s: partners %q and %q", d.Rows[i].Area.Code, a, b)
		}
		for _, code := range strings.Fields(column(t, d, "areas")[i]) {
			if areas[code] == nil {
				t.Errorf("%s is in the area %s, which is not there", d.Rows[i].Area.Code, code)
			}
		}
	}
	if len(d.Rows) != 12 || len(goals) != 6 || states["planned"] == 0 || states["running"] == 0 || states["finished"] == 0 {
		t.Errorf("%d interventions, goals %v, states %v", len(d.Rows), goals, states)
	}
}
