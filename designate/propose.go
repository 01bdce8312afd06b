package designate

import (
	"byblik"
	"byblik/spatial"
)

// Rules are the limits of a city's designation.
type Rules struct {
	MinResidents  float64 // least residents of a zone, such as 1,000
	MaxResidents  float64 // most residents of a zone, such as 40,000; 0 = no limit
	MinBorder     float64 // metres of open border that join two areas, such as 10
	Enclose       bool    // whether surrounded areas come inside
	EnclosedShare float64 // share of the outline, 0–1, such as 0.6
	EnclosedScore float64 // the score of an enclosed area must be above this
	SmallArea     float64 // residents below which an area is enclosed whatever its score
}

// Input is what a proposal rests on. All slices are by area, in any order of
// areas; Borders is measured on the shapes of the same areas in that order.
type Input struct {
	Areas     []byblik.Area
	Residents []float64   // NaN = unknown, counts as none
	Flagged   []bool      // enough criteria are met
	Score     []float64   // higher = more disadvantaged; NaN = not screened
	Profile   [][]float64 // standard scores by criterion, for splitting; NaN = unknown; may be nil
	Borders   *spatial.Borders
	Listed    []Listed      // housing areas on the State's lists
	Previous  []byblik.Zone // zones whose ids live on
	Rules     Rules
	Period    byblik.Period
	City      string // starts the ids of new zones
}

// Listed is a housing area on one of the State's lists and the areas that
// hold it.
type Listed struct {
	Name  string // name of the housing area
	List  string // name of the list
	Year  int    // year of the list
	Areas []Holding
}

// TooSmall is a group of qualifying areas without enough residents for a zone.
type TooSmall struct {
	Members   []byblik.Member // sorted by area code
	Residents float64
}

// NoteKind says what a note is about; its texts are in the catalog.
type NoteKind string

// The notes on a proposal.
const (
	SmallStateList   NoteKind = "small_state_list"  // a zone below the least size stands for the State's list
	ListedNowhere    NoteKind = "listed_nowhere"    // a listed housing area lies in no area
	SplitByBarrier   NoteKind = "split_by_barrier"  // a group above the largest size was split at barriers
	SplitByDistrict  NoteKind = "split_by_district" // … at the borders of districts
	SplitByLikeness  NoteKind = "split_by_likeness" // … where areas are least alike
	AboveMax         NoteKind = "above_max"         // a zone stays above the largest size
	NoSuccessor      NoteKind = "no_successor"      // a previous zone lives on in none
	UnknownResidents NoteKind = "unknown_residents" // members whose residents are not known count as none
)

// Note is something about a proposal that people should know. Zone is the id
// concerned, empty if none; Housing the housing area.
type Note struct {
	Kind      NoteKind
	Zone      string
	Housing   string
	Areas     []byblik.AreaCode // sorted
	Residents float64
}

// Proposal is the outcome: zones ordered by their lowest area code, groups
// too small in the same order, notes in the order of the steps and zones.
type Proposal struct {
	Zones    []byblik.Zone
	TooSmall []TooSmall
	Notes    []Note
}

// Propose applies the rules of the package comment.
func Propose(in Input) (Proposal, error) {
	if err := check(in); err != nil {
		return Proposal{}, err
	}
	c := newCity(in)
	inside := c.membership()
	c.group(inside)
	c.identify()
	return c.proposal(), nil
}
