package lists

import (
	"cmp"
	"fmt"
	"slices"

	"byblik"
	"byblik/catalog"
	"byblik/screen"
)

// Register is a delivery under a book of rules.
type Register struct {
	book     *Book
	delivery *Delivery
	imported map[importKey]bool
	parts    map[byblik.AreaCode]Split // by the part
	split    map[byblik.AreaCode]int   // first list year without the whole area
}

type importKey struct {
	area byblik.AreaCode
	year int
	list ListID
}

// Over lays the rules over a delivery.
func (b *Book) Over(d *Delivery) *Register {
	g := &Register{book: b, delivery: d, imported: map[importKey]bool{}, parts: map[byblik.AreaCode]Split{}, split: map[byblik.AreaCode]int{}}
	for _, x := range d.Imported {
		g.imported[importKey{x.Area, x.Year, x.List}] = x.On
	}
	for _, x := range d.Splits {
		g.parts[x.Part] = x
		if y, ok := g.split[x.Area]; !ok || x.Year < y {
			g.split[x.Area] = x.Year
		}
	}
	return g
}

// Listed tells whether an area is an area of its own in the list of a year:
// not yet split into parts, and not a part that is cut out only later.
func (g *Register) Listed(code byblik.AreaCode, year int) bool {
	if year = g.bordersOf(year); !g.delivery.exists(code, year) {
		return false
	}
	if y, ok := g.split[code]; ok && year >= y {
		return false
	}
	p, ok := g.parts[code]
	return !ok || year >= p.Year
}

// Standing holds an area against the lists of a year. It has no margins yet;
// the area may be a copy with other figures than the delivery's.
func (g *Register) Standing(a *HousingArea, year int) (*Standing, error) {
	r := g.book.RuleSet(year)
	if r == nil {
		return nil, noRules(year)
	}
	s := &Standing{Area: g.within(a, year), Year: year, Rules: r, Results: make([]Result, 0, len(r.Lists.Lists))}
	g.judge(s, "")
	return s, nil
}

func noRules(year int) error {
	return &byblik.Error{Kind: byblik.Usage, Place: "--year", Found: fmt.Sprint(year), Expected: "a year from 2010 on, or --rules to screen it under the rules of another year", Do: "choose a year"}
}

// judge fills the results in the order of the rule set, as far as one list or,
// where none is named, all of them.
func (g *Register) judge(s *Standing, until ListID) {
	res := residents(s.Rules.Lists, s.Area, s.Year)
	base := !s.Rules.Lists.Base || g.base(s.Area)
	for i := range s.Rules.Lists.Lists {
		l := &s.Rules.Lists.Lists[i]
		r := Result{List: ListID(l.ID), Rule: l, Base: base, Residents: res}
		if l.Row != nil {
			g.row(&r, s)
		} else {
			g.counted(&r, s)
			if r.On == screen.Absent {
				g.takeOver(&r, s)
			}
		}
		s.Results = append(s.Results, r)
		if r.List == until {
			return
		}
	}
}

// base tells whether an area, or the area it was cut out of, is on the list of
// 2010.
func (g *Register) base(a *HousingArea) bool {
	if a.Base2010 {
		return true
	}
	if p, ok := g.parts[a.Code]; ok {
		if whole := g.delivery.Area(p.Area); whole != nil {
			return g.base(whole)
		}
	}
	return false
}

// counted judges a list by its criteria.
func (g *Register) counted(r *Result, s *Standing) {
	l := r.Rule
	if of := s.Result(ListID(l.Of)); of != nil {
		r.Counted, r.Inherited = of.Counted, true
	}
	without := g.book.Options.WithoutOrigin
	for j := range l.Counted {
		if k := &l.Counted[j]; without == KeepOrigin || k.Figure != string(Origin) {
			r.Counted = append(slices.Clip(r.Counted), g.find(k, s.Area, s.Year))
		} else {
			r.Dropped = true
		}
	}
	for j := range l.Required {
		k := &l.Required[j]
		if without == DropOrigin && k.Figure == string(Origin) {
			r.Dropped = true
			continue
		}
		r.Suspended = r.Suspended || without == SuspendOrigin && k.Figure == string(Origin)
		r.Required = append(r.Required, g.find(k, s.Area, s.Year))
	}
	r.On = r.settle(l.AtLeast)
	if r.Suspended {
		r.On = screen.No
	}
}

// takeOver puts an imported answer in the place of one that is not known. An
// imported no rests on origin where the list does, so without that criterion it
// says nothing; an imported yes stays yes.
func (g *Register) takeOver(r *Result, s *Standing) {
	on, ok := g.imported[importKey{s.Area.Code, s.Year, r.List}]
	if !ok || r.Dropped && !on {
		return
	}
	r.Imported, r.On = true, screen.No
	if on {
		r.On = screen.Yes
	}
}

// row judges a list of years in a row: on the other list in each of the latest
// lists, this one included. A year that is no decides at once; otherwise a year
// that is not on file leaves the row missing.
func (g *Register) row(r *Result, s *Standing) {
	w := r.Rule.Row
	switch g.book.Options.WithoutOrigin {
	case SuspendOrigin:
		r.Suspended = g.needsOrigin(s.Rules, w.List)
	case DropOrigin:
		r.Dropped = g.needsOrigin(s.Rules, w.List)
	}
	if w.ImportedFrom > 0 && s.Year >= w.ImportedFrom && s.Year <= w.ImportedTo {
		r.On, r.NotKnown = screen.Absent, true
	} else {
		r.Row = g.yearsRunning(s, ListID(w.List), w.Years)
		as := make([]screen.Answer, len(r.Row.Years))
		for i, y := range r.Row.Years {
			as[i] = y.On
		}
		r.On = screen.All(as...)
	}
	if r.Suspended {
		r.On, r.NotKnown = screen.No, false
		return
	}
	if r.On == screen.Absent {
		if g.takeOver(r, s); r.Imported {
			r.NotKnown = false
		}
	}
}

// yearsRunning collects a list's answers from the standing's year back.
func (g *Register) yearsRunning(s *Standing, list ListID, n int) *Row {
	w := &Row{Years: make([]RowYear, 0, n)}
	unbroken := true
	for y := s.Year; y > s.Year-n; y-- {
		on := screen.Absent
		if y == s.Year {
			on = s.Result(list).On
		} else {
			on = g.answer(s.Area, y, list)
		}
		w.Years = append(w.Years, RowYear{y, on})
		unbroken = unbroken && on == screen.Yes
		if unbroken {
			w.Running++
		}
	}
	return w
}

// answer is the answer of one list in one year; before an area was cut out,
// that of the area it belonged to.
func (g *Register) answer(a *HousingArea, year int, list ListID) screen.Answer {
	for p, ok := g.parts[a.Code]; ok && g.bordersOf(year) < p.Year; p, ok = g.parts[a.Code] {
		if a = g.delivery.Area(p.Area); a == nil {
			return screen.Absent
		}
	}
	r := g.book.RuleSet(year)
	if r == nil || r.Lists.List(string(list)) == nil {
		return screen.Absent
	}
	s := &Standing{Area: g.within(a, year), Year: year, Rules: r, Results: make([]Result, 0, len(r.Lists.Lists))}
	g.judge(s, list)
	return s.Result(list).On
}

// needsOrigin tells whether a list cannot be met without the criterion of
// origin.
func (g *Register) needsOrigin(r *catalog.RuleSet, list string) bool {
	l := r.Lists.List(list)
	return l != nil && slices.ContainsFunc(l.Required, func(k catalog.StateCriterion) bool { return k.Figure == string(Origin) })
}

// planSince finds the first year, up to the given one, in which a list with a
// duty that stays had the area, by the folder's figures or imported.
func (g *Register) planSince(a *HousingArea, until int) int {
	years := g.delivery.Years()
	for _, x := range g.delivery.Imported {
		years = append(years, x.Year)
	}
	slices.Sort(years)
	for _, y := range slices.Compact(years) {
		r := g.book.RuleSet(y)
		if r == nil || y > until {
			continue
		}
		for i := range r.Lists.Lists {
			if l := &r.Lists.Lists[i]; sticky(l) && g.answer(a, y, ListID(l.ID)) == screen.Yes {
				return y
			}
		}
	}
	return 0
}

func sticky(l *catalog.StateList) bool {
	return slices.ContainsFunc(l.Duties, func(d catalog.Duty) bool { return d.Sticky })
}

// sortedCodes orders areas by code, bytewise.
func sortedCodes(areas []HousingArea) {
	slices.SortFunc(areas, func(x, y HousingArea) int { return cmp.Compare(x.Code.Code, y.Code.Code) })
}
