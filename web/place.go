package web

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"byblik"
	"byblik/release"
)

// figureRow is the newest figure of one indicator at a place, beside the rest
// of the city.
type figureRow struct {
	Title, Href      string // the indicator
	Unit, Period     string
	Value, ValueHref string
	Range            string
	Other, OtherHref string
	Trend            string
	Coarse           string // says that the figure is of a larger place
	Out              bool   // no figure: Value says why
}

// inOrder are the indicators as pages list them: those of the criteria, in the
// order of the criteria, then all others by name.
func (r *request) inOrder() []*release.Indicator {
	var first, rest []*release.Indicator
	there := map[byblik.IndicatorID]bool{}
	for k := range r.Screening.Criteria {
		for _, id := range r.Screening.Criteria[k].Indicators {
			if ind := r.Indicator(id); ind != nil && !there[id] {
				first, there[id] = append(first, ind), true
			}
		}
	}
	for _, k := range r.sorted(len(r.Indicators), func(k int) string { return r.in(r.Indicators[k].Title) }) {
		if ind := &r.Indicators[k]; !there[ind.ID] {
			rest = append(rest, ind)
		}
	}
	return append(first, rest...)
}

// figureRows are all figures of a place.
func (r *request) figureRows(level release.LevelID, code string) []figureRow {
	var out []figureRow
	for _, ind := range r.inOrder() {
		if row, ok := r.figureRow(ind, level, code); ok {
			out = append(out, row)
		}
	}
	return out
}

func (r *request) figureRow(ind *release.Indicator, level release.LevelID, code string) (figureRow, bool) {
	t := r.table(ind.ID, level)
	p, ok := r.at(level, code)
	if t == nil || !ok || len(t.Periods) == 0 {
		return figureRow{}, false
	}
	last := len(t.Periods) - 1
	c := t.Value[last][p]
	row := figureRow{Title: r.in(ind.Title), Href: r.Link("indicator", string(ind.ID)), Unit: r.in(ind.Unit), Period: r.period(t.Periods[last]), Value: r.cellText(c, ind.Decimals), Out: c.Status() != byblik.OK,
		ValueHref: r.figureHref(release.FigureID{Indicator: ind.ID, Level: level, Place: code, Period: t.Periods[last]}), Trend: r.trend(ind, t, p)}
	if row.Out {
		row.Trend = "" // nothing moves where there is no figure
	}
	if t.Low != nil && !math.IsNaN(t.Low[last][p]) && !row.Out {
		row.Range = r.span(r.figure(t.Low[last][p], ind.Decimals), r.figure(t.High[last][p], ind.Decimals))
	}
	if o := (release.FigureID{Indicator: ind.ID, Level: release.PartLevel, Place: release.RestOfCity, Period: t.Periods[last]}); ind.Kind != release.Count {
		if oc, _, _, there := r.cell(o); there {
			row.Other, row.OtherHref = r.cellText(oc, ind.Decimals), r.figureHref(o)
		}
	}
	return row, true
}

// published gives the smallest place around a small area for which an
// indicator is published: rare conditions are told of larger places only.
func (r *request) published(id byblik.IndicatorID, p release.Place) (release.LevelID, string) {
	if r.table(id, release.AreaLevel) == nil && r.table(id, release.DistrictLevel) != nil && p.District != "" {
		return release.DistrictLevel, p.District
	}
	return release.AreaLevel, p.Code
}

// areaRows are all figures of a small area, and those of its district for what is
// not published for small areas.
func (r *request) areaRows(p release.Place) []figureRow {
	var out []figureRow
	for _, ind := range r.inOrder() {
		level, code := r.published(ind.ID, p)
		row, ok := r.figureRow(ind, level, code)
		if !ok {
			continue
		}
		if level != release.AreaLevel {
			row.Coarse = r.say("coarse", "place", r.placeName(level, code))
		}
		out = append(out, row)
	}
	return out
}

// placeSheet is the table of all figures of a place, in all periods.
func (r *request) placeSheet(level release.LevelID, code string) *sheet {
	s := &sheet{head: figureHead}
	for k := range r.Indicators {
		r.addFigures(s, &r.Indicators[k], level, code)
	}
	return s
}

// figureHead heads every table of figures.
var figureHead = []string{"figure", "indicator", "level", "place", "name", "period", "value", "mark", "low", "high", "numerator", "denominator", "unit"}

// addFigures adds the series of one indicator at one place to a table.
func (r *request) addFigures(s *sheet, ind *release.Indicator, level release.LevelID, code string) {
	for _, f := range r.figuresOf(ind, level, code) {
		s.add(f.Figure, f.Indicator, f.Level, f.Place, f.Name, f.Period, exact(float64(f.Value)), f.Mark, exact(float64(f.Low)), exact(float64(f.High)), exact(float64(f.Numerator)), exact(float64(f.Denominator)), f.Unit)
	}
}

// figureJSON is one figure as every JSON answer and every table writes it.
// The value is rounded as pages print it; mark says why there is none:
// missing, suppressed or not_applicable.
type figureJSON struct {
	Figure      string `json:"figure"`
	Indicator   string `json:"indicator"`
	Level       string `json:"level"`
	Place       string `json:"place"`
	Name        string `json:"name"`
	Period      string `json:"period"`
	Value       num    `json:"value"`
	Mark        string `json:"mark,omitempty"`
	Low         num    `json:"low"`
	High        num    `json:"high"`
	Numerator   num    `json:"numerator"`
	Denominator num    `json:"denominator"`
	Unit        string `json:"unit"`
}

// figuresOf gives the series of one indicator at one place.
func (r *request) figuresOf(ind *release.Indicator, level release.LevelID, code string) []figureJSON {
	t := r.table(ind.ID, level)
	p, ok := r.at(level, code)
	if t == nil || !ok {
		return nil
	}
	at := func(cells [][]byblik.Cell, i int) num {
		if cells == nil {
			return num(nan)
		}
		return num(cells[i][p].Float())
	}
	var out []figureJSON
	for i, period := range t.Periods {
		c := t.Value[i][p]
		f := figureJSON{Figure: release.FigureID{Indicator: ind.ID, Level: level, Place: code, Period: period}.String(), Indicator: string(ind.ID), Level: string(level), Place: code, Name: r.placeName(level, code),
			Period: period.String(), Value: num(rounded(c.Float(), ind.Decimals)), Mark: mark(c.Status()), Low: num(nan), High: num(nan), Numerator: at(t.Numerator, i), Denominator: at(t.Denominator, i), Unit: r.in(ind.Unit)}
		if t.Low != nil && c.Status() == byblik.OK {
			f.Low, f.High = num(rounded(t.Low[i][p], ind.Decimals)), num(rounded(t.High[i][p], ind.Decimals))
		}
		out = append(out, f)
	}
	return out
}

// placeContent is the JSON of a place: who it is, what the screening says of
// it, all its figures.
type placeContent struct {
	Level     string         `json:"level"`
	Place     string         `json:"place"`
	Name      string         `json:"name"`
	District  string         `json:"district,omitempty"`
	Zone      string         `json:"zone,omitempty"`
	Screening *screeningJSON `json:"screening,omitempty"`
	Figures   []figureJSON   `json:"figures"`
}

// screeningJSON is the screening's finding of a small area.
type screeningJSON struct {
	Status   string          `json:"status"`
	Flagged  bool            `json:"flagged"`
	Zone     string          `json:"zone,omitempty"`
	Reason   string          `json:"reason,omitempty"`
	Marked   bool            `json:"decided_on_unrounded_figures"`
	Verdict  string          `json:"verdict,omitempty"`
	Criteria []criterionJSON `json:"criteria"`
	Twins    []string        `json:"twins,omitempty"`
	Borders  []string        `json:"borders,omitempty"`
}

// limitJSON is what a criterion holds every place against.
type limitJSON struct {
	City  num `json:"city"` // the figure of the whole city
	Mean  num `json:"mean"` // of the small areas, weighted by residents
	Limit num `json:"limit"`
}

// limits gives them as they are printed; none where no small area has a figure
// of the criterion.
func (r *request) limits(c *release.Criterion) limitJSON {
	d := r.criterionDecimals(c)
	l := limitJSON{num(nan), num(nan), num(nan)}
	if c.Data {
		l.Mean, l.Limit = num(rounded(c.City, d)), num(rounded(c.Limit, d))
	}
	if city, _, known := r.cityOf(c); known {
		l.City = num(rounded(city, d))
	}
	return l
}

// criterionJSON is one criterion of an area.
type criterionJSON struct {
	Criterion string `json:"criterion"`
	Value     num    `json:"value"`
	Low       num    `json:"low"`
	High      num    `json:"high"`
	limitJSON
	Met  *bool  `json:"met,omitempty"` // not there where there is no figure
	Band string `json:"band,omitempty"`
	Mark string `json:"mark,omitempty"`
}

func (r *request) placeJSON(level release.LevelID, code string, f *release.AreaFinding) placeContent {
	p, _ := r.at(level, code)
	place := r.places(level)[p]
	c := placeContent{Level: string(level), Place: code, Name: r.in(place.Name), District: r.districtName(place.District), Zone: place.Zone}
	if f != nil {
		c.Screening = r.screeningJSON(f)
	}
	for k := range r.Indicators {
		c.Figures = append(c.Figures, r.figuresOf(&r.Indicators[k], level, code)...)
	}
	return c
}

func (r *request) screeningJSON(f *release.AreaFinding) *screeningJSON {
	s := &screeningJSON{Status: f.Status.String(), Flagged: f.Flagged, Zone: f.Zone, Reason: string(f.Reason), Marked: f.Marked, Verdict: f.Verdict, Twins: f.Twins, Borders: f.Borders}
	if f.Status != byblik.OK {
		return s
	}
	for k, cf := range f.Criteria {
		c := &r.Screening.Criteria[k]
		d := r.criterionDecimals(c)
		j := criterionJSON{Criterion: c.ID, Value: num(rounded(cf.Value, d)), Low: num(nan), High: num(nan), limitJSON: r.limits(c), Band: string(cf.Band), Mark: mark(cf.Status)}
		if _, _, ok := r.zRange(c, cf); ok {
			j.Low, j.High = num(rounded(cf.Low, d)), num(rounded(cf.High, d))
		}
		if cf.Status == byblik.OK {
			j.Met = &cf.Met
		}
		s.Criteria = append(s.Criteria, j)
	}
	return s
}

// residentsOf is the indicator that counts residents, or nil.
func (v *view) residentsOf() *release.Indicator {
	for i := range v.Indicators {
		if ind := &v.Indicators[i]; ind.Kind == release.Count && strings.HasSuffix(string(ind.ID), "residents") {
			return ind
		}
	}
	return nil
}

// historyRow is what one release said of an area.
type historyRow struct {
	Release, Href string
	Hour          string
	Said          string
	Here          bool
}

// history tells what each visible release said of the area, the newest first.
func (r *request) history(code string) []historyRow {
	visible := r.shelf
	var out []historyRow
	for k := len(visible) - 1; k >= 0; k-- {
		o := visible[k]
		i, ok := o.at(release.AreaLevel, code)
		if !ok {
			continue
		}
		other := *r
		other.view, other.fixed = o.view, true
		row := historyRow{Release: other.ReleaseName(), Href: other.Link("area", code), Hour: r.openedAt(o.view), Here: o.view == r.view, Said: r.say("history.out")}
		if z := o.places(release.AreaLevel)[i].Zone; z != "" {
			row.Said = r.say("history.in", "zone", other.zoneName(z))
		}
		out = append(out, row)
	}
	return out
}

// listedRow says on which of the State's lists a housing area stands.
type listedRow struct {
	Name, Href, Said string
}

// listed tells where the housing areas of a small area stand on the State's
// lists of the latest year.
func (r *request) listed(code string) []listedRow {
	latest := 0
	for _, l := range r.Lists.Rows {
		latest = max(latest, l.Year)
	}
	var out []listedRow
	on, order := map[string][]string{}, []string{}
	name := map[string]string{}
	for _, l := range r.Lists.Rows {
		if l.Year != latest || !slices.Contains(l.Areas, code) {
			continue
		}
		if name[l.Housing] == "" {
			order = append(order, l.Housing)
			name[l.Housing] = l.Name
		}
		if l.On == "yes" {
			said := r.say("list." + l.List)
			if b := r.or("listband."+l.Band, ""); b != "" {
				said += " (" + b + ")"
			}
			on[l.Housing] = append(on[l.Housing], said)
		}
	}
	for _, h := range order {
		row := listedRow{Name: name[h], Href: r.Link("lists"), Said: r.say("listed.none", "year", strconv.Itoa(latest))}
		if len(on[h]) > 0 {
			row.Said = r.say("listed.on", "year", strconv.Itoa(latest), "lists", r.list(on[h]))
		}
		out = append(out, row)
	}
	return out
}

// doingRow is an intervention.
type doingRow struct {
	Title, About, Goal, Lead, When, State string
}

// doing gives the interventions in any of the areas, and those for the whole city.
func (r *request) doing(codes []string) (here, everywhere []doingRow) {
	for i := range r.Interventions {
		x := &r.Interventions[i]
		row := doingRow{Title: r.in(x.Title), About: r.in(x.About), Goal: r.say("goal." + x.Goal), Lead: r.in(x.Lead), State: r.or("state."+x.State, x.State), When: r.say("doing.from", "from", x.From)}
		if x.Until != "" {
			row.When = r.say("doing.until", "from", x.From, "until", x.Until)
		}
		if len(x.Areas) == 0 {
			everywhere = append(everywhere, row)
			continue
		}
		for _, a := range x.Areas {
			if slices.Contains(codes, a) {
				here = append(here, row)
				break
			}
		}
	}
	return here, everywhere
}

// playgrounds names the staffed playgrounds in an area and in its neighbours.
func (r *request) playgrounds(code string, f *release.AreaFinding) (here, near []string) {
	for _, p := range r.Playgrounds {
		switch {
		case p.Area == code:
			here = append(here, p.Name)
		case f != nil && slices.Contains(f.Borders, p.Area):
			near = append(near, p.Name)
		}
	}
	return here, near
}

// lower gives a title a small letter in front, unless it is an abbreviation.
func (w words) lower(s string) string {
	r := []rune(s)
	if len(r) > 1 && unicode.IsLower(r[1]) {
		return string(unicode.ToLower(r[0])) + string(r[1:])
	}
	return s
}

// upper gives a text a capital letter in front.
func (w words) upper(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return string(unicode.ToUpper(r[0])) + string(r[1:])
}
