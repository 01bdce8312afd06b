package reference

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"byblik"
)

// Without the folder a test skips, and does not pass: what stands behind the
// call is not reached.
func TestATestWithoutTheFilesSkips(t *testing.T) {
	t.Setenv("BYBLIK_REFERENCE", "")
	reached, skipped := false, false
	t.Run("a test of a publisher's file", func(t *testing.T) {
		defer func() { skipped = t.Skipped() }()
		Folder(t, "copenhagen")
		reached = true
	})
	if reached || !skipped {
		t.Errorf("reached %v, skipped %v", reached, skipped)
	}
}

// A file is the same packed or not, and lies below the folder that is named.
func TestAFileIsReadPackedOrNot(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("BYBLIK_REFERENCE", dir)
	text := []byte("code,name\n1,Ærø\n")
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(text)
	_ = z.Close()
	if err := os.Mkdir(filepath.Join(dir, "town"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"a.csv": text, "a.csv.gz": packed.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, "town", name), b, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(Open(t, "town/"+name)); err != nil || !bytes.Equal(got, text) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		if rows := Rows(t, Open(t, "town/"+name)); !reflect.DeepEqual(rows, [][]string{{"code", "name"}, {"1", "Ærø"}}) {
			t.Errorf("%s: %v", name, rows)
		}
	}
}

func TestFeaturesArePolygonsInTheOrderOfTheFile(t *testing.T) {
	got := Features(t, strings.NewReader(`{"features":[
		{"properties":{"code":"b"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,1],[0,0]]]}},
		{"properties":{"code":"nowhere"},"geometry":null},
		{"properties":{"code":"a"},"geometry":{"type":"MultiPolygon","coordinates":[[[[2,0],[3,0],[2,1],[2,0]]],[[[5,0],[6,0],[5,1],[5,0]]]]}}]}`))
	triangle := func(x float64) byblik.Polygon { return byblik.Polygon{{{x, 0}, {x + 1, 0}, {x, 1}, {x, 0}}} }
	want := []Feature{{map[string]any{"code": "b"}, byblik.MultiPolygon{triangle(0)}}, {map[string]any{"code": "a"}, byblik.MultiPolygon{triangle(2), triangle(5)}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, expected %v", got, want)
	}
}
