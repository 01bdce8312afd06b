package spatial

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"byblik/reference"
)

// benchRates are the shares num/den of the bench folder.
func benchRates(t testing.TB) []float64 {
	t.Helper()
	var x []float64
	for _, row := range benchLines(t, "areas.csv.gz", ",")[1:] {
		x = append(x, number(t, row[6])/number(t, row[7]))
	}
	return x
}

func closeTo(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*math.Abs(want)) {
		t.Errorf("%s = %.15g; want %.15g", what, got, want)
	}
}

// Authority: expected.json of the bench folder, computed with esda, rgeoda and
// spdep.
func TestMoranReachesTheExpectedFigures(t *testing.T) {
	var want struct {
		C struct {
			I     float64   `json:"global_I"`
			E     float64   `json:"E_I"`
			Z     float64   `json:"z_norm"`
			SumR  float64   `json:"sum_local_I_divisor_n(spdep)"`
			First []float64 `json:"first_esda"`
			Quads []int     `json:"quads_HH_LH_LL_HL"`
			Count struct {
				Folded int `json:"spdep_folded"`
			} `json:"count_p_folded_le_0.05"`
		}
	}
	reference.Expected(t, &want)
	var loose struct{ C map[string]any } // a comma cannot stand in a tag
	reference.Expected(t, &loose)
	sumEsda := loose.C["sum_local_I_divisor_n_minus_1(esda,rgeoda)"].(float64)
	x := benchRates(t)
	g := benchGraph(t, len(x))
	m := GlobalMoran(x, g)
	closeTo(t, "I", m.I, want.C.I, 1e-12)
	closeTo(t, "E[I]", m.Expected, want.C.E, 1e-12)
	closeTo(t, "z", m.Z, want.C.Z, 1e-9)
	r := LocalMoran(x, g, LocalMoranRule{Permutations: 999, Seed: 12345})
	closeTo(t, "Σ I, n−1", total(r.I), sumEsda, 1e-12)
	closeTo(t, "Σ I, n", total(LocalMoran(x, g, LocalMoranRule{DivideByN: true}).I), want.C.SumR, 1e-10)
	for i, v := range want.C.First {
		closeTo(t, "first I", r.I[i], v, 1e-11)
	}
	quads, low := make([]int, 5), 0
	for i, q := range r.Quadrant {
		quads[q]++
		if r.P[i] <= 0.05 {
			low++
		}
	}
	for k, n := range want.C.Quads {
		if quads[k+1] != n {
			t.Errorf("quadrant %d has %d areas; want %d", k+1, quads[k+1], n)
		}
	}
	// spdep and rgeoda, which also draw for each area anew, give 14,791 to
	// 14,824; the standard deviation between seeds is about 40.
	if math.Abs(float64(low-want.C.Count.Folded)) > 150 {
		t.Errorf("%d areas have p ≤ 0.05; spdep counts %d", low, want.C.Count.Folded)
	}
}

func total(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v
	}
	return s
}

// chessboard is a grid of n × n areas with queen contiguity.
func chessboard(n int) Graph {
	g := make(Graph, n*n)
	for i := range g {
		for dy := -1; dy <= 1; dy++ {
			for dx := -1; dx <= 1; dx++ {
				x, y := i%n+dx, i/n+dy
				if (dx != 0 || dy != 0) && x >= 0 && y >= 0 && x < n && y < n {
					g[i] = append(g[i], y*n+x)
				}
			}
		}
	}
	return g
}

func TestLocalMoranIsTheSameForAnyWorkers(t *testing.T) {
	for _, n := range []int{3, 30} { // few areas are dealt, many drawn
		g, x := chessboard(n), make([]float64, n*n)
		r := rand.New(rand.NewPCG(5, 5))
		for i := range x {
			x[i] = math.Floor(r.Float64() * 5)
		}
		x[4] = math.NaN()
		want := LocalMoran(x, g, LocalMoranRule{Permutations: 99, Seed: 1, Workers: 1})
		for workers := range 5 {
			got := LocalMoran(x, g, LocalMoranRule{Permutations: 99, Seed: 1, Workers: workers})
			for i := range x {
				if got.P[i] != want.P[i] && i != 4 {
					t.Fatalf("%d workers: p of %d is %g; want %g", workers, i, got.P[i], want.P[i])
				}
			}
		}
		if !math.IsNaN(want.P[4]) || want.Quadrant[4] != NoQuadrant {
			t.Error("an area without a figure has a result")
		}
	}
}

// On nine areas every draw of neighbours can be listed, so the p-value that
// the permutations estimate is known; both ways of drawing must meet it.
func TestPermutationsAreUniform(t *testing.T) {
	g := chessboard(3)
	x := []float64{1, 2, 4, 8, 16, 32, 64, 128, 256}
	const permutations = 200_000
	f := fieldOf(x, g)
	s := newShuffle(&f, LocalMoranRule{Permutations: permutations, Seed: 7})
	for _, a := range []int{0, 1} {
		k, observed := len(g[a]), int64(0)
		for _, b := range g[a] {
			observed += int64(s.z[b])
		}
		larger, all := 0, 0
		for set := range 1 << 9 {
			sum, size := int64(0), 0
			for b := range 9 {
				if set>>b&1 == 1 {
					sum, size = sum+int64(s.z[b]), size+1
				}
			}
			if set>>a&1 == 0 && size == k {
				all++
				if -sum >= -observed { // both areas lie below the mean
					larger++
				}
			}
		}
		want := float64(larger) / float64(all)
		tolerance := 5 * math.Sqrt(want*(1-want)/permutations)
		others := append(slices.Clone(s.z[:a]), s.z[a+1:]...)
		for name, draw := range map[string]func([]int32, uint64, int, int, int64, int64) int{"redraw": redraw, "deal": deal} {
			got := float64(draw(others, stream(7, 1), k, permutations, -1, -observed)) / permutations
			if math.Abs(got-want) > tolerance {
				t.Errorf("%s: %g of the draws for area %d are larger; want %g ± %g", name, got, a, want, tolerance)
			}
		}
	}
}

func BenchmarkLocalMoran(b *testing.B) {
	x := benchRates(b)
	g := benchGraph(b, len(x))
	for b.Loop() {
		LocalMoran(x, g, LocalMoranRule{Permutations: 999, Seed: 1})
	}
}
