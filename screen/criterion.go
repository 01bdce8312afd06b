package screen

import (
	"math"

	"byblik"
	"byblik/catalog"
)

// criterion measures one criterion in one period.
func (in Input) criterion(c *catalog.Criterion, t byblik.Period, residents []float64, part []byblik.Status) CriterionPeriod {
	x, sign := in.criterionValue(c, t, residents, part)
	m := MomentsOf(x.value, residents, false)
	z, plain := x.clone().value, x.clone().value
	m.Standardise(z)
	MomentsOf(x.value, nil, false).Standardise(plain)
	p := CriterionPeriod{
		Period: t, HasData: m.N > 0, City: m.Mean, SD: m.SD, Limit: m.Mean + float64(sign*c.Limit.Z*m.SD),
		Plain: plain, Findings: make([]byblik.CriterionFinding, len(z)),
	}
	for i := range z {
		f := byblik.CriterionFinding{Area: in.Panel.Areas[i].Code, Criterion: c.ID, City: p.City, Limit: p.Limit, Status: x.status[i]}
		if f.Status == byblik.OK {
			if sign < 0 {
				z[i], plain[i] = negative(z[i]), negative(plain[i])
			}
			f.Value, f.Z, f.Met = x.value[i], z[i], reaches(z[i], c.Limit.Z, c.Limit.Strict)
		}
		p.Findings[i] = f
	}
	return p
}

// criterionValue is a criterion's value per area and the sign that makes more
// of it worse. One component keeps its own unit; several become the mean of
// their resident-weighted z, in which more is worse already, and an area
// without one of them has no value.
func (in Input) criterionValue(c *catalog.Criterion, t byblik.Period, residents []float64, part []byblik.Status) (figures, float64) {
	of := make([]catalog.Component, 0, len(c.Of))
	for _, k := range c.Of {
		if active(k, t) {
			of = append(of, k)
		}
	}
	if len(c.Of) == 1 && len(of) == 1 {
		return observed(in.Panel, of[0].Indicator, t).within(part), in.sign(of[0])
	}
	total, weights := newFigures(len(in.Panel.Areas)), 0.0
	for _, k := range of {
		x := in.component(k, t, nil, part)
		MomentsOf(x.value, residents, false).Standardise(x.value)
		w := weightOf(k)
		weights += w
		for i, v := range x.value {
			total.drop(i, x.status[i])
			total.value[i] += float64(w * v)
		}
	}
	for i := range total.value {
		if total.value[i] /= weights; math.IsNaN(total.value[i]) {
			total.drop(i, byblik.Missing)
		}
	}
	return total.within(part), 1
}
