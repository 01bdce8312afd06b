package source

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
)

// listing reads the good table as the file that lists its own areas.
func listing(text string, change func(*Request)) (*byblik.Delivery, error) {
	s := tableSource()
	s.Key.Count = 3
	req := Request{FS: fstest.MapFS{"small.csv": {Data: []byte(text)}}, Definition: s}
	if change != nil {
		change(&req)
	}
	all, err := Read(req)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// A file that lists its own areas and ends after a whole row is held against
// the number of areas that the publisher states.
func TestAFileCutAtALineEnd(t *testing.T) {
	cut := strings.TrimSuffix(goodTable, "003,Øster,2020,300,,-,0\n")
	const found = "small.csv: code: [area-count] found 2 areas in 2020; expected 3, as the publisher states"
	if _, err := listing(cut, nil); err == nil || !strings.HasPrefix(err.Error(), found) {
		t.Errorf("got %v", err)
	}
	if _, err := listing(goodTable+"004,Vester,2020,1,1,1,1\n", nil); err == nil || !strings.Contains(err.Error(), "[area-count] found 4 areas") {
		t.Errorf("an area too many: %v", err)
	}
	if _, err := listing(cut, func(r *Request) {
		r.Definition.Key.Count, r.Definition.Key.Counts = 0, map[string]int{"2019": 9, "2020": 3}
	}); err == nil || !strings.HasPrefix(err.Error(), found) {
		t.Errorf("by period: %v", err)
	}
	for what, change := range map[string]func(*Request){
		"a period without a number": func(r *Request) { r.Definition.Key.Count, r.Definition.Key.Counts = 0, map[string]int{"2019": 9} },
		"a file of some authorities": func(r *Request) {
			r.Definition.Files[0].Covers, r.Within = []string{"Nørre"}, "Nørre"
			r.Definition.Key.Authority = "name"
		},
		"accepted": func(r *Request) { r.Accept = map[string]string{"area-count": "two towns have joined"} },
	} {
		if _, err := listing(cut, change); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// A row that is refused may have been an area or a total: it alone does not
// make the number of areas wrong.
func TestARefusedRowMayCount(t *testing.T) {
	for what, x := range map[string]struct{ text, check string }{
		"an area with a cell too many": {strings.Replace(goodTable, "003,", "003,,", 1), "bad-row"},
		"an area without its code":     {strings.Replace(goodTable, "003,", "x,", 1), "unknown-area"},
		"a total":                      {goodTable + "all,,2020,600,10,,\n", "unknown-area"},
	} {
		if _, err := listing(x.text, func(r *Request) { r.Accept = map[string]string{x.check: "why"} }); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// Every row that was read is used, refused, or of another period or authority.
func TestReceiptsAddUp(t *testing.T) {
	text := goodTable + "001,Nørre,2019,100,10,10,1\n002,Sønder,2019,100,10,10,1\n,,,,,,\n"
	d := readTable(t, text, func(_ *catalog.Source, r *Request) {
		r.Frame = blocks("001", "002", "003", "004") // 004 has no row
		r.Accept = map[string]string{"blank-row": "why", "missing-area": "why"}
	})
	r := &d.Receipt
	if r.RowsRead != 6 || r.RowsUsed != 3 || r.Elsewhere != 2 || r.RowsRefused() != 1 {
		t.Errorf("%d read = %d used + %d elsewhere + %d refused", r.RowsRead, r.RowsUsed, r.Elsewhere, r.RowsRefused())
	}
	d = readTable(t, goodTable, func(s *catalog.Source, r *Request) {
		s.Key.Authority, r.Within, r.Frame = "name", "Øster", blocks("003")
	})
	if r := &d.Receipt; r.RowsUsed != 1 || r.Elsewhere != 2 || r.RowsRefused() != 0 {
		t.Errorf("of one authority: %d used, %d elsewhere, %d refused", r.RowsUsed, r.Elsewhere, r.RowsRefused())
	}
}

// A part above its whole that the definition expects is kept, and said; any
// other is refused.
func TestExpectedPartAboveItsWhole(t *testing.T) {
	text := strings.Replace(goodTable, "100,10,", "100,110,", 1)
	expect := func(area string) func(*catalog.Source, *Request) {
		return func(s *catalog.Source, _ *Request) {
			s.Expected = []catalog.Expected{{Check: "part-exceeds-whole", Areas: []string{area}, Because: catalog.Text{Da: "ved ingen", En: "nobody knows"}}}
		}
	}
	d := readTable(t, text, expect("001"))
	if got := said(d); !strings.HasPrefix(got, "001 2020 100 110 10.5 1.5\n") || len(d.Receipt.Refused) != 0 {
		t.Errorf("got %s, refused %v", got, d.Receipt.Refused)
	}
	if w := d.Receipt.Warnings; len(w) != 1 || w[0] != (byblik.Refusal{Line: 2, Area: "001", Check: "part-exceeds-whole", Reason: "poor: 110 of 100. nobody knows"}) {
		t.Errorf("warnings %v", w)
	}
	s := tableSource()
	expect("002")(s, nil)
	if _, err := Read(Request{FS: fstest.MapFS{"small.csv": {Data: []byte(text)}}, Definition: s, Frame: blocks("001", "002", "003")}); err == nil || !strings.Contains(err.Error(), "[part-exceeds-whole]") {
		t.Errorf("an undeclared one: %v", err)
	}
}

// A column that some periods have is missed once, not once for every row.
func TestAMissingColumnIsToldOnce(t *testing.T) {
	s := tableSource()
	s.Columns[1].Until = "2021"
	_, err := Read(Request{FS: fstest.MapFS{"small.csv": {Data: []byte(strings.Replace(goodTable, "poor", "poorly", 1))}}, Definition: s})
	if err == nil || strings.Count(err.Error(), "[missing-column]") != 1 || strings.Contains(err.Error(), "more") {
		t.Errorf("got %v", err)
	}
}

// What is no file with an end is refused before anybody waits for it, and is
// no place where a file is found.
func TestPipesAreRefused(t *testing.T) {
	folder := fstest.MapFS{"small.csv": {Mode: fs.ModeNamedPipe}, "a/b/other.csv": {}, "a/other.csv": {}, "a/b/c/d/deep.csv": {}}
	_, err := Read(Request{FS: folder, Definition: tableSource()})
	if err == nil || byblik.KindOf(err) != byblik.Usage || !strings.HasPrefix(err.Error(), "small.csv: [missing-file] found no regular file") {
		t.Errorf("got %v", err)
	}
	for name, want := range map[string]string{"other.csv": "a/other.csv", "small.csv": "", "deep.csv": "", "none.csv": ""} {
		if got := Find(folder, name); got != want {
			t.Errorf("Find(%s) = %q, want %q", name, got, want)
		}
	}
}

// A last line without an end is named: it is the one that may have been cut.
func TestALastLineWithoutAnEndIsNamed(t *testing.T) {
	text := strings.TrimSuffix(goodTable, "\n")
	d := readTable(t, text, nil)
	if w := d.Receipt.Warnings; len(w) != 1 || w[0].Check != "truncated" || w[0].Line != 1+strings.Count(text, "\n") {
		t.Errorf("warnings %v of %q", w, text)
	}
}
