package compile

import (
	"math"
	"slices"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/release"
	"byblik/run"
)

// told is the period of which the bands of households are told.
type told struct {
	column string // "" if none is
	period byblik.Period
}

// homesTold reads from a release of which period it tells households.
func (p *Past) homesTold(k int) told {
	out := told{}
	for i := range p.releases[k].Tables {
		t := &p.releases[k].Tables[i]
		x := p.releases[k].Indicator(t.Indicator)
		if n := len(t.Periods); n > 0 && p.plan.Homes != "" && (NumeratorOf(x) == p.plan.Homes || DenominatorOf(x) == p.plan.Homes) {
			if out.column == "" || out.period.Compare(t.Periods[n-1]) < 0 {
				out = told{p.plan.Homes, t.Periods[n-1]}
			}
		}
	}
	return out
}

// bounds are what a release says of counts beside their numbers: in which band
// the households of a place lie, that zones have residents enough and not too
// many, or are said to, that groups which are none have too few, and that flagged areas have enough to be screened.
func (p *Past) bounds(k int, homes told) []disclose.Bound {
	return append(p.bandsOfHomes(k, homes), p.sizes(k)...)
}

func (p *Past) bandsOfHomes(k int, homes told) []disclose.Bound {
	if homes.column == "" {
		return nil
	}
	r, off := p.releases[k], float64(disclose.Standard().Base-1)
	var out []disclose.Bound
	for _, l := range r.Levels {
		for _, place := range l.Places {
			low, high := disclose.Rung(place.Homes).Households()
			if math.IsNaN(low) {
				continue
			}
			f := figure(homes.column, l.ID, place.Code, homes.period)
			f.Place = p.names[k][f.Place]
			out = append(out, disclose.Bound{Name: "places.csv homes", Of: []disclose.Figure{f}, Interval: disclose.Interval{Low: low - off, High: high + off}})
		}
	}
	return out
}

// sizes are what zones and groups tell of residents. A zone with an area that
// a list of the State names may be of any size.
func (p *Past) sizes(k int) []disclose.Bound {
	r := p.releases[k]
	x := r.Indicator(r.Screening.Residents)
	var rules *catalog.RuleSet
	if p.catalog != nil {
		rules = p.catalog.RuleSets[r.Manifest.RuleSet]
	}
	if x == nil || rules == nil || rules.Zones == nil {
		return nil
	}
	of := func(level release.LevelID, codes ...string) (fs []disclose.Figure) {
		for _, code := range codes {
			f := figure(NumeratorOf(x), level, code, r.Manifest.Period)
			f.Place = p.names[k][f.Place]
			fs = append(fs, f)
		}
		return fs
	}
	enough, screened := disclose.Interval{Low: math.Ceil(rules.Zones.MinResidents), High: math.Inf(1)}, disclose.Interval{Low: math.Ceil(rules.Areas.MinResidents), High: math.Inf(1)}
	fewer := disclose.Interval{Low: math.Inf(-1), High: math.Ceil(rules.Zones.MinResidents) - 1}
	var out []disclose.Bound
	flagged := func(file string, a byblik.AreaCode) {
		out = append(out, disclose.Bound{Name: file, Of: of(release.AreaLevel, a.Code), Interval: screened})
	}
	for _, z := range r.Screening.Zones {
		if !slices.ContainsFunc(z.Members, func(m byblik.Member) bool { return m.Reason == byblik.StateList }) {
			out = append(out, disclose.Bound{Name: "screening/zones.csv", Of: of(release.ZoneLevel, z.ID), Interval: enough})
		}
		if most := math.Floor(rules.Zones.MaxResidents); most > 0 { // a zone that is larger is said to be
			fits := disclose.Interval{Low: math.Inf(-1), High: most}
			if run.AboveMax(r.Screening.Said, z.ID) {
				fits = disclose.Interval{Low: most + 1, High: math.Inf(1)}
			}
			out = append(out, disclose.Bound{Name: "screening/screening.json said", Of: of(release.ZoneLevel, z.ID), Interval: fits})
		}
		for _, m := range z.Members {
			if m.Reason == byblik.Flagged {
				flagged("screening/members.csv", m.Area)
			}
		}
	}
	for _, group := range r.Screening.TooSmall {
		var codes []string
		for _, a := range group {
			codes = append(codes, a.Code)
			flagged("screening/too_small.csv", a)
		}
		out = append(out, disclose.Bound{Name: "screening/too_small.csv", Of: of(release.AreaLevel, codes...), Interval: fewer})
	}
	return out
}
