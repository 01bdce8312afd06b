package letting

import "byblik/catalog"

// Assumptions are what a user assumes of letting, of the waiting list and of
// those who move: one YAML file, printed in full on every report.
type Assumptions struct {
	ID        string
	Title     catalog.Text
	Invented  bool
	Origin    OriginUse
	OriginIn  float64 // share of those who move in, the same for every letting type
	AgeShares AgeShares
	Groups    []Group
	Types     []Type
	Leaving   Ratios
	Staying   [criteria]Drift // percentage points a year; income in per cent of the region's
	Nation    Drift           // national share of convicted, percentage points a year
	Uncertain float64         // one standard deviation of how far profiles are off, as a share
	TriedFrom int             // first year of the lettings that are tried
	Default   AreaAssumption
	Areas     []AreaAssumption
	Elsewhere Elsewhere
	Goal      Goal
	Text      []byte // the file as it was written
	File      string
	lines     map[string]int // path → line, for messages
}

// OriginUse says what becomes of the State's criterion of origin.
type OriginUse string

// The uses of origin: as the State's input; the criterion left out; or the
// lists that cannot be met without it treated as suspended.
const (
	OriginState   OriginUse = "state_input"
	OriginDrop    OriginUse = "drop"
	OriginSuspend OriginUse = "suspend"
)

// AgeShares are shares of the residents, used where the folder has a share but
// no count of persons behind it. Taxpayers are those behind a mean income,
// which no folder counts.
type AgeShares struct{ From18To64, From18, From30To59, Taxpayers float64 }

// Group is a group of the waiting list: households that are alike in what the
// letting rules ask. Shares are of the group's own persons in the age of the
// criterion.
type Group struct {
	ID        string
	Name      catalog.Text
	Waiting   float64 // households at the beginning
	Arrivals  float64 // households a year
	GiveUp    float64 // share of the waiting who leave the list in a year without a home
	Household Household
	Labour    float64 // share of 18–64
	Convicted float64 // share of 18 and over
	Education float64 // share of 30–59
	Income    float64 // mean gross income in per cent of the region's
}

// Household is the mean household of a group, in persons.
type Household struct{ Persons, From18To64, From18, From30To59, Taxpayers float64 }

// Type is a way of letting. From says which groups its lettings go to, shares
// that sum to 1, in the order of Assumptions.Groups.
type Type struct {
	ID        string
	Name      catalog.Text
	Paragraph string
	From      []float64
}

// Ratios say how those who move out differ from the residents: 1 is like the
// area, 0.8 a fifth fewer. Income is the ratio of mean incomes.
type Ratios [criteria]float64

// Drift is a change per year for those who stay: the expected change and one
// standard deviation of a year's chance.
type Drift struct{ Drift, SD float64 }

// AreaAssumption is what is assumed of one housing area, or of all that are not
// named (Area is empty). Mixes are shares of the lettings by type, in the order
// of Assumptions.Types; nil means the default's.
type AreaAssumption struct {
	Area             string
	Turnover         float64 // share of the homes let anew in a year; 0 = the default's
	ResidentsPerHome float64
	Homes            float64 // 0 = residents by ResidentsPerHome
	Today, Tried     []float64
	at               string
}

// Elsewhere says what becomes of lettings that a housing area no longer makes
// in a way: Share of them are made in other areas instead, by weight.
type Elsewhere struct {
	Share    float64
	Lettings int       // of the rest of the city's social homes, a year
	Today    []float64 // their mix
	To       []Receiver
}

// Receiver is an area that allocation moves to; Rest is the rest of the city.
type Receiver struct {
	Area   string
	Weight float64
}

// Rest names the city's social homes outside the housing areas of the folder.
const Rest = "rest"

// Goal says when a number of lettings is enough.
type Goal struct {
	Years       []int   // lists of these years
	Probability float64 // of being off the list; 0 = off the list in expectation
	EveryYear   bool    // in every list from the first with tried lettings to that year, not only in that year
	Find        []Search
}

// Search asks for the fewest lettings of a type, or, with Most, for the most
// that still reach the goal.
type Search struct {
	Type int // index in Assumptions.Types
	Most bool
}

// The criteria in the order of every array of this package.
const (
	labour = iota
	convicted
	education
	origin
	income
	criteria
)
