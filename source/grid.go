package source

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"byblik"
)

// grid is a file taken apart but not yet understood: names, cells, and for
// each record the line where it begins (the number of a feature or row where
// the format has no lines).
type grid struct {
	head    []string
	records [][]string
	lines   []int
	shapes  []byblik.MultiPolygon           // one per record, nil for tables
	marks   []byblik.Mark                   // one per record of what is drawn for orientation, nil otherwise
	unit    unit                            // what lines counts
	headAt  int                             // line of the head; 0 where the format has none
	unfit   int                             // records left out because their cells do not fit the head
	others  []string                        // further names that the file has, for advice
	sheet   string                          // name of the sheet, empty for other formats
	where   func(record, column int) string // what names a cell beside its column; nil: its line does
	bad     map[cellAt]*objection           // cells of read columns that hold no plain value
}

// unit is what a format counts its records by.
type unit string

const (
	inLines    unit = "line"
	inFeatures unit = "feature"
	inRows     unit = "row"
)

// cellAt is a place in a grid: record and column.
type cellAt struct{ record, column int }

// cellLine is the line where a cell of a record begins, which is further down
// when quoted cells before it hold line ends.
func (g *grid) cellLine(i, column int) int {
	line := g.lines[i]
	if g.unit == inLines {
		for _, c := range g.records[i][:column] {
			line += strings.Count(c, "\n")
		}
	}
	return line
}

// place names a cell for a message: its column, and what else the format has
// to find it by.
func (g *grid) place(i, column int) string {
	if g.where == nil {
		return g.head[column]
	}
	return g.head[column] + ", " + g.where(i, column)
}

// fault gives what is wrong with a cell before anybody reads it, nil if
// nothing is.
func (g *grid) fault(i, column int) *objection {
	if column < 0 {
		return nil
	}
	return g.bad[cellAt{i, column}]
}

// csvGrid takes separated text apart. Records that do not fit the head are
// objected to and left out.
func (r *reading) csvGrid(text []byte) *grid {
	w := r.Definition.Written
	c := separated(text, w.Delimiter)
	if !r.fitsMemory(text, c.Comma) {
		return nil
	}
	head, err := c.Read()
	if errors.Is(err, io.EOF) {
		r.fault("empty-file", 1, "", "an empty file", "a head and rows", "get the file again from the publisher")
		return nil
	}
	if err != nil {
		r.quoteFault(err)
		return nil
	}
	g := &grid{head: head, unit: inLines, headAt: 1}
	line, _ := c.FieldPos(0)
	if !r.checkDelimiter(text, head, c.Comma, line) || !r.checkHead(text, head) {
		return nil
	}
	want := len(head) - r.noCells(head)
	if !r.eachRecord(text, c, func(rec []string, line int) {
		r.receipt.RowsRead++
		if r.takesRecord(g, rec, line, want) {
			g.records, g.lines = append(g.records, rec), append(g.lines, line)
		}
	}) {
		return nil
	}
	if r.receipt.RowsRead == 0 {
		r.fault("empty-file", 1, "", "a head and no rows", "rows below the head", "get the file again from the publisher")
		return nil
	}
	return g
}

// eachRecord hands over the records of a text that are still to come, each with
// the line in which it begins. It is false after a quote that does not fit, which it
// objects to; it warns of a last line without an end.
func (r *reading) eachRecord(text []byte, c *csv.Reader, take func(rec []string, line int)) bool {
	last := 1
	for {
		rec, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			r.quoteFault(err)
			return false
		}
		last, _ = c.FieldPos(0)
		take(rec, last)
	}
	if len(text) > 0 && text[len(text)-1] != '\n' {
		r.warn(last, "", "truncated", "the last line has no end: the file may have been cut")
	}
	return true
}

// maxLineCells is the most cells of one line of separated text: four times what
// a sheet has.
const maxLineCells = 4 * maxSheetColumns

// fitsMemory refuses text of more cells than are read, before memory is taken
// for them: a cell takes sixteen times the byte that divides it from the next.
// Signs inside quotes are counted too.
func (r *reading) fitsMemory(text []byte, comma rune) bool {
	sign := []byte(string(comma))
	if bytes.Count(text, sign)+bytes.Count(text, []byte("\n")) >= maxCells {
		r.tooLarge(fmt.Sprintf("more than %d cells", maxCells), "a table for one city")
		return false
	}
	for n, rest := 1, text; len(rest) > 0; n++ {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		if len(line) >= maxLineCells && bytes.Count(line, sign) >= maxLineCells {
			r.fault("too-large", n, "", fmt.Sprintf("a line of more than %d cells", maxLineCells), "a table of a size that a spreadsheet program makes", "look whether this is the right file, and whether its lines end")
			return false
		}
	}
	return true
}

// separated reads separated text record by record.
func separated(text []byte, delimiter string) *csv.Reader {
	c := csv.NewReader(bytes.NewReader(text))
	c.FieldsPerRecord = -1
	switch delimiter {
	case "":
	case "tab":
		c.Comma = '\t'
	default:
		c.Comma = []rune(delimiter)[0]
	}
	return c
}

// checkHead finds a head that stands further down, below titles or a line such
// as “sep=;”.
func (r *reading) checkHead(text []byte, head []string) bool {
	key := strings.TrimSpace(r.Definition.Key.Column)
	isKey := func(cell string) bool { return strings.TrimSpace(cell) == key }
	if key == "" || slices.ContainsFunc(head, isKey) {
		return true
	}
	c := separated(text, r.Definition.Written.Delimiter)
	for range 50 {
		rec, err := c.Read()
		if err != nil {
			return true
		}
		if slices.ContainsFunc(rec, isKey) {
			line, _ := c.FieldPos(0)
			lines := "lines"
			if line == 2 {
				lines = "line"
			}
			r.fault("missing-column", 1, key, "no such name in the first line", "the names of the columns", fmt.Sprintf("the names stand in line %d: take out the %s above", line, lines))
			return false
		}
	}
	return true
}

// noCells counts the names at the end of the head under which rows are
// declared to have no cell.
func (r *reading) noCells(head []string) int {
	w, n := r.Definition.Written.NoCells, 0
	for n < len(w) && n < len(head) && strings.TrimSpace(head[len(head)-1-n]) == w[len(w)-1-n] {
		n++
	}
	if n == len(w) {
		return n
	}
	return 0
}

// takesRecord leaves out blank rows and rows with cells too many or too few.
func (r *reading) takesRecord(g *grid, rec []string, line, want int) bool {
	head := g.head
	if blank(rec) {
		if e := r.expected("blank-row", "", byblik.Period{}); e != nil {
			r.refuse(line, "", "blank-row", e.Because.En)
		} else {
			r.object("", "blank-row", line, "", "a row without content", "figures", "look whether rows are missing; accept blank-row if not")
		}
		return false
	}
	if len(rec) == want {
		return true
	}
	g.unfit++
	do := "look for a delimiter too many or too few, or an open quote"
	if len(rec) < want && len(rec) > 0 {
		do += "; the first column without a cell is " + shown(head[len(rec)])
	}
	r.object(rec[0], "bad-row", line, "", fmt.Sprintf("%d cells", len(rec)), fmt.Sprintf("%d, as in the head", want), do)
	return false
}

func blank(rec []string) bool {
	for _, c := range rec {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// quoteFault tells where quotes do not fit together.
func (r *reading) quoteFault(err error) {
	var p *csv.ParseError
	if !errors.As(err, &p) {
		r.fault("not-text", 1, "", err.Error(), "separated text", "check that this is the right file")
		return
	}
	found := "a quote inside a cell that is not quoted"
	if errors.Is(p.Err, csv.ErrQuote) {
		found = "a quoted cell that does not end rightly"
	}
	r.fault("bad-quote", p.StartLine, "", found, `cells with quotes or line ends written "like ""this"""`,
		"close the quote that opens here, or double the one inside; the file may also be cut")
}

// checkDelimiter finds a head that was not divided because the file uses
// another delimiter.
func (r *reading) checkDelimiter(text []byte, head []string, comma rune, line int) bool {
	if len(head) > 1 || len(r.Definition.Columns) == 0 {
		return true
	}
	first, _, _ := bytes.Cut(text, []byte("\n"))
	for _, other := range []struct{ sign, name string }{{";", `";"`}, {",", `","`}, {"\t", "tab"}, {"|", `"|"`}} {
		if other.sign != string(comma) && bytes.Contains(first, []byte(other.sign)) {
			r.fault("missing-column", line, "", "a head of one cell, "+shown(head[0]), fmt.Sprintf("columns divided by %q", comma), "declare delimiter: "+other.name)
			return false
		}
	}
	return true
}
