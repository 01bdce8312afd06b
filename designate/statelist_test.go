package designate

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
	"byblik/source"
	"byblik/spatial"
)

func block(x, y, w, h float64) byblik.MultiPolygon {
	return byblik.MultiPolygon{{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}}}}
}

// Three departments: two that touch, one across the street; the last is drawn
// twice by its publisher.
func threeDepartments() []Department {
	return []Department{
		{ID: "1", Organisation: "A", Name: "Nord", Dwellings: 300, Shape: block(0, 0, 10, 10)},
		{ID: "2", Organisation: "A", Name: "Syd  II", Dwellings: 100, Shape: block(10, 0, 10, 10)},
		{ID: "3", Organisation: "B", Name: "Øst", Dwellings: 100, Shape: block(30, 0, 10, 10)},
		{ID: "4", Organisation: "B", Name: "Øst", Dwellings: 100, Shape: block(40, 5, 10, 10)},
		{ID: "5", Organisation: "C", Name: "Nord", Shape: block(90, 0, 10, 10)},
		{ID: "6", Organisation: "C", Name: "Uden kort"},
	}
}

// Departments that touch become one polygon; those across a street stay apart.
func TestDepartmentsBecomeHousingAreas(t *testing.T) {
	rows := []Belonging{{"Parken", "udsat", 2024, "1", "rows.csv", 2}, {"Parken", "udsat", 2024, "syd ii", "rows.csv", 3}, {"Parken", "udsat", 2024, "Øst", "rows.csv", 4},
		{"Engen", "forebyggelse", 2024, "5", "rows.csv", 5}, {"Parken", "udsat", 2023, "1", "rows.csv", 6}, {"Parken", "udsat", 2024, "2", "rows.csv", 7}}
	housing, err := JoinDepartments(rows, threeDepartments())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range housing {
		got = append(got, fmt.Sprintf("%d %s %s %v: %d polygons, %g", h.Year, h.List, h.Name, h.Departments, len(h.Shape), spatial.Area(h.Shape)))
	}
	want := []string{"2023 udsat_boligomraade Parken [0]: 1 polygons, 100", "2024 forebyggelsesomraade Engen [4]: 1 polygons, 100",
		"2024 udsat_boligomraade Parken [0 1 2 3]: 2 polygons, 400"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestDepartmentsThatCannotBeFoundAreRefused(t *testing.T) {
	for _, c := range []struct {
		row  Belonging
		want string
	}{
		{Belonging{"Parken", "udsat", 2024, "Nor", "rows.csv", 9}, `rows.csv:9: department: [state-list] found "Nor"`},
		{Belonging{"Parken", "udsat", 2024, "Nord", "rows.csv", 9}, `which A and C both have`},
		{Belonging{"Parken", "udsat", 2024, "Uden kort", "rows.csv", 9}, "which has no shape"},
		{Belonging{"Parken", "kombineret_udlejning", 2024, "1", "rows.csv", 9}, `found "kombineret_udlejning"`},
		{Belonging{"", "udsat", 2024, "1", "rows.csv", 9}, "expected a name"},
	} {
		_, err := JoinDepartments([]Belonging{c.row}, threeDepartments())
		var e *byblik.Error
		if err == nil || !errors.As(err, &e) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want %s", c.row, err, c.want)
		}
	}
}

// A quarter of the land but three fifths of the dwellings: by hand.
func TestPortionsByLandAndByResidents(t *testing.T) {
	d := threeDepartments()
	housing, err := JoinDepartments([]Belonging{{"Parken", "udsat", 2024, "1", "rows.csv", 0}, {"Parken", "udsat", 2024, "2", "rows.csv", 0}, {"Parken", "udsat", 2024, "Øst", "rows.csv", 0}}, d)
	if err != nil {
		t.Fatal(err)
	}
	l := Land{Areas: []byblik.MultiPolygon{block(0, 0, 10, 20), block(10, 0, 35, 20), block(45, 0, 10, 20)}, AreaResidents: []float64{1000, math.NaN(), 500}, Departments: d}
	portions, err := l.Portions(housing, []float64{1200})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range portions {
		got = append(got, fmt.Sprintf("%d %.4f %.4f %.4f %.4f", p.Area, p.LandOfHousing, p.LandOfArea, p.ResidentsOfHousing, p.ResidentsOfArea))
	}
	want := []string{"0 0.2500 0.5000 0.6000 0.7200", "1 0.6250 0.3571 0.3500 NaN", "2 0.1250 0.2500 0.0500 0.1200"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// copenhagenDepartments are the 507 departments of 2025, in degrees and in metres.
func copenhagenDepartments(t *testing.T) (degrees, metres []Department) {
	t.Helper()
	utm, err := spatial.ProjectionOf("32N")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range referenceFeatures(t, "copenhagen/almene_boligafdelinger_2025-05-29.geojson", "32N") {
		d := Department{ID: fmt.Sprint(f.Properties["v_id"]), Organisation: fmt.Sprint(f.Properties["selskabsnavn"]), Name: fmt.Sprint(f.Properties["afdelingsnavn"]), Shape: f.Shape}
		for _, kind := range []string{"antal_familie_boliger", "antal_ungdomsboliger", "antal_aeldre_boliger", "antal_plejeboliger"} {
			if n, ok := f.Properties[kind].(float64); ok {
				d.Dwellings += n
			}
		}
		metres = append(metres, d)
		d.Shape = utm.LonLat(d.Shape)
		degrees = append(degrees, d)
	}
	return degrees, metres
}

// Names on a list, departments as the city draws them. Which departments make
// a housing area is an example here, not the State's annex.
var copenhagenRows = []Belonging{
	{"Mjølnerparken", "parallelsamfund", 2021, "26, Mjølnerparken", "rows.csv", 2}, {"Bispeparken", "forebyggelse", 2021, "Bispeparken (1-22)", "rows.csv", 3},
	{"Tingbjerg", "parallelsamfund", 2021, "3026 Tingbjerg I", "rows.csv", 4}, {"Tingbjerg", "parallelsamfund", 2021, "3028 Tingbjerg II", "rows.csv", 5},
	{"Tingbjerg", "parallelsamfund", 2021, "3029 Tingbjerg III", "rows.csv", 6}, {"Tingbjerg", "parallelsamfund", 2021, "3030 Tingbjerg IV", "rows.csv", 7},
	{"Tingbjerg", "parallelsamfund", 2021, "3031 Tingbjerg V", "rows.csv", 8}, {"Tingbjerg", "parallelsamfund", 2021, "491", "rows.csv", 9}, {"Tingbjerg", "parallelsamfund", 2021, "492", "rows.csv", 10},
}

// The layer that is made can be read as the layer that a screening asks for.
func TestCopenhagenLayerIsReadByTheScreening(t *testing.T) {
	degrees, _ := copenhagenDepartments(t)
	housing, err := JoinDepartments(copenhagenRows, degrees)
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	layer := StateListGeoJSON(housing)
	ds, err := source.Read(source.Request{FS: fstest.MapFS{"state_list_areas.geojson": {Data: layer}}, Definition: c.Sources["kk-state-list-areas"], AllPeriods: true})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range ds {
		for i, r := range d.Rows {
			got = append(got, fmt.Sprintf("%s %s %s", r.Area.Code, d.Column("list").Text[i], r.Period))
			if faults := spatial.Check(d.Shapes[i]); faults != nil {
				t.Errorf("%s: %v", r.Area.Code, faults)
			}
		}
	}
	slices.Sort(got)
	want := []string{"Bispeparken forebyggelsesomraade 2021", "Mjølnerparken parallelsamfund 2021", "Tingbjerg parallelsamfund 2021"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Housing areas lie in the roder of their quarter; the shares add up.
func TestCopenhagenHousingAreasInRoder(t *testing.T) {
	_, metres := copenhagenDepartments(t)
	housing, err := JoinDepartments(copenhagenRows, metres)
	if err != nil {
		t.Fatal(err)
	}
	l := Land{Departments: metres}
	var names []string
	for _, f := range referenceFeatures(t, "copenhagen/roder_396.geojson", "32N") {
		l.Areas, l.AreaResidents = append(l.Areas, f.Shape), append(l.AreaResidents, math.NaN())
		names = append(names, fmt.Sprintf("%v %v (%v)", f.Properties["rode_nr"], f.Properties["rodenavn"], f.Properties["bydel"]))
	}
	portions, err := l.Portions(housing, make([]float64, len(housing)))
	if err != nil {
		t.Fatal(err)
	}
	land, living := make([]float64, len(housing)), make([]float64, len(housing))
	for _, p := range portions {
		if p.LandOfHousing > 0.01 {
			t.Logf("%s in %s: %.1f %% of its land, %.1f %% of the rode; %.1f %% of its residents", housing[p.Housing].Name, names[p.Area], 100*p.LandOfHousing, 100*p.LandOfArea, 100*p.ResidentsOfHousing)
		}
		land[p.Housing] += p.LandOfHousing
		living[p.Housing] += p.ResidentsOfHousing
	}
	for k, h := range housing {
		if math.Abs(land[k]-1) > 0.02 || math.Abs(living[k]-1) > 0.02 {
			t.Errorf("%s: %.3f of its land and %.3f of its residents lie in the roder", h.Name, land[k], living[k])
		}
		sum := 0.0
		for _, d := range h.Departments {
			sum += spatial.Area(metres[d].Shape)
		}
		if united := spatial.Area(h.Shape); united > sum*1.000001 || united < 0.95*sum {
			t.Errorf("%s: %.0f m² from departments of %.0f m²", h.Name, united, sum)
		}
	}
}
