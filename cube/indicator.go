package cube

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
)

// observe makes the observations of one indicator, one per period in which
// all its columns were delivered and at least one area has a figure.
func (o *observer) observe(d *catalog.Indicator) []byblik.Observations {
	refs := append(slices.Clone(d.Numerator), d.Denominator...)
	if d.Value != "" {
		refs = []string{d.Value}
	}
	periods, absent := o.common(refs)
	if len(periods) == 0 {
		o.notes.Absent = append(o.notes.Absent, Absence{Indicator: d.ID, Sources: absent})
		return nil
	}
	var all []byblik.Observations
	for _, t := range periods {
		var obs byblik.Observations
		if d.Value != "" {
			obs.Value = slices.Clone(o.find(d.Value, t).value)
			o.whole(d, t, &obs)
		} else {
			obs = o.share(d, t)
		}
		obs.Indicator, obs.Period, obs.Effect = d.ID, t, o.effect(d.Sample, t)
		if !slices.ContainsFunc(obs.Value, func(v byblik.Raw) bool { return v.Status() != byblik.Missing }) {
			o.notes.Absent = append(o.notes.Absent, Absence{Indicator: d.ID, Period: t})
			continue
		}
		all = append(all, obs)
	}
	return all
}

// effect is the design effect of a sample in a period: the largest that its
// column holds, for one sample has one; else what was declared.
func (o *observer) effect(s *catalog.Sample, t byblik.Period) float64 {
	if s == nil {
		return 0
	}
	most := 0.0
	if column := o.find(s.Effect, t); column != nil {
		for _, v := range column.value {
			if v.Status() == byblik.OK {
				most = max(most, v.Float())
			}
		}
	}
	if most == 0 {
		return s.Declared
	}
	return most
}

// whole puts the counts beside a ready-made share whose base is known:
// numerator = value / per · base. A base of 0 is none.
func (o *observer) whole(d *catalog.Indicator, t byblik.Period, obs *byblik.Observations) {
	base := o.find(d.Base, t)
	if base == nil {
		return
	}
	obs.Numerator, obs.Denominator = make([]float64, len(o.areas)), make([]float64, len(o.areas))
	for i, v := range obs.Value {
		obs.Numerator[i], obs.Denominator[i] = math.NaN(), math.NaN()
		if b := base.value[i].Float(); v.Status() == byblik.OK && b > 0 {
			obs.Numerator[i], obs.Denominator[i] = v.Float()/perOf(d)*b, b
		}
	}
}

// perOf is what a share is per, 100 unless the definition says otherwise.
func perOf(d *catalog.Indicator) float64 {
	if d.Per == 0 {
		return 100
	}
	return d.Per
}

// common gives the periods that all columns have, oldest first, and the
// sources of columns that were not delivered at all.
func (o *observer) common(refs []string) (periods []byblik.Period, absent []string) {
	for i, ref := range refs {
		list := o.columns[ref]
		if len(list) == 0 {
			if source, _, _ := strings.Cut(ref, "/"); !slices.Contains(absent, source) {
				absent = append(absent, source)
			}
		}
		var have []byblik.Period
		for _, s := range list {
			if i == 0 || slices.Contains(periods, s.period) {
				have = append(have, s.period)
			}
		}
		periods = have
	}
	return periods, absent
}

// share adds up numerators and denominators and divides. Without denominator
// the sum is the figure.
func (o *observer) share(d *catalog.Indicator, t byblik.Period) byblik.Observations {
	n, d1 := o.sum(d.Numerator, t), o.sum(d.Denominator, t)
	obs := byblik.Observations{Value: make([]byblik.Raw, len(o.areas))}
	if len(d.Denominator) == 0 {
		copy(obs.Value, n)
		return obs
	}
	obs.Numerator, obs.Denominator = make([]float64, len(o.areas)), make([]float64, len(o.areas))
	for i := range o.areas {
		obs.Value[i] = o.divide(d, t, i, n[i], d1[i])
		obs.Numerator[i], obs.Denominator[i] = n[i].Float(), d1[i].Float()
		if s := obs.Value[i].Status(); s == byblik.Missing || s == byblik.Suppressed {
			obs.Numerator[i], obs.Denominator[i] = math.NaN(), math.NaN()
		}
	}
	return obs
}

// divide makes one figure: per × n / d.
func (o *observer) divide(d *catalog.Indicator, t byblik.Period, i int, n, whole byblik.Raw) byblik.Raw {
	if s := worse(n.Status(), whole.Status()); s != byblik.OK {
		return byblik.RawWithout(s)
	}
	per := perOf(d)
	a, b := n.Float(), whole.Float()
	switch {
	case a == 0 && b == 0:
		return zeroOverZero(d.ZeroOver)
	case b == 0:
		return o.impossible(d, t, i, "zero-denominator", fmt.Sprintf("%v of 0", a), "a denominator above 0 where the numerator is")
	case per == 100 && a > b:
		return o.impossible(d, t, i, "part-exceeds-whole", fmt.Sprintf("%v of %v", a, b), "a numerator of at most the denominator")
	}
	return byblik.RawOf(per * a / b)
}

func zeroOverZero(rule string) byblik.Raw {
	switch rule {
	case "0":
		return byblik.RawOf(0)
	case "missing":
		return byblik.RawWithout(byblik.Missing)
	}
	return byblik.RawWithout(byblik.NotApplicable)
}

// impossible reports a figure that cannot be; accepted, it is Missing.
func (o *observer) impossible(d *catalog.Indicator, t byblik.Period, i int, check, found, expected string) byblik.Raw {
	ref := d.Numerator[0]
	e := &byblik.Error{Check: check, Place: fmt.Sprintf("%s, %s %s", d.ID, o.areas[i].Code.Code, t), Found: found, Expected: expected, Do: "ask the publisher which of the counts is right"}
	if s := o.find(ref, t); s != nil {
		e.File, e.Line = s.file, s.line[i]
	}
	o.object(e, o.areas[i].Code.Code)
	return byblik.RawWithout(byblik.Missing)
}

// sum adds columns up, area by area; a part that is not there makes the sum
// not there.
func (o *observer) sum(refs []string, t byblik.Period) []byblik.Raw {
	out := make([]byblik.Raw, len(o.areas))
	for i := range out {
		total, status := 0.0, byblik.OK
		for _, ref := range refs {
			v := o.find(ref, t).value[i]
			status = worse(status, v.Status())
			total += v.Float()
		}
		if out[i] = byblik.RawOf(total); status != byblik.OK {
			out[i] = byblik.RawWithout(status)
		}
	}
	return out
}

// worse says which of two states a sum has: suppressed before missing, for a
// known figure is withheld; missing before not applicable, for nobody knows.
func worse(a, b byblik.Status) byblik.Status {
	for _, s := range []byblik.Status{byblik.Suppressed, byblik.Missing, byblik.NotApplicable} {
		if a == s || b == s {
			return s
		}
	}
	return byblik.OK
}
