package source

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
)

// deliver understands a grid: it chooses the periods, reads rows and figures,
// checks them and closes the receipt.
func (r *reading) deliver(g *grid) (*byblik.Delivery, error) {
	p := r.plan(g)
	if p == nil {
		return nil, nil
	}
	periods, ok := r.periods(g, p)
	if !ok {
		return nil, nil
	}
	wanted, before, err := r.choosePeriods(periods)
	if err != nil {
		return nil, err
	}
	if r.prior == nil && before != (byblik.Period{}) && len(wanted) == 1 {
		quiet := *r // faults of a period that nobody asked for do not stop the run
		quiet.faults, quiet.receipt, quiet.missed = &faults{}, byblik.Receipt{}, nil
		r.prior = quiet.assemble(g, p, periods, map[byblik.Period]bool{before: true}).delivery
	}
	b := r.assemble(g, p, periods, wanted)
	b.checkCount(periods, wanted)
	b.dropDoubles()
	b.checkShapes()
	b.checkComplete(wanted)
	d := b.finish()
	r.noticeJumps(d)
	r.receipt.RowsUsed = len(d.Rows)
	r.receipt.Ranges = ranges(d)
	slices.SortStableFunc(r.receipt.Refused, byLine)
	slices.SortStableFunc(r.receipt.Warnings, byLine)
	d.Receipt = r.receipt
	return d, nil
}

func byLine(a, b byblik.Refusal) int { return a.Line - b.Line }

// periods gives the period of every record.
func (r *reading) periods(g *grid, p *plan) ([]byblik.Period, bool) {
	ts := make([]byblik.Period, len(g.records))
	if p.period < 0 {
		t := r.filePeriod()
		for i := range ts {
			ts[i] = t
		}
		return ts, true
	}
	good := true
	for i, rec := range g.records {
		t, err := byblik.ParsePeriod(periodText(rec[p.period]))
		o := g.fault(i, p.period)
		if err != nil && o == nil {
			o = &objection{"bad-row", shown(rec[p.period]), "a period such as 2013, 2013-Q2 or 2012/2013", "correct the cell"}
		}
		if o != nil {
			t = byblik.Period{}
			_, accepted := r.Accept[o.check]
			r.object(rec[p.code], o.check, g.cellLine(i, p.period), g.place(i, p.period), o.found, o.expected, o.do)
			good = good && accepted
		}
		ts[i] = t
	}
	return ts, good
}

var statBankPeriod = regexp.MustCompile(`^(\d{4})(?:[KQ]([1-4])|M(0[1-9]|1[0-2]))$`)

// periodText writes a period as byblik reads it: statistical offices write
// quarters 2020K1 or 2020Q1 and months 2020M01.
func periodText(cell string) string {
	cell = strings.TrimSpace(cell)
	m := statBankPeriod.FindStringSubmatch(cell)
	switch {
	case m == nil:
		return cell
	case m[2] != "":
		return m[1] + "-Q" + m[2]
	}
	return m[1] + "-" + m[3]
}

// choosePeriods says which of the periods on file are read, and which is the
// one before the first of them.
func (r *reading) choosePeriods(ts []byblik.Period) (map[byblik.Period]bool, byblik.Period, error) {
	none := byblik.Period{}
	if r.Definition.Period.Column == "" {
		return map[byblik.Period]bool{r.filePeriod(): true}, none, nil
	}
	set := map[byblik.Period]bool{}
	for _, t := range ts {
		if t != none {
			set[t] = true
		}
	}
	have := slices.SortedFunc(maps.Keys(set), byblik.Period.Compare)
	last := r.Period
	if last == none && len(have) > 0 {
		last = have[len(have)-1]
	}
	if !set[last] && !manyFiles(r.Definition) { // of several files another may have it
		return nil, none, r.noPeriod(last, have)
	}
	wanted, before := map[byblik.Period]bool{}, none
	for _, t := range have {
		switch {
		case t == last, r.AllPeriods && t.Compare(last) < 0:
			wanted[t] = true
		case t.Compare(last) < 0:
			before = t
		}
	}
	return wanted, before, nil
}

func (r *reading) noPeriod(last byblik.Period, have []byblik.Period) error {
	words := make([]string, len(have))
	for i, t := range have {
		words[i] = t.String()
	}
	return &byblik.Error{Kind: byblik.NotFound, Check: "missing-period", File: r.file.base(), Place: r.Definition.Period.Column,
		Found: "no row for " + last.String(), Expected: "one of the periods on file: " + strings.Join(words, ", "), Do: "choose one of them, or get a newer file"}
}

// assembly gathers the rows of a delivery.
type assembly struct {
	*reading
	grid     *grid
	plan     *plan
	frame    *frame
	delivery *byblik.Delivery
	record   []int  // of each row
	dropped  []bool // rows that a later check leaves out
}

// assemble reads the rows of the wanted periods.
func (r *reading) assemble(g *grid, p *plan, ts []byblik.Period, wanted map[byblik.Period]bool) *assembly {
	b := &assembly{reading: r, grid: g, plan: p, frame: r.frame(), delivery: &byblik.Delivery{Source: r.Definition.ID}}
	d := b.delivery
	for i := range p.columns {
		d.Columns = append(d.Columns, byblik.Column{ID: p.columns[i].def.ID})
	}
	for i := range g.records {
		if p.period >= 0 && ts[i] == (byblik.Period{}) {
			continue // refused, for nobody knows its period
		}
		if !wanted[ts[i]] {
			b.receipt.Elsewhere++
			continue
		}
		row, ok := b.key(i, ts[i])
		if !ok {
			continue
		}
		state, ok := b.state(i, &row)
		if !ok {
			continue
		}
		b.record = append(b.record, i)
		d.Rows = append(d.Rows, row)
		if g.marks != nil {
			d.Marks = append(d.Marks, g.marks[i])
		} else if g.shapes != nil {
			d.Shapes = append(d.Shapes, g.shapes[i])
		}
		b.figures(i, &row, state)
	}
	b.dropped = make([]bool, len(d.Rows))
	return b
}

// state reads the word that says why a row has no figures.
func (b *assembly) state(i int, row *byblik.Row) (byblik.Status, bool) {
	area := row.Area.Code
	if b.plan.state < 0 {
		return byblik.OK, true
	}
	if o := b.grid.fault(i, b.plan.state); o != nil {
		b.object(area, o.check, b.grid.cellLine(i, b.plan.state), b.grid.place(i, b.plan.state), o.found, o.expected, o.do)
		return byblik.OK, false
	}
	word := strings.TrimSpace(b.grid.records[i][b.plan.state])
	status, known := b.plan.stateWords[word]
	if !known && len(b.Definition.RowState.OK) > 0 {
		if e := b.expected("row-status", area, row.Period); e != nil {
			b.refuse(row.Line, area, "row-status", shown(word)+": "+e.Because.En)
			return status, false
		}
		b.object(area, "row-status", b.grid.cellLine(i, b.plan.state), b.grid.place(i, b.plan.state), shown(word),
			"one of the words that the definition lists", "ask the publisher what it means and add it to row_status")
		return status, false
	}
	return status, true
}

// figures reads the cells of one record into the columns.
func (b *assembly) figures(i int, row *byblik.Row, state byblik.Status) {
	rec, cols := b.grid.records[i], b.delivery.Columns
	for k := range b.plan.columns {
		c := &b.plan.columns[k]
		if c.def.Kind == catalog.Words {
			cols[k].Text = append(cols[k].Text, b.words(i, c, row))
			continue
		}
		v := byblik.RawWithout(byblik.Missing)
		switch {
		case !c.covers(row.Period):
		case c.at < 0:
			b.missingColumn(b.grid, c.def.Name) // this period should have it
		default:
			o := b.grid.fault(i, c.at)
			if o == nil {
				v, o = c.figure(rec[c.at], &b.Definition.Written)
			}
			if o != nil {
				b.object(row.Area.Code, o.check, b.grid.cellLine(i, c.at), b.grid.place(i, c.at), o.found, o.expected, o.do)
				v = byblik.RawWithout(byblik.Missing)
			}
		}
		if state != byblik.OK && c.spoken {
			v = byblik.RawWithout(state)
		}
		cols[k].Value = append(cols[k].Value, v)
	}
	b.checkParts(i, row)
}

func (b *assembly) words(i int, c *planned, row *byblik.Row) string {
	if c.at < 0 || !c.covers(row.Period) {
		return ""
	}
	if o := b.grid.fault(i, c.at); o != nil {
		b.object(row.Area.Code, o.check, b.grid.cellLine(i, c.at), b.grid.place(i, c.at), o.found, o.expected, o.do)
		return ""
	}
	return strings.TrimSpace(b.grid.records[i][c.at])
}

// checkParts finds a part that is larger than its whole. Accepted, both are
// missing: nobody can say which of them is wrong. Where the definition expects
// it, both are kept, with a warning.
func (b *assembly) checkParts(i int, row *byblik.Row) {
	cols := b.delivery.Columns
	last := len(b.delivery.Rows) - 1
	for k := range b.plan.columns {
		c := &b.plan.columns[k]
		if c.def.Part == "" {
			continue
		}
		w := slices.IndexFunc(b.plan.columns, func(o planned) bool { return o.def.ID == c.def.Part })
		if w < 0 || cols[k].Value == nil || cols[w].Value == nil {
			continue
		}
		part, whole := cols[k].Value[last], cols[w].Value[last]
		if part.Status() != byblik.OK || whole.Status() != byblik.OK || part.Float() <= whole.Float() {
			continue
		}
		line, found := b.grid.cellLine(i, c.at), fmt.Sprintf("%v of %v", part.Float(), whole.Float())
		if e := b.expected("part-exceeds-whole", row.Area.Code, row.Period); e != nil {
			b.warn(line, row.Area.Code, "part-exceeds-whole", c.def.Name+": "+found+". "+e.Because.En)
			continue
		}
		b.object(row.Area.Code, "part-exceeds-whole", line, b.grid.place(i, c.at), found,
			fmt.Sprintf("at most the whole, %q", b.plan.columns[w].def.Name), "ask the publisher which of the two is right")
		cols[k].Value[last], cols[w].Value[last] = byblik.RawWithout(byblik.Missing), byblik.RawWithout(byblik.Missing)
	}
}

// finish takes out the rows that checks have dropped.
func (b *assembly) finish() *byblik.Delivery {
	d := b.delivery
	if !slices.Contains(b.dropped, true) {
		return d
	}
	d.Rows = without(d.Rows, b.dropped)
	d.Shapes = without(d.Shapes, b.dropped)
	d.Marks = without(d.Marks, b.dropped)
	for k := range d.Columns {
		d.Columns[k].Value = without(d.Columns[k].Value, b.dropped)
		d.Columns[k].Text = without(d.Columns[k].Text, b.dropped)
	}
	return d
}

func without[T any](all []T, dropped []bool) []T {
	if all == nil {
		return nil
	}
	kept := all[:0]
	for i, v := range all {
		if !dropped[i] {
			kept = append(kept, v)
		}
	}
	return kept
}
