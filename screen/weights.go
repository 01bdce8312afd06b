package screen

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"byblik/catalog"
)

// PCAWeights gives columns the weights of the first principal component of
// their correlation matrix: its loadings, scaled to add up to 1. They suit
// columns that are standardised. Only rows in which every column has a figure
// take part. A loading of 0 or below means that a column runs against the
// others; it is an error, not a negative weight.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), weights by principal components;
// COINr, get_PCA; R, prcomp(x, scale. = TRUE)$rotation[, 1].
func PCAWeights(columns [][]float64) ([]float64, error) {
	r, _, err := correlations(columns)
	if err != nil {
		return nil, err
	}
	return toShares(firstEigenvector(r))
}

// EqualInfluence gives columns the weights with which each correlates equally
// with Σ w·x. With R the correlation matrix and s the standard deviations,
//
//	w ∝ (R⁻¹·1)/s,
//
// scaled to add up to 1. Only rows in which every column has a figure take
// part. A column that must be weighted 0 or below has no such weight; it is an
// error.
//
// Source: W. Becker, M. Saisana, P. Paruolo and I. Vandecasteele, “Weights and
// importance in composite indicators: Closing the gap”, Ecological Indicators
// 80 (2017), linear case, solved exactly; COINr, get_opt_weights, searches for
// the same weights.
func EqualInfluence(columns [][]float64) ([]float64, error) {
	r, sd, err := correlations(columns)
	if err != nil {
		return nil, err
	}
	ones := make([]float64, len(columns))
	for i := range ones {
		ones[i] = 1
	}
	w, ok := solve(r, ones)
	if !ok {
		return nil, errors.New("columns of which one follows from the others")
	}
	for i := range w {
		w[i] /= sd[i]
	}
	return toShares(w)
}

// toShares scales numbers that must all be positive to add up to 1.
func toShares(w []float64) ([]float64, error) {
	sum := 0.0
	for _, v := range w {
		sum += v
	}
	for i := range w {
		if w[i] /= sum; !(w[i] > 1e-12) {
			return nil, fmt.Errorf("a weight of %.3g for column %d", w[i], i+1)
		}
	}
	return w, nil
}

// correlations gives Pearson's correlations between columns and the sample
// standard deviations, over the rows that are complete.
func correlations(columns [][]float64) (r [][]float64, sd []float64, err error) {
	z := make([][]float64, len(columns))
	for i := range columns[0] {
		whole := true
		for _, c := range columns {
			whole = whole && !math.IsNaN(c[i])
		}
		for k := range columns {
			if whole {
				z[k] = append(z[k], columns[k][i])
			}
		}
	}
	n := len(z[0])
	if n < 3 {
		return nil, nil, fmt.Errorf("%d areas with every component", n)
	}
	for k := range z {
		m := MomentsOf(z[k], nil, true)
		if m.SD == 0 {
			return nil, nil, fmt.Errorf("column %d with one figure for all areas", k+1)
		}
		m.Standardise(z[k])
		sd = append(sd, m.SD)
	}
	for i := range z {
		row := make([]float64, len(z))
		for j := range z {
			if j < i {
				row[j] = r[j][i]
				continue
			}
			var sum exactSum
			for k := range z[i] {
				sum.add(float64(z[i][k] * z[j][k]))
			}
			row[j] = sum.value() / float64(n-1)
		}
		r = append(r, row)
	}
	return r, sd, nil
}

// weigh gives the components of a score their weights: as written, or as the
// score's rule finds them in the figures; what was found is said in a note.
func (r *indexing) weigh(s *catalog.Score, list []prepared) {
	if s.Weights == "" {
		return
	}
	columns := make([][]float64, len(list))
	weights := make([]float64, len(list))
	for k, p := range list {
		columns[k], weights[k] = p.x.value, 1/float64(len(list))
	}
	var err error
	switch {
	case len(list) < 2 || s.Weights == "equal":
	case s.Weights == "pca":
		weights, err = PCAWeights(columns)
	default:
		weights, err = EqualInfluence(columns)
	}
	if err != nil {
		r.fail(s.ID, err.Error(), "components that all run the same way, so that "+s.Weights+" gives each a weight above 0",
			"turn or leave out the component, or write the weights")
		return
	}
	said := make([]string, len(list))
	for k := range list {
		list[k].weight = weights[k]
		said[k] = fmt.Sprintf("%s %.4f", nameOf(list[k].rule), weights[k])
	}
	r.say(fmt.Sprintf("Vægte i %s, fundet med %s: %s.", s.ID, s.Weights, strings.Join(said, ", ")),
		fmt.Sprintf("Weights in %s, found by %s: %s.", s.ID, s.Weights, strings.Join(said, ", ")))
}
