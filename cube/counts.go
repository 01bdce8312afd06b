package cube

import (
	"fmt"
	"slices"
	"strings"

	"byblik"
)

// Counts is a table of figures per area and period, made from unit records,
// with what disclosure control needs to know of the units behind each figure.
// Its rows are sorted by area and then period; every column has one Count per
// row. It is internal, as the deliveries are.
type Counts struct {
	Tabulation string // id of the tabulation, empty for a delivery that came as a table
	Source     string // id of the source whose columns it fills
	Rows       []CountRow
	Columns    []CountColumn
	Receipt    byblik.Receipt // what was read: RowsRead units, Elsewhere those without an area
}

// CountRow is the place and time of one row.
type CountRow struct {
	Area   byblik.AreaCode
	Period byblik.Period
}

// CountColumn holds the figures of one column.
type CountColumn struct {
	ID     string
	Kind   CountKind
	Counts []Count // one per row
}

// CountKind says what the figures of a column are, and so how they are
// protected and added up.
type CountKind uint8

// The kinds of column.
const (
	CountOfUnits CountKind = iota // how many units; adds up
	SumOfAmounts                  // an amount added up over units, or full-time persons; adds up
	EstimateOf                    // an estimate from a sample, or its standard error; does not add up
)

// Count is one figure with the units behind it. Value is the figure; N the
// number of units that contribute to it; Key their record key, the exclusive
// or of the keys of the units, 0 where there are none: the same units have
// the same key in every table. Largest holds the two largest contributions to
// a sum by absolute size, for the rules of dominance.
type Count struct {
	Value   byblik.Raw
	N       float64
	Key     uint64
	Largest [2]float64
}

// Format hides the figure and its units from every verb of fmt.
func (c Count) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[count]")) }

// Column gives a column by id, or nil.
func (c *Counts) Column(id string) *CountColumn {
	for i := range c.Columns {
		if c.Columns[i].ID == id {
			return &c.Columns[i]
		}
	}
	return nil
}

// Delivery gives the figures as a delivery, from which Observe makes
// indicators. Line is the number of the row, from 1.
func (c *Counts) Delivery() *byblik.Delivery {
	d := &byblik.Delivery{Source: c.Source, Receipt: c.Receipt}
	for i, r := range c.Rows {
		d.Rows = append(d.Rows, byblik.Row{Area: r.Area, Period: r.Period, Line: i + 1})
	}
	for _, col := range c.Columns {
		out := byblik.Column{ID: col.ID, Value: make([]byblik.Raw, len(col.Counts))}
		for i, v := range col.Counts {
			out.Value[i] = v.Value
		}
		d.Columns = append(d.Columns, out)
	}
	return d
}

// Unite gives the figures of larger places: place maps every area to the
// place it is part of; areas that it leaves out are left out. Counts and sums
// add up, keys join by exclusive or (the places of one geography share no
// unit), and a part that is not there makes the whole not there. Estimates do
// not add up and are left out.
func (c *Counts) Unite(place map[byblik.AreaCode]byblik.AreaCode) *Counts {
	out := &Counts{Tabulation: c.Tabulation, Source: c.Source, Receipt: c.Receipt}
	at := map[CountRow]int{}
	to := make([]int, len(c.Rows))
	for _, r := range c.Rows {
		if p, ok := place[r.Area]; ok {
			if row := (CountRow{p, r.Period}); at[row] == 0 {
				at[row] = 1
				out.Rows = append(out.Rows, row)
			}
		}
	}
	slices.SortFunc(out.Rows, compareRows)
	for i, r := range out.Rows {
		at[r] = i
	}
	for i, r := range c.Rows {
		to[i] = -1
		if p, ok := place[r.Area]; ok {
			to[i] = at[CountRow{p, r.Period}]
		}
	}
	for _, col := range c.Columns {
		if col.Kind == EstimateOf {
			continue
		}
		u := CountColumn{ID: col.ID, Kind: col.Kind, Counts: make([]Count, len(out.Rows))}
		for i, v := range col.Counts {
			if to[i] >= 0 {
				u.Counts[to[i]] = u.Counts[to[i]].add(v)
			}
		}
		out.Columns = append(out.Columns, u)
	}
	return out
}

func compareRows(a, b CountRow) int {
	if c := strings.Compare(a.Area.String(), b.Area.String()); c != 0 {
		return c
	}
	return a.Period.Compare(b.Period)
}

// add joins the figures of two sets of units that share none.
func (c Count) add(d Count) Count {
	value := byblik.RawWithout(worse(c.Value.Status(), d.Value.Status()))
	if value.Status() == byblik.OK {
		value = byblik.RawOf(c.Value.Float() + d.Value.Float())
	}
	all := []float64{c.Largest[0], c.Largest[1], d.Largest[0], d.Largest[1]}
	slices.Sort(all)
	return Count{Value: value, N: c.N + d.N, Key: c.Key ^ d.Key, Largest: [2]float64{all[3], all[2]}}
}
