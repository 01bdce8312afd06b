package screen

import (
	"math"
	"slices"
	"testing"

	"byblik/catalog"
)

var absent = math.NaN()

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > within {
		t.Errorf("%s: %.17g, want %.17g", what, got, want)
	}
}

func nearAll(t *testing.T, what string, got, want []float64, within float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
	for i := range got {
		near(t, what, got[i], want[i], within)
	}
}

// Python documentation, math.fsum.
func TestSumsAreExact(t *testing.T) {
	for _, c := range []struct {
		x    []float64
		want float64
	}{
		{slices.Repeat([]float64{0.1}, 10), 1},
		{[]float64{1, 1e100, 1, -1e100}, 2},
		{[]float64{1e16, 1, 1e-16}, 10000000000000002},
		{nil, 0},
	} {
		var s exactSum
		for _, v := range c.x {
			s.add(v)
		}
		near(t, "sum", s.value(), c.want, 0)
	}
}

// NIST Statistical Reference Datasets, univariate: NumAcc1 to NumAcc4, whose
// certified values are mean and sample standard deviation.
func TestMomentsAgreeWithNIST(t *testing.T) {
	alternating := func(first, low, high float64) []float64 {
		return append([]float64{first}, slices.Repeat([]float64{low, high}, 500)...)
	}
	for _, c := range []struct {
		name     string
		x        []float64
		mean, sd float64
		within   float64
	}{
		{"NumAcc1", []float64{10000001, 10000003, 10000002}, 10000002, 1, 0},
		{"NumAcc2", alternating(1.2, 1.1, 1.3), 1.2, 0.1, 1e-15},
		{"NumAcc3", alternating(1000000.2, 1000000.1, 1000000.3), 1000000.2, 0.1, 1e-9},
		{"NumAcc4", alternating(10000000.2, 10000000.1, 10000000.3), 10000000.2, 0.1, 1e-8},
	} {
		m := MomentsOf(c.x, nil, true)
		near(t, c.name+" mean", m.Mean, c.mean, c.within)
		near(t, c.name+" sd", m.SD, c.sd, c.within)
	}
}

// Wikipedia, “Weighted arithmetic mean”, basic example: a class of 20 with mean
// 80 and one of 30 with mean 90 have the mean 86. Whole weights are repetitions,
// so NIST's form without weights is the authority for the deviation.
func TestWeightsAreRepetitions(t *testing.T) {
	near(t, "two classes", MomentsOf([]float64{80, 90}, []float64{20, 30}, false).Mean, 86, 0)
	x, w := []float64{8, 2, 9, 15, 4}, []float64{4, 6, 5, 1, 200}
	var long []float64
	for i := range x {
		long = append(long, slices.Repeat(x[i:i+1], int(w[i]))...)
	}
	want := MomentsOf(long, nil, false)
	m := MomentsOf(append(x, absent, 1000, 1000), append(w, 7, 0, absent), false)
	near(t, "mean", m.Mean, want.Mean, 1e-15)
	near(t, "sd", m.SD, want.SD, 1e-14)
	if m.N != 5 {
		t.Errorf("N is %d, want 5: a figure without weight does not take part", m.N)
	}
}

func TestEqualFiguresStandOutNowhere(t *testing.T) {
	x := []float64{0.1, absent, 0.1, 0.1}
	m := MomentsOf(x, []float64{3, 1, 5, 0.7}, false)
	m.Standardise(x)
	nearAll(t, "z", x, []float64{0, absent, 0, 0}, 0)
}

// R documentation, base::rank, example x2.
func TestRanksAgreeWithR(t *testing.T) {
	x := []float64{3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5}
	nearAll(t, "average", Rank(x, TiesAverage, false), []float64{4.5, 1.5, 6, 1.5, 8, 11, 3, 10, 8, 4.5, 8}, 0)
	nearAll(t, "min", Rank(x, TiesMin, false), []float64{4, 1, 6, 1, 7, 11, 3, 10, 7, 4, 7}, 0)
	nearAll(t, "max", Rank(x, TiesMax, false), []float64{5, 2, 6, 2, 9, 11, 3, 10, 9, 5, 9}, 0)
	nearAll(t, "descending", Rank([]float64{3, absent, 1, 4, 1}, TiesMin, true), []float64{2, absent, 3, 1, 3}, 0)
}

// Microsoft, PERCENTRANK.INC function, example: 2 in {13,12,11,8,4,3,2,1,1,1}
// is at 0.333, 4 at 0.555, 8 at 0.666 (cut off after three digits).
func TestPercentRanksAgreeWithExcel(t *testing.T) {
	p := PercentRank([]float64{13, 12, 11, 8, 4, 3, 2, 1, 1, 1, absent}, TiesMin, false)
	near(t, "2", math.Floor(p[6]*1000)/1000, 0.333, 0)
	near(t, "4", math.Floor(p[4]*1000)/1000, 0.555, 0)
	near(t, "8", math.Floor(p[3]*1000)/1000, 0.666, 0)
	near(t, "absent", p[10], absent, 0)
	nearAll(t, "one alone", PercentRank([]float64{absent, 7}, TiesMin, false), []float64{absent, 0}, 0)
}

// Java Platform, java.math.RoundingMode, table of HALF_UP; and decimals whose
// binary value lies below or above the half that a person reads.
func TestRoundingAgreesWithJava(t *testing.T) {
	for in, want := range map[float64]float64{5.5: 6, 2.5: 3, 1.6: 2, 1.1: 1, 1: 1, -1: -1, -1.1: -1, -1.6: -2, -2.5: -3, -5.5: -6} {
		near(t, "HALF_UP", RoundHalfUp(in, 0), want, 0)
	}
	for _, c := range []struct {
		in       float64
		decimals int
		want     float64
	}{
		{0.12345, 4, 0.1235}, {0.12355, 4, 0.1236}, {0.12344999, 4, 0.1234}, {1.005, 2, 1.01}, {2.675, 2, 2.68},
		{0.00005, 4, 0.0001}, {0.000049999999, 4, 0}, {-0.00004, 4, 0}, {1e-300, 4, 0}, {1e300, 4, 1e300},
		{0.5, 0, 1}, {0.49999999999999994, 0, 0}, {123456.7, 0, 123457},
	} {
		near(t, "round", RoundHalfUp(c.in, c.decimals), c.want, 0)
	}
	near(t, "absent", RoundHalfUp(absent, 4), absent, 0)
}

// English Indices of Deprivation 2019, Technical Report: the scale runs from 0
// to 100, and the most deprived tenth takes the values from 50 upwards.
func TestExponentialAgreesWithTheEnglishIndices(t *testing.T) {
	const n = 32844
	x := Exponential([]float64{1, 3284, 3400, n, absent}, n, NPlus1MinusRank, 23)
	near(t, "most deprived", x[0], 100, 1e-9)
	if x[1] < 50 || x[2] > 50 {
		t.Errorf("the most deprived tenth ends at %v and %v, want 50 between them", x[1], x[2])
	}
	if x[3] <= 0 || x[3] > 0.001 {
		t.Errorf("the least deprived has %v, want little more than 0", x[3])
	}
	near(t, "absent", x[4], absent, 0)
	// Scotland: R = (N − rank)/N, so the least deprived has exactly 0.
	y := Exponential([]float64{1, 6976}, 6976, NMinusRank, 23)
	if y[0] >= 100 || y[1] != 0 || math.Signbit(y[1]) {
		t.Errorf("Scotland's scale runs from %v to %v, want below 100 and 0", y[0], y[1])
	}
}

// Microsoft, PERCENTILE.INC (0.3 of 1,2,3,4 is 1.9) and QUARTILE.INC (3.5);
// NumPy reference, numpy.percentile (3.5). All are Hyndman and Fan's type 7.
func TestQuantilesAgreeWithExcelAndNumPy(t *testing.T) {
	near(t, "PERCENTILE.INC", Quantile7([]float64{1, 2, 3, 4}, 0.3), 1.9, 1e-15)
	near(t, "QUARTILE.INC", Quantile7([]float64{1, 2, 4, 7, 8, 9, 10, 12}, 0.25), 3.5, 0)
	near(t, "numpy", Quantile7([]float64{1, 2, 3, 4, 7, 10}, 0.5), 3.5, 0)
	near(t, "lowest", Quantile7([]float64{1, 2, 3, 4}, 0), 1, 0)
	near(t, "highest", Quantile7([]float64{1, 2, 3, 4}, 1), 4, 0)
	near(t, "none", Quantile7(nil, 0.5), absent, 0)
}

func TestClasses(t *testing.T) {
	x := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, absent}
	rank := Rank(x, TiesMin, true)
	for _, c := range []struct {
		name  string
		class catalog.Class
		want  []int
	}{
		// R: cut(1:11, quantile(1:11, 0:5/5), include.lowest = TRUE, labels = FALSE)
		{"quantile", catalog.Class{Op: "quantile", K: 5}, []int{1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 0}},
		{"rank share", catalog.Class{Op: "rank_share", K: 4}, []int{4, 4, 4, 3, 3, 3, 2, 2, 2, 1, 1, 0}},
		{"rank below", catalog.Class{Op: "rank_below", K: 4}, []int{4, 4, 3, 3, 3, 2, 2, 2, 1, 1, 1, 0}},
		{"limits", catalog.Class{Op: "limits", Limits: []float64{3, 7}, Closed: []string{"lower", "upper"}}, []int{1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 0}},
		// mean 6, population SD √10
		{"mean and SD", catalog.Class{Op: "mean_sd", SD: "population", Limits: []float64{-1, 1}, Closed: []string{"upper", "lower"}}, []int{1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 0}},
	} {
		if got := Classes(&c.class, x, rank); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestPredicates(t *testing.T) {
	for _, c := range []struct{ num, den, n, want int }{
		{2, 3, 6, 4}, {2, 3, 5, 4}, {2, 3, 4, 3}, {2, 3, 3, 2}, {2, 3, 2, 2}, {2, 3, 1, 1}, {1, 2, 5, 3}, {2, 3, 0, 1}, {1, 1, 6, 6},
	} {
		if got := Needed(c.num, c.den, c.n); got != c.want {
			t.Errorf("%d/%d of %d: %d, want %d", c.num, c.den, c.n, got, c.want)
		}
	}
	if !atLeast(2, 2, false) || atLeast(2, 2, true) || !atLeast(3, 2, true) {
		t.Error("at least 2 includes 2, more than 2 does not")
	}
	if !reaches(0.5, 0.5, false) || reaches(0.5, 0.5, true) {
		t.Error("a limit is reached by itself unless it is strict")
	}
	for _, bad := range []string{"", "2", "0/3", "4/3", "a/b", "-1/3", "2/3/4"} {
		if _, _, err := parseShare(bad); err == nil {
			t.Errorf("the share %q is accepted", bad)
		}
	}
}

func TestOperationsAreNamedAndDocumented(t *testing.T) {
	ops := Operations()
	if !slices.IsSortedFunc(ops, func(a, b Operation) int { return cmpString(a.Name, b.Name) }) {
		t.Error("operations are not in the order of the alphabet")
	}
	for _, o := range ops {
		if o.Formula == "" || o.Source == "" {
			t.Errorf("%s lacks its formula or source", o.Name)
		}
	}
	two := 2
	r := &indexing{residents: []float64{1, 3}}
	got := r.steps([]float64{math.E - 1, absent, -1, -2}, []catalog.Step{{Op: "log1p"}, {Op: "complement"}, {Op: "negate"}, {Op: "round", Decimals: &two}}, &stage{indexing: r})
	nearAll(t, "steps", got, []float64{0, absent, absent, absent}, 0)
	got = r.steps([]float64{1, 3}, []catalog.Step{{Op: "weighted_z"}}, &stage{indexing: r})
	nearAll(t, "weighted z", got, []float64{-math.Sqrt(3), 1 / math.Sqrt(3)}, 1e-15)
	nearAll(t, "unknown", r.steps([]float64{1}, []catalog.Step{{Op: "nonsense"}}, &stage{indexing: r}), []float64{absent}, 0)
}

func cmpString(a, b string) int {
	if a < b {
		return -1
	}
	return 1
}
