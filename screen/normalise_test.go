package screen

import (
	"math"
	"testing"
)

// COINr, tests/testthat/test-normalise.R: 1 to 10 stretched to 2 and 7.
func TestMinMaxAgreesWithCOINr(t *testing.T) {
	y := MinMax([]float64{1, 2, absent, 10}, 2, 7)
	nearAll(t, "min-max", y, []float64{2, 2 + 5.0/9, absent, 7}, 1e-15)
	nearAll(t, "all equal", MinMax([]float64{3, absent, 3}, 0, 100), []float64{50, absent, 50}, 0)
}

// COINr, tests/testthat/test-normalise.R, “dist2targ”, reverse direction: −1, 1
// and 10 with the target 0 give 1.1, 0.9 and 0, capped 1, 0.9 and 0; ours is
// what is left to 1.
func TestDistanceToTargetAgreesWithCOINr(t *testing.T) {
	x := func() []float64 { return []float64{-1, 1, 10, absent} }
	nearAll(t, "counted", DistanceToTarget(x(), 0, false), []float64{1 - 1.1, 1 - 0.9, 1, absent}, 1e-15)
	nearAll(t, "capped", DistanceToTarget(x(), 0, true), []float64{0, 1 - 0.9, 1, absent}, 1e-15)
	nearAll(t, "none worse", DistanceToTarget(x(), 10, true), []float64{absent, absent, absent, absent}, 0)
}

// R 4.2.2: x <- c(3,1,4,1,5,9,2,6,5,3,5); qnorm((rank(x) - a)/(length(x) + b)).
func TestNormalScoresAgreeWithR(t *testing.T) {
	x := []float64{3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5}
	for formula, want := range map[string][4]float64{ // of 3, 1, 9 and 2
		"blom":            {-0.340694827088, -1.281551565545, 1.593218818023, -0.727913290882},
		"rankit":          {-0.348755695517, -1.335177736119, 1.690621629585, -0.747858594763},
		"van_der_waerden": {-0.318639363964, -1.150349380376, 1.382994127101, -0.674489750196},
		"tukey":           {-0.338091656804, -1.264969244884, 1.564726471362, -0.721522283982},
	} {
		y := NormalScores(x, formula)
		nearAll(t, formula, []float64{y[0], y[1], y[5], y[6]}, want[:], 1e-11)
		near(t, formula+" in the middle", y[2], 0, 1e-15)
	}
	nearAll(t, "absent", NormalScores([]float64{1, absent}, "rankit"), []float64{0, absent}, 0)
	nearAll(t, "unknown", NormalScores([]float64{1}, "none"), []float64{absent}, 0)
}

// SciPy documentation, scipy.stats.percentileofscore: 3 in 1, 2, 3, 3, 4 is at
// 40 (strict), 80 (weak) and 60 (mean).
func TestPercentilesAgreeWithSciPy(t *testing.T) {
	x := []float64{1, 2, 3, 3, 4, absent}
	for count, want := range map[string]float64{"below": 40, "at_most": 80, "middle": 60} {
		p := Percentile(x, count)
		near(t, count, p[2], want, 1e-12)
		near(t, count+" absent", p[5], math.NaN(), 0)
	}
}
