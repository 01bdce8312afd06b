package compile

import (
	"math"
	"slices"

	"byblik"
	"byblik/monitor"
	"byblik/release"
)

// tables protects every count at every level and computes the figures from
// protected counts alone. The cells of the small areas become the panel of
// the public run.
func (b *builder) tables() {
	b.public = &byblik.Panel{Frame: b.Run.Panel.Frame, Areas: b.areas}
	for i := range b.out.Indicators {
		x := &b.out.Indicators[i]
		for _, level := range x.Levels {
			b.out.Tables = append(b.out.Tables, b.table(x, level))
		}
	}
}

func (b *builder) table(x *release.Indicator, level release.LevelID) release.Table {
	members := b.members[level]
	t := release.Table{Indicator: x.ID, Level: level, Periods: b.Run.Panel.Periods(x.ID), Trend: make([]release.Trend, len(members))}
	var exact [][]monitor.Interval // unrounded, per period and place
	for _, when := range t.Periods {
		o := b.Run.Panel.Find(x.ID, when)
		row := figures{x: x, value: make([]byblik.Cell, len(members))}
		if x.Kind == release.Share {
			row.numerator, row.denominator = make([]byblik.Cell, len(members)), make([]byblik.Cell, len(members))
		}
		for p, m := range members {
			row.fill(p, o, m)
		}
		if level == release.AreaLevel {
			b.public.Observations = append(b.public.Observations, row.observations(x.ID, when))
		}
		row.add(&t)
		exact = append(exact, row.intervals())
	}
	b.trends(x, &t, exact)
	return t
}

// figures are the protected figures of one indicator in one period at one
// level, one per place.
type figures struct {
	x                             *release.Indicator
	value, numerator, denominator []byblik.Cell
}

// fill computes the figure of place p, the union of the areas m: what is
// counted in the areas that have a figure.
func (f *figures) fill(p int, o *byblik.Observations, m []int) {
	n, d, status, some := 0.0, 0.0, byblik.Missing, false
	for _, i := range m {
		if s := o.Value[i].Status(); s != byblik.OK {
			if len(m) == 1 {
				status = s
			}
			continue
		}
		some = true
		if f.x.Kind == release.Share {
			n, d = n+o.Numerator[i], d+o.Denominator[i]
		} else {
			n += o.Value[i].Float()
		}
	}
	switch {
	case !some:
		f.set(p, byblik.CellWithout(status), byblik.CellWithout(status), byblik.CellWithout(status))
	case f.x.Kind == release.Share:
		a, b := protectPart(n, d)
		f.set(p, f.divide(a, b), a, b)
	case f.x.Kind == release.Count && f.x.Class != "public":
		c, _ := protectPart(n, math.Inf(1))
		f.set(p, c, byblik.Cell{}, byblik.Cell{})
	default:
		f.set(p, byblik.CellOf(n), byblik.Cell{}, byblik.Cell{})
	}
}

func (f *figures) set(p int, value, numerator, denominator byblik.Cell) {
	f.value[p] = value
	if f.numerator != nil {
		f.numerator[p], f.denominator[p] = numerator, denominator
	}
}

// divide makes a share of protected counts.
func (f *figures) divide(n, d byblik.Cell) byblik.Cell {
	switch {
	case n.Status() != byblik.OK:
		return byblik.CellWithout(n.Status())
	case d.Status() != byblik.OK:
		return byblik.CellWithout(d.Status())
	case d.Float() == 0:
		return byblik.CellWithout(byblik.NotApplicable)
	}
	return byblik.CellOf(f.x.Per * min(n.Float(), d.Float()) / d.Float())
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
	low, high := make([]float64, len(value)), make([]float64, len(value))
	for p, i := range f.intervals() {
		low[p], high[p] = math.NaN(), math.NaN()
		if value[p].Status() != byblik.OK {
			continue
		}
		value[p] = byblik.CellOf(release.Round(value[p].Float(), f.x.Decimals))
		if f.x.Kind == release.Share {
			low[p], high[p] = release.Round(i.Low, f.x.Decimals), release.Round(i.High, f.x.Decimals)
		}
	}
	t.Value, t.Low, t.High = append(t.Value, value), append(t.Low, low), append(t.High, high)
	if f.numerator != nil {
		t.Numerator, t.Denominator = append(t.Numerator, f.numerator), append(t.Denominator, f.denominator)
	}
}
