package cube

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/reference"
	"byblik/source"
	"byblik/spatial"
)

func old(code string) byblik.AreaCode { return byblik.AreaCode{Frame: "old", Code: code} }
func neu(code string) byblik.AreaCode { return byblik.AreaCode{Frame: "new", Code: code} }

// countsOf is the definition of a source whose columns are counts.
func countsOf(ids ...string) *catalog.Source {
	s := &catalog.Source{ID: "s"}
	for _, id := range ids {
		s.Columns = append(s.Columns, catalog.Column{ID: id, Name: id, Kind: catalog.Count})
	}
	return s
}

func oldDelivery(columns, text string) *byblik.Delivery {
	d := delivered(columns, text)
	for i := range d.Rows {
		d.Rows[i].Area.Frame = "old"
	}
	return d
}

// carried writes a column of a carried delivery.
func carried(d *byblik.Delivery, id string) string {
	var words []string
	for i, r := range d.Rows {
		word := r.Area.Code + "=" + map[byblik.Status]string{byblik.Missing: "-", byblik.Suppressed: "s", byblik.NotApplicable: "n"}[d.Column(id).Value[i].Status()]
		if v := d.Column(id).Value[i]; v.Status() == byblik.OK {
			word = fmt.Sprintf("%s=%.10g", r.Area.Code, v.Float())
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

// Two squares of 10 by 10 metres become three strips. Of the 100 people of a,
// 90 live in its western quarter. By ground a quarter of them goes there, by
// residents nine tenths; b, where nobody lives, goes by ground.
func TestACrosswalkByHand(t *testing.T) {
	box := func(x0, x1 float64) byblik.MultiPolygon {
		return byblik.MultiPolygon{{{{x0, 0}, {x1, 0}, {x1, 10}, {x0, 10}, {x0, 0}}}}
	}
	before := Division{[]byblik.AreaCode{old("a"), old("b")}, []byblik.MultiPolygon{box(0, 10), box(10, 20)}}
	after := Division{[]byblik.AreaCode{neu("1"), neu("2"), neu("3")}, []byblik.MultiPolygon{box(0, 2.5), box(2.5, 12), box(12, 20)}}
	people := &Residents{Points: []byblik.Point{{1, 5}, {2, 5}, {7, 5}}, Count: []float64{50, 40, 10}}
	d := oldDelivery("residents sick", "a 2020: 100 10\nb 2020: 50 s")
	for _, c := range []struct {
		what       string
		residents  *Residents
		want, sick string
	}{
		{"by ground", nil, "1=25 2=85 3=40", "1=2.5 2=s 3=s"},     // 2 = 75 + 50·2/10
		{"by residents", people, "1=90 2=20 3=40", "1=9 2=s 3=s"}, // nobody lives in b: by ground
	} {
		pieces, err := Pieces(before, after, c.residents)
		if err != nil {
			t.Fatal(err)
		}
		w, err := NewCrosswalk(byblik.InYear(2021), pieces)
		if err != nil {
			t.Fatal(err)
		}
		got, err := w.Carry(d, countsOf("residents", "sick"), nil)
		if err != nil {
			t.Fatal(err)
		}
		if r := carried(got, "residents"); r != c.want {
			t.Errorf("%s: residents %s, want %s", c.what, r, c.want)
		}
		if s := carried(got, "sick"); s != c.sick {
			t.Errorf("%s: sick %s, want %s", c.what, s, c.sick)
		}
	}
}

func TestCrosswalksThatDoNotHold(t *testing.T) {
	good := []Link{{old("a"), neu("1"), 3}, {old("a"), neu("2"), 1}, {old("b"), neu("2"), 1}}
	w, err := NewCrosswalk(byblik.InYear(2021), good)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ rows, want string }{
		{"a 2021: 1", "[crosswalk] found figures of 2021; expected figures of before 2021"},
		{"a 2020: 1\nx 2020: 1", "old:x: [unknown-area]"},
		{"a 2020: 1\na 2020: 2", "[double-key]"},
	} {
		if _, err := w.Carry(oldDelivery("n", c.rows), countsOf("n"), nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %s", c.rows, err, c.want)
		}
	}
	// An area that was not delivered makes the new ones it is part of missing.
	got, err := w.Carry(oldDelivery("n p", "a 2020: 4 50"), countsOf("n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if s := carried(got, "n"); s != "1=3 2=-" {
		t.Errorf("without b: %s", s)
	}
	if got.Column("p") != nil || len(got.Receipt.Warnings) != 1 || !strings.Contains(got.Receipt.Warnings[0].Reason, "p is no count") {
		t.Errorf("a percentage was carried: %v", got.Receipt.Warnings)
	}
	for _, bad := range [][]Link{
		{{old("a"), neu("1"), -1}}, {{old("a"), neu("1"), math.NaN()}}, {{old("a"), neu("1"), 0}}, {{old("a"), neu("1"), 1}, {old("a"), neu("1"), 2}},
	} {
		if _, err := NewCrosswalk(byblik.Period{}, bad); byblik.KindOf(err) != byblik.Invalid {
			t.Errorf("%v is taken: %v", bad, err)
		}
	}
	w.links[0].Weight = 0.5 // shares that do not fill an area
	if _, err := w.Carry(oldDelivery("n", "a 2020: 4"), countsOf("n"), nil); err == nil || !strings.Contains(err.Error(), "found 4 before and 3 after") {
		t.Errorf("a lost person is not found: %v", err)
	}
}

// Lewisham's 887 output areas of the census of 2011 add up to the published
// figures of 168 of 169 LSOAs. The lookup lacks E00173707, and so E01003310
// differs; both are named. (Census 2011 table KS601, ONS; lookup of the London
// Borough of Lewisham.)
func TestLewishamAddsUp(t *testing.T) {
	dir := reference.Folder(t, "lewisham")
	read := func(frame byblik.Frame, column, file string) (*byblik.Delivery, *catalog.Source) {
		s := &catalog.Source{ID: "s", Format: catalog.CSV, Files: []catalog.File{{Name: filepath.Base(file)}}, Key: catalog.Key{Frame: frame, Column: column},
			Period: catalog.PeriodRule{Fixed: "2011"}}
		for id, name := range map[string]string{"all": "Total", "active": "Economically active: Total", "unemployed": "Economically active: Unemployed", "inactive": "Economically inactive: Total"} {
			s.Columns = append(s.Columns, catalog.Column{ID: id, Name: name, Kind: catalog.Count})
		}
		slices.SortFunc(s.Columns, func(a, b catalog.Column) int { return strings.Compare(a.ID, b.ID) })
		ds, err := source.Read(source.Request{FS: os.DirFS(filepath.Join(dir, filepath.Dir(file))), Definition: s})
		if err != nil {
			t.Fatal(err)
		}
		return ds[0], s
	}
	small, def := read("oa11", "OA11CD", "census-2011/economic-activity/lbl_economic_activity_oa11.csv")
	official, _ := read("lsoa11", "LSOA11CD", "census-2011/economic-activity/lbl_economic_activity_lsoa11.csv")
	if len(small.Rows) != 887 || len(official.Rows) != 169 {
		t.Fatalf("%d output areas, %d LSOAs", len(small.Rows), len(official.Rows))
	}
	w, err := NewCrosswalk(byblik.Period{}, lookup(t, "lewisham/lookups/lbl_postcode_oa11_lsoa11_msoa11_wd22.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Carry(small, def, nil); err == nil || !strings.Contains(err.Error(), "oa11:E00173707: [unknown-area]") {
		t.Errorf("the area that the lookup lacks is not named: %v", err)
	}
	sums, err := w.Carry(small, def, map[string]string{"unknown-area": "the lookup lacks it"})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(sums.Receipt.Warnings); n != 1 || sums.Receipt.Warnings[0].Area != "E00173707" {
		t.Errorf("warnings: %v", sums.Receipt.Warnings)
	}
	differ := map[string]bool{}
	for _, x := range Compare(sums, official, 0) {
		differ[x.Area.Code] = true
		if x.Column == "all" && (x.Here != 1117 || x.There != 1230) {
			t.Errorf("%s: %v, published %v", x.Area.Code, x.Here, x.There)
		}
	}
	if len(sums.Rows) != 169 || len(differ) != 1 || !differ["E01003310"] {
		t.Errorf("%d LSOAs, of which %v differ", len(sums.Rows), differ)
	}
}

// lookup reads which LSOA an output area lies in.
func lookup(t *testing.T, file string) []Link {
	t.Helper()
	rows := reference.Rows(t, reference.Open(t, file))
	oa, lsoa := slices.Index(rows[0], "OA11CD"), slices.Index(rows[0], "LSOA11CD")
	seen := map[string]bool{}
	var links []Link
	for _, r := range rows[1:] {
		if !seen[r[oa]] {
			seen[r[oa]] = true
			links = append(links, Link{byblik.AreaCode{Frame: "oa11", Code: r[oa]}, byblik.AreaCode{Frame: "lsoa11", Code: r[lsoa]}, 1})
		}
	}
	return links
}

// Berlin drew 542 planning areas anew on 1 January 2021. The residents of the
// end of 2020, carried by ground from the old areas, are compared with the
// register's own count in the new areas a year later (Amt für Statistik
// Berlin-Brandenburg). The town's sum is kept to the person.
func TestBerlinsChangeOfBorders(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	dir := reference.Folder(t, "berlin-mss")
	division := func(id string, frame byblik.Frame) Division {
		ds, err := source.Read(source.Request{FS: os.DirFS(dir), Definition: c.Sources[id], Accept: map[string]string{"invalid-ring": "the file in metres is in order", "double-key": "two areas carry one code"}})
		if err != nil {
			t.Fatal(err)
		}
		p, err := spatial.ProjectionOf("33N")
		if err != nil {
			t.Fatal(err)
		}
		var out Division
		for i, m := range p.PlanarAll(ds[0].Shapes, 0) {
			if m, err = spatial.Repair(m); err != nil {
				t.Fatal(err)
			}
			out.Areas, out.Shapes = append(out.Areas, byblik.AreaCode{Frame: frame, Code: ds[0].Rows[i].Area.Code}), append(out.Shapes, m)
		}
		return out
	}
	before, after := division("berlin-lor-until-2020", "lor2020"), division("berlin-lor-2021", "lor2021")
	pieces, err := Pieces(before, after, nil)
	if err != nil {
		t.Fatal(err)
	}
	w, err := NewCrosswalk(byblik.InYear(2021), pieces)
	if err != nil {
		t.Fatal(err)
	}
	residents := func(frame byblik.Frame, year string) (*byblik.Delivery, *catalog.Source) {
		s := countsOf("inhabitants")
		s.Format, s.Files, s.Key = catalog.CSV, []catalog.File{{Name: "population_" + year + "-12-31_plr.csv"}}, catalog.Key{Frame: frame, Column: "id"}
		s.Period.Fixed = year
		ds, err := source.Read(source.Request{FS: os.DirFS(reference.Folder(t, "berlin-series")), Definition: s})
		if err != nil {
			t.Fatal(err)
		}
		return ds[0], s
	}
	last, def := residents("lor2020", "2020")
	next, _ := residents("lor2021", "2021")
	got, err := w.Carry(last, def, map[string]string{"unknown-area": "two areas carry one code in the file of borders"})
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	have := map[string]float64{}
	for i, r := range next.Rows {
		have[r.Area.Code] = next.Columns[0].Value[i].Float()
	}
	var apart []float64
	for i, r := range got.Rows {
		if v := got.Columns[0].Value[i]; v.Status() == byblik.OK && have[r.Area.Code] >= 300 {
			sum += v.Float()
			apart = append(apart, math.Abs(v.Float()/have[r.Area.Code]-1))
		}
	}
	slices.Sort(apart)
	t.Logf("%d old areas, %d new, %d pieces; %d compared, median difference %.1f %%, 90th percentile %.1f %%; left out %d", len(before.Areas), len(got.Rows), len(w.links), len(apart),
		100*apart[len(apart)/2], 100*apart[len(apart)*9/10], len(got.Receipt.Warnings))
	if len(got.Rows) != 542 || apart[len(apart)/2] > 0.03 {
		t.Errorf("%d new areas, median difference %.3f", len(got.Rows), apart[len(apart)/2])
	}
}
