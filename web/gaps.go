package web

import (
	"math"

	"byblik/catalog"
	"byblik/release"
)

// gapRow is one indicator of the designated areas together, beside the rest
// of the city without them.
type gapRow struct {
	Title, Href, Unit  string
	Inside, InsideHref string
	Rest, RestHref     string
	Points, Ratio      string // the gap, with its words
	Range              string
	Trend              string
	Change             string // of the gap since the first period, in points
	From               string
	InsideX, RestX     string // on the common scale
	LineX, LineW       string
	LabelIn, LabelRest string // text-anchor
	First              string
	Series             *seriesView
	points             float64
}

// gapsInOrder are the gaps of the indicators of the criteria, in the order of
// the criteria.
func (v *view) gapsInOrder() []*release.Gap {
	var out []*release.Gap
	for k := range v.Screening.Criteria {
		for _, id := range v.Screening.Criteria[k].Indicators {
			for i := range v.Gaps {
				if v.Gaps[i].Indicator == id {
					out = append(out, &v.Gaps[i])
				}
			}
		}
	}
	return out
}

// gapRows are all indicators of criteria that are published for both parts.
func (r *request) gapRows() []gapRow {
	var out []gapRow
	top, bottom := 0.0, 0.0
	type pair struct{ a, b float64 }
	var at []pair
	for _, g := range r.gapsInOrder() {
		ind, n := r.Indicator(g.Indicator), len(g.Periods)-1
		if ind == nil || n < 0 || ind.Kind == release.Count {
			continue
		}
		inside := release.FigureID{Indicator: g.Indicator, Level: release.PartLevel, Place: release.Designated, Period: g.Periods[n]}
		rest := inside
		rest.Place = release.RestOfCity
		a, _, _, ok1 := r.cell(inside)
		b, _, _, ok2 := r.cell(rest)
		if !ok1 || !ok2 || math.IsNaN(a.Float()) || math.IsNaN(b.Float()) {
			continue
		}
		row := gapRow{Title: r.in(ind.Title), Href: r.Link("indicator", string(ind.ID)), Unit: r.in(ind.Unit), Inside: r.figure(a.Float(), ind.Decimals), InsideHref: r.figureHref(inside),
			Rest: r.figure(b.Float(), ind.Decimals), RestHref: r.figureHref(rest), points: rounded(g.Points[n].Value, ind.Decimals)}
		row.Points = r.signed(g.Points[n].Value, ind.Decimals)
		if !math.IsNaN(g.Points[n].Low) {
			row.Range = r.span(r.signed(g.Points[n].Low, ind.Decimals), r.signed(g.Points[n].High, ind.Decimals))
		}
		if v := g.Ratio[n].Value; !math.IsNaN(v) && ind.Direction != catalog.LowerIsWorse {
			row.Ratio = r.say("gap.ratio", "n", r.figure(v, 1))
		}
		row.Trend = r.gapTrend(g)
		if n > 0 && !math.IsNaN(g.Points[0].Value) {
			row.From, row.First = r.period(g.Periods[0]), r.signed(g.Points[0].Value, ind.Decimals)
		}
		top, bottom = max(top, a.Float(), b.Float()), min(bottom, a.Float(), b.Float())
		out, at = append(out, row), append(at, pair{a.Float(), b.Float()})
	}
	step := niceStep((top - bottom) / 4)
	if top, bottom = math.Ceil(top/step)*step, math.Floor(bottom/step)*step; top == bottom {
		top = 1
	}
	x := func(v float64) float64 { return 3 + 90*(v-bottom)/(top-bottom) }
	for i := range out {
		a, b := x(at[i].a), x(at[i].b)
		out[i].InsideX, out[i].RestX = percent(a), percent(b)
		out[i].LineX, out[i].LineW = percent(math.Min(a, b)), percent(math.Abs(a-b))
		out[i].LabelIn, out[i].LabelRest = "start", "end"
		if a < b {
			out[i].LabelIn, out[i].LabelRest = "end", "start"
		}
	}
	return out
}

// gapSum says in one sentence for how many figures the gap grows, narrows, is
// steady, or cannot be told; empty where the release knows no more than one year.
func (r *request) gapSum() string {
	count := map[release.Trend]int{}
	all := 0
	for _, g := range r.gapsInOrder() {
		if ind := r.Indicator(g.Indicator); ind != nil && ind.Kind != release.Count && r.gapTrend(g) != "" {
			count[g.Trend]++
			all++
		}
	}
	var parts []string
	for _, t := range []release.Trend{release.Rising, release.Falling, release.Steady, release.Unclear} {
		if count[t] == 0 {
			continue
		}
		part := r.say("gap.sum."+string(t), "n", count[t])
		if len(parts) == 0 {
			part = r.say("gap.sum.first", "part", part, "all", all)
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		return ""
	}
	return r.say("gap.sum", "parts", r.list(parts))
}
