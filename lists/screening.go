package lists

import (
	"byblik/catalog"
	"byblik/screen"
)

// Screening is the list of one year for every housing area, with what the
// years before make of it.
type Screening struct {
	Year      int
	Rules     *catalog.RuleSet
	Options   Options
	Average   Average
	Standings []Standing // areas of their own in that year, by code
	History   []Past     // by year, area and list
	Delivery  *Delivery
}

// Past is one list for one area in one year, beside what the State published.
type Past struct {
	Area     *HousingArea
	Year     int
	Rules    string // id of the rule set
	List     ListID
	Rule     *catalog.StateList
	On       screen.Answer
	Result   *Result
	Official PublishedAnswer
	Because  []Cause // of a difference
}

// PublishedAnswer is what the State published of an area.
type PublishedAnswer struct {
	On, Known bool
	Source    string
}

// Cause explains a difference to the published list.
type Cause string

// The causes that can be told; Unexplained is a flag for people to look.
const (
	Rounding    Cause = "rounding" // the answer is indeterminate on printed figures
	Vintage     Cause = "vintage"  // figures of that time are missing, or later corrections
	Border      Cause = "border"   // the area was split, or is a part
	OtherRule   Cause = "rule"     // another rule set, average or treatment of origin was chosen
	NotComputed Cause = "imported" // the list is not computed for that year
	Unexplained Cause = "unexplained"
)

// Screen checks a delivery and holds all its areas against the lists of a year
// and of every earlier year on file.
func (b *Book) Screen(d *Delivery, year int) (*Screening, error) {
	if err := b.Check(d, year); err != nil {
		return nil, err
	}
	official, err := PublishedLists()
	if err != nil {
		return nil, err
	}
	g := b.Over(d)
	s := &Screening{Year: year, Rules: b.RuleSet(year), Options: b.Options, Average: b.Average(), Delivery: d}
	for i := range d.Areas {
		a := &d.Areas[i]
		if !g.Listed(a.Code, year) {
			continue
		}
		st, err := g.Standing(a, year)
		if err != nil {
			return nil, err
		}
		g.Margins(st)
		st.PlanSince = g.planSince(a, year)
		s.Standings = append(s.Standings, *st)
	}
	for _, y := range d.Years() {
		if y <= year && b.RuleSet(y) != nil {
			s.History = append(s.History, g.past(y, official)...)
		}
	}
	return s, nil
}

// past gives the lists of a year for the areas that have a row for it.
func (g *Register) past(year int, official *Official) []Past {
	var all []Past
	for i := range g.delivery.Areas {
		a := &g.delivery.Areas[i]
		if a.Year(year) == nil || !g.Listed(a.Code, year) {
			continue
		}
		st, err := g.Standing(a, year)
		if err != nil {
			continue
		}
		for j := range st.Results {
			r := &st.Results[j]
			p := Past{Area: a, Year: year, Rules: st.Rules.ID, List: r.List, Rule: r.Rule, On: r.On, Result: r}
			p.Official.On, p.Official.Known = official.On(r.List, year, a)
			if p.Official.Known {
				p.Official.Source = official.source(r.List, year)
				p.Because = g.because(&p)
			}
			all = append(all, p)
		}
	}
	return all
}

// because tells why our answer is not the published one; nil where it is.
func (g *Register) because(p *Past) []Cause {
	if p.On == screen.Yes && p.Official.On || p.On == screen.No && !p.Official.On {
		return nil
	}
	var why []Cause
	if p.Result.NotKnown {
		return append(why, NotComputed)
	}
	if p.On == screen.Indeterminate {
		why = append(why, Rounding)
	}
	if p.On == screen.Absent {
		why = append(why, Vintage)
	}
	if _, part := g.parts[p.Area.Code]; part || g.split[p.Area.Code] > 0 {
		why = append(why, Border)
	}
	if o := g.book.Options; o.Rules != "" || o.WithoutOrigin != KeepOrigin || g.book.Average() != MeanOfRates {
		why = append(why, OtherRule)
	}
	if len(why) == 0 {
		why = append(why, Unexplained)
	}
	return why
}
