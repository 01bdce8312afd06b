package lists

import (
	"slices"

	"byblik/screen"
)

// A difference to the published list is explained where undoing one thing gives
// the published answer: the figures as they were known on the list's day, the
// year's own borders, the year's own rules. Only then is that thing its cause.
// What no figure on file can show is said as what it is: missing, rounded, of
// other borders, not computed; anything else is flagged for people to look.

// undo is one way in which our screening departs from the State's, taken back.
type undo struct {
	cause Cause
	do    func(*Options)
}

// undos are the departures of these options, as far as the delivery tells.
func (g *Register) undos(p *Past) []undo {
	o := g.book.Options
	var all []undo
	if o.AsKnown != KnownThen && g.delivery.Dated() {
		all = append(all, undo{Vintage, func(o *Options) { o.AsKnown = KnownThen }})
	}
	if o.Borders != 0 && o.Borders != p.Year {
		all = append(all, undo{OtherBorder, func(o *Options) { o.Borders = 0 }})
	}
	if o.Rules != "" || o.WithoutOrigin != KeepOrigin || g.book.Average() != MeanOfRates {
		all = append(all, undo{OtherRule, func(o *Options) { o.Rules, o.WithoutOrigin, o.Average = "", KeepOrigin, "" }})
	}
	return all
}

// because tells why our answer is not the published one; nil where it is.
func (g *Register) because(p *Past) []Cause {
	if p.agrees(p.On) {
		return nil
	}
	undos := g.undos(p)
	var why []Cause
	for _, u := range undos {
		if p.agrees(g.otherwise(p, u).On) {
			why = append(why, u.cause)
		}
	}
	if len(why) > 0 {
		return why
	}
	as := g.otherwise(p, undos...)
	if len(undos) > 1 && p.agrees(as.On) {
		for _, u := range undos {
			why = append(why, u.cause)
		}
		return why
	}
	return g.unshown(p, as)
}

// unshown are the causes that no other figure on file can prove, of the answer
// that comes closest to the State's own way.
func (g *Register) unshown(p *Past, as Result) []Cause {
	var why []Cause
	switch {
	case as.NotKnown:
		return []Cause{NotComputed}
	case as.On == screen.Indeterminate:
		why = append(why, Rounding)
	case as.On == screen.Absent:
		why = append(why, Vintage)
	}
	if len(g.delivery.turns(p.Area.Code)) > 0 {
		why = append(why, OtherBorder)
	}
	if len(why) == 0 {
		why = append(why, Unexplained)
	}
	return why
}

// agrees tells whether an answer is the published one.
func (p *Past) agrees(a screen.Answer) bool {
	return a == screen.Yes && p.Official.On || a == screen.No && !p.Official.On
}

// otherwise judges the same list of the same area and year again with some
// departures taken back. Where that cannot be done the answer is missing.
func (g *Register) otherwise(p *Past, undos ...undo) Result {
	if len(undos) == 0 {
		return *p.Result
	}
	o := g.book.Options
	for _, u := range undos {
		u.do(&o)
	}
	absent := Result{List: p.List, On: screen.Absent}
	b, err := NewBook(g.book.all, o)
	if err != nil || b.RuleSet(p.Year) == nil {
		return absent
	}
	d, err := b.known(g.delivery.entire(), p.Year)
	if err != nil {
		return absent
	}
	i := slices.IndexFunc(d.Areas, func(a HousingArea) bool { return a.Code == p.Area.Code })
	s, err := b.Over(d).Standing(&d.Areas[i], p.Year)
	if err != nil {
		return absent
	}
	if r := s.Result(p.List); r != nil {
		return *r
	}
	return absent
}
