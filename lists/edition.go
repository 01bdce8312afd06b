package lists

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"byblik"
)

// The same year may be delivered again: first what is known early (residents of
// 1 January), later the rest, later still a correction. Each such row is an
// edition with the day on which it became known. An edition speaks for the cells
// that it fills; a blank cell takes nothing back.

// AsKnown gives the delivery as it was known at the end of a day, such as
// 2022-12-01. Every figure must say when it became known; a delivery that does
// not is refused, because its past cannot be told.
func (d *Delivery) AsKnown(day string) (*Delivery, error) {
	if !isDay(day) {
		return nil, &byblik.Error{Kind: byblik.Usage, Place: "--as-known", Found: shown(day), Expected: "a day such as 2022-12-01, or then", Do: "correct it"}
	}
	w := d.entire()
	if err := w.undated(); err != nil {
		return nil, err
	}
	out := *w
	out.whole, out.KnownBy = w, day
	out.Areas = slices.Clone(w.Areas)
	for i := range out.Areas {
		out.Areas[i].Years = settle(w.Areas[i].editions, day)
	}
	out.Units = slices.Clone(w.Units)
	for i := range out.Units {
		out.Units[i].Years = settle(w.Units[i].editions, day)
	}
	out.References = settleReferences(w.References.editions, day)
	out.draw()
	return &out, nil
}

// entire is the delivery with all its editions.
func (d *Delivery) entire() *Delivery {
	if d.whole != nil {
		return d.whole
	}
	return d
}

// Dated tells whether every figure says on which day it became known.
func (d *Delivery) Dated() bool { return d.entire().undated() == nil }

// undated refuses the first figures that do not say when they became known.
func (d *Delivery) undated() error {
	missing := func(file string, line int) error {
		return &byblik.Error{Kind: byblik.Invalid, Check: "no-known-day", File: file, Line: line, Place: "known", Found: "no day on which the row became known",
			Expected: "the column known filled in every row", Do: "fill it in, or leave out --as-known: what was known then cannot be guessed"}
	}
	for i := range d.Areas {
		a := &d.Areas[i]
		if len(a.editions) == 0 && len(a.Years) > 0 {
			return missing(d.AreasFile, a.Years[0].Line)
		}
		for _, e := range a.editions {
			if e.Known == "" {
				return missing(d.AreasFile, e.Line)
			}
		}
	}
	for i := range d.Units {
		for _, e := range d.Units[i].editions {
			if e.Known == "" {
				return missing(UnitsFile+".csv", e.Line)
			}
		}
	}
	for _, r := range d.References.editions {
		if r.Known == "" {
			return missing(d.ReferencesFile, r.Line)
		}
	}
	return nil
}

// sortEditions orders editions by year and day.
func sortEditions(of []AreaYear) {
	slices.SortStableFunc(of, func(x, y AreaYear) int { return cmp.Or(cmp.Compare(x.Year, y.Year), cmp.Compare(x.Known, y.Known)) })
}

// settle puts the editions of each year together, those up to a day or, where
// none is named, all: cell by cell the latest that is filled.
func settle(editions []AreaYear, day string) []AreaYear {
	var out []AreaYear
	for _, e := range editions {
		if day != "" && e.Known > day {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Year == e.Year {
			out[n-1] = out[n-1].corrected(e)
			continue
		}
		out = append(out, e)
	}
	return out
}

// corrected takes over what a later edition fills.
func (y AreaYear) corrected(by AreaYear) AreaYear {
	y.Line, y.Known = by.Line, by.Known
	y.Residents = y.Residents.corrected(by.Residents)
	y.Income, y.Taxpayers = y.Income.corrected(by.Income), y.Taxpayers.corrected(by.Taxpayers)
	for _, s := range shares {
		if f := by.figureOf(s); f.Kind != MissingFigure {
			*y.FigureOf(s) = f
		}
	}
	if by.Education.Kind != MissingFigure {
		y.EducationUnknown = by.EducationUnknown
	}
	return y
}

func (a Amount) corrected(by Amount) Amount {
	if by.Known {
		return by
	}
	return a
}

// settleReferences does the same for what areas are held against.
func settleReferences(editions []Reference, day string) *References {
	r := &References{rows: make(map[refKey]Reference, len(editions)), editions: editions}
	for _, e := range editions {
		if day != "" && e.Known > day {
			continue
		}
		k := refKey{e.Year, e.Region}
		if before, ok := r.rows[k]; ok {
			e.Income = before.Income.corrected(e.Income)
			if e.Convicted.Kind == MissingFigure {
				e.Convicted = before.Convicted
			}
		}
		r.rows[k] = e
	}
	return r
}

// isDay tells whether a text is a day of the calendar, written as 2022-12-01.
func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// day reads the day on which a row became known; empty where the cell is.
func (c cells) day(column string) string {
	s := c.text(column)
	if s != "" && !isDay(s) {
		c.fault(column, "bad-day", shown(s), "a day such as 2023-04-01", "correct it")
		return ""
	}
	return s
}

// twice reports a year that stands in two rows, of the same day where days are
// given.
func (c cells) twice(column, kind, of string, year int, known string, first int) {
	found, expected := fmt.Sprintf("the year %d of %s a second time", year, of), "each year of "+kind+" once"
	if known != "" {
		found, expected = fmt.Sprintf("the year %d of %s, known on %s, a second time", year, of, known), "each year of "+kind+" once a day"
	}
	c.fault(column, "double-key", found, fmt.Sprintf("%s; the first is in line %d", expected, first), "remove one of them")
}
