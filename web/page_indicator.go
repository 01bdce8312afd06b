package web

import (
	"fmt"
	"html/template"
	"math"
	"slices"

	"byblik"
	"byblik/release"
)

// indicatorView is the page of one indicator.
type indicatorView struct {
	Title, Unit, Period string
	Definition          string
	Facts               []fact
	Notes               []string
	Map                 string
	Thumbnail           string
	Chart, Spread       template.HTML
	ChartText           string
	SpreadText          string
	Trends              []fact
	Lines               []string // heads of the table of the series
	Rows                []lineRow
	Gap                 bool
	Counts              []countRow
	Withheld            bool
	Coarse              bool // not published for small areas
	Lacks               bool // a figure of the series leaves small areas out
	Groups              []placeGroup
	Sources             []sourceRow
	Criterion, Goal     string
	Embed               link
	Source              string
	Births              []link
	chart               string
}

// fact is a word with what it says.
type fact struct {
	Word, Said, Href string
}

// lineRow is one period of the series.
type lineRow struct {
	Period string
	Cells  []lineCell
	Gap    lineCell
}

type lineCell struct {
	Value, Range, Href, Lacks string
}

// countRow says how many figures of a level there are, and why not all.
type countRow struct {
	Level                                      string
	All, Shown, Suppressed, Missing, Inapplied int
}

// placeGroup are the places of a level with their newest figure.
type placeGroup struct {
	Title string
	Lacks bool // a figure leaves small areas out
	Range bool // a figure has an interval
	Rows  []placeRow
}

type placeRow struct {
	Name, Href, Value, ValueHref, Range, Lacks string
	Out                                        bool
}

// sourceRow is a source of the indicator.
type sourceRow struct {
	Title, Publisher, Licence, Attribution string
}

// indicatorPage tells what an indicator measures, how it moves in the
// designated areas and in the rest of the city, and where it comes from.
func indicatorPage(r *request) (*answer, error) {
	v, err := r.indicatorView()
	if err != nil {
		return nil, err
	}
	ind := r.Indicator(byblik.IndicatorID(r.id))
	a := &answer{title: v.Title, about: v.Definition, page: v}
	c := indicatorContent{Indicator: *ind, Gap: r.gapsOf(ind), Figures: []figureJSON{}}
	a.csv = &sheet{head: figureHead}
	for _, level := range r.Levels {
		for _, p := range level.Places {
			c.Figures = append(c.Figures, r.figuresOf(ind, level.ID, p.Code)...)
			r.addFigures(a.csv, ind, level.ID, p.Code)
		}
	}
	a.json = c
	if r.form == asSVG {
		a.svg = r.chartPicture(v)
	}
	return a, nil
}

// indicatorContent is the JSON of an indicator: its definition and all its
// figures.
type indicatorContent struct {
	Indicator release.Indicator `json:"indicator"`
	Gap       []gapJSON         `json:"gap"`
	Figures   []figureJSON      `json:"figures"`
}

func (r *request) indicatorView() (*indicatorView, error) {
	ind := r.Indicator(byblik.IndicatorID(r.id))
	if ind == nil {
		return nil, notFound("indicator")
	}
	v := &indicatorView{Title: r.in(ind.Title), Unit: r.in(ind.Unit), Definition: r.in(ind.Definition), Embed: link{Name: r.in(ind.Title), Href: r.Link("embedindicator", r.id)}, Source: r.sourceLine(ind), Goal: r.goalName(ind.Goal)}
	v.Coarse = r.table(ind.ID, release.AreaLevel) == nil
	if r.table(ind.ID, r.finest(ind.ID)) != nil {
		v.Map, v.Thumbnail = r.Link("map", "v", r.id), r.As(asSVG, "map", "v", r.id)
	}
	for _, n := range ind.Notes {
		v.Notes = append(v.Notes, r.in(n))
	}
	for i := range r.Screening.Criteria {
		if c := &r.Screening.Criteria[i]; c.ID == ind.Criterion {
			v.Criterion = r.in(c.Title)
		}
	}
	r.indicatorFacts(v, ind)
	r.indicatorSeries(v, ind)
	r.indicatorPlaces(v, ind)
	return v, nil
}

func (r *request) goalName(id string) string {
	if id == "" {
		return ""
	}
	return r.or("goal."+id, id)
}

// indicatorFacts tells what is measured, by whom and under which law.
func (r *request) indicatorFacts(v *indicatorView, ind *release.Indicator) {
	say := func(word, said string) {
		if said != "" {
			v.Facts = append(v.Facts, fact{Word: r.say("indicator." + word), Said: said})
		}
	}
	say("unit", v.Unit)
	say("persons", r.in(ind.Persons))
	if t := r.anyTable(ind); t != nil && len(t.Periods) > 0 {
		last := t.Periods[len(t.Periods)-1]
		v.Period = r.period(last)
		periods := v.Period
		if len(t.Periods) > 1 {
			periods = r.span(r.period(t.Periods[0]), v.Period)
		}
		say("periods", periods)
		if b := r.birth[birthKey{ind.ID, last.String()}]; b != nil {
			say("formula", r.in(b.Formula))
			say("columns", r.list(b.Columns))
			say("protection", r.in(b.Protected))
		}
	}
	say("direction", r.or("indicator.direction."+string(ind.Direction), ""))
	say("criterion", v.Criterion)
	say("goal", v.Goal)
	say("legal", r.in(ind.Legal))
	say("version", fmt.Sprintf("%s, %d", ind.ID, ind.Version))
	for _, id := range ind.Sources {
		if s := r.source[id]; s != nil {
			v.Sources = append(v.Sources, sourceRow{r.in(s.Title), s.Publisher, s.Licence, r.in(s.Attribution)})
		}
	}
}

// anyTable is the table of an indicator at the finest level that has one.
func (v *view) anyTable(ind *release.Indicator) *release.Table {
	for _, l := range v.Levels {
		if t := v.table(ind.ID, l.ID); t != nil {
			return t
		}
	}
	return nil
}

// indicatorSeries draws the designated areas against the rest of the city and
// the city. Of a size, such as residents, only the city is drawn: its parts are
// no comparison.
func (r *request) indicatorSeries(v *indicatorView, ind *release.Indicator) {
	type who struct {
		level      release.LevelID
		code, word string
	}
	all := []who{{release.PartLevel, release.Designated, "designated"}, {release.PartLevel, release.RestOfCity, "rest"}, {release.CityLevel, release.City, "city"}}
	if ind.Kind == release.Count {
		all = all[2:]
	}
	var lines []chartLine
	var shown []who
	var periods []byblik.Period
	for _, w := range all {
		if l, ok := r.lineOf(ind, w.level, w.code, r.say("indicator.line."+w.word, "city", r.City())); ok {
			l.Own, l.Dashed = w.word == "designated" || len(all) == 1, w.word == "city" && len(all) > 1
			lines, shown, periods = append(lines, l), append(shown, w), r.table(ind.ID, w.level).Periods
			v.Lines = append(v.Lines, l.Name)
			t := r.table(ind.ID, w.level)
			p, _ := r.at(w.level, w.code)
			if said := r.trend(ind, t, p); said != "" && len(t.Periods) > 1 {
				v.Trends = append(v.Trends, fact{Word: l.Name, Said: said})
			}
		}
	}
	v.chart = r.chart(ind, periods, lines)
	v.Chart = template.HTML(v.chart) // only numbers and escaped names
	at := len(periods) - 1
	v.Spread = template.HTML(r.spread(ind, at, lines))
	if g := r.gapOf(ind.ID); g != nil && ind.Kind != release.Count {
		v.Gap = true
		if said := r.gapTrend(g); said != "" {
			v.Trends = append(v.Trends, fact{Word: r.say("indicator.gap"), Said: said})
		}
	}
	for i, period := range periods {
		row := lineRow{Period: r.period(period), Gap: r.gapCell(ind, period)}
		for k, w := range shown {
			f := release.FigureID{Indicator: ind.ID, Level: w.level, Place: w.code, Period: period}
			c, _, _, _ := r.cell(f)
			cell := lineCell{Value: r.cellText(c, ind.Decimals), Href: r.figureHref(f)}
			if low := lines[k].low[i]; !math.IsNaN(low) {
				cell.Range = r.span(r.figure(low, ind.Decimals), r.figure(lines[k].high[i], ind.Decimals))
			}
			cell.Lacks = r.lacking(f)
			v.Lacks = v.Lacks || cell.Lacks != ""
			row.Cells = append(row.Cells, cell)
		}
		v.Rows = append(v.Rows, row)
	}
	v.ChartText = r.say("indicator.chart", "title", v.Title, "unit", v.Unit)
	v.SpreadText = r.say("indicator.spread.alt", "title", v.Title, "period", v.Period)
}

// lacking says how many small areas a figure leaves out, since they have none
// of their own; empty: it leaves none out.
func (r *request) lacking(f release.FigureID) string {
	if n := r.lacks[f]; n > 0 {
		return r.say("indicator.lacking", "n", n)
	}
	return ""
}

// gapOf is the gap of an indicator between the designated areas and the rest
// of the city, or nil.
func (v *view) gapOf(id byblik.IndicatorID) *release.Gap {
	for i := range v.Gaps {
		if v.Gaps[i].Indicator == id {
			return &v.Gaps[i]
		}
	}
	return nil
}

// gapCell is the gap in one period, in points.
func (r *request) gapCell(ind *release.Indicator, period byblik.Period) lineCell {
	if g := r.gapOf(ind.ID); g != nil {
		if i := slices.Index(g.Periods, period); i >= 0 && !math.IsNaN(g.Points[i].Value) {
			c := lineCell{Value: r.signed(g.Points[i].Value, ind.Decimals)}
			if !math.IsNaN(g.Points[i].Low) {
				c.Range = r.span(r.signed(g.Points[i].Low, ind.Decimals), r.signed(g.Points[i].High, ind.Decimals))
			}
			return c
		}
	}
	return lineCell{Value: "–"}
}

// gapsOf are the gaps of one indicator, as every JSON answer writes them.
func (r *request) gapsOf(ind *release.Indicator) []gapJSON {
	return slices.DeleteFunc(r.gapsJSON(), func(g gapJSON) bool { return g.Indicator != string(ind.ID) })
}

// indicatorPlaces lists the newest figures of districts and zones, and counts
// what is not shown.
func (r *request) indicatorPlaces(v *indicatorView, ind *release.Indicator) {
	for _, level := range r.Levels {
		t := r.table(ind.ID, level.ID)
		if t == nil || len(t.Periods) == 0 {
			continue
		}
		last := len(t.Periods) - 1
		n := countRow{Level: r.capital(r.in(level.Many)), All: len(level.Places)}
		for _, c := range t.Value[last] {
			switch c.Status() {
			case byblik.OK:
				n.Shown++
			case byblik.Suppressed:
				n.Suppressed++
			case byblik.Missing:
				n.Missing++
			default:
				n.Inapplied++
			}
		}
		if level.ID != release.PartLevel && level.ID != release.CityLevel {
			v.Counts = append(v.Counts, n)
			v.Withheld = v.Withheld || n.Shown < n.All
		}
		if level.ID != release.DistrictLevel && level.ID != release.ZoneLevel {
			continue
		}
		g := placeGroup{Title: r.capital(r.in(level.Many))}
		for _, p := range r.sorted(len(level.Places), func(i int) string { return r.in(level.Places[i].Name) }) {
			code := level.Places[p].Code
			f := release.FigureID{Indicator: ind.ID, Level: level.ID, Place: code, Period: t.Periods[last]}
			c, low, high, _ := r.cell(f)
			row := placeRow{Name: r.in(level.Places[p].Name), Value: r.cellText(c, ind.Decimals), ValueHref: r.figureHref(f), Out: c.Status() != byblik.OK}
			if v.Map != "" {
				row.Href = r.Link("map", "v", r.id, "d", code)
			}
			if level.ID == release.ZoneLevel {
				row.Href = r.Link("zone", code)
			}
			if !row.Out && !math.IsNaN(low) {
				row.Range = r.span(r.figure(low, ind.Decimals), r.figure(high, ind.Decimals))
			}
			row.Lacks = r.lacking(f)
			g.Range = g.Range || row.Range != ""
			g.Lacks = g.Lacks || row.Lacks != ""
			g.Rows = append(g.Rows, row)
		}
		v.Groups = append(v.Groups, g)
	}
}

// chartPicture is the chart as a file, with title and source.
func (r *request) chartPicture(v *indicatorView) []byte {
	invented := ""
	if r.Invented() {
		invented = r.say("invented.short") + " "
	}
	inner := v.chart
	if inner == "" {
		inner = string(v.Spread)
	}
	source := invented + r.Source(v.Source)
	return []byte(fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" font-family="'IBM Plex Sans',Helvetica,Arial,sans-serif" role="img" aria-labelledby="title"><title id="title">%s</title><rect width="100%%" height="100%%" fill="#fff"/>`+
		`<text x="8" y="26" font-size="20" font-weight="600" fill="%s">%s</text><text x="8" y="46" font-size="13" fill="%s">%s</text><g transform="translate(0 56)">%s</g><text x="8" y="%.0f" font-size="10" fill="%s">%s<tspan x="8" dy="14">%s</tspan></text></svg>`+"\n",
		chartWidth, chartHeight+100, 2*chartWidth, 2*(chartHeight+100), escaped(v.ChartText), inkTone, escaped(v.Title), softTone, escaped(v.Unit+", "+r.City()), inner, chartHeight+76, softTone, escaped(source), escaped(r.ReleaseName()+".")))
}
