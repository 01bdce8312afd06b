package dossier

import (
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"io/fs"
	"math"
	"slices"

	"github.com/xuri/excelize/v2"
)

// workbook writes the tables as sheets behind a first sheet that says what
// the file is and that it is not for publication.
func (x *index) workbook(tables []table) ([]byte, error) {
	f := excelize.NewFile(excelize.Options{})
	defer f.Close()
	f.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return &steadyZip{zip: zip.NewWriter(w)} })
	if err := f.SetDocProps(&excelize.DocProperties{
		Title: plainText(x.title()), Creator: "byblik", LastModifiedBy: "byblik", Language: string(x.words.Language()),
		Created: fixedTime, Modified: fixedTime, Identifier: "xlsx", Revision: "1",
	}); err != nil {
		return nil, err
	}
	all := append([]table{x.aboutTable(tables)}, tables...)
	if err := f.SetSheetName("Sheet1", all[0].name); err != nil {
		return nil, err
	}
	for i, t := range all {
		if i > 0 {
			if _, err := f.NewSheet(t.name); err != nil {
				return nil, err
			}
		}
		if err := writeSheet(f, t, i == 0); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	err := f.Write(&b)
	return b.Bytes(), err
}

// fixedTime stands where the format wants a time: the folder has no clock.
const fixedTime = "2000-01-01T00:00:00Z"

// writeSheet streams one table; head rows stay in sight, numbers stay numbers.
func writeSheet(f *excelize.File, t table, about bool) error {
	head, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	wrap, err := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	w, err := f.NewStreamWriter(t.name)
	if err != nil {
		return err
	}
	if about {
		err = cmp.Or(w.SetColWidth(1, 1, 28), w.SetColWidth(2, 2, 100))
	} else {
		err = cmp.Or(w.SetColWidth(1, len(t.header), 16),
			w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	}
	if err != nil {
		return err
	}
	style := 0
	if about {
		style = wrap
	}
	if err := w.SetRow("A1", styled(head, headCells(t.header))); err != nil {
		return err
	}
	for i, r := range t.rows {
		if err := w.SetRow(cellName(i+2), styled(style, r)); err != nil {
			return err
		}
	}
	return w.Flush()
}

func headCells(header []string) []any {
	out := make([]any, len(header))
	for i, h := range header {
		out[i] = h
	}
	return out
}

func cellName(row int) string {
	s, err := excelize.CoordinatesToCellName(1, row)
	if err != nil {
		return "A1"
	}
	return s
}

// styled makes cells that a spreadsheet cannot mistake: texts neutralised,
// figures that are not there left out.
func styled(style int, row []any) []any {
	out := make([]any, len(row))
	for i, c := range row {
		switch v := c.(type) {
		case string:
			if v != "" {
				out[i] = excelize.Cell{StyleID: style, Value: plainText(v)}
			}
		case float64:
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				out[i] = excelize.Cell{StyleID: style, Value: v}
			}
		default:
			out[i] = excelize.Cell{StyleID: style, Value: v}
		}
	}
	return out
}

// aboutTable is the first sheet. Its name and head are in the reader's
// language, the others keep the names of the CSV files.
func (x *index) aboutTable(tables []table) table {
	w, s := x.words, x.s
	t := table{name: w.T("xlsx.about"), header: []string{x.title(), w.T("stamp.internal")}}
	add := func(key, value string) {
		if value != "" {
			t.rows = append(t.rows, []any{w.T(key), value})
		}
	}
	add("xlsx.what", w.T("xlsx.what.text"))
	if s.Rules.Invented {
		add("stamp.data", w.T("stamp.invented"))
	}
	add("xlsx.rules", s.Rules.Title.In(w.Language())+" ("+s.Rules.ID+", "+w.T("rules.version", "n", s.Rules.Version)+")")
	for _, n := range slices.Concat(s.Said, s.Notes) {
		add("xlsx.note", n.In(w.Language()))
	}
	for _, a := range s.Accepted {
		add("xlsx.accepted", a.Check+": "+a.Reason)
	}
	for _, r := range s.Receipts {
		add("xlsx.source", x.receiptLine(r))
	}
	add("xlsx.sheet", w.T("xlsx.sheet.about", "name", t.name))
	for _, sheet := range tables {
		add("xlsx.sheet", w.or("xlsx.sheet.", sheet.name))
	}
	add("foot.fingerprint", s.Fingerprint)
	add("foot.version", s.Version)
	return t
}

// steadyZip writes the parts of a workbook sorted by name and without times:
// the library walks a map, and two runs must give the same bytes.
type steadyZip struct {
	zip   *zip.Writer
	names []string
	parts map[string]*bytes.Buffer
}

// Create keeps a part until Close.
func (z *steadyZip) Create(name string) (io.Writer, error) {
	if z.parts == nil {
		z.parts = map[string]*bytes.Buffer{}
	}
	if z.parts[name] == nil {
		z.names = append(z.names, name)
		z.parts[name] = &bytes.Buffer{}
	}
	return z.parts[name], nil
}

// AddFS is part of the interface and not used here.
func (z *steadyZip) AddFS(fsys fs.FS) error { return z.zip.AddFS(fsys) }

// Close writes the parts.
func (z *steadyZip) Close() error {
	slices.Sort(z.names)
	for _, n := range z.names {
		w, err := z.zip.CreateHeader(&zip.FileHeader{Name: n, Method: zip.Deflate})
		if err != nil {
			return err
		}
		if _, err := w.Write(z.parts[n].Bytes()); err != nil {
			return err
		}
	}
	return z.zip.Close()
}
