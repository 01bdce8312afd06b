package crosswalk_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
	"byblik/crosswalk"
	"byblik/reference"
)

// sources are two years of counts in old areas, and in new ones.
const sources = `id: old-counts
title: {da: Før, en: Before}
publisher: opdigtet
licence: CC0 1.0
class: public
format: csv
files: [{name: old.csv}]
key: {frame: town, column: id}
period: {column: year}
columns:
  - {id: people, name: people, kind: count}
  - {id: rate, name: rate, kind: share}
---
id: new-counts
title: {da: Efter, en: After}
publisher: opdigtet
licence: CC0 1.0
class: public
format: csv
files: [{name: new.csv}]
key: {frame: new-town, column: id}
period: {column: year}
columns: [{id: people, name: people, kind: count}]
---
id: rates
title: {da: Andele, en: Shares}
publisher: opdigtet
licence: CC0 1.0
class: public
format: csv
files: [{name: old.csv}]
key: {frame: town, column: id}
period: {column: year}
columns: [{id: rate, name: rate, kind: share}]
`

const oldCounts = "id,year,people,rate\n01,2019,10,5\n02,2019,20,5\n03,2019,40,5\n01,2020,11,5\n02,2020,,5\n03,2020,41,5\n"

func towns(t *testing.T) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Load(fstest.MapFS{"sources/towns.yaml": {Data: []byte(sources)}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func request(t *testing.T, lookup string, columns ...string) *crosswalk.Request {
	t.Helper()
	return &crosswalk.Request{Program: "byblik test", Catalog: towns(t), Source: "old-counts", Lookup: lookup, Columns: columns,
		From: fstest.MapFS{"old.csv": {Data: []byte(oldCounts)}, "new.csv": {Data: []byte("id,year,people\nA,2020,52\nB,2020,20\nA,2021,60\n")}}}
}

// By hand: 01 and half of 02 make A, 03 and the other half make B. The year
// in which 02 has no figure gives neither.
func TestCountsAreCarriedByATable(t *testing.T) {
	r := request(t, write(t, "table.csv", "\ufeffold,new,w\r\n01,A,1\r\n02,A,3\r\n02,B,3\r\n03,B,9\r\n"), "old", "new", "w")
	files, said, err := r.Carry()
	if err != nil {
		t.Fatal(err)
	}
	if want := "area,period,column,value,status\nA,2019,people,20,ok\nA,2020,people,,missing\nB,2019,people,50,ok\nB,2020,people,,missing\n"; string(files["figures.csv"]) != want {
		t.Errorf("%s", files["figures.csv"])
	}
	if want := "old,new,share\n01,A,1\n02,A,0.5\n02,B,0.5\n03,B,1\n"; string(files["crosswalk.csv"]) != want {
		t.Errorf("%s", files["crosswalk.csv"])
	}
	for _, want := range []string{"rate is no count", "6 areas carried to 4", "people: 122 before; 70 after, 0 left out, 52 in 2 areas that get no figure"} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing of %q in\n%s", want, said)
		}
	}
}

// An area may come in many rows of a table without weights, such as one per
// postcode, and the table may be packed under any name.
func TestATableOfPostcodesMayBePacked(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte("postcode,old,new\n1000,01,A\n1001,01,A\n1002,02,A\n1003,03,B\n")); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	files, _, err := request(t, write(t, "table", b.String()), "old", "new").Carry()
	if err != nil || !strings.Contains(string(files["figures.csv"]), "A,2019,people,30,ok\n") {
		t.Errorf("%v\n%s", err, files["figures.csv"])
	}
}

// Only the periods that both have are held against each other, wherever in the
// files they stand.
func TestWhatWasCarriedIsHeldAgainstWhatWasPublished(t *testing.T) {
	r := request(t, write(t, "table.csv", "old,new\n01,A\n02,B\n03,A\n"), "old", "new")
	r.Against = "new-counts"
	_, said, err := r.Carry()
	if err != nil || !strings.Contains(said, "1 of 2 areas are as published in new.csv\n  B, 2020, people: no figure here, 20 published\n") || strings.Contains(said, "2021, people") {
		t.Errorf("%v\n%s", err, said)
	}
	r.From = fstest.MapFS{"old.csv": {Data: []byte(oldCounts)}, "new.csv": {Data: []byte("id,year,people\nA,2022,52\n")}}
	if _, _, err = r.Carry(); byblik.KindOf(err) != byblik.Usage || !strings.Contains(err.Error(), "no period and column of what was carried") {
		t.Errorf("%v", err)
	}
}

func TestATableThatSaysTwoThingsIsRefused(t *testing.T) {
	for _, x := range []struct {
		text, columns, expected string
	}{
		{"old,new\n01,A\n01,B\n", "old,new", "table.csv:3: 01: [crosswalk] found it in B, and before in A"},
		{"old,new\n01,\n", "old,new", "an empty code"},
		{"old,new,w\n01,A,NaN\n02,A,1\n03,A,1\n", "old,new,w", "the weight NaN"},
		{"old,new,w\n01,A,-1\n", "old,new,w", "the weight -1"},
		{"old,new,w\n01,A,\"1,5\"\n", "old,new,w", `[text-in-number] found "1,5"`},
		{"old,new,w\n01,A,0\n", "old,new,w", "pieces that weigh nothing"},
		{"old,new,w\n01,A,1\n01,A,1\n", "old,new,w", "two pieces in town:A"},
		{"old,new\n1,A\n02,A\n03,A\n", "old,new", "town:01: [unknown-area]"}, // a zero was lost
		{"old;new\n01;A\n", "old,new", `no column "old"`},
		{"old,new\n\"01,A\n", "old,new", "[bad-row]"},
		{"old,new\n\xf8,A\n", "old,new", "[encoding]"},
		{"old,new\n", "old,new", "no rows"},
		{"old,new\n01,A\n", "old", "OLD,NEW or OLD,NEW,WEIGHT"},
	} {
		_, _, err := request(t, write(t, "table.csv", x.text), strings.Split(x.columns, ",")...).Carry()
		if err == nil || !strings.Contains(err.Error(), x.expected) {
			t.Errorf("%q: %v\nexpected %s", x.text, err, x.expected)
		}
	}
	for what, change := range map[string]func(*crosswalk.Request){
		"no column of counts":       func(r *crosswalk.Request) { r.Source = "rates" },
		"the id of a source":        func(r *crosswalk.Request) { r.Source = "nobody" },
		"figures of before 2020":    func(r *crosswalk.Request) { r.Since, _ = byblik.ParsePeriod("2020") },
		"no file that can be read":  func(r *crosswalk.Request) { r.Lookup = t.TempDir() },
		"polygons, delivered once":  func(r *crosswalk.Request) { r.Lookup, r.Borders = "", []string{"old-counts", "new-counts"} },
		"town:03: [unknown-area] f": func(r *crosswalk.Request) { r.Lookup = write(t, "less.csv", "old,new\n01,A\n02,A\n") },
	} {
		r := request(t, write(t, "table.csv", "old,new\n01,A\n02,A\n03,A\n"), "old", "new")
		change(r)
		if _, _, err := r.Carry(); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%v, expected %s", err, what)
		}
	}
}

// A folder can be made again from its recipe: the same bytes, without the
// catalog and the paths that made it.
func TestARecipeMakesTheSameFolder(t *testing.T) {
	r := request(t, write(t, "table.csv", "old,new\n01,A\n02,A\n"), "old", "new")
	r.Against = "new-counts"
	r.Accept = map[string]string{"unknown-area": "03 is a lake"}
	files, _, err := r.Carry()
	if err != nil {
		t.Fatal(err)
	}
	text := string(files["recipe.json"])
	for _, want := range []string{`"command": "crosswalk"`, `"lookup": "table.csv"`, `"unknown-area": "03 is a lake"`, `"source": "lookup"`, `"file": "new.csv"`, "id: old-counts"} {
		if !strings.Contains(text, want) {
			t.Errorf("nothing of %s in\n%s", want, text)
		}
	}
	if strings.Contains(text, filepath.Dir(r.Lookup)) {
		t.Error("the recipe holds a path")
	}
	recipe, err := crosswalk.ReadRecipe(files["recipe.json"])
	if err != nil {
		t.Fatal(err)
	}
	again, err := recipe.Request(r.From, func(file string) string { return write(t, file, "old,new\n01,A\n02,A\n") })
	if err != nil {
		t.Fatal(err)
	}
	again.Program = "byblik test"
	more, _, err := again.Carry()
	if err != nil || len(more) != 3 {
		t.Fatalf("%v, %d files", err, len(more))
	}
	for name := range files {
		if !bytes.Equal(files[name], more[name]) {
			t.Errorf("%s differs:\n%s\n%s", name, files[name], more[name])
		}
	}
	if _, err := crosswalk.ReadRecipe([]byte(`{"program": 3}`)); byblik.KindOf(err) != byblik.Usage {
		t.Errorf("%v", err)
	}
}

// Lewisham's output areas of the census of 2011 add up to the published sums of
// 168 of 169 LSOAs (ONS, table KS601; lookup of the London Borough of Lewisham).
func TestLewishamAddsUp(t *testing.T) {
	dir := reference.Folder(t, "lewisham")
	var text string
	for _, x := range [][3]string{{"oa", "lbl_economic_activity_oa11.csv", "OA11CD"}, {"lsoa", "lbl_economic_activity_lsoa11.csv", "LSOA11CD"}} {
		text += "id: " + x[0] + "\ntitle: {da: Erhverv, en: Economic activity}\npublisher: ONS\nlicence: OGL v3\nclass: public\nformat: csv\nfiles: [{name: " + x[1] +
			"}]\nkey: {frame: " + x[0] + ", column: " + x[2] + "}\nperiod: {fixed: \"2011\"}\ncolumns: [{id: all, name: Total, kind: count}]\n---\n"
	}
	c, err := catalog.Load(fstest.MapFS{"sources/mine.yaml": {Data: []byte(strings.TrimSuffix(text, "---\n"))}})
	if err != nil {
		t.Fatal(err)
	}
	r := crosswalk.Request{Catalog: c, From: os.DirFS(filepath.Join(dir, "census-2011", "economic-activity")), Source: "oa", Against: "lsoa", Columns: []string{"OA11CD", "LSOA11CD"},
		Lookup: filepath.Join(dir, "lookups", "lbl_postcode_oa11_lsoa11_msoa11_wd22.csv.gz"), Accept: map[string]string{"unknown-area": "the lookup lacks it"}}
	_, said, err := r.Carry()
	if err != nil || !strings.Contains(said, "168 of 169 areas are as published") || !strings.Contains(said, "E01003310, 2011, all: 1117 here, 1230 published") {
		t.Errorf("%v\n%s", err, said)
	}
}
