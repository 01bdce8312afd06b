package source

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/reference"
)

// The tests of this file let other programs write the publishers' real files
// in other formats, and hold what is read from them against what is read from
// the file as published, cell by cell and point by point.

// tool gives a function that runs another program, or skips.
func tool(t *testing.T, name string) func(arguments ...string) {
	t.Helper()
	if os.Getenv("BYBLIK_TOOLS") == "" {
		t.Skip("BYBLIK_TOOLS is not set: it says that ogr2ogr (GDAL), soffice (LibreOffice) and R are installed, which write the files")
	}
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("one of the BYBLIK_TOOLS, %s, is not installed", name)
	}
	return func(arguments ...string) {
		t.Helper()
		c := exec.Command(path, arguments...)
		c.Env = append(os.Environ(), "HOME="+t.TempDir(), "LC_ALL=C.UTF-8", "OGR_CURRENT_DATE=2026-01-01T00:00:00.000Z")
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%s %v: %v\n%s", name, arguments, err, out)
		}
	}
}

// asWritten gives a definition for another format of the same data.
func asWritten(t *testing.T, id string, format catalog.SourceFormat, file string) *catalog.Source {
	s := *definition(t, id)
	s.Written.Encoding, s.Written.Delimiter = "", ""
	return asFormat(&s, format, file)
}

func readFrom(t *testing.T, folder string, s *catalog.Source, change func(*Request)) *byblik.Delivery {
	t.Helper()
	req := Request{FS: os.DirFS(folder), Definition: s}
	if change != nil {
		change(&req)
	}
	all, err := Read(req)
	if err != nil {
		t.Fatalf("%s: %v", s.Files[0].Name, err)
	}
	return all[0]
}

// differences compares two deliveries, shapes to within a tolerance in
// degrees. Rings may begin anywhere and go either way round.
func differences(a, b *byblik.Delivery, tolerance float64) (found []string) {
	say := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	if len(a.Rows) != len(b.Rows) || len(a.Columns) != len(b.Columns) || len(a.Shapes) != len(b.Shapes) {
		say("%d rows, %d columns, %d shapes against %d, %d, %d", len(a.Rows), len(a.Columns), len(a.Shapes), len(b.Rows), len(b.Columns), len(b.Shapes))
		return found
	}
	order := map[byblik.Row]int{} // GDAL sorts features by their number
	for i, q := range b.Rows {
		order[byblik.Row{Area: q.Area, Period: q.Period}] = i
	}
	for i, r := range a.Rows {
		j := order[byblik.Row{Area: r.Area, Period: r.Period}]
		q := b.Rows[j]
		if r.Area != q.Area || r.Period != q.Period || r.Name != q.Name || r.District != q.District || r.Authority != q.Authority {
			say("row %d: %+v against %+v", i, r, q)
		}
		for k, c := range a.Columns {
			d := b.Columns[k]
			switch {
			case c.Text != nil && c.Text[i] != d.Text[j]:
				say("row %d, %s: %q against %q", i, c.ID, c.Text[i], d.Text[j])
			case c.Text == nil && c.Value[i] != d.Value[j]:
				say("row %d, %s: %v against %v", i, c.ID, c.Value[i].Float(), d.Value[j].Float())
			}
		}
		if a.Shapes != nil {
			if x, y := canonical(a.Shapes[i]), canonical(b.Shapes[j]); !near(x, y, tolerance) {
				say("the shape of %s", r.Area.Code)
			}
		}
	}
	return found
}

// canonical turns every ring counter to the clock, lets it begin at its most
// western point, and sorts rings and polygons.
func canonical(m byblik.MultiPolygon) (all [][]byblik.Ring) {
	first := func(a, b byblik.Point) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) }
	for _, p := range m {
		var rings []byblik.Ring
		for _, ring := range p {
			open := slices.Clone(ring[:len(ring)-1])
			if turning(ring) < 0 {
				slices.Reverse(open)
			}
			west := slices.MinFunc(open, first)
			var best byblik.Ring
			for at, p := range open { // a ring that touches itself may pass there twice
				if turned := slices.Concat(open[at:], open[:at]); p == west && (best == nil || slices.CompareFunc(turned, best, first) < 0) {
					best = turned
				}
			}
			rings = append(rings, best)
		}
		slices.SortFunc(rings[1:], func(a, b byblik.Ring) int { return first(a[0], b[0]) })
		all = append(all, rings)
	}
	slices.SortFunc(all, func(a, b []byblik.Ring) int { return first(a[0][0], b[0][0]) })
	return all
}

func near(a, b [][]byblik.Ring, tolerance float64) bool {
	return slices.EqualFunc(a, b, func(p, q []byblik.Ring) bool {
		return slices.EqualFunc(p, q, func(r, s byblik.Ring) bool {
			return slices.EqualFunc(r, s, func(x, y byblik.Point) bool {
				return math.Abs(x[0]-y[0]) <= tolerance && math.Abs(x[1]-y[1]) <= tolerance
			})
		})
	})
}

func none(t *testing.T, what string, found []string) {
	t.Helper()
	if len(found) > 0 {
		t.Errorf("%s: %d differences, first %s", what, len(found), found[0])
	}
}

// Copenhagen's 396 roder and Birmingham's 639 areas, written by GDAL as
// GeoPackage and shapefile, are the same areas to the last bit.
func TestRealBordersFromGDAL(t *testing.T) {
	ogr := tool(t, "ogr2ogr")
	for _, c := range []struct{ folder, file, id, within string }{
		{"copenhagen", "roder_396.geojson", "kk-roder", ""},
		{"england-imd", "lsoa11_birmingham.geojson.gz", "england-lsoa11", "E08000025"},
		{"berlin-mss", "lor_plr_2021_wgs84.geojson.gz", "berlin-lor-2021", ""},
	} {
		dir, published := t.TempDir(), filepath.Join(reference.Folder(t, c.folder), c.file)
		if strings.HasSuffix(published, ".gz") {
			published = "/vsigzip/" + published
		}
		within := func(r *Request) { r.Within = c.within }
		want := readFrom(t, reference.Folder(t, c.folder), definition(t, c.id), within)
		ogr("-f", "GPKG", filepath.Join(dir, "a.gpkg"), published)
		ogr("-f", "ESRI Shapefile", "-lco", "ENCODING=UTF-8", filepath.Join(dir, "a.shp"), published)
		ogr("-f", "ESRI Shapefile", filepath.Join(dir, "b.shz"), published)
		for file, format := range map[string]catalog.SourceFormat{"a.gpkg": catalog.GeoPackage, "a.shp": catalog.Shapefile, "b.shz": catalog.Shapefile} {
			s := asWritten(t, c.id, format, file)
			if c.within != "" {
				s.Files[0].Covers = []string{c.within}
			}
			got := readFrom(t, dir, s, within)
			none(t, c.id+" as "+file, differences(want, got, 0))
			if g, w := got.Receipt, want.Receipt; g.RowsRead != w.RowsRead || len(g.Repaired) != len(w.Repaired) || len(g.Warnings) != 0 {
				t.Errorf("%s as %s: receipt %+v against %+v", c.id, file, g, w)
			}
		}
	}
}

// In metres of UTM zone 32, projected by PROJ, the roder are the same to 2 mm
// (3e-8°), and are refused where degrees were declared. The three that cross
// themselves are left out: where their borders are cut depends on the last bit.
func TestRealBordersInMetres(t *testing.T) {
	ogr := tool(t, "ogr2ogr")
	dir, published := t.TempDir(), filepath.Join(reference.Folder(t, "copenhagen"), "roder_396.geojson")
	want := readFrom(t, reference.Folder(t, "copenhagen"), definition(t, "kk-roder"), nil)
	ogr("-t_srs", "EPSG:25832", "-f", "GPKG", filepath.Join(dir, "a.gpkg"), published)
	ogr("-t_srs", "EPSG:25832", "-f", "ESRI Shapefile", filepath.Join(dir, "a.shp"), published)
	ogr("-t_srs", "EPSG:25832", "-lco", "COORDINATE_PRECISION=6", "-f", "GeoJSON", filepath.Join(dir, "a.geojson"), published)
	for file, format := range map[string]catalog.SourceFormat{"a.gpkg": catalog.GeoPackage, "a.shp": catalog.Shapefile, "a.geojson": catalog.GeoJSON} {
		s := asWritten(t, "kk-roder", format, file)
		_, err := Read(Request{FS: os.DirFS(dir), Definition: s})
		if err == nil || !strings.HasPrefix(err.Error(), file+`: crs: [crs] found the reference system`) {
			t.Errorf("%s where degrees were declared: %v", file, err)
		}
		s.Extent = &catalog.Extent{CRS: "EPSG:25832", Min: [2]float64{700_000, 6_150_000}, Max: [2]float64{750_000, 6_200_000}}
		got := readFrom(t, dir, s, nil)
		found := slices.DeleteFunc(differences(want, got, 3e-8), func(d string) bool {
			return slices.ContainsFunc(want.Receipt.Repaired, func(r byblik.Refusal) bool { return d == "the shape of "+r.Area })
		})
		none(t, file, found)
	}
}

// Railways and other lines come in every format that draws.
func TestLinesFromGDAL(t *testing.T) {
	ogr := tool(t, "ogr2ogr")
	dir := t.TempDir()
	lines := `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[12.5,55.7,3],[12.6,55.7,4]]}},
		{"type":"Feature","properties":{},"geometry":{"type":"MultiLineString","coordinates":[[[12.5,55.6],[12.6,55.6]],[[12.5,55.65],[12.6,55.65]]]}}]}`
	if err := os.WriteFile(filepath.Join(dir, "a.geojson"), []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"a.gpkg", "a.shp", "a.shz"} {
		ogr(filepath.Join(dir, file), filepath.Join(dir, "a.geojson"))
		s := *definition(t, "kk-barriers")
		d := readFrom(t, dir, asFormat(&s, catalog.Lines, file), nil)
		if len(d.Lines) != 3 || d.Lines[0][1] != (byblik.Point{12.6, 55.7}) || d.Lines[2][0] != (byblik.Point{12.5, 55.65}) || d.Receipt.RowsUsed != 2 {
			t.Errorf("%s: %v, %+v", file, d.Lines, d.Receipt)
		}
	}
}

// unpacked gives a file that other programs can read.
func unpacked(t *testing.T, file string) string {
	t.Helper()
	if !strings.HasSuffix(file, ".gz") {
		return file
	}
	raw, err := os.ReadFile(file)
	if err == nil {
		raw, err = unpack(raw)
	}
	plain := filepath.Join(t.TempDir(), strings.TrimSuffix(filepath.Base(file), ".gz"))
	if err == nil {
		err = os.WriteFile(plain, raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

// Real tables as workbooks of three programs: every figure is the one of the
// CSV. Text columns keep their zeros.
func TestRealTablesAsWorkbooks(t *testing.T) {
	for _, c := range []struct{ folder, file, id, writer string }{
		{"copenhagen", "socio_data_roder_2008-2014_counts.csv", "kk-roder-counts", "soffice"},
		{"copenhagen", "socio_data_roder_2008-2014_counts.csv", "kk-roder-counts", "ogr2ogr"},
		{"copenhagen", "socio_data_roder_2008-2014_counts.csv", "kk-roder-counts", "R"},
		{"scotland-simd", "simd2016.csv", "scotland-simd-2016", "soffice"},
		{"uk-townsend", "townsend2011_ward_counts.csv.gz", "uk-townsend-2011", "soffice"},
		{"wales-wimd", "wimd2019.csv", "wales-wimd-2019", "R"},
		{"england-imd", "iod2019_file7.csv.gz", "england-iod-2019", "ogr2ogr"},
	} {
		t.Run(c.id+" by "+c.writer, func(t *testing.T) {
			run := tool(t, c.writer)
			dir := t.TempDir()
			published := unpacked(t, filepath.Join(reference.Folder(t, c.folder), c.file))
			all := func(r *Request) { r.AllPeriods = true }
			want := readFrom(t, reference.Folder(t, c.folder), definition(t, c.id), all)
			book := strings.TrimSuffix(strings.TrimSuffix(c.file, ".gz"), ".csv") + ".xlsx"
			switch c.writer {
			case "soffice":
				run("--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--infilter=CSV:44,34,UTF8", "--outdir", dir, published)
			case "ogr2ogr":
				run("-f", "XLSX", filepath.Join(dir, book), published, "-oo", "AUTODETECT_TYPE=YES")
			case "R":
				run("--slave", "--no-save", "-e", fmt.Sprintf(`d <- read.csv(%q, check.names=FALSE, encoding="UTF-8"); openxlsx::write.xlsx(d, %q)`, published, filepath.Join(dir, book)))
			}
			s := asWritten(t, c.id, catalog.XLSX, book)
			if s.Key.Pattern == "" && s.Key.Width == 0 {
				s.Key.Pattern = ".+"
			}
			none(t, c.id, differences(want, readFrom(t, dir, s, all), 0))
			t.Logf("%d rows, %d columns", len(want.Rows), len(want.Columns))
		})
	}
}

// Opened as numbers, Berlin's codes lose their leading zero: the workbook is
// refused, and read with key.width.
func TestRealLeadingZerosInAWorkbook(t *testing.T) {
	office := tool(t, "soffice")
	dir := t.TempDir()
	office("--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--infilter=CSV:44,34,UTF8", "--outdir", dir, filepath.Join(reference.Folder(t, "berlin-mss"), "mss_2021.csv"))
	s := asWritten(t, "berlin-mss", catalog.XLSX, "mss_{period}.xlsx")
	_, err := Read(Request{FS: os.DirFS(dir), Definition: s, Period: byblik.InYear(2021)})
	if err == nil || !strings.Contains(err.Error(), "a leading zero was lost") {
		t.Errorf("got %v", err)
	}
	s.Key.Width = 8
	want := readReal(t, "berlin-mss", "berlin-mss", func(r *Request) { r.Period = byblik.InYear(2021) })
	none(t, "with key.width", differences(want, readFrom(t, dir, s, func(r *Request) { r.Period = byblik.InYear(2021) }), 0))
}

// The same tables in UTF-16 of either order, as a spreadsheet program writes
// “Unicode text”.
func TestRealTablesInUTF16(t *testing.T) {
	for _, c := range []struct{ folder, file, id string }{
		{"copenhagen", "socio_data_roder_2008-2014_counts.csv", "kk-roder-counts"}, {"berlin-mss", "mss_2021.csv", "berlin-mss"},
	} {
		text, err := os.ReadFile(filepath.Join(reference.Folder(t, c.folder), c.file))
		if err != nil {
			t.Fatal(err)
		}
		want := readReal(t, c.folder, c.id, nil)
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, c.file), utf16Of("\ufeff"+string(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))), order), 0o600); err != nil {
				t.Fatal(err)
			}
			s := *definition(t, c.id)
			s.Written.Encoding = "utf-16"
			none(t, c.id, differences(want, readFrom(t, dir, &s, func(r *Request) { r.Period = want.Rows[0].Period }), 0))
		}
	}
}

// The roder as TopoJSON, written by the format's author's own program
// (topojson-server 3.0.1), are the same to the last bit; on a grid of a
// million steps (0.23° wide, 0.13° high) they are the same to half a step.
func TestRealBordersAsTopoJSON(t *testing.T) {
	topo := tool(t, "geo2topo")
	dir, published := t.TempDir(), filepath.Join(reference.Folder(t, "copenhagen"), "roder_396.geojson")
	want := readFrom(t, reference.Folder(t, "copenhagen"), definition(t, "kk-roder"), nil)
	topo("-o", filepath.Join(dir, "exact.json"), "roder="+published)
	topo("-q", "1e6", "-o", filepath.Join(dir, "grid.json"), "roder="+published)
	for file, tolerance := range map[string]float64{"exact.json": 0, "grid.json": 0.5e-6 * 0.24} {
		s := asWritten(t, "kk-roder", catalog.TopoJSON, file)
		if file == "grid.json" {
			s.Expected = []catalog.Expected{{Check: "invalid-ring"}} // on a grid some narrow borders meet
		}
		got := readFrom(t, dir, s, nil)
		found := differences(want, got, tolerance)
		if file == "grid.json" { // rings that cross are cut elsewhere, and points that fall together are joined
			found = slices.DeleteFunc(found, func(d string) bool { return strings.HasPrefix(d, "the shape of") })
			worst := 0.0
			for i := range want.Shapes {
				worst = max(worst, farthest(want.Shapes[i], got.Shapes[i]))
			}
			if worst > 1.5*tolerance {
				t.Errorf("a point lies %g° from where it should", worst)
			}
		}
		none(t, file, found)
	}
}

// farthest gives how far the points of one shape lie from the nearest point of
// another at most.
func farthest(a, b byblik.MultiPolygon) (worst float64) {
	for _, p := range a {
		for _, ring := range p {
			for _, x := range ring {
				best := math.Inf(1)
				for _, q := range b {
					for _, other := range q {
						for _, y := range other {
							best = min(best, math.Hypot(x[0]-y[0], x[1]-y[1]))
						}
					}
				}
				worst = max(worst, best)
			}
		}
	}
	return worst
}

// GDAL reads the same areas out of our small TopoJSON file.
func TestTopoJSONAsGDALReadsIt(t *testing.T) {
	ogr := tool(t, "ogr2ogr")
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "small.json"), []byte(goodTopology), 0o600); err != nil {
		t.Fatal(err)
	}
	ogr("-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=15", filepath.Join(dir, "small.geojson"), filepath.Join(dir, "small.json"))
	none(t, "TopoJSON", differences(readFrom(t, dir, bordersSource(), nil), readFrom(t, dir, topoSource(), nil), 1e-12))
}
