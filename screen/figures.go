package screen

import (
	"math"

	"byblik"
	"byblik/catalog"
)

// figures are one quantity for all areas of the panel: value is NaN exactly
// where status is not OK.
type figures struct {
	value  []float64
	status []byblik.Status
}

func newFigures(n int) figures {
	return figures{value: make([]float64, n), status: make([]byblik.Status, n)}
}

// drop takes a figure away for a reason; a reason that is there already stays,
// and OK is no reason.
func (f figures) drop(i int, why byblik.Status) {
	if why != byblik.OK && f.status[i] == byblik.OK {
		f.value[i], f.status[i] = math.NaN(), why
	}
}

// settle gives a status to figures that an operation has made undefined, such
// as the logarithm of a negative number.
func (f figures) settle() {
	for i, v := range f.value {
		if math.IsNaN(v) {
			f.drop(i, byblik.Missing)
		}
	}
}

// clone copies the figures, so that steps can be applied to them.
func (f figures) clone() figures {
	return figures{value: append([]float64(nil), f.value...), status: append([]byblik.Status(nil), f.status...)}
}

// observed reads an indicator in a period; where it has no observations every
// figure is missing.
func observed(p *byblik.Panel, id byblik.IndicatorID, t byblik.Period) figures {
	f := newFigures(len(p.Areas))
	o := at(p, id, t)
	for i := range f.value {
		switch {
		case o == nil || i >= len(o.Value):
			f.drop(i, byblik.Missing)
		case o.Value[i].Status() != byblik.OK:
			f.drop(i, o.Value[i].Status())
		default:
			f.value[i] = o.Value[i].Float()
		}
	}
	return f
}

// taking says which areas take part in a period: the status of an area is OK,
// missing where its residents are unknown, or not applicable where they are
// fewer than the rule set asks for. Weights are needed where figures are
// weighted by residents; otherwise unknown residents matter only when the rule
// set has a minimum.
func taking(p *byblik.Panel, rule catalog.Areas, t byblik.Period, weights bool) (figures, []byblik.Status) {
	residents := observed(p, rule.Residents, t)
	part := make([]byblik.Status, len(p.Areas))
	for i, r := range residents.value {
		switch {
		case math.IsNaN(r):
			if weights || rule.MinResidents > 0 {
				part[i] = residents.status[i]
			}
		case r < rule.MinResidents || weights && r <= 0:
			part[i] = byblik.NotApplicable
		}
	}
	return residents, part
}

// within leaves only the figures of areas that take part.
func (f figures) within(part []byblik.Status) figures {
	for i, s := range part {
		if s != byblik.OK {
			f.value[i], f.status[i] = math.NaN(), s
		}
	}
	return f
}
