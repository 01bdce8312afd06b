package lists

import (
	"math"
	"math/big"

	"byblik/catalog"
	"byblik/screen"
)

// Standing is what the lists of one year make of one housing area.
type Standing struct {
	Area    *HousingArea
	Year    int
	Rules   *catalog.RuleSet
	Results []Result // in the order of the rule set
	// PlanSince is the first year on file in which a list brought a duty that
	// stays, the development plan of § 168 a; 0 if there was none.
	PlanSince int
}

// Result gives one list, or nil where the rules of that year do not have it.
func (s *Standing) Result(id ListID) *Result {
	for i := range s.Results {
		if s.Results[i].List == id {
			return &s.Results[i]
		}
	}
	return nil
}

// Result is one list for one area.
type Result struct {
	List ListID
	Rule *catalog.StateList
	On   screen.Answer
	// Base tells whether the area is on the list of 2010, or need not be.
	Base      bool
	Residents Finding
	Counted   []Finding // of which Rule.AtLeast must be met
	Required  []Finding // which must all be met
	Inherited bool      // Counted belongs to the paragraph of another list
	Row       *Row      // for lists of years in a row
	Suspended bool      // no, because origin is suspended
	Dropped   bool      // computed without origin
	Imported  bool      // taken from imported.csv
	NotKnown  bool      // never computed for this year, and not imported
	// Persons is the smallest number of persons, over the cheapest combination
	// of criteria, that turns the list's answer; see Register.Margins.
	Persons Persons
	Flips   []CriterionID // that combination
}

// Own lists the findings of the list's own paragraph, as tables show them.
func (r *Result) Own() []Finding {
	var own []Finding
	if r.Row != nil || r.NotKnown || r.Imported && r.Counted == nil {
		return nil
	}
	if !r.Inherited {
		own = append(own, r.Counted...)
	}
	own = append(own, r.Required...)
	if !r.Inherited {
		own = append(own, r.Residents)
	}
	return own
}

// Finding is one criterion for one area. Value and Limit are NaN where they
// are missing; rounded figures show as printed.
type Finding struct {
	Criterion  CriterionID
	Rule       *catalog.StateCriterion // nil for residents
	Value      float64
	Limit      float64
	Comparator string // above, at_least, below
	Met        screen.Answer
	Rounded    bool // value or limit rests on printed percentages
	Years      []YearBehind
	Margin     float64 // distance of Value and Limit, never negative
	Persons    Persons // see Register.Margins
	share      *share
	value      span
	limit      span
}

// YearBehind is one year of an average.
type YearBehind struct {
	Year    int
	Value   float64
	Known   bool
	Printed bool
}

// Persons is a number of persons that may not be defined.
type Persons struct {
	N     int
	Known bool
}

// Row is a row of years, the latest first.
type Row struct {
	Years   []RowYear
	Running int // years with yes from the list's year back, unbroken
}

// RowYear is one year of a row.
type RowYear struct {
	Year int
	On   screen.Answer
}

// find holds one criterion against its limit.
func (g *Register) find(k *catalog.StateCriterion, a *HousingArea, year int) Finding {
	m := g.measure(k, a, year)
	f := Finding{Criterion: CriterionID(k.Figure), Rule: k, Value: math.NaN(), Limit: math.NaN(), Comparator: k.Comparator,
		Met: screen.Absent, Years: m.years, Margin: math.NaN(), share: m.share, value: m.value, limit: m.limit}
	if m.valued {
		f.Value = m.value.middle()
		f.Rounded = !m.value.point
	}
	if m.limited {
		f.Limit = m.limit.middle()
		f.Rounded = f.Rounded || !m.limit.point
	}
	if m.known {
		f.Met = compare(m.value, k.Comparator, m.limit)
		f.Margin = math.Abs(f.Value - f.Limit)
	}
	return f
}

// nearest replaces value, limit and margin by the float64 nearest to the exact
// ones, for machines: shortest decimals then read back as the same number.
func (f *Finding) nearest() {
	if f.Criterion == Residents {
		return
	}
	var v, l *big.Rat
	if !math.IsNaN(f.Value) {
		v = f.value.exactMiddle()
		f.Value, _ = v.Float64()
	}
	if !math.IsNaN(f.Limit) {
		l = f.limit.exactMiddle()
		f.Limit, _ = l.Float64()
	}
	if v != nil && l != nil {
		f.Margin, _ = new(big.Rat).Abs(v.Sub(v, l)).Float64()
	}
}

// residents holds the residents of 1 January against the smallest number.
func residents(s *catalog.StateLists, a *HousingArea, year int) Finding {
	f := Finding{Criterion: Residents, Value: math.NaN(), Limit: float64(s.Residents), Comparator: atLeast, Met: screen.Absent, Margin: math.NaN()}
	y := a.Year(year)
	if y == nil || !y.Residents.Known {
		return f
	}
	f.Value = y.Residents.Value
	f.Margin = math.Abs(f.Value - f.Limit)
	f.Met = screen.No
	if f.Value >= f.Limit {
		f.Met = screen.Yes
	}
	return f
}

func answers(of []Finding) []screen.Answer {
	as := make([]screen.Answer, len(of))
	for i := range of {
		as[i] = of[i].Met
	}
	return as
}

// settle puts a result together from its findings.
//
// on = on the list of 2010 ∧ residents ∧ (at least m of the counted) ∧ required.
func (r *Result) settle(at int) screen.Answer {
	base := screen.No
	if r.Base {
		base = screen.Yes
	}
	return screen.All(base, r.Residents.Met, screen.AtLeast(at, answers(r.Counted)...), screen.All(answers(r.Required)...))
}
