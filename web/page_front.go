package web

import (
	"byblik"
	"byblik/release"
)

// frontView is the state of the city in one screen, the search first.
type frontView struct {
	Map       *locator
	Zones     []zoneLink
	Residents string // of all zones together
	Share     string // of the city's residents, per cent
	Areas     int
	Gaps      []gapRow
	Narrowing []string // indicators whose gap narrows
	Doing     []doingRow
	Running   int
	Play      int
	Listed    int
	ListYear  string
	Decided   bool // all zones are decided; otherwise the screening proposes them
}

// zoneLink is a zone in a list, by name.
type zoneLink struct {
	Name, Href, Residents string
	Areas                 int
}

// frontContent is the JSON of the front page.
type frontContent struct {
	Areas int        `json:"areas"`
	Zones []zoneJSON `json:"zones"`
	Gaps  []gapJSON  `json:"gaps"`
}

type zoneJSON struct {
	Zone  string   `json:"zone"`
	Name  string   `json:"name"`
	State string   `json:"state"`
	Areas []string `json:"areas"`
}

// gapJSON is the gap of one indicator in one period: designated areas minus
// the rest of the city, in the unit of the indicator.
type gapJSON struct {
	Indicator string `json:"indicator"`
	Period    string `json:"period"`
	Points    num    `json:"points"`
	Low       num    `json:"low"`
	High      num    `json:"high"`
	Trend     string `json:"trend"`
}

// frontPage shows the state of the city, the search first.
func frontPage(r *request) (*answer, error) {
	a := &answer{title: r.Site(), about: r.either(r.HasDoing(), "front.about", "city", r.City())}
	v := &frontView{Map: r.locator(nil), Areas: len(r.places(release.AreaLevel)), Zones: r.zoneLinks(), Gaps: r.gapRows(), Play: len(r.Playgrounds), Decided: r.decided()}
	v.Residents, v.Share = r.insideNow()
	for i := range r.Gaps {
		if g := &r.Gaps[i]; gapMoves(g) == release.Falling {
			if ind := r.Indicator(g.Indicator); ind != nil && ind.Criterion != "" {
				v.Narrowing = append(v.Narrowing, r.lower(r.in(ind.Title)))
			}
		}
	}
	for i := range r.Interventions {
		if r.Interventions[i].State == "running" {
			v.Running++
		}
	}
	v.Listed, v.ListYear = r.listedNow()
	c := frontContent{Areas: v.Areas, Zones: r.zonesJSON(), Gaps: r.gapsJSON()}
	a.page, a.json, a.csv = v, c, gapSheet(c.Gaps)
	return a, nil
}

func gapSheet(gaps []gapJSON) *sheet {
	s := &sheet{head: []string{"indicator", "period", "points", "low", "high", "trend"}}
	for _, g := range gaps {
		s.add(g.Indicator, g.Period, exact(float64(g.Points)), exact(float64(g.Low)), exact(float64(g.High)), g.Trend)
	}
	return s
}

// gapsJSON are the gaps of every indicator and period.
func (r *request) gapsJSON() []gapJSON {
	var out []gapJSON
	for i := range r.Gaps {
		g := &r.Gaps[i]
		ind := r.Indicator(g.Indicator)
		if ind == nil {
			continue
		}
		for k, p := range g.Periods {
			out = append(out, gapJSON{string(g.Indicator), p.String(), num(rounded(g.Points[k].Value, ind.Decimals)), num(rounded(g.Points[k].Low, ind.Decimals)), num(rounded(g.Points[k].High, ind.Decimals)), string(g.Trend)})
		}
	}
	return out
}

// zoneLinks lists the zones by name.
func (r *request) zoneLinks() []zoneLink {
	zones := r.Screening.Zones
	var out []zoneLink
	for _, i := range r.sorted(len(zones), func(i int) string { return r.zoneName(zones[i].ID) }) {
		z := zones[i]
		out = append(out, zoneLink{Name: r.zoneName(z.ID), Href: r.Link("zone", z.ID), Residents: r.residents(release.ZoneLevel, z.ID), Areas: len(z.Members)})
	}
	return out
}

// decided says whether people have decided on every zone.
func (v *view) decided() bool {
	for _, z := range v.Screening.Zones {
		if z.State != byblik.Decided {
			return false
		}
	}
	return true
}

// listedNow counts the housing areas that stand on at least one of the
// State's lists in the latest year.
func (r *request) listedNow() (n int, year string) {
	latest := 0
	for _, l := range r.Lists.Rows {
		latest = max(latest, l.Year)
	}
	on := map[string]bool{}
	for _, l := range r.Lists.Rows {
		if l.Year == latest && l.On == "yes" {
			on[l.Housing] = true
		}
	}
	if latest > 0 {
		year = r.period(byblik.InYear(latest))
	}
	return len(on), year
}
