package housing

import (
	"bytes"
	"errors"
	"io/fs"
	"strconv"
	"strings"

	"byblik"
	"byblik/lists"
	"byblik/run"

	"github.com/xuri/excelize/v2"
)

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
	for _, ext := range []string{".csv", ".xlsx"} {
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

// sheetTable takes the first sheet of a workbook apart.
func sheetTable(file string, text []byte) (*lists.Table, error) {
	bad := func(found, do string) error {
		return &byblik.Error{Kind: byblik.Invalid, Check: "not-text", File: file, Found: found, Expected: "an Excel workbook whose first sheet has the columns of docs/lists.md", Do: do}
	}
	f, err := excelize.OpenReader(bytes.NewReader(text), excelize.Options{UnzipSizeLimit: 4 * maxListFile, UnzipXMLSizeLimit: maxListFile})
	if err != nil {
		return nil, bad("a file that is no workbook: "+err.Error(), "save it as .xlsx again, or as CSV")
	}
	defer f.Close()
	names := f.GetSheetList()
	if len(names) == 0 {
		return nil, bad("a workbook without sheets", "save it again")
	}
	written, err := f.GetRows(names[0])
	if err != nil {
		return nil, bad(err.Error(), "save it again")
	}
	raw, err := f.GetRows(names[0], excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, bad(err.Error(), "save it again")
	}
	t := &lists.Table{File: file}
	for i := range written {
		rec := make([]string, len(written[0]))
		for j := range max(len(written[i]), len(rec)) {
			cell := sheetCell(at(written[i], j), at(raw[i], j))
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

// sheetCell gives a cell as text. Of a number it keeps the full figure, with as
// many decimals as the sheet shows, because these tell how it was rounded.
func sheetCell(shown, raw string) string {
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || strings.HasSuffix(shown, "%") {
		return shown
	}
	plain := strconv.FormatFloat(v, 'f', -1, 64)
	_, has, _ := strings.Cut(plain, ".")
	_, shows, _ := strings.Cut(shown, ".")
	if len(shows) > len(has) && strings.Trim(shows, "0123456789") == "" {
		return strconv.FormatFloat(v, 'f', len(shows), 64)
	}
	return plain
}
