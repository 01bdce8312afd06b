package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"byblik"
	"byblik/catalog"

	"encoding/binary"

	"github.com/parquet-go/parquet-go"
)

// subject is a good small file of one format, from which damaged ones are made.
type subject struct {
	name   string
	source *catalog.Source
	frame  []byblik.Area
	files  fstest.MapFS
	damage string // the file that is damaged
	packed bool   // a zip whose parts are damaged and packed again, so that checksums hold
}

// subjects makes one good file of every format, and more where a format has
// several ways to be written.
func subjects(t testing.TB) []subject {
	three, two := blocks("001", "002", "003"), blocks("1", "2")
	one := func(name string, s *catalog.Source, frame []byblik.Area, data []byte) subject {
		return subject{name: name, source: s, frame: frame, files: fstest.MapFS{s.Files[0].Name: {Data: data}}, damage: s.Files[0].Name}
	}
	packed := func(x subject) subject { x.packed = true; x.name += ", inside"; return x }
	utf16 := tableSource()
	utf16.Written.Encoding = "utf-16"
	table := gpkgSource()
	table.Extent = nil
	book := one("workbook", sheetSource(), three, workbookOf(t, nil))
	shapes := shapefileOf(t, true)
	zipped := one("zipped shapefile", shapeSource(), two, zipOf(t, shapes))
	all := []subject{
		one("csv", tableSource(), three, []byte(goodTable)),
		one("csv.gz", tableSource(), three, gz(goodTable)),
		one("csv in UTF-16", utf16, three, utf16Of("\ufeff"+goodTable, binary.LittleEndian)),
		one("geojson", bordersSource(), two, []byte(goodBorders)),
		one("topojson", topoSource(), two, []byte(goodTopology)),
		one("matrix", matrixSource(), namedBlocks(), []byte(goodMatrix)),
		one("px", crossSource(catalog.PX, "small.px"), blocks("001", "002"), []byte(goodPX)),
		one("json-stat", crossSource(catalog.JSONStat, "small.json"), blocks("001", "002"), []byte(goodJSONStat)),
		book, packed(book),
		one("parquet", parquetSource(), three, parquetOf(t, parquetRows())),
		one("parquet, snappy", parquetSource(), three, parquetOf(t, parquetRows(), parquet.Compression(&parquet.Snappy), parquet.DataPageVersion(1))),
		one("parquet, zstd", parquetSource(), three, parquetOf(t, parquetRows(), parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(2))),
		one("parquet, gzip", parquetSource(), three, parquetOf(t, parquetRows(), parquet.Compression(&parquet.Gzip))),
		one("geoparquet", geoParquetSource(), two, geoParquetOf(t, geoRows(), "")),
		one("geopackage", gpkgSource(), two, gpkgOf(t)),
		one("geopackage as a table", table, two, gpkgOf(t)),
		zipped, packed(zipped),
		one("lines", linesSource(), nil, []byte(`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"MultiLineString","coordinates":[[[12.1,55.1],[12.2,55.3]],[[12.1,55.1],[12.3,55.3]]]}}]}`)),
	}
	for _, ext := range []string{".shp", ".dbf", ".prj", ".cpg"} {
		all = append(all, subject{name: "shapefile, " + ext, source: shapeSource(), frame: two, files: shapes, damage: "small" + ext})
	}
	return all
}

// toolSubjects are good files that other programs make, where they are
// installed: the bytes differ from those that libraries write.
func toolSubjects(t *testing.T) (all []subject) {
	if os.Getenv("BYBLIK_TOOLS") == "" {
		t.Log("BYBLIK_TOOLS is not set: no files of GDAL and LibreOffice are damaged")
		return nil
	}
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	take := func(name string, s *catalog.Source, frame []byblik.Area, beside ...string) {
		files := fstest.MapFS{}
		for _, ext := range append(beside, filepath.Ext(s.Files[0].Name)) {
			base := strings.TrimSuffix(s.Files[0].Name, filepath.Ext(s.Files[0].Name)) + ext
			data, err := os.ReadFile(filepath.Join(dir, base))
			if err != nil {
				t.Fatal(err)
			}
			files[base] = &fstest.MapFile{Data: data}
		}
		x := subject{name: name, source: s, frame: frame, files: files, damage: s.Files[0].Name}
		if all = append(all, x); strings.HasPrefix(string(files[x.damage].Data), "PK") {
			x.packed, x.name = true, name+", inside"
			all = append(all, x)
		}
		for _, ext := range beside {
			x.damage, x.name = strings.TrimSuffix(s.Files[0].Name, filepath.Ext(s.Files[0].Name))+ext, name+", "+ext
			all = append(all, x)
		}
	}
	two := blocks("1", "2")
	borders := write("borders.geojson", goodBorders)
	ogr := tool(t, "ogr2ogr")
	ogr(filepath.Join(dir, "borders.gpkg"), borders)
	ogr("-lco", "ENCODING=UTF-8", filepath.Join(dir, "borders.shp"), borders)
	ogr(filepath.Join(dir, "borders.shz"), borders)
	shape := asFormat(bordersSource(), catalog.Shapefile, "borders.shp")
	take("GDAL's geopackage", asFormat(bordersSource(), catalog.GeoPackage, "borders.gpkg"), two)
	take("GDAL's shapefile", shape, two, ".dbf", ".prj", ".cpg")
	take("GDAL's zipped shapefile", asFormat(bordersSource(), catalog.Shapefile, "borders.shz"), two)
	tool(t, "soffice")("--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--infilter=CSV:44,34,UTF8,1,1/2", "--outdir", dir, write("table.csv", goodTable))
	take("LibreOffice's workbook", asFormat(tableSource(), catalog.XLSX, "table.xlsx"), blocks("001", "002", "003"))
	return all
}

// mutate damages bytes in one of the ways in which files are damaged: bits
// that flip, an end that is missing, a block twice, blocks in the wrong order,
// lengths that are wrong, bytes too many or blank.
func mutate(r *rand.Rand, good []byte) []byte {
	b := bytes.Clone(good)
	if len(b) < 4 {
		return append(b, byte(r.Uint32()))
	}
	block := func() (from, to int) {
		from = r.IntN(len(b))
		return from, min(len(b), from+1+r.IntN(1+len(b)/4))
	}
	switch r.IntN(8) {
	case 0, 1:
		for range 1 + r.IntN(8) {
			b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		}
	case 2:
		b = b[:r.IntN(len(b))]
	case 3:
		from, to := block()
		b = slices.Insert(b, to, bytes.Clone(b[from:to])...)
	case 4:
		from, to := block()
		cut := bytes.Clone(b[from:to])
		b = slices.Delete(b, from, to)
		b = slices.Insert(b, r.IntN(len(b)+1), cut...)
	case 5: // a number of two, four or eight bytes, or some digits
		at := r.IntN(len(b) - 3)
		values := []uint32{0, 1, 0xff, 0x7fffffff, 0x80000000, 0xffffffff, uint32(len(b)), r.Uint32()}
		v := values[r.IntN(len(values))]
		switch r.IntN(4) {
		case 0:
			binary.LittleEndian.PutUint32(b[at:], v)
		case 1:
			binary.BigEndian.PutUint32(b[at:], v)
		case 2:
			binary.LittleEndian.PutUint16(b[at:], uint16(v))
		case 3:
			for i := at; i < len(b); i++ {
				if b[i] >= '0' && b[i] <= '9' {
					b = slices.Replace(b, i, i+1, []byte(strconv.Itoa(int(v)))...)
					break
				}
			}
		}
	case 6:
		extra := make([]byte, 1+r.IntN(20))
		for i := range extra {
			extra[i] = byte(r.Uint32())
		}
		b = slices.Insert(b, r.IntN(len(b)+1), extra...)
	case 7:
		from, to := block()
		clear(b[from:to])
	}
	return b
}

// mutateInside damages one part of a zip and packs it again.
func mutateInside(r *rand.Rand, good []byte) []byte {
	in, err := zip.NewReader(bytes.NewReader(good), int64(len(good)))
	if err != nil {
		return nil
	}
	hurt := r.IntN(len(in.File))
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for i, f := range in.File {
		var whole bytes.Buffer
		part, _ := f.Open()
		_, _ = whole.ReadFrom(part)
		data := whole.Bytes()
		if i == hurt {
			data = mutate(r, data)
		}
		w, _ := out.Create(f.Name)
		_, _ = w.Write(data)
	}
	_ = out.Close()
	return b.Bytes()
}

// mutants is how many damaged files are read: 300 in every run, the full 2,000
// with BYBLIK_LONG=1. BYBLIK_SEED makes others.
func mutants(t *testing.T) (n int, seed uint64) {
	n, seed = 300, 1
	if os.Getenv("BYBLIK_LONG") == "1" {
		n = 2000
	}
	if s := os.Getenv("BYBLIK_SEED"); s != "" {
		v, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		seed = v
	}
	return n, seed
}

// Whatever damages a file, it is read with counts that add up, or refused with
// errors that say where and what to do; quickly, and within bounds.
func TestMutatedFiles(t *testing.T) {
	n, seed := mutants(t)
	all := append(subjects(t), toolSubjects(t)...)
	for _, x := range all {
		if _, err := Read(Request{FS: x.files, Definition: x.source, Frame: x.frame, AllPeriods: true}); err != nil {
			t.Fatalf("%s: the good file is refused: %v", x.name, err)
		}
	}
	accepted, byFormat := 0, map[string]int{}
	var slowest time.Duration
	var largest uint64
	for i := range n {
		x := all[i%len(all)]
		r := rand.New(rand.NewPCG(seed, uint64(i)))
		good := x.files[x.damage].Data
		bad := mutate(r, good)
		if x.packed {
			bad = mutateInside(r, good)
		}
		files := maps.Clone(x.files)
		files[x.damage] = &fstest.MapFile{Data: bad}
		req := Request{FS: files, Definition: x.source, Frame: x.frame, AllPeriods: true}
		if i%2 == 1 { // everything that may be accepted is
			req.Accept = map[string]string{}
			for _, check := range Checks() {
				req.Accept[check] = "why"
			}
		}
		took, memory, ok, wrong := readMutant(t, req)
		slowest, largest = max(slowest, took), max(largest, memory)
		if ok {
			accepted++
			byFormat[x.name]++
		}
		if wrong != "" {
			keep := filepath.Join(os.TempDir(), fmt.Sprintf("mutant-%d-%d-%s", seed, i, filepath.Base(x.damage)))
			_ = os.WriteFile(keep, bad, 0o600)
			t.Errorf("%s, mutant %d (kept as %s): %s", x.name, i, keep, wrong)
		}
	}
	t.Logf("of each of %d kinds of file were read: %v", len(all), byFormat)
	t.Logf("%d mutants: %d read, %d refused; slowest %v, most memory taken %d MiB", n, accepted, n-accepted, slowest.Round(time.Millisecond), largest>>20)
}

// readMutant reads one damaged file and says what is wrong with how it went.
func readMutant(t testing.TB, req Request) (took time.Duration, memory uint64, ok bool, wrong string) {
	defer func() {
		if p := recover(); p != nil {
			buffer := make([]byte, 4096)
			wrong = fmt.Sprintf("panic: %v\n%s", p, buffer[:runtime.Stack(buffer, false)])
		}
	}()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	begun := busy(t)
	deliveries, err := Read(req)
	took = busy(t) - begun
	runtime.ReadMemStats(&after)
	memory = after.TotalAlloc - before.TotalAlloc
	switch {
	case took > 2*time.Second:
		wrong = fmt.Sprint("took ", took)
	case memory > 512<<20:
		wrong = fmt.Sprintf("took %d MiB of memory", memory>>20)
	case err != nil:
		wrong = wrongError(err)
	}
	for _, d := range deliveries {
		if wrong == "" {
			wrong = wrongCounts(d, len(req.Accept) > 0)
		}
	}
	return took, memory, err == nil, wrong
}

func wrongError(err error) string {
	listed := []error{err}
	var faults *Faults
	if errors.As(err, &faults) {
		listed = faults.Unwrap()
	}
	for _, one := range listed {
		var e *byblik.Error
		if !errors.As(one, &e) || e.Kind != byblik.Invalid && e.Kind != byblik.NotFound || e.File == "" || e.Found == "" || e.Expected == "" || e.Do == "" || e.Check == "" {
			return fmt.Sprintf("an error without file, finding, expectation or advice: %#v", one)
		}
	}
	return ""
}

// wrongCounts finds receipts that do not add up: without anything accepted,
// every row is used or of another period; otherwise each row left out has a
// reason.
func wrongCounts(d *byblik.Delivery, accepted bool) string {
	r := &d.Receipt
	if d.Lines != nil {
		if !accepted && r.RowsUsed != r.RowsRead {
			return fmt.Sprintf("%d of %d lines used", r.RowsUsed, r.RowsRead)
		}
		return ""
	}
	used, out := map[int]bool{}, map[int]bool{}
	for _, row := range d.Rows {
		used[row.Line] = true
	}
	for _, f := range r.Refused {
		if f.Line > 0 && !used[f.Line] {
			out[f.Line] = true
		}
		if strings.TrimSpace(f.Reason) == "" || f.Check == "" {
			return fmt.Sprintf("a refusal without reason: %+v", f)
		}
	}
	switch {
	case r.RowsUsed != len(d.Rows):
		return fmt.Sprintf("%d rows used, %d delivered", r.RowsUsed, len(d.Rows))
	case r.RowsRefused() < 0 || r.RowsRefused() > len(out): // a cell that is left out may lie below the line of its row
		return fmt.Sprintf("%d read, %d used, %d elsewhere, but %d refused: %+v", r.RowsRead, r.RowsUsed, r.Elsewhere, len(out), r.Refused)
	case !accepted && r.RowsRefused() != 0:
		return fmt.Sprintf("%d rows refused although nothing was accepted", r.RowsRefused())
	case d.Shapes != nil && len(d.Shapes) != len(d.Rows):
		return fmt.Sprintf("%d shapes for %d rows", len(d.Shapes), len(d.Rows))
	}
	for _, c := range d.Columns {
		if len(c.Value)+len(c.Text) != len(d.Rows) {
			return fmt.Sprintf("%d figures in column %s for %d rows", len(c.Value)+len(c.Text), c.ID, len(d.Rows))
		}
	}
	return ""
}
