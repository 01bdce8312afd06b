package lists

import (
	"cmp"
	"fmt"
	"slices"

	"byblik"
)

// readUnits reads units.csv: one row per small unit and year, counts alone,
// because only counts add up. 0 of 0 is nobody; blank is missing.
func readUnits(t *Table, f *faults) []Unit {
	needed := []string{"unit", "year", "residents", "income", "taxpayers"}
	for _, s := range shares {
		needed = append(needed, string(s)+"_n", string(s)+"_d")
	}
	at := t.columns(needed, []string{"education_unknown_n", "known"}, f)
	all := map[string]*Unit{}
	seen := map[dayKey]int{}
	for i := range t.Rows {
		c := t.row(i, at, f)
		code, y := c.needed("unit"), c.unitYear()
		k := dayKey{y.Year, code, y.Known}
		if first, again := seen[k]; again {
			c.twice("year", "a unit", code, y.Year, y.Known, first)
			continue
		}
		seen[k] = c.line
		if all[code] == nil {
			all[code] = &Unit{Code: code}
		}
		all[code].editions = append(all[code].editions, y)
	}
	out := make([]Unit, 0, len(all))
	for _, u := range all {
		sortEditions(u.editions)
		u.Years = settle(u.editions, "")
		out = append(out, *u)
	}
	slices.SortFunc(out, func(x, y Unit) int { return cmp.Compare(x.Code, y.Code) })
	return out
}

func (c cells) unitYear() AreaYear {
	y := AreaYear{Year: c.year("year"), Residents: c.amount("residents", persons), Income: c.amount("income", kroner), Taxpayers: c.amount("taxpayers", persons), Known: c.day("known"), Line: c.line}
	for _, s := range shares {
		b := persons
		if s == Labour {
			b = fullTime
		}
		*y.FigureOf(s) = c.countOf(string(s), b)
	}
	y.EducationUnknown = c.unknown(y.Education)
	if y.Income.Known && !y.Taxpayers.Known {
		c.fault("taxpayers", "missing-denominator", "an income without its taxpayers", "the number of persons whose mean income is", "fill it in: means add up with their numbers alone")
	}
	return y
}

// countOf reads a count of a small unit, where nobody is a figure as well.
func (c cells) countOf(name string, b bounds) Figure {
	n, _, hasCount := c.number(name+"_n", b)
	of, _, hasOf := c.number(name+"_d", b)
	switch {
	case hasCount != hasOf:
		c.fault(name+"_d", "missing-denominator", "one of the two cells blank", "a count with its denominator, or neither", "fill in both")
	case hasCount && n > of:
		c.fault(name+"_n", "part-exceeds-whole", fmt.Sprintf("%s of %s", c.text(name+"_n"), c.text(name+"_d")), "a part at most as large as its whole", "correct one of the two")
	case hasCount:
		return Counted(n, of)
	}
	return Figure{}
}

// readBorders reads borders.csv: which unit belongs to which area, from which
// list to which.
func readBorders(t *Table, d *Delivery, f *faults) []Border {
	at := t.columns([]string{"unit", "area", "from", "to"}, nil, f)
	var all []Border
	before := map[string][]Border{} // by unit
	for i := range t.Rows {
		c := t.row(i, at, f)
		x := Border{Unit: c.needed("unit"), Area: areaCode(c.needed("area")), From: c.year("from"), Line: c.line}
		if c.text("to") != "" {
			if x.To = c.year("to"); x.To != 0 && x.To < x.From {
				c.fault("to", "backwards", c.text("to"), fmt.Sprintf("a list from %d on", x.From), "correct one of the two; leave it blank where the unit still belongs to the area")
			}
		}
		c.knownArea("area", x.Area, d)
		if x.Unit != "" && d.unit(x.Unit) == nil {
			c.fault("unit", "unknown-unit", shown(x.Unit), "a unit of "+UnitsFile+".csv", "correct the code, or deliver its counts")
		}
		for _, o := range before[x.Unit] {
			if o.From <= x.last() && x.From <= o.last() {
				c.fault("unit", "double-key", shown(x.Unit)+" in two areas, or twice in one, on the same list", fmt.Sprintf("each unit in one area at a time; the other row is in line %d", o.Line), "correct from or to")
				break
			}
		}
		all, before[x.Unit] = append(all, x), append(before[x.Unit], x)
	}
	slices.SortFunc(all, func(x, y Border) int {
		return cmp.Or(cmp.Compare(x.Unit, y.Unit), cmp.Compare(x.From, y.From))
	})
	return all
}

// checkUnits refuses units that belong nowhere, and areas of units with figures
// of their own beside them: they would be two truths.
func (d *Delivery) checkUnits(areas, units *Table, f *faults) {
	belongs, made := map[string]bool{}, map[byblik.AreaCode]bool{}
	for _, x := range d.Borders {
		belongs[x.Unit], made[x.Area] = true, true
	}
	for i := range d.Units {
		if u := &d.Units[i]; !belongs[u.Code] {
			f.add(units.File, u.editions[0].Line, "unit", "no-area", "the unit "+shown(u.Code)+" in no housing area", "a row of "+BordersFile+".csv for every unit", "add the row, or remove the unit")
		}
	}
	for i := range d.Areas {
		a := &d.Areas[i]
		if !made[a.Code] {
			continue
		}
		for _, y := range a.editions {
			if y.Residents.Known || y.any() {
				f.add(areas.File, y.Line, "residents", "figures-and-units", "figures of the area "+shown(a.Code.Code)+", which is made of small units", "blank cells: its figures are the sum of its units", "empty them, or leave the area out of "+BordersFile+".csv")
			}
		}
	}
}
