package stress

import (
	"byblik"
	"byblik/catalog"
	"byblik/screen"
)

// Explanation says why an area is where it is, and what would have to change.
type Explanation struct {
	Area    int // index in the panel
	Code    byblik.AreaCode
	Name    string // of the area, its code where it has none
	Result  screen.AreaResult
	Margins []Margin // one per criterion, as in the rule set
	Flag    Counterfactual
	Zone    Counterfactual // Reason NoZones where the rule set has none
}

// Margin is the distance of an area from the limit of one criterion in the
// screened period.
//
//	Points   sign·(value − limit), in the unit of the criterion: 0 or more
//	         where it is met, below 0 where it is not
//	Persons  the smallest whole number of persons by which the area's own count
//	         must change for the criterion to turn; above 0 where it is met (so
//	         many to spare), below 0 where it is not (so many short)
//	Needed   the number of persons whose change turns the flag through this
//	         criterion alone, all other figures as they are; 0 where none does
//
// Persons and Needed are found with everything computed again: the city's
// value and its standard deviation move with the count, the denominators and
// the residents stay. A criterion of several indicators is turned through one
// of them, the one that needs fewest persons.
type Margin struct {
	Criterion string
	Status    byblik.Status
	Met       bool
	Points    float64            // NaN unless Status is OK
	Persons   int                // 0 where Why is not empty
	Needed    int                // 0 = none
	Indicator byblik.IndicatorID // whose count Persons is about; empty if none
	Why       Cause              // why there is no number of persons; empty if there is one
}

// Counterfactual is what turns a flag, or the membership of a zone, of an area.
// Each set of changes turns it, and one person (or one step) less in any of
// its criteria does not.
type Counterfactual struct {
	Holds    bool    // the flag, or the membership, now
	One      []Shift // one criterion, fewest persons; nil if none does it
	InPoints []Shift // one criterion without a count, smallest in standard deviations; nil if none
	Several  []Shift // several criteria, fewest persons in all; nil if none, or none cheaper than One
	Reason   Cause   // why there is no change at all; empty if there is one
}

// Found says whether some change turns it.
func (c *Counterfactual) Found() bool { return c.One != nil || c.InPoints != nil || c.Several != nil }

// Best is the change to tell first: fewest persons, then a figure that is no
// count, then both together. Nil if there is none.
func (c *Counterfactual) Best() []Shift {
	for _, set := range [][]Shift{c.Several, c.One} {
		if set != nil && inPersons(set) {
			return set
		}
	}
	if c.InPoints != nil {
		return c.InPoints
	}
	return c.Several
}

// Shift is a change of one indicator of an area in the screened period.
// Where the figure is a count of persons, Steps is the number of persons and
// Step what one person is in points; otherwise a step is one unit of the last
// printed decimal, or a power of ten of at most a thousandth of the standard
// deviation where none is known.
type Shift struct {
	Criterion string
	Indicator byblik.IndicatorID
	Counted   bool // steps are persons
	Steps     int  // signed: fewer is negative
	Step      float64
	Points    float64 // change of the indicator's figure in its own unit, signed
}

// Persons is the signed number of persons of a change, 0 where the figure is
// no count.
func (c Shift) Persons() int {
	if c.Counted {
		return c.Steps
	}
	return 0
}

func inPersons(list []Shift) bool {
	for _, c := range list {
		if !c.Counted {
			return false
		}
	}
	return true
}

// Explain finds for every area its margins, and the smallest changes that turn
// its flag and its membership of a zone. Areas are shared out to the workers
// (0 = one per core); their number changes nothing.
//
// # How
//
// Only figures of the screened period change, those of one area at a time, and
// only of indicators that belong to one criterion. One person more among the
// counted moves the area's figure by per/denominator, and with it the city's
// mean and standard deviation, so that other areas may pass a limit, zones
// grow or fall apart and enclosure changes. All of this is followed.
//
// One criterion: every whole number of persons is tried, upward and downward,
// from 1 until the count is 0 or the whole denominator; the first that turns
// is therefore the smallest. (Own standing is monotone in own figure: with
// weight p of the city and z = (d + (1−p)δ)/√(V + 2pdδ + p(1−p)δ²) its
// derivative has the sign of (1−p)V − pd², which is never negative. Membership
// of a zone is not monotone, hence the scan.) Criteria without a count are
// tried in steps, as far as the highest and the lowest figure of the city.
//
// Persons of several criteria are added up although one person may be counted
// under more than one of them; the sum is the most that are needed.
//
// Several criteria, the flag: criteria turn independently, since each has its
// own figures; the cheapest k are the cheapest way. Criteria without a count
// enter only where those with a count do not suffice, those first that move
// the fewest standard deviations.
//
// Several criteria, the zone: the area's own flag and its own score (an
// enclosed area needs one above the rule's) are turned at the fewest persons,
// exactly, by dynamic programming over persons; then everything is computed
// again. Changes in several criteria that would work only through the
// neighbours, without turning the area's own flag or score, are not searched.
// Where an enclosed area's score cannot be turned by persons alone, one
// criterion without a count helps, so that the fewest persons are needed.
//
// Standing is computed from sums that are updated as one figure moves;
// whenever a figure comes within 1e-9 of a limit the whole screening is made
// again instead. Prove makes it again for every change that is stated.
func (c *City) Explain(workers int) ([]Explanation, error) {
	t, err := c.layOut()
	if err != nil {
		return nil, err
	}
	list := make([]Explanation, len(c.Panel.Areas))
	faults := make([]error, len(list))
	share(len(list), workers, func(int) func(int) {
		return func(i int) {
			s := newSearch(t, i)
			list[i] = s.explain()
			faults[i] = s.fault
		}
	})
	for _, err := range faults {
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Cause is a stated reason why nothing, or no number of persons, can be named.
type Cause string

// The causes. Their sentences are given by Text.
const (
	NotScreened Cause = "not_screened" // fewer residents than the rule asks for
	// UnknownResidents: how many people live in the area is not known.
	UnknownResidents Cause = "residents_unknown"
	NoFigures        Cause = "no_data"                // no figures for any criterion
	EarlierYears     Cause = "earlier_years"          // decided by the years before, whatever the latest says
	TooMany          Cause = "more_than_the_area_has" // would take more persons than are counted there
	BeyondCity       Cause = "beyond_the_city"        // would take a figure that no area of the city has
	SmallGroup       Cause = "small_group"            // too few residents in the group; no figure changes that
	Surrounded       Cause = "surrounded"             // inside because of its surroundings, its own figures do not count
	OnStateList      Cause = "state_list"             // inside because of the State's list
	NoZones          Cause = "no_zones"               // the rule set makes no zones
	NoCount          Cause = "no_count"               // the figure is no count of persons that is on file
	NoFigure         Cause = "no_figure"              // the area has no figure for the criterion
	NotInCount       Cause = "not_in_count"           // known by a coarser level only, does not count
	Treated          Cause = "treated"                // figures are treated, or used by several criteria, so that none stands alone
)

// Text says a cause in words.
func (c Cause) Text() catalog.Text { return causeText[c] }
