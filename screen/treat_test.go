package screen

import (
	"slices"
	"testing"
)

// R 4.2.2, datasets: horsepower of mtcars and volume of trees.
var (
	horsepower = []float64{110, 110, 93, 110, 175, 105, 245, 62, 95, 123, 123, 180, 180, 180, 205, 215, 230, 66, 52, 65, 97, 150, 150, 245, 175, 66, 91, 113, 264, 175, 335, 109}
	volume     = []float64{10.3, 10.3, 10.2, 16.4, 18.8, 19.7, 15.6, 18.2, 22.6, 19.9, 24.2, 21, 21.4, 21.3, 19.1, 22.2, 33.8, 27.4, 25.7, 24.9, 34.5, 31.7, 36.3, 38.3, 42.6, 55.4, 55.7, 58.3, 51.5, 51, 77}
)

// R: quantile(mtcars$hp, c(0.05, 0.95)) is 63.65 and 253.55, to which
// DescTools::Winsorize draws 52, 62, 264 and 335.
func TestWinsoriseAgreesWithR(t *testing.T) {
	y, changed := Winsorise(append(slices.Clone(horsepower), absent), 0.05, 0.95)
	if !slices.Equal(changed, []int{7, 18, 28, 30}) {
		t.Errorf("changed %v", changed)
	}
	nearAll(t, "drawn in", []float64{y[7], y[18], y[28], y[30], y[0], y[32]}, []float64{63.65, 63.65, 253.55, 253.55, 110, absent}, 1e-12)
}

// COINr, vignette “Outlier Treatment” and example of winsorise: in 1 to 10, 30
// and 100 the one point 100 becomes 30. R, e1071 with type = 2: skewness 3.0632
// and kurtosis 9.7414 before, 1.7120 and 1.8158 after.
func TestWinsorisePointsAgreesWithCOINr(t *testing.T) {
	x := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100, absent}
	y, changed := WinsorisePoints(x, 5)
	if !slices.Equal(changed, []int{11}) || y[11] != 30 || y[10] != 30 {
		t.Errorf("changed %v to %v", changed, y)
	}
	for _, c := range []struct {
		x              []float64
		skew, kurtosis float64
	}{{x, 3.0632410342395, 9.74139083456914}, {y, 1.71203806008905, 1.8157805377242}} {
		skew, kurtosis := Shape(c.x)
		near(t, "skew", skew, c.skew, 1e-12)
		near(t, "kurtosis", kurtosis, c.kurtosis, 1e-12)
	}
	for i := range x {
		x[i] = -x[i] // the other end
	}
	if y, changed := WinsorisePoints(x, 5); !slices.Equal(changed, []int{11}) || y[11] != -30 {
		t.Errorf("low end: changed %v to %v", changed, y)
	}
	if _, changed := WinsorisePoints([]float64{1, 1, 1, 1, 9}, 9); !slices.Equal(changed, []int{4}) {
		t.Errorf("where all become equal it ends: %v", changed)
	}
}

// SciPy 1.10, scipy.stats.boxcox([1, 2, 7], lmbda); R, MASS::boxcox and
// car::powerTransform: λ −0.074766 for the volume of trees and 0.094097 for
// the horsepower of mtcars.
func TestBoxCoxAgreesWithSciPyAndR(t *testing.T) {
	for lambda, want := range map[float64][]float64{
		0.5:  {0, 0.82842712, 3.29150262, absent, absent},
		-1.5: {0, 0.43096441, 0.63067005, absent, absent},
		0:    {0, 0.69314718, 1.94591015, absent, absent},
	} {
		nearAll(t, "transform", BoxCox([]float64{1, 2, 7, 0, absent}, lambda), want, 5e-9)
	}
	near(t, "volume", BoxCoxLambda(volume), -0.074766, 0)
	near(t, "horsepower", BoxCoxLambda(append(slices.Clone(horsepower), absent)), 0.094097, 0)
	near(t, "all equal", BoxCoxLambda([]float64{2, 2, 2}), absent, 0)
}

// pandas 1.5, groupby(g).x.transform(lambda s: s.fillna(s.median())): a 1, –, 4;
// b 7, –; c –. The group without a figure takes the median of all, 4.
func TestMediansAgreeWithPandas(t *testing.T) {
	x := []float64{1, absent, 4, 7, absent, absent, absent}
	want := []bool{false, true, false, false, true, true, false}
	filled, fromAll := FillMedian(x, want, []string{"a", "a", "a", "b", "b", "c", "c"})
	nearAll(t, "filled", x, []float64{1, 2.5, 4, 7, 7, 4, absent}, 0)
	if !slices.Equal(filled, []int{1, 4, 5}) || !slices.Equal(fromAll, []int{5}) {
		t.Errorf("filled %v, from all %v", filled, fromAll)
	}
}
