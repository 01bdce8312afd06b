package source

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"byblik"
	"byblik/catalog"
)

// said writes a delivery down the way the tests below read it: one line per
// row, figures in the order of the columns, “-” where there is none.
func said(d *byblik.Delivery) string {
	var b strings.Builder
	for i, r := range d.Rows {
		b.WriteString(strings.TrimSuffix(r.Area.Code+" "+r.Period.String(), " "))
		for _, c := range d.Columns {
			switch {
			case c.Text != nil:
				b.WriteString(" " + c.Text[i])
			case c.Value[i].Status() == byblik.Missing:
				b.WriteString(" -")
			case c.Value[i].Status() != byblik.OK:
				b.WriteString(" " + c.Value[i].Status().String())
			default:
				fmt.Fprintf(&b, " %v", c.Value[i].Float())
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func readTable(t *testing.T, text string, change func(*catalog.Source, *Request)) *byblik.Delivery {
	t.Helper()
	s := tableSource()
	req := Request{FS: fstest.MapFS{"small.csv": {Data: []byte(text)}}, Definition: s, Frame: blocks("001", "002", "003")}
	if change != nil {
		change(s, &req)
	}
	all, err := Read(req)
	if err != nil {
		t.Fatal(err)
	}
	return all[0]
}

// An accepted fault leaves the row or the cell out, and the receipt says so
// with the line and the reason given.
func TestAcceptedFaultsAreLeftOut(t *testing.T) {
	good := "001 2020 100 10 10.5 1.5\n002 2020 200 20 20 -0.2\n003 2020 300 - - 0\n"
	line := func(n int) string { return strings.SplitAfter(good, "\n")[n-1] }
	for _, c := range []struct {
		check    string
		old, new string
		want     string
		refused  string
	}{
		{"negative-count", "100,10", "-5,10", strings.Replace(good, "2020 100", "2020 -", 1), `2 001 why (people: found "-5")`},
		{"text-in-number", "100,10", "many,10", strings.Replace(good, "2020 100", "2020 -", 1), `2 001 why (people: found "many")`},
		{"share-range", "10.5", "101", strings.Replace(good, "10.5", "-", 1), `2 001 why (share: found "101")`},
		{"value-range", "-2e-1", "99", strings.Replace(good, "-0.2", "-", 1), `3 002 why (score: found "99")`},
		{"part-exceeds-whole", "100,10,", "100,110,", strings.Replace(good, "100 10 ", "- - ", 1), `2 001 why (poor: found 110 of 100)`},
		{"unknown-area", "003,", "999,", line(1) + line(2), `4 999 why (code: found "999")`},
		{"missing-area", "003,Øster,2020,300,,-,0\n", "", line(1) + line(2), `0 003 why`},
		{"blank-row", "003,", ",,,,,,\n003,", good, `4  why (found a row without content)`},
		{"bad-row", "002,", "002,,", line(1) + line(3), `3 002 why (found 8 cells)`},
		{"double-key", "002,\"Sønder, \"\"den gamle\"\"\"", "001,Nørre", line(3), `2 001 why|3 001 why`},
		{"double-key", "003,", "001,Nørre,2020,100,10,10.5,1.5\n003,", good, `4 001 why`},
	} {
		t.Run(c.check, func(t *testing.T) {
			if !strings.Contains(goodTable, c.old) {
				t.Fatal("the test's own text is wrong")
			}
			d := readTable(t, strings.Replace(goodTable, c.old, c.new, 1), func(_ *catalog.Source, r *Request) {
				r.Accept = map[string]string{c.check: "why"}
				switch c.check { // a left-out area is then missing, which is accepted apart
				case "unknown-area", "double-key", "bad-row":
					r.Accept["missing-area"] = "left out"
				}
			})
			if got := said(d); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
			var refused []string
			for _, f := range d.Receipt.Refused {
				if f.Reason != "left out" {
					refused = append(refused, fmt.Sprintf("%d %s %s", f.Line, f.Area, f.Reason))
				}
			}
			if got := strings.Join(refused, "|"); got != c.refused {
				t.Errorf("receipt %q, want %q", got, c.refused)
			}
			if d.Receipt.RowsUsed != len(d.Rows) {
				t.Errorf("%d rows used, %d in the delivery", d.Receipt.RowsUsed, len(d.Rows))
			}
		})
	}
}

func TestAcceptingIsItselfChecked(t *testing.T) {
	for _, c := range []struct{ check, reason, want string }{
		{"no-such-check", "why", "accept: found no-such-check; expected one of area-count"},
		{"jump", " ", "accept: found jump without a reason"},
		{"missing-column", "why", "accept: found missing-column; expected a check that concerns rows or cells"},
	} {
		_, err := Read(Request{FS: fstest.MapFS{}, Definition: tableSource(), Accept: map[string]string{c.check: c.reason}})
		if err == nil || !strings.HasPrefix(err.Error(), c.want) || byblik.KindOf(err) != byblik.Usage {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func TestManyFaultsAreListedAndCounted(t *testing.T) {
	var b strings.Builder
	b.WriteString("code,name,year,people,poor,share,score\n")
	for i := range 30 {
		fmt.Fprintf(&b, "%03d,x,2020,-1,,,\n", i)
	}
	_, err := Read(Request{FS: fstest.MapFS{"small.csv": {Data: []byte(b.String())}}, Definition: tableSource()})
	if n := strings.Count(err.Error(), "[negative-count]"); n != 20 || !strings.HasSuffix(err.Error(), "and 10 more: 10 negative-count") {
		t.Errorf("%d listed: %v", n, err)
	}
}

// Numbers as files write them; “!” means that the cell is refused.
func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		decimal, thousands string
		kind               catalog.ColumnKind
		cells              string // cell=value …
	}{
		{".", "", catalog.Number, `1=1 -1.5=-1.5 .5=0.5 1e3=1000 -0=0 1.=! +1=! 1,5=! 0x10=! Inf=! 1_000=! 1e=! 1e5.5=! --1=! -=! 1467=1467 1.467=1.467`},
		{".", ",", catalog.Count, `1,467=1467 1467=1467 12,345,678=12345678 1,467.5=! 1.5=! 14,67=! 1467,000=! 1,46=! 1e3=! ,467=!`},
		{",", "", catalog.Number, `1,5=1.5 1.467=! 1.5=! 1467=1467`},
		{",", ".", catalog.Count, `1.467=1467 1.467,5=! 1.46=! 1467.000=! 1.4670=! .467=! 0.123=! 012.345=! 00.123=! 0=0`},
		{",", ".", catalog.Share, `1,5=1.5 100,0=100`},
		{",", " ", catalog.Count, "1\u00a0467=1467 1\u00a046=!"},
	} {
		w := &catalog.Written{Decimal: c.decimal, Thousands: c.thousands}
		for _, pair := range strings.Fields(strings.ReplaceAll(c.cells, "\u00a0", "~")) {
			cell, want, _ := strings.Cut(strings.ReplaceAll(pair, "~", "\u00a0"), "=")
			p := planned{def: &catalog.Column{Kind: c.kind}}
			v, o := p.figure(cell, w)
			got := "!"
			if o == nil {
				got = fmt.Sprint(v.Float())
			}
			if got != want && !(want == "12345678" && got == "1.2345678e+07") {
				t.Errorf("decimal %q thousands %q: %q gives %s, want %s", c.decimal, c.thousands, cell, got, want)
			}
		}
	}
}

func TestQuirks(t *testing.T) {
	for _, c := range []struct {
		what   string
		text   string
		change func(*catalog.Source, *Request)
		want   string
	}{
		{"zero means missing", "code,name,year,people,poor,share,score\n001,,2020,0,0,0,0\n", func(s *catalog.Source, r *Request) {
			r.Frame, s.Columns[0].Zero = nil, "missing"
		}, "001 2020 - 0 0 0\n"},
		{"numeric missing codes in any writing", "code,name,year,people,poor,share,score\n001,,2020,-999.0,-999,,0\n", func(s *catalog.Source, r *Request) {
			r.Frame, s.Written.Missing = nil, []string{"-999"}
		}, "001 2020 - - - 0\n"},
		{"codes filled up and trimmed", "code,name,year,people,poor,share,score\n1 ,,2020,1,1,1,1\n", func(s *catalog.Source, r *Request) {
			r.Frame, s.Key.Width, s.Key.Trim = nil, 3, true
		}, "001 2020 1 1 1 1\n"},
		{"names instead of codes", "code,name,year,people,poor,share,score\n,name of 002,2020,1,1,1,1\n", func(s *catalog.Source, r *Request) {
			r.Frame, s.Key.Join, s.Key.Column = blocks("002"), "name", "name"
		}, "002 2020 1 1 1 1\n"},
		{"break, first and last period", strings.ReplaceAll(goodTable, "002,", "001,"), func(s *catalog.Source, r *Request) {
			*r = Request{FS: fstest.MapFS{"small.csv": {Data: []byte("code,name,year,people,poor,share,score\n001,,2018,1,1,1,1\n001,,2019,2,2,2,2\n001,,2020,3,3,3,3\n")}}, Definition: s, AllPeriods: true}
			s.Columns[1].From, s.Columns[2].Until, s.Columns[3].Break = "2019", "2019", []string{"2019"}
		}, "001 2018 1 - 1 1\n001 2019 2 2 2 -\n001 2020 3 3 - 3\n"},
		{"state of a row", "code,name,year,people,poor,share,score\n001,withheld,2020,1,1,1,1\n002,ok,2020,1,1,1,1\n", func(s *catalog.Source, r *Request) {
			r.Frame = nil
			s.RowState = &catalog.RowState{Column: "name", OK: []string{"ok"}, Suppressed: []string{"withheld"}, Columns: []string{"poor", "share"}}
		}, "001 2020 1 suppressed suppressed 1\n002 2020 1 1 1 1\n"},
		{"one authority", goodTable, func(s *catalog.Source, r *Request) {
			s.Key.Authority, r.Within, r.Frame = "name", "Øster", nil
		}, "003 2020 300 - - 0\n"},
		{"columns of words, tabs, Windows-1252", strings.NewReplacer(",", "\t", "ø", "\xf8", "Ø", "\xd8", `"S`, "S", ` ""den gamle"""`, "").Replace(goodTable), func(s *catalog.Source, r *Request) {
			s.Written.Delimiter, s.Written.Encoding = "tab", "windows-1252"
			s.Columns = []catalog.Column{{ID: "name", Name: "name", Kind: catalog.Words}}
			r.FS.(fstest.MapFS)["small.csv"].Data = []byte(strings.Replace(string(r.FS.(fstest.MapFS)["small.csv"].Data), "S\xf8nder\t", "S\xf8nder", 1))
		}, "001 2020 Nørre\n002 2020 Sønder\n003 2020 Øster\n"},
	} {
		t.Run(c.what, func(t *testing.T) {
			if got := said(readTable(t, c.text, c.change)); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestJumpsWarn(t *testing.T) {
	text := "code,name,year,people,poor,share,score\n001,,2019,100,,,\n001,,2020,130,,,\n002,,2019,100,,,\n002,,2020,119,,,\n"
	d := readTable(t, text, func(_ *catalog.Source, r *Request) { r.Frame = nil })
	if w := d.Receipt.Warnings; len(w) != 1 || w[0] != (byblik.Refusal{Line: 3, Area: "001", Check: "jump", Reason: "people: +30 % against 2019"}) {
		t.Errorf("warnings %+v", w)
	}
	if len(d.Rows) != 2 {
		t.Errorf("%d rows, want those of 2020 only", len(d.Rows))
	}
}

// A fault after a cell that holds line ends is told with its true line.
func TestLinesInsideCells(t *testing.T) {
	text := "code,name,year,people,poor,share,score\n001,\"a\nb\nc\",2020,bad,,,\n"
	_, err := Read(Request{FS: fstest.MapFS{"small.csv": {Data: []byte(text)}}, Definition: tableSource()})
	checkFault(t, err, "small.csv:4: people: [text-in-number]", "correct the cell")
}

func TestExpectedDefects(t *testing.T) {
	bow := strings.Replace(goodBorders, "[12.2,55.1],[12.2,55.2],[12.1,55.1]", "[12.2,55.2],[12.2,55.1],[12.1,55.2],[12.1,55.1]", 1)
	s := bordersSource()
	s.Expected = []catalog.Expected{{Check: "invalid-ring", Areas: []string{"1"}, Because: catalog.Text{En: "known"}},
		{Check: "outside-frame", Because: catalog.Text{En: "empty"}}}
	all, err := Read(Request{FS: fstest.MapFS{"small.geojson": {Data: []byte(bow)}}, Definition: s, Frame: blocks("1")})
	if err != nil {
		t.Fatal(err)
	}
	d := all[0]
	if len(d.Shapes) != 1 || len(d.Shapes[0]) != 2 {
		t.Errorf("a mended bow-tie has two halves: %v", d.Shapes)
	}
	if len(d.Receipt.Repaired) != 1 || len(d.Receipt.Refused) != 1 || d.Receipt.Refused[0].Area != "2" {
		t.Errorf("receipt %+v", d.Receipt)
	}
	s.Expected[0].Areas = []string{"2"}
	_, err = Read(Request{FS: fstest.MapFS{"small.geojson": {Data: []byte(bow)}}, Definition: s, Frame: blocks("1")})
	checkFault(t, err, "small.geojson:1: 1: [invalid-ring]", "declare the area under expected")
}

// A small file that unpacks without end is refused before it fills memory.
func TestBombsAreRefused(t *testing.T) {
	size := maxBytes + 1
	if testing.Short() {
		size = 16 << 20
	}
	bomb := gz(strings.Repeat("0", size))
	begun := busy(t)
	_, err := Read(Request{FS: fstest.MapFS{"small.csv.gz": {Data: bomb}}, Definition: tableSource()})
	checkFault(t, err, fmt.Sprintf("small.csv.gz: [too-large] found %d bytes that become more than %d when unpacked", len(bomb), 200*len(bomb)), "right file")
	if took := busy(t) - begun; took > 2*time.Second {
		t.Errorf("took %v", took)
	}
}

// An area may have several rows in a period where the definition says what
// tells them apart: a housing area is on two of the State's lists.
func TestRowsToldApartByAFurtherColumnAreNotDoubled(t *testing.T) {
	def := &catalog.Source{ID: "lists", Format: catalog.CSV, Files: []catalog.File{{Name: "lists.csv"}},
		Key:     catalog.Key{Frame: "estate", Column: "area", Also: "list"},
		Columns: []catalog.Column{{ID: "list", Name: "list", Kind: catalog.Words}}}
	read := func(text string) error {
		_, err := Read(Request{FS: fstest.MapFS{"lists.csv": {Data: []byte(text)}}, Definition: def})
		return err
	}
	if err := read("area,list\nA,first\nA,second\n"); err != nil {
		t.Error(err)
	}
	if err := read("area,list\nA,first\nA,first\n"); err == nil || !strings.Contains(err.Error(), "[double-key]") {
		t.Errorf("the same list twice: %v", err)
	}
}
