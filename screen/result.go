package screen

import (
	"byblik"
	"byblik/catalog"
)

// Screening is the outcome of a screening by criteria. Slices per area follow
// the panel's areas.
type Screening struct {
	Period   byblik.Period     // the screened period
	Window   []byblik.Period   // the latest periods on file that the flag looks at, newest first
	Criteria []CriterionResult // as in the rule set
	Areas    []AreaResult
	WithData []string // ids of the criteria with data in the screened period
	Without  []string // ids of the criteria without
	Notes    []catalog.Text
}

// CriterionResult is one criterion in every period of the window.
type CriterionResult struct {
	Rule    *catalog.Criterion
	HasData bool         // in the screened period
	Counted bool         // false where its figures are at a coarser level than the area
	InZ     bool         // value, city and limit are standard scores, because several components are averaged
	Unit    catalog.Text // unit of value, city and limit
	Periods []CriterionPeriod
}

// CriterionPeriod is one criterion in one period. City is the resident-weighted
// mean, SD the resident-weighted standard deviation (population form), Limit
// the value at which the criterion is met: city + sign·z·SD. The three are NaN
// without data. Findings and Plain have one entry per area; Plain is the
// standard score without weights, higher = worse, NaN where there is none.
type CriterionPeriod struct {
	Period   byblik.Period
	HasData  bool
	City     float64
	SD       float64
	Limit    float64
	Findings []byblik.CriterionFinding
	Plain    []float64
}

// AreaResult is what the screening says about one area.
type AreaResult struct {
	Area      byblik.AreaCode
	Status    byblik.Status // of the screened period: missing without any criterion with data, not_applicable with too few residents
	Residents float64       // in the screened period; NaN where unknown
	Score     float64       // mean of the unweighted z of its criteria with data; NaN unless Status is OK
	Rank      int           // of the score, 1 = highest; 0 unless Status is OK
	Flagged   bool
	Periods   int      // periods of the window in which it has data
	Needed    int      // periods in which enough criteria must be met
	Reached   int      // periods in which enough are met
	Counts    []Count  // as Window
	Review    []string // ids of the review marks that it reaches
}

// Count is how many criteria an area meets in one period. Without criteria
// with data Needed is 0 and nothing is reached.
type Count struct {
	Period   byblik.Period
	Met      int
	WithData int
	Needed   int
	Reached  bool
}

// Flags gives the flag of every area, in the order of the areas.
func (s *Screening) Flags() []bool {
	flags := make([]bool, len(s.Areas))
	for i := range s.Areas {
		flags[i] = s.Areas[i].Flagged
	}
	return flags
}

// Profiles gives the unweighted standard scores of every area, one per
// criterion with data in the screened period: what tells alike areas from
// unlike ones. NaN where an area lacks one.
func (s *Screening) Profiles() [][]float64 {
	list := make([][]float64, len(s.Areas))
	for _, c := range s.Criteria {
		for _, p := range c.Periods {
			if p.Period != s.Period || !p.HasData {
				continue
			}
			for i := range list {
				list[i] = append(list[i], p.Plain[i])
			}
		}
	}
	return list
}
