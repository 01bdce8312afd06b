package source

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"byblik/catalog"
)

// goodPX is a table as a PX program writes it: areas by periods by sex.
const goodPX = `CHARSET="ANSI";
AXIS-VERSION="2000";
CODEPAGE="utf-8";
LANGUAGE="da";
TITLE="Folketal; efter område, "
"køn og tid";
CONTENTS="Folketal";
UNITS="antal";
STUB="område","køn";
STUB[en]="area","sex";
HEADING="tid";
VALUES("område")="Nørre","Sønder (den ""gamle"")";
VALUES[en]("area")="North","South";
VALUES("køn")="Mænd","Kvinder";
VALUES("tid")="2019","2020";
CODES("område")="001","002";
CODES("køn")="M","K";
CODES("tid")="2019","2020";
TIMEVAL("tid")=TLIST(A1,"2019"-"2020");
DATASYMBOL2="fortrolig";
NOTE="Tallene er = opdigtede; (alle).";
DATA=
1 2
3 ".."
"-" 6
7.5 8;
`

const goodJSONStat = `{"version":"2.0","class":"dataset","label":"Folketal","id":["område","køn","tid"],"size":[2,2,2],
"role":{"time":["tid"],"geo":["område"]},
"dimension":{
 "tid":{"category":{"index":["2019","2020"]}},
 "område":{"label":"Område","category":{"index":{"002":1,"001":0},"label":{"001":"Nørre","002":"Sønder (den \"gamle\")"}}},
 "køn":{"category":{"index":{"M":0,"K":1},"label":{"M":"Mænd","K":"Kvinder"}}}},
"value":[1,2,3,null,"-",6,7.5,8],
"status":{"3":".."}}
`

func crossSource(format catalog.SourceFormat, file string) *catalog.Source {
	return asFormat(&catalog.Source{ID: "small-table", Publisher: "the office",
		Written: catalog.Written{Suppressed: []string{".."}, Zero: []string{"-"}},
		Key:     catalog.Key{Frame: "block", Column: "område", Name: "område.text", Pattern: "[0-9]{3}"},
		Period:  catalog.PeriodRule{Column: "tid"},
		Columns: []catalog.Column{
			{ID: "men", Name: "mænd", Kind: catalog.Count, Fractions: true, Pick: map[string]string{"køn": "M"}},
			{ID: "women", Name: "kvinder", Kind: catalog.Count, Fractions: true, Pick: map[string]string{"køn": "K"}},
		}}, format, file)
}

func crossFormats() map[string]struct {
	good   string
	source *catalog.Source
} {
	return map[string]struct {
		good   string
		source *catalog.Source
	}{
		"px":        {goodPX, crossSource(catalog.PX, "small.px")},
		"json-stat": {goodJSONStat, crossSource(catalog.JSONStat, "small.json")},
	}
}

// Both formats give the same rows: one for each area and period, a column for
// each category that the definition picks, and four kinds of no figure.
func TestCrossTablesAreRead(t *testing.T) {
	for format, c := range crossFormats() {
		d, err := readAll(c.source, c.good)
		if err != nil {
			t.Errorf("%s: %v", format, err)
			continue
		}
		want := "001 2019 1 3\n001 2020 2 suppressed\n002 2019 0 7.5\n002 2020 6 8\n"
		if got := said(d); got != want {
			t.Errorf("%s: got\n%swant\n%s", format, got, want)
		}
		if d.Rows[2].Name != `Sønder (den "gamle")` || d.Receipt.RowsRead != 4 {
			t.Errorf("%s: rows %+v", format, d.Rows)
		}
	}
}

func TestCrossTablesThatMislead(t *testing.T) {
	for _, c := range []struct {
		what, format string
		replace      []string
		change       func(*catalog.Source)
		want, do     string
	}{
		{"a figure too few", "px", []string{"7.5 8;", "7.5;"}, nil, `small.px: DATA: [damaged] found 7 figures where the categories make 8`, "copy"},
		{"cut in the figures", "px", []string{"7.5 8;\n", "7.5"}, nil, `small.px:26: DATA: [truncated]`, "copy"},
		{"cut before the figures", "px", []string{goodPX[strings.Index(goodPX, "DATA="):], ""}, nil, `small.px:22: [damaged] found no DATA`, "copy"},
		{"codes that are too few", "px", []string{`"M","K"`, `"M"`}, nil, `small.px: CODES: [damaged] found 1 codes and 2 texts of the dimension "køn"`, "copy"},
		{"a code twice", "px", []string{`"M","K"`, `"M","M"`}, nil, `small.px: køn: [damaged] found the category "M" twice`, "copy"},
		{"a table with keys", "px", []string{`UNITS=`, `KEYS("køn")=CODES;UNITS=`}, nil, `small.px: KEYS: [wrong-format]`, "without KEYS"},
		{"no statement at all", "px", []string{goodPX, "code,people\n1,2\n"}, nil, `small.px:1: [damaged]`, "right file"},
		{"another encoding than declared", "px", nil, func(s *catalog.Source) { s.Written.Encoding = "cp850" }, `small.px: CODEPAGE: [encoding] found utf-8; expected cp850`, "look at a letter"},
		{"no encoding", "px", []string{"CODEPAGE=\"utf-8\";\n", "", "CHARSET=\"ANSI\";\n", ""}, nil, `small.px:3: CODEPAGE: [encoding]`, "declare written.encoding"},
		{"a sign that nobody declared", "px", nil, func(s *catalog.Source) { s.Written.Zero = nil }, `small.px:3: mænd, 002 2019: [text-in-number] found "-"`, "declare it under missing"},
		{"a count with decimals", "px", nil, func(s *catalog.Source) { s.Columns[0].Fractions = false; s.Columns[0].Pick["køn"] = "K" }, `small.px:3: mænd, 002 2019: [fraction-of-count] found "7.5"`, "fractions"},
		{"no category", "px", nil, func(s *catalog.Source) { s.Columns[0].Pick = nil }, `small.px: mænd: [category] found the dimension "køn" with 2 categories, of which the definition picks none`, "pick"},
		{"a text for a code", "px", nil, func(s *catalog.Source) { s.Columns[0].Pick = map[string]string{"køn": "Mænd"} }, `small.px: mænd: [category] found no category "Mænd"`, `"Mænd" is the text of the code "M"`},
		{"a dimension that is not there", "px", nil, func(s *catalog.Source) { s.Columns[0].Pick = map[string]string{"kon": "M"} }, `small.px: mænd: [category] found no dimension "kon"`, `the nearest is "køn"`},
		{"areas that are not there", "px", nil, func(s *catalog.Source) { s.Key.Column = "omrade" }, `small.px: `, "correct"},
		{"a figure too few", "json-stat", []string{"7.5,8]", "7.5]"}, nil, `small.json: value: [damaged] found 7 places where the sizes make 8`, "copy"},
		{"a figure too many", "json-stat", []string{"7.5,8]", "7.5,8,9]"}, nil, `small.json: value: [damaged] found more than the 8 figures`, "copy"},
		{"a place outside", "json-stat", []string{"[1,2,3,null,\"-\",6,7.5,8]", `{"0":1,"8":2}`}, nil, `small.json: value: [damaged] found more than the 8`, "copy"},
		{"a place twice", "json-stat", []string{"[1,2,3,null,\"-\",6,7.5,8]", `{"0":1,"0":2}`}, nil, `small.json: value: [damaged] found the place 0 twice`, "copy"},
		{"two categories in one place", "json-stat", []string{`{"M":0,"K":1}`, `{"M":0,"K":0}`}, nil, `small.json: køn: [damaged] found 0 categories where the size is 2`, "copy"},
		{"version 1", "json-stat", []string{`"version":"2.0","class":"dataset"`, `"version":"1.3"`}, nil, `small.json:1: [wrong-format] found JSON of the class ""`, "JSON-stat 2"},
		{"sizes that overflow", "json-stat", []string{`"size":[2,2,2]`, `"size":[2,2,3000000000]`}, nil, `small.json: tid: [damaged]`, "copy"},
		{"a member twice", "json-stat", []string{`"class"`, `"value":[1],"class"`}, nil, `small.json: value: [damaged] found the member "value" twice`, "copy"},
		{"cut", "json-stat", []string{goodJSONStat[strings.Index(goodJSONStat, "7.5,8]"):], ""}, nil, `small.json:7: byte`, "copy"},
		{"a status that nobody declared", "json-stat", nil, func(s *catalog.Source) { s.Written.Suppressed = nil }, `small.json:2: kvinder, 001 2020: [text-in-number] found ".."`, "declare it under missing"},
	} {
		t.Run(c.format+" "+c.what, func(t *testing.T) {
			f := crossFormats()[c.format]
			text := f.good
			for i := 0; i < len(c.replace); i += 2 {
				text = strings.ReplaceAll(text, c.replace[i], c.replace[i+1])
			}
			if c.change != nil {
				c.change(f.source)
			}
			_, err := readAll(f.source, text)
			checkFault(t, err, c.want, c.do)
		})
	}
}

// JSON-stat may name places instead of listing all, and give one status for
// all of them.
// A text among the figures follows the declared signs; a number is itself.
func TestTextsAmongTheFiguresOfJSONStat(t *testing.T) {
	s := crossSource(catalog.JSONStat, "small.json")
	s.Written.Decimal, s.Written.Thousands = ",", "."
	all, err := Read(Request{FS: fstest.MapFS{"small.json": {Data: []byte(strings.Replace(goodJSONStat, `[1,2,3`, `[1.5,"1.234","2,5"`, 1))}}, Definition: s, AllPeriods: true})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for i, r := range all[0].Rows {
		got += fmt.Sprintf("%s %s %v %v; ", r.Area.Code, r.Period, all[0].Columns[0].Value[i].Float(), all[0].Columns[1].Value[i].Float())
	}
	if !strings.HasPrefix(got, "001 2019 1.5 2.5; 001 2020 1234 ") {
		t.Error(got)
	}
}

func TestSparseJSONStat(t *testing.T) {
	text := strings.Replace(goodJSONStat, "[1,2,3,null,\"-\",6,7.5,8]", `{"1":2,"5":6e0,"7":8}`, 1)
	d, err := readAll(crossSource(catalog.JSONStat, "small.json"), strings.Replace(text, `{"3":".."}`, `".."`, 1))
	if err != nil {
		t.Fatal(err)
	}
	// one word for all stands also for the figures that are given, since the definition says that it means withheld
	if got := said(d); got != "001 2019 suppressed suppressed\n001 2020 suppressed suppressed\n002 2019 suppressed suppressed\n002 2020 suppressed suppressed\n" {
		t.Errorf("got\n%s", got)
	}
	d, err = readAll(crossSource(catalog.JSONStat, "small.json"), strings.Replace(text, `{"3":".."}`, `{"1":"p"}`, 1))
	if err != nil {
		t.Fatal(err)
	}
	if got := said(d); got != "001 2019 - -\n001 2020 2 -\n002 2019 - -\n002 2020 6 8\n" {
		t.Errorf("got\n%s", got)
	}
}

// Letters of DOS and Windows are read as their file says.
func TestEncodingsOfPX(t *testing.T) {
	plain := strings.Replace(goodPX, "CODEPAGE=\"utf-8\";\n", "", 1)
	windows := strings.NewReplacer("ø", "\xf8", "æ", "\xe6", "å", "\xe5", "Ø", "\xd8").Replace(plain)
	dos := strings.NewReplacer("ø", "\x9b", "æ", "\x91", "å", "\x86", "Ø", "\x9d", "CHARSET=\"ANSI\";\n", "").Replace(plain)
	s := crossSource(catalog.PX, "small.px")
	if _, err := readAll(s, windows); err != nil {
		t.Errorf("ANSI: %v", err)
	}
	s.Written.Encoding = "cp850"
	if d, err := readAll(s, dos); err != nil || d.Rows[0].Name != "Nørre" {
		t.Errorf("DOS: %v", err)
	}
}

// Quarters and months as statistical offices write them.
func TestPeriodsOfStatisticalOffices(t *testing.T) {
	for cell, want := range map[string]string{"2020K1": "2020-Q1", "2020Q4": "2020-Q4", "2020M12": "2020-12", " 2020 ": "2020", "2020M13": "2020M13", "2020K5": "2020K5"} {
		if got := periodText(cell); got != want {
			t.Errorf("%q gives %q, want %q", cell, got, want)
		}
	}
}

func TestCrossTableBombs(t *testing.T) {
	many := strings.Repeat(`"x",`, 3_000_000)
	for what, c := range map[string]struct{ format, text string }{
		"figures without end":  {"px", strings.Replace(goodPX, "1 2\n", strings.Repeat("1 ", 45_000_000), 1)},
		"deep lists":           {"json-stat", strings.Replace(goodJSONStat, "null", strings.Repeat("[", 200_000)+strings.Repeat("]", 200_000), 1)},
		"categories by number": {"px", `STUB="a","b";VALUES("a")=` + many + `"y";VALUES("b")=` + many + `"y";DATA=1;`},
	} {
		f := crossFormats()[c.format]
		begun := busy(t)
		_, err := readAll(f.source, c.text)
		if err == nil || !strings.Contains(err.Error(), "[too-large]") && !strings.Contains(err.Error(), "[not-geojson]") && !strings.Contains(err.Error(), "[damaged]") {
			t.Errorf("%s: %v", what, err)
		}
		if took := busy(t) - begun; took > 2*time.Second {
			t.Errorf("%s took %v", what, took)
		}
	}
}
