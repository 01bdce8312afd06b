package screen

import "math"

// BoxCox transforms figures above 0 by a power,
//
//	y = (x^λ − 1)/λ, and ln x where λ = 0.
//
// A figure of 0 or below has no transform and becomes NaN.
//
// Source: G. E. P. Box and D. R. Cox, “An Analysis of Transformations”,
// Journal of the Royal Statistical Society B 26 (1964); SciPy,
// scipy.stats.boxcox.
func BoxCox(x []float64, lambda float64) []float64 {
	return each(x, func(v float64) float64 {
		switch {
		case !(v > 0):
			return math.NaN()
		case lambda == 0:
			return math.Log(v)
		}
		return math.Expm1(lambda*math.Log(v)) / lambda
	})
}

// boxCoxReach bounds the power that is searched for.
const boxCoxReach = 5

// BoxCoxLambda estimates the power by maximum likelihood, the λ from −5 to 5
// that maximises
//
//	ℓ(λ) = (λ − 1)·Σ ln x − n/2·ln(Σ(y − ȳ)²/n),
//
// found by golden section, of the figures above 0. It is NaN with fewer than
// two different ones.
//
// Source: Box and Cox (1964), equation 8; R, MASS::boxcox.
func BoxCoxLambda(x []float64) float64 {
	var logs []float64
	for _, v := range x {
		if v > 0 {
			logs = append(logs, math.Log(v))
		}
	}
	if MomentsOf(logs, nil, false).SD == 0 || len(logs) < 2 {
		return math.NaN()
	}
	low, high := -float64(boxCoxReach), float64(boxCoxReach)
	golden := (math.Sqrt(5) - 1) / 2
	a, b := high-golden*(high-low), low+golden*(high-low)
	atA, atB := boxCoxLikelihood(logs, a), boxCoxLikelihood(logs, b)
	for high-low > 1e-10 {
		if atA > atB {
			high, b, atB = b, a, atA
			a = high - golden*(high-low)
			atA = boxCoxLikelihood(logs, a)
		} else {
			low, a, atA = a, b, atB
			b = low + golden*(high-low)
			atB = boxCoxLikelihood(logs, b)
		}
	}
	return RoundHalfUp((low+high)/2, 6)
}

// boxCoxLikelihood is ℓ(λ) of figures given by their logarithms. The logs are
// centred first, so that a large power does not overflow; that shifts ℓ by a
// constant.
func boxCoxLikelihood(logs []float64, lambda float64) float64 {
	centre := MomentsOf(logs, nil, false).Mean
	y := make([]float64, len(logs))
	for i, l := range logs {
		if lambda == 0 {
			y[i] = l - centre
		} else {
			y[i] = math.Expm1(lambda*(l-centre)) / lambda
		}
	}
	return -math.Log(MomentsOf(y, nil, false).SD)
}
