package web

import (
	"math"

	"byblik"
	"byblik/release"
)

// goalsView shows the policy's goals and what the release holds about the way
// to 2035.
type goalsView struct {
	Zones     int
	Decided   bool
	Residents string
	Share     string
	Listed    int
	ListYear  string
	Gaps      []gapRow
	Sum       string // how many gaps grow, narrow, are steady, cannot be told
	Series    []*seriesView
	Goals     []goalRow
}

// goalRow is one part of a goal, with its figures and interventions.
type goalRow struct {
	ID, Title  string
	Indicators []link
	Doing      []string
}

// goalsContent is the JSON of the goals.
type goalsContent struct {
	Zones  int `json:"zones"`
	Listed int `json:"housing_areas_on_a_list"`
	// TargetSet says whether the council has set a number for 2035.
	TargetSet bool      `json:"target_value_set"`
	Gaps      []gapJSON `json:"gaps"`
}

// goalsPage shows the two goals, the targets for 2035 and the gap between the
// designated areas and the rest of the city.
func goalsPage(r *request) (*answer, error) {
	v := &goalsView{Zones: len(r.Screening.Zones), Decided: r.decided(), Gaps: r.gapRows()}
	if r.absent("goals") {
		return nil, notFound("goals")
	}
	v.Sum = r.gapSum()
	v.Residents, v.Share = r.insideNow()
	v.Listed, v.ListYear = r.listedNow()
	for _, g := range r.gapsInOrder() {
		if s := r.gapSeries(g); s != nil {
			v.Series = append(v.Series, s)
		}
	}
	for _, id := range []string{"1a", "1b", "1c", "2a", "2b", "2c"} {
		row := goalRow{ID: id, Title: r.say("goal." + id)}
		for i := range r.Indicators {
			if ind := &r.Indicators[i]; ind.Goal == id {
				row.Indicators = append(row.Indicators, link{Name: r.in(ind.Title), Href: r.Link("indicator", string(ind.ID))})
			}
		}
		for i := range r.Interventions {
			if x := &r.Interventions[i]; x.Goal == id {
				row.Doing = append(row.Doing, r.in(x.Title))
			}
		}
		v.Goals = append(v.Goals, row)
	}
	c := goalsContent{Zones: v.Zones, Listed: v.Listed, Gaps: r.gapsJSON()}
	return &answer{title: r.say("goals.title"), about: r.say("goals.about", "city", r.City()), page: v, json: c, csv: gapSheet(c.Gaps)}, nil
}

// insideNow gives the residents of the designated areas together, and their
// share of the city in per cent; empty where the release cannot say.
func (r *request) insideNow() (residents, share string) {
	ind := r.residentsOf()
	if ind == nil {
		return "", ""
	}
	at, known := r.at(release.PartLevel, release.Designated)
	if !known {
		return "", ""
	}
	inside, _, ok := r.latest(ind.ID, release.PartLevel, at)
	all, _, ok2 := r.latest(ind.ID, release.CityLevel, 0)
	if !ok || !ok2 || inside.Status() != byblik.OK || !(all.Float() > 0) {
		return "", ""
	}
	return r.around(r.figure(inside.Float(), 0)), r.figure(100*inside.Float()/all.Float(), 0)
}

// gapSeries draws the gap in points over the years, with its interval; its
// table has the two figures that each gap lies between.
func (r *request) gapSeries(g *release.Gap) *seriesView {
	ind := r.Indicator(g.Indicator)
	s := r.series(g.Indicator, release.PartLevel, release.Designated)
	if ind == nil || s == nil || len(g.Periods) == 0 {
		return nil
	}
	s.ID, s.Unit, s.Href, s.Trend = "gap-"+string(g.Indicator), r.gapUnit(ind), r.Link("indicator", string(ind.ID)), ""
	s.Trend = r.gapTrend(g)
	gap := map[string]string{}
	var own, low, high, none []float64
	for i, p := range g.Periods {
		b := g.Points[i]
		own, low, high, none = append(own, b.Value), append(low, b.Low), append(high, b.High), append(none, nan)
		if !math.IsNaN(b.Value) {
			gap[r.period(p)] = r.signed(b.Value, ind.Decimals)
			if !math.IsNaN(b.Low) {
				gap[r.period(p)] += " (" + r.span(r.figure(b.Low, ind.Decimals), r.figure(b.High, ind.Decimals)) + ")"
			}
		}
	}
	for i := range s.Rows {
		if said := gap[s.Rows[i].Period]; said != "" {
			s.Rows[i].Gap = said
		}
	}
	if s.Picture = r.draw(ind, g.Periods, own, low, high, none); s.Picture != nil {
		s.Alt = r.say("gap.alt", "title", s.Title, "value", s.Picture.Last, "unit", s.Unit)
	}
	return s
}
