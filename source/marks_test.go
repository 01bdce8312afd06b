package source

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"byblik"
)

// What helps to find one's way is read as it is drawn: points, lines and
// polygons, each with its kind and name.
func TestMarksAreReadAsTheyAreDrawn(t *testing.T) {
	feature := func(id, geometry string) string {
		return `{"type":"Feature","properties":{"id":"` + id + `","kind":"place","name":"Torvet"},"geometry":` + geometry + `}`
	}
	read := func(features ...string) (*byblik.Delivery, error) {
		text := `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
		ds, err := Read(Request{FS: fstest.MapFS{"minby_context.geojson": {Data: []byte(text)}}, Definition: definition(t, "minby-context"), AllPeriods: true})
		if err != nil {
			return nil, err
		}
		return ds[0], nil
	}
	d, err := read(feature("1", `{"type":"Point","coordinates":[11.3,56.3,4]}`), feature("2", `{"type":"LineString","coordinates":[[11.3,56.3],[11.4,56.3]]}`),
		feature("3", `{"type":"Polygon","coordinates":[[[11.3,56.3],[11.4,56.3],[11.4,56.35],[11.3,56.3]]]}`))
	if err != nil {
		t.Fatal(err)
	}
	if p, l, s := d.Marks[0].Point, d.Marks[1].Line, d.Marks[2].Shape; len(d.Marks) != 3 || p == nil || *p != (byblik.Point{11.3, 56.3}) ||
		!slices.Equal(l, byblik.Line{{11.3, 56.3}, {11.4, 56.3}}) || len(s) != 1 || d.Shapes != nil {
		t.Errorf("read %+v", d.Marks)
	}
	if d.Rows[1].Name != "Torvet" || d.Column("kind").Text[2] != "place" || d.Receipt.RowsUsed != 3 {
		t.Errorf("read %+v", d)
	}
	for bad, want := range map[string]string{
		`{"type":"Point","coordinates":[11.3]}`:             "a position that is not two numbers",
		`{"type":"Point","coordinates":["x",56]}`:           "a coordinate that is no number",
		`{"type":"LineString","coordinates":[[11.3,56.3]]}`: "a line with fewer than two points",
		`{"type":"MultiPoint","coordinates":[[11.3,56.3]]}`: `a geometry of the type "MultiPoint"; expected a feature with a Point`,
		`{"type":"Point","coordinates":[56.3,11.3]}`:        "looks swapped",
		`null`: "a feature without geometry",
		`{"type":"LineString","coordinates":[[11.3,56.3],[1.4,5.3]]}`: "[extent]",
	} {
		if _, err := read(feature("1", bad)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", bad, err, want)
		}
	}
}
