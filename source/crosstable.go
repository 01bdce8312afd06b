package source

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"byblik/catalog"
)

// crossTable is a table of several dimensions, as statistical offices publish it in
// PX and JSON-stat: one figure for each combination of categories.
type crossTable struct {
	*reading
	dims []dimension // the last varies fastest
	cell func(at int) (string, *objection)
	line func(at int) int // line of a figure in a text, 0 if it is not there; nil where nobody would look for it
}

// dimension is one direction of a cross table, with the codes and the texts of its
// categories.
type dimension struct {
	name         string
	codes, texts []string
}

// ofText marks a column that takes the texts of a dimension, not its codes.
const ofText = ".text"

// size gives the number of figures, or more than fit.
func (c *crossTable) size() int {
	n := 1
	for _, d := range c.dims {
		if n *= len(d.codes); n > maxFigures {
			return maxFigures + 1
		}
	}
	return n
}

// check holds the dimensions against each other: every category has one code.
func (c *crossTable) check() bool {
	for _, d := range c.dims {
		seen := map[string]bool{}
		for _, code := range d.codes {
			if seen[code] {
				c.damaged(d.name, "the category "+shown(code)+" twice", "each category once")
				return false
			}
			seen[code] = true
		}
	}
	if c.size() > maxFigures {
		c.tooLarge("a table of more than "+fmt.Sprint(maxFigures)+" figures", "a table for one city")
		return false
	}
	return true
}

// dim finds a dimension by name, −1 if there is none.
func (c *crossTable) dim(name string) int {
	return slices.IndexFunc(c.dims, func(d dimension) bool { return d.name == name })
}

// grid turns a cross table into rows: one for each area and period, with one column
// for each combination of the other dimensions that the definition picks.
func (c *crossTable) grid() *grid {
	if !c.check() {
		return nil
	}
	rows := c.rowDims()
	g := &grid{unit: inRows}
	for _, d := range c.dims {
		g.others = append(g.others, d.name)
	}
	steps := c.steps()
	columns := c.columns(g, rows, steps)
	if columns == nil {
		return nil
	}
	if !c.shaped(g, rows, columns) {
		return nil
	}
	total := 1
	for _, d := range rows {
		total *= len(c.dims[d].codes)
	}
	at := make([]int, len(rows)) // category of each row dimension
	var begin []int              // place of each row in the table
	for i := range total {
		rest, from := i, 0
		for k := len(rows) - 1; k >= 0; k-- {
			n := len(c.dims[rows[k]].codes)
			at[k] = rest % n
			rest /= n
			from += at[k] * steps[rows[k]]
		}
		c.row(g, columns, at, from)
		if c.line != nil {
			begin = append(begin, from)
		}
	}
	c.receipt.RowsRead = total
	g.where = func(record, column int) string {
		where := g.whereInTable(columns, record)
		if c.line != nil {
			if line := c.line(begin[record] + columns[column].into); line > 0 {
				where += ", line " + strconv.Itoa(line)
			}
		}
		return where
	}
	return g
}

// shaped refuses a table without rows, and one whose rows would not fit.
func (c *crossTable) shaped(g *grid, rows []int, columns []crossColumn) bool {
	total := 1
	for _, d := range rows {
		total *= len(c.dims[d].codes)
	}
	switch {
	case total == 0 || c.size() == 0:
		c.fault("empty-file", 0, "", "a table without figures", "figures", "get the file again from the publisher")
	case total*max(1, len(columns)) > maxCells:
		c.tooLarge("a table of more than "+fmt.Sprint(maxCells)+" cells", "a table for one city")
	default:
		return true
	}
	return false
}

// rowDims gives the dimensions that rows run over: areas, then periods.
func (c *crossTable) rowDims() []int {
	var rows []int
	for _, name := range []string{c.Definition.Key.Column, c.Definition.Period.Column} {
		if d := c.dim(strings.TrimSuffix(name, ofText)); name != "" && d >= 0 && !slices.Contains(rows, d) {
			rows = append(rows, d)
		}
	}
	return rows
}

// steps gives how far apart two neighbouring categories of a dimension are.
func (c *crossTable) steps() []int {
	steps := make([]int, len(c.dims))
	n := 1
	for d := len(c.dims) - 1; d >= 0; d-- {
		steps[d] = n
		n *= len(c.dims[d].codes)
	}
	return steps
}

// crossColumn is a column of the grid: a row dimension's codes or texts, or
// figures a fixed way into the table.
type crossColumn struct {
	dim   int // place in the row dimensions; −1 for figures
	words []string
	into  int
}

// columns finds what the definition reads; nil if something is not there.
func (c *crossTable) columns(g *grid, rows, steps []int) []crossColumn {
	columns := []crossColumn{}
	good := true
	for _, name := range wantedNames(c.Definition) {
		base, isText := strings.CutSuffix(name, ofText)
		d := c.dim(base)
		if k := slices.Index(rows, d); d >= 0 && k >= 0 {
			words := c.dims[d].codes
			if isText {
				words = c.dims[d].texts
			}
			g.head = append(g.head, name)
			columns = append(columns, crossColumn{dim: k, words: words})
		}
	}
	for i := range c.Definition.Columns {
		def := &c.Definition.Columns[i]
		if slices.Contains(g.head, def.Name) && len(def.Pick) == 0 {
			continue // the codes or texts of a row dimension
		}
		into, ok := c.pick(def, rows, steps)
		good = good && ok
		g.head = append(g.head, def.Name)
		columns = append(columns, crossColumn{dim: -1, into: into})
	}
	if !good {
		return nil
	}
	return columns
}

// pick gives how far into the table the categories lie that a column holds.
func (c *crossTable) pick(def *catalog.Column, rows, steps []int) (into int, ok bool) {
	for name := range def.Pick {
		if c.dim(name) < 0 {
			c.noCategory(def.Name, "no dimension "+shown(name), "a dimension of the table", name, c.names())
			return 0, false
		}
	}
	for d := range c.dims {
		dim := &c.dims[d]
		code, picked := def.Pick[dim.name]
		switch at := slices.Index(dim.codes, code); {
		case slices.Contains(rows, d):
		case picked && at >= 0:
			into += at * steps[d]
		case picked:
			c.noCategory(def.Name, "no category "+shown(code)+" in the dimension "+shown(dim.name), "the code of one of its "+fmt.Sprint(len(dim.codes))+" categories", code, dim.codes)
			return 0, false
		case len(dim.codes) > 1:
			c.noCategory(def.Name, fmt.Sprintf("the dimension %s with %d categories, of which the definition picks none", shown(dim.name), len(dim.codes)),
				"pick: {"+dim.name+": CODE}", "", nil)
			return 0, false
		}
	}
	return into, true
}

func (c *crossTable) names() []string {
	names := make([]string, len(c.dims))
	for i, d := range c.dims {
		names[i] = d.name
	}
	return names
}

func (c *crossTable) noCategory(place, found, expected, wanted string, have []string) {
	do := "correct pick in the definition"
	if near := Nearest(wanted, have, 1); wanted != "" && len(near) > 0 {
		do += "; the nearest is " + shown(near[0])
	}
	if d := c.dim(place); d < 0 && wanted != "" {
		for _, dim := range c.dims {
			if i := slices.Index(dim.texts, wanted); i >= 0 && dim.codes[i] != wanted {
				do += fmt.Sprintf("; %s is the text of the code %s", shown(wanted), shown(dim.codes[i]))
				break
			}
		}
	}
	c.fault("category", 0, place, found, expected, do)
}

func (c *crossTable) row(g *grid, columns []crossColumn, at []int, from int) {
	cells := make([]string, len(columns))
	for k, col := range columns {
		if col.dim >= 0 {
			cells[k] = col.words[at[col.dim]]
			continue
		}
		text, o := c.cell(from + col.into)
		if cells[k] = text; o != nil {
			if g.bad == nil {
				g.bad = map[cellAt]*objection{}
			}
			g.bad[cellAt{len(g.records), k}] = o
		}
	}
	g.records = append(g.records, cells)
	g.lines = append(g.lines, len(g.records))
}

// whereInTable names a figure by the categories of its row.
func (g *grid) whereInTable(columns []crossColumn, record int) string {
	var words []string
	for k, col := range columns {
		if col.dim >= 0 && !strings.HasSuffix(g.head[k], ofText) {
			words = append(words, g.records[record][k])
		}
	}
	return strings.Join(words, " ")
}
