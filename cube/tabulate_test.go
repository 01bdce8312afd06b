package cube

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
)

var secret = []byte("a secret of the tests, no other use")

// records writes the files of a folder of testdata as Parquet and gives its
// definitions.
func recordsOf(t *testing.T, dir string) (*catalog.Catalog, map[string]string) {
	t.Helper()
	base, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	c, err := base.Extend(os.DirFS(filepath.Join("testdata", dir)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for id, s := range c.Sources {
		in := filepath.Join("testdata", dir, s.Files[0].Name)
		if _, err := os.Stat(in); err != nil || !s.IsUnits() {
			continue
		}
		files[id] = filepath.Join(t.TempDir(), id+".parquet")
		if _, err := WriteRecords(context.Background(), s, in, files[id], Limits{}); err != nil {
			t.Fatal(err)
		}
	}
	return c, files
}

func quarters(codes ...string) []byblik.Area {
	var all []byblik.Area
	for _, c := range codes {
		all = append(all, byblik.Area{Code: byblik.AreaCode{Frame: "quarter", Code: c}})
	}
	return all
}

func tabulated(t *testing.T, c *catalog.Catalog, files map[string]string, id string, areas []byblik.Area) *Counts {
	t.Helper()
	got, err := Tabulate(context.Background(), Tabulation{Catalog: c, Definition: c.Tabulations[id], Files: files, Areas: areas, Secret: secret})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// written writes a tabulation as expected.txt does.
func (c *Counts) written() string {
	var lines []string
	for _, col := range c.Columns {
		byPeriod := map[byblik.Period]string{}
		var periods []byblik.Period
		for i, r := range c.Rows {
			if byPeriod[r.Period] == "" {
				periods = append(periods, r.Period)
				byPeriod[r.Period] = fmt.Sprintf("%s %s:", col.ID, r.Period)
			}
			byPeriod[r.Period] += fmt.Sprintf(" %s=%.10g", r.Area.Code, col.Counts[i].Value.Float())
		}
		for _, p := range periods {
			lines = append(lines, byPeriod[p])
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

// The authority is a count by hand from the groups of
// testdata/register/README.md: age bands on the day itself, the day before
// and after, 29 February, full-time persons by weekdays with a cap of one,
// two-year averages, students left out, movers on the reference day, missing
// cells, sums in kroner and øre.
func TestASmallRegisterCountedByHand(t *testing.T) {
	c, files := recordsOf(t, "register")
	text, err := os.ReadFile("testdata/register/expected.txt")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, id := range []string{"small-year", "small-two-years"} {
		fmt.Fprintf(&got, "%s\n%s", id, tabulated(t, c, files, id, quarters("104", "103", "101", "102")).written())
	}
	want := ""
	for line := range strings.Lines(string(text)) {
		want += strings.Join(strings.Fields(line), " ") + "\n"
	}
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
}

func persons(from, to int) (keys uint64, n float64) {
	for i := from; i <= to; i++ {
		keys ^= recordKey(secret, fmt.Sprintf("p%02d", i))
		n++
	}
	return keys, n
}

// A figure carries the number of its persons and the exclusive or of their
// keys; who is there in two years is one person.
func TestAFigureKnowsItsPersons(t *testing.T) {
	c, files := recordsOf(t, "register")
	areas := quarters("101", "102", "103", "104")
	year, two := tabulated(t, c, files, "small-year", areas), tabulated(t, c, files, "small-two-years", areas)
	set := func(spans ...int) (keys uint64, n float64) {
		for i := 0; i < len(spans); i += 2 {
			k, m := persons(spans[i], spans[i+1])
			keys, n = keys^k, n+m
		}
		return keys, n
	}
	for _, x := range []struct {
		c      *Counts
		column string
		row    int // area by area, year by year
		spans  []int
	}{
		{year, "residents", 4, []int{53, 64}},
		{year, "residents", 5, []int{49, 64}},
		{year, "adults", 0, []int{11, 11, 13, 30, 48, 49}},
		{year, "school_only", 2, []int{41, 44, 46, 46}},
		{year, "income", 2, []int{31, 45, 47, 47, 50, 51}},
		{year, "residents", 6, nil},
		{two, "not_studying", 1, []int{41, 48, 50, 51}},
		{two, "not_studying", 0, []int{11, 13, 15, 30, 48, 49}},
		{two, "outside_full_time", 0, []int{25, 29}},
	} {
		keys, n := set(x.spans...)
		got := x.c.Column(x.column).Counts[x.row]
		if got.Key != keys || got.N != n {
			t.Errorf("%s, row %d: %v persons with key %x, want %v with %x", x.column, x.row, got.N, got.Key, n, keys)
		}
	}
	for row, want := range map[int][2]float64{0: {450000.5, 400000}, 1: {450000.5, 300000}, 4: {250000, 250000}, 6: {}} {
		if got := year.Column("income").Counts[row].Largest; got != want {
			t.Errorf("largest incomes of row %d: %v, want %v", row, got, want)
		}
	}
}

// The town as a whole, made of its areas, is what the areas add up to; its
// keys are those of all its persons.
func TestAreasUnite(t *testing.T) {
	c, files := recordsOf(t, "register")
	year := tabulated(t, c, files, "small-year", quarters("101", "102", "103", "104"))
	town := byblik.AreaCode{Frame: "town", Code: "1"}
	place := map[byblik.AreaCode]byblik.AreaCode{}
	for _, r := range year.Rows {
		place[r.Area] = town
	}
	got := year.Unite(place)
	if len(got.Rows) != 2 || got.Rows[1] != (CountRow{town, byblik.InYear(2024)}) {
		t.Fatalf("rows %v", got.Rows)
	}
	keys, n := persons(1, 64)
	if v := got.Column("residents").Counts[1]; v.Value.Float() != n || v.N != n || v.Key != keys {
		t.Errorf("%v residents, %v persons, key %x", v.Value.Float(), v.N, v.Key)
	}
	if v := got.Column("income").Counts[0]; v.Value.Float() != 10860000.75 || v.Largest != [2]float64{450000.5, 400000} {
		t.Errorf("income %v, largest %v", v.Value.Float(), v.Largest)
	}
}

// Figures and their units reach no page or log by accident.
func TestCountsAreNotPrinted(t *testing.T) {
	c := Count{Value: byblik.RawOf(3), N: 4711, Key: 4711, Largest: [2]float64{4711, 4711}}
	if s := fmt.Sprintf("%v %+v %d %#v %v", c, c, c, c, CountColumn{Counts: []Count{c}}); strings.Contains(s, "4711") {
		t.Errorf("printed: %s", s)
	}
}

func TestTheNumberOfThreadsChangesNothing(t *testing.T) {
	c, files := recordsOf(t, "register")
	var first string
	for _, threads := range []int{1, 2, 7} {
		got, err := Tabulate(context.Background(), Tabulation{Catalog: c, Definition: c.Tabulations["small-year"], Files: files, Areas: quarters("101", "102", "103"), Secret: secret, Limits: Limits{Threads: threads}})
		if err != nil {
			t.Fatal(err)
		}
		if text := got.written(); first == "" {
			first = text
		} else if text != first {
			t.Errorf("with %d threads\n%s\nwith one\n%s", threads, text, first)
		}
	}
}

// What does not fit together is refused, not counted somewhere.
func TestRecordsThatAreNowhere(t *testing.T) {
	c, files := recordsOf(t, "register")
	run := func(id string, areas []byblik.Area, accept map[string]string) (*Counts, error) {
		return Tabulate(context.Background(), Tabulation{Catalog: c, Definition: c.Tabulations[id], Files: files, Areas: areas, Secret: secret, Accept: accept})
	}
	if _, err := run("small-year", quarters("101", "102"), nil); err == nil || !strings.Contains(err.Error(), `[unknown-area] found 28 records in 1 areas that the frame does not have, the first "103"`) {
		t.Errorf("an area that the frame does not have: %v", err)
	}
	got, err := run("small-year", quarters("101", "102"), map[string]string{"unknown-area": "the register is larger than the town"})
	if err != nil {
		t.Fatal(err)
	}
	if r := got.Receipt; r.RowsRead != 127 || r.RowsUsed != 99 || r.Elsewhere != 28 {
		t.Errorf("receipt: %d read, %d used, %d elsewhere", r.RowsRead, r.RowsUsed, r.Elsewhere)
	}
	delete(files, "small-addresses")
	if _, err := run("small-year", quarters("101"), nil); byblik.KindOf(err) != byblik.NotFound {
		t.Errorf("without addresses: %v", err)
	}
}

// Borders in longitude and latitude are laid over records in metres.
func TestBordersInTheCoordinatesOfTheRecords(t *testing.T) {
	c, _ := recordsOf(t, "register")
	degrees := byblik.MultiPolygon{{{{12.5, 55.6}, {12.6, 55.6}, {12.6, 55.7}, {12.5, 55.6}}}}
	r := Register{Catalog: c, Shapes: []byblik.MultiPolygon{degrees}}
	got, err := r.shapesFor(c.Tabulations["small-by-place"])
	if err != nil {
		t.Fatal(err)
	}
	// EPSG:25832 of 12.5, 55.6 by PROJ 9: cs2cs EPSG:4326 EPSG:25832.
	if p := got[0][0][0][0]; math.Abs(p[0]-720486.942) > 0.01 || math.Abs(p[1]-6167121.604) > 0.01 {
		t.Errorf("12.5, 55.6 is at %v", p)
	}
	if got, err := r.shapesFor(c.Tabulations["small-year"]); got != nil || err != nil {
		t.Errorf("where records name their area: %v, %v", got, err)
	}
}

// A band that ends at 0 holds those in their first year, not everybody.
func TestAgeNought(t *testing.T) {
	c, files := recordsOf(t, "register")
	d := *c.Tabulations["small-year"]
	d.Columns = []catalog.Aggregate{{ID: "residents", Where: []catalog.Condition{{Age: &catalog.AgeBand{From: 0, To: new(0)}}}}}
	got, err := Tabulate(context.Background(), Tabulation{Catalog: c, Definition: &d, Files: files, Areas: quarters("101", "102", "103"), Secret: secret})
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range got.Columns[0].Counts { // the youngest are born in 2010
		if f.Value.Float() != 0 {
			t.Errorf("%v: %v infants", got.Rows[i], f.Value.Float())
		}
	}
}

// A record without a year is refused, not lost.
func TestRecordsWithoutAYear(t *testing.T) {
	c, files := recordsOf(t, "register")
	s := *c.Sources["small-status"]
	s.Unit = []string{"person"}
	in := filepath.Join(t.TempDir(), "status.csv")
	if err := os.WriteFile(in, []byte("person;aar;indkomst;uddannelse;situation;timer\np01;2023;;;skole;\np02;;;;skole;\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := WriteRecords(context.Background(), &s, in, files["small-status"], Limits{}); err != nil {
		t.Fatal(err)
	}
	_, err := Tabulate(context.Background(), Tabulation{Catalog: c, Definition: c.Tabulations["small-year"], Files: files, Areas: quarters("101", "102", "103"), Secret: secret})
	if err == nil || !strings.Contains(err.Error(), "small-status/year: found 1 records without a whole year") {
		t.Errorf("got %v", err)
	}
}

// Coordinates give the same figures as the codes of areas: 101, 102 and 103
// are unit squares side by side, 104 lies apart.
func TestAreasByCoordinates(t *testing.T) {
	c, files := recordsOf(t, "register")
	areas := quarters("104", "103", "101", "102")
	want := tabulated(t, c, files, "small-year", areas)
	square := func(x float64) byblik.MultiPolygon {
		return byblik.MultiPolygon{{{{x, 0}, {x + 1, 0}, {x + 1, 1}, {x, 1}, {x, 0}}}}
	}
	got, err := Tabulate(context.Background(), Tabulation{Catalog: c, Definition: c.Tabulations["small-by-place"], Files: files,
		Areas: areas, Shapes: []byblik.MultiPolygon{square(7), square(2), square(0), square(1)}, Secret: secret})
	if err != nil {
		t.Fatal(err)
	}
	if got.written() != want.written() {
		t.Errorf("by coordinates\n%s\nby code\n%s", got.written(), want.written())
	}
	_, err = Tabulate(context.Background(), Tabulation{Catalog: c, Definition: c.Tabulations["small-by-place"], Files: files,
		Areas: quarters("101"), Shapes: []byblik.MultiPolygon{square(0)}, Secret: secret})
	if err == nil || !strings.Contains(err.Error(), "[no-area] found 65 records without an area") {
		t.Errorf("points outside all areas: %v", err)
	}
	left, err := Tabulate(context.Background(), Tabulation{Catalog: c, Definition: c.Tabulations["small-by-place"], Files: files,
		Areas: quarters("101"), Shapes: []byblik.MultiPolygon{square(0)}, Secret: secret, Accept: map[string]string{NoArea: "sailors"}})
	if err != nil {
		t.Fatal(err)
	}
	if w := left.Receipt.Warnings; len(w) != 1 || w[0].Check != NoArea || w[0].Reason != "sailors (65 records without an area)" || left.Receipt.Elsewhere != 65 {
		t.Errorf("accepted: %v", left.Receipt)
	}
}
