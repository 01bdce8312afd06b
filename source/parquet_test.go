package source

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"time"

	"byblik"
	"byblik/catalog"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"
)

func parquetSource() *catalog.Source {
	return asFormat(tableSource(), catalog.Parquet, "small.parquet")
}

func geoParquetSource() *catalog.Source {
	return asFormat(bordersSource(), catalog.Parquet, "small.parquet")
}

// Columns say the same as text, packed or not, in pages of both versions.
func TestParquetIsRead(t *testing.T) {
	for what, options := range map[string][]parquet.WriterOption{
		"plain":          nil,
		"snappy":         {parquet.Compression(&parquet.Snappy)},
		"gzip":           {parquet.Compression(&parquet.Gzip)},
		"zstd":           {parquet.Compression(&parquet.Zstd)},
		"older pages":    {parquet.DataPageVersion(1), parquet.Compression(&parquet.Snappy)},
		"groups of rows": {parquet.MaxRowsPerRowGroup(1)},
	} {
		d, err := readBytes(parquetSource(), parquetOf(t, parquetRows(), options...), blocks("001", "002", "003"))
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if got := said(d); got != sampleWant {
			t.Errorf("%s: got\n%swant\n%s", what, got, sampleWant)
		}
	}
}

// What has no one text is refused by the name of its column; columns that
// nobody reads may be anything.
func TestParquetTypesThatAreRefused(t *testing.T) {
	s := parquetSource()
	s.Period = catalog.PeriodRule{Fixed: "2020"}
	s.Key.Name, s.Columns = "", []catalog.Column{{ID: "people", Name: "people", Kind: catalog.Count}}
	type row[T any] struct {
		Code   string           `parquet:"code"`
		People T                `parquet:"people"`
		Other  deprecated.Int96 `parquet:"other"`
	}
	for what, c := range map[string]struct {
		data []byte
		want string
	}{
		"bytes":   {parquetOf(t, []row[[]byte]{{Code: "001"}}), "bytes that are not marked as text"},
		"INT96":   {parquetOf(t, []row[deprecated.Int96]{{Code: "001"}}), "values of the type INT96"},
		"a list":  {parquetOf(t, []row[[]int64]{{Code: "001"}}), "a nested column"},
		"a group": {parquetOf(t, []row[struct{ N int64 }]{{Code: "001"}}), "a nested column"},
		"a time":  {parquetOf(t, []row[time.Time]{{Code: "001"}}), "values of the type TIMESTAMP"},
		"decimals": {parquetOf(t, []struct {
			Code   string `parquet:"code"`
			People int64  `parquet:"people,decimal(2:18)"`
		}{{"001", 1}}), "values of the type DECIMAL"},
	} {
		_, err := readBytes(s, c.data, nil)
		if err == nil || !strings.Contains(err.Error(), "small.parquet: people: [column-type] found "+c.want) {
			t.Errorf("%s: got %v", what, err)
		}
	}
	d, err := readBytes(s, parquetOf(t, []row[uint32]{{Code: "001", People: 4_000_000_000}}), nil)
	if err != nil || d.Columns[0].Value[0].Float() != 4e9 {
		t.Errorf("an unsigned number: %v", err)
	}
	_, err = readBytes(s, parquetOf(t, []row[float64]{{Code: "001", People: nan()}}), nil)
	checkFault(t, err, `small.parquet:1: people: [text-in-number] found "NaN"`, "declare it under missing")
}

func nan() float64 { z := 0.0; return z / z }

// GeoParquet draws areas where the definition declares an extent; without one
// it is a table.
func TestGeoParquetIsRead(t *testing.T) {
	data := geoParquetOf(t, geoRows(), "")
	d, err := readBytes(geoParquetSource(), data, blocks("1", "2"))
	if err != nil {
		t.Fatal(err)
	}
	if got := saidShapes(d); got != bordersWant {
		t.Errorf("got %s", got)
	}
	s := geoParquetSource()
	s.Extent = nil
	if d, err = readBytes(s, data, blocks("1", "2")); err != nil || d.Shapes != nil || len(d.Rows) != 2 {
		t.Errorf("as a table: %v", err)
	}
	for crs, want := range map[string]string{
		`,"crs":{"id":{"authority":"EPSG","code":4326}}`: "",
		`,"crs":null`: "",
		`,"crs":{"id":{"authority":"EPSG","code":25832}}`: `small.parquet: crs: [crs] found the reference system "EPSG:25832"`,
		`,"crs":{"name":"ETRS89 / UTM zone 32N"}`:         `small.parquet: crs: [crs] found the reference system "ETRS89`,
		`,"edges":"spherical"`:                            `small.parquet: geometry: [column-type] found edges that are "spherical"`,
	} {
		_, err := readBytes(geoParquetSource(), geoParquetOf(t, geoRows(), crs), nil)
		if (err == nil) != (want == "") || err != nil && !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", crs, err, want)
		}
	}
	_, err = readBytes(geoParquetSource(), parquetOf(t, geoRows()), nil)
	checkFault(t, err, "small.parquet: geo: [wrong-format]", "remove extent")
	lines := []geoRow{{1, "", wkbLineOf(ringOne[:2]...)}}
	if d, err = readBytes(asFormat(linesSource(), catalog.Lines, "small.parquet"), geoParquetOf(t, lines, ""), nil); err != nil || len(d.Lines) != 1 || d.Lines[0][1] != (byblik.Point{12.2, 55.1}) {
		t.Errorf("lines: %v", err)
	}
	_, err = readBytes(geoParquetSource(), geoParquetOf(t, lines, ""), nil)
	checkFault(t, err, `small.parquet:1: feature 1: [bad-row] found a geometry of the type "LineString"`, "area's border")
}

// Numbers that promise more than the file has are found before memory is taken.
func TestParquetThatLies(t *testing.T) {
	good := parquetOf(t, parquetRows(), parquet.Compression(&parquet.Snappy))
	long := bytes.Clone(good)
	binary.LittleEndian.PutUint32(long[len(long)-8:], 1<<31)
	type text struct {
		Name string `parquet:"name"`
	}
	packed := parquetOf(t, slices.Repeat([]text{{strings.Repeat("a", 1<<20)}}, 150), parquet.Compression(&parquet.Zstd), parquet.PageBufferSize(200<<20), parquet.DataPageStatistics(false))
	for what, data := range map[string][]byte{
		"cut":               good[:len(good)-20],
		"a footer too long": long,
		"a footer of lists": slices.Concat([]byte("PAR1"), bytes.Repeat([]byte{0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07}, 50), []byte{94, 1, 0, 0}, []byte("PAR1")),
		"a huge page":       packed,
	} {
		s := parquetSource()
		s.Period, s.Key, s.Columns = catalog.PeriodRule{Fixed: "2020"}, catalog.Key{Column: "name"}, nil
		begun := busy(t)
		_, err := readBytes(s, data, nil)
		if err == nil || byblik.KindOf(err) != byblik.Invalid || !strings.Contains(err.Error(), "[damaged]") && !strings.Contains(err.Error(), "[too-large]") {
			t.Errorf("%s: got %v", what, err)
		}
		if took := busy(t) - begun; took > 2*time.Second {
			t.Errorf("%s took %v", what, took)
		}
	}
	_, err := readBytes(parquetSource(), parquetOf(t, parquetRows(), parquet.Compression(&parquet.Brotli)), nil)
	checkFault(t, err, "small.parquet: code: [damaged] found a Parquet file that does not hold: the compression BROTLI", "copy the file again")
}

// A reader takes every page that lies in a column, so every one is looked at:
// none may follow behind the last value.
func TestPagesBehindTheLastValueAreRefused(t *testing.T) {
	type row struct {
		N int64 `parquet:"n,plain"`
	}
	data := parquetOf(t, slices.Repeat([]row{{1}}, 4000), parquet.PageBufferSize(8<<10))
	f, err := openParquet(data)
	if err != nil {
		t.Fatal(err)
	}
	m := f.Metadata().RowGroups[0].Columns[0].MetaData
	if err := (&pageWalk{raw: data}).chunk(&m); err != nil {
		t.Fatal(err)
	}
	header, _, err := pageHeader(data[m.DataPageOffset:])
	if err != nil || valuesOf(header) >= m.NumValues {
		t.Fatalf("%v: the first page has all %d values", err, m.NumValues)
	}
	m.NumValues = valuesOf(header)
	if err := (&pageWalk{raw: data}).chunk(&m); err == nil {
		t.Error("pages behind the last value are not looked at")
	}
}
