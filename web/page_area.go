package web

import (
	"slices"

	"byblik"
	"byblik/catalog"
	"byblik/release"
)

// areaView is the page of one small area.
type areaView struct {
	Lead      []string // sentences that the data support
	Facts     []link   // district, zone
	Strip     stripView
	Screened  bool
	Embed     link     // the strip alone
	Strengths []string // criteria and figures on which it stands at least as well as the city
	Why       []string // plain words
	Sure      string
	Marks     []string
	Series    []*seriesView
	Figures   figureTable
	Twins     []link
	Near      []link
	Zone      *link
	History   []historyRow
	Lists     []listedRow
	Doing     []doingRow
	CityWide  []doingRow
	Play      []string
	PlayNear  []string
	Locator   *locator
	Rest      string // name of the comparison
	Sources   string // who made the figures
}

// areaPage tells all about one small area.
func areaPage(r *request) (*answer, error) {
	i, ok := r.at(release.AreaLevel, r.id)
	if !ok {
		return nil, notFound("area")
	}
	p := r.places(release.AreaLevel)[i]
	name := r.in(p.Name)
	v := &areaView{Rest: r.placeName(release.PartLevel, release.RestOfCity)}
	found := r.finding(i)
	v.Screened = found != nil && found.Status == byblik.OK
	if v.Screened {
		v.Strip = r.strip(found.Criteria, func(k int) string { return r.criterionHref(k, release.AreaLevel, p.Code) })
		r.coarsen(&v.Strip, p)
	}
	v.Lead = r.areaLead(i, found)
	v.Strengths = r.strengths(found)
	if found != nil {
		v.Why, v.Sure = r.why(i, found), r.sure(found)
		for _, m := range found.Review {
			if said := r.or("review."+m, ""); said != "" {
				v.Marks = append(v.Marks, said)
			}
		}
		v.Twins, v.Near = r.areaLinks(found.Twins), r.areaLinks(found.Borders)
	}
	if p.Zone != "" {
		v.Zone = &link{Name: r.zoneName(p.Zone), Href: r.Link("zone", p.Zone)}
	}
	if p.District == "" {
		v.Facts = append(v.Facts, link{Name: r.City(), Href: r.Link("areas")})
	} else {
		v.Facts = append(v.Facts, link{Name: r.districtName(p.District), Href: r.Link("areas")})
	}
	for k := range r.Screening.Criteria {
		for _, id := range r.Screening.Criteria[k].Indicators {
			level, code := r.published(id, p)
			s := r.series(id, level, code)
			if s == nil {
				continue
			}
			if level != release.AreaLevel {
				s.Coarse = r.say("coarse", "place", s.Place)
			}
			v.Series = append(v.Series, s)
		}
	}
	v.Series = drawn(v.Series)
	v.Figures = r.areaRows(p)
	v.History, v.Lists = r.history(p.Code), r.listed(p.Code)
	v.Doing, v.CityWide = r.doing([]string{p.Code})
	v.Play, v.PlayNear = r.playgrounds(p.Code, found)
	v.Locator = r.locator([]int{i})
	a := &answer{title: name, about: r.either(r.HasDoing(), "area.about", "name", name), page: v, json: r.placeJSON(release.AreaLevel, p.Code, found), csv: r.placeSheet(release.AreaLevel, p.Code)}
	if r.form == asSVG {
		a.svg = r.stripPicture(name, &v.Strip)
	}
	v.Sources = r.stripSources()
	v.Embed = link{Name: name, Href: r.Link("embedarea", p.Code)}
	return a, nil
}

// finding is the screening's finding of area i, or nil.
func (v *view) finding(i int) *release.AreaFinding {
	if i < len(v.Screening.Areas) {
		return &v.Screening.Areas[i]
	}
	return nil
}

// criterionHref leads to the certificate of the figure behind a criterion of
// one indicator; a criterion of several has no figure of its own.
func (r *request) criterionHref(k int, level release.LevelID, code string) string {
	ids := r.Screening.Criteria[k].Indicators
	if len(ids) != 1 {
		return ""
	}
	t := r.table(ids[0], level)
	if t == nil || len(t.Periods) == 0 {
		return ""
	}
	return r.figureHref(release.FigureID{Indicator: ids[0], Level: level, Place: code, Period: t.Periods[len(t.Periods)-1]})
}

// areaLead says who the place is, what stands strong and where it stands in
// the screening: a sentence only where the release supports it.
func (r *request) areaLead(i int, f *release.AreaFinding) []string {
	p := r.places(release.AreaLevel)[i]
	name := r.in(p.Name)
	var out []string
	if n := r.residents(release.AreaLevel, p.Code); n == "0" {
		if p.District != "" {
			out = append(out, r.say("area.lead.district", "name", name, "district", r.districtName(p.District)))
		}
		out = append(out, r.say("area.lead.nobody"))
	} else if n != "" && p.District != "" {
		out = append(out, r.say("area.lead.place", "name", name, "district", r.districtName(p.District), "residents", r.around(n)))
	} else if p.District != "" {
		out = append(out, r.say("area.lead.district", "name", name, "district", r.districtName(p.District)))
	} else if n != "" {
		out = append(out, r.say("area.lead.residents", "name", name, "residents", r.around(n)))
	}
	if s := r.strengths(f); len(s) > 0 {
		out = append(out, r.say("area.lead.strong", "names", r.list(s)))
	} else if s := r.nearest(f); s != "" {
		out = append(out, r.say("area.lead.nearest", "name", s))
	}
	if better := r.better(release.AreaLevel, p.Code); len(better) > 0 {
		out = append(out, r.say("area.lead.better", "names", r.list(better)))
	}
	switch {
	case f == nil:
	case f.Zone != "" && r.HasTrial():
		out = append(out, r.say("area.lead.trial.in", "zone", r.zoneName(f.Zone)))
	case f.Status == byblik.OK && r.HasTrial():
		out = append(out, r.say("area.lead.trial.out"))
	case f.Zone != "":
		out = append(out, r.say("area.lead.in."+r.stateWord(f.Zone), "zone", r.zoneName(f.Zone)))
	case f.Status != byblik.OK:
		out = append(out, r.say("area.lead.few"))
	default:
		out = append(out, r.say("area.lead.out"))
	}
	return out
}

// residents is the newest number of residents of a place, as text; empty
// where the release has none.
func (r *request) residents(level release.LevelID, code string) string {
	ind := r.residentsOf()
	if ind == nil {
		return ""
	}
	p, ok := r.at(level, code)
	c, _, there := r.latest(ind.ID, level, p)
	if !ok || !there || c.Status() != byblik.OK {
		return ""
	}
	return r.figure(c.Float(), ind.Decimals)
}

// strengths names the criteria on which the area stands at least as well as
// the city, the strongest first.
func (r *request) strengths(f *release.AreaFinding) []string {
	if f == nil || f.Status != byblik.OK {
		return nil
	}
	var at []int
	for k, c := range f.Criteria {
		if c.Status == byblik.OK && c.Z <= 0 {
			at = append(at, k)
		}
	}
	slices.SortStableFunc(at, func(a, b int) int {
		switch x, y := f.Criteria[a].Z, f.Criteria[b].Z; {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	var out []string
	for _, k := range at {
		out = append(out, r.lower(r.in(r.Screening.Criteria[k].Title)))
	}
	return out
}

// better names the figures of a place that the published rule finds to have
// moved to the better.
func (r *request) better(level release.LevelID, code string) []string {
	p, ok := r.at(level, code)
	var out []string
	for i := range r.Indicators {
		ind := &r.Indicators[i]
		t := r.table(ind.ID, level)
		if !ok || t == nil || p >= len(t.Trend) {
			continue
		}
		if ind.Direction == catalog.HigherIsWorse && t.Trend[p] == release.Falling || ind.Direction == catalog.LowerIsWorse && t.Trend[p] == release.Rising {
			out = append(out, r.lower(r.in(ind.Title)))
		}
	}
	return out
}

// nearest is the criterion on which the area is nearest to the city's level.
func (r *request) nearest(f *release.AreaFinding) string {
	best, z := "", 0.0
	if f != nil && f.Status == byblik.OK {
		for k, c := range f.Criteria {
			if c.Status == byblik.OK && (best == "" || c.Z < z) {
				best, z = r.lower(r.in(r.Screening.Criteria[k].Title)), c.Z
			}
		}
	}
	return best
}

// areaLinks are links to areas, in the given order.
func (r *request) areaLinks(codes []string) []link {
	var out []link
	for _, c := range codes {
		if i, ok := r.at(release.AreaLevel, c); ok {
			out = append(out, link{Name: r.in(r.places(release.AreaLevel)[i].Name), Href: r.Link("area", c)})
		}
	}
	return out
}
