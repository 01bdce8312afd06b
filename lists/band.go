package lists

import (
	"math"

	"byblik/screen"
)

// Band is what the public view says of a list: no figure, no person.
type Band string

// The bands.
const (
	OnFar       Band = "on.far"
	OnClose     Band = "on.close"
	OffFar      Band = "off.far"
	OffClose    Band = "off.close"
	OpenBand    Band = "open"
	BandUnknown Band = "notcomputed"
)

// How near a limit is close: 5 percentage points; convictions, whose limit is
// small, a fifth of the limit; residents 50 persons.
const (
	closePoints    = 5.0
	closeShare     = 0.2
	closeResidents = 50.0
)

func (f *Finding) close() bool {
	switch f.Criterion {
	case Residents:
		return f.Margin <= closeResidents
	case Convicted:
		return f.Margin <= closeShare*math.Abs(f.Limit)
	}
	return f.Margin <= closePoints
}

// Band tells whether a list is close to turning: it is where the answer opens
// as soon as every criterion close to its limit counts as open.
func (r *Result) Band(s *Standing) Band {
	switch {
	case r.NotKnown:
		return BandUnknown
	case !r.On.Known():
		return OpenBand
	}
	near := r.nearTurn(s)
	switch {
	case r.On == screen.Yes && near:
		return OnClose
	case r.On == screen.Yes:
		return OnFar
	case near:
		return OffClose
	}
	return OffFar
}

func (r *Result) nearTurn(s *Standing) bool {
	if r.Imported || r.Suspended {
		return false
	}
	if r.Row != nil {
		for _, y := range r.Row.Years[1:] {
			if y.On != screen.Yes {
				return false
			}
		}
		return s.Result(ListID(r.Rule.Row.List)).nearTurn(s)
	}
	soft := *r
	soft.Counted, soft.Required = opened(r.Counted), opened(r.Required)
	if soft.Residents.close() {
		soft.Residents.Met = screen.Indeterminate
	}
	return !soft.settle(r.Rule.AtLeast).Known()
}

func opened(of []Finding) []Finding {
	out := append([]Finding(nil), of...)
	for i := range out {
		if out[i].close() {
			out[i].Met = screen.Indeterminate
		}
	}
	return out
}
