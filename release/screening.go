package release

import (
	"byblik"
	"byblik/catalog"
)

// Screening is the result of the screening as the public may see it.
// Membership of zones is the decision, made on unrounded figures. All else,
// values, standard scores, criteria met, verdicts, comes from the public run,
// the same rules on protected figures.
type Screening struct {
	Title    catalog.Text `json:"title"`
	Summary  catalog.Text `json:"summary"`
	Legal    catalog.Text `json:"legal_basis"`
	Status   string       `json:"status"`          // life of the rule set: draft, reviewed, in_force, superseded
	Kind     string       `json:"kind"`            // of the rule set: municipal; index, which no city's own screening need be
	Trial    bool         `json:"trial,omitempty"` // of a method: never a designation
	Rules    string       `json:"rules"`           // path of the rule set inside the release
	NeedOf   int          `json:"need_of"`         // so many criteria …
	NeedFrom int          `json:"need_from"`       // … of so many with data make a flag
	// Years of the OfLatest latest years must do so; where fewer are on file than
	// the rule looks at, of those, in the same proportion.
	Years    int                 `json:"years"`
	OfLatest int                 `json:"of_latest"`
	Criteria []Criterion         `json:"criteria"`
	Areas    []AreaFinding       `json:"-"` // in the order of the small areas
	Zones    []byblik.Zone       `json:"-"`
	TooSmall [][]byblik.AreaCode `json:"-"`
	Said     []catalog.Text      `json:"said"`  // what every output repeats
	Notes    []catalog.Text      `json:"notes"` // what the rule set says of itself
	Runs     int                 `json:"runs"`  // plausible screenings behind the verdicts; 0 = none
	// Residents is the indicator that counts residents: areas below
	// MinResidents are not screened, and every area weighs by it.
	Residents    byblik.IndicatorID `json:"residents"`
	MinResidents float64            `json:"min_residents"`
}

// Criterion is one criterion of the screening, in the public run.
type Criterion struct {
	ID     string       `json:"id"`
	Title  catalog.Text `json:"title"`
	Plain  catalog.Text `json:"plain"` // one sentence for citizens
	Unit   catalog.Text `json:"unit"`
	City   float64      `json:"city"`  // the city's value: the mean of the small areas, weighted by residents
	Limit  float64      `json:"limit"` // value at which it is met
	SD     float64      `json:"sd"`
	LimitZ float64      `json:"limit_z"`
	Data   bool         `json:"data"` // whether there are figures
	// Lacking says that there were no figures at all: it took no part in the
	// decision.
	Lacking bool `json:"lacking,omitempty"`
	// WorseIsLower says that a low value is the disadvantaged end.
	WorseIsLower bool                 `json:"worse_is_lower"`
	Indicators   []byblik.IndicatorID `json:"indicators"`
	Proxy        *catalog.Text        `json:"proxy,omitempty"`
}

// Known counts the criteria that took part in the decision.
func (s *Screening) Known() int {
	n := 0
	for i := range s.Criteria {
		if !s.Criteria[i].Lacking {
			n++
		}
	}
	return n
}

// Need is the number of criteria that must be met of those with data: the
// share of the rules, rounded up.
func (s *Screening) Need(known int) int {
	if s.NeedFrom <= 0 {
		return 0
	}
	return (known*s.NeedOf + s.NeedFrom - 1) / s.NeedFrom
}

// AreaFinding is what the screening says of one small area.
type AreaFinding struct {
	Area     byblik.AreaCode
	Status   byblik.Status // not applicable: too few residents to be screened
	Score    float64       // mean of the standard scores; orders, never designates; NaN unless OK
	Flagged  bool          // in the public run
	Zone     string        // id of the zone by the decision; empty = not designated
	Reason   byblik.Reason // why it is a member
	Note     string        // such as the housing area and its list
	Marked   bool          // decided on unrounded figures: the public figures alone say otherwise
	Verdict  string        // firm, borderline, fragile, or empty: not tested
	Share    float64       // of the plausible screenings in which it lies in a zone; NaN = not tested
	Driver   string        // the choice that moves it most; empty = none leads
	Review   []string      // review marks
	Twins    []string      // codes of the most similar areas, the most similar first
	Borders  []string      // codes of its neighbours, sorted
	Criteria []CriterionFinding
}

// CriterionFinding is one criterion of one area, in the public run.
type CriterionFinding struct {
	Value  float64 // NaN unless Status is OK
	Z      float64
	Low    float64 // 95 per cent interval of Value; NaN = none
	High   float64
	Met    bool
	Band   Band
	Status byblik.Status
}

// Band says how far a value lies from its limit, without a number of persons:
// within a quarter of a standard score is close.
type Band string

// The bands.
const (
	MetFar      Band = "met.far"
	MetClose    Band = "met.close"
	NotMetClose Band = "not_met.close"
	NotMetFar   Band = "not_met.far"
	NoBand      Band = ""
)

// Lists is the public view of the State's lists.
type Lists struct {
	Rules []catalog.Text `json:"rules"` // the rule set of the latest list, its legal status, its readings
	Rows  []ListRow      `json:"-"`     // by housing area, year, list
}

// ListRow is one housing area on one list of one year.
type ListRow struct {
	Housing string // code
	Name    string
	Year    int
	List    string // udsat, parallelsamfund, omdannelse, forebyggelse, kombineret_udlejning
	Legal   catalog.Text
	On      string // yes, no, indeterminate, missing
	// Band tells how close it is to change: on.far, on.close, off.close,
	// off.far, open, notcomputed.
	Band string
	// Without is On as it would be with the criterion of origin left out of
	// every list (EU Court, C-417/23); empty where nobody asked.
	Without string
	Areas   []string // small areas that hold it
}
