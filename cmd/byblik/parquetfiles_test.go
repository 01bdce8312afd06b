package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/reference"
	"byblik/source"

	_ "github.com/duckdb/duckdb-go/v2"
)

// DuckDB writes what the publishers delivered as Parquet, and GeoParquet, in
// its own types and packings; what is read from it is what was delivered, cell
// by cell and point by point.
func TestParquetThatDuckDBWrites(t *testing.T) {
	root := reference.Folder(t, "")
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	do := func(q string, arguments ...any) {
		t.Helper()
		if _, err := db.Exec(q, arguments...); err != nil {
			t.Fatalf("%.200s: %v", q, err)
		}
	}
	shipped, err := catalog.Load(os.DirFS("../../catalog"))
	if err != nil {
		t.Fatal(err)
	}
	read := func(folder string, s *catalog.Source) *byblik.Delivery {
		t.Helper()
		all, err := source.Read(source.Request{FS: os.DirFS(folder), Definition: s, AllPeriods: true})
		if err != nil {
			t.Fatalf("%s: %v", s.ID, err)
		}
		return all[0]
	}
	as := func(id string, file string) *catalog.Source {
		s := *shipped.Sources[id]
		s.Format, s.Files, s.Written.Encoding = catalog.Parquet, []catalog.File{{Name: file}}, ""
		return &s
	}
	for _, c := range []struct{ folder, file, id, packing string }{
		{"copenhagen", "socio_data_roder_2008-2014_counts.csv", "kk-roder-counts", "snappy"},
		{"england-imd", "iod2019_file7.csv.gz", "england-iod-2019", "zstd"},
		{"scotland-simd", "simd2016.csv", "scotland-simd-2016", "uncompressed"},
		{"us-svi", "svi2022_us_county.csv", "us-svi-2022", "gzip"},
	} {
		dir, published := t.TempDir(), filepath.Join(root, c.folder, c.file)
		do(fmt.Sprintf(`COPY (SELECT * FROM read_csv('%s', header=true, types={%s})) TO '%s/a.parquet' (FORMAT parquet, COMPRESSION %s, ROW_GROUP_SIZE 5000)`,
			published, textColumns(shipped.Sources[c.id]), dir, c.packing))
		want, got := read(filepath.Join(root, c.folder), shipped.Sources[c.id]), read(dir, as(c.id, "a.parquet"))
		sameFigures(t, c.id, want, got)
	}
	want := read(filepath.Join(root, "copenhagen"), shipped.Sources["kk-roder"])
	do(`CREATE TABLE borders (rode_nr INTEGER, rodenavn VARCHAR, bydel VARCHAR, shape GEOMETRY)`)
	for i, r := range want.Rows {
		do(`INSERT INTO borders SELECT ?, ?, ?, ?::GEOMETRY`, r.Area.Code, r.Name, r.District, wellKnownText(want.Shapes[i]))
	}
	dir := t.TempDir()
	do(fmt.Sprintf(`COPY borders TO '%s/b.parquet' (FORMAT parquet)`, dir))
	got := read(dir, as("kk-roder", "b.parquet"))
	sameFigures(t, "kk-roder", want, got)
	for i := range want.Shapes {
		if fmt.Sprint(want.Shapes[i]) != fmt.Sprint(got.Shapes[i]) {
			t.Errorf("the shape of %s differs", want.Rows[i].Area.Code)
		}
	}
}

// textColumns keeps codes and names as text, so that DuckDB guesses nothing.
func textColumns(s *catalog.Source) string {
	var parts []string
	for _, name := range []string{s.Key.Column, s.Key.Name, s.Key.Authority, s.Key.District} {
		if part := fmt.Sprintf("'%s': 'VARCHAR'", name); name != "" && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

func sameFigures(t *testing.T, what string, want, got *byblik.Delivery) {
	t.Helper()
	if len(want.Rows) != len(got.Rows) || len(want.Columns) != len(got.Columns) {
		t.Errorf("%s: %d rows and %d columns, want %d and %d", what, len(got.Rows), len(got.Columns), len(want.Rows), len(want.Columns))
		return
	}
	cells := 0
	for i, r := range want.Rows {
		q := got.Rows[i]
		if r.Area != q.Area || r.Period != q.Period || r.Name != q.Name || r.Authority != q.Authority || r.District != q.District {
			t.Errorf("%s: row %d is %+v, want %+v", what, i, q, r)
			return
		}
		for k, c := range want.Columns {
			cells++
			if c.Text != nil && c.Text[i] != got.Columns[k].Text[i] || c.Text == nil && c.Value[i] != got.Columns[k].Value[i] {
				t.Errorf("%s: row %d, column %s differs", what, i, c.ID)
				return
			}
		}
	}
	t.Logf("%s: %d rows, %d cells are the same", what, len(want.Rows), cells)
}

func wellKnownText(m byblik.MultiPolygon) string {
	var polygons []string
	for _, p := range m {
		var rings []string
		for _, ring := range p {
			var points []string
			for _, q := range ring {
				points = append(points, fmt.Sprintf("%v %v", q[0], q[1]))
			}
			rings = append(rings, "("+strings.Join(points, ", ")+")")
		}
		polygons = append(polygons, "("+strings.Join(rings, ", ")+")")
	}
	return "MULTIPOLYGON(" + strings.Join(polygons, ", ") + ")"
}
