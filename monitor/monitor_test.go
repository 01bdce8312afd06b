package monitor

import (
	"math"
	"testing"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: %v, expected %v", what, got, want)
	}
}

// Newcombe, Two-sided confidence intervals for the single proportion,
// Statistics in Medicine 17 (1998), table I, method 3: 81/263, 15/148, 0/20, 1/29.
func TestWilsonEqualsNewcombesTable(t *testing.T) {
	for _, c := range [][4]float64{{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}} {
		w := Wilson(c[0], c[1])
		near(t, "low", w.Low, c[2], 5e-5)
		near(t, "high", w.High, c[3], 5e-5)
	}
}

// Newcombe, Interval estimation for the difference between independent
// proportions, Statistics in Medicine 17 (1998), table II, method 10.
func TestDifferenceEqualsNewcombesTable(t *testing.T) {
	for _, c := range [][6]float64{{56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090}, {5, 56, 0, 29, -0.0381, 0.1926}, {10, 10, 0, 10, 0.6075, 1}} {
		d := Difference(Wilson(c[0], c[1]), Wilson(c[2], c[3]))
		near(t, "low", d.Low, c[4], 1e-4)
		near(t, "high", d.High, c[5], 1e-4)
	}
}

// With symmetric bounds MOVER-R is Fieller's interval; the numbers are
// Fieller's for 2 ± 0.3 and 4 ± 0.5 (standard errors), computed in R.
func TestRatioEqualsFieller(t *testing.T) {
	r := Ratio(Interval{2, 2 - z95*0.3, 2 + z95*0.3}, Interval{4, 4 - z95*0.5, 4 + z95*0.5})
	near(t, "low", r.Low, 0.3319995788, 1e-9)
	near(t, "high", r.High, 0.7318560059, 1e-9)
}

// The variance of rounding is that of all counts below a million, each with
// its exact variance r(5−r).
func TestRoundingHasTheStatedVariance(t *testing.T) {
	sum := 0.0
	for n := range 1000000 {
		r := float64(n % 5)
		sum += r * (5 - r)
	}
	near(t, "variance", Rounding(5)*Rounding(5), sum/1000000, 1e-9)
}

// R 4: lm(y ~ x, weights = 1/s^2), summary()$coefficients; its residual
// standard error is 0.8314, so that the Birge ratio is 1 and the slope's
// standard error 0.15103/0.83142. Unweighted: lm(y ~ x).
func TestALineEqualsR(t *testing.T) {
	y := []float64{21.3, 22.0, 20.9, 23.5, 24.1, 23.0, 25.2, 26.4}
	s := []float64{1.1, 1.2, 1.0, 1.3, 1.2, 1.1, 1.2, 1.3}
	var weighted, exact []Point
	for i := range y {
		weighted = append(weighted, Point{float64(2018 + i), y[i], s[i]})
		exact = append(exact, Point{float64(2018 + i), y[i], 0})
	}
	l := LineOf(weighted)
	near(t, "slope", l.Slope, 0.6919052234, 1e-9)
	near(t, "error", l.Error, 0.1510308276/0.8314200991, 1e-9)
	near(t, "mean", l.Mean, 23.06756402, 1e-7)
	l = LineOf(exact)
	near(t, "slope", l.Slope, 0.6976190476, 1e-9)
	near(t, "error", l.Error, 0.1408556886, 1e-9)
}

func TestATrendNeedsAWholeSeriesAndSaysWhenItIsUnclear(t *testing.T) {
	series := func(e float64, y ...float64) (s []Point) {
		for i, v := range y {
			s = append(s, Point{float64(i), v, e})
		}
		return s
	}
	for _, c := range []struct {
		what string
		in   []Point
		want Direction
	}{
		{"two points", series(0.1, 10, 20), Unclear},
		{"four points", series(0.1, 10, 20, 30, 40), Unclear},
		{"a clear rise", series(0.5, 10, 11, 12, 13, 14, 15, 16, 17), Rising},
		{"a clear fall", series(0.5, 17, 16, 15, 14, 13, 12, 11, 10), Falling},
		{"precise and level", series(0.2, 10, 10.1, 9.9, 10, 10.1, 9.9, 10, 10), Steady},
		{"level but imprecise", series(5, 10, 10.1, 9.9, 10, 10.1, 9.9, 10, 10), Unclear},
		{"a rise within its errors", series(5, 10, 11, 12, 13, 14, 15, 16, 17), Unclear},
		{"first and last differ, the series does not rise", series(0.5, 10, 16, 9, 15, 10, 15, 9, 16), Unclear},
		{"gaps", append(series(0.5, 10, 11, 12), Point{3, math.NaN(), math.NaN()}), Unclear},
	} {
		if got := TrendOf(c.in); got != c.want {
			t.Errorf("%s: %s, expected %s", c.what, got, c.want)
		}
	}
}

// Shares of protected counts hold the true share in 95 per cent of simulated
// draws: the interval's promise, checked with random counts and rounding.
func TestTheIntervalHoldsTheTrueShare(t *testing.T) {
	state := uint64(1)
	uniform := func() float64 { // SplitMix64
		state += 0x9e3779b97f4a7c15
		z := state
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		return float64((z^z>>31)>>11) / (1 << 53)
	}
	round := func(n int) float64 {
		low := n / 5 * 5
		if uniform() < float64(n-low)/5 {
			return float64(low + 5)
		}
		return float64(low)
	}
	held, all := 0, 0
	for range 4000 {
		d, p := 60+int(uniform()*900), 0.05+0.4*uniform()
		n := 0
		for range d {
			if uniform() < p {
				n++
			}
		}
		s := Share(round(n), round(d), 5)
		all++
		if s.Low <= p && p <= s.High {
			held++
		}
	}
	if share := float64(held) / float64(all); share < 0.94 || share > 0.975 {
		t.Errorf("%v of the intervals hold the true share, expected 0.95", share)
	}
}
