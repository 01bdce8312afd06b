package publish_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"flag"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"byblik"
	"byblik/publish"
	"byblik/release"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "write testdata/lilleby anew")

// lilleby opens the written release that lies beside package release: five
// areas, two districts, two years, and everything that is hard to write.
func lilleby(t *testing.T) *release.Release {
	t.Helper()
	r, err := release.Open(os.DirFS("../release/testdata/lilleby"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func written(t *testing.T, r *release.Release) map[string][]byte {
	t.Helper()
	files, err := publish.Files(r)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// said is what a table says of one figure.
type said struct{ value, status, numerator, numeratorStatus, denominator, denominatorStatus, low, high string }

// canonical reads the release's own tables, which a person has read, as any
// other program would.
func canonical(t *testing.T) map[string]said {
	t.Helper()
	all := map[string]said{}
	paths, err := filepath.Glob("../release/testdata/lilleby/figures/*.csv")
	if err != nil || len(paths) != 3 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range rows[1:] {
			all[c[0]] = said{c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11]}
		}
	}
	return all
}

// plain writes a number that another reader found with the fewest decimals.
func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func same(t *testing.T, got, want map[string]said) {
	t.Helper()
	for name, w := range want {
		if g, ok := got[name]; !ok || g != w {
			t.Errorf("%s is %+v, expected %+v", name, g, w)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d figures, expected %d", len(got), len(want))
	}
}

// byHead reads rows by the names of their columns, in the order of said.
func byHead(t *testing.T, rows [][]string, as func(string) string, figure string, columns ...string) map[string]said {
	t.Helper()
	at := func(name string) int {
		k := slices.Index(rows[0], name)
		if k < 0 {
			t.Fatalf("no column %s in %v", name, rows[0])
		}
		return k
	}
	out := map[string]said{}
	for _, r := range rows[1:] {
		c := make([]string, len(columns))
		for i, name := range columns {
			if k := at(name); k < len(r) {
				c[i] = as(r[k])
			}
		}
		out[r[at(figure)]] = said{c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]}
	}
	return out
}

var english = []string{"value", "status", "numerator", "numerator_status", "denominator", "denominator_status", "low", "high"}

func asIs(s string) string { return s }

func TestTheTableForProgramsSaysWhatTheReleaseSays(t *testing.T) {
	text := written(t, lilleby(t))["formats/figures.csv"]
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(text, []byte("\r")) || bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) {
		t.Error("a program wants LF and no byte order mark")
	}
	same(t, byHead(t, rows, asIs, "figure", english...), canonical(t))
}

// What Danish Excel needs: byte order mark, semicolons, decimal commas, CR LF,
// Danish words.
func TestTheTableForDanishExcelSaysWhatTheReleaseSays(t *testing.T) {
	text := written(t, lilleby(t))["formats/tal.csv"]
	if !bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) || !bytes.HasSuffix(text, []byte("\r\n")) {
		t.Error("no byte order mark, or no CR LF")
	}
	in := csv.NewReader(bytes.NewReader(text[3:]))
	in.Comma = ';'
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]string{"mangler": "missing", "skjult": "suppressed", "ikke relevant": "not_applicable"}
	same(t, byHead(t, rows, func(s string) string {
		if strings.Contains(s, ".") {
			t.Errorf("%q has a point", s)
		}
		if w, ok := words[s]; ok {
			return w
		}
		return strings.ReplaceAll(s, ",", ".")
	}, "tal", "værdi", "status", "tæller", "tællers status", "nævner", "nævners status", "nedre grænse", "øvre grænse"), canonical(t))
	if !bytes.Contains(text, []byte("Ærø Å")) || !bytes.Contains(text, []byte("bydel;1;Øst")) {
		t.Error("Danish letters or words are lost")
	}
}

func workbook(t *testing.T) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(written(t, lilleby(t))["formats/lilleby-2025-1.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestTheWorkbookSaysWhatTheReleaseSays(t *testing.T) {
	f, got := workbook(t), map[string]said{}
	for _, sheet := range f.GetSheetList()[1:] {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		maps.Copy(got, byHead(t, rows, func(s string) string {
			if v, err := strconv.ParseFloat(s, 64); err == nil {
				return plain(v)
			}
			return s
		}, "figure", english...))
	}
	same(t, got, inExcel(canonical(t)))
	for cell, want := range map[string]excelize.CellType{"F2": excelize.CellTypeNumber, "C2": excelize.CellTypeInlineString} {
		if kind, err := f.GetCellType("income", cell); err != nil || kind != want && (want != excelize.CellTypeNumber || kind != excelize.CellTypeUnset) {
			t.Errorf("%s has the type %d, %v, expected %d: a number is a number, and the code 001 a text", cell, kind, err, want)
		}
	}
}

// inExcel gives figures with the 15 digits that Excel keeps of a number.
func inExcel(all map[string]said) map[string]said {
	for name, x := range all {
		if v, err := strconv.ParseFloat(x.value, 64); err == nil {
			v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
			x.value = plain(v)
			all[name] = x
		}
	}
	return all
}

// A workbook has no formula, no hidden sheet, no link, no time and no name of a
// person: the parts of the file are searched, not asked for.
func TestTheWorkbookHidesNothing(t *testing.T) {
	text := written(t, lilleby(t))["formats/lilleby-2025-1.xlsx"]
	parts, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	if len(parts.File) < 8 || !slices.IsSortedFunc(parts.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) }) {
		t.Errorf("%d parts, expected at least 8, sorted", len(parts.File))
	}
	for _, part := range parts.File {
		if !part.Modified.IsZero() && part.Modified.Year() > 1980 {
			t.Errorf("%s has a time: %v", part.Name, part.Modified)
		}
		in, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		xml, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, never := range []string{"<f>", "<f ", "hidden", "veryHidden", "externalLink", "vbaProject", "comments"} {
			if bytes.Contains(xml, []byte(never)) {
				t.Errorf("%s contains %q", part.Name, never)
			}
		}
		if part.Name == "docProps/core.xml" && (bytes.Contains(bytes.ReplaceAll(xml, []byte("Lilleby, 2025"), nil), []byte("202")) || !bytes.Contains(xml, []byte("2000-01-01T00:00:00Z"))) {
			t.Errorf("a time other than the fixed one: %s", xml)
		}
	}
}

// cells gives every text of every table: of all CSV files, and of the workbook.
func cells(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for path, text := range written(t, lilleby(t)) {
		if !strings.HasSuffix(path, ".csv") {
			continue
		}
		in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))))
		if strings.HasSuffix(path, "/tal.csv") {
			in.Comma = ';'
		}
		rows, err := in.ReadAll()
		if err != nil {
			t.Fatal(path, err)
		}
		out[path] = slices.Concat(rows...)
	}
	f := workbook(t)
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		out["xlsx "+sheet] = slices.Concat(rows...)
	}
	return out
}

// OWASP, CSV Injection: no cell begins with =, +, -, @, tab, carriage return,
// line feed or the wide forms of the signs, unless it is a number.
func TestNoTextIsTakenForAFormula(t *testing.T) {
	escaped := 0
	for where, all := range cells(t) {
		for _, cell := range all {
			first := []rune(cell + " ")[0]
			if strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
				if _, err := strconv.ParseFloat(strings.Replace(cell, ",", ".", 1), 64); err != nil {
					t.Errorf("%s: %q", where, cell)
				}
			}
			if first == '\'' {
				escaped++
			}
		}
	}
	if escaped < 50 {
		t.Errorf("only %d texts were kept from being formulas: the release has more of them", escaped)
	}
}

// The wide forms that spreadsheets in East Asia take for signs, and a text of
// signs and digits that is no number.
func TestWideSignsAreNoFormula(t *testing.T) {
	r := lilleby(t)
	for i, name := range []string{"＝1+1", "＋1", "－1", "＠SUM", "+1-1"} {
		r.Levels[0].Places[i].Name.Da, r.Levels[0].Places[i].Name.En = name, name
		rows, err := csv.NewReader(bytes.NewReader(written(t, r)["formats/figures.csv"])).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(rows, func(c []string) bool { return c[4] == "'"+name }) {
			t.Errorf("%s stands in a cell as it is", name)
		}
	}
}

// JSON-stat 2.0 is read by its rules: values row by row, the last dimension
// fastest, sizes in size, statuses by the number of the cell.
func readStat(t *testing.T, text []byte) map[string]said {
	t.Helper()
	var d struct {
		Class, Version string
		ID             []string
		Size           []int
		Dimension      map[string]struct {
			Category struct {
				Index []string
				Label map[string]string
			}
		}
		Value     []*float64
		Status    map[string]string
		Extension map[string]string
	}
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	n := 1
	for i, id := range d.ID {
		if len(d.Dimension[id].Category.Index) != d.Size[i] {
			t.Errorf("dimension %s has %d categories, size says %d", id, len(d.Dimension[id].Category.Index), d.Size[i])
		}
		n *= d.Size[i]
	}
	if d.Class != "dataset" || d.Version != "2.0" || n != len(d.Value) {
		t.Fatalf("%s %s, %d values, expected %d", d.Class, d.Version, len(d.Value), n)
	}
	out := map[string]said{}
	for k := range n {
		rest := k
		c := map[string]string{}
		for i := len(d.ID) - 1; i >= 0; i-- {
			c[d.ID[i]] = d.Dimension[d.ID[i]].Category.Index[rest%d.Size[i]]
			rest /= d.Size[i]
		}
		value, status := "", d.Status[strconv.Itoa(k)]
		if d.Value[k] != nil {
			value = plain(*d.Value[k])
		}
		name := d.Extension["indicator"] + "." + c["place"] + "." + c["period"]
		x := out[name]
		if status == "" && value != "" {
			status = "ok"
		}
		switch c["measure"] {
		case "value":
			x.value, x.status = value, status
		case "numerator":
			x.numerator, x.numeratorStatus = value, status
		case "denominator":
			x.denominator, x.denominatorStatus = value, status
		case "low":
			x.low = value
		case "high":
			x.high = value
		default:
			t.Fatalf("a measure %s", c["measure"])
		}
		out[name] = x
	}
	return out
}

func TestJSONStatSaysWhatTheReleaseSays(t *testing.T) {
	files := written(t, lilleby(t))
	for _, lang := range []string{"da", "en"} {
		got := map[string]said{}
		for _, id := range []string{"income", "low-income", "residents"} {
			maps.Copy(got, readStat(t, files["formats/json-stat/"+lang+"/"+id+".json"]))
		}
		same(t, got, canonical(t))
	}
}

// Districts may have other years than small areas. The dataset then has all
// years, and a figure that nobody has is empty, without a word.
func TestJSONStatKeepsYearsApartThatOnlyOneLevelHas(t *testing.T) {
	r := lilleby(t)
	tab := r.Table("residents", release.DistrictLevel)
	tab.Periods = []byblik.Period{byblik.InYear(2023), byblik.InYear(2025)}
	got := readStat(t, written(t, r)["formats/json-stat/en/residents.json"])
	for name, want := range map[string]said{
		"residents.area.001.2023":   {},
		"residents.area.001.2024":   {value: "200", status: "ok"},
		"residents.area.1e5.2025":   {value: "1234567890", status: "ok"},
		"residents.district.1.2023": {value: "350", status: "ok"},
		"residents.district.1.2024": {},
		"residents.district.2.2025": {value: "1234567895", status: "ok"},
	} {
		if got[name] != want {
			t.Errorf("%s is %+v, expected %+v", name, got[name], want)
		}
	}
	if len(got) != 21 {
		t.Errorf("%d figures, expected 7 places in 3 years", len(got))
	}
}

// A mean may have the persons behind it, and a share none that are told: each
// dataset has the measures that its tables have.
func TestJSONStatHasTheCountsThatTheTableHas(t *testing.T) {
	r := lilleby(t)
	tab := r.Table("income", release.AreaLevel)
	tab.Denominator = r.Table("residents", release.AreaLevel).Value
	got := readStat(t, written(t, r)["formats/json-stat/en/income.json"])
	if x := got["income.area.001.2024"]; x.value != "-12.5" || x.denominator != "200" || x.numerator != "" {
		t.Errorf("%+v, expected −12.5 of 200 persons", x)
	}
	if x := got["income.district.1.2024"]; x.value != "12.5" || x.denominator != "" || x.denominatorStatus != "" {
		t.Errorf("%+v, expected 12.5 without persons", x)
	}
}

func TestGeoJSONSaysWhatTheReleaseSays(t *testing.T) {
	files, got := written(t, lilleby(t)), map[string]said{}
	for _, level := range []string{"area", "district"} {
		var c struct {
			Type     string
			Features []struct {
				ID         string
				Properties map[string]any
				Geometry   *struct{ Type string }
			}
		}
		if err := json.Unmarshal(files["formats/geojson/"+level+".geojson"], &c); err != nil {
			t.Fatal(err)
		}
		for i, f := range c.Features {
			if (f.Geometry == nil) != (level == "area" && i == 4) {
				t.Errorf("feature %s has the geometry %v: area -7 alone has none", f.ID, f.Geometry)
			}
			read := func(name string) (value, status string) {
				v, there := f.Properties[name]
				if x, ok := v.(float64); ok {
					return plain(x), "ok"
				}
				if word, ok := f.Properties[name+".status"].(string); there && ok {
					return "", word
				}
				return "", ""
			}
			for name := range f.Properties {
				if strings.Count(name, ".") != 1 {
					continue
				}
				indicator, period, _ := strings.Cut(name, ".")
				var x said
				x.value, x.status = read(name)
				x.numerator, x.numeratorStatus = read(name + ".numerator")
				x.denominator, x.denominatorStatus = read(name + ".denominator")
				x.low, _ = read(name + ".low")
				x.high, _ = read(name + ".high")
				got[indicator+"."+level+"."+f.ID+"."+period] = x
			}
		}
	}
	same(t, got, canonical(t))
}

func geoPackage(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "lilleby.gpkg")
	if err := os.WriteFile(path, written(t, lilleby(t))["formats/lilleby-2025-1.gpkg"], 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTheGeoPackageSaysWhatTheReleaseSays(t *testing.T) {
	db, err := sql.Open("sqlite", geoPackage(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT figure, value, status, numerator, numerator_status, denominator, denominator_status, low, high FROM figures`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	got := map[string]said{}
	for rows.Next() {
		var name string
		var v [4]sql.NullFloat64
		var w [3]sql.NullString
		if err := rows.Scan(&name, &v[0], &w[0], &v[1], &w[1], &v[2], &w[2], &v[3], &v[3]); err != nil {
			t.Fatal(err)
		}
		got[name] = said{status: w[0].String, numeratorStatus: w[1].String, denominatorStatus: w[2].String}
	}
	for name, x := range got {
		for _, c := range []struct {
			column string
			to     *string
		}{{"value", &x.value}, {"numerator", &x.numerator}, {"denominator", &x.denominator}, {"low", &x.low}, {"high", &x.high}} {
			var v sql.NullFloat64
			if err := db.QueryRow(`SELECT `+c.column+` FROM figures WHERE figure = ?`, name).Scan(&v); err != nil {
				t.Fatal(err)
			}
			if v.Valid {
				*c.to = plain(v.Float64)
			}
		}
		got[name] = x
	}
	same(t, got, canonical(t))
	var word string
	if err := db.QueryRow(`PRAGMA integrity_check`).Scan(&word); err != nil || word != "ok" {
		t.Errorf("integrity: %s, %v", word, err)
	}
	if err := db.QueryRow(`SELECT name_da FROM area WHERE code = '1e5'`).Scan(&word); err != nil || word != "Sø, \"stor\"; lang\nvej" {
		t.Errorf("the name of 1e5 is %q, %v", word, err)
	}
}

// Where no place of a level has borders, its bounds are not known; infinity is
// no bound.
func TestALayerWithoutBordersHasNoBounds(t *testing.T) {
	r := lilleby(t)
	r.Geography.Districts = make([]byblik.MultiPolygon, 2)
	path := filepath.Join(t.TempDir(), "a.gpkg")
	if err := os.WriteFile(path, written(t, r)["formats/lilleby-2025-1.gpkg"], 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var west sql.NullFloat64
	if err := db.QueryRow(`SELECT min_x FROM gpkg_contents WHERE table_name = 'district'`).Scan(&west); err != nil || west.Valid {
		t.Errorf("%v, %v, expected no bound", west, err)
	}
}

// GDAL, which wrote none of it, opens the maps, finds all places with their
// names and figures, and has nothing to warn of.
func TestGDALReadsTheMaps(t *testing.T) {
	if os.Getenv("BYBLIK_TOOLS") == "" {
		t.Skip("BYBLIK_TOOLS is not set: it says that ogr2ogr (GDAL) is installed, which reads the files")
	}
	if _, err := exec.LookPath("ogr2ogr"); err != nil {
		t.Skip("one of the BYBLIK_TOOLS, ogr2ogr, is not installed")
	}
	dir := t.TempDir()
	for path, text := range written(t, lilleby(t)) {
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(path)), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	gdal := func(args ...string) string {
		t.Helper()
		cmd := exec.Command("ogr2ogr", append([]string{"-f", "CSV", "/vsistdout/"}, args...)...) //nolint:gosec // the test's own files
		var warned bytes.Buffer
		cmd.Stderr = &warned
		text, err := cmd.Output()
		if err != nil || warned.Len() > 0 {
			t.Fatalf("%v: %s", err, warned.String())
		}
		return string(text)
	}
	for _, x := range []struct{ file, query, want string }{
		{"lilleby-2025-1.gpkg", `SELECT count(*) AS n FROM area`, "5"},
		{"lilleby-2025-1.gpkg", `SELECT name_da FROM area WHERE code = '001'`, "Ærø Å"},
		{"lilleby-2025-1.gpkg", `SELECT status FROM figures WHERE figure = 'low-income.area.002.2024' AND value IS NULL`, "suppressed"},
		{"lilleby-2025-1.gpkg", `SELECT f.value FROM area a JOIN figures f ON f.level = 'area' AND f.place = a.code WHERE f.figure = 'low-income.area.002.2025'`, "7.7"},
		{"lilleby-2025-1.gpkg", `SELECT round(ST_Area(geom) * 1000000) AS a FROM district WHERE code = '1'`, "200"},
		{"area.geojson", `SELECT name FROM area WHERE code = '-7'`, "-2+3|cmd"},
		{"area.geojson", `SELECT "residents.2025" FROM area WHERE code = '1e5'`, "1234567890"},
		{"area.geojson", `SELECT "low-income.2024.status" FROM area WHERE code = '1e5'`, "missing"},
	} {
		text := gdal(filepath.Join(dir, x.file), "-dialect", "SQLite", "-sql", x.query)
		in := csv.NewReader(strings.NewReader(text))
		in.FieldsPerRecord = -1 // GDAL ends a head of one column with a comma
		rows, err := in.ReadAll()
		if err != nil || len(rows) != 2 || strings.TrimSuffix(rows[1][0], ".0") != x.want {
			t.Errorf("%s: %s gives %q, %v, expected %s", x.file, x.query, text, err, x.want)
		}
	}
}

// Parquet is read by the names in the file, not by our type of a row.
func TestParquetSaysWhatTheReleaseSays(t *testing.T) {
	files := written(t, lilleby(t))
	text := files["formats/parquet/figures.parquet"]
	in := parquet.NewReader(bytes.NewReader(text))
	defer in.Close()
	var columns []string
	for _, c := range in.Schema().Columns() {
		columns = append(columns, c[0])
	}
	rows := [][]string{columns}
	for {
		buffer := make([]parquet.Row, 1)
		n, err := in.ReadRows(buffer)
		if n == 1 {
			row := make([]string, len(columns))
			for _, v := range buffer[0] {
				switch {
				case v.IsNull():
				case v.Kind() == parquet.Double:
					row[v.Column()] = plain(v.Double())
				default:
					row[v.Column()] = string(v.ByteArray())
				}
			}
			rows = append(rows, row)
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	same(t, byHead(t, rows, asIs, "figure", english...), canonical(t))
	places, err := parquet.OpenFile(bytes.NewReader(files["formats/parquet/places.parquet"]), int64(len(files["formats/parquet/places.parquet"])))
	if err != nil || places.NumRows() != 7 {
		t.Fatalf("%v, expected seven places", err)
	}
	geo, _ := places.Lookup("geo")
	var meta struct {
		Version string
		Columns map[string]struct {
			Encoding string
			Box      []float64 `json:"bbox"`
		}
	}
	if err := json.Unmarshal([]byte(geo), &meta); err != nil || meta.Version != "1.1.0" || meta.Columns["geometry"].Encoding != "WKB" {
		t.Errorf("geo: %s, %v", geo, err)
	}
	for i, want := range []float64{12.5, 55.7, 12.54, 55.71} {
		if d := meta.Columns["geometry"].Box[i] - want; d > 1e-9 || d < -1e-9 {
			t.Errorf("bbox %v, expected about %v at %d", meta.Columns["geometry"].Box, want, i)
		}
	}
}

// The formats that are text are on file, to be read.
func TestTheTextFormatsAreTheseFiles(t *testing.T) {
	const golden = "testdata/lilleby"
	for path, text := range written(t, lilleby(t)) {
		if strings.HasSuffix(path, ".xlsx") || strings.HasSuffix(path, ".gpkg") || strings.HasSuffix(path, ".parquet") {
			continue
		}
		file := filepath.Join(golden, filepath.FromSlash(strings.TrimPrefix(path, "formats/")))
		if filepath.Base(file) == "dcat.jsonld" {
			text = withoutSums(text)
		}
		if *update {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(text, want) {
			t.Errorf("%s differs; run go test ./publish -update and read the difference", file)
		}
	}
}

// withoutSums takes sizes and SHA-256 out of a catalogue, which follow from
// libraries that pack files.
func withoutSums(text []byte) []byte {
	var out []string
	for _, part := range strings.SplitAfter(string(text), ",") {
		if strings.Contains(part, "spdx:checksumValue") || strings.Contains(part, `"@type":"xsd:decimal"`) || strings.Contains(part, `"@value"`) && strings.Contains(part, "decimal") {
			continue
		}
		out = append(out, part)
	}
	return []byte(strings.Join(out, "\n"))
}

// The same release gives the same bytes, in every format, every time.
func TestEveryFormatIsTheSameTwice(t *testing.T) {
	one, two := written(t, lilleby(t)), written(t, lilleby(t))
	for path, text := range one {
		if !bytes.Equal(text, two[path]) {
			t.Errorf("%s differs from itself", path)
		}
	}
	formats := map[string]bool{}
	for path := range one {
		f := publish.Of(path)
		if f == nil {
			t.Fatalf("%s is of no format", path)
		}
		formats[f.ID] = true
	}
	if len(formats) != len(publish.Formats()) {
		t.Errorf("files of %d formats, expected %d", len(formats), len(publish.Formats()))
	}
	if f := publish.Of("formats/elsewhere.txt"); f != nil {
		t.Errorf("elsewhere.txt is of %s", f.ID)
	}
}

// What the attacker reads back from every format is what the release says.
func TestTheAttackerReadsEveryFormat(t *testing.T) {
	r := lilleby(t)
	files := written(t, r)
	for _, f := range r.Manifest.Files {
		text, err := os.ReadFile(filepath.Join("../release/testdata/lilleby", filepath.FromSlash(f.Path)))
		if err != nil {
			t.Fatal(err)
		}
		files[f.Path] = text
	}
	channels, err := publish.Channels(r.Manifest.ID, files)
	if err != nil || len(channels) != 9 {
		t.Fatalf("%d channels, %v", len(channels), err)
	}
	for _, ch := range channels {
		for name, want := range channels[0].Figures {
			if name == "income.area.1e5.2024" || name == "income.district.2.2024" {
				continue // more digits than Excel keeps
			}
			if got := ch.Figures[name]; got != want {
				t.Errorf("%s says %s of %s, expected %s", ch.Name, got, name, want)
			}
		}
		if len(ch.Figures) != len(channels[0].Figures) {
			t.Errorf("%s has %d figures, expected %d", ch.Name, len(ch.Figures), len(channels[0].Figures))
		}
	}
	if v := channels[5].Figures["low-income.area.002.2024.numerator"]; v != "suppressed" {
		t.Errorf("%q, expected suppressed", v)
	}
}

// A stranger's release may hold anything under the name of a format. Reading
// it ends with figures or an error, never with a panic.
func TestDamagedFormatsNeverPanic(t *testing.T) {
	r := lilleby(t)
	clean := written(t, r)
	try := func(path string, text []byte) {
		t.Helper()
		defer func() {
			if p := recover(); p != nil {
				t.Errorf("%s: panic %v in\n%.300s", path, p, text)
			}
		}()
		files := maps.Clone(clean)
		files[path] = text
		_, _ = publish.Channels(r.Manifest.ID, files)
	}
	for _, path := range slices.Sorted(maps.Keys(clean)) {
		text := clean[path]
		if publish.Of(path).ID == "dcat" || publish.Of(path).ID == "prov" || publish.Of(path).ID == "dictionary" {
			continue
		}
		try(path, nil)
		try(path, []byte("{}"))
		for k := range 40 {
			try(path, text[:len(text)*k/40])
			flipped := bytes.Clone(text)
			for i := k; i < len(text); i += 97 {
				flipped[i] ^= byte(1 << (k % 8))
			}
			try(path, flipped)
		}
		if strings.HasSuffix(path, "json") {
			for _, from := range []string{`"level"`, `"code"`, `"properties"`, `"value"`, `"dimension"`, `"place"`, `"index"`, `"measure"`} {
				try(path, bytes.ReplaceAll(text, []byte(from), []byte(`"x"`)))
			}
		}
		if strings.HasSuffix(path, ".csv") {
			lines := bytes.SplitAfter(text, []byte("\n"))
			try(path, lines[0])
			try(path, append(bytes.Clone(lines[0]), "a\n"...))
		}
	}
	empty := excelize.NewFile()
	var b bytes.Buffer
	if _, err := empty.NewSheet("income"); err != nil {
		t.Fatal(err)
	}
	if err := empty.Write(&b); err != nil {
		t.Fatal(err)
	}
	try("formats/lilleby-2025-1.xlsx", b.Bytes())
}

// A release without borders has no maps, and all other formats.
func TestAReleaseWithoutBordersHasTheOtherFormats(t *testing.T) {
	r := lilleby(t)
	r.Geography = release.Geography{}
	files := written(t, r)
	for path := range files {
		if strings.Contains(path, "geojson/") {
			t.Errorf("%s is there", path)
		}
	}
	if len(files["formats/lilleby-2025-1.gpkg"]) == 0 || len(files["formats/parquet/places.parquet"]) == 0 {
		t.Error("the tables of figures lack")
	}
}

// Two indicators whose names begin alike, and are longer than the name of a
// sheet may be, have a sheet each.
func TestLongNamesOfIndicatorsHaveSheetsOfTheirOwn(t *testing.T) {
	r := lilleby(t)
	long := strings.Repeat("a", 40)
	for i := range r.Indicators {
		old := r.Indicators[i].ID
		r.Indicators[i].ID = byblik.IndicatorID(long + strconv.Itoa(i))
		for k := range r.Tables {
			if r.Tables[k].Indicator == old {
				r.Tables[k].Indicator = r.Indicators[i].ID
			}
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(written(t, r)["formats/lilleby-2025-1.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if n := len(f.GetSheetList()); n != 4 {
		t.Errorf("sheets %v, expected four", f.GetSheetList())
	}
}

// The catalogue names every other file with its true size and SHA-256.
func TestTheCatalogueNamesEveryFile(t *testing.T) {
	files := written(t, lilleby(t))
	var doc struct {
		Graph []struct {
			ID   string `json:"@id"`
			Type string `json:"@type"`
			Size struct {
				Value string `json:"@value"`
			} `json:"dcat:byteSize"`
			Sum struct {
				Value string `json:"spdx:checksumValue"`
			} `json:"spdx:checksum"`
		} `json:"@graph"`
	}
	if err := json.Unmarshal(files["formats/dcat.jsonld"], &doc); err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, x := range doc.Graph {
		if x.Type != "dcat:Distribution" {
			continue
		}
		named++
		text := files["formats/"+x.ID]
		if sum := sha256.Sum256(text); x.Sum.Value != hex.EncodeToString(sum[:]) || x.Size.Value != strconv.Itoa(len(text)) {
			t.Errorf("%s: size %s, SHA-256 %s: not those of the file", x.ID, x.Size.Value, x.Sum.Value)
		}
	}
	if named != len(files)-1 {
		t.Errorf("%d files are named, expected %d", named, len(files)-1)
	}
}
