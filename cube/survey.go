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

// error is the square root of the variance above. The units are added up in
// the order of their clusters.
func (s *sample) error(domain []sampled, z func(sampled) float64) float64 {
	units := slices.SortedStableFunc(slices.Values(domain), func(a, b sampled) int {
		return cmp.Or(cmp.Compare(a.stratum, b.stratum), cmp.Compare(a.cluster, b.cluster))
	})
	variance := 0.0
	for i := 0; i < len(units); {
		h := units[i].stratum
		var totals []float64
		for i < len(units) && units[i].stratum == h {
			c, sum := units[i].cluster, 0.0
			for ; i < len(units) && units[i].stratum == h && units[i].cluster == c; i++ {
				sum += z(units[i])
			}
			totals = append(totals, sum)
		}
		variance += s.ofStratum(h, totals)
	}
	return math.Sqrt(variance)
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
