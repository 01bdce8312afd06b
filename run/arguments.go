package run

import (
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/dossier"
)

// Arguments are what a person chose for one screening.
type Arguments struct {
	Period   byblik.Period // zero: the newest complete one
	Within   string        // authority code; empty = everywhere
	Partial  bool          // go on although criteria lack data
	Seed     uint64
	Stress   int // plausible screenings that test how firm the result is; 0 = none
	Lang     catalog.Lang
	Accepted []dossier.Accepted // sorted by check
	Previous []byblik.Zone      // zones of an earlier screening, whose ids live on
}

// Accept records that a check is accepted, for a reason.
func (a *Arguments) Accept(check, reason string) {
	a.Accepted = append(a.Accepted, dossier.Accepted{Check: check, Reason: reason})
	slices.SortStableFunc(a.Accepted, func(x, y dossier.Accepted) int { return strings.Compare(x.Check, y.Check) })
}

// Reasons gives the accepted checks as readers take them.
func (a *Arguments) Reasons() map[string]string {
	m := map[string]string{}
	for _, x := range a.Accepted {
		m[x.Check] = x.Reason
	}
	return m
}
