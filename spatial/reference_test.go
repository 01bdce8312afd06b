package spatial

import (
	"fmt"
	"testing"

	"byblik"
	"byblik/reference"
)

// referenceShapes reads the polygons of a reference file with the property
// that holds their code, in the order of the file.
func referenceShapes(t testing.TB, file, property string) (codes []string, shapes []byblik.MultiPolygon) {
	t.Helper()
	for _, f := range reference.Features(t, reference.Open(t, file)) {
		codes, shapes = append(codes, fmt.Sprint(f.Properties[property])), append(shapes, f.Shape)
	}
	return codes, shapes
}

// planarReference gives the shapes of a file, repaired, in metres.
func planarReference(t testing.TB, file, property, zone string) (codes []string, planar []byblik.MultiPolygon) {
	t.Helper()
	codes, shapes := referenceShapes(t, file, property)
	for i := range shapes {
		m, err := Repair(shapes[i])
		if err != nil {
			t.Fatalf("%s: %v", codes[i], err)
		}
		shapes[i] = m
	}
	p, err := ProjectionOf(zone)
	if err != nil {
		t.Fatal(err)
	}
	return codes, p.PlanarAll(shapes, 0)
}
