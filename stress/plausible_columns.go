package stress

import (
	"math"
	"slices"

	"byblik"
)

// column is a criterion as some choice has it: as the rule set does, without
// one of its components, or merged with another. It is made of the components
// of each of its terms.
type column struct {
	terms     [][]int // inputs of each criterion that it merges
	limit     float64
	strict    bool
	criterion int // whose weight it has
	noisy     bool
}

// columns lists every column that a choice of overlaps can ask for, and for
// each such choice which columns it counts; the first choice is the rule set.
//
// A pair that counts the same persons is counted once in the way that the rule
// set would have written it: where one of the two is a component among others,
// it is left out of its criterion; else both criteria become one, the mean of
// their standard scores, at the limit of the first.
//
// A pair of which one has no figures at all is no choice.
func (f *basis) columns(overlaps [][2]byblik.IndicatorID) (all []column, levels [][]int) {
	var rule []int
	for i, k := range f.criteria {
		all = append(all, f.column([][]int{f.of[i]}, k.Limit.Z, k.Limit.Strict, i))
		rule = append(rule, i)
	}
	levels = append(levels, rule)
	for _, pair := range overlaps {
		a, b := f.find(pair[0]), f.find(pair[1])
		if a < 0 || b < 0 {
			continue
		}
		p, q := f.criterionOf(a), f.criterionOf(b)
		level := slices.Clone(rule)
		switch {
		case len(f.of[q]) > 1:
			level[q] = len(all)
			all = append(all, f.without(q, b))
		case len(f.of[p]) > 1:
			level[p] = len(all)
			all = append(all, f.without(p, a))
		default:
			level[p] = len(all)
			level = slices.Delete(level, q, q+1)
			k := f.criteria[p].Limit
			all = append(all, f.column([][]int{f.of[p], f.of[q]}, k.Z, k.Strict, p))
		}
		levels = append(levels, level)
	}
	return all, levels
}

func (f *basis) find(id byblik.IndicatorID) int {
	return slices.IndexFunc(f.inputs, func(in input) bool { return in.id == id })
}

func (f *basis) criterionOf(in int) int {
	return slices.IndexFunc(f.of, func(of []int) bool { return slices.Contains(of, in) })
}

func (f *basis) without(criterion, in int) column {
	rest := slices.DeleteFunc(slices.Clone(f.of[criterion]), func(i int) bool { return i == in })
	k := f.criteria[criterion].Limit
	return f.column([][]int{rest}, k.Z, k.Strict, criterion)
}

func (f *basis) column(terms [][]int, limit float64, strict bool, criterion int) column {
	c := column{terms: terms, limit: limit, strict: strict, criterion: criterion}
	for _, t := range terms {
		for _, in := range t {
			for k := range f.inputs[in].at {
				c.noisy = c.noisy || f.inputs[in].at[k].noisy()
			}
		}
	}
	return c
}

// supply gives the figures of an input in a period, higher = worse, and their
// order where it is known.
type supply func(in int) (x []float64, order []int32)

// combine makes the figures of a column in period k before the last
// standardisation: those of a single component, treated, or the mean of
// standard scores of several. It gives their order where it is known.
func (w *workshop) combine(c *column, k int, from supply, out []float64) []int32 {
	if len(c.terms) == 1 {
		return w.term(c.terms[0], k, from, out)
	}
	clear(out)
	for _, t := range c.terms {
		order := w.term(t, k, from, w.one)
		w.scale.apply(w.one, order)
		for i, v := range w.one {
			out[i] += v
		}
	}
	for i := range out {
		out[i] /= float64(len(c.terms))
	}
	return nil
}

// term is one criterion: its only component, or the weighted mean of the
// standard scores of those that take part in the period.
func (w *workshop) term(of []int, k int, from supply, out []float64) []int32 {
	if len(of) == 1 {
		return w.treat(of[0], from, out)
	}
	clear(out)
	weights := 0.0
	for _, in := range of {
		if !w.inputs[in].at[k].active {
			continue
		}
		order := w.treat(in, from, w.part)
		w.scale.apply(w.part, order)
		weight := w.inputs[in].weight
		weights += weight
		for i, v := range w.part {
			out[i] += float64(weight * v)
		}
	}
	for i := range out {
		if out[i] /= weights; weights == 0 {
			out[i] = math.NaN()
		}
	}
	return nil
}

// treat copies figures and draws in their ends.
func (w *workshop) treat(in int, from supply, out []float64) []int32 {
	x, order := from(in)
	copy(out, x)
	w.scale.winsorise(out, w.drawIn, order)
	return order
}
