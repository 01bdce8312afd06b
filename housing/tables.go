package housing

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"

	"byblik"
	"byblik/lists"
	"byblik/run"

	"github.com/xuri/excelize/v2"
)

// extensions are the forms in which a table of housing areas may come.
var extensions = []string{".csv", ".xlsx"}

// maxListFile is far more than all housing areas of Denmark over many years.
const maxListFile = 64 << 20

// readListTables reads the files of a folder, as CSV or XLSX, and says which.
func readListTables(from fs.FS) (lists.Tables, []run.InputFile, error) {
	var t lists.Tables
	var inputs []run.InputFile
	for _, x := range []struct {
		name string
		into **lists.Table
	}{{lists.AreasFile, &t.Areas}, {lists.ReferencesFile, &t.References}, {lists.ImportedFile, &t.Imported}, {lists.SplitsFile, &t.Splits}, {lists.UnitsFile, &t.Units}, {lists.BordersFile, &t.Borders}} {
		file, text, err := eitherFile(from, x.name)
		if err != nil {
			return t, nil, err
		}
		if file == "" {
			continue
		}
		if strings.HasSuffix(file, ".xlsx") {
			*x.into, err = sheetTable(file, text)
		} else {
			*x.into, err = lists.CSVTable(file, text)
		}
		if err != nil {
			return t, nil, err
		}
		inputs = append(inputs, hashed(x.name, file, text))
	}
	return t, inputs, nil
}

// eitherFile finds name.csv or name.xlsx; both would be two truths.
func eitherFile(from fs.FS, name string) (file string, text []byte, err error) {
	for _, ext := range extensions {
		info, err := fs.Stat(from, name+ext)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		bad := &byblik.Error{Kind: byblik.Invalid, File: name + ext}
		switch {
		case err != nil || info.IsDir():
			bad.Found, bad.Expected, bad.Do = "something that cannot be read", "a file", "look at the folder"
			return "", nil, bad
		case info.Size() > maxListFile:
			bad.Check, bad.Found, bad.Expected, bad.Do = "too-large", "a file of more than 64 MiB", "one row per area and year", "look whether this is the right file"
			return "", nil, bad
		case file != "":
			bad.Found, bad.Expected, bad.Do = "the same table as "+file, "one of the two", "remove one of them"
			return "", nil, bad
		}
		if text, err = fs.ReadFile(from, name+ext); err != nil {
			return "", nil, byblik.Fault(err, "give a folder that can be read")
		}
		file = name + ext
	}
	return file, text, nil
}

// sheetTable takes the first sheet of a workbook that is not hidden apart.
func sheetTable(file string, text []byte) (*lists.Table, error) {
	s := &sheet{file: file, forms: map[int]form{}}
	f, err := excelize.OpenReader(bytes.NewReader(text), excelize.Options{UnzipSizeLimit: 4 * maxListFile, UnzipXMLSizeLimit: maxListFile})
	if err != nil {
		return nil, s.bad("not-text", 0, "a file that is no workbook: "+err.Error(), "save it as .xlsx again, or as CSV")
	}
	defer f.Close()
	s.book = f
	for _, name := range f.GetSheetList() {
		if seen, err := f.GetSheetVisible(name); s.name == "" && seen && err == nil {
			s.name = name
		}
	}
	if s.name == "" {
		return nil, s.bad("not-text", 0, "a workbook without sheets that can be seen", "save it again")
	}
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		s.from1904 = *props.Date1904
	}
	if merged, err := f.GetMergeCells(s.name); err != nil || len(merged) > 0 {
		return nil, s.bad("bad-cell", 0, "merged cells, of which only the first holds the value", "undo the merge and fill in every cell")
	}
	written, err := f.GetRows(s.name)
	if err != nil {
		return nil, s.bad("not-text", 0, err.Error(), "save it again")
	}
	raw, err := f.GetRows(s.name, excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, s.bad("not-text", 0, err.Error(), "save it again")
	}
	t := &lists.Table{File: file}
	for i := range written {
		rec := make([]string, len(written[0]))
		for j := range max(len(written[i]), len(rec)) {
			cell, err := s.cell(i, j, at(written[i], j), at(raw[i], j))
			if err != nil {
				return nil, err
			}
			if j < len(rec) {
				rec[j] = cell
			} else if cell != "" {
				rec = append(rec, cell)
			}
		}
		if strings.Join(rec, "") == "" && blankBelow(written, i) {
			break
		}
		if err := t.Add(rec, i+1); err != nil {
			return nil, err
		}
	}
	return t, t.Whole()
}

func at(row []string, i int) string {
	if i < len(row) {
		return row[i]
	}
	return ""
}

func blankBelow(rows [][]string, i int) bool {
	for _, r := range rows[i:] {
		if strings.TrimSpace(strings.Join(r, "")) != "" {
			return false
		}
	}
	return true
}
