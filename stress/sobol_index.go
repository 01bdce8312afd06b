package stress

import "math"

// pairs are what the first-order index of one factor and its error need: sums
// over a result y and y′, made with the same factor and everything else drawn
// again. With p = y·y′ and s = y + y′, higher holds the sums of
//
//	p², p·s, p·s², s³, s⁴.
type pairs struct {
	y, again, product, squares float64
	higher                     [5]float64
}

func (s *pairs) add(y, again float64) {
	s.y += y
	s.again += again
	s.product += y * again
	s.squares += y*y + again*again
	p, sum := y*again, y+again
	for k, v := range [5]float64{p * p, p * sum, p * sum * sum, sum * sum * sum, sum * sum * sum * sum} {
		s.higher[k] += v
	}
}

func (s *pairs) merge(t pairs) {
	s.y, s.again, s.product, s.squares = s.y+t.y, s.again+t.again, s.product+t.product, s.squares+t.squares
	for k, v := range t.higher {
		s.higher[k] += v
	}
}

// yesOrNo gives the pairs of a result that is 1 or 0: 1 so often in the first
// runs, in the others, and in both.
func yesOrNo(first, again, both float64) pairs {
	either := first + again - 2*both // s = 1; s = 2 in both
	return pairs{y: first, again: again, product: both, squares: first + again,
		higher: [5]float64{both, 2 * both, 4 * both, either + 8*both, either + 16*both}}
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
	m, variance := s.moments(n)
	if !(variance > 1e-12*math.Max(1, m*m)) {
		return math.NaN()
	}
	return (s.product/float64(n) - m*m) / variance
}

func (s pairs) moments(n int) (mean, variance float64) {
	mean = (s.y + s.again) / float64(2*n)
	return mean, s.squares/float64(2*n) - mean*mean
}

// deviation estimates the standard error of index by its asymptotic form: with
// a = y − m and b = y′ − m,
//
//	SE² = Var(a·b − S/2·(a² + b²)) / (n·Var(y)²),
//
// whose mean is 0, so that its variance is its mean square. Written with
// p = y·y′ and s = y + y′ it is
//
//	(1+S)·p − (1−S)·m·s − S/2·s² + (1−S)·m².
//
// The formula is for runs that know nothing of one another. Runs spread evenly
// (see points) err less, so that it is on the safe side.
//
// Source: Janon et al. (2014), proposition 2.3 for the estimator T.
func (s pairs) deviation(n int) float64 {
	m, variance := s.moments(n)
	index := s.index(n)
	a, b, c, d := 1+index, -(1-index)*m, -index/2, (1-index)*m*m
	sum, square := s.y+s.again, s.squares+2*s.product
	h, k := s.higher, float64(n)
	mean := (a*a*h[0] + b*b*square + c*c*h[4] + 2*(a*b*h[1]+a*c*h[2]+b*c*h[3]+a*d*s.product+b*d*sum+c*d*square)) / k
	return math.Sqrt(math.Max(0, mean+d*d)/k) / variance
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

// driver gives the place of the largest index if it leads every other by more
// than the standard error of their difference, else −1: a lead within the
// error would change hands with the seed. The errors count as independent; as
// both indices are made with the same first runs, this is on the safe side.
func driver(index, deviation []float64) int {
	best := leading(index)
	for k, s := range index {
		if k != best && best >= 0 && !math.IsNaN(s) && index[best]-s <= math.Hypot(deviation[best], deviation[k]) {
			return -1
		}
	}
	return best
}
