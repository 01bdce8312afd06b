package web

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"byblik"
	"byblik/release"
)

// The six-criteria strip shows every criterion on one z scale from lowZ to
// highZ, the same on every page and in every release; what lies outside
// stands at the edge.
const (
	lowZ  = -2.5
	highZ = 3.5
)

// along is the position of z on the strip in per cent.
func along(z float64) float64 {
	return 100 * (math.Min(math.Max(z, lowZ), highZ) - lowZ) / (highZ - lowZ)
}

// percent writes a position for SVG.
func percent(v float64) string {
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64) + "%"
}

// stripView is one strip: a row per criterion.
type stripView struct {
	Rows []stripRow
}

// stripRow is one criterion of one place, in words and positions.
type stripRow struct {
	Title, Unit, Proxy  string
	None                string         // why there is nothing to show; empty when there is
	Coarse              []coarseFigure // figures of the district, where there are none of small areas
	Value, Href         string
	Range               string // the interval in words
	Ticks               string // path: a tick for every small area
	CityX, LimitX       string
	City, Limit         string
	CitySaid            string // names the line: the city, or the mean of the areas
	X, LowX, HighX      string // LowX empty: no interval
	LowTo               string // width of the interval
	Met                 bool
	Verdict, Band, Text string // Text is the whole row for those who listen
}

// ticks draws one upright line per area, each place once, for criterion k.
func (v *view) ticks(k int) string {
	var at []int
	for i := range v.Screening.Areas {
		if f := v.Screening.Areas[i].Criteria; k < len(f) && f[k].Status == byblik.OK && !math.IsNaN(f[k].Z) {
			at = append(at, int(math.Round(10*along(f[k].Z))))
		}
	}
	slices.Sort(at)
	var b strings.Builder
	last := 0
	for i, p := range slices.Compact(at) {
		if i == 0 {
			fmt.Fprintf(&b, "M%d 0v9", p)
		} else {
			fmt.Fprintf(&b, "m%d-9v9", p-last)
		}
		last = p
	}
	return b.String()
}

// strip is the strip of findings, one per criterion. href gives the address
// of the certificate behind a row, or nothing.
func (r *request) strip(found []release.CriterionFinding, href func(k int) string) stripView {
	var v stripView
	for k := range r.Screening.Criteria {
		if k < len(found) {
			v.Rows = append(v.Rows, r.stripRow(k, found[k], href(k)))
		}
	}
	return v
}

func (r *request) stripRow(k int, f release.CriterionFinding, href string) stripRow {
	c := &r.Screening.Criteria[k]
	row := stripRow{Title: r.in(c.Title), Unit: r.in(c.Unit)}
	if c.Proxy != nil {
		row.Proxy = r.in(*c.Proxy)
	}
	if !c.Data {
		row.Unit, row.None = "", r.unseen(c)
		return row
	}
	d := r.criterionDecimals(c)
	row.Ticks, row.CityX, row.LimitX = r.stripTicks[k], percent(along(0)), percent(along(c.LimitZ))
	row.City, row.Limit = r.figure(c.City, d), r.figure(c.Limit, d)
	row.CitySaid = r.say("strip.mean", "v", row.City)
	if city, _, known := r.cityOf(c); known {
		row.City, row.CityX = r.figure(city, d), percent(along(zOf(c, city)))
		row.CitySaid = r.say("strip.city", "v", row.City)
	}
	if f.Status != byblik.OK {
		row.Unit, row.None = "", r.say("status."+f.Status.String())
		if f.Status == byblik.NotApplicable && len(c.Indicators) > 1 {
			row.None = r.say("strip.parts")
		}
		return row
	}
	row.Value, row.Href, row.Met = r.figure(f.Value, d), href, f.Met
	row.X = percent(along(f.Z))
	if low, high, ok := r.zRange(c, f); ok {
		row.LowX, row.LowTo = percent(along(low)), percent(along(high)-along(low))
		row.Range = r.span(r.figure(f.Low, d), r.figure(f.High, d))
	}
	row.Verdict = r.say("strip.not")
	if f.Met {
		row.Verdict = r.say("strip.met")
	}
	row.Band = r.or("band."+string(f.Band), "")
	row.Text = r.say("strip.text", "title", row.Title, "value", row.Value, "unit", row.Unit, "city", row.CitySaid, "limit", row.Limit)
	return row
}

// zOf is the standard score of a value under a criterion, above 0 on the
// disadvantaged side.
func zOf(c *release.Criterion, value float64) float64 {
	z := (value - c.City) / c.SD
	if c.WorseIsLower {
		return -z
	}
	return z
}

// cityOf is the published figure of the city for what a criterion measures,
// the one that every page calls the city's. It is not the mean of the areas that
// the limit is put beside: each area weighs there by all its residents, here by
// those the figure is about. A criterion of several figures has none.
func (v *view) cityOf(c *release.Criterion) (float64, release.FigureID, bool) {
	if len(c.Indicators) != 1 || !(c.SD > 0) {
		return nan, release.FigureID{}, false
	}
	id := release.FigureID{Indicator: c.Indicators[0], Level: release.CityLevel, Place: release.City, Period: v.Manifest.Period}
	cell, _, _, ok := v.cell(id)
	ok = ok && cell.Status() == byblik.OK
	return cell.Float(), id, ok
}

// unseen says why no small area has a figure of a criterion: it is published
// for larger places only, or there is none.
func (r *request) unseen(c *release.Criterion) string {
	for _, id := range c.Indicators {
		if r.table(id, release.DistrictLevel) != nil && r.table(id, release.AreaLevel) == nil {
			return r.say("strip.districts")
		}
	}
	return r.say("strip.nodata")
}

// coarseFigure is the district's figure of a criterion's indicator.
type coarseFigure struct {
	Title, Value, Unit, Href string
}

// coarsen adds what the district is told of where a criterion is not told of
// small areas.
func (r *request) coarsen(v *stripView, p release.Place) {
	for k := range v.Rows {
		row, c := &v.Rows[k], &r.Screening.Criteria[k]
		if row.None == "" {
			continue
		}
		for _, id := range c.Indicators {
			level, code := r.published(id, p)
			ind := r.Indicator(id)
			if level == release.AreaLevel || ind == nil {
				continue
			}
			if f, ok := r.figureRow(ind, level, code); ok {
				row.Coarse = append(row.Coarse, coarseFigure{f.Title, f.Value, f.Unit, f.ValueHref})
				row.None = r.say("strip.coarse", "place", r.placeName(level, code))
			}
		}
	}
}

// ofZone adds the figures of a zone where a criterion is not told of small
// areas, or is put together from several figures.
func (r *request) ofZone(v *stripView, id string) {
	for k := range v.Rows {
		row, c := &v.Rows[k], &r.Screening.Criteria[k]
		if row.None == "" {
			continue
		}
		for _, ind := range c.Indicators {
			if f, ok := r.figureRowOf(ind, release.ZoneLevel, id); ok {
				row.Coarse = append(row.Coarse, coarseFigure{f.Title, f.Value, f.Unit, f.ValueHref})
			}
		}
		if len(row.Coarse) > 0 && !c.Data {
			row.None = r.say("strip.zone")
		}
	}
}

// figureRowOf is the newest figure of an indicator at a place, if there is one.
func (r *request) figureRowOf(id byblik.IndicatorID, level release.LevelID, code string) (figureRow, bool) {
	ind := r.Indicator(id)
	if ind == nil {
		return figureRow{}, false
	}
	return r.figureRow(ind, level, code)
}

// zRange puts the interval of a finding on the z scale.
func (r *request) zRange(c *release.Criterion, f release.CriterionFinding) (low, high float64, ok bool) {
	if math.IsNaN(f.Low) || math.IsNaN(f.High) || f.Low == 0 && f.High == 0 || !(c.SD > 0) {
		return 0, 0, false
	}
	a, b := f.Z+(f.Low-f.Value)/c.SD, f.Z+(f.High-f.Value)/c.SD
	if c.WorseIsLower {
		a, b = f.Z-(f.High-f.Value)/c.SD, f.Z-(f.Low-f.Value)/c.SD
	}
	return a, b, true
}

// criterionDecimals are those of its indicator; of several, two.
func (v *view) criterionDecimals(c *release.Criterion) int {
	if len(c.Indicators) == 1 {
		if ind := v.Indicator(c.Indicators[0]); ind != nil {
			return ind.Decimals
		}
	}
	return 2
}
