package screen

import "math"

// Events are counts of something among people at risk, such as the
// unemployed among the workforce, one figure per area. An area takes part
// where its count is at least 0 and its people at risk are more than 0.
type Events struct {
	Count  []float64
	AtRisk []float64
}

// rate is count over people at risk, NaN where the area takes no part.
func (e Events) rate(i int) float64 {
	if e.Count[i] >= 0 && e.AtRisk[i] > 0 && !math.IsInf(e.Count[i], 0) && !math.IsInf(e.AtRisk[i], 0) {
		return e.Count[i] / e.AtRisk[i]
	}
	return math.NaN()
}

// whole are the areas that take part, taken together.
type whole struct {
	areas, atRisk float64
	rate          float64
	spread        float64 // Σ n(p − rate)²/Σ n, the weighted variance of the rates
}

// over sums up the areas of a list.
func (e Events) over(list []int) whole {
	var w whole
	count := 0.0
	for _, i := range list {
		if !math.IsNaN(e.rate(i)) {
			w.areas++
			count += e.Count[i]
			w.atRisk += e.AtRisk[i]
		}
	}
	w.rate = count / w.atRisk
	for _, i := range list {
		if p := e.rate(i); !math.IsNaN(p) {
			w.spread += e.AtRisk[i] * (p - w.rate) * (p - w.rate) / w.atRisk
		}
	}
	return w
}

func (e Events) all() []int {
	list := make([]int, len(e.Count))
	for i := range list {
		list[i] = i
	}
	return list
}

// ShrinkPoisson draws the rate of each area towards the rate of all, the more
// the fewer people are at risk (empirical Bayes, method of moments, counts
// being Poisson). With b the rate of all, n̄ the mean number at risk and
//
//	a = max(0, Σ n_i(p_i − b)²/Σ n − b/n̄)
//
// the estimate is b + (p_i − b)·a/(a + b/n_i); a is the variance between areas
// that chance does not explain. NaN where the area takes no part.
//
// Source: Marshall, “Mapping disease and mortality rates using empirical Bayes
// estimators”, Applied Statistics 40 (1991), global estimator; the same as
// spdep::EBest(family = "poisson") and GeoDa's empirical Bayes rates.
func (e Events) ShrinkPoisson() []float64 {
	w := e.over(e.all())
	out := make([]float64, len(e.Count))
	for i := range out {
		out[i] = e.towards(i, w)
	}
	return out
}

// towards shrinks an area's rate towards that of a whole.
func (e Events) towards(i int, w whole) float64 {
	p := e.rate(i)
	chance := w.rate / e.AtRisk[i]
	a := max(0, w.spread-w.rate/(w.atRisk/w.areas))
	if a+chance == 0 {
		return p // nobody is counted anywhere
	}
	return w.rate + (p-w.rate)*(a/(a+chance))
}

// ShrinkBinomial does the same with counts being binomial: the weight of the
// area's own rate is
//
//	ρ_i = (n_i·s² − (n_i/n̄)·b(1−b)) / ((n_i − 1)·s² + (1 − n_i/n̄)·b(1−b))
//
// with s² = Σ n_i(p_i − b)²/Σ n, and the estimate ρ_i·p_i + (1 − ρ_i)·b. Where
// the rates spread less than chance would make them, ρ is below 0 and the
// estimate lies beyond b; spdep leaves it so, and so does this.
//
// Source: Martuzzi and Elliott, “Empirical Bayes estimation of small area
// prevalence of non-rare conditions”, Statistics in Medicine 15 (1996), as in
// spdep::EBest(family = "binomial").
func (e Events) ShrinkBinomial() []float64 {
	w := e.over(e.all())
	chance := w.rate * (1 - w.rate)
	mean := w.atRisk / w.areas
	out := make([]float64, len(e.Count))
	for i := range out {
		n, p := e.AtRisk[i], e.rate(i)
		rho := (n*w.spread - n/mean*chance) / ((n-1)*w.spread + (mean-n)/mean*chance)
		out[i] = rho*p + (1-rho)*w.rate
	}
	return out
}

// ShrinkLocally draws the rate of each area towards the rate of itself and its
// neighbours. In the neighbourhood D of area i, i included, with m_i the rate
// of D and n̄_i its mean number at risk,
//
//	a_i = max(0, Σ_{j∈D} n_j(p_j − m_j)²/Σ_{j∈D} n_j − m_i/n̄_i)
//
// and the estimate is m_i + (p_i − m_i)·a_i/(a_i + m_i/n_i). Each p_j is held
// against the rate m_j of its own neighbourhood. Neighbours lists the numbers
// of each area's neighbours without itself.
//
// Source: Marshall (1991), local estimator; the same as spdep::EBlocal(geoda =
// FALSE).
func (e Events) ShrinkLocally(neighbours [][]int) []float64 {
	around := func(i int) []int { return append([]int{i}, neighbours[i]...) }
	places := make([]whole, len(e.Count))
	for i := range places {
		places[i] = e.over(around(i))
	}
	out := make([]float64, len(e.Count))
	for i := range out {
		w := places[i]
		w.spread = 0
		for _, j := range around(i) {
			if p := e.rate(j); !math.IsNaN(p) {
				w.spread += e.AtRisk[j] * (p - places[j].rate) * (p - places[j].rate) / w.atRisk
			}
		}
		out[i] = e.towards(i, w)
	}
	return out
}
