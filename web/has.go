package web

import (
	"math"
	"slices"
	"strings"

	"byblik/catalog"
	"byblik/release"
)

// What a release does not have, its pages leave out: a city without goals, lists,
// districts or addresses has no empty page or column of them.

// HasLists says that the State's lists are told of.
func (v *view) HasLists() bool { return len(v.Lists.Rows) > 0 }

// HasGoals says that figures or interventions belong to goals of a policy.
func (v *view) HasGoals() bool {
	for i := range v.Indicators {
		if v.Indicators[i].Goal != "" {
			return true
		}
	}
	return len(v.Interventions) > 0
}

// HasDoing says that something is told of what is being done.
func (v *view) HasDoing() bool { return len(v.Interventions)+len(v.Playgrounds) > 0 }

// HasAddresses says that addresses can be looked up.
func (v *view) HasAddresses() bool { return len(v.Addresses) > 0 }

// HasDistricts says that small areas lie in districts.
func (v *view) HasDistricts() bool { return v.Level(release.DistrictLevel) != nil }

// HasYears says that some figure has more than one period.
func (v *view) HasYears() bool {
	for i := range v.Tables {
		if len(v.Tables[i].Periods) > 1 {
			return true
		}
	}
	return false
}

// HasIntervals says that some figure has an interval.
func (v *view) HasIntervals() bool {
	for i := range v.Tables {
		for _, row := range v.Tables[i].Low {
			for _, low := range row {
				if !math.IsNaN(low) {
					return true
				}
			}
		}
	}
	return false
}

// HasProtected says that some figure is protected, not public elsewhere already.
func (v *view) HasProtected() bool {
	for i := range v.Indicators {
		if v.Indicators[i].Class != string(catalog.Public) {
			return true
		}
	}
	return v.Manifest.ID == ""
}

// HasMunicipal says that the rules are a city's own, which may use neither origin,
// ethnicity nor language.
func (v *view) HasMunicipal() bool { return v.Screening.Kind == string(catalog.Municipal) }

// HasTrial says that the screening tries a method and designates nothing.
func (v *view) HasTrial() bool { return v.Screening.Trial }

// absent says whether a page is about something that the release has not.
func (v *view) absent(page string) bool {
	switch page {
	case "lists":
		return !v.HasLists()
	case "goals":
		return !v.HasGoals()
	case "batch":
		return !v.HasAddresses()
	}
	return false
}

// Warnings are what every page says first: that the screening is a trial, and
// that criteria have no figures.
func (r *request) Warnings() []string {
	var out []string
	if r.HasTrial() {
		out = append(out, r.say("trial"))
	}
	s := &r.Screening
	if known := s.Known(); known < len(s.Criteria) {
		var names []string
		for i := range s.Criteria {
			if c := &s.Criteria[i]; c.Lacking {
				names = append(names, r.lower(r.in(c.Title)))
			}
		}
		out = append(out, r.say("partial", "known", known, "from", len(s.Criteria), "names", r.list(names)))
	}
	return out
}

// Criteria is the heading over the criteria: how many there are, and of how many
// of them there are figures.
func (r *request) Criteria() string {
	switch known, from := r.Screening.Known(), len(r.Screening.Criteria); {
	case known < from:
		return r.say("criteria.some", "known", known, "from", from)
	case from == 6:
		return r.say("criteria.six")
	default:
		return r.say("criteria.all", "from", from)
	}
}

// either is the text of a key where the release has something, and that of
// key.without where it has not.
func (r *request) either(has bool, key string, pairs ...any) string {
	if !has {
		key += ".without"
	}
	return r.say(key, pairs...)
}

// around writes a number of residents: one that was rounded to protect persons
// is around so many.
func (r *request) around(n string) string {
	if ind := r.residentsOf(); n == "" || ind != nil && ind.Class == string(catalog.Public) {
		return n
	}
	return r.say("around", "n", n)
}

// figureTable is a table of the newest figures of a place.
type figureTable []figureRow

// HasRange says that some figure has an interval.
func (t figureTable) HasRange() bool {
	for i := range t {
		if t[i].Range != "" {
			return true
		}
	}
	return false
}

// HasRange says that some row has an interval.
func (s stripView) HasRange() bool {
	for i := range s.Rows {
		if s.Rows[i].LowX != "" {
			return true
		}
	}
	return false
}

// drawn gives the series that can be drawn: of one figure, or none, the table of
// figures says all.
func drawn(all []*seriesView) []*seriesView {
	return slices.DeleteFunc(all, func(s *seriesView) bool { return s.Picture == nil })
}

// gapUnit is the unit of a difference.
func (r *request) gapUnit(ind *release.Indicator) string {
	if ind.Kind == release.Share && ind.Per == 100 || ind.Unit.En == "per cent" {
		return r.say("gap.unit")
	}
	return r.in(ind.Unit)
}

// gapTrend says how a gap moves; nothing where there is one period.
func (r *request) gapTrend(g *release.Gap) string {
	if g.Trend == "" || len(g.Periods) < 2 {
		return ""
	}
	return r.say("gap.trend." + string(gapMoves(g)))
}

// gapMoves says whether a gap grows or narrows. Its points are what the
// designated areas have more than the rest; where they have less, rising points
// are a narrowing gap.
func gapMoves(g *release.Gap) release.Trend {
	if n := len(g.Points); n == 0 || !(g.Points[n-1].Value < 0) {
		return g.Trend
	}
	switch g.Trend {
	case release.Rising:
		return release.Falling
	case release.Falling:
		return release.Rising
	}
	return g.Trend
}

// AskHint says what can be looked up.
func (r *request) AskHint() string { return r.either(r.HasAddresses(), "ask.hint") }

// Source says where a picture's figures come from.
func (r *request) Source(source string) string {
	return r.either(r.HasProtected(), "map.source", "source", source)
}

// FrontLead says what one can see, where there is more than one year and something
// that is being done.
func (r *request) FrontLead() string {
	return r.either(r.HasYears() && r.HasDoing(), "front.lead")
}

// FrontHow says how an area comes to be designated, or proposed.
func (r *request) FrontHow() string {
	var names []string
	for i := range r.Screening.Criteria {
		names = append(names, r.lower(r.in(r.Screening.Criteria[i].Title)))
	}
	return r.either(r.HasMunicipal(), "front.how.text", "n", len(names), "names", r.list(names))
}

// span writes a range; a dash would be lost beside a sign.
func (w words) span(low, high string) string {
	if strings.HasPrefix(high, "+") || strings.HasPrefix(low, "−") || strings.HasPrefix(high, "−") {
		return w.say("range.to", "low", low, "high", high)
	}
	return w.say("range", "low", low, "high", high)
}
