package forecast

import (
	"math"
	"testing"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s = %.12g, want %.12g", what, got, want)
	}
}

// The examples of scikit-learn's manual: brier_score_loss and log_loss.
func TestScoresAreThoseOfTheManual(t *testing.T) {
	brier := ScoreOf([]Case{{P: 0.1}, {P: 0.9, Yes: true}, {P: 0.8, Yes: true}, {P: 0.3}})
	near(t, "Brier", brier.Brier, 0.0375, 1e-12)
	logs := ScoreOf([]Case{{P: 0.9, Yes: true}, {P: 0.1}, {P: 0.2}, {P: 0.65, Yes: true}})
	near(t, "log", logs.Log, 0.21616187468057912, 1e-12)
}

// Worked by hand: two classes, 0.2 said of five cases of which one came true,
// and 0.6 of five of which four did.
func TestMurphysPartitionByHand(t *testing.T) {
	var cases []Case
	for i := range 5 {
		cases = append(cases, Case{P: 0.2, Yes: i < 1}, Case{P: 0.6, Yes: i < 4})
	}
	s := ScoreOf(cases)
	near(t, "reliability", s.Parts.Reliability, 0.5*0+0.5*0.04, 1e-12)
	near(t, "resolution", s.Parts.Resolution, 0.09, 1e-12)
	near(t, "uncertainty", s.Parts.Uncertainty, 0.25, 1e-12)
	near(t, "within", s.Parts.Within, 0, 1e-12)
	near(t, "Brier", s.Brier, 0.18, 1e-12)
}

func TestAYesOrNoForecastThatFailsIsBadButFinite(t *testing.T) {
	s := ScoreOf([]Case{{P: 1}, {P: 1, Yes: true}})
	near(t, "Brier", s.Brier, 0.5, 0)
	near(t, "log", s.Log, (-math.Log(0.001)-math.Log(0.999))/2, 1e-12)
}

func TestCalibrationCountsEveryCaseOnce(t *testing.T) {
	bins := Calibration([]Case{{P: 0}, {P: 0.05, Yes: true}, {P: 0.1}, {P: 0.999, Yes: true}, {P: 1, Yes: true}})
	if bins[0].Cases != 2 || bins[1].Cases != 1 || bins[9].Cases != 2 {
		t.Errorf("%+v", bins)
	}
	near(t, "came", bins[0].Came, 0.5, 0)
	// Wilson's interval for 1 of 2 at 90 %, by hand: (½ ± z·√(1/8 + z²/16)) adjusted.
	low, high := wilson(0.5, 2)
	near(t, "low", low+high, 1, 1e-12)
	near(t, "low", low, 0.5-1.6448536269514722*math.Sqrt(0.125+1.6448536269514722*1.6448536269514722/16)/(1+1.6448536269514722*1.6448536269514722/2), 1e-12)
}

// R 4: pt, qt and pbeta.
func TestStudentsTIsThatOfR(t *testing.T) {
	near(t, "pt(2, 5)", studentCDF(2, 5), 0.949030260585, 1e-11)
	near(t, "pt(-1.3, 2.7)", studentCDF(-1.3, 2.7), 0.146726321852, 1e-11)
	near(t, "pt(0.4, 30)", studentCDF(0.4, 30), 0.654004741743, 1e-11)
	near(t, "qt(0.95, 4)", studentQuantile(0.95, 4), 2.13184678633, 1e-10)
	near(t, "qt(0.05, 2.5)", studentQuantile(0.05, 2.5), -2.55821861414, 1e-10)
	near(t, "pbeta(0.3, 2.2, 0.5)", incompleteBeta(2.2, 0.5, 0.3), 0.0286228424312, 1e-12)
}

// R 4: glm(y ~ x, family = binomial) and quantile(type = 7).
func TestTheLogisticRegressionIsThatOfR(t *testing.T) {
	x := []float64{-8, -5, -3, -1, -0.5, 0.2, 1, 2, 4, 7}
	yes := []bool{false, false, true, false, false, true, false, true, true, true}
	f := fitLogistic(x, yes)
	near(t, "intercept", f.A, 0.108241839353, 1e-5)
	near(t, "slope", f.B, 0.436256377568, 1e-5)
	near(t, "at 0.7", f.at(0.7), 0.601955880833, 1e-5)
	near(t, "quantile", quantile([]float64{1, 2, 4, 8, 16}, 0.7), 7.2, 1e-12)
}

func TestSeparatedCasesStayFinite(t *testing.T) {
	f := fitLogistic([]float64{-2, -1, 1, 2}, []bool{false, false, true, true})
	if math.IsNaN(f.A+f.B) || f.at(3) < 0.99 || f.at(-3) > 0.01 {
		t.Errorf("%+v", f)
	}
}

// Rosenbrock's valley has its lowest point at (1, 1).
func TestTheSearchFindsTheFloorOfAValley(t *testing.T) {
	cost := func(x []float64) float64 {
		a, b := 1-x[0], x[1]-x[0]*x[0]
		return a*a + 100*b*b
	}
	x := simplex(cost, []float64{-1.2, 1}, []float64{0.5, 0.5}, 300)
	near(t, "x", x[0], 1, 1e-4)
	near(t, "y", x[1], 1, 1e-4)
}
