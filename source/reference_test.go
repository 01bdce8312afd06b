package source

import (
	"math"
	"os"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/reference"
)

// definition gives a source of the catalog that ships. Whether the whole
// catalog holds is for its own tests to say.
func definition(t testing.TB, id string) *catalog.Source {
	t.Helper()
	c, err := catalog.Load(os.DirFS("../catalog"))
	if c == nil || c.Sources[id] == nil {
		t.Fatalf("no source %s: %v", id, err)
	}
	return c.Sources[id]
}

func readReal(t testing.TB, folder, id string, change func(*Request)) *byblik.Delivery {
	t.Helper()
	req := Request{FS: os.DirFS(reference.Folder(t, folder)), Definition: definition(t, id)}
	if change != nil {
		change(&req)
	}
	all, err := Read(req)
	if err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	if len(all) != 1 {
		t.Fatalf("%s: %d deliveries", id, len(all))
	}
	return all[0]
}

func areasOf(d *byblik.Delivery) []byblik.Area {
	var areas []byblik.Area
	for _, r := range d.Rows {
		areas = append(areas, byblik.Area{Code: r.Area, Name: r.Name, Authority: r.Authority, District: r.District})
	}
	return areas
}

// rangeOf gives a column's summary from the receipt.
func rangeOf(t testing.TB, d *byblik.Delivery, column string) byblik.Range {
	t.Helper()
	for _, g := range d.Receipt.Ranges {
		if g.Column == column {
			return g
		}
	}
	t.Fatalf("%s has no range of %s", d.Source, column)
	return byblik.Range{}
}

// Row counts and totals were taken from the files with another program.
func TestRealTables(t *testing.T) {
	for _, c := range []struct {
		folder, id, period string
		rows               int
		column             string
		total              float64
		present            int
	}{
		{"england-imd", "england-iod-2019", "", 32844, "population", 54728204, 32844},
		{"england-imd", "england-iod-2019", "", 32844, "income_score", 4209.474, 32844},
		{"england-imd", "england-iod-2025", "", 33755, "population", 57112129, 33755},
		{"england-imd", "england-iod-2025", "", 33755, "income_score", 7736.182, 33755},
		{"wales-wimd", "wales-wimd-2019", "", 1909, "income_rank", 1823095, 1909},
		{"scotland-simd", "scotland-simd-2016", "", 6976, "housing_rank", 24335776, 6976},
		{"us-svi", "us-svi-2022", "", 3144, "e_totpop", 331097593, 3144},
		{"us-svi", "us-svi-2020", "", 259, "ep_unemp", math.NaN(), 256},
		{"berlin-mss", "berlin-mss", "2013", 434, "s2", math.NaN(), 434},
		{"berlin-mss", "berlin-mss", "2017", 436, "s2", math.NaN(), 436},
		{"berlin-mss", "berlin-mss", "2021", 542, "s1", math.NaN(), 536},
		{"berlin-mss", "berlin-mss", "", 542, "inhabitants", 3769962, 541},
		{"uk-townsend", "uk-townsend-2011", "", 9481, "f989", 26442096, 9481},
		{"copenhagen", "kk-roder-counts", "2013", 396, "residents", 555681, 381},
		{"copenhagen", "kk-roder-counts", "2013", 396, "income_low", 156407, 396},
	} {
		t.Run(c.id+" "+c.period+" "+c.column, func(t *testing.T) {
			d := readReal(t, c.folder, c.id, func(r *Request) { r.Period, _ = byblik.ParsePeriod(c.period) })
			g := rangeOf(t, d, c.column)
			if len(d.Rows) != c.rows || g.Present != c.present || !math.IsNaN(c.total) && math.Abs(g.Total-c.total) > 1e-6*math.Abs(c.total) {
				t.Errorf("%d rows, %d figures, total %v; want %d, %d, %v", len(d.Rows), g.Present, g.Total, c.rows, c.present, c.total)
			}
		})
	}
}

func TestRealBirmingham(t *testing.T) {
	within := func(r *Request) { r.Within = "E08000025" }
	d := readReal(t, "england-imd", "england-iod-2019", within)
	if len(d.Rows) != 639 || d.Receipt.RowsRead != 32844 {
		t.Errorf("%d of %d rows", len(d.Rows), d.Receipt.RowsRead)
	}
	g := readReal(t, "england-imd", "england-lsoa11", func(r *Request) { within(r); r.Frame = areasOf(d) })
	if g.Receipt.File != "lsoa11_birmingham.geojson.gz" || len(g.Rows) != 639 || len(g.Receipt.Repaired) != 3 {
		t.Errorf("%s: %d rows, %d repaired", g.Receipt.File, len(g.Rows), len(g.Receipt.Repaired))
	}
}

func TestRealEnglandBorders(t *testing.T) {
	d := readReal(t, "england-imd", "england-iod-2019", nil)
	g := readReal(t, "england-imd", "england-lsoa11", func(r *Request) { r.Frame = areasOf(d) })
	if len(g.Rows) != 32844 || len(g.Shapes) != 32844 || len(g.Receipt.Repaired) != 90 {
		t.Errorf("%d rows, %d shapes, %d repaired", len(g.Rows), len(g.Shapes), len(g.Receipt.Repaired))
	}
}

func TestRealBerlinBorders(t *testing.T) {
	for _, c := range []struct {
		year    int
		borders string
		shapes  int
		refused string // checks and how often
	}{
		{2013, "berlin-lor-until-2020", 432, "double-key 2 missing-area 1 outside-frame 14"},
		{2017, "berlin-lor-until-2020", 434, "double-key 2 missing-area 1 outside-frame 12"},
		{2021, "berlin-lor-2021", 542, ""},
	} {
		d := readReal(t, "berlin-mss", "berlin-mss", func(r *Request) { r.Period = byblik.InYear(c.year) })
		g := readReal(t, "berlin-mss", c.borders, func(r *Request) { r.Frame = areasOf(d) })
		if got := tally(g.Receipt.Refused); len(g.Shapes) != c.shapes || got != c.refused {
			t.Errorf("%d: %d shapes, refused %q; want %d, %q", c.year, len(g.Shapes), got, c.shapes, c.refused)
		}
	}
	d := readReal(t, "berlin-mss", "berlin-mss", nil)
	for i, r := range d.Rows {
		want := map[string]byblik.Status{"10100205": byblik.Missing, "03300515": byblik.NotApplicable, "03400831": byblik.NotApplicable,
			"04400725": byblik.NotApplicable, "05300838": byblik.NotApplicable, "06200418": byblik.NotApplicable}[r.Area.Code]
		if got := d.Column("s1").Value[i].Status(); got != want {
			t.Errorf("%s is %v, want %v", r.Area, got, want)
		}
	}
}

func TestRealCopenhagen(t *testing.T) {
	roder := readReal(t, "copenhagen", "kk-roder", nil)
	if len(roder.Rows) != 396 || len(roder.Receipt.Repaired) != 3 {
		t.Fatalf("%d roder, %d repaired", len(roder.Rows), len(roder.Receipt.Repaired))
	}
	frame := func(r *Request) { r.Frame, r.Period = areasOf(roder), byblik.InYear(2013) }
	counts := readReal(t, "copenhagen", "kk-roder-counts", frame)
	if got := tally(counts.Receipt.Warnings); got != "jump 6 part-exceeds-whole 1" {
		t.Errorf("warnings %q: 6 roder jump by more than 20 %%, rode 188 has more low incomes than residents", got)
	}
	all := readReal(t, "copenhagen", "kk-roder-counts", func(r *Request) { frame(r); r.AllPeriods = true })
	if got := tally(all.Receipt.Warnings); !strings.HasSuffix(got, "part-exceeds-whole 5") || all.Receipt.Elsewhere != 396 || all.Receipt.RowsRefused() != 0 {
		t.Errorf("warnings %q, %d rows elsewhere, %d refused", got, all.Receipt.Elsewhere, all.Receipt.RowsRefused())
	}
	every := readReal(t, "copenhagen", "kk-roder-percent", func(r *Request) { frame(r); r.AllPeriods = true })
	if got := tally(every.Receipt.Refused); got != "blank-row 7 missing-area 9" || len(every.Rows) != 5*396+387 {
		t.Errorf("%d rows, refused %q", len(every.Rows), got)
	}
	for i, r := range every.Rows {
		if v := every.Column("labour_attachment").Value[i]; r.Period.Year == 2008 && v.Status() != byblik.Missing {
			t.Errorf("%s has a figure for 2008, which cannot be compared", r.Area)
		}
	}
	if d := readReal(t, "copenhagen", "kk-districts", nil); len(d.Rows) != 10 {
		t.Errorf("%d districts", len(d.Rows))
	}
}

func tally(refused []byblik.Refusal) string {
	var words []string
	for _, check := range []string{"blank-row", "double-key", "jump", "missing-area", "outside-frame", "part-exceeds-whole"} {
		n := 0
		for _, r := range refused {
			if r.Check == check {
				n++
			}
		}
		if n > 0 {
			words = append(words, check+" "+itoa(n))
		}
	}
	return strings.Join(words, " ")
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

// The statistics office publishes the same borders in EPSG:25833, to the
// centimetre, and in degrees with six decimals. Half of the last decimal is
// 5e-7°, half a centimetre at most 0.75e-7° of longitude; converting the first
// file gives the second to within their sum and 2 mm (0.3e-7°).
func TestMetresBecomeTheSameDegrees(t *testing.T) {
	degrees := readReal(t, "berlin-mss", "berlin-lor-2021", nil)
	metres := readReal(t, "berlin-mss", "berlin-lor-2021", func(r *Request) {
		s := *r.Definition
		s.Files = []catalog.File{{Name: "lor_plr_2021_epsg25833.geojson"}}
		s.Extent = &catalog.Extent{CRS: "EPSG:25833", Min: [2]float64{369_000, 5_799_000}, Max: [2]float64{416_000, 5_838_000}}
		r.Definition = &s
	})
	worst := 0.0
	for i := range degrees.Shapes {
		if degrees.Rows[i].Area.Code == "10100205" {
			continue // repaired in degrees, valid in metres
		}
		for p, poly := range degrees.Shapes[i] {
			for q, ring := range poly {
				for k, pt := range ring {
					m := metres.Shapes[i][p][q][k]
					worst = max(worst, math.Abs(m[0]-pt[0]), math.Abs(m[1]-pt[1]))
				}
			}
		}
	}
	if worst > 6.05e-7 {
		t.Errorf("largest difference %g°", worst)
	}
	t.Logf("largest difference %.3g°", worst)
}

func BenchmarkEnglandTable(b *testing.B) {
	benchmark(b, "england-iod-2019", nil)
}

func BenchmarkEnglandBorders(b *testing.B) {
	frame := areasOf(readReal(b, "england-imd", "england-iod-2019", nil))
	benchmark(b, "england-lsoa11", frame)
}

func benchmark(b *testing.B, id string, frame []byblik.Area) {
	fsys, s := os.DirFS(reference.Folder(b, "england-imd")), definition(b, id)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(Request{FS: fsys, Definition: s, Frame: frame}); err != nil {
			b.Fatal(err)
		}
	}
}
