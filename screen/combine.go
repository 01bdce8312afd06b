package screen

import (
	"fmt"
	"math"

	"byblik"
	"byblik/catalog"
)

// GeometricMean is exp(Σ w·ln x/Σ w) of figures above 0, NaN otherwise: a
// figure close to 0 pulls the mean down more than a high one lifts it.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), aggregation;
// COINr, a_gmean; SciPy, scipy.stats.gmean.
func GeometricMean(x, weight []float64) float64 {
	sum, total := 0.0, 0.0
	for i, v := range x {
		if !(v > 0) {
			return math.NaN()
		}
		sum += float64(weight[i] * math.Log(v))
		total += weight[i]
	}
	return math.Exp(sum / total)
}

// HarmonicMean is Σ w/Σ(w/x) of figures above 0, NaN otherwise.
//
// Source: COINr, a_hmean; SciPy, scipy.stats.hmean.
func HarmonicMean(x, weight []float64) float64 {
	sum, total := 0.0, 0.0
	for i, v := range x {
		if !(v > 0) {
			return math.NaN()
		}
		sum += weight[i] / v
		total += weight[i]
	}
	return total / sum
}

// MazziottaPareto adjusts the mean of an area's standardised figures by how
// unlike they are,
//
//	MPI = M + sign·S·cv,  cv = S/M,
//
// M and S the (weighted) mean and standard deviation, population form, of the
// area's figures, each standardised over the areas to mean 100 and SD 10. Sign
// +1 (MPI+) raises the index of an unbalanced area and suits an index of which
// more is worse; −1 (MPI−) lowers it.
//
// Source: P. De Muro, M. Mazziotta and A. Pareto, “Composite Indices of
// Development and Poverty”, Social Indicators Research 104 (2011); weighted
// form: Mazziotta and Pareto, Rivista Italiana di Economia Demografia e
// Statistica 76 (2022).
func MazziottaPareto(x, weight []float64, sign float64) float64 {
	m := MomentsOf(x, weight, false)
	return m.Mean + sign*m.SD*m.SD/m.Mean
}

// combine makes one figure per area of the prepared components. An area
// without one of them has none, unless that component is left out.
func (r *indexing) combine(s *catalog.Score, list []prepared) figures {
	switch s.Combine {
	case "", "sum":
		return r.addUp(list, false)
	case "mean":
		return r.addUp(list, true)
	case "copeland", "outranking":
		return r.outrank(s, list)
	case "geometric":
		r.refuseNotPositive(s, list)
		return r.byArea(list, GeometricMean)
	case "harmonic":
		r.refuseNotPositive(s, list)
		return r.byArea(list, HarmonicMean)
	}
	sign := 1.0
	if s.Combine == "mazziotta_pareto_minus" {
		sign = -1
	}
	for _, p := range list {
		MomentsOf(p.x.value, nil, false).Standardise(p.x.value)
		each(p.x.value, func(z float64) float64 { return 100 + 10*z })
	}
	return r.byArea(list, func(x, w []float64) float64 { return MazziottaPareto(x, w, sign) })
}

// addUp is Σ w·x, or Σ w·x/Σ w, with the weights as they are.
func (r *indexing) addUp(list []prepared, mean bool) figures {
	total := newFigures(len(r.Panel.Areas))
	weights := make([]float64, len(total.value))
	for _, p := range list {
		for i, v := range p.x.value {
			if p.leavesOut(i) {
				continue
			}
			total.drop(i, p.x.status[i])
			total.value[i] += float64(p.weight * v)
			weights[i] += p.weight
		}
	}
	for i := range total.value {
		if weights[i] == 0 {
			total.drop(i, byblik.Missing)
		}
		if mean {
			total.value[i] /= weights[i]
		}
	}
	return total
}

// byArea combines the figures of each area by a function of them and their
// weights.
func (r *indexing) byArea(list []prepared, f func(x, weight []float64) float64) figures {
	total := newFigures(len(r.Panel.Areas))
	var x, w []float64
	for i := range total.value {
		x, w = x[:0], w[:0]
		for _, p := range list {
			if p.leavesOut(i) {
				continue
			}
			total.drop(i, p.x.status[i])
			x, w = append(x, p.x.value[i]), append(w, p.weight)
		}
		switch {
		case len(x) == 0:
			total.drop(i, byblik.Missing)
		case total.status[i] == byblik.OK:
			total.value[i] = f(x, w)
		}
	}
	return total
}

// refuseNotPositive stops the run where a mean of logarithms or of reciprocals
// meets a figure that has none.
func (r *indexing) refuseNotPositive(s *catalog.Score, list []prepared) {
	for _, p := range list {
		var at []int
		for i, v := range p.x.value {
			if v <= 0 {
				at = append(at, i)
			}
		}
		if len(at) > 0 {
			r.fail(s.ID, fmt.Sprintf("%s at or below 0 in %s", nameOf(p.rule), r.areaList(at)),
				"figures above 0 for a "+s.Combine+" mean", "rescale first, such as min_max with low: 1 and high: 100")
		}
	}
}

// outrank compares every area with every other; an area without one of the
// components takes no part.
func (r *indexing) outrank(s *catalog.Score, list []prepared) figures {
	total := newFigures(len(r.Panel.Areas))
	columns, weights := make([][]float64, len(list)), make([]float64, len(list))
	for k, p := range list {
		for i := range total.value {
			total.drop(i, p.x.status[i])
		}
		columns[k], weights[k] = p.x.value, p.weight
	}
	if len(list) == 0 {
		return total
	}
	scores, err := Outranking(columns, weights)
	if s.Combine == "copeland" {
		scores, err = Copeland(columns, weights, 0)
	}
	if err != nil {
		r.fail(s.ID, err.Error(), "components that can be compared", "correct the components or their weights")
		return total
	}
	total.value = scores
	total.settle()
	return total
}

// prepared is one component of a score after its steps.
type prepared struct {
	rule   catalog.Component
	x      figures
	weight float64
}

// leavesOut says whether area i goes without this component.
func (p prepared) leavesOut(i int) bool {
	return p.rule.Missing == "leave_out" && p.x.status[i] != byblik.OK
}

// nameOf is the id that a component goes by.
func nameOf(c catalog.Component) string {
	if c.Score != "" {
		return c.Score
	}
	return string(c.Indicator)
}
