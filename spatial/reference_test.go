package spatial

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"byblik"
)

// referenceShapes reads the polygons of a reference file with the property
// that holds their code, in the order of the file.
func referenceShapes(t testing.TB, file, property string) (codes []string, shapes []byblik.MultiPolygon) {
	t.Helper()
	dir := os.Getenv("BYBLIK_REFERENCE")
	if dir == "" {
		t.Skip("BYBLIK_REFERENCE is not set: point it to the folder of the reference data")
	}
	f, err := os.Open(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	var doc struct {
		Features []struct {
			Geometry *struct {
				Type        string
				Coordinates json.RawMessage
			}
			Properties map[string]any
		}
	}
	if err := json.NewDecoder(r).Decode(&doc); err != nil {
		t.Fatal(err)
	}
	for _, ft := range doc.Features {
		if ft.Geometry == nil {
			continue
		}
		m := make(byblik.MultiPolygon, 1)
		var into any = &m
		if ft.Geometry.Type == "Polygon" {
			into = &m[0]
		}
		if err := json.Unmarshal(ft.Geometry.Coordinates, into); err != nil {
			t.Fatal(err)
		}
		codes = append(codes, fmt.Sprint(ft.Properties[property]))
		shapes = append(shapes, m)
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
