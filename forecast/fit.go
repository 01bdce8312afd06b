package forecast

import "math"

// priors hold a fit together when there are only two or three years. Each is a
// normal distribution of a transformed quantity, wide enough to be overruled by
// a hundred areas in a few years, and none was chosen by looking at a back-test.
var priors = [...]struct{ mean, sd float64 }{
	{math.Log(0.03), 1.5}, // log √Own: an area strays a few per cent of its odds in a year
	{math.Log(0.2), 2},    // log Movers: a fifth of the residents are new after a year
	{math.Log(0.1), 2},    // log Noise
	{math.Log(0.02), 1.5}, // log √Trend
	{0, 1.5},              // logit Lasting
	{0, 0.05},             // Pull
	{math.Log(6), 1},      // log(Tails − 2)
}

// natureOf reads a point of the search.
func natureOf(x []float64, spread float64) Nature {
	return Nature{
		Own: math.Exp(2 * x[0]), Movers: math.Exp(x[1]), Noise: math.Exp(x[2]), Trend: math.Exp(2 * x[3]),
		Lasting: 1 / (1 + math.Exp(-x[4])), Pull: x[5], Tails: 2 + math.Exp(min(x[6], 6)), Spread: spread,
	}
}

// Fit is a model fitted to one series: the shared movement, the nature of the
// areas, and the belief about each area after the last year.
type Fit struct {
	Nature Nature
	series *Series
	tide   tide
	belief []state
}

// Fit estimates the model from everything in the series, by the most probable
// value of its density: the sum of log t densities of each figure given the
// years before, plus the priors. One series, one answer; nothing is random.
func (s *Series) Fit() *Fit {
	f := &Fit{series: s, tide: s.tide()}
	spread := s.spread(f.tide)
	cost := func(x []float64) float64 { return -s.logPosterior(x, spread, f.tide) }
	start := make([]float64, len(priors))
	size := make([]float64, len(priors))
	for i, p := range priors {
		start[i], size[i] = p.mean, p.sd
	}
	best := simplex(cost, start, size, 400)
	best = simplex(cost, best, size, 400) // a second start shakes off a flat simplex
	f.Nature = natureOf(best, spread)
	f.Nature.logLiked = -cost(best)
	for i := range s.Value {
		f.belief = append(f.belief, f.Nature.walk(s, f.tide, i, nil))
	}
	return f
}

func (s *Series) logPosterior(x []float64, spread float64, w tide) float64 {
	sum := 0.0
	for i, p := range priors {
		d := (x[i] - p.mean) / p.sd
		sum -= 0.5 * d * d
	}
	n := natureOf(x, spread)
	density := newDensity(n.Tails)
	for i := range s.Value {
		n.walk(s, w, i, func(surprise, variance float64) { sum += density.log(surprise, variance) })
	}
	return sum
}

// density is logStudent with the part that hangs on nu alone worked out once.
type density struct{ nu, constant float64 }

func newDensity(nu float64) density {
	return density{nu, logStudent(0, 1, nu)}
}

func (d density) log(x, s2 float64) float64 {
	return d.constant - 0.5*math.Log(s2) - (d.nu+1)/2*math.Log1p(x*x/(d.nu*s2))
}
