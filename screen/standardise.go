package screen

import "math"

// Moments are the centre and the spread of a set of figures.
type Moments struct {
	N    int // figures that are there
	Mean float64
	SD   float64
}

// MomentsOf gives the mean and the standard deviation of the figures that are
// there (not NaN): mean = Σx/n, SD = √(Σ(x−mean)²/n), the population form, or
// divided by n−1, the sample form. With weights (of the same length, nil for
// none) mean = Σwx/Σw and SD = √(Σw(x−mean)²/Σw); there is no weighted sample
// form. A figure whose weight is not there or not above 0 does not take part.
//
// Figures that are all equal have SD exactly 0. Without figures both are NaN.
//
// Source: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.6 (sample
// form); GNU Scientific Library, reference manual, “Weighted Samples”, fixed
// mean form (weighted population form).
func MomentsOf(x, weight []float64, sample bool) Moments {
	var sum, total exactSum
	n, first, equal := 0, math.NaN(), true
	for i, v := range x {
		w := weightAt(weight, i)
		if math.IsNaN(v) || math.IsNaN(w) {
			continue
		}
		if n == 0 {
			first = v
		}
		n, equal = n+1, equal && v == first
		sum.add(float64(w * v))
		total.add(w)
	}
	if n == 0 {
		return Moments{Mean: math.NaN(), SD: math.NaN()}
	}
	if equal {
		return Moments{N: n, Mean: first}
	}
	m := Moments{N: n, Mean: sum.value() / total.value()}
	var square exactSum
	for i, v := range x {
		if w := weightAt(weight, i); !math.IsNaN(v) && !math.IsNaN(w) {
			d := v - m.Mean
			square.add(float64(w * float64(d*d)))
		}
	}
	by := total.value()
	if sample {
		by--
	}
	m.SD = math.Sqrt(square.value() / by)
	return m
}

// weightAt is the weight of a figure: 1 without weights, NaN where the weight
// is unknown or not above 0.
func weightAt(weight []float64, i int) float64 {
	if weight == nil {
		return 1
	}
	if weight[i] > 0 {
		return weight[i]
	}
	return math.NaN()
}

// Standardise replaces each figure by its standard score z = (x − mean)/SD.
// Where all figures are equal nobody stands out, and z is 0.
func (m Moments) Standardise(x []float64) {
	for i, v := range x {
		switch {
		case math.IsNaN(v):
		case m.SD == 0:
			x[i] = 0
		default:
			x[i] = (v - m.Mean) / m.SD
		}
	}
}
