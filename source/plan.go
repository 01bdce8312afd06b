package source

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"byblik"
	"byblik/catalog"
)

// plan says where in a record each thing of a definition stands; −1 means
// that the definition does not have it.
type plan struct {
	code, name, authority, authorityName, district, period, state int
	stateWords                                                    map[string]byblik.Status
	form                                                          *regexp.Regexp // of a whole code
	columns                                                       []planned
}

// planned is one column that is read.
type planned struct {
	def            *catalog.Column
	at             int // −1: this file has no such column
	from, until    byblik.Period
	breaks         []byblik.Period
	missing        []string
	missingNumbers []float64
	spoken         bool // the row's state speaks of it
}

// covers says whether the column has comparable figures in a period.
func (c *planned) covers(t byblik.Period) bool {
	none := byblik.Period{}
	if t == none {
		return true
	}
	return (c.from == none || c.from.Compare(t) <= 0) && (c.until == none || t.Compare(c.until) <= 0) && !slices.Contains(c.breaks, t)
}

// plan looks up the definition's columns in the head. Faults are reported and
// give nil.
func (r *reading) plan(g *grid) *plan {
	s, before := r.Definition, len(r.faults.listed)
	find := func(name string) int { return r.column(g, name, name != "") }
	p := &plan{
		code: find(s.Key.Column), name: find(s.Key.Name), authority: find(s.Key.Authority),
		authorityName: find(s.Key.AuthorityName), district: find(s.Key.District), period: find(s.Period.Column), state: -1,
	}
	if s.Key.Pattern != "" {
		form, err := regexp.Compile("^(?:" + s.Key.Pattern + ")$")
		if err != nil {
			r.fault("missing-column", 0, "key.pattern", err.Error(), "a regular expression", "correct the definition of "+s.ID)
			return nil
		}
		p.form = form
	}
	for i := range s.Columns {
		if c, ok := r.planColumn(g, &s.Columns[i]); ok {
			p.columns = append(p.columns, c)
		}
	}
	r.planState(g, p)
	if len(r.faults.listed) > before || len(r.faults.more) > 0 {
		return nil
	}
	return p
}

// planColumn finds one column. A column that has a first or last period may
// be absent from a file of another period.
func (r *reading) planColumn(g *grid, def *catalog.Column) (planned, bool) {
	c := planned{def: def, missing: append(slices.Clone(r.Definition.Written.Missing), def.Missing...)}
	c.from, _ = byblik.ParsePeriod(def.From) // the catalog has checked them; zero = open
	c.until, _ = byblik.ParsePeriod(def.Until)
	for _, b := range def.Break {
		if t, err := byblik.ParsePeriod(b); err == nil {
			c.breaks = append(c.breaks, t)
		}
	}
	for _, m := range c.missing {
		if v, err := strconv.ParseFloat(m, 64); err == nil {
			c.missingNumbers = append(c.missingNumbers, v)
		}
	}
	if st := r.Definition.RowState; st != nil {
		c.spoken = len(st.Columns) == 0 || slices.Contains(st.Columns, def.ID)
	}
	bounded := def.From != "" || def.Until != ""
	if t := r.filePeriod(); bounded && t != (byblik.Period{}) && !c.covers(t) {
		return c, false // the file's own period is outside: nothing to read
	}
	c.at = r.column(g, def.Name, !bounded || r.Definition.Period.Column == "")
	return c, true
}

// filePeriod is the period of all rows of the file, zero if rows have their own.
func (r *reading) filePeriod() byblik.Period {
	if r.Definition.Period.Fixed != "" {
		t, _ := byblik.ParsePeriod(r.Definition.Period.Fixed)
		return t
	}
	if r.Definition.Period.FromFile {
		return r.file.period
	}
	return byblik.Period{}
}

func (r *reading) planState(g *grid, p *plan) {
	st := r.Definition.RowState
	if st == nil {
		return
	}
	if from, err := byblik.ParsePeriod(st.From); err == nil && r.filePeriod() != (byblik.Period{}) && r.filePeriod().Compare(from) < 0 {
		return
	}
	p.state = r.column(g, st.Column, true)
	p.stateWords = map[string]byblik.Status{}
	for status, words := range map[byblik.Status][]string{byblik.OK: st.OK, byblik.Missing: st.Missing,
		byblik.Suppressed: st.Suppressed, byblik.NotApplicable: st.NotApplicable} {
		for _, w := range words {
			p.stateWords[w] = status
		}
	}
}

// column finds a name in the head, spaces around it not counted. A name that
// stands there twice, or that is needed and not there, is a fault.
func (r *reading) column(g *grid, name string, needed bool) int {
	at := -1
	if name == "" {
		return at
	}
	for i, h := range g.head {
		if strings.TrimSpace(h) != strings.TrimSpace(name) {
			continue
		}
		if at >= 0 {
			r.fault("doubled-column", g.headAt, name, fmt.Sprintf("the same name over columns %d and %d", at+1, i+1), "each name once", "ask the publisher which of the two is right, and rename the other")
			return -1
		}
		at = i
	}
	if at < 0 && needed {
		r.missingColumn(g, name)
	}
	return at
}

// missingColumn tells, once per file, that a column is not there.
func (r *reading) missingColumn(g *grid, name string) {
	if r.missed[name] {
		return
	}
	if r.missed == nil {
		r.missed = map[string]bool{}
	}
	r.missed[name] = true
	what, found := "a column named "+shown(name), "no such name in the head"
	if g.unit == inFeatures {
		what, found = "a property named "+shown(name), "no feature with it"
	}
	do := "correct the name in the file or, if the publisher renamed it, in the definition"
	if near := Nearest(name, append(slices.Clone(g.head), g.others...), 1); len(near) > 0 {
		do += "; the nearest is " + shown(near[0])
	} else if at := headBelow(g, name); at > 0 {
		do = fmt.Sprintf("the name stands in row %d: declare written.head: %d", at, at)
	} else if headLost(g) {
		do = "put the head back: the first line holds figures"
	}
	r.fault("missing-column", g.headAt, name, found, what, do)
}

// headBelow gives the row of a sheet, further down than the head was looked
// for, that holds a name: publishers put titles above their tables.
func headBelow(g *grid, name string) int {
	for i := 0; g.sheet != "" && i < min(len(g.records), 50); i++ {
		if slices.ContainsFunc(g.records[i], func(c string) bool { return strings.TrimSpace(c) == strings.TrimSpace(name) }) {
			return g.lines[i]
		}
	}
	return 0
}

// headLost tells a first line of figures from a line of names.
func headLost(g *grid) bool {
	n := 0
	for _, h := range g.head {
		if _, err := strconv.ParseFloat(strings.TrimSpace(h), 64); err == nil {
			n++
		}
	}
	return 2*n > len(g.head)
}
