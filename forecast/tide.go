package forecast

// tide is the movement that all areas share: the level of each year, and what
// is known of the movement of a year to come.
//
// Between two years the shared movement g is the mean of the areas' own
// movements, each weighing the inverse of its chance variance. A year to come
// moves by γ + ε with ε ~ N(0, s²); a normal-inverse-gamma prior (mean 0 worth
// half a year, s₀ = 0.05 on the logit worth two years) keeps one or two years
// from looking like a law:
//
//	γ = Σg/(T + ½),  s² = (2·s₀² + Σg² − (T + ½)·γ²)/(2 + T)
//
// h years ahead the variance is h·s² + h²·s²/(T + ½). Source: Gelman et al.,
// Bayesian Data Analysis, 3rd ed., § 3.3.
type tide struct {
	level []float64 // by year
	gamma float64
	s2    float64
	n     float64 // years' worth behind gamma
}

const (
	tidePriorSD    = 0.05
	tidePriorYears = 2.0
	tidePriorMean  = 0.5
)

func (s *Series) tide() tide {
	n := s.Years()
	w := tide{level: make([]float64, n), n: tidePriorMean}
	var sum, square, moved float64
	for t := range n {
		if t == 0 {
			w.level[0] = s.meanLevel(0)
			continue
		}
		g, ok := s.movement(t)
		w.level[t] = w.level[t-1] + g
		if ok {
			sum, square, moved = sum+g, square+float64(g*g), moved+1
		}
	}
	w.n += moved
	w.gamma = sum / w.n
	w.s2 = (tidePriorYears*tidePriorSD*tidePriorSD + max(0, square-float64(w.n*w.gamma*w.gamma))) / (tidePriorYears + moved)
	return w
}

// meanLevel is the mean of a year over the areas that have a figure.
func (s *Series) meanLevel(t int) float64 {
	var sum, n float64
	for i := range s.Value {
		if y, _, ok := s.point(i, t); ok {
			sum, n = sum+y, n+1
		}
	}
	if n == 0 {
		return 0
	}
	return sum / n
}

// movement is the shared movement from the year before t to t. What an area
// strays on its own is bounded below, so that one large area is not the tide.
func (s *Series) movement(t int) (float64, bool) {
	const own = 0.1 * 0.1
	var sum, weight float64
	for i := range s.Value {
		a, va, ok1 := s.point(i, t-1)
		b, vb, ok2 := s.point(i, t)
		if ok1 && ok2 {
			w := 1 / (va + vb + own)
			sum, weight = sum+float64(w*(b-a)), weight+w
		}
	}
	if weight == 0 {
		return 0, false
	}
	return sum / weight, true
}

// ahead gives mean and variance of the shared movement over h years.
func (w tide) ahead(h float64) (mean, variance float64) {
	return h * w.gamma, w.s2*h + w.s2*h*h/w.n
}

// spread is the variance of the areas around the level of a year, less what
// chance explains.
func (s *Series) spread(w tide) float64 {
	var sum, n float64
	for i := range s.Value {
		for t := range s.Value[i] {
			if y, v, ok := s.point(i, t); ok {
				d := y - w.level[t]
				sum, n = sum+float64(d*d)-v, n+1
				break
			}
		}
	}
	if n == 0 {
		return 1
	}
	return max(sum/n, 0.01*0.01)
}
