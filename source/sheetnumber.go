package source

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// numberForm is what a sheet's number format makes of a number. A sheet
// stores days, shares and codes alike as plain numbers; only the format tells
// them apart.
type numberForm struct {
	date    bool
	percent bool
	zeros   int // filled up with zeros to this many digits, as in the format 0000
}

var (
	zerosForm = regexp.MustCompile(`^0{2,40}$`)
	quoted    = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`)
	elapsed   = regexp.MustCompile(`(?i)\[(h+|m+|s+)\]`)
)

// formOf reads a number format: those below 164 are fixed by the standard
// (ISO/IEC 29500-1, 18.8.30), others are written out.
func formOf(id int, code string) numberForm {
	if code == "" {
		switch {
		case id >= 14 && id <= 22, id >= 27 && id <= 36, id >= 45 && id <= 47, id >= 50 && id <= 58:
			return numberForm{date: true}
		case id == 9, id == 10:
			return numberForm{percent: true}
		}
		return numberForm{}
	}
	if strings.EqualFold(code, "General") || strings.EqualFold(code, "Standard") {
		return numberForm{}
	}
	f := numberForm{date: elapsed.MatchString(code)}
	code = quoted.ReplaceAllString(code, "")
	f.date = f.date || strings.ContainsAny(code, "yYmMdDhHsS")
	f.percent = strings.Contains(code, "%")
	if first, _, _ := strings.Cut(code, ";"); zerosForm.MatchString(first) { // the others are for numbers below 0, for 0 and for texts
		f.zeros = len(first)
	}
	return f
}

// write gives the text of a number that a cell stores, with the decimal sign
// that the definition declares, or says why it cannot be read as it stands.
func (f numberForm) write(stored string, decimal string, from904 bool) (string, *objection) {
	v, err := strconv.ParseFloat(strings.TrimSpace(stored), 64)
	switch {
	case err != nil || math.IsInf(v, 0) || math.IsNaN(v):
		return "", &objection{"bad-cell", shown(stored) + " stored as a number", "a number", "type the figure again"}
	case f.date:
		return dayText(v, from904)
	case f.percent:
		return "", &objection{"bad-cell", fmt.Sprintf("%v shown as per cent, %v per cent to a reader", v, strconv.FormatFloat(v*100, 'g', 12, 64)), "a plain number",
			"change the format of the column to a number and write per cent as 0 to 100"}
	case math.Abs(v) >= 1e15:
		return "", &objection{"bad-cell", "the number " + plainFloat(v) + ", of which a sheet keeps 15 digits only", "at most 15 digits", "keep long codes as text"}
	}
	text := plainFloat(v)
	if f.zeros > 0 && v >= 0 && v == math.Trunc(v) {
		return fmt.Sprintf("%0*s", f.zeros, text), nil
	}
	return withDecimal(text, decimal), nil
}

// plainFloat writes a number without exponent, in as many digits as it needs.
func plainFloat(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// withDecimal puts the declared decimal sign into a number that a format
// stores as a number.
func withDecimal(text, decimal string) string {
	if decimal == "," {
		return strings.Replace(text, ".", ",", 1)
	}
	return text
}

// dayText writes a day as 2020-12-01. Excel counts days from 1899-12-30 (its
// 29 February 1900 never was) or from 1904-01-01.
func dayText(v float64, from904 bool) (string, *objection) {
	if v < 61 && !from904 || v < 0 || v > 2_958_465 || v != math.Trunc(v) {
		return "", &objection{"bad-cell", fmt.Sprintf("%v shown as a time or a day", v), "a number or a text", "look whether the program turned a figure into a date; type it again as text"}
	}
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if from904 {
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return first.AddDate(0, 0, int(v)).Format(time.DateOnly), nil
}
