package screen

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Authority: the voters of Tennessee, who rank four cities (Wikipedia,
// “Copeland's method” and “Borda count”): Nashville beats all three others,
// Chattanooga two, Knoxville one; Borda counts 126, 194, 173, 107 per 100.
func TestOutrankingOfTheCapitalOfTennessee(t *testing.T) {
	places := [][]float64{ // places of Memphis, Nashville, Chattanooga, Knoxville
		{1, 2, 3, 4}, {4, 1, 2, 3}, {4, 3, 1, 2}, {4, 3, 2, 1},
	}
	voters := []float64{42, 26, 15, 17}
	for _, x := range places {
		for i := range x {
			x[i] = -x[i]
		}
	}
	copeland, err := Copeland(places, voters, 0)
	if err != nil {
		t.Fatal(err)
	}
	borda, err := Outranking(places, voters)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{-3, 3, 1, -1} {
		if copeland[i] != want {
			t.Errorf("Copeland score of city %d = %g; want %g", i, copeland[i], want)
		}
		if want := []float64{1.26, 1.94, 1.73, 1.07}[i]; math.Abs(borda[i]-want) > 1e-12 {
			t.Errorf("outranking of city %d = %g; want %g", i, borda[i], want)
		}
	}
}

// plainly compares every area with every other, as COINr's outrankMatrix does.
func plainly(x [][]float64, weight []float64) (copeland, rows []float64) {
	n, total := len(x[0]), 0.0
	for _, w := range weight {
		total += w
	}
	copeland, rows = make([]float64, n), make([]float64, n)
	for a := range n {
		for b := range n {
			share, lacks := 0.0, a == b
			for c, w := range weight {
				lacks = lacks || math.IsNaN(x[c][a]) || math.IsNaN(x[c][b])
				if x[c][a] > x[c][b] {
					share += w / total
				} else if x[c][a] == x[c][b] {
					share += w / total / 2
				}
			}
			if lacks {
				continue
			}
			rows[a] += share
			if math.Abs(share-0.5) > 1e-9 {
				copeland[a] += math.Copysign(1, share-0.5)
			}
		}
		for c := range weight {
			if math.IsNaN(x[c][a]) {
				copeland[a], rows[a] = math.NaN(), math.NaN()
			}
		}
	}
	return copeland, rows
}

// invented are criteria of which some have hardly any equal figures, some a
// few and some nothing but.
func invented(n, m int) (x [][]float64, weight []float64) {
	r := rand.New(rand.NewPCG(uint64(n), uint64(m)))
	grain := []float64{1e9, float64(4 * n), 5}
	for c := range m {
		column := make([]float64, n)
		for i := range column {
			column[i] = math.Floor(r.Float64() * grain[c%3])
		}
		x, weight = append(x, column), append(weight, float64(r.IntN(4))+0.1)
	}
	if n > 9 {
		x[0][3], x[m-1][9] = math.NaN(), math.NaN()
	}
	return x, weight
}

func TestCopelandIsThatOfThePlainMethod(t *testing.T) {
	for _, n := range []int{1, 2, 64, 65, 700} {
		for _, m := range []int{1, 2, 5, 7, 8, 20} {
			x, weight := invented(n, m)
			want, rows := plainly(x, weight)
			sums, err := Outranking(x, weight)
			if err != nil {
				t.Fatal(err)
			}
			for workers := range 3 {
				got, err := Copeland(x, weight, workers)
				if err != nil {
					t.Fatal(err)
				}
				for i := range want {
					if got[i] != want[i] && !(math.IsNaN(got[i]) && math.IsNaN(want[i])) {
						t.Fatalf("%d areas, %d criteria, %d workers: score of %d = %g; want %g", n, m, workers, i, got[i], want[i])
					}
					if math.Abs(sums[i]-rows[i]) > 1e-9*float64(n) || math.IsNaN(sums[i]) != math.IsNaN(rows[i]) {
						t.Fatalf("%d areas, %d criteria: outranking of %d = %g; want %g", n, m, i, sums[i], rows[i])
					}
				}
			}
		}
	}
}

func TestCopelandRefusesWhatDoesNotFit(t *testing.T) {
	for _, c := range []struct{ x, w [][]float64 }{
		{nil, [][]float64{{}}},
		{[][]float64{{1, 2}}, [][]float64{{1, 1}}},
		{[][]float64{{1, 2}, {1}}, [][]float64{{1, 1}}},
		{[][]float64{{1, 2}}, [][]float64{{0}}},
		{[][]float64{{1, 2}}, [][]float64{{-1}}},
	} {
		if _, err := Copeland(c.x, c.w[0], 0); err == nil {
			t.Errorf("%v with weights %v is accepted", c.x, c.w[0])
		}
	}
}

// benchDomains are the seven domains of the bench folder with the weights of
// the English index.
func benchDomains(t testing.TB) (x [][]float64, weight []float64) {
	rows := benchTable(t, "domains.csv.gz")[1:]
	for c := range 7 {
		x = append(x, benchColumn(t, rows, c+1))
	}
	return x, []float64{.225, .225, .135, .135, .093, .093, .094}
}

func BenchmarkCopelandDomains(b *testing.B) {
	x, weight := benchDomains(b)
	for b.Loop() {
		if _, err := Copeland(x, weight, 0); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCopelandIndicators(b *testing.B) {
	rows := benchTable(b, "indicators.csv.gz")[1:]
	var x [][]float64
	var weight []float64
	for c := range 39 {
		x, weight = append(x, benchColumn(b, rows, c+1)), append(weight, 1)
	}
	for b.Loop() {
		if _, err := Copeland(x, weight, 0); err != nil {
			b.Fatal(err)
		}
	}
}
