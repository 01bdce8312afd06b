package web

import (
	"strings"

	"byblik"
	"byblik/release"
)

// screeningView is the published screening: data, rules, result, how firm.
type screeningView struct {
	Title, Summary, Legal, Status string
	Rules                         string // name of the rule set
	RulesHref                     string
	Need                          string
	Criteria                      []criterionRow
	Coverage                      []coverageRow
	Zones                         []zoneLink
	Screened, TooFew, Inside      int
	Marked, Groups                int
	Runs                          int
	Firm                          []firmRow
	Said, Notes                   []string
}

// criterionRow is one criterion of the rules.
type criterionRow struct {
	Title, Plain, Unit, Limit, LimitZ string
	City, CityHref                    string // the figure of the whole city, and its certificate
	Mean                              string // of the small areas, weighted by residents
	Indicators                        []link
	Proxy                             string
	Data                              bool
	Coarse                            bool // told of larger places only; it counts in the decision
	Met                               int  // small areas that meet it
}

// coverageRow says for how many small areas an indicator has a figure.
type coverageRow struct {
	link
	Period                                    string
	Shown, Suppressed, Missing, NotApplicable int
}

type firmRow struct {
	Verdict     string
	In, Out     int
	Explanation string
}

// screeningContent is the JSON of the screening.
type screeningContent struct {
	RuleSet  string            `json:"rule_set"`
	Status   string            `json:"status"`
	NeedOf   int               `json:"need_of"`
	NeedFrom int               `json:"need_from"`
	Years    int               `json:"years"`
	OfLatest int               `json:"of_latest"`
	Criteria []ruleJSON        `json:"criteria"`
	Zones    []zoneJSON        `json:"zones"`
	Areas    []areaFindingJSON `json:"areas"`
}

type ruleJSON struct {
	Criterion  string   `json:"criterion"`
	Title      string   `json:"title"`
	Indicators []string `json:"indicators"`
	limitJSON
	LimitZ num `json:"limit_z"`
}

type areaFindingJSON struct {
	Area string `json:"area"`
	Name string `json:"name"`
	*screeningJSON
}

// screeningPage shows the screening from data to result.
func screeningPage(r *request) (*answer, error) {
	s := &r.Screening
	v := &screeningView{Title: r.in(s.Title), Summary: r.in(s.Summary), Legal: r.in(s.Legal), Status: r.or("screening.status."+s.Status, s.Status), Rules: r.Manifest.RuleSet, Zones: r.zoneLinks(), Runs: s.Runs, Groups: len(s.TooSmall)}
	if id := strings.TrimPrefix(s.Rules, "definitions/"); r.Definitions[id] != nil {
		v.RulesHref = r.Link("definition", id)
	}
	key := "screening.need"
	if s.OfLatest == 1 {
		key = "screening.need.year"
	}
	v.Need = r.say(key, "need", s.Need(s.Known()), "from", s.Known(), "years", s.Years, "latest", s.OfLatest)
	for k := range s.Criteria {
		v.Criteria = append(v.Criteria, r.criterionRow(k))
	}
	v.Coverage = r.coverage()
	verdicts := map[string]*firmRow{}
	for _, name := range []string{"firm", "borderline", "fragile"} {
		verdicts[name] = &firmRow{Verdict: r.say("verdict." + name), Explanation: r.say("verdict.about." + name)}
	}
	for i := range s.Areas {
		f := &s.Areas[i]
		switch {
		case f.Status == byblik.OK:
			v.Screened++
		default:
			v.TooFew++
		}
		if f.Zone != "" {
			v.Inside++
		}
		if f.Marked {
			v.Marked++
		}
		if row := verdicts[f.Verdict]; row != nil {
			if f.Zone != "" {
				row.In++
			} else {
				row.Out++
			}
		}
	}
	for _, name := range []string{"firm", "borderline", "fragile"} {
		v.Firm = append(v.Firm, *verdicts[name])
	}
	for _, t := range s.Said {
		v.Said = append(v.Said, r.in(t))
	}
	for _, t := range s.Notes {
		v.Notes = append(v.Notes, r.in(t))
	}
	c, sheet := r.screeningContent()
	return &answer{title: r.say("screening.title"), about: v.Summary, page: v, json: c, csv: sheet}, nil
}

func (r *request) criterionRow(k int) criterionRow {
	c := &r.Screening.Criteria[k]
	d := r.criterionDecimals(c)
	row := criterionRow{Title: r.in(c.Title), Plain: r.in(c.Plain), Unit: r.in(c.Unit), Mean: r.figure(c.City, d), Limit: r.figure(c.Limit, d), LimitZ: r.figure(c.LimitZ, 1), Data: c.Data}
	if c.Proxy != nil {
		row.Proxy = r.in(*c.Proxy)
	}
	if city, id, known := r.cityOf(c); known {
		row.City, row.CityHref = r.figure(city, d), r.figureHref(id)
	}
	for _, id := range c.Indicators {
		row.Coarse = row.Coarse || r.table(id, release.AreaLevel) == nil && r.table(id, release.DistrictLevel) != nil
		if ind := r.Indicator(id); ind != nil {
			row.Indicators = append(row.Indicators, link{Name: r.in(ind.Title), Href: r.Link("indicator", string(id))})
		}
	}
	for i := range r.Screening.Areas {
		if f := r.Screening.Areas[i].Criteria; k < len(f) && f[k].Met {
			row.Met++
		}
	}
	return row
}

// coverage counts, per indicator, the small areas with and without a figure
// in the newest period.
func (r *request) coverage() []coverageRow {
	var out []coverageRow
	for i := range r.Indicators {
		ind := &r.Indicators[i]
		t := r.table(ind.ID, release.AreaLevel)
		if t == nil || len(t.Periods) == 0 {
			continue
		}
		last := len(t.Periods) - 1
		row := coverageRow{link: link{Name: r.in(ind.Title), Href: r.Link("indicator", string(ind.ID))}, Period: r.period(t.Periods[last])}
		for _, c := range t.Value[last] {
			switch c.Status() {
			case byblik.OK:
				row.Shown++
			case byblik.Suppressed:
				row.Suppressed++
			case byblik.Missing:
				row.Missing++
			default:
				row.NotApplicable++
			}
		}
		out = append(out, row)
	}
	return out
}

func (r *request) screeningContent() (screeningContent, *sheet) {
	s := &r.Screening
	c := screeningContent{RuleSet: r.Manifest.RuleSet, Status: s.Status, NeedOf: s.NeedOf, NeedFrom: s.NeedFrom, Years: s.Years, OfLatest: s.OfLatest, Zones: r.zonesJSON()}
	for k := range s.Criteria {
		x := &s.Criteria[k]
		j := ruleJSON{Criterion: x.ID, Title: r.in(x.Title), limitJSON: r.limits(x), LimitZ: num(x.LimitZ)}
		for _, id := range x.Indicators {
			j.Indicators = append(j.Indicators, string(id))
		}
		c.Criteria = append(c.Criteria, j)
	}
	t := &sheet{head: []string{"area", "name", "status", "zone", "reason", "verdict", "decided_on_unrounded_figures", "criterion", "value", "low", "high", "limit", "met", "band", "mark"}}
	for i := range s.Areas {
		f := &s.Areas[i]
		j := areaFindingJSON{Area: f.Area.Code, Name: r.placeName(release.AreaLevel, f.Area.Code), screeningJSON: r.screeningJSON(f)}
		c.Areas = append(c.Areas, j)
		for _, x := range j.Criteria {
			t.add(j.Area, j.Name, j.Status, j.Zone, j.Reason, j.Verdict, yesNo(j.Marked), x.Criterion, exact(float64(x.Value)), exact(float64(x.Low)), exact(float64(x.High)), exact(float64(x.Limit)), met(x.Met), x.Band, x.Mark)
		}
		if len(j.Criteria) == 0 {
			t.add(j.Area, j.Name, j.Status, j.Zone, j.Reason, j.Verdict, yesNo(j.Marked), "", "", "", "", "", "", "", "")
		}
	}
	return c, t
}

func (r *request) zonesJSON() []zoneJSON {
	var out []zoneJSON
	for _, z := range r.Screening.Zones {
		j := zoneJSON{Zone: z.ID, Name: r.zoneName(z.ID), State: string(z.State)}
		for _, m := range z.Members {
			j.Areas = append(j.Areas, m.Area.Code)
		}
		out = append(out, j)
	}
	return out
}

// met says whether a criterion is met; nothing where there is no figure of it.
func met(b *bool) string {
	if b == nil {
		return ""
	}
	return yesNo(*b)
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
