package source

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"byblik"
	"byblik/catalog"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
)

// The tests below write the same small delivery in every format, with other
// programs than the ones that read it wherever there is one.

// sampleTable holds goodTable's cells; nil is an empty cell.
var sampleTable = [][]any{
	{"code", "name", "year", "people", "poor", "share", "score"},
	{"001", "Nørre", 2020, 100, 10, 10.5, 1.5},
	{"002", `Sønder, "den gamle"`, 2020, 200, 20, 20, -0.2},
	{"003", "Øster", 2020, 300, nil, "-", 0},
}

// sampleWant is what every reader must make of it.
const sampleWant = "001 2020 100 10 10.5 1.5\n002 2020 200 20 20 -0.2\n003 2020 300 - - 0\n"

// workbookOf writes sheets with excelize.
func workbookOf(t testing.TB, change func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range sampleTable {
		for k, v := range row {
			cell, _ := excelize.CoordinatesToCellName(k+1, i+1)
			if err := f.SetCellValue("Sheet1", cell, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	if change != nil {
		change(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// asFormat changes a definition's format and file.
func asFormat(s *catalog.Source, format catalog.SourceFormat, file string) *catalog.Source {
	s.Format, s.Files = format, []catalog.File{{Name: file}}
	return s
}

func sheetSource() *catalog.Source { return asFormat(tableSource(), catalog.XLSX, "small.xlsx") }

// readBytes reads one file of one definition.
func readBytes(s *catalog.Source, data []byte, frame []byblik.Area) (*byblik.Delivery, error) {
	all, err := Read(Request{FS: fstest.MapFS{s.Files[0].Name: {Data: data}}, Definition: s, Frame: frame})
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// parquetRow is a row of sampleTable in columns of several types.
type parquetRow struct {
	Code   string   `parquet:"code,dict"`
	Name   string   `parquet:"name"`
	Year   int32    `parquet:"year"`
	People int64    `parquet:"people"`
	Poor   *int64   `parquet:"poor,optional"`
	Share  *float32 `parquet:"share,optional"`
	Score  float64  `parquet:"score"`
}

func parquetRows() []parquetRow {
	rows := make([]parquetRow, 3)
	for i, row := range sampleTable[1:] {
		rows[i] = parquetRow{Code: row[0].(string), Name: row[1].(string), Year: 2020, People: int64(row[3].(int))}
		if poor, ok := row[4].(int); ok {
			rows[i].Poor = new(int64(poor))
		}
	}
	rows[0].Share, rows[1].Share = new(float32(10.5)), new(float32(20))
	rows[0].Score, rows[1].Score = 1.5, -0.2
	return rows
}

func parquetOf[T any](t testing.TB, rows []T, options ...parquet.WriterOption) []byte {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[T](&b, options...)
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// wkbPolygonOf writes a polygon of one ring as well-known binary.
func wkbPolygonOf(ring ...byblik.Point) []byte {
	b := []byte{1}
	b = binary.LittleEndian.AppendUint32(b, wkbPolygon)
	b = binary.LittleEndian.AppendUint32(b, 1)
	return appendPoints(b, ring)
}

func wkbLineOf(line ...byblik.Point) []byte {
	return appendPoints(binary.LittleEndian.AppendUint32([]byte{1}, wkbLine), line)
}

func appendPoints(b []byte, ps []byblik.Point) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(ps)))
	for _, p := range ps {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p[0]))
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p[1]))
	}
	return b
}

// The rings of goodBorders.
var (
	ringOne = []byblik.Point{{12.1, 55.1}, {12.2, 55.1}, {12.2, 55.2}, {12.1, 55.1}}
	ringTwo = []byblik.Point{{12.3, 55.1}, {12.4, 55.1}, {12.4, 55.2}, {12.3, 55.1}}
)

// geoRow is a feature of GeoParquet.
type geoRow struct {
	Nr       int32  `parquet:"nr"`
	Name     string `parquet:"name"`
	Geometry []byte `parquet:"geometry"`
}

func geoRows() []geoRow {
	return []geoRow{{1, "Nørre", wkbPolygonOf(ringOne...)}, {2, "Sønder", wkbPolygonOf(ringTwo...)}}
}

func geoParquetOf(t testing.TB, rows []geoRow, crs string) []byte {
	return parquetOf(t, rows, parquet.KeyValueMetadata("geo", `{"version":"1.1.0","primary_column":"geometry","columns":{"geometry":{"encoding":"WKB","geometry_types":[]`+crs+`}}}`))
}

// gpkgBlob writes the header of a GeoPackage before well-known binary.
func gpkgBlob(srs int32, shape []byte) []byte {
	return append(binary.LittleEndian.AppendUint32([]byte{'G', 'P', 0, 1}, uint32(srs)), shape...)
}

// gpkgOf writes a GeoPackage by hand, statement by statement.
func gpkgOf(t testing.TB, change ...string) []byte {
	t.Helper()
	name := filepath.Join(t.TempDir(), "made.gpkg")
	db, err := sql.Open("sqlite", name)
	if err != nil {
		t.Fatal(err)
	}
	statements := append([]string{
		`CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)`,
		`INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS', NULL), ('ETRS89 / UTM zone 32N', 25832, 'EPSG', 25832, 'PROJCS', NULL), ('undefined', -1, 'NONE', -1, 'undefined', NULL)`,
		`CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT, last_change DATETIME, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER)`,
		`CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL)`,
		`CREATE TABLE borders (fid INTEGER PRIMARY KEY, geom BLOB, nr INTEGER, name TEXT)`,
		`INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('borders', 'features', 4326)`,
		`INSERT INTO gpkg_geometry_columns VALUES ('borders', 'geom', 'POLYGON', 4326, 0, 0)`,
		fmt.Sprintf(`INSERT INTO borders VALUES (1, x'%x', 1, 'Nørre'), (2, x'%x', 2, 'Sønder')`, gpkgBlob(4326, wkbPolygonOf(ringOne...)), gpkgBlob(4326, wkbPolygonOf(ringTwo...))),
	}, change...)
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// saidShapes writes areas down: code, name and points.
func saidShapes(d *byblik.Delivery) string {
	text := ""
	for i, r := range d.Rows {
		text += fmt.Sprintln(r.Area.Code, r.Name, d.Shapes[i])
	}
	return text
}

const bordersWant = "1 Nørre [[[[12.1 55.1] [12.2 55.1] [12.2 55.2] [12.1 55.1]]]]\n2 Sønder [[[[12.3 55.1] [12.4 55.1] [12.4 55.2] [12.3 55.1]]]]\n"

// readAll reads all periods of one file.
func readAll(s *catalog.Source, text string) (*byblik.Delivery, error) {
	all, err := Read(Request{FS: fstest.MapFS{s.Files[0].Name: {Data: []byte(text)}}, Definition: s, AllPeriods: true})
	if err != nil {
		return nil, err
	}
	return all[0], nil
}
