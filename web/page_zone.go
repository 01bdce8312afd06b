package web

import (
	"math"
	"slices"

	"byblik"
	"byblik/catalog"
	"byblik/release"
)

// zoneView is the page of a disadvantaged urban area (udsat byområde).
type zoneView struct {
	Lead    string
	State   string
	Locator *locator
	Strip   stripView
	Members []memberRow
	Series  []*seriesView
	Figures figureTable
	Doing   []doingRow
	Lists   []listedRow
	Play    []string
	Kind    string
	Meaning string
	Sure    string // how firm the screening is about the members, in words
	History []historyRow
	Rest    string
}

// memberRow is a small area of a zone.
type memberRow struct {
	link
	Reason, Residents string
	Verdict           string // how firm; empty where that was not tried
}

// stateWord is decided for a zone that people decided on, candidate for one
// that the screening proposes.
func (v *view) stateWord(id string) string {
	if i, ok := v.zoneAt[id]; ok && v.Screening.Zones[i].State == byblik.Decided {
		return "decided"
	}
	return "candidate"
}

// zonePage tells all about one zone.
func zonePage(r *request) (*answer, error) {
	i, ok := r.zoneAt[r.id]
	_, placed := r.at(release.ZoneLevel, r.id)
	if !ok || !placed {
		return nil, notFound("zone")
	}
	z := &r.Screening.Zones[i]
	name := r.zoneName(z.ID)
	v := &zoneView{Kind: r.say("zone.kind"), Meaning: r.say("zone.meaning"), State: r.say("zone.state." + string(z.State)), Rest: r.placeName(release.PartLevel, release.RestOfCity)}
	if r.HasTrial() {
		v.Kind, v.Meaning, v.State = r.say("zone.kind.trial"), r.say("zone.meaning.trial"), r.say("zone.state.trial")
	}
	verdicts := map[string]int{}
	var codes []string
	var at []int
	for _, m := range z.Members {
		k, there := r.at(release.AreaLevel, m.Area.Code)
		if !there {
			continue
		}
		codes, at = append(codes, m.Area.Code), append(at, k)
		row := memberRow{link: link{Name: r.in(r.places(release.AreaLevel)[k].Name), Href: r.Link("area", m.Area.Code)}, Reason: r.or("zone.reason."+string(m.Reason), ""), Residents: r.residents(release.AreaLevel, m.Area.Code)}
		if m.Note != "" {
			row.Reason += " (" + catalog.Glossed(r.Lang(), m.Note) + ")"
		}
		if f := r.finding(k); f != nil && f.Verdict != "" && r.Screening.Runs > 0 {
			row.Verdict = r.say("verdict." + f.Verdict)
			verdicts[f.Verdict]++
		}
		v.Members = append(v.Members, row)
	}
	v.Sure, v.History = r.zoneSure(verdicts), r.zoneHistory(z.ID)
	order := r.sorted(len(v.Members), func(i int) string { return v.Members[i].Name })
	members := make([]memberRow, len(order))
	for k, o := range order {
		members[k] = v.Members[o]
	}
	v.Members = members
	v.Lead = r.say("zone.lead", "name", name, "n", len(v.Members))
	if n := r.residents(release.ZoneLevel, z.ID); n != "" {
		v.Lead = r.say("zone.lead.people", "name", name, "n", len(v.Members), "residents", r.around(n))
	}
	v.Locator = r.locator(at)
	v.Strip = r.strip(r.zoneFindings(z.ID), func(k int) string { return r.criterionHref(k, release.ZoneLevel, z.ID) })
	r.ofZone(&v.Strip, z.ID)
	for k := range r.Screening.Criteria {
		for _, id := range r.Screening.Criteria[k].Indicators {
			if s := r.series(id, release.ZoneLevel, z.ID); s != nil {
				v.Series = append(v.Series, s)
			}
		}
	}
	v.Series = drawn(v.Series)
	v.Figures = r.figureRows(release.ZoneLevel, z.ID)
	v.Doing, _ = r.doing(codes)
	for _, c := range codes {
		for _, l := range r.listed(c) {
			if !slices.Contains(v.Lists, l) {
				v.Lists = append(v.Lists, l)
			}
		}
		here, _ := r.playgrounds(c, nil)
		v.Play = append(v.Play, here...)
	}
	return &answer{title: name, about: v.Lead, page: v, json: r.placeJSON(release.ZoneLevel, z.ID, nil), csv: r.placeSheet(release.ZoneLevel, z.ID)}, nil
}

// zoneSure says how many members of a zone are firm; empty where it was not tried.
func (r *request) zoneSure(of map[string]int) string {
	all := 0
	var parts []string
	for _, verdict := range []string{"firm", "borderline", "fragile"} {
		if n := of[verdict]; n > 0 {
			all += n
			parts = append(parts, r.say("zone.sure."+verdict, "n", n))
		}
	}
	if all == 0 {
		return ""
	}
	return r.say("zone.sure", "runs", r.Screening.Runs, "parts", r.list(parts))
}

// zoneHistory tells what each visible release said of the zone, the newest first.
func (r *request) zoneHistory(id string) []historyRow {
	var out []historyRow
	for _, o := range slices.Backward(r.shelf) {
		other := *r
		other.view, other.fixed = o.view, true
		row := historyRow{Release: other.ReleaseName(), Href: other.Link("screening"), Hour: r.openedAt(o.view), Here: o.view == r.view, Said: r.say("zone.history.none")}
		if i, ok := o.zoneAt[id]; ok {
			row.Href, row.Said = other.Link("zone", id), r.say("zone.history", "n", len(o.Screening.Zones[i].Members))
		}
		out = append(out, row)
	}
	return out
}

// zoneFindings holds a zone's own figures against the limits of the criteria
// of one indicator. It decides nothing: areas are designated, not sums.
func (r *request) zoneFindings(id string) []release.CriterionFinding {
	p, ok := r.at(release.ZoneLevel, id)
	var out []release.CriterionFinding
	for k := range r.Screening.Criteria {
		c := &r.Screening.Criteria[k]
		f := release.CriterionFinding{Value: nan, Z: nan, Low: nan, High: nan, Status: byblik.NotApplicable}
		if t := r.criterionTable(c, release.ZoneLevel); ok && t != nil && c.SD > 0 {
			last := len(t.Periods) - 1
			cell := t.Value[last][p]
			f.Status = cell.Status()
			if f.Status == byblik.OK {
				f.Value = cell.Float()
				if t.Low != nil {
					f.Low, f.High = t.Low[last][p], t.High[last][p]
				}
				f.Z = zOf(c, f.Value)
				f.Met = f.Z >= c.LimitZ
				f.Band = bandOf(f.Z - c.LimitZ)
			}
		}
		out = append(out, f)
	}
	return out
}

// bandOf says how far a standard score lies beyond a limit.
func bandOf(beyond float64) release.Band {
	switch {
	case math.IsNaN(beyond):
		return release.NoBand
	case beyond >= 0.25:
		return release.MetFar
	case beyond >= 0:
		return release.MetClose
	case beyond >= -0.25:
		return release.NotMetClose
	}
	return release.NotMetFar
}

// criterionTable is the table of a criterion of one indicator, or nil.
func (v *view) criterionTable(c *release.Criterion, level release.LevelID) *release.Table {
	if len(c.Indicators) != 1 {
		return nil
	}
	t := v.table(c.Indicators[0], level)
	if t == nil || len(t.Periods) == 0 {
		return nil
	}
	return t
}
