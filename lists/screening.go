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
	Vintage     Cause = "vintage"  // figures are missing, or were corrected after the list
	OtherBorder Cause = "border"   // other borders: the area was split, is a part, or its units moved
	OtherRule   Cause = "rule"     // another rule set, average or treatment of origin was chosen
	NotComputed Cause = "imported" // the list is not computed for that year
	Unexplained Cause = "unexplained"
)

// Screen checks a delivery and holds all its areas against the lists of a year
// and of every earlier year on file.
func (b *Book) Screen(d *Delivery, year int) (*Screening, error) {
	if b.RuleSet(year) == nil {
		return nil, noRules(year)
	}
	known, err := b.known(d, year)
	if err != nil {
		return nil, err
	}
	if err := b.Check(known, year); err != nil {
		return nil, err
	}
	official, err := PublishedLists()
	if err != nil {
		return nil, err
	}
	g := b.Over(known)
	s := &Screening{Year: year, Rules: b.RuleSet(year), Options: b.Options, Average: b.Average(), Delivery: known}
	for i := range known.Areas {
		a := &known.Areas[i]
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
	for _, y := range known.Years() {
		if y > year || b.RuleSet(y) == nil {
			continue
		}
		then, err := b.known(d, y)
		if err != nil {
			return nil, err
		}
		s.History = append(s.History, b.Over(then).past(y, official)...)
	}
	return s, nil
}

// known is the delivery as it counts for the list of a year: as known on a day,
// on the list's own day, or now.
func (b *Book) known(d *Delivery, year int) (*Delivery, error) {
	switch day := b.Options.AsKnown; day {
	case "":
		return d, nil
	case KnownThen:
		return d.AsKnown(b.RuleSet(year).Lists.PublishedIn(year))
	default:
		return d.AsKnown(day)
	}
}

// past gives the lists of a year for the areas that have a row for it.
func (g *Register) past(year int, official *Official) []Past {
	var all []Past
	for i := range g.delivery.Areas {
		a := g.within(&g.delivery.Areas[i], year)
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
