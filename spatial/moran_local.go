package spatial

import "math"

// Quadrant says how an area and its neighbours lie to the mean.
type Quadrant uint8

// The quadrants of Moran's scatter plot, numbered as in PySAL. The zero value
// means that the area has no figure or no neighbours.
const (
	NoQuadrant Quadrant = iota
	HighHigh            // a high value among high values
	LowHigh             // a low value among high values
	LowLow              // a low value among low values
	HighLow             // a high value among low values
)

// LocalMoranRule is how local Moran's I is computed. The zero value divides by
// n−1, as esda and GeoDa do, and permutes nothing.
type LocalMoranRule struct {
	Permutations int    // such as 999; 0 for no p-values
	Seed         uint64 // the same seed gives the same p-values
	DivideByN    bool   // divide by n, as spdep does
	Workers      int    // 0 for one per core
}

// LocalMoranResult holds one figure per area. I and P are NaN where the area
// has no figure or no neighbours.
type LocalMoranResult struct {
	I        []float64
	Lag      []float64 // mean of the neighbours' deviations from the mean
	P        []float64 // folded pseudo p-value; NaN without permutations
	Quadrant []Quadrant
}

// LocalMoran measures, for each area, how alike it is to its neighbours:
//
//	I_i = z_i · Σ_j w_ij z_j / m2,   z = x − mean, w_ij = 1/(neighbours of i)
//
// with m2 = Σz²/(n−1), or Σz²/n. Its p-value comes from conditional
// permutations: the area keeps its value, its neighbours get the values of
// other areas drawn without replacement, and of the R permutations those are
// counted whose I is at least as large as the one observed, larger, or
// R − larger if that is fewer:
//
//	p = (min(larger, R − larger) + 1)/(R + 1)
//
// Each area has a random stream of its own, made from the seed and its number,
// so the result does not depend on the workers. Sums of permuted values are
// compared as whole numbers of 2⁻³⁰ of the largest deviation: equal values
// tie whatever the order in which they were added.
//
// Source: Anselin, “Local Indicators of Spatial Association — LISA”,
// Geographical Analysis 27 (1995), formulas 7 and 12 and p. 96; the folding is
// that of esda.Moran_Local and GeoDa.
func LocalMoran(x []float64, g Graph, rule LocalMoranRule) LocalMoranResult {
	f := fieldOf(x, g)
	r := newLocalMoranResult(len(x))
	by := 0.0
	for _, z := range f.z {
		by += float64(z * z)
	}
	if rule.DivideByN {
		by /= float64(len(f.z))
	} else {
		by /= float64(len(f.z) - 1)
	}
	s := newShuffle(&f, rule)
	inParallel(len(f.z), rule.Workers, func(a int) {
		if len(f.neighbours(a)) == 0 {
			return
		}
		i, lag := f.area[a], f.lag(a)
		r.I[i], r.Lag[i] = f.z[a]*lag/by, lag
		r.Quadrant[i] = quadrantOf(f.z[a], lag)
		if rule.Permutations > 0 {
			r.P[i] = s.p(a)
		}
	})
	return r
}

func newLocalMoranResult(n int) LocalMoranResult {
	r := LocalMoranResult{I: make([]float64, n), Lag: make([]float64, n), P: make([]float64, n), Quadrant: make([]Quadrant, n)}
	for i := range n {
		r.I[i], r.Lag[i], r.P[i] = math.NaN(), math.NaN(), math.NaN()
	}
	return r
}

// quadrantOf counts the mean itself as low, as esda does.
func quadrantOf(z, lag float64) Quadrant {
	switch {
	case z > 0 && lag > 0:
		return HighHigh
	case lag > 0:
		return LowHigh
	case z > 0:
		return HighLow
	}
	return LowLow
}
