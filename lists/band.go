package lists

import (
	"math"
	"slices"

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
// small, a fifth of the limit; residents 50 persons. A share is close within 5
// persons at least, and all of it is below the limit where fewer than 5 would be
// left as far: neither word may tell a number of persons.
const (
	closePoints    = 5.0
	closeShare     = 0.2
	closeResidents = 50.0
	fewestPersons  = 5.0
)

// width is the distance from the limit up to which it is close.
func (f *Finding) width() float64 {
	w := closePoints
	switch f.Criterion {
	case Residents:
		return closeResidents
	case Convicted:
		w = closeShare * math.Abs(f.Limit)
	}
	if f.share == nil || len(f.share.figures) == 0 || f.share.figures[0].Of <= 0 {
		return w
	}
	few := 100 * fewestPersons / f.share.figures[0].Of
	if w = max(w, few); f.Limit-w < few {
		w = max(w, f.Limit)
	}
	return w
}

func (f *Finding) close() bool { return f.Margin <= f.width() }

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

// Distance is how far a list lies from turning when all its criteria move
// together, in units of what counts as close: positive where the area is on it.
// With each criterion's distance from its limit in those units it is, as the
// list itself,
//
//	min(residents, the m-th largest of the counted, the smallest required)
//
// and for a list of years in a row that of the list it counts. It is −Inf where
// no figure of the year can bring the area onto the list, and NaN where one is
// missing or the list was not computed.
func (r *Result) Distance(s *Standing) float64 {
	switch {
	case r.NotKnown || r.Imported:
		return math.NaN()
	case r.Suspended:
		return math.Inf(-1)
	case r.Row != nil:
		for _, y := range r.Row.Years[1:] {
			if y.On == screen.No {
				return math.Inf(-1)
			}
			if y.On != screen.Yes {
				return math.NaN()
			}
		}
		return s.Result(ListID(r.Rule.Row.List)).Distance(s)
	case !r.Base:
		return math.Inf(-1)
	}
	counted := distances(r.Counted)
	slices.Sort(counted) // NaN stands in front
	least := r.Residents.distance()
	if n := len(counted); n > 0 && r.Rule.AtLeast > 0 {
		if math.IsNaN(counted[0]) || n < r.Rule.AtLeast {
			return math.NaN()
		}
		least = min(least, counted[n-r.Rule.AtLeast])
	}
	for _, d := range distances(r.Required) {
		least = min(least, d)
	}
	return least
}

func distances(of []Finding) []float64 {
	out := make([]float64, len(of))
	for i := range of {
		out[i] = of[i].distance()
	}
	return out
}

// distance is a criterion's distance from its limit, in units of what counts
// as close; positive where it is met, 0 where rounding leaves it open.
func (f *Finding) distance() float64 {
	d := f.Margin / f.width()
	switch f.Met {
	case screen.Yes:
		return d
	case screen.No:
		return -d
	case screen.Indeterminate:
		return 0
	}
	return math.NaN()
}
