package lists

import (
	"fmt"
	"strconv"
	"strings"

	"byblik"
)

// The files of a folder.
const (
	AreasFile      = "housing_areas"
	ReferencesFile = "references"
	ImportedFile   = "imported"
	SplitsFile     = "splits"
	UnitsFile      = "units"
	BordersFile    = "borders"
)

// Tables are the files of one folder; all but the first two are optional.
type Tables struct {
	Areas, References, Imported, Splits, Units, Borders *Table
}

// Read turns a folder's tables into a delivery, or refuses them with every
// fault that was found, each with file, row and column.
func Read(t Tables) (*Delivery, error) {
	f := &faults{}
	d := &Delivery{}
	for _, x := range []struct {
		name  string
		table *Table
	}{{AreasFile, t.Areas}, {ReferencesFile, t.References}} {
		if x.table == nil {
			return nil, &byblik.Error{Kind: byblik.Invalid, Check: "missing-file", File: x.name + ".csv", Found: "no such file", Expected: x.name + ".csv or " + x.name + ".xlsx", Do: "put it into the folder; docs/lists.md lists its columns"}
		}
	}
	d.AreasFile, d.ReferencesFile, d.ReferencesEnd = t.Areas.File, t.References.File, 1
	if n := len(t.References.Lines); n > 0 {
		d.ReferencesEnd = t.References.Lines[n-1]
	}
	areas := &areasReader{table: t.Areas, faults: f}
	d.Areas = areas.read()
	d.References = readReferences(t.References, f)
	if t.Imported != nil {
		d.Imported = readImported(t.Imported, d, f)
	}
	if t.Splits != nil {
		d.Splits = readSplits(t.Splits, d, f)
	}
	if err := readSmall(t, d, f); err != nil {
		return nil, err
	}
	d.draw()
	for i := range d.Areas {
		areas.checkArea(&d.Areas[i])
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	return d, nil
}

// readSmall reads small units and the borders that make areas of them.
func readSmall(t Tables, d *Delivery, f *faults) error {
	if (t.Units == nil) != (t.Borders == nil) {
		there, not := UnitsFile, BordersFile
		if t.Units == nil {
			there, not = BordersFile, UnitsFile
		}
		return &byblik.Error{Kind: byblik.Invalid, Check: "missing-file", File: not + ".csv", Found: "no such file beside " + there, Expected: "both, or neither", Do: "put it into the folder; docs/lists.md lists its columns"}
	}
	if t.Units == nil {
		return nil
	}
	d.Units = readUnits(t.Units, f)
	d.Borders = readBorders(t.Borders, d, f)
	d.checkUnits(t.Areas, t.Units, f)
	return nil
}

// cells reads the cells of one row and reports what does not hold.
type cells struct {
	table  *Table
	at     map[string]int
	row    []string
	line   int
	faults *faults
}

func (t *Table) row(i int, at map[string]int, f *faults) cells {
	return cells{t, at, t.Rows[i], t.Lines[i], f}
}

func (c cells) fault(column, check, found, expected, do string) {
	c.faults.add(c.table.File, c.line, column, check, found, expected, do)
}

// text is a cell; empty where the column is not there.
func (c cells) text(column string) string {
	if i, ok := c.at[column]; ok {
		return c.row[i]
	}
	return ""
}

// needed is a cell that may not be blank.
func (c cells) needed(column string) string {
	s := c.text(column)
	if _, there := c.at[column]; there && s == "" {
		c.fault(column, "blank", "a blank cell", "a value", "fill it in")
	}
	return s
}

func (c cells) year(column string) int {
	s := c.needed(column)
	y, err := strconv.Atoi(s)
	if s != "" && (err != nil || len(s) != 4 || y < 1980 || y > 2100) {
		c.fault(column, "bad-year", shown(s), "a year such as 2023", "correct it")
		return 0
	}
	return y
}

func (c cells) yes(column string) bool {
	switch s := c.needed(column); s {
	case "yes":
		return true
	case "no", "":
	default:
		c.fault(column, "bad-answer", shown(s), "yes or no", "correct it")
	}
	return false
}

// amount bounds what a cell may hold.
type bounds struct {
	most  float64
	whole bool
	share bool
}

var (
	persons  = bounds{most: 1e7, whole: true}
	fullTime = bounds{most: 1e7}
	kroner   = bounds{most: 1e9}
	perCent  = bounds{most: 100, share: true}
)

// number reads a cell: digits, and decimals after a point. Signs between
// thousands, commas and exponents can be read in two ways and are refused.
func (c cells) number(column string, b bounds) (v float64, decimals int, ok bool) {
	s := c.text(column)
	if s == "" {
		return 0, 0, false
	}
	unsigned, negative := strings.CutPrefix(s, "-")
	whole, dec, divided := strings.Cut(unsigned, ".")
	if !digits(whole) || divided && !digits(dec) || len(whole)+len(dec) > 15 {
		c.fault(column, "text-in-number", shown(s), "digits, with a point before decimals", "correct the cell; leave it blank if the figure is missing")
		return 0, 0, false
	}
	v, _ = strconv.ParseFloat(unsigned, 64)
	switch {
	case negative && v != 0:
		c.fault(column, "negative", shown(s), "0 or more", "correct the cell; leave it blank if the figure is missing")
	case b.share && v > 100:
		c.fault(column, "share-range", shown(s), "a percentage from 0 to 100", "ask the publisher for the right figure")
	case v > b.most:
		c.fault(column, "value-range", shown(s), fmt.Sprintf("at most %.0f", b.most), "correct the cell")
	case b.whole && strings.Trim(dec, "0") != "":
		c.fault(column, "fraction-of-count", shown(s), "a whole number of persons", "look whether the point divides thousands")
	default:
		return v, len(dec), true
	}
	return 0, 0, false
}

func (c cells) amount(column string, b bounds) Amount {
	v, _, ok := c.number(column, b)
	return Amount{v, ok}
}

// figure reads a share: a count with its denominator, or a printed percentage.
func (c cells) figure(name string, b bounds) Figure {
	n, d, pct := name+"_n", name+"_d", name+"_pct"
	count, _, hasCount := c.number(n, b)
	of, _, hasOf := c.number(d, b)
	percent, decimals, hasPercent := c.number(pct, perCent)
	if c.text(n) != "" && c.text(pct) != "" {
		c.fault(pct, "count-and-percentage", fmt.Sprintf("a percentage beside the count in %s", n), "one of the two", "leave one of the cells blank: they may differ")
		return Figure{}
	}
	switch {
	case hasOf && of == 0:
		c.fault(d, "zero-denominator", "0", "a denominator above 0", "leave both cells blank where there is nobody to count")
	case hasCount && c.text(d) == "":
		c.fault(d, "missing-denominator", "a count without its denominator", "the number of persons that "+n+" is part of", "fill it in, or give the percentage")
	case hasCount && hasOf && count > of:
		c.fault(n, "part-exceeds-whole", fmt.Sprintf("%s of %s", c.text(n), c.text(d)), "a part at most as large as its whole", "correct one of the two")
	case hasCount && hasOf:
		return Counted(count, of)
	case hasPercent:
		return Published(percent, decimals, of)
	}
	return Figure{}
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func shown(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	return strconv.Quote(s)
}
