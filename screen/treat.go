package screen

import (
	"math"
	"slices"
)

// Winsorise draws figures below the low quantile up to it and figures above
// the high quantile down to it; the quantiles are of type 7. It gives the
// places of the figures that changed.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), outliers;
// R, DescTools::Winsorize; NumPy, clip(x, *quantile(x, [low, high])).
func Winsorise(x []float64, low, high float64) (y []float64, changed []int) {
	sorted := standing(x)
	slices.Sort(sorted)
	least, most := Quantile7(sorted, low), Quantile7(sorted, high)
	y = slices.Clone(x)
	for i, v := range y {
		if v < least || v > most {
			y[i] = min(max(v, least), most)
			changed = append(changed, i)
		}
	}
	return y, changed
}

// Limits of WinsorisePoints.
const (
	outlierSkew     = 2
	outlierKurtosis = 3.5
)

// WinsorisePoints draws in one outlier after another, at the end to which the
// figures lean, each to its nearest neighbour, until |skew| < 2 or the excess
// kurtosis < 3.5, or until the number of points is used up; equal outliers are
// drawn in together. It gives the places of the figures that changed.
//
// Source: COINr, winsorise, and its vignette “Outlier Treatment”.
func WinsorisePoints(x []float64, points int) (y []float64, changed []int) {
	y = slices.Clone(x)
	for len(changed) < points {
		skew, kurtosis := Shape(y)
		if math.IsNaN(kurtosis) || math.Abs(skew) < outlierSkew || kurtosis < outlierKurtosis {
			break
		}
		drawIn(y, skew >= 0)
		changed = changed[:0]
		for i := range y {
			if y[i] != x[i] && !math.IsNaN(x[i]) {
				changed = append(changed, i)
			}
		}
	}
	return y, changed
}

// drawIn sets the largest figures, or the smallest, to the next one.
func drawIn(x []float64, largest bool) {
	least, most := extremes(x)
	end := least
	if largest {
		end = most
	}
	next := math.NaN()
	for _, v := range x {
		switch {
		case math.IsNaN(v) || v == end:
		case largest && !(v <= next), !largest && !(v >= next):
			next = v
		}
	}
	for i, v := range x {
		if v == end && !math.IsNaN(next) {
			x[i] = next
		}
	}
}

// Shape gives the skewness G₁ and the excess kurtosis G₂ of figures, NaN with
// fewer than four or where all are equal.
//
// Source: D. N. Joanes and C. A. Gill, “Comparing measures of sample skewness
// and kurtosis”, The Statistician 47 (1998), type 2; Excel, SKEW and KURT.
func Shape(x []float64) (skew, kurtosis float64) {
	m := MomentsOf(x, nil, false)
	if m.N < 4 || m.SD == 0 {
		return math.NaN(), math.NaN()
	}
	var third, fourth exactSum
	for _, v := range x {
		if !math.IsNaN(v) {
			z := (v - m.Mean) / m.SD
			third.add(z * z * z)
			fourth.add(z * z * z * z)
		}
	}
	n := float64(m.N)
	skew = third.value() / n * math.Sqrt(n*(n-1)) / (n - 2)
	kurtosis = ((n+1)*(fourth.value()/n-3) + 6) * (n - 1) / ((n - 2) * (n - 3))
	return skew, kurtosis
}

// standing copies the figures that are there.
func standing(x []float64) []float64 {
	list := make([]float64, 0, len(x))
	for _, v := range x {
		if !math.IsNaN(v) {
			list = append(list, v)
		}
	}
	return list
}
