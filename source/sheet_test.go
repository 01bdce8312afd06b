package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"byblik"
	"byblik/catalog"

	"github.com/xuri/excelize/v2"
)

func set(f *excelize.File, cell string, v any) { _ = f.SetCellValue("Sheet1", cell, v) }

func form(f *excelize.File, cell, format string) {
	id, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	_ = f.SetCellStyle("Sheet1", cell, cell, id)
}

// A sheet says the same as the text it was typed from. excelize writes it.
func TestSheetsAreRead(t *testing.T) {
	for what, change := range map[string]func(*excelize.File, *catalog.Source){
		"as typed": func(*excelize.File, *catalog.Source) {},
		"numbers stored as text": func(f *excelize.File, _ *catalog.Source) {
			set(f, "D2", "100")
			set(f, "F2", "10.5")
		},
		"numbers whatever decimal sign texts have": func(_ *excelize.File, s *catalog.Source) {
			s.Written.Decimal = ","
		},
		"codes shown with leading zeros": func(f *excelize.File, _ *catalog.Source) {
			set(f, "A2", 1)
			form(f, "A2", "000")
		},
		"codes filled up as declared": func(f *excelize.File, s *catalog.Source) {
			s.Key.Width = 3
			set(f, "A3", 2)
		},
		"a title above the head": func(f *excelize.File, s *catalog.Source) {
			_ = f.InsertRows("Sheet1", 1, 3)
			set(f, "A1", "People in the blocks")
			_ = f.MergeCell("Sheet1", "A1", "G1")
			s.Written.Head = 4
		},
		"one of several sheets": func(f *excelize.File, s *catalog.Source) {
			_, _ = f.NewSheet("Notes")
			s.Sheet = "Sheet1"
		},
		"empty rows at the end": func(f *excelize.File, _ *catalog.Source) {
			set(f, "A9", "")
			form(f, "B12", "0.00")
		},
		"formulas with their results": func(f *excelize.File, _ *catalog.Source) {
			_ = f.SetCellFormula("Sheet1", "H2", "D2*2") // not read
		},
	} {
		t.Run(what, func(t *testing.T) {
			s := sheetSource()
			d, err := readBytes(s, workbookOf(t, func(f *excelize.File) { change(f, s) }), blocks("001", "002", "003"))
			if err != nil {
				t.Fatal(err)
			}
			if got := said(d); got != sampleWant {
				t.Errorf("got\n%swant\n%s", got, sampleWant)
			}
			if d.Rows[1].Name != `Sønder, "den gamle"` || d.Receipt.RowsRead != 3 {
				t.Errorf("rows %+v, %d read", d.Rows, d.Receipt.RowsRead)
			}
		})
	}
}

// What a sheet hides from its reader is refused, with the cell.
func TestSheetsThatMislead(t *testing.T) {
	for _, c := range []struct {
		what     string
		change   func(*excelize.File)
		want, do string
	}{
		{"a figure that became a day", func(f *excelize.File) { set(f, "G2", time.Date(2020, 5, 1, 0, 0, 0, 0, time.UTC)) },
			`small.xlsx:2: score, Sheet1!G2: [text-in-number] found "2020-05-01"`, "correct the cell"},
		{"a time", func(f *excelize.File) { set(f, "D2", 0.5); form(f, "D2", "hh:mm") }, `small.xlsx:2: people, Sheet1!D2: [bad-cell] found 0.5 shown as a time or a day`, "type it again as text"},
		{"per cent", func(f *excelize.File) { set(f, "F2", 0.105); form(f, "F2", "0.0%") }, `small.xlsx:2: share, Sheet1!F2: [bad-cell] found 0.105 shown as per cent, 10.5 per cent to a reader`, "0 to 100"},
		{"a formula that was never calculated", func(f *excelize.File) {
			_ = f.SetCellDefault("Sheet1", "D2", "")
			_ = f.SetCellFormula("Sheet1", "D2", "50*2")
		},
			`small.xlsx:2: people, Sheet1!D2: [bad-cell] found a formula whose result is not stored`, "let it calculate"},
		{"a lost leading zero", func(f *excelize.File) { set(f, "A2", 1) }, `small.xlsx:2: code, Sheet1!A2: [unknown-area] found "1"`, "leading zero"},
		{"a code too long for a number", func(f *excelize.File) { set(f, "A2", 1234567890123456) }, `small.xlsx:2: code, Sheet1!A2: [bad-cell]`, "keep long codes as text"},
		{"truth in place of a figure", func(f *excelize.File) { set(f, "D2", true) }, `small.xlsx:2: people, Sheet1!D2: [text-in-number] found "TRUE"`, "correct the cell"},
		{"a merged head", func(f *excelize.File) { _ = f.MergeCell("Sheet1", "D1", "E1") }, `small.xlsx:1: Sheet1!D1: [merged-head]`, "written.head"},
		{"merged cells", func(f *excelize.File) { set(f, "E4", 20); _ = f.MergeCell("Sheet1", "E3", "E4") }, `small.xlsx:3: poor, Sheet1!E3: [bad-cell] found merged cells`, "undo the merge"},
		{"two sheets", func(f *excelize.File) { _, _ = f.NewSheet("Old") }, `small.xlsx: sheet: [layer] found 2: "Sheet1", "Old"; expected one sheet`, "declare in the definition"},
		{"a hidden sheet", func(f *excelize.File) { _, _ = f.NewSheet("Old"); _ = f.SetSheetVisible("Old", false) }, `small.xlsx: sheet: [layer] found 2: "Sheet1", "Old" (hidden)`, "declare in the definition"},
		{"a title above the head", func(f *excelize.File) { _ = f.InsertRows("Sheet1", 1, 1); set(f, "A1", "People") }, `small.xlsx:1: code: [missing-column]`, "declare written.head: 2"},
		{"an empty row inside", func(f *excelize.File) { _ = f.InsertRows("Sheet1", 3, 1) }, `small.xlsx:3: [blank-row]`, "look whether rows are missing"},
		{"a head twice", func(f *excelize.File) { set(f, "E1", "people") }, `small.xlsx:1: people: [doubled-column]`, "which of the two"},
		{"no rows", func(f *excelize.File) {
			for range 3 {
				_ = f.RemoveRow("Sheet1", 2)
			}
		}, `small.xlsx:1: [empty-file]`, "get the file again"},
	} {
		t.Run(c.what, func(t *testing.T) {
			_, err := readBytes(sheetSource(), workbookOf(t, c.change), blocks("001", "002", "003"))
			checkFault(t, err, c.want, c.do)
		})
	}
	for what, c := range map[string]struct{ text, want, do string }{
		"a CSV":          {goodTable, "small.xlsx: [wrong-format] found bytes of another format; expected an Excel workbook (.xlsx)", "right file"},
		"an old .xls":    {"\xd0\xcf\x11\xe0 and so on", "small.xlsx: [wrong-format] found an old workbook", "save the workbook as .xlsx"},
		"a web page":     {"<!doctype html>", "small.xlsx: [wrong-format] found a web page", "follow the link"},
		"a cut workbook": {string(workbookOf(t, nil)[:3000]), "small.xlsx: [damaged] found a zip file that breaks off", "copy the file again"},
	} {
		t.Run(what, func(t *testing.T) {
			_, err := readBytes(sheetSource(), []byte(c.text), nil)
			checkFault(t, err, c.want, c.do)
		})
	}
}

// A sheet name that is declared but absent is told with the nearest one.
func TestASheetThatIsNotThere(t *testing.T) {
	s := sheetSource()
	s.Sheet = "Shet1"
	_, err := readBytes(s, workbookOf(t, nil), nil)
	checkFault(t, err, `small.xlsx: sheet: [layer] found 1: "Sheet1"; expected the sheet "Shet1"`, `the nearest is "Sheet1"`)
}

// A figure of the 1904 calendar is the same day.
func TestDaysOfBothCalendars(t *testing.T) {
	for _, c := range []struct {
		stored  float64
		from904 bool
		want    string
	}{
		{43831, false, "2020-01-01"}, {42369, true, "2020-01-01"}, {61, false, "1900-03-01"}, {60, false, ""}, {43831.5, false, ""}, {-1, true, ""},
	} {
		got, o := dayText(c.stored, c.from904)
		if got != c.want || (o == nil) != (c.want != "") {
			t.Errorf("%v, 1904 %v: %q %v, want %q", c.stored, c.from904, got, o, c.want)
		}
	}
}

func TestSignsThatXMLCannotHold(t *testing.T) {
	for text, want := range map[string]string{"a_x000D_b": "a\rb", "_x005F_x000D_": "_x000D_", "a_xyz_": "a_xyz_", "Nørre": "Nørre"} {
		if got := unescaped(text); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

func TestNumberForms(t *testing.T) {
	for code, want := range map[string]numberForm{
		"General": {}, "0.00": {}, `0" days"`: {}, `#,##0_);[Red](#,##0)`: {}, "0.0%": {percent: true}, "0000": {zeros: 4}, "0000;-0000": {zeros: 4}, `00_);[Red](00)`: {zeros: 2},
		"yyyy-mm-dd": {date: true}, `[$-406]d. mmmm yyyy`: {date: true}, "[h]:mm": {date: true}, `"year "0`: {}, `\d0`: {},
	} {
		if got := formOf(164, code); got != want {
			t.Errorf("%s: %+v, want %+v", code, got, want)
		}
	}
	for id, want := range map[int]numberForm{0: {}, 2: {}, 9: {percent: true}, 14: {date: true}, 22: {date: true}, 49: {}} {
		if got := formOf(id, ""); got != want {
			t.Errorf("format %d: %+v, want %+v", id, got, want)
		}
	}
}

// rezip writes a workbook anew with some parts replaced.
func rezip(t testing.TB, book []byte, parts map[string]string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		text, replaced := parts[f.Name]
		if !replaced {
			var whole bytes.Buffer
			r, _ := f.Open()
			_, _ = whole.ReadFrom(r)
			text = whole.String()
		}
		w, _ := out.Create(f.Name)
		_, _ = w.Write([]byte(text))
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Small files made to fill a memory, or to keep a machine busy, are refused
// at once.
func TestBombsInsideWorkbooks(t *testing.T) {
	const sheet = "xl/worksheets/sheet1.xml"
	book := workbookOf(t, nil)
	rows := func(n int, row string) string {
		return `<worksheet xmlns="x"><sheetData>` + strings.Repeat(row, n) + `</sheetData></worksheet>`
	}
	var dense strings.Builder
	dense.WriteString(`<worksheet><sheetData>`)
	for r := rand.New(rand.NewPCG(1, 2)); dense.Len() < 20<<20; {
		fmt.Fprintf(&dense, `<row><c><v>%d</v></c><c><v>%d</v></c></row>`, r.Uint64(), r.Uint64())
	}
	dense.WriteString(`</sheetData></worksheet>`)
	var attributes strings.Builder
	for r := rand.New(rand.NewPCG(1, 2)); attributes.Len() < 2<<20; {
		fmt.Fprintf(&attributes, `a%d="" `, r.Uint32())
	}
	for what, c := range map[string]struct{ text, want string }{
		"the same byte 200 million times": {strings.Repeat(" ", 200<<20), "[too-large]"},
		"elements in each other":          {strings.Repeat("<a>", 100_000), "[damaged] found XML with more than 64 elements in each other"},
		"attributes without end":          {`<worksheet><sheetData><row ` + attributes.String() + `/></sheetData></worksheet>`, "[damaged] found XML with an element or a text of more than 1 MiB"},
		"attributes behind a >":           {`<worksheet><sheetData><row b=">" ` + attributes.String() + `/></sheetData></worksheet>`, "[damaged] found XML with an element or a text of more than 1 MiB"},
		"entities":                        {`<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet>&b;</worksheet>`, "[damaged] found XML with a document type"},
		"a far cell":                      {rows(1, `<row r="1"><c r="ZZZZ1"><v>1</v></c></row>`), "[damaged]"},
		"wide rows without end":           {`<worksheet><sheetData><row><c t="inlineStr"><is><t>code</t></is></c><c r="XFD1"><v>1</v></c></row>` + strings.Repeat(`<row><c><v>1</v></c></row>`, 5000) + `</sheetData></worksheet>`, "[too-large]"},
		"dense rows that nobody can use":  {dense.String(), "[missing-column]"},
		"rows backwards":                  {`<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>`, "[damaged]"},
		"a sheet that breaks off":         {`<worksheet><sheetData><row r="1">`, "[damaged] found XML that breaks off inside <row>"},
		"an error for a figure":           {`<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>code</t></is></c></row><row r="2"><c t="e"><v>#REF!</v></c></row></sheetData></worksheet>`, "[missing-column]"},
	} {
		t.Run(what, func(t *testing.T) {
			data := rezip(t, book, map[string]string{sheet: c.text})
			runtime.GC() // what making the file has left behind is not the reader's
			begun := busy(t)
			_, err := readBytes(sheetSource(), data, nil)
			if err == nil || !strings.Contains(err.Error(), c.want) || byblik.KindOf(err) != byblik.Invalid {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if took := busy(t) - begun; took > 2*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// A bit that flips inside a workbook is found by the checksum of its part:
// the figure is never read wrongly.
func TestAFlippedBitInAStoredSheet(t *testing.T) {
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	in, _ := zip.NewReader(bytes.NewReader(workbookOf(t, nil)), int64(len(workbookOf(t, nil))))
	for _, f := range in.File {
		var whole bytes.Buffer
		r, _ := f.Open()
		_, _ = whole.ReadFrom(r)
		w, _ := out.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Store})
		_, _ = w.Write(whole.Bytes())
	}
	_ = out.Close()
	if _, err := readBytes(sheetSource(), b.Bytes(), nil); err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(b.Bytes(), []byte("<v>300</v>"))
	if at < 0 {
		t.Fatal("the figure is not where it was expected")
	}
	b.Bytes()[at+3] ^= 1
	_, err := readBytes(sheetSource(), b.Bytes(), nil)
	checkFault(t, err, `small.xlsx: "xl/worksheets/sheet1.xml": [damaged] found zip: checksum error`, "copy the file again")
	var e *byblik.Error
	if !errors.As(err, &e) || e.Kind != byblik.Invalid {
		t.Errorf("%v", err)
	}
}
