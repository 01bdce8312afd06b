package release

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"byblik"
)

// Round rounds half up (away from zero) on the shortest decimals of a number,
// as every output of byblik does. NaN stays NaN.
func Round(v float64, decimals int) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return v
	}
	r, ok := new(big.Rat).SetString(byblik.Exact(v))
	if !ok {
		return math.NaN()
	}
	out, err := strconv.ParseFloat(r.FloatString(decimals), 64)
	if err != nil {
		return math.NaN()
	}
	return out + 0 // never −0
}

// RoundCell rounds a public figure as Round does.
func RoundCell(c byblik.Cell, decimals int) byblik.Cell {
	if c.Status() != byblik.OK {
		return c
	}
	return byblik.CellOf(Round(c.Float(), decimals))
}

// sheet is a table while it is written: comma-separated, UTF-8, LF.
type sheet struct {
	b bytes.Buffer
	w *csv.Writer
	n int
}

func newSheet(head ...string) *sheet {
	s := &sheet{n: len(head)}
	s.w = csv.NewWriter(&s.b)
	s.row(head...)
	return s
}

func (s *sheet) row(cells ...string) {
	guarded := make([]string, len(cells))
	for i, c := range cells {
		guarded[i] = guard(c)
	}
	_ = s.w.Write(guarded) // into memory: cannot fail
}

// formulaSigns begin what a spreadsheet takes for a formula, the wide ones in
// East Asia (OWASP, CSV Injection).
const formulaSigns = "=+-@\t\r\n＝＋－＠"

// likeFormula says that a text, but for apostrophes in front, begins like a
// formula and is no plain number.
func likeFormula(s string) bool {
	rest := strings.TrimLeft(s, "'")
	first, _ := utf8.DecodeRuneInString(rest)
	return rest != "" && strings.ContainsRune(formulaSigns, first) && (rest != s || !isPlainNumber(s))
}

func isPlainNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil && strings.Trim(s, "+-.0123456789") == ""
}

// guard puts an apostrophe before a text that a spreadsheet would run as a
// formula, and one more before a text that has apostrophes there already, so that
// unguard gives back what was there.
func guard(s string) string {
	if likeFormula(s) {
		return "'" + s
	}
	return s
}

// unguard takes the apostrophe away that guard has put there.
func unguard(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && likeFormula(rest) {
		return rest
	}
	return s
}

func (s *sheet) bytes() []byte {
	s.w.Flush()
	return s.b.Bytes()
}

// rows is a table while it is read. The first fault is kept.
type rows struct {
	file string
	head []string
	all  [][]string
	line int // of the row in hand
	err  error
}

// readSheet reads a table with exactly these columns.
func readSheet(file string, text []byte, head ...string) *rows {
	r := &rows{file: file, head: head}
	c := csv.NewReader(bytes.NewReader(text))
	c.FieldsPerRecord = len(head)
	c.ReuseRecord = false
	for {
		rec, err := c.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			r.err = &byblik.Error{Kind: byblik.Invalid, File: file, Found: err.Error(), Expected: "the columns " + strings.Join(head, ","), Do: "get the release again"}
			return r
		}
		for i := range rec {
			rec[i] = unguard(rec[i])
		}
		r.all = append(r.all, rec)
	}
	if len(r.all) == 0 || !slices.Equal(r.all[0], head) {
		r.err = &byblik.Error{Kind: byblik.Invalid, File: file, Line: 1, Found: "other columns", Expected: strings.Join(head, ","), Do: "get the release again"}
		r.all = nil
		return r
	}
	r.all = r.all[1:]
	return r
}

// each hands over the rows until one is wrong.
func (r *rows) each(f func(c []string)) error {
	for i, c := range r.all {
		if r.err != nil {
			break
		}
		r.line = i + 2
		f(c)
	}
	return r.err
}

func (r *rows) bad(place, found, expected string) {
	if r.err == nil {
		r.err = &byblik.Error{Kind: byblik.Invalid, File: r.file, Line: r.line, Place: place, Found: fmt.Sprintf("%q", found), Expected: expected, Do: "get the release again"}
	}
}

func (r *rows) float(s string) float64 {
	if s == "" {
		return math.NaN()
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		r.bad("", s, "a number")
	}
	return v
}

func (r *rows) int(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		r.bad("", s, "a whole number")
	}
	return n
}

func (r *rows) bool(s string) bool {
	if s != "yes" && s != "no" {
		r.bad("", s, "yes or no")
	}
	return s == "yes"
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func (r *rows) period(s string) byblik.Period {
	if s == "" {
		return byblik.Period{}
	}
	t, err := byblik.ParsePeriod(s)
	if err != nil {
		r.bad("", s, "a period")
	}
	return t
}

func (r *rows) status(s string) byblik.Status {
	for _, st := range []byblik.Status{byblik.OK, byblik.Missing, byblik.Suppressed, byblik.NotApplicable} {
		if st.String() == s {
			return st
		}
	}
	r.bad("", s, "ok, missing, suppressed or not_applicable")
	return byblik.Missing
}

// cell reads a number and its status; one without the other is refused.
func (r *rows) cell(value, status string) byblik.Cell {
	st, v := r.status(status), r.float(value)
	if (st == byblik.OK) == math.IsNaN(v) {
		r.bad("", value+" "+status, "a number exactly where the status is ok")
	}
	if st != byblik.OK {
		return byblik.CellWithout(st)
	}
	return byblik.CellOf(v)
}

// codes writes and uncodes reads several codes in one cell.
func codes(list []string) string { return strings.Join(list, " ") }

func uncodes(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, " ")
}
