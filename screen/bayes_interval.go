package screen

import "math"

// Interval is a confidence interval; both ends are NaN where there is none.
type Interval struct{ Low, High float64 }

// Normal97 is the 97.5 % quantile of the normal distribution, for intervals of
// 95 %.
const Normal97 = 1.959963984540054

var noInterval = Interval{math.NaN(), math.NaN()}

// Wilson is the score interval of a share of count among n. With p = count/n
//
//	(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)
//
// It stays within 0…1 and holds with few counts. z is Normal97 for 95 %.
//
// Source: Wilson, JASA 22 (1927); Public Health England, Technical Guide:
// Confidence Intervals (2018), 3.1; PHEindicatormethods::phe_proportion.
func Wilson(count, n, z float64) Interval {
	if !(n > 0 && count >= 0 && count <= n) {
		return noInterval
	}
	p, by := count/n, 1+z*z/n
	middle := (p + z*z/(2*n)) / by
	half := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n)) / by
	return Interval{max(0, middle-half), min(1, middle+half)}
}

// Byar is the interval of a count that is Poisson, by Byar's approximation:
//
//	low  = O·(1 − 1/(9O) − z/(3√O))³
//	high = (O+1)·(1 − 1/(9(O+1)) + z/(3√(O+1)))³
//
// low is 0 for a count of 0. Divide both by the people at risk for a rate.
//
// Source: Breslow and Day, Statistical Methods in Cancer Research II (1987);
// Public Health England, Technical Guide: Confidence Intervals (2018), 3.2;
// PHEindicatormethods::byars_lower, byars_upper.
func Byar(count, z float64) Interval {
	if !(count >= 0) || math.IsInf(count, 0) {
		return noInterval
	}
	cube := func(o, z float64) float64 {
		root := 1 - 1/(9*o) + z/(3*math.Sqrt(o))
		return o * root * root * root
	}
	low := 0.0
	if count > 0 {
		low = max(0, cube(count, -z))
	}
	return Interval{low, cube(count+1, z)}
}
