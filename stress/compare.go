package stress

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"byblik"
	"byblik/catalog"
)

// Past is a screening as its tables tell it, held against another.
type Past struct {
	RuleSet  string // id
	Period   byblik.Period
	Of       Fraction // of the criteria with data
	Years    Fraction // of the latest years
	Criteria []PastCriterion
	Areas    []PastArea
}

// PastCriterion is a criterion that enters the count.
type PastCriterion struct {
	ID           string
	Title        catalog.Text
	Limit        float64 // z at which it is met
	Strict       bool
	LowerIsWorse bool
}

// PastArea is an area with a figure for each criterion of its screening.
type PastArea struct {
	Area    byblik.AreaCode
	Name    string
	Flagged bool
	Inside  bool
	Reason  byblik.Reason // why it is inside; empty outside
	Figures []PastFigure
}

// PastFigure is one row of criteria.csv. City and Limit are in the unit of the
// value, Z is the standard score.
type PastFigure struct {
	Status byblik.Status
	Value  float64
	City   float64
	Limit  float64
	Z      float64
	Met    bool
}

// Move says what became of an area.
type Move string

// The moves.
const (
	In   Move = "in"   // inside a zone now, outside before
	Out  Move = "out"  // outside now, inside before
	Near Move = "near" // as before, but close to the limit
)

// Reason says what made an area change.
type Reason string

// The reasons, in the order in which they are tried.
const (
	OtherAreas Reason = "other_areas" // the area is in one of the runs only
	Figures    Reason = "figures"     // figures that exist in one of the runs only
	OwnValue   Reason = "own_value"   // the area's own figures
	CityValue  Reason = "city_value"  // the city's means and spreads
	RuleChange Reason = "rule"        // limits, criteria, how many of them, in how many years
	DataYear   Reason = "data_year"   // the other years that count
	Listed     Reason = "state_list"  // a housing area on the State's list, then or now
	Joining    Reason = "border"      // how it joins its neighbours
)

// Difference is one area that changed or is near to, and why. Criteria are the
// ids of those that are met in one run only or, where it is near, of those
// that lie within the margin.
type Difference struct {
	Area     byblik.AreaCode
	Name     string
	Change   Move
	Reason   Reason // empty where near
	Criteria []string
	Text     catalog.Text
}

// Compare lists the areas that came in and went out from one screening to
// another and those that are near to changing, in that order, by area code.
//
// Why an area changed is found by making the first screening into the second
// one ingredient at a time and naming the first that changes whether the area
// meets enough criteria:
//
//  1. which figures exist (figures)
//  2. its own figures, against the city and limits of before (own_value)
//  3. the city's mean and spread: z = ±(value − city)/SD, the limit in
//     standard scores as before (city_value)
//  4. limits, criteria and how many of them (rule)
//
// Where none does and the flag changed all the same, the other years did it:
// by the rule if their number changed, else as years (data_year). An area that
// is inside in one of the runs for the sake of a housing area on the State's
// list alone is told as such (state_list). Where otherwise the flag is the
// same, the neighbours did it (border). An area that only one run
// knows is told as such (other_areas). The order matters where several
// ingredients changed at once: the area's own figures are named before the
// city's, and these before the rule.
//
// An area is near when it is as before, and one criterion whose z lies within
// margin of its limit would change whether enough are met in this period.
func Compare(before, after *Past, margin float64) ([]Difference, error) {
	for _, p := range []*Past{before, after} {
		if err := p.check(); err != nil {
			return nil, err
		}
	}
	was := map[byblik.AreaCode]*PastArea{}
	for i := range before.Areas {
		was[before.Areas[i].Area] = &before.Areas[i]
	}
	var list []Difference
	known := map[byblik.AreaCode]bool{}
	for i := range after.Areas {
		is := &after.Areas[i]
		known[is.Area] = true
		if d, ok := difference(before, after, was[is.Area], is, margin); ok {
			list = append(list, d)
		}
	}
	for i := range before.Areas {
		if a := &before.Areas[i]; !known[a.Area] && a.Inside {
			list = append(list, Difference{Area: a.Area, Name: a.Name, Change: Out, Reason: OtherAreas})
		}
	}
	order := map[Move]int{In: 0, Out: 1, Near: 2}
	slices.SortFunc(list, func(a, b Difference) int {
		return cmp.Or(order[a.Change]-order[b.Change], cmp.Compare(a.Area.Frame, b.Area.Frame), cmp.Compare(a.Area.Code, b.Area.Code))
	})
	for i := range list {
		list[i].Text = list[i].say(before, after)
	}
	return list, nil
}

func difference(before, after *Past, was, is *PastArea, margin float64) (Difference, bool) {
	d := Difference{Area: is.Area, Name: is.Name, Change: Near}
	switch {
	case was == nil:
		d.Change, d.Reason = In, OtherAreas
		return d, is.Inside
	case is.Inside == was.Inside:
		d.Criteria = after.near(is, margin)
		return d, len(d.Criteria) > 0
	case is.Inside:
		d.Change = In
	default:
		d.Change = Out
	}
	switch {
	case was.Reason == byblik.StateList || is.Reason == byblik.StateList:
		d.Reason = Listed
	case is.Flagged != was.Flagged:
		d.Reason = because(before, after, was, is)
		d.Criteria = changed(before, after, was, is)
	default:
		d.Reason = Joining
	}
	return d, true
}

// near lists the criteria within margin of their limits of which one alone
// would change whether enough are met.
func (p *Past) near(a *PastArea, margin float64) []string {
	met, n := 0, 0
	for k := range p.Criteria {
		if f := a.Figures[k]; f.Status == byblik.OK {
			n++
			if f.Met {
				met++
			}
		}
	}
	if n == 0 {
		return nil
	}
	need := neededOf(p.Of, n)
	if met != need && met != need-1 {
		return nil
	}
	var ids []string
	for k, c := range p.Criteria {
		if f := a.Figures[k]; f.Status == byblik.OK && f.Met == (met == need) && math.Abs(f.Z-c.Limit) <= margin {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// changed lists the criteria that are met in one of the runs only.
func changed(before, after *Past, was, is *PastArea) []string {
	var ids []string
	for k, c := range after.Criteria {
		j := before.criterion(c.ID)
		if met := is.Figures[k].Met; met != (j >= 0 && was.Figures[j].Met) {
			ids = append(ids, c.ID)
		}
	}
	for j, c := range before.Criteria {
		if after.criterion(c.ID) < 0 && was.Figures[j].Met {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

func (p *Past) criterion(id string) int {
	return slices.IndexFunc(p.Criteria, func(c PastCriterion) bool { return c.ID == id })
}

func (p *Past) check() error {
	bad := func(place, found, expected string) error {
		return &byblik.Error{Kind: byblik.Invalid, Check: "compare", Place: place, Found: found, Expected: expected, Do: "compare two folders that byblik wrote"}
	}
	if p.Of.Num < 1 || p.Of.Den < p.Of.Num {
		return bad("flag.of", fmt.Sprintf("%d/%d", p.Of.Num, p.Of.Den), "a fraction such as 2/3")
	}
	for _, a := range p.Areas {
		if len(a.Figures) != len(p.Criteria) {
			return bad(a.Area.String(), fmt.Sprintf("%d figures", len(a.Figures)), fmt.Sprintf("%d, one for each criterion", len(p.Criteria)))
		}
	}
	return nil
}
