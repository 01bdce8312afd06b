package screen

import (
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// benchFolder is where the planar tessellation of 33,000 areas lies with the
// values that every implementation must reach.
func benchFolder(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("BYBLIK_REFERENCE")
	if dir == "" {
		t.Skip("BYBLIK_REFERENCE is not set: point it to the folder of the reference data; the bench folder lies beside it")
	}
	dir = filepath.Join(dir, "..", "bench")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no bench folder beside BYBLIK_REFERENCE")
	}
	return dir
}

func benchExpected(t testing.TB, into any) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(benchFolder(t), "expected.json"))
	if err == nil {
		err = json.Unmarshal(b, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func benchTable(t testing.TB, file string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join(benchFolder(t), "n33000", file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func benchColumn(t testing.TB, rows [][]string, column int) []float64 {
	t.Helper()
	x := make([]float64, len(rows))
	for i, row := range rows {
		v, err := strconv.ParseFloat(row[column], 64)
		if err != nil {
			t.Fatal(err)
		}
		x[i] = v
	}
	return x
}
