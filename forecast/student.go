package forecast

import "math"

// logStudent is the logarithm of the density of Student's t with nu degrees of
// freedom at x, for a scale whose square is s2.
func logStudent(x, s2, nu float64) float64 {
	a, _ := math.Lgamma((nu + 1) / 2)
	b, _ := math.Lgamma(nu / 2)
	return a - b - 0.5*math.Log(nu*math.Pi*s2) - (nu+1)/2*math.Log1p(x*x/(nu*s2))
}

// studentCDF is the distribution function of Student's t: with z = nu/(nu + x²)
//
//	F(x) = 1 − ½·I_z(nu/2, ½) for x > 0
//
// (Abramowitz and Stegun, 26.7.1).
func studentCDF(x, nu float64) float64 {
	switch {
	case math.IsInf(x, 1):
		return 1
	case math.IsInf(x, -1):
		return 0
	}
	half := 0.5 * incompleteBeta(nu/2, 0.5, nu/(nu+float64(x*x)))
	if x > 0 {
		return 1 - half
	}
	return half
}

// incompleteBeta is the regularised incomplete beta function I_x(a, b), by
// Lentz's continued fraction (Press et al., Numerical Recipes, § 6.4).
func incompleteBeta(a, b, x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	}
	la, _ := math.Lgamma(a + b)
	lb, _ := math.Lgamma(a)
	lc, _ := math.Lgamma(b)
	front := math.Exp(la - lb - lc + float64(a*math.Log(x)) + float64(b*math.Log1p(-x)))
	if x < (a+1)/(a+b+2) {
		return front * betaFraction(a, b, x) / a
	}
	return 1 - front*betaFraction(b, a, 1-x)/b
}

func betaFraction(a, b, x float64) float64 {
	const floor, enough = 1e-300, 1e-15
	lift := func(v float64) float64 {
		if math.Abs(v) < floor {
			return floor
		}
		return v
	}
	c, d := 1.0, 1/lift(1-(a+b)*x/(a+1))
	h := d
	for m := 1.0; m <= 300; m++ {
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / lift(1+float64(even*d))
		c = lift(1 + even/c)
		h *= d * c
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / lift(1+float64(odd*d))
		c = lift(1 + odd/c)
		change := d * c
		h *= change
		if math.Abs(change-1) < enough {
			break
		}
	}
	return h
}

// studentQuantile is the inverse of studentCDF, by bisection.
func studentQuantile(p, nu float64) float64 {
	low, high := -1.0, 1.0
	for studentCDF(low, nu) > p {
		low *= 2
	}
	for studentCDF(high, nu) < p {
		high *= 2
	}
	for range 200 {
		middle := (low + high) / 2
		if middle == low || middle == high {
			break
		}
		if studentCDF(middle, nu) < p {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}
