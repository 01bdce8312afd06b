package stress

import (
	"math"

	"byblik/screen"
)

// scale puts figures on a common scale in place. Residents are the weights of
// weightedZ. Exact uses the sums of the screening itself, digit for digit;
// otherwise sums are plain, which is faster and as good for drawn figures.
type scale struct {
	how       string
	residents []float64
	exact     bool
	sorter    *sorting
}

// apply standardises x by the scale's formula:
//
//	weighted_z    (x − Σwx/Σw)/√(Σw(x−mean)²/Σw), w = residents
//	z             the same with w = 1
//	normal_score  Φ⁻¹((rank − 3/8)/(n + 1/4)), average ranks
//	median_mad    (x − median)/(1.4826·median|x − median|)
//
// Figures without spread become 0. Where more than half of the figures are
// equal, the MAD is 0 and z stands in for it. The order of the figures, if it
// is known, saves sorting them.
//
// Sources: OECD/JRC, Handbook on Constructing Composite Indicators (2008),
// step 5; Rousseeuw and Croux, “Alternatives to the median absolute
// deviation”, JASA 88 (1993), for the factor 1.4826; T. M. Beasley et al.,
// “Rank-based inverse normal transformations”, Behavior Genetics 39 (2009), for
// Blom's 3/8 and 1/4.
func (s *scale) apply(x []float64, order []int32) {
	switch s.how {
	case weightedZ:
		s.moments(x, s.residents)
	case plainZ:
		s.moments(x, nil)
	case normalScore:
		s.normalScores(x, order)
	case medianMAD:
		s.robust(x, order)
	}
}

func (s *scale) moments(x, weight []float64) {
	if s.exact {
		screen.MomentsOf(x, weight, false).Standardise(x)
		return
	}
	plainMoments(x, weight).Standardise(x)
}

// plainMoments are screen.MomentsOf with plain sums in the order of areas.
func plainMoments(x, weight []float64) screen.Moments {
	var sum, total, square float64
	n := 0
	for i, v := range x {
		if w := plainWeight(weight, i); w > 0 && v == v {
			sum, total, n = sum+w*v, total+w, n+1
		}
	}
	if n == 0 {
		return screen.Moments{Mean: math.NaN(), SD: math.NaN()}
	}
	mean := sum / total
	for i, v := range x {
		if w := plainWeight(weight, i); w > 0 && v == v {
			square += w * (v - mean) * (v - mean)
		}
	}
	return screen.Moments{N: n, Mean: mean, SD: math.Sqrt(square / total)}
}

func plainWeight(weight []float64, i int) float64 {
	if weight == nil {
		return 1
	}
	return weight[i]
}

// robust measures from the median in median absolute deviations. The half of
// the figures nearest to the median is found by walking outwards from it.
func (s *scale) robust(x []float64, order []int32) {
	sorted := s.sorter.values(x, order)
	n := len(sorted)
	if n == 0 {
		return
	}
	middle := screen.Quantile7(sorted, 0.5)
	low, high := (n-1)/2, (n-1)/2+1
	near, before := 0.0, 0.0
	for range n/2 + 1 {
		before = near
		if high == n || low >= 0 && middle-sorted[low] <= sorted[high]-middle {
			near = middle - sorted[low]
			low--
		} else {
			near = sorted[high] - middle
			high++
		}
	}
	if n%2 == 0 {
		near = (before + near) / 2
	}
	if near == 0 {
		s.moments(x, nil)
		return
	}
	for i, v := range x {
		x[i] = (v - middle) / (1.4826 * near)
	}
}

// normalScores replaces figures by the normal scores of their ranks.
func (s *scale) normalScores(x []float64, order []int32) {
	order = s.sorter.order(x, order)
	score := s.sorter.normalScores(len(order))
	for from := 0; from < len(order); {
		v, to := x[order[from]], from+1
		for to < len(order) && x[order[to]] == v {
			to++
		}
		for _, i := range order[from:to] {
			x[i] = score[from+1+to] // twice the average of the ranks from+1 to to
		}
		from = to
	}
}

// winsorise draws the share of the figures at each end in to the quantile
// there (type 7), in place; 0 leaves them alone.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), 5.2.
func (s *scale) winsorise(x []float64, share float64, order []int32) {
	if share == 0 {
		return
	}
	sorted := s.sorter.values(x, order)
	if len(sorted) == 0 {
		return
	}
	low, high := screen.Quantile7(sorted, share), screen.Quantile7(sorted, 1-share)
	for i, v := range x {
		if v == v {
			x[i] = min(max(v, low), high)
		}
	}
}
