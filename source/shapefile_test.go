package source

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"byblik"
	"byblik/catalog"

	"github.com/jonas-p/go-shp"
)

const (
	prjWGS84 = `GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
	prjUTM32 = `PROJCS["ETRS_1989_UTM_Zone_32N",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",9.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`
)

// shapefileOf writes goodBorders with go-shp: the rings clockwise, as the
// format wants outer rings, the second with a hole where asked for.
func shapefileOf(t testing.TB, hole bool) fstest.MapFS {
	t.Helper()
	name := filepath.Join(t.TempDir(), "small.shp")
	w, err := shp.Create(name, shp.POLYGON)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.SetFields([]shp.Field{shp.NumberField("nr", 4), shp.StringField("name", 20), shp.FloatField("share", 8, 2), shp.DateField("day")}); err != nil {
		t.Fatal(err)
	}
	clockwise := func(ring []byblik.Point) (ps []shp.Point) {
		for i := range ring {
			p := ring[len(ring)-1-i]
			ps = append(ps, shp.Point{X: p[0], Y: p[1]})
		}
		return ps
	}
	parts := [][][]shp.Point{{clockwise(ringOne)}, {clockwise(ringTwo)}}
	if hole {
		parts[1] = append(parts[1], []shp.Point{{X: 12.38, Y: 55.12}, {X: 12.39, Y: 55.12}, {X: 12.39, Y: 55.13}, {X: 12.38, Y: 55.12}})
	}
	for i, p := range parts {
		polygon := shp.Polygon(*shp.NewPolyLine(p))
		w.Write(&polygon)
		for k, v := range []any{i + 1, []string{"N\xf8rre", "S\xf8nder"}[i], 12.5, "20201201"} {
			if err := w.WriteAttribute(i, k, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	w.Close()
	files := fstest.MapFS{"small.prj": {Data: []byte(prjWGS84)}, "small.cpg": {Data: []byte("ISO-8859-1\n")}}
	for ext, written := range map[string]string{".shp": ".shp", ".dbf": "dbf"} { // go-shp forgets the dot
		data, err := os.ReadFile(strings.TrimSuffix(name, ".shp") + written)
		if err != nil {
			t.Fatal(err)
		}
		files["small"+ext] = &fstest.MapFile{Data: data}
	}
	return files
}

// zipOf packs files, each under its own name.
func zipOf(t testing.TB, files fstest.MapFS) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, ext := range []string{".shp", ".dbf", ".prj", ".cpg"} {
		if f := files["small"+ext]; f != nil {
			part, _ := w.Create("folder/small" + ext)
			_, _ = part.Write(f.Data)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func shapeSource() *catalog.Source {
	s := asFormat(bordersSource(), catalog.Shapefile, "small.shp")
	s.Columns = []catalog.Column{{ID: "share", Name: "share", Kind: catalog.Share}, {ID: "day", Name: "day", Kind: catalog.Words}}
	return s
}

func TestShapefilesAreRead(t *testing.T) {
	files := shapefileOf(t, true)
	for what, fsys := range map[string]fstest.MapFS{"side by side": files, "in a zip": {"small.shp": {Data: zipOf(t, files)}}} {
		all, err := Read(Request{FS: fsys, Definition: shapeSource(), Frame: blocks("1", "2")})
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		d := all[0]
		if got := said(d); got != "1 12.5 2020-12-01\n2 12.5 2020-12-01\n" || d.Rows[0].Name != "Nørre" {
			t.Errorf("%s: got %s, %+v", what, got, d.Rows)
		}
		if len(d.Shapes[1]) != 1 || len(d.Shapes[1][0]) != 2 || d.Shapes[0][0][0][0] != ringOne[3] {
			t.Errorf("%s: shapes %v", what, d.Shapes)
		}
		if n := len(d.Receipt.Beside); what == "side by side" && n != 3 || what == "in a zip" && n != 0 {
			t.Errorf("%s: %d files beside: %v", what, n, d.Receipt.Beside)
		}
	}
}

func TestShapefilesThatMislead(t *testing.T) {
	for _, c := range []struct {
		what     string
		change   func(fstest.MapFS, *catalog.Source)
		want, do string
	}{
		{"metres by its .prj", func(f fstest.MapFS, _ *catalog.Source) { f["small.prj"].Data = []byte(prjUTM32) }, `small.shp: crs: [crs] found the reference system "EPSG:25832"; expected CRS84`, "choose the file in that system"},
		{"no .dbf", func(f fstest.MapFS, _ *catalog.Source) { delete(f, "small.dbf") }, `small.shp: [missing-file] found a .shp without its .dbf`, "copy all files"},
		{"another encoding than declared", func(_ fstest.MapFS, s *catalog.Source) { s.Written.Encoding = "utf-8" }, `small.shp: .cpg: [encoding] found windows-1252; expected utf-8`, "look at a letter"},
		{"no encoding", func(f fstest.MapFS, s *catalog.Source) { delete(f, "small.cpg"); s.Key.Column = "name" }, `small.shp:1: name: [bad-cell] found letters beyond ASCII, and no .cpg`, "declare written.encoding"},
		{"a cut .shp", func(f fstest.MapFS, _ *catalog.Source) { f["small.shp"].Data = f["small.shp"].Data[:200] }, `small.shp: [damaged] found a .shp whose length`, "copy"},
		{"a cut .dbf", func(f fstest.MapFS, _ *catalog.Source) { f["small.dbf"].Data = f["small.dbf"].Data[:180] }, `small.shp: [truncated] found 2 rows in a .dbf that holds`, "copy"},
		{"a row too few", func(f fstest.MapFS, _ *catalog.Source) {
			binary.LittleEndian.PutUint32(f["small.dbf"].Data[4:], 1)
		}, `small.shp: [damaged] found 1 rows in a .dbf that holds 2`, "copy"},
		{"a row that is marked as deleted", func(f fstest.MapFS, _ *catalog.Source) {
			head := int(binary.LittleEndian.Uint16(f["small.dbf"].Data[8:]))
			f["small.dbf"].Data[head] = '*'
		}, `small.shp:1: feature 1: [bad-row] found a row that is marked as deleted`, "border"},
		{"points in place of areas", func(f fstest.MapFS, _ *catalog.Source) {
			for _, at := range []int{32, 108} {
				f["small.shp"].Data[at] = 1
			}
		}, `small.shp:1: feature 1: [bad-row] found a geometry of the shapefile type 1`, "border"},
		{"a part too many", func(f fstest.MapFS, _ *catalog.Source) {
			binary.LittleEndian.PutUint32(f["small.shp"].Data[144:], 1<<30)
		}, `small.shp:1: feature 1: [bad-row] found a shape with more parts`, "border"},
	} {
		t.Run(c.what, func(t *testing.T) {
			files, s := shapefileOf(t, false), shapeSource()
			c.change(files, s)
			_, err := Read(Request{FS: files, Definition: s})
			checkFault(t, err, c.want, c.do)
		})
	}
}

// Asterisks are how dBASE writes a number that did not fit.
func TestFiguresOfDBF(t *testing.T) {
	var table dbf
	for _, c := range []struct {
		kind             byte
		stored, want, no string
	}{
		{'N', "  12.50", "12.50", ""}, {'N', "*******", "", ""}, {'N', "       ", "", ""}, {'F', "1.5e+02", "150", ""}, {'N', "007", "007", ""},
		{'C', "007    ", "007", ""}, {'C', " 7", " 7", ""}, {'D', "20200102", "2020-01-02", ""}, {'D', "        ", "", ""}, {'D', "2020-1-2", "", "bad-cell"},
		{'L', "T", "TRUE", ""}, {'L', "?", "", ""}, {'M', "1", "", "bad-cell"},
	} {
		got, o := table.cell(dbfField{kind: c.kind}, []byte(c.stored), ".")
		if got != c.want || (o != nil) != (c.no != "") {
			t.Errorf("%c %q gives %q, %v", c.kind, c.stored, got, o)
		}
	}
}

// The texts are those that GDAL and ESRI write for the systems of EPSG.
func TestReferenceSystemsOfPRJ(t *testing.T) {
	utm := strings.NewReplacer
	for text, want := range map[string]string{
		prjWGS84: "CRS84",
		prjUTM32: "EPSG:25832",
		utm("Central_Meridian\",9.0", "Central_Meridian\",15.0").Replace(prjUTM32):                  "EPSG:25833",
		utm("D_ETRS_1989", "D_WGS_1984").Replace(prjUTM32):                                          "EPSG:32632",
		utm("0.9996", "1.0").Replace(prjUTM32):                                                      "ETRS_1989_UTM_Zone_32N",
		`GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]]]`: "EPSG:4258",
		`PROJCS["ETRS89 / UTM zone 32N",GEOGCS["ETRS89",DATUM["European_Terrestrial_Reference_System_1989",SPHEROID["GRS 1980",6378137,298.257222101]],UNIT["degree",0.01745]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",9],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1],AUTHORITY["EPSG","25832"]]`: "EPSG:25832",
		"nonsense": "nonsense",
	} {
		if got := systemOfWKT(text); got != want {
			t.Errorf("%.40s… gives %s, want %s", text, got, want)
		}
	}
}

// Holes go to the smallest ring around them, whatever the order.
func TestHolesFindTheirPolygon(t *testing.T) {
	square := func(at, size float64, clockwise bool) []byblik.Point {
		ring := []byblik.Point{{at, at}, {at, at + size}, {at + size, at + size}, {at + size, at}, {at, at}}
		if !clockwise {
			for i, j := 0, len(ring)-1; i < j; i, j = i+1, j-1 {
				ring[i], ring[j] = ring[j], ring[i]
			}
		}
		return ring
	}
	m, bad := polygonsOf([][]byblik.Point{square(4, 1, false), square(0, 10, true), square(1, 8, false), square(3, 3, true)})
	if bad != "" || len(m) != 2 || len(m[0]) != 2 || len(m[1]) != 2 || m[1][1][0] != (byblik.Point{4, 4}) {
		t.Errorf("%v %v", m, bad)
	}
	if _, bad = polygonsOf([][]byblik.Point{square(0, 1, true), square(5, 1, false)}); bad == "" {
		t.Error("a hole in no ring was taken")
	}
	if m, bad = polygonsOf([][]byblik.Point{square(0, 1, false)}); bad != "" || len(m) != 1 {
		t.Errorf("a single ring: %v", bad)
	}
}
