package stress

import (
	"cmp"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"byblik/reference"
)

// Authority: expected.json of the bench folder, computed with numpy and scipy
// (rankdata, quantile).
func TestRanksReachTheExpectedFigures(t *testing.T) {
	var want struct {
		MC struct {
			MeanFirst []float64 `json:"mean_first"`
			Q05Sum    float64   `json:"q05_sum"`
			Q95Sum    float64   `json:"q95_sum"`
			Q95First  []float64 `json:"q95_first"`
			TopSum    float64   `json:"top10_sum"`
			Checksum  int64     `json:"rank_checksum_sum_rank_times_(i%97+1)"`
		}
	}
	reference.Expected(t, &want)
	p := benchPlan(t)
	got, err := Ranks(p)
	if err != nil {
		t.Fatal(err)
	}
	near := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-9*math.Abs(want) {
			t.Errorf("%s = %.12g; want %.12g", what, got, want)
		}
	}
	for i, v := range want.MC.MeanFirst {
		near("mean", got.Mean[i], v)
		near("95 % quantile", got.Q95[i], want.MC.Q95First[i])
	}
	near("Σ 5 % quantiles", sum(got.Q05), want.MC.Q05Sum)
	near("Σ 95 % quantiles", sum(got.Q95), want.MC.Q95Sum)
	near("Σ share among the first tenth", sum(got.TopShare), want.MC.TopSum)
	checksum := int64(0)
	for i, v := range got.Mean {
		checksum += int64(math.Round(v*float64(len(p.Draws)))) * int64(i%97+1)
	}
	if checksum != want.MC.Checksum {
		t.Errorf("checksum of all ranks = %d; want %d", checksum, want.MC.Checksum)
	}
}

func sum(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v
	}
	return s
}

// invented is an experiment with equal scores, equal indicators, a lump of
// areas beside one far away, and areas without a figure.
func invented(n int) RankPlan {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	p := RankPlan{Top: n / 10}
	for range 2 {
		var norm [][]float64
		for range 5 {
			x := make([]float64, n)
			for i := range x {
				x[i] = math.Floor(r.Float64()*8) / 4
			}
			x[0] = 1e9
			norm = append(norm, x)
		}
		p.Norms = append(p.Norms, norm)
	}
	if n > 10 {
		p.Norms[0][2][7] = math.NaN()
	}
	for k := range 21 {
		w := make([]float64, 5)
		for j := range w {
			w[j] = r.Float64() - 0.1
		}
		p.Draws = append(p.Draws, Draw{k % 2, w})
	}
	p.Draws[3].Weights = make([]float64, 5) // all scores 0
	return p
}

// plain does the same in the plainest way.
func plain(p RankPlan) *RankSpread {
	part := p.taking(len(p.Norms[0][0]))
	out := newRankSpread(len(p.Norms[0][0]), len(part))
	ranks := make([][]uint32, len(part))
	for _, d := range p.Draws {
		s := make([]float64, len(part))
		for a, i := range part {
			for j, w := range d.Weights {
				s[a] += float64(w * p.Norms[d.Norm][j][i])
			}
		}
		sorted := slices.Clone(s)
		slices.SortFunc(sorted, func(a, b float64) int { return cmp.Compare(b, a) })
		for a := range part {
			ranks[a] = append(ranks[a], uint32(slices.Index(sorted, s[a])+1))
		}
	}
	for a, i := range part {
		slices.Sort(ranks[a])
		total, among := 0.0, 0.0
		for _, r := range ranks[a] {
			total += float64(r)
			if int(r) <= p.Top {
				among++
			}
		}
		n := float64(len(ranks[a]))
		out.Mean[i], out.TopShare[i] = total/n, among/n
		out.Q05[i], out.Median[i], out.Q95[i] = quantile7(ranks[a], .05), quantile7(ranks[a], .5), quantile7(ranks[a], .95)
	}
	return out
}

func TestRanksAreThoseOfThePlainMethod(t *testing.T) {
	for _, n := range []int{1, 2, 63, 64, 65, 700} {
		p := invented(n)
		want := plain(p)
		for workers := range 4 {
			p.Workers = workers
			got, err := Ranks(p)
			if err != nil {
				t.Fatal(err)
			}
			if !same(got, want) {
				t.Errorf("%d areas, %d workers: ranks differ from the plain method", n, workers)
			}
		}
	}
}

// same compares bit by bit, so that NaN equals NaN.
func same(a, b *RankSpread) bool {
	bitsOf := func(s *RankSpread) (all []uint64) {
		for _, x := range [][]float64{s.Mean, s.Q05, s.Median, s.Q95, s.TopShare} {
			for _, v := range x {
				if v != v {
					v = -1
				}
				all = append(all, math.Float64bits(v))
			}
		}
		return all
	}
	return a.N == b.N && reflect.DeepEqual(bitsOf(a), bitsOf(b))
}

// More than 65,535 areas need wider ranks.
func TestRanksOfManyAreas(t *testing.T) {
	const n = 70_000
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(i)
	}
	got, err := Ranks(RankPlan{Norms: [][][]float64{{x}}, Draws: []Draw{{0, []float64{1}}, {0, []float64{2}}, {0, []float64{-1}}}})
	if err != nil {
		t.Fatal(err)
	}
	if got.Median[0] != n || got.Median[n-1] != 1 || got.Mean[1] != float64(2*(n-1)+2)/3 {
		t.Errorf("median of first and last = %g, %g, mean of second = %g", got.Median[0], got.Median[n-1], got.Mean[1])
	}
}

func TestRanksRefuseWhatDoesNotFit(t *testing.T) {
	x := [][][]float64{{{1, 2}, {3, 4}}}
	for _, p := range []RankPlan{
		{},
		{Norms: x, Draws: []Draw{{1, []float64{1, 1}}}},
		{Norms: x, Draws: []Draw{{0, []float64{1}}}},
		{Norms: x, Draws: []Draw{{0, []float64{1, math.NaN()}}}},
		{Norms: [][][]float64{{{1, 2}, {3}}}},
		{Norms: [][][]float64{{{1, 2}}, {{3, 4}, {5, 6}}}},
	} {
		if _, err := Ranks(p); err == nil {
			t.Errorf("%v is accepted", p)
		}
	}
}

// Authority: R 4, rank(x) and scale(x) on c(1, 3, 3, NA, 8).
func TestNormalisations(t *testing.T) {
	x := []float64{1, 3, 3, math.NaN(), 8}
	for _, c := range []struct {
		name string
		got  []float64
		want []float64
	}{
		{"min-max", MinMax(x, false), []float64{0, 2.0 / 7, 2.0 / 7, math.NaN(), 1}},
		{"min-max turned", MinMax(x, true), []float64{1, 5.0 / 7, 5.0 / 7, math.NaN(), 0}},
		{"rank share", RankShares(x, false), []float64{0.125, 0.5, 0.5, math.NaN(), 0.875}},
		{"rank share turned", RankShares(x, true), []float64{0.875, 0.5, 0.5, math.NaN(), 0.125}},
		{"z", ZScores(x, true), []float64{0.9209401941, 0.2511655075, 0.2511655075, math.NaN(), -1.4232712091}},
	} {
		for i := range x {
			if math.IsNaN(c.got[i]) != math.IsNaN(c.want[i]) || math.Abs(c.got[i]-c.want[i]) > 1e-7 {
				t.Errorf("%s = %v; want %v", c.name, c.got, c.want)
				break
			}
		}
	}
}

func BenchmarkRanks(b *testing.B) {
	p := benchPlan(b)
	for b.Loop() {
		if _, err := Ranks(p); err != nil {
			b.Fatal(err)
		}
	}
}
