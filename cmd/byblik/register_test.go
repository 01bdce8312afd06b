package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/compile"
	"byblik/cube"
	"byblik/minby"
	"byblik/release"
	"byblik/source"
)

// The tabulations of Minby's register are the town's table of figures, cell
// by cell: 400 areas, 8 years. The authority is the file that the town wrote
// before it had a register, read here without our readers.
func TestTheRegisterOfMinbyTabulatesToItsFigures(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("BYBLIK_AS_COMMAND", "1") // the reading process is this test binary
	dir, data := filepath.Join(t.TempDir(), "register"), filepath.Join(t.TempDir(), "data")
	if err := writeRegister(dir, minby.Seed); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"minby-persons", "minby-person-years", "minby-addresses", "minby-dwellings", "minby-answers"} {
		if code, _, stderr := command(t, "take", id, filepath.Join(dir, c.Sources[id].Files[0].Name), "--into", data); code != exitDone {
			t.Fatal(stderr)
		}
	}
	table := figuresOfMinby(t)
	var areas []byblik.Area
	for _, code := range table.areas {
		areas = append(areas, byblik.Area{Code: byblik.AreaCode{Frame: "minby", Code: code}})
	}
	made := map[string]*cube.Counts{}
	register := cube.Register{Catalog: c, Deliveries: cube.Deliveries{Dir: filepath.Join(data, "deliveries")}, Areas: areas, Secret: []byte(minbySecret)}
	for _, source := range []string{"minby-figures", "minby-dwelling-space", "minby-safety"} {
		counted, err := register.Count(context.Background(), source)
		if err != nil {
			t.Fatal(source, err)
		}
		for _, x := range counted.Counts {
			made[x.Tabulation] = x
		}
		if source == "minby-figures" {
			checkKeys(t, counted, made)
		}
	}
	cells := 0
	for _, id := range []string{"minby-people", "minby-dwellings", "minby-answers"} {
		for _, col := range made[id].Columns {
			for i, v := range col.Counts {
				want, ok := table.cell(c, made[id].Rows[i], col.ID)
				if !ok {
					continue // the table withholds it
				}
				cells++
				if got := v.Value.Float(); got != want || v.N != want {
					t.Errorf("%s in %v: %v (%v units), the table has %v", col.ID, made[id].Rows[i], got, v.N, want)
				}
			}
		}
	}
	t.Logf("%d cells are equal", cells)
	if cells < 50_000 {
		t.Errorf("only %d cells compared", cells)
	}
	space, people := made["minby-dwelling-space"].Columns[0], made["minby-people"].Column("residents")
	for i, v := range space.Counts {
		if want, ok := table.cell(c, made["minby-dwelling-space"].Rows[i], "dwelling_space"); ok {
			if got := math.Floor(v.Value.Float()/people.Counts[i].Value.Float()*10+0.5) / 10; got != want {
				t.Errorf("%v: %v m² per resident, the table has %v", space.ID, got, want)
			}
		}
	}
	checkSafety(t, made["minby-safety"], made["minby-answers"])
	checkByCoordinates(t, register, made)
	if os.Getenv("BYBLIK_LONG") == "" {
		return
	}
	checkRelease(t, data)
}

// checkRelease counts a release from the kept registers and verifies it: the
// same bytes while they are held, hashes alone when they had to be deleted.
// Its certificates name the registers.
func checkRelease(t *testing.T, data string) {
	t.Helper()
	from, out := minbyFolder(t), filepath.Join(t.TempDir(), "releases")
	code, stdout, stderr := command(t, "run", "minby-2025", "--from", from, "--out", out, "--register", data, "--stress", "100")
	if code != exitDone || !strings.Contains(stdout, "0 exact, 0 narrowed") {
		t.Fatalf("a release counted from persons: %d %s%s", code, stdout, stderr)
	}
	dir := filepath.Join(out, "minby-2025-1")
	r, _ := openRelease(t, dir)
	for _, b := range r.Births {
		persons := false
		for _, d := range b.Deliveries {
			persons = persons || d.Source == "minby-person-years"
			if len(d.SHA256)+len(d.Seal) != 64 {
				t.Fatalf("%s names %s without its hash or seal", b.Indicator, d.File)
			}
		}
		if b.Indicator == "minby-unsafe" && !(b.Effect >= 1 && b.Effect <= 1.1 && strings.Contains(b.Interval.En, "design effect")) {
			t.Errorf("%s: the interval of the survey takes in an effect of %v: %s", b.Period, b.Effect, b.Interval.En)
		}
		if b.Indicator == "minby-child-poverty" && !persons {
			t.Errorf("%s, %s was counted from persons, and names %v", b.Indicator, b.Period, b.Deliveries)
		}
	}
	checkReleaseByCoordinates(t, r, dir, from, data)
	if code, _, stderr := command(t, "verify", dir, "--from", from); code != exitUsage || !strings.Contains(stderr, "counted from registers") {
		t.Errorf("without the registers: %d %s", code, stderr)
	}
	if code, stdout, stderr := command(t, "verify", dir, "--from", from, "--register", data); code != exitDone || !strings.HasPrefix(stdout, "the same: ") {
		t.Errorf("with the registers: %d %s%s", code, stdout, stderr)
	}
	if code, _, stderr := command(t, "take", "--expire", "--into", data, "--today", "2031-01-01"); code != exitDone { // the answers, and not the persons
		t.Fatal(stderr)
	}
	code, stdout, stderr = command(t, "verify", dir, "--from", from, "--register", data)
	for _, want := range []string{"the hashes hold: ", "5 registers of which 1 are deleted", "minby_answers.parquet of minby-answers", "was deleted on 2031-01-01: it might be held until 2030-12-31", "NOT made again"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("nothing of %q: %d %s%s", want, code, stdout, stderr)
		}
	}
	if code != exitDone || strings.Contains(stdout, "the same") {
		t.Errorf("exit %d: %s", code, stdout)
	}
	changeLastDigit(t, filepath.Join(from, "minby_figures.csv"))
	if code, _, stderr := command(t, "verify", dir, "--from", from, "--register", data); code != exitInternal || !strings.Contains(stderr, "minby_figures.csv: found an input that changed") {
		t.Errorf("another table: %d %s", code, stderr)
	}
}

// checkReleaseByCoordinates makes the release once more with the areas of the
// addresses found by geometry: all figures and findings are the same bytes.
func checkReleaseByCoordinates(t *testing.T, r *release.Release, dir, from, data string) {
	t.Helper()
	j, err := releaseJobOf(r, dir, from, "", data)
	if err != nil {
		t.Fatal(err)
	}
	j.Catalog = byCoordinates(j.Catalog)
	x, err := j.Input()
	if err != nil {
		t.Fatal(err)
	}
	made, err := compile.Release(*x)
	if err != nil {
		t.Fatal(err)
	}
	files, err := release.Encode(made.Release)
	if err != nil {
		t.Fatal(err)
	}
	same := 0
	for _, f := range r.Manifest.Files {
		if strings.HasSuffix(f.Path, ".csv") && !strings.HasPrefix(f.Path, "formats/") {
			text, err := os.ReadFile(filepath.Join(dir, f.Path))
			if same++; err != nil || !bytes.Equal(files[f.Path], text) {
				t.Errorf("%s differs where addresses have coordinates: %v", f.Path, err)
			}
		}
	}
	if same < 20 {
		t.Errorf("only %d files compared", same)
	}
}

// byCoordinates is the catalog whose tabulations place addresses by longitude
// and latitude.
func byCoordinates(c *catalog.Catalog) *catalog.Catalog {
	out := *c
	out.Tabulations = map[string]*catalog.Tabulation{}
	for id, x := range c.Tabulations {
		at := *x
		if at.Area.Column == "minby-addresses/area" {
			at.Area = catalog.Place{X: "minby-addresses/lon", Y: "minby-addresses/lat"}
		}
		out.Tabulations[id] = &at
	}
	return &out
}

// checkByCoordinates counts the register once more with the areas found by
// geometry: every figure, number of persons and key is the same. Without
// borders it is refused; where an area has lost its land, its persons are
// nowhere.
func checkByCoordinates(t *testing.T, register cube.Register, made map[string]*cube.Counts) {
	t.Helper()
	ds, err := source.Read(source.Request{FS: minby.Files(minby.Seed), Definition: register.Catalog.Sources["minby-areas"]})
	if err != nil {
		t.Fatal(err)
	}
	register.Catalog = byCoordinates(register.Catalog)
	_, err = register.Count(context.Background(), "minby-figures")
	if err == nil || !strings.Contains(err.Error(), "records with coordinates, and 0 polygons for 400 areas") {
		t.Errorf("without borders: %v", err)
	}
	register.Shapes = ds[0].ShapesOf(register.Areas)
	counted, err := register.Count(context.Background(), "minby-figures")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range counted.Counts {
		if want := made[x.Tabulation]; !reflect.DeepEqual(x, want) {
			t.Errorf("%s by coordinates is not that by key", x.Tabulation)
		}
	}
	for _, i := range []int{0, len(register.Areas) - 1} {
		register.Shapes[i] = nil
	}
	_, err = register.Count(context.Background(), "minby-figures")
	if err == nil || !strings.Contains(err.Error(), "[no-area]") {
		t.Errorf("persons on no land: %v", err)
	}
	register.Accept = map[string]string{cube.NoArea: "on boats"}
	left, err := register.Count(context.Background(), "minby-figures")
	if err != nil {
		t.Fatal(err)
	}
	if w := left.Counts[0].Receipt.Warnings; len(w) != 1 || !strings.HasPrefix(w[0].Reason, "on boats (") {
		t.Errorf("accepted: %v", w)
	}
}

// checkKeys holds the keys that disclosure control asks for against the
// figures: children and adults together are all residents.
func checkKeys(t *testing.T, c *cube.Counted, made map[string]*cube.Counts) {
	t.Helper()
	for _, r := range made["minby-people"].Rows {
		all, ok1 := c.Key("minby-figures/residents", r.Area, r.Period)
		adults, ok2 := c.Key("minby-figures/adults", r.Area, r.Period)
		children, ok3 := c.Key("minby-figures/children", r.Area, r.Period)
		if !ok1 || !ok2 || !ok3 || all != adults^children {
			t.Errorf("%v: the key of residents is not that of adults and children", r)
		}
	}
	if _, ok := c.Key("minby-figures/dwelling_space", made["minby-people"].Rows[0].Area, made["minby-people"].Rows[0].Period); ok || c.Makes("minby-figures/dwelling_space") {
		t.Error("a column that no tabulation makes has a key")
	}
}

// checkSafety holds the estimates against the answers that they come from:
// there is one exactly where somebody answered, and it lies between 0 and 100.
func checkSafety(t *testing.T, estimates, answers *cube.Counts) {
	t.Helper()
	unsafe, se, deff := estimates.Column("unsafe"), estimates.Column("unsafe_se"), estimates.Column("unsafe_deff")
	for i, n := range answers.Column("answers").Counts {
		v := unsafe.Counts[i].Value
		if (v.Status() == byblik.OK) != (n.N > 0) || unsafe.Counts[i].Key != n.Key {
			t.Errorf("%v: an estimate of %v answers is %v", answers.Rows[i], n.N, v.Status())
		}
		if v.Status() == byblik.OK && (v.Float() < 0 || v.Float() > 100 || se.Counts[i].Value.Float() < 0) {
			t.Errorf("%v: %v per cent, error %v", answers.Rows[i], v.Float(), se.Counts[i].Value.Float())
		}
		// Who feels unsafe does not depend on the block, so an answer is worth one.
		if d := deff.Counts[i]; d.Value.Status() != v.Status() || d.N != 0 || d.Key != 0 || d.Value.Status() == byblik.OK && !(math.Abs(d.Value.Float()-1) < 0.1) {
			t.Errorf("%v: the design effect is %v", answers.Rows[i], d.Value.Float())
		}
	}
}

// townTable is the table of figures as a reader without byblik sees it.
type townTable struct {
	areas []string
	cells map[string]string // by area, year and header
}

func figuresOfMinby(t *testing.T) townTable {
	t.Helper()
	text, err := fs.ReadFile(minby.Files(minby.Seed), "minby_figures.csv")
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff")))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := townTable{cells: map[string]string{}}
	seen := map[string]bool{}
	for _, row := range rows[1:] {
		if !seen[row[0]] {
			seen[row[0]] = true
			out.areas = append(out.areas, row[0])
		}
		for k, v := range row {
			out.cells[row[0]+" "+row[1]+" "+rows[0][k]] = v
		}
	}
	return out
}

// cell gives the figure of a column of the catalog's source; false where the
// table has none.
func (t townTable) cell(c *catalog.Catalog, row cube.CountRow, id string) (float64, bool) {
	name := c.Sources["minby-figures"].Column(id).Name
	text := t.cells[row.Area.Code+" "+row.Period.String()+" "+name]
	v, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	return v, err == nil
}
