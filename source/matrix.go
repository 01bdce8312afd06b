package source

import (
	"fmt"
	"slices"
	"strings"

	"byblik"
)

// matrix is a table as statistical offices let people download it: titles, a
// head with a column for each period, rows that begin with labels, and notes
// below. A label that is blank is that of the row above.
type matrix struct {
	*reading
	labels  int      // columns of labels
	periods []string // as the head writes them
	headAt  int
	rows    []matrixRow
}

type matrixRow struct {
	line   int
	labels []string
	cells  []string
}

// matrixGrid takes separated text with a column for each period apart.
func (r *reading) matrixGrid(text []byte) *grid {
	c := separated(text, r.Definition.Written.Delimiter)
	if !r.fitsMemory(text, c.Comma) {
		return nil
	}
	m := &matrix{reading: r, labels: len(r.Definition.Written.Labels)}
	var all []matrixRow // every line as it stands, its cells only
	if !r.eachRecord(text, c, func(rec []string, line int) { all = append(all, matrixRow{line: line, cells: rec}) }) {
		return nil
	}
	from, ok := m.head(all, string(c.Comma))
	if !ok || !m.body(all[from:]) {
		return nil
	}
	t := m.crossTable()
	if t == nil {
		return nil
	}
	g := t.grid()
	if g != nil {
		g.headAt = m.headAt
	}
	return g
}

// head finds the head, the first line that goes on behind the labels, and gives
// the number of lines down to it. It is never looked for further down: figures
// such as 2020 look like periods.
func (m *matrix) head(all []matrixRow, comma string) (int, bool) {
	at := slices.IndexFunc(all, func(r matrixRow) bool { return len(r.cells) > m.labels && !blank(r.cells[m.labels:]) })
	if at < 0 {
		m.noHead(1, fmt.Sprintf("no line of more than %d cells", m.labels), comma)
		return 0, false
	}
	cells := all[at].cells
	m.headAt = all[at].line
	if n := len(cells); n > m.labels+1 && strings.TrimSpace(cells[n-1]) == "" {
		cells = cells[:n-1] // a sign behind the last period
	}
	for _, p := range cells[m.labels:] {
		p = strings.TrimSpace(p)
		if _, err := byblik.ParsePeriod(periodText(p)); err != nil {
			m.noHead(m.headAt, shown(p)+" where periods should be", comma)
			return 0, false
		}
		if slices.Contains(m.periods, p) {
			m.fault("doubled-column", m.headAt, p, "the same period over two columns", "one column for each period: periods alone in the head, all else in labels", "choose the table again with the periods alone across it")
			return 0, false
		}
		m.periods = append(m.periods, p)
	}
	return at + 1, true
}

func (m *matrix) noHead(line int, found, comma string) {
	m.fault("missing-column", line, m.Definition.Period.Column, found,
		fmt.Sprintf("a head of %d columns of labels and then periods such as 2020, 2020K1 or 2020M01, divided by %q", m.labels, comma),
		"correct written.labels or written.delimiter, or choose the table again with the periods alone across it")
}

// body takes the rows below the head. Lines behind the last row that are too
// short for one and have nothing but one text are notes.
func (m *matrix) body(lines []matrixRow) bool {
	end, notes, want := len(lines), 0, m.labels+len(m.periods)
	for ; end > 0; end-- {
		if cells := lines[end-1].cells; !blank(cells) {
			if len(cells) >= want || !blank(cells[1:]) {
				break
			}
			notes++
		}
	}
	if notes > 0 {
		m.warn(lines[end].line, "", "bad-row", fmt.Sprintf("%d lines of notes below the table; they are not read", notes))
	}
	for _, row := range lines[:end] {
		cells := row.cells
		switch {
		case blank(cells):
			if e := m.expected("blank-row", "", byblik.Period{}); e != nil {
				m.refuse(row.line, "", "blank-row", e.Because.En)
				continue
			}
			m.object("", "blank-row", row.line, "", "a row without content", "figures", "look whether rows are missing; accept blank-row if not")
			continue
		case len(cells) == want+1 && strings.TrimSpace(cells[want]) == "":
		case len(cells) != want:
			m.object(strings.TrimSpace(cells[0]), "bad-row", row.line, "", fmt.Sprintf("%d cells", len(cells)), fmt.Sprintf("%d: %d labels and %d periods", want, m.labels, len(m.periods)), "look for a delimiter too many or too few, or an open quote")
			continue
		}
		row.labels, row.cells = cells[:m.labels], cells[m.labels:want]
		if !m.fill(&row) {
			return false
		}
		m.rows = append(m.rows, row)
	}
	if len(m.rows) == 0 {
		m.fault("empty-file", m.headAt, "", "a head and no rows", "rows below the head", "get the file again from the publisher")
		return false
	}
	return true
}

// fill writes out the labels that stand further up only: those at the left,
// never one behind a label that is given, and never the last.
func (m *matrix) fill(row *matrixRow) bool {
	labels := make([]string, m.labels)
	given := false
	for k, l := range row.labels {
		l = strings.Trim(l, " \u00a0\t")
		switch {
		case l != "":
			given = true
		case given || k == m.labels-1 || len(m.rows) == 0:
			m.fault("category", row.line, m.Definition.Written.Labels[k], "a blank label", "a label, or blanks at the left where those of the row above go on", "correct written.labels, or fill the label in")
			return false
		default:
			l = m.rows[len(m.rows)-1].labels[k]
		}
		labels[k] = l
	}
	row.labels = labels
	return true
}

// crossTable makes the dimensions: the labels, then the periods. A row that
// is not there leaves figures that nobody has given.
func (m *matrix) crossTable() *crossTable {
	t := &crossTable{reading: m.reading}
	places := make([]map[string]int, m.labels)
	for k, name := range m.Definition.Written.Labels {
		d := dimension{name: name}
		places[k] = map[string]int{}
		for _, row := range m.rows {
			if _, known := places[k][row.labels[k]]; !known {
				places[k][row.labels[k]] = len(d.codes)
				d.codes = append(d.codes, row.labels[k])
			}
		}
		d.texts = d.codes
		t.dims = append(t.dims, d)
	}
	t.dims = append(t.dims, dimension{name: m.Definition.Period.Column, codes: m.periods, texts: m.periods})
	if !t.check() {
		return nil
	}
	n := len(m.periods)
	rowOf := make([]int, t.size()/n) // 1 + its row
	for i := range m.rows {
		at := 0
		for k, l := range m.rows[i].labels {
			at = at*len(t.dims[k].codes) + places[k][l]
		}
		if rowOf[at] != 0 {
			m.fault("category", m.rows[i].line, strings.Join(m.rows[i].labels, ", "), fmt.Sprintf("the same labels as in line %d", m.rows[rowOf[at]-1].line), "one row for each combination of labels",
				"choose the table again with codes or with labels that differ; if a column of labels is not named under written.labels, name it")
			return nil
		}
		rowOf[at] = i + 1
	}
	t.cell = func(at int) (string, *objection) {
		i := rowOf[at/n] - 1
		if i < 0 {
			return "", &objection{"bad-cell", "no row for it in the table", "a row for each combination of labels", "choose the table again without leaving out empty rows"}
		}
		return strings.TrimSpace(m.rows[i].cells[at%n]), nil
	}
	t.line = func(at int) int {
		if i := rowOf[at/n] - 1; i >= 0 {
			return m.rows[i].line
		}
		return 0
	}
	return t
}
