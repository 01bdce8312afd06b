package byblik

// Finding is one result of a screening for one area: a value, its rank (1 =
// most disadvantaged) and its class. Unless Status is OK the other three mean
// nothing and outputs leave them empty.
type Finding struct {
	Area    AreaCode
	Measure string
	Value   float64
	Rank    int
	Class   string
	Status  Status
}

// CriterionFinding is the result of one criterion for one area in the
// screened period. Value and City are in the unit of the criterion, Limit is
// the value at which the criterion is met, Z the resident-weighted standard
// score (higher = worse).
type CriterionFinding struct {
	Area      AreaCode
	Criterion string
	Value     float64
	City      float64
	Limit     float64
	Z         float64
	Met       bool
	Status    Status
}

// ZoneState is the life of a zone.
type ZoneState string

// A screening makes candidates; people propose, decide and end a designation.
const (
	Candidate ZoneState = "candidate"
	Proposed  ZoneState = "proposed"
	Decided   ZoneState = "decided"
	Former    ZoneState = "former"
)

// Reason says why an area is a member of a zone.
type Reason string

// The reasons for membership.
const (
	Flagged   Reason = "flagged"    // enough criteria are met
	Enclosed  Reason = "enclosed"   // surrounded by flagged areas
	StateList Reason = "state_list" // a housing area on the State's lists lies in it
)

// Member is an area of a zone.
type Member struct {
	Area      AreaCode
	Reason    Reason
	Residents float64
	Note      string // such as the name of the housing area and its list
}

// Zone is a disadvantaged urban area (udsat byområde): contiguous small areas
// that a screening proposes or people have designated. ID is permanent.
type Zone struct {
	ID        string
	Name      string
	State     ZoneState
	Members   []Member // sorted by area code
	Residents float64
	Reason    string // code of the main reason; texts are in the catalog
	ValidFrom Period
	ValidTo   Period // zero: still valid
}
