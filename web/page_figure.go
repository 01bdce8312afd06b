package web

import (
	"math"
	"slices"
	"strings"

	"byblik"
	"byblik/release"
)

// certificateView is the birth certificate of one figure.
type certificateView struct {
	ID                 string
	Value, Unit, Range string
	Why                string // why there is no number
	What, Of           string // indicator and place
	Definition         string
	IndicatorHref      string
	PlaceHref          string
	Period             string
	Numerator          string
	Denominator        string
	Persons            string
	Formula            string
	Columns            []string
	Deliveries         []deliveredRow
	RuleSet, Run       string
	Version            int
	Protected          string
	Interval           string
	Legal              string
	Earlier            []figureChange
	Years              []yearRow // the same figure in every period, the newest first
	Other              string    // name of the comparison
	Moves              string    // trend, where the rule finds one
	Cite               string    // how to refer to the figure
	All, Excel         string    // the indicator's tables
}

// yearRow is the figure in one period, beside the rest of the city.
type yearRow struct {
	Period, Value, Href, Range, Other, OtherHref string
	Here                                         bool
}

type deliveredRow struct {
	Source, Publisher, Licence, Attribution, File, SHA256, Seal string
}

// figureChange is a figure's earlier value in a release that was replaced.
type figureChange struct {
	Release, Before, After string
}

// certificateContent is the JSON of a birth certificate.
type certificateContent struct {
	figureJSON
	Title      string         `json:"title"`
	Definition string         `json:"definition"`
	Version    int            `json:"version"`
	Formula    string         `json:"formula"`
	Columns    []string       `json:"columns"`
	Deliveries []deliveryJSON `json:"deliveries"`
	RuleSet    string         `json:"rule_set"`
	Run        string         `json:"run"`
	Protection string         `json:"protection"`
	Interval   string         `json:"interval,omitempty"`
}

type deliveryJSON struct {
	Source  string `json:"source"`
	File    string `json:"file"`
	SHA256  string `json:"sha256,omitempty"` // of a public file
	Seal    string `json:"seal,omitempty"`   // of any other
	Licence string `json:"licence"`
}

// figurePage is the birth certificate of one figure: what it measures, where
// it comes from, how it was computed and protected, and in which run.
func figurePage(r *request) (*answer, error) {
	f, err := release.ParseFigureID(r.id)
	if err != nil {
		return nil, notFound("figure")
	}
	c, low, high, ok := r.cell(f)
	ind := r.Indicator(f.Indicator)
	if !ok || ind == nil {
		return nil, notFound("figure")
	}
	decimals, unit := ind.Decimals, r.in(ind.Unit)
	if f.Part != "" {
		decimals, unit = 0, r.in(ind.Persons)
	}
	place := r.placeName(f.Level, f.Place)
	v := &certificateView{ID: r.Manifest.ID + "/" + f.String(), Unit: unit, What: r.in(ind.Title), Of: place, Definition: r.in(ind.Definition), IndicatorHref: r.Link("indicator", string(ind.ID)),
		PlaceHref: r.placeHref(f.Level, f.Place), Period: r.period(f.Period), Persons: r.in(ind.Persons), Version: ind.Version, Legal: r.in(ind.Legal), RuleSet: r.Manifest.RuleSet, Run: r.Manifest.PublicRun}
	if c.Status() == byblik.OK {
		v.Value = r.figure(c.Float(), decimals)
	} else {
		v.Value, v.Unit, v.Why = r.say("status."+c.Status().String()), "", r.say("figure.why."+c.Status().String())
		if few := r.fewHomes(f.Level, f.Place); few != "" && c.Status() == byblik.Suppressed {
			v.Why = r.say("figure.why.homes", "homes", few)
		}
	}
	if c.Status() == byblik.OK && !math.IsNaN(low) {
		v.Range = r.span(r.figure(low, decimals), r.figure(high, decimals))
	}
	part := func(name string) string {
		g := f
		g.Part = name
		if n, _, _, there := r.cell(g); there && f.Part == "" {
			return r.cellText(n, 0)
		}
		return ""
	}
	v.Numerator, v.Denominator = part("numerator"), part("denominator")
	content := certificateContent{Title: v.What, Definition: v.Definition, Version: v.Version, RuleSet: v.RuleSet, Run: v.Run}
	if b := r.birth[birthKey{f.Indicator, f.Period.String()}]; b != nil {
		v.Formula, v.Columns, v.RuleSet, v.Run, v.Protected = r.in(b.Formula), b.Columns, b.RuleSet, b.Run, r.in(b.Protected)
		if v.Range != "" {
			v.Interval = r.in(b.Interval)
		}
		content.Formula, content.Columns, content.RuleSet, content.Run, content.Protection = v.Formula, v.Columns, v.RuleSet, v.Run, v.Protected
		content.Interval = v.Interval
		for _, d := range b.Deliveries {
			row, j := deliveredRow{Source: d.Source, File: d.File, SHA256: d.SHA256, Seal: d.Seal}, deliveryJSON{Source: d.Source, File: d.File, SHA256: d.SHA256, Seal: d.Seal}
			if s := r.source[d.Source]; s != nil {
				row.Source, row.Publisher, row.Licence, row.Attribution = r.in(s.Title), s.Publisher, s.Licence, r.in(s.Attribution)
				j.Licence = s.Licence
			}
			v.Deliveries, content.Deliveries = append(v.Deliveries, row), append(content.Deliveries, j)
		}
	}
	for _, x := range r.Changes {
		if x.Figure == f {
			v.Earlier = append(v.Earlier, figureChange{r.Manifest.Replaces, r.cellText(x.Before, decimals), r.cellText(x.After, decimals)})
		}
	}
	v.All = r.As(asCSV, "indicator", string(ind.ID))
	v.Excel = v.All + "?excel=da"
	if s := r.series(f.Indicator, f.Level, f.Place); s != nil && f.Part == "" && len(s.Rows) > 1 {
		if newest := &s.Rows[len(s.Rows)-1]; !newest.Missing {
			v.Moves = s.Trend // nothing moves where there is no figure
		}
		if ind.Kind != release.Count && f.Level != release.PartLevel && f.Level != release.CityLevel {
			v.Other = s.Other
		}
		for _, y := range slices.Backward(s.Rows) {
			v.Years = append(v.Years, yearRow{Period: y.Period, Value: y.Value, Href: y.Href, Range: y.Range, Other: y.Other, OtherHref: y.OtherHref, Here: y.Period == v.Period})
		}
	}
	v.Cite = r.cite(v)
	content.figureJSON = figureJSON{Figure: f.String(), Indicator: string(f.Indicator), Level: string(f.Level), Place: f.Place, Name: place, Period: f.Period.String(), Value: num(rounded(c.Float(), decimals)), Mark: mark(c.Status()),
		Low: num(nan), High: num(nan), Numerator: num(nan), Denominator: num(nan), Unit: unit}
	for _, g := range r.figuresOf(ind, f.Level, f.Place) {
		if g.Figure == f.String() {
			content.figureJSON = g
		}
	}
	a := &answer{title: r.say("figure.title", "what", v.What, "place", place, "period", v.Period), page: v, json: content, csv: &sheet{head: append(append([]string{}, figureHead...), "formula", "rule_set", "run", "source", "file", "sha256", "seal")}}
	g := content.figureJSON
	row := []string{g.Figure, g.Indicator, g.Level, g.Place, g.Name, g.Period, exact(float64(g.Value)), g.Mark, exact(float64(g.Low)), exact(float64(g.High)), exact(float64(g.Numerator)), exact(float64(g.Denominator)), g.Unit, content.Formula, v.RuleSet, v.Run}
	for _, d := range content.Deliveries {
		a.csv.add(append(append([]string{}, row...), d.Source, d.File, d.SHA256, d.Seal)...)
	}
	if len(content.Deliveries) == 0 {
		a.csv.add(append(row, "", "", "", "")...)
	}
	return a, nil
}

// fewHomes is the band of households of a place that is not on the highest rung
// of the ladder, so that what is not shown there may be kept back whatever its
// size; empty otherwise.
func (r *request) fewHomes(level release.LevelID, code string) string {
	i, ok := r.at(level, code)
	if !ok {
		return ""
	}
	low, high, ok := strings.Cut(r.places(level)[i].Homes, "-")
	if !ok || high == "" {
		return ""
	}
	return low + "–" + high
}

// cite is a line that refers to the figure for good: what, where, when, how
// much, how sure, and the address that always shows this release.
func (r *request) cite(v *certificateView) string {
	value := strings.TrimSpace(v.Value + " " + v.Unit)
	if v.Range != "" {
		value = r.say("figure.cite.range", "value", value, "range", v.Range)
	}
	return r.say("figure.cite.text", "what", v.What, "place", v.Of, "period", v.Period, "value", value, "site", r.Site(), "release", r.Manifest.ID, "address", r.site.origin+r.Permanent())
}

// placeHref is the page of a place; empty for levels without pages.
func (r *request) placeHref(level release.LevelID, code string) string {
	switch level {
	case release.AreaLevel:
		return r.Link("area", code)
	case release.ZoneLevel:
		return r.Link("zone", code)
	}
	return ""
}
