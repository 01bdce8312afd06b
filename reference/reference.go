// Package reference opens the files of publishers that tests hold our results
// against.
//
// # The idea
//
// The files are not part of the project. BYBLIK_REFERENCE names the folder that
// holds them, and the folder bench beside it has 33,000 areas with the values that
// every implementation must reach. A test without them skips and says why; once the
// folder is named, a file that lacks is a failure. Only tests import this package.
package reference

import (
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"byblik"
)

// Folder is a folder of a publisher's files, such as copenhagen.
func Folder(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("BYBLIK_REFERENCE")
	if root == "" {
		t.Skip("BYBLIK_REFERENCE is not set: it names the folder with the publishers' files")
	}
	return filepath.Join(root, name)
}

// bench is the folder of the 33,000 areas.
func bench(t testing.TB) string {
	t.Helper()
	dir := Folder(t, filepath.Join("..", "bench"))
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no bench folder beside BYBLIK_REFERENCE")
	}
	return dir
}

// Expected reads what every implementation must find on the 33,000 areas.
func Expected(t testing.TB, into any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(bench(t), "expected.json"))
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// OpenBench opens a file of the 33,000 areas.
func OpenBench(t testing.TB, name string) io.Reader {
	t.Helper()
	return open(t, filepath.Join(bench(t), "n33000", name))
}

// Open opens a publisher's file, such as copenhagen/roder_396.geojson.
func Open(t testing.TB, name string) io.Reader {
	t.Helper()
	return open(t, Folder(t, filepath.FromSlash(name)))
}

// open unpacks what ends in .gz, and closes the file when the test ends.
func open(t testing.TB, path string) io.Reader {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	if !strings.HasSuffix(path, ".gz") {
		return f
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return z
}

// Rows reads a CSV file with commas, the head first. Every row has as many cells
// as the head.
func Rows(t testing.TB, in io.Reader) [][]string {
	t.Helper()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) == 0 {
		t.Fatal("a table without a head")
	}
	return rows
}

// Feature is a place of a GeoJSON file.
type Feature struct {
	Properties map[string]any
	Shape      byblik.MultiPolygon
}

// Features reads the polygons of a GeoJSON file, in its order and coordinates.
// Features without geometry are left out.
func Features(t testing.TB, in io.Reader) (out []Feature) {
	t.Helper()
	var doc struct {
		Features []struct {
			Geometry *struct {
				Type        string
				Coordinates json.RawMessage
			}
			Properties map[string]any
		}
	}
	if err := json.NewDecoder(in).Decode(&doc); err != nil {
		t.Fatal(err)
	}
	for _, f := range doc.Features {
		if f.Geometry == nil {
			continue
		}
		shape := make(byblik.MultiPolygon, 1)
		var into any = &shape
		if f.Geometry.Type == "Polygon" {
			into = &shape[0]
		}
		if err := json.Unmarshal(f.Geometry.Coordinates, into); err != nil {
			t.Fatal(err)
		}
		out = append(out, Feature{f.Properties, shape})
	}
	return out
}
