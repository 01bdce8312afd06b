package stress

import "math"

// pairs are what the first-order index of one factor needs: of a result y and
// of y′, made with the same factor and everything else drawn again.
type pairs struct{ y, again, product, squares float64 }

func (s *pairs) add(y, again float64) {
	s.y += y
	s.again += again
	s.product += y * again
	s.squares += y*y + again*again
}

func (s *pairs) merge(t pairs) {
	s.y, s.again, s.product, s.squares = s.y+t.y, s.again+t.again, s.product+t.product, s.squares+t.squares
}

// index estimates the first-order Sobol' index of a factor, the share of the
// variance of y that goes when the factor is known,
//
//	S = Var(E[y | factor]) / Var(y) = Cov(y, y′) / Var(y),
//
// from n pairs, where y and y′ share the factor and nothing else
// (“pick-freeze”; a factor may hold several numbers, such as all weights):
//
//	m = (ȳ + ȳ′)/2
//	S = (Σ y·y′/n − m²) / (Σ (y² + y′²)/2n − m²)
//
// It is NaN where y never varies. S lies within [−1, 1]; below 0 is chance.
//
// Source: A. Janon, T. Klein, A. Lagnoux, M. Nodet and C. Prieur, “Asymptotic
// normality and efficiency of two Sobol index estimators”, ESAIM: Probability
// and Statistics 18 (2014), estimator T (formula 6); the idea is I. M. Sobol',
// “Sensitivity estimates for nonlinear mathematical models” (1993).
func (s pairs) index(n int) float64 {
	m := (s.y + s.again) / float64(2*n)
	variance := s.squares/float64(2*n) - m*m
	if !(variance > 1e-12*math.Max(1, m*m)) {
		return math.NaN()
	}
	return (s.product/float64(n) - m*m) / variance
}

// leading gives the place of the largest index, the first of equal ones, or −1
// where none is a number.
func leading(index []float64) int {
	best := -1
	for k, s := range index {
		if !math.IsNaN(s) && (best < 0 || s > index[best]) {
			best = k
		}
	}
	return best
}
