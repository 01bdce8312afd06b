package dossier

import (
	"byblik"
	"byblik/catalog"
	"byblik/stress"
)

// Screening is everything that one screening found. Slices per area follow
// the order of Areas, which is by code.
type Screening struct {
	Rules  *catalog.RuleSet
	Period byblik.Period
	Within string // authority that was screened; empty = all
	Lang   catalog.Lang

	Areas     []byblik.Area
	Residents []float64             // NaN = unknown
	Shapes    []byblik.MultiPolygon // longitude, latitude; nil without geography
	Barriers  []byblik.Line         // longitude, latitude

	Findings []byblik.Finding // by measure as in the rule set, then area
	Criteria []Criterion      // as in the rule set; empty for an index

	// Authorities sums an index up by authority: a head and one row each,
	// as package screen computes it; nil where areas have no authority.
	Authorities [][]string

	Flagged  []bool   // nil for an index
	Periods  []int    // periods on file behind the flag, per area
	Review   []string // ids of the review marks, per area; empty = none
	Zones    []byblik.Zone
	Why      []stress.Explanation // why each area is where it is; nil for an index
	WhyText  [][]catalog.Text     // the same in sentences, per area
	Firmness *stress.Firmness     // how firm the result is; nil if not asked for
	TooSmall []TooSmall           // flagged groups that are too small to be a zone

	Receipts    []byblik.Receipt
	Sources     []*catalog.Source
	Accepted    []Accepted     // exceptions that somebody accepted, with reason
	Said        []catalog.Text // what every output of this run repeats, most important first
	Notes       []catalog.Text // what the rule set says of itself
	Recipe      []byte         // recipe.json
	Version     string         // version of the program
	Fingerprint string         // first 16 hexadecimal digits of the recipe's SHA-256
}

// Criterion is one criterion of the rule set with its results.
type Criterion struct {
	Rule     *catalog.Criterion
	HasData  bool
	Unit     catalog.Text              // unit of Value, City and Limit
	City     float64                   // resident-weighted mean; NaN without data
	SD       float64                   // resident-weighted standard deviation
	Limit    float64                   // value at which the criterion is met
	Findings []byblik.CriterionFinding // one per area; status missing without data
}

// TooSmall is a contiguous group of flagged areas with fewer residents than a
// zone needs. It is listed, never padded.
type TooSmall struct {
	Areas     []byblik.AreaCode
	Names     []string
	Residents float64
}

// Accepted is a check that somebody chose to accept, with the reason.
type Accepted struct {
	Check  string `json:"check"`
	Reason string `json:"reason"`
}
