package compile

import (
	"math"
	"slices"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/monitor"
	"byblik/release"
)

// tables computes every figure from protected counts alone. The cells of the
// small areas become the panel of the public run.
func (b *builder) tables() error {
	b.sums = map[disclose.Figure]disclose.Contributors{}
	b.public = &byblik.Panel{Frame: b.Run.Panel.Frame, Areas: b.areas}
	for i := range b.out.Indicators {
		x := &b.out.Indicators[i]
		for _, level := range x.Levels {
			t, err := b.table(x, level)
			if err != nil {
				return err
			}
			b.out.Tables = append(b.out.Tables, t)
		}
	}
	return nil
}

func (b *builder) table(x *release.Indicator, level release.LevelID) (release.Table, error) {
	n := len(b.out.Level(level).Places)
	t := release.Table{Indicator: x.ID, Level: level, Periods: b.periods(x.ID), Trend: make([]release.Trend, n)}
	var exact [][]monitor.Interval // unrounded, per period and place
	for _, when := range t.Periods {
		row, err := b.figures(x, level, when)
		if err != nil {
			return t, err
		}
		if level == release.AreaLevel {
			b.public.Observations = append(b.public.Observations, row.observations(x.ID, when))
		}
		row.add(&t)
		exact = append(exact, row.intervals())
	}
	b.trends(x, &t, exact)
	return t, nil
}

// figures are the protected figures of one indicator in one period at one
// level, one per place.
type figures struct {
	x                             *release.Indicator
	value, numerator, denominator []byblik.Cell
	effect                        float64 // of the sample; 0 where the counts are of none
	step                          float64 // of a mean
}

func (b *builder) figures(x *release.Indicator, level release.LevelID, when byblik.Period) (*figures, error) {
	if x.Kind == release.Mean && !isMean(x) {
		return b.ready(x, level, when), nil
	}
	f := &figures{x: x, effect: b.effect(x, when), step: b.planned(x.ID).Step}
	for p, place := range b.out.Level(level).Places {
		if isMean(x) {
			if err := f.addMean(b, level, p, when); err != nil {
				return nil, err
			}
			continue
		}
		n := b.cells[figure(NumeratorOf(x), level, place.Code, when)]
		if x.Kind != release.Share {
			b.lack(x, level, place.Code, when, "")
			f.value = append(f.value, n)
			continue
		}
		d := b.cells[figure(DenominatorOf(x), level, place.Code, when)]
		b.lack(x, level, place.Code, when, "numerator")
		b.lack(x, level, place.Code, when, "denominator")
		if !b.shows(x, when, level, p) && n.Status() == byblik.OK {
			n = byblik.CellWithout(byblik.Suppressed) // shown by another indicator only
		}
		f.numerator, f.denominator = append(f.numerator, n), append(f.denominator, d)
		f.value = append(f.value, disclose.Share(n, d, x.Per))
	}
	return f, nil
}

// lack says which small areas a published count leaves out.
func (b *builder) lack(x *release.Indicator, level release.LevelID, place string, when byblik.Period, part string) {
	column := NumeratorOf(x)
	if part == "denominator" {
		column = DenominatorOf(x)
	}
	b.lacks(release.FigureID{Indicator: x.ID, Level: level, Place: place, Period: when, Part: part}, b.missing[figure(column, level, place, when)])
}

// lacks keeps which small areas a figure leaves out, if any.
func (b *builder) lacks(f release.FigureID, areas []string) {
	if len(areas) > 0 {
		b.out.Lacks = append(b.out.Lacks, release.Lack{Figure: f, Areas: areas})
	}
}

// observations gives the protected cells as a screening reads them.
func (f *figures) observations(id byblik.IndicatorID, when byblik.Period) byblik.Observations {
	o := byblik.Observations{Indicator: id, Period: when}
	for p := range f.value {
		raw := byblik.RawOf(f.value[p].Float())
		if s := f.value[p].Status(); s != byblik.OK {
			raw = byblik.RawWithout(s)
		}
		o.Value = append(o.Value, raw)
		if f.numerator != nil {
			o.Numerator = append(o.Numerator, f.numerator[p].Float())
			o.Denominator = append(o.Denominator, f.denominator[p].Float())
		}
	}
	return o
}

// add puts the figures into a table, rounded as they are published.
func (f *figures) add(t *release.Table) {
	value := slices.Clone(f.value)
	low, high := f.bounds(f.intervals())
	for p := range value {
		value[p] = release.RoundCell(value[p], f.x.Decimals)
	}
	t.Value, t.Low, t.High = append(t.Value, value), append(t.Low, low), append(t.High, high)
	if f.numerator != nil {
		t.Numerator = append(t.Numerator, f.numerator)
	}
	if f.denominator != nil {
		t.Denominator = append(t.Denominator, f.denominator)
	}
}

// bounds are the ends of intervals as they are published: of shares and means. A
// count has its rule of rounding instead.
func (f *figures) bounds(exact []monitor.Interval) (low, high []float64) {
	for p, i := range exact {
		l, h := math.NaN(), math.NaN()
		if (f.x.Kind == release.Share || isMean(f.x)) && f.value[p].Status() == byblik.OK {
			l, h = release.Round(i.Low, f.x.Decimals), release.Round(i.High, f.x.Decimals)
		}
		low, high = append(low, l), append(high, h)
	}
	return low, high
}

// base is what the counts are rounded to a multiple of; public ones are not.
func (f *figures) base() float64 {
	if f.x.Class == string(catalog.Public) {
		return 0
	}
	return float64(disclose.Standard().Base)
}
