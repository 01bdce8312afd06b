package cube

import (
	"cmp"
	"math"
	"slices"
)

// A sampled unit stands for weight units of the population. Strata and
// clusters are numbered within the whole sample; a unit without a cluster is
// its own.
type sampled struct {
	stratum, cluster int
	weight           float64
	y                float64
}

// sample is what the variance needs to know of the design: for each stratum
// the number of clusters drawn, and the share of the population that was not
// drawn (the finite population correction, 1 without one).
type sample struct {
	drawn []int
	left  []float64
}

// estimate is a figure and its design-based standard error, NaN where the
// design does not give one: a stratum with one cluster says nothing about how
// clusters differ.
type estimate struct{ value, se float64 }

// mean estimates Σ w·y / Σ w over the units of a domain. The variance is that
// of the linearised total z = w·(y − mean)/Σw (Taylor), summed by cluster,
//
//	v = Σ_h f_h · n_h/(n_h−1) · Σ_c (z_hc − z̄_h)²
//
// where clusters of the sample without a unit of the domain count with z = 0
// (Särndal, Swensson, Wretman 1992, sections 5.5 and 5.8; Lohr 2010, sections
// 4.3 and 9.1).
func (s *sample) mean(domain []sampled) estimate {
	var weight, total float64
	for _, u := range domain {
		weight += u.weight
		total += float64(u.weight * u.y)
	}
	mean := total / weight
	return estimate{mean, s.error(domain, func(u sampled) float64 { return u.weight * (u.y - mean) / weight })}
}

// total estimates Σ w·y over the units of a domain, with z = w·y.
func (s *sample) total(domain []sampled) estimate {
	total := 0.0
	for _, u := range domain {
		total += float64(u.weight * u.y)
	}
	return estimate{total, s.error(domain, func(u sampled) float64 { return u.weight * u.y })}
}

// error is the square root of the variance above.
func (s *sample) error(domain []sampled, z func(sampled) float64) float64 {
	variance := 0.0
	for _, units := range byStratum(domain) {
		variance += s.ofStratum(units[0].stratum, clusterTotals(units, z))
	}
	return math.Sqrt(variance)
}

// byStratum parts the units by stratum, each in the order of its clusters.
func byStratum(domain []sampled) (strata [][]sampled) {
	units := slices.SortedStableFunc(slices.Values(domain), func(a, b sampled) int {
		return cmp.Or(cmp.Compare(a.stratum, b.stratum), cmp.Compare(a.cluster, b.cluster))
	})
	for i, first := 0, 0; i < len(units); i++ {
		if i+1 == len(units) || units[i+1].stratum != units[i].stratum {
			strata, first = append(strata, units[first:i+1]), i+1
		}
	}
	return strata
}

// clusterTotals adds z up in each cluster of one stratum.
func clusterTotals(units []sampled, z func(sampled) float64) (totals []float64) {
	for i, u := range units {
		if i == 0 || units[i-1].cluster != u.cluster {
			totals = append(totals, 0)
		}
		totals[len(totals)-1] += z(u)
	}
	return totals
}

// fewestFree is how many clusters more than strata a sample must have for its
// design effect to be told: of fewer the estimate is mostly chance.
const fewestFree = 20

// effect is the design effect of the share of the answers, each counted once:
// the variance of the strata's numbers over that of as many persons drawn at
// random in each,
//
//	Σ_h v_h / Σ_h n_h p_h (1 − p_h)
//
// with v_h the term of the variance above for z = y − p_h (Kish, Survey
// Sampling, 1965, section 8.2). Within the strata alone, so that differences
// between them, which are no chance, are left out; it then holds for any place
// that takes clusters whole (Wolter, Introduction to Variance Estimation, 2nd
// edition, chapter 7). Strata with one cluster say nothing. NaN where fewer
// than fewestFree clusters more than strata are left, or all answers agree.
func (s *sample) effect(all []sampled) float64 {
	clustered, random, free := 0.0, 0.0, 0
	for _, units := range byStratum(all) {
		h, n, sum := units[0].stratum, float64(len(units)), 0.0
		if s.drawn[h] < 2 {
			continue
		}
		for _, u := range units {
			sum += u.y
		}
		p, squares := sum/n, 0.0
		for _, u := range units {
			squares += float64((u.y - p) * (u.y - p))
		}
		free += s.drawn[h] - 1
		clustered += s.ofStratum(h, clusterTotals(units, func(u sampled) float64 { return u.y - p }))
		random += squares
	}
	if free < fewestFree || random == 0 {
		return math.NaN()
	}
	return clustered / random
}

// ofStratum is one term of the variance; totals are those of the clusters
// that have a unit of the domain.
func (s *sample) ofStratum(h int, totals []float64) float64 {
	n := float64(s.drawn[h])
	if s.left[h] == 0 {
		return 0
	}
	if n < 2 {
		return math.NaN()
	}
	mean := 0.0
	for _, t := range totals {
		mean += t
	}
	mean /= n
	squares := float64((n - float64(len(totals))) * mean * mean)
	for _, t := range totals {
		squares += float64((t - mean) * (t - mean))
	}
	return s.left[h] * n / (n - 1) * squares
}
