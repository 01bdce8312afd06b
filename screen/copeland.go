package screen

import (
	"fmt"
	"math"

	"byblik"
)

// Outranking gives each area the sum of its row in the outranking matrix: over
// all other areas b, the weighted share of criteria in which it is higher than
// b, equal ones counting half,
//
//	score(a) = Σ_{b≠a} Σ_c w_c·([x_ac > x_bc] + ½[x_ac = x_bc]) / Σ_c w_c
//
// This is what COINr calls Copeland scores. Being a sum of shares, it needs no
// matrix: criterion by criterion the sum over b is the average rank of a,
// counted from 0. Areas that lack a criterion take no part and get NaN.
//
// Source: COINr (Becker and others), a_copeland and outrankMatrix.
func Outranking(criteria [][]float64, weight []float64) ([]float64, error) {
	o, err := newOutrank(criteria, weight)
	if err != nil {
		return nil, err
	}
	score := o.blank()
	for _, i := range o.part {
		score[i] = 0
	}
	for c := range criteria {
		for a, r := range Rank(o.columns[c], TiesAverage, false) {
			score[o.part[a]] += float64(weight[c] / o.total * (r - 1))
		}
	}
	return score, nil
}

// outrank are the criteria of the areas that have all of them.
type outrank struct {
	n       int // areas, with or without figures
	part    []int
	columns [][]float64 // by criterion, one figure per area of part
	weight  []float64
	total   float64
}

func newOutrank(criteria [][]float64, weight []float64) (*outrank, error) {
	bad := func(found, expected string) (*outrank, error) {
		return nil, &byblik.Error{Kind: byblik.Invalid, Check: "outranking", Found: found, Expected: expected,
			Do: "give one weight per criterion and one figure per area"}
	}
	if len(criteria) == 0 || len(weight) != len(criteria) {
		return bad(fmt.Sprintf("%d criteria, %d weights", len(criteria), len(weight)), "as many, at least one")
	}
	o := &outrank{n: len(criteria[0]), weight: weight, columns: make([][]float64, len(criteria))}
	for c, w := range weight {
		if !(w >= 0) || math.IsInf(w, 0) {
			return bad(fmt.Sprintf("weight %g", w), "0 or more")
		}
		if len(criteria[c]) != o.n {
			return bad(fmt.Sprintf("%d figures in criterion %d", len(criteria[c]), c), fmt.Sprint(o.n))
		}
		o.total += w
	}
	if o.total == 0 {
		return bad("no weight above 0", "at least one")
	}
	for i := range o.n {
		whole := true
		for _, x := range criteria {
			whole = whole && !math.IsNaN(x[i])
		}
		if whole {
			o.part = append(o.part, i)
		}
	}
	for c, x := range criteria {
		for _, i := range o.part {
			o.columns[c] = append(o.columns[c], x[i])
		}
	}
	return o, nil
}

func (o *outrank) blank() []float64 {
	x := make([]float64, o.n)
	for i := range x {
		x[i] = math.NaN()
	}
	return x
}
