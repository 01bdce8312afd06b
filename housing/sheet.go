package housing

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"byblik"

	"github.com/xuri/excelize/v2"
)

// sheet is a sheet of a workbook while it is read.
type sheet struct {
	file     string
	book     *excelize.File
	name     string
	from1904 bool         // days are counted from 1904
	forms    map[int]form // by style
}

// form is how a style shows numbers.
type form struct{ day, zeros bool }

func (s *sheet) bad(check string, line int, found, do string) error {
	return &byblik.Error{Kind: byblik.Invalid, Check: check, File: s.file, Line: line, Found: found, Expected: "an Excel workbook whose first sheet has the columns of docs/lists.md", Do: do}
}

// cell gives a cell, counted from 0, as text. Of a number it keeps the full figure, with as
// many decimals as the sheet shows, because these tell how it was rounded; the
// zeros that a format such as 000 shows before a code; and a day as 2024-06-01.
func (s *sheet) cell(row, column int, shown, raw string) (string, error) {
	if shown == "" && raw == "" {
		name, err := excelize.CoordinatesToCellName(column+1, row+1)
		if err != nil {
			return "", s.bad("too-large", row+1, err.Error(), "look whether this is the right file")
		}
		if formula, err := s.book.GetCellFormula(s.name, name); err != nil || formula != "" {
			return "", s.bad("bad-cell", row+1, name+": a formula whose result is not stored", "open the file in a spreadsheet program, let it calculate, and save")
		}
		return "", nil
	}
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || strings.HasSuffix(shown, "%") || shown == raw {
		return shown, nil
	}
	f, err := s.form(row, column)
	switch {
	case err != nil:
		return "", err
	case f.day:
		return s.day(row, shown, v)
	case f.zeros && v >= 0 && v == math.Trunc(v) && strings.Trim(shown, "0123456789") == "":
		return shown, nil
	}
	plain := strconv.FormatFloat(v, 'f', -1, 64)
	_, has, _ := strings.Cut(plain, ".")
	_, shows, _ := strings.Cut(shown, ".")
	if len(shows) > len(has) && strings.Trim(shows, "0123456789") == "" {
		return strconv.FormatFloat(v, 'f', len(shows), 64), nil
	}
	return plain, nil
}

// day writes what a sheet stores as a number of days.
func (s *sheet) day(row int, shown string, v float64) (string, error) {
	t, err := excelize.ExcelDateToTime(v, s.from1904)
	if err != nil || v != math.Trunc(v) || v < 61 {
		return "", s.bad("bad-cell", row+1, "a number that is shown as a time or a day: "+shown, "look whether the program turned a figure into a date; type it again as text")
	}
	return t.Format(time.DateOnly), nil
}

var (
	// literal is what stands in a number format as it is shown: texts, colours,
	// and the name of a language.
	literal = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`)
	zeros   = regexp.MustCompile(`^00+$`)
)

// form reads the number format of a cell's style: those below 164 are fixed by
// the standard (ISO/IEC 29500-1, 18.8.30), others are written out.
func (s *sheet) form(row, column int) (form, error) {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	var id int
	if err == nil {
		id, err = s.book.GetCellStyle(s.name, name)
	}
	if f, known := s.forms[id]; known && err == nil {
		return f, nil
	}
	var style *excelize.Style
	if err == nil {
		style, err = s.book.GetStyle(id)
	}
	if err != nil {
		return form{}, s.bad("not-text", row+1, err.Error(), "save it again")
	}
	var f form
	if style.CustomNumFmt != nil {
		first, _, _ := strings.Cut(literal.ReplaceAllString(*style.CustomNumFmt, ""), ";")
		general := strings.EqualFold(strings.TrimSpace(first), "General") || strings.EqualFold(first, "Standard")
		f = form{day: !general && strings.ContainsAny(first, "yYmMdDhHsS"), zeros: zeros.MatchString(first)}
	} else {
		n := style.NumFmt
		f.day = n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58
	}
	s.forms[id] = f
	return f, nil
}
