package screen

import (
	"math"
	"strconv"
	"testing"

	"byblik/reference"
)

// benchEvents are the counts of the bench folder and the parent of each area.
func benchEvents(t testing.TB) (e Events, parent []string) {
	t.Helper()
	rows := benchTable(t, "areas.csv.gz")[1:]
	for _, row := range rows {
		parent = append(parent, row[1])
	}
	return Events{benchColumn(t, rows, 6), benchColumn(t, rows, 7)}, parent
}

func benchNeighbours(t testing.TB, n int) [][]int {
	t.Helper()
	g := make([][]int, n)
	for _, row := range benchTable(t, "edges.csv.gz") {
		a, _ := strconv.Atoi(row[0])
		b, _ := strconv.Atoi(row[1])
		g[a], g[b] = append(g[a], b), append(g[b], a)
	}
	return g
}

type sumAndFirst struct {
	Sum   float64
	First []float64
}

func (want sumAndFirst) check(t *testing.T, what string, got []float64, tolerance float64) {
	t.Helper()
	sum := 0.0
	for _, v := range got {
		sum += v
	}
	if math.Abs(sum-want.Sum) > tolerance*want.Sum {
		t.Errorf("%s: Σ = %.12f; want %.12f", what, sum, want.Sum)
	}
	for i, v := range want.First {
		if math.Abs(got[i]-v) > 1e-10 {
			t.Errorf("%s: area %d = %.12f; want %.12f", what, i, got[i], v)
		}
	}
}

// Authority: expected.json of the bench folder: spdep 1.2 EBest and EBlocal,
// rgeoda eb_rates; the English shrinkage computed with numpy and pandas.
func TestShrinkageReachesTheExpectedFigures(t *testing.T) {
	var want struct {
		F struct {
			Poisson  sumAndFirst `json:"EBest_poisson(=Marshall global=rgeoda eb_rates)"`
			Binomial sumAndFirst `json:"EBest_binomial"`
			Local    sumAndFirst `json:"EBlocal_queen"`
			Parent   sumAndFirst `json:"logit_shrink_to_la"`
			Wilson   []float64   `json:"wilson_95_lo_hi_sum"`
			Byar     []float64   `json:"byar_95_lo_hi_sum"`
		}
	}
	reference.Expected(t, &want)
	e, parent := benchEvents(t)
	want.F.Poisson.check(t, "Poisson", e.ShrinkPoisson(), 1e-11)
	want.F.Binomial.check(t, "binomial", e.ShrinkBinomial(), 1e-11)
	want.F.Local.check(t, "local", e.ShrinkLocally(benchNeighbours(t, len(parent))), 1e-11)
	want.F.Parent.check(t, "parent", e.ShrinkToParent(parent), 1e-12)
	var wilson, byar Interval
	for i, count := range e.Count {
		w, b := Wilson(count, e.AtRisk[i], Normal97), Byar(count, Normal97)
		wilson = Interval{wilson.Low + w.Low, wilson.High + w.High}
		byar = Interval{byar.Low + b.Low, byar.High + b.High}
	}
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"Σ Wilson low", wilson.Low, want.F.Wilson[0]}, {"Σ Wilson high", wilson.High, want.F.Wilson[1]},
		{"Σ Byar low", byar.Low, want.F.Byar[0]}, {"Σ Byar high", byar.High, want.F.Byar[1]},
	} {
		if math.Abs(c.got-c.want) > 1e-12*c.want {
			t.Errorf("%s = %.12f; want %.12f", c.what, c.got, c.want)
		}
	}
}

func TestShrinkageLeavesOutWhatIsNoRate(t *testing.T) {
	e := Events{Count: []float64{2, math.NaN(), 5, 9, -1}, AtRisk: []float64{10, 10, 0, 30, 4}}
	alone := [][]int{{}, {}, {}, {}, {}}
	parent := []string{"x", "x", "x", "x", "x"}
	for name, got := range map[string][]float64{
		"Poisson": e.ShrinkPoisson(), "binomial": e.ShrinkBinomial(), "local": e.ShrinkLocally(alone), "parent": e.ShrinkToParent(parent),
	} {
		for i, v := range got {
			if there := i == 0 || i == 3; there == math.IsNaN(v) {
				t.Errorf("%s: area %d = %g", name, i, v)
			}
		}
	}
}

func TestShrinkageOfNobodyAndEverybody(t *testing.T) {
	near := func(what string, got, want float64) {
		if math.Abs(got-want) > 1e-12 {
			t.Errorf("%s = %g; want %g", what, got, want)
		}
	}
	e := Events{Count: []float64{0, 10, 3, 6, 4}, AtRisk: []float64{10, 10, 10, 10, 20}}
	got := e.ShrinkToParent([]string{"x", "x", "x", "x", "lone"})
	near("an area where nobody is counted", got[0], 19.0/40)
	near("an area where everybody is counted", got[1], 19.0/40)
	near("the only area of a parent", got[4], 0.2)
	if !(got[2] > 0.3 && got[2] < 19.0/40) {
		t.Errorf("an area below its parent = %g; want it drawn up", got[2])
	}
	none := Events{Count: []float64{0, 0}, AtRisk: []float64{10, 20}}
	near("nobody anywhere, parent", none.ShrinkToParent([]string{"x", "x"})[0], 0)
	near("nobody anywhere, Poisson", none.ShrinkPoisson()[1], 0)
}

// Authority: R 4, prop.test(65, 100, correct = FALSE) for Wilson and Breslow and
// Day's formula typed into R for Byar; Wilson for 0 of 10 is 0 to z²/(n + z²).
func TestIntervals(t *testing.T) {
	z2 := Normal97 * Normal97
	for _, c := range []struct {
		what      string
		got, want Interval
	}{
		{"0 of 10", Wilson(0, 10, Normal97), Interval{0, z2 / (10 + z2)}},
		{"10 of 10", Wilson(10, 10, Normal97), Interval{10 / (10 + z2), 1}},
		{"65 of 100", Wilson(65, 100, Normal97), Interval{0.5525444, 0.7363575}},
		{"65 events", Byar(65, Normal97), Interval{50.1631877, 82.8491385}},
		{"no events", Byar(0, Normal97), Interval{0, 3.6680118}},
	} {
		if math.Abs(c.got.Low-c.want.Low) > 1e-7*math.Max(1, c.want.Low) || math.Abs(c.got.High-c.want.High) > 1e-7*math.Max(1, c.want.High) {
			t.Errorf("%s: %v; want %v", c.what, c.got, c.want)
		}
	}
	for _, none := range []Interval{Wilson(11, 10, Normal97), Wilson(1, 0, Normal97), Wilson(math.NaN(), 1, Normal97), Byar(-1, Normal97), Byar(math.Inf(1), Normal97)} {
		if !math.IsNaN(none.Low) || !math.IsNaN(none.High) {
			t.Errorf("an interval of nothing is %v", none)
		}
	}
}

func BenchmarkShrinkPoisson(b *testing.B) {
	e, _ := benchEvents(b)
	for b.Loop() {
		e.ShrinkPoisson()
	}
}
