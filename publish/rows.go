package publish

import (
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"byblik"
	"byblik/release"
)

// row is one figure with its place and words.
type row struct {
	id                     release.FigureID
	indicator              *release.Indicator
	level                  *release.Level
	place                  *release.Place
	value                  byblik.Cell
	numerator, denominator *byblik.Cell // nil where the indicator has none
	low, high              float64
}

// rows gives every figure of a release in the order of its tables, as they
// lie in the canonical files: level, place, period.
func rows(r *release.Release) iter.Seq[row] {
	return func(yield func(row) bool) {
		for i := range r.Tables {
			for x := range tableRows(r, &r.Tables[i]) {
				if !yield(x) {
					return
				}
			}
		}
	}
}

func tableRows(r *release.Release, t *release.Table) iter.Seq[row] {
	return func(yield func(row) bool) {
		l, d := r.Level(t.Level), r.Indicator(t.Indicator)
		for p := range l.Places {
			for k, when := range t.Periods {
				x := row{id: release.FigureID{Indicator: t.Indicator, Level: t.Level, Place: l.Places[p].Code, Period: when},
					indicator: d, level: l, place: &l.Places[p], value: t.Value[k][p], low: t.Low[k][p], high: t.High[k][p]}
				if t.Numerator != nil {
					x.numerator = &t.Numerator[k][p]
				}
				if t.Denominator != nil {
					x.denominator = &t.Denominator[k][p]
				}
				if !yield(x) {
					return
				}
			}
		}
	}
}

// count writes a count behind a figure and its status; both are empty where
// there is none.
func count(c *byblik.Cell) (value, status string) {
	if c == nil {
		return "", ""
	}
	return byblik.Exact(c.Float()), c.Status().String()
}

// plainText keeps a spreadsheet from running a text as a formula: a text that
// begins like one, also with the wide signs that spreadsheets in East Asia take,
// gets an apostrophe in front (OWASP, CSV Injection). A text that is a plain
// number cannot do harm.
func plainText(s string) string {
	first, _ := utf8.DecodeRuneInString(s)
	if s == "" || !strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return s
	}
	if strings.Trim(s, "+-.,0123456789") == "" {
		if _, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64); err == nil {
			return s
		}
	}
	return "'" + s
}
