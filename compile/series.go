package compile

import (
	"math"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/monitor"
	"byblik/release"
)

// intervals gives each figure, unrounded, with its 95 per cent interval, from
// what is published alone: the protected counts, the design effect of a sample
// and the step of a mean. A count and a mean of all persons have only the
// uncertainty of their rounding.
func (f *figures) intervals() []monitor.Interval {
	out := make([]monitor.Interval, len(f.value))
	for p, v := range f.value {
		x, s := v.Float(), math.NaN()
		switch {
		case f.x.Kind == release.Share:
			out[p] = monitor.Sampled(f.numerator[p].Float(), f.denominator[p].Float(), f.base(), f.effect).Times(f.x.Per)
			continue
		case isMean(f.x):
			s = monitor.RoundingOfMean(f.step)
		case f.x.Kind == release.Count && f.base() > 0:
			s = 2 * monitor.Rounding(f.base())
		}
		out[p] = monitor.Interval{Value: x, Low: x - s, High: x + s}
	}
	return out
}

// effect is the design effect that an indicator's intervals take in: rounded,
// and at least 1; 0 where its counts are of no sample.
func (b *builder) effect(x *release.Indicator, t byblik.Period) float64 {
	o := b.Run.Panel.Find(x.ID, t)
	if o == nil || !(o.Effect > 0) {
		return 0
	}
	return max(1, math.Round(o.Effect*release.EffectsPerOne)/release.EffectsPerOne)
}

// trends finds the trend word of each place by the published rule.
func (b *builder) trends(x *release.Indicator, t *release.Table, exact [][]monitor.Interval) {
	for p := range t.Trend {
		series := make([]monitor.Interval, len(t.Periods))
		for k := range t.Periods {
			series[k] = exact[k][p]
		}
		t.Trend[p] = trendOf(b.planned(x.ID).Pooled, t.Periods, series)
		if r, ok := b.rung[disclose.Place{Level: string(t.Level), Code: b.out.Level(t.Level).Places[p].Code}]; ok && r != disclose.Series {
			t.Trend[p] = release.Unclear // too few households for a series
		}
	}
	if t.Level == release.PartLevel {
		b.gap(x, t.Periods, exact)
	}
}

// trendOf finds the word of a series. Of periods that take several years
// together it leaves out those that overlap a later one, counting back from the
// newest.
func trendOf(pooled int, periods []byblik.Period, series []monitor.Interval) release.Trend {
	var points []monitor.Point
	every := max(1, pooled)
	for k, i := range series {
		if (periods[len(periods)-1].Year-periods[k].Year)%every != 0 {
			continue
		}
		e := (i.High - i.Low) / (2 * 1.96)
		if math.IsNaN(e) {
			e = 0
		}
		points = append(points, monitor.Point{Time: years(periods[k]), Value: i.Value, Error: e})
	}
	return release.Trend(monitor.TrendOf(points))
}

// years places a period on a line of years.
func years(t byblik.Period) float64 {
	switch t.Kind {
	case byblik.Quarter:
		return float64(t.Year) + float64(t.Part-1)/4
	case byblik.Month:
		return float64(t.Year) + float64(t.Part-1)/12
	case byblik.TwoYearMean:
		return float64(t.Year) - 0.5
	}
	return float64(t.Year)
}

// gap holds the designated areas together against the rest of the city. A
// count has none: the parts differ in size.
func (b *builder) gap(x *release.Indicator, periods []byblik.Period, exact [][]monitor.Interval) {
	if x.Kind == release.Count {
		return
	}
	g := release.Gap{Indicator: x.ID, Periods: periods}
	var points []monitor.Interval
	for k := range periods {
		d, r := monitor.Difference(exact[k][0], exact[k][1]), monitor.Interval{Value: math.NaN(), Low: math.NaN(), High: math.NaN()}
		if b.fromZero(x) {
			r = monitor.Ratio(exact[k][0], exact[k][1])
		}
		points = append(points, d)
		g.Points = append(g.Points, between(d, x.Decimals))
		g.Ratio = append(g.Ratio, between(r, 2))
	}
	g.Trend = trendOf(b.planned(x.ID).Pooled, periods, points)
	b.out.Gaps = append(b.out.Gaps, g)
}

// fromZero says that 0 is none of what an indicator measures, so that one value
// can be so many times another. Of a score it is the mean of a country.
func (b *builder) fromZero(x *release.Indicator) bool {
	if x.Kind != release.Mean {
		return true
	}
	return !slices.ContainsFunc(x.Numerator, func(ref string) bool {
		source, id, _ := strings.Cut(ref, "/")
		s := b.Run.Catalog.Sources[source]
		if s == nil { // made by a tabulation, whose sums and estimates may be below zero
			return true
		}
		c := s.Column(id)
		return c == nil || c.Kind != catalog.Share && (c.Min == nil || *c.Min < 0)
	})
}

func between(i monitor.Interval, decimals int) release.Between {
	return release.Between{Value: release.Round(i.Value, decimals), Low: release.Round(i.Low, decimals), High: release.Round(i.High, decimals)}
}
