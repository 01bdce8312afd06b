package cube

import (
	"cmp"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
)

// Notes says what a panel does not hold, and what was left out of it.
type Notes struct {
	Absent  []Absence
	Refused []byblik.Refusal // figures left out under an accepted check; Line is that of the delivery
}

// Absence is an indicator without figures. Period is zero when it has none at
// all, because Sources were not delivered; otherwise that period gave no area
// a figure, so the panel has no observations for it.
type Absence struct {
	Indicator byblik.IndicatorID
	Period    byblik.Period
	Sources   []string
}

// Observe computes the observations of the indicators in every period that
// the deliveries hold. The panel has all the areas, sorted by code; an area
// without a row is Missing. Accept maps checks (zero-denominator,
// part-exceeds-whole, double-key) to reasons, as in source.Request; accepted
// figures are Missing. The error is a *Faults.
func Observe(deliveries []*byblik.Delivery, indicators []*catalog.Indicator, areas []byblik.Area, accept map[string]string) (*byblik.Panel, Notes, error) {
	o := &observer{accept: accept, place: map[byblik.AreaCode]int{}, columns: map[string][]series{}}
	o.areas = slices.SortedFunc(slices.Values(areas), func(a, b byblik.Area) int {
		return cmp.Or(strings.Compare(string(a.Code.Frame), string(b.Code.Frame)), strings.Compare(a.Code.Code, b.Code.Code))
	})
	for i, a := range o.areas {
		if i > 0 && a.Code == o.areas[i-1].Code {
			o.faults.add(&byblik.Error{Kind: byblik.Invalid, Check: "double-key", Place: a.Code.String(), Found: "the area twice in the frame", Expected: "each area once", Do: "correct the source that lists the areas"})
		}
		o.place[a.Code] = i
	}
	for _, d := range deliveries {
		o.take(d)
	}
	p := &byblik.Panel{Areas: o.areas}
	if len(o.areas) > 0 {
		p.Frame = o.areas[0].Code.Frame
	}
	for _, d := range indicators {
		p.Observations = append(p.Observations, o.observe(d)...)
	}
	slices.SortFunc(p.Observations, func(a, b byblik.Observations) int {
		return cmp.Or(strings.Compare(string(a.Indicator), string(b.Indicator)), a.Period.Compare(b.Period))
	})
	if err := o.faults.err(); err != nil {
		return nil, o.notes, err
	}
	return p, o.notes, nil
}

// observer holds what is needed while the observations are made.
type observer struct {
	areas   []byblik.Area
	place   map[byblik.AreaCode]int
	columns map[string][]series // by source/column, oldest first
	accept  map[string]string
	faults  Faults
	notes   Notes
}

// series holds the figures of one column in one period, by place of the area.
type series struct {
	period byblik.Period
	value  []byblik.Raw
	line   []int // of the row; 0 where the area has none
	file   string
}

// take sorts the rows of a delivery by column, period and area.
func (o *observer) take(d *byblik.Delivery) {
	if d == nil {
		return
	}
	periods := map[byblik.Period]int{} // place in order
	var order []byblik.Period
	for _, r := range d.Rows {
		if _, ok := periods[r.Period]; !ok {
			periods[r.Period] = len(order)
			order = append(order, r.Period)
		}
	}
	for k := range d.Columns {
		if d.Columns[k].Value != nil {
			o.takeColumn(d, &d.Columns[k], periods, order)
		}
	}
}

func (o *observer) takeColumn(d *byblik.Delivery, c *byblik.Column, periods map[byblik.Period]int, order []byblik.Period) {
	ref := d.Source + "/" + c.ID
	all := make([]*series, len(order))
	for i, t := range order {
		all[i] = o.seriesOf(ref, t, d.Receipt.File)
	}
	for i, r := range d.Rows {
		at, known := o.place[r.Area]
		if !known || i >= len(c.Value) {
			continue
		}
		s := all[periods[r.Period]]
		if s.line[at] != 0 {
			o.object(&byblik.Error{Check: "double-key", File: d.Receipt.File, Line: r.Line, Place: c.ID, Found: r.Area.Code + " " + r.Period.String() + " a second time, first in " + s.file,
				Expected: "one row per area and period in all files", Do: "leave out the file that is not to be used"}, r.Area.Code)
			s.value[at] = byblik.RawWithout(byblik.Missing)
			continue
		}
		s.value[at], s.line[at] = c.Value[i], r.Line
	}
	for _, s := range all {
		o.put(ref, *s)
	}
}

// seriesOf gives what an earlier file held of the same column and period, or
// a series without figures.
func (o *observer) seriesOf(ref string, t byblik.Period, file string) *series {
	for i := range o.columns[ref] {
		if s := &o.columns[ref][i]; s.period == t {
			return s
		}
	}
	s := &series{period: t, file: file, value: make([]byblik.Raw, len(o.areas)), line: make([]int, len(o.areas))}
	for i := range s.value {
		s.value[i] = byblik.RawWithout(byblik.Missing)
	}
	return s
}

func (o *observer) put(ref string, s series) {
	list := o.columns[ref]
	at, found := slices.BinarySearchFunc(list, s.period, func(a series, t byblik.Period) int { return a.period.Compare(t) })
	if found {
		list[at] = s
		return
	}
	o.columns[ref] = slices.Insert(list, at, s)
}

// find gives the series of a column in a period, or nil.
func (o *observer) find(ref string, t byblik.Period) *series {
	for i := range o.columns[ref] {
		if o.columns[ref][i].period == t {
			return &o.columns[ref][i]
		}
	}
	return nil
}
