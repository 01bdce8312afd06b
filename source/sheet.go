package source

import (
	"encoding/xml"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"byblik"
)

// The size of the largest sheet that a spreadsheet program makes.
const (
	maxSheetRows    = 1 << 20
	maxSheetColumns = 1 << 14
	maxMerged       = 2_000_000 // cells that are merged; more are made to keep a machine busy
)

// sheet is a sheet while it is read, row by row.
type sheet struct {
	*workbook
	grid     *grid
	headAt   int
	wanted   []bool // columns that the definition reads
	row      int    // line of the row that is open
	column   int    // of the cell that is open, from 0
	cells    []string
	bad      []*objection
	kind     string // t of the cell
	style    int
	value    strings.Builder
	inText   bool // what is read now belongs to the value
	formula  bool
	valued   bool  // the cell has a value, be it empty
	reading  bool  // inside a reading of Japanese letters
	last     int   // last row with content
	hidden   []int // rows that a filter or a person has hidden
	isHidden bool
	merged   []cellRange
	total    int // cells so far
}

// cellRange is a block of cells, corners included; columns from 0, rows from 1.
type cellRange struct{ left, top, right, bottom int }

// readSheet makes the grid of a sheet.
func (w *workbook) readSheet(e sheetEntry) *grid {
	s := &sheet{workbook: w, headAt: max(w.Definition.Written.Head, 1)}
	s.grid = &grid{unit: inRows, sheet: e.name, headAt: s.headAt, bad: map[cellAt]*objection{}}
	s.last = s.headAt
	s.grid.where = func(i, column int) string {
		return fmt.Sprintf("%s!%s%d", e.name, columnLetters(column), s.grid.lines[i])
	}
	if !w.walk(e.part, xmlParts{start: s.start, text: s.text, end: s.end}) {
		return nil
	}
	switch {
	case s.grid.head == nil:
		w.fault("missing-column", s.headAt, "", "a row without content in the sheet "+shown(e.name), "the names of the columns", "declare written.head: the row that holds them")
		return nil
	case w.receipt.RowsRead == 0:
		w.fault("empty-file", s.headAt, "", "a head and no rows", "rows below the head", "get the file again from the publisher")
		return nil
	case !s.checkMerged():
		return nil
	}
	if n := len(s.hidden); n > 0 {
		w.warn(s.hidden[0], "", "layer", fmt.Sprintf("%d rows are hidden in the sheet; they are read like the others", n))
	}
	return s.grid
}

func (s *sheet) start(name string, at []xml.Attr) error {
	switch name {
	case "row":
		return s.startRow(at)
	case "c":
		return s.startCell(at)
	case "f":
		s.formula, s.inText = true, false
	case "v":
		s.valued, s.inText = true, true
	case "is":
		s.valued = true
	case "rPh":
		s.reading = true
	case "t":
		s.inText = !s.reading
	case "mergeCell":
		if m, ok := cellBlock(attribute(at, "ref")); ok {
			s.merged = append(s.merged, m)
		}
	}
	return nil
}

func (s *sheet) text(t []byte) {
	if s.inText {
		s.value.Write(t)
	}
}

func (s *sheet) end(name string) error {
	switch name {
	case "v", "t", "f":
		s.inText = false
	case "rPh":
		s.reading = false
	case "c":
		return s.endCell()
	case "row":
		s.endRow()
		if len(s.grid.records) == rowsWithoutKey && !s.hasKey() {
			return errNoKey
		}
	}
	return nil
}

// rowsWithoutKey is after how many rows a sheet without the column of areas is
// left: enough to find the head further down, and to advise.
const rowsWithoutKey = 60

// errNoKey ends the walk through a sheet of which nothing can be used.
var errNoKey = errors.New("no column of areas")

// hasKey says whether the head has the column that names areas.
func (s *sheet) hasKey() bool {
	return slices.ContainsFunc(s.grid.head, func(h string) bool { return strings.TrimSpace(h) == strings.TrimSpace(s.Definition.Key.Column) })
}

func (s *sheet) startRow(at []xml.Attr) error {
	row := s.row + 1
	if r := attribute(at, "r"); r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n <= s.row || n > maxSheetRows {
			return fmt.Errorf("the row %s after row %d", shown(r), s.row)
		}
		row = n
	}
	if row > maxSheetRows {
		return fmt.Errorf("more than %d rows", maxSheetRows)
	}
	s.row, s.column = row, -1
	s.cells, s.bad = make([]string, len(s.grid.head)), nil
	h := attribute(at, "hidden")
	s.isHidden = h == "1" || h == "true"
	if s.total += len(s.grid.head); s.total > maxCells {
		return tooMuch(fmt.Sprintf("more than %d cells", maxCells))
	}
	return nil
}

func (s *sheet) startCell(at []xml.Attr) error {
	column := s.column + 1
	if ref := attribute(at, "r"); ref != "" {
		c, row, ok := cellOf(ref)
		if !ok || row != s.row || c < column {
			return fmt.Errorf("the cell %s in row %d", shown(ref), s.row)
		}
		column = c
	}
	if column >= maxSheetColumns {
		return fmt.Errorf("more than %d columns", maxSheetColumns)
	}
	if s.total++; s.total > maxCells {
		return tooMuch(fmt.Sprintf("more than %d cells", maxCells))
	}
	s.column, s.kind = column, attribute(at, "t")
	s.style, _ = strconv.Atoi(attribute(at, "s"))
	s.value.Reset()
	s.inText, s.formula, s.valued, s.reading = false, false, false, false
	return nil
}

// endCell makes the text of a cell. What has none is noted, and told only if
// the definition reads the cell.
func (s *sheet) endCell() error {
	text, o := s.cellText()
	switch {
	case s.row == s.headAt:
		if o == nil {
			s.cells = append(s.cells, make([]string, max(0, s.column+1-len(s.cells)))...)
			s.cells[s.column] = text
		}
	case s.row > s.headAt && s.column < len(s.cells):
		s.cells[s.column] = text
		if o != nil && s.wanted[s.column] {
			if s.bad == nil {
				s.bad = make([]*objection, len(s.cells))
			}
			s.bad[s.column] = o
		}
	}
	return nil
}

func (s *sheet) cellText() (string, *objection) {
	v := s.value.String()
	if s.formula && !s.valued {
		return "", &objection{"bad-cell", "a formula whose result is not stored", "a value", "open the file in a spreadsheet program, let it calculate, and save"}
	}
	switch s.kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(v))
		if err != nil || i < 0 || i >= len(s.texts) {
			return "", &objection{"bad-cell", "the shared text " + shown(v) + ", which the workbook does not have", "a text", "copy the file again from the publisher"}
		}
		return s.texts[i], nil
	case "inlineStr", "str":
		return unescaped(v), nil
	case "b":
		return map[string]string{"1": "TRUE", "0": "FALSE"}[strings.TrimSpace(v)], nil
	case "e":
		return "", &objection{"bad-cell", "the error " + v, "a value", "correct the formula, or leave the cell empty if there is no figure"}
	case "d":
		return strings.TrimSuffix(v, "T00:00:00"), nil
	case "", "n":
		if strings.TrimSpace(v) == "" {
			return "", nil
		}
		form := numberForm{}
		if s.style >= 0 && s.style < len(s.forms) {
			form = s.forms[s.style]
		}
		return form.write(v, s.Definition.Written.Decimal, s.from904)
	}
	return "", &objection{"bad-cell", "a cell of the unknown type " + shown(s.kind), "a value", "save the workbook with a spreadsheet program"}
}

// endRow takes a row. Empty rows at the end are no rows; in between they are
// told, for rows may be missing there.
func (s *sheet) endRow() {
	switch {
	case s.row < s.headAt:
	case s.row == s.headAt:
		if !blank(s.cells) {
			s.setHead(s.cells)
		}
	case s.grid.head == nil || blank(s.cells) && s.bad == nil:
	default:
		if s.row > s.last+1 {
			s.gap(s.last + 1)
		}
		s.last = s.row
		if s.isHidden {
			s.hidden = append(s.hidden, s.row)
		}
		s.receipt.RowsRead++
		for column, o := range s.bad {
			if o != nil {
				s.grid.bad[cellAt{len(s.grid.records), column}] = o
			}
		}
		s.grid.records, s.grid.lines = append(s.grid.records, s.cells), append(s.grid.lines, s.row)
	}
}

func (s *sheet) setHead(cells []string) {
	s.grid.head = cells
	names := wantedNames(s.Definition)
	for _, h := range cells {
		s.wanted = append(s.wanted, slices.ContainsFunc(names, func(n string) bool { return strings.TrimSpace(n) == strings.TrimSpace(h) }))
	}
}

// gap tells empty rows between others, once for each stretch of them.
func (s *sheet) gap(from int) {
	s.receipt.RowsRead++
	if e := s.expected("blank-row", "", byblik.Period{}); e != nil {
		s.refuse(from, "", "blank-row", e.Because.En)
		return
	}
	s.object("", "blank-row", from, "", "a row without content", "figures", "look whether rows are missing; accept blank-row if not")
}

// checkMerged refuses a head of merged cells, and notes merged cells below
// it: only the first of them has the value.
func (s *sheet) checkMerged() bool {
	work := 0
	for _, m := range s.merged {
		if work++; work > maxMerged {
			s.tooLarge("merged cells without end", fmt.Sprintf("at most %d", maxMerged))
			return false
		}
		if m.top <= s.headAt && m.bottom >= s.headAt && m.left < len(s.grid.head) {
			s.fault("merged-head", s.headAt, fmt.Sprintf("%s!%s%d", s.grid.sheet, columnLetters(m.left), m.top), "merged cells in the head", "one cell for the name of each column",
				"write each name into one cell, or declare written.head: the row where each column has a name of its own")
			return false
		}
		from, _ := slices.BinarySearch(s.grid.lines, m.top)
		for i := from; i < len(s.grid.lines) && s.grid.lines[i] <= m.bottom; i++ {
			for c := m.left; c <= min(m.right, len(s.wanted)-1) && work <= maxMerged; c++ {
				work++
				if s.wanted[c] {
					s.grid.bad[cellAt{i, c}] = &objection{"bad-cell", "merged cells, of which only the first holds the value", "a value in every cell", "undo the merge and fill in every cell"}
				}
			}
		}
	}
	return true
}

// columnLetters names a column, from 0: A, B … Z, AA.
func columnLetters(column int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

// cellOf reads a reference such as AB12: column from 0, row from 1.
func cellOf(ref string) (column, row int, ok bool) {
	i := 0
	for ; i < len(ref) && i < 4 && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		column = column*26 + int(ref[i]-'A') + 1
	}
	row, err := strconv.Atoi(ref[i:])
	return column - 1, row, i > 0 && err == nil && row > 0 && row <= maxSheetRows && column <= maxSheetColumns
}

func cellBlock(ref string) (cellRange, bool) {
	from, to, two := strings.Cut(ref, ":")
	if !two {
		return cellRange{}, false
	}
	left, top, ok := cellOf(from)
	right, bottom, also := cellOf(to)
	return cellRange{left, top, right, bottom}, ok && also && left <= right && top <= bottom
}
