package stress

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Ishigami and Homma's function, whose indices are known: with a = 7 and
// b = 0.1 they are 0.3139, 0.4424 and 0.
//
// Source: T. Ishigami and T. Homma, “An importance quantification technique in
// uncertainty analysis for computer models”, ISUMA (1990).
func TestIndicesOfTheIshigamiFunction(t *testing.T) {
	ishigami := func(x [3]float64) float64 {
		for i := range x {
			x[i] = math.Pi * (2*x[i] - 1)
		}
		s := math.Sin(x[1])
		return math.Sin(x[0]) + 7*s*s + 0.1*math.Pow(x[2], 4)*math.Sin(x[0])
	}
	const n = 1 << 14
	var of [3]pairs
	square := points{seed: 5}
	for k := range uint32(n) {
		var a, b [3]float64
		for j := range a {
			a[j], b[j] = square.at(k, j)
		}
		for j := range a {
			x := b
			x[j] = a[j]
			of[j].add(ishigami(a), ishigami(x))
		}
	}
	for j, want := range []float64{0.3139, 0.4424, 0} {
		if got := of[j].index(n); math.Abs(got-want) > 0.015 {
			t.Errorf("S%d = %.4f, expected %.4f", j+1, got, want)
		} else {
			t.Logf("S%d = %.4f, known %.4f", j+1, got, want)
		}
	}
}

// A (0,2)-sequence: among the first 2^m points each box of 2^−j by 2^−(m−j)
// holds exactly one.
func TestPointsAreEvenlySpread(t *testing.T) {
	for _, m := range []int{4, 7, 10} {
		for square := range 5 {
			for j := range m + 1 {
				seen := make([]int, 1<<m)
				for k := range uint32(1) << m {
					u, v := points{seed: 9}.at(k, square)
					seen[int(u*float64(int(1)<<j))<<(m-j)|int(v*float64(int(1)<<(m-j)))]++
				}
				for box, count := range seen {
					if count != 1 {
						t.Fatalf("square %d: %d points in box %d of %d by %d", square, count, box, 1<<j, 1<<(m-j))
					}
				}
			}
		}
	}
}

func TestSquaresAndSeedsAreIndependent(t *testing.T) {
	const n = 4096
	var same, other pairs
	for k := range uint32(n) {
		a, _ := points{seed: 1}.at(k, 0)
		b, _ := points{seed: 1}.at(k, 1)
		c, _ := points{seed: 2}.at(k, 0)
		same.add(a, b)
		other.add(a, c)
	}
	if s := same.index(n); math.Abs(s) > 0.06 {
		t.Errorf("two squares correlate by %.3f", s)
	}
	if s := other.index(n); math.Abs(s) > 0.06 {
		t.Errorf("two seeds correlate by %.3f", s)
	}
}

func TestNormalNumbers(t *testing.T) {
	sum, square, beyond := 0.0, 0.0, 0.0
	const n = 200_000
	for k := range uint64(n) {
		e := normal(mix(k * 0x9e3779b97f4a7c15))
		sum, square = sum+e, square+e*e
		if math.Abs(e) > 1.959964 {
			beyond++
		}
	}
	if m := sum / n; math.Abs(m) > 0.01 {
		t.Errorf("mean %.4f", m)
	}
	if v := square / n; math.Abs(v-1) > 0.02 {
		t.Errorf("variance %.4f", v)
	}
	if p := beyond / n; math.Abs(p-0.05) > 0.003 {
		t.Errorf("%.4f beyond the 95 %% interval", p)
	}
}

func TestAnIndexOfWhatNeverVariesIsNone(t *testing.T) {
	var s pairs
	s.add(1, 1)
	s.add(1, 1)
	if got := s.index(2); !math.IsNaN(got) {
		t.Errorf("got %v", got)
	}
	if got := leading([]float64{math.NaN(), math.NaN()}); got != -1 {
		t.Errorf("leading %d", got)
	}
}

// The error from sums is that from the pairs one by one, and a result of ones
// and zeros gives the same sums as its counts.
func TestIndexErrorFromSums(t *testing.T) {
	const n = 400
	random := rand.New(rand.NewPCG(1, 2))
	var s, counts pairs
	var list [][2]float64
	var first, again, both float64
	for range n {
		shared := random.Float64()
		y, z := shared+random.Float64(), shared+random.Float64()
		list = append(list, [2]float64{y, z})
		s.add(y, z)
		a, b := 0.0, 0.0
		if y > 1 {
			a = 1
		}
		if z > 1 {
			b = 1
		}
		counts.add(a, b)
		first, again, both = first+a, again+b, both+a*b
	}
	if got := yesOrNo(first, again, both); got != counts {
		t.Errorf("%v, expected %v", got, counts)
	}
	m, variance := s.moments(n)
	sum := 0.0
	for _, p := range list {
		a, b := p[0]-m, p[1]-m
		u := a*b - s.index(n)/2*(a*a+b*b)
		sum += u * u
	}
	if got, want := s.deviation(n), math.Sqrt(sum/n/n)/variance; math.Abs(got-want) > 1e-10 {
		t.Errorf("error %v, expected %v", got, want)
	}
}

// Over many repetitions the index of a factor with S = 1/2 spreads as its
// standard error says; a lead within the error names no driver.
func TestIndexErrorIsTheSpread(t *testing.T) {
	const n, times = 500, 400
	random := rand.New(rand.NewPCG(3, 4))
	var sum, squares, said float64
	for range times {
		var s pairs
		for range n {
			x := random.NormFloat64()
			s.add(x+random.NormFloat64(), x+random.NormFloat64())
		}
		v := s.index(n)
		sum, squares, said = sum+v, squares+v*v, said+s.deviation(n)
	}
	spread := math.Sqrt(squares/times - sum/times*sum/times)
	if ratio := said / times / spread; ratio < 0.85 || ratio > 1.15 {
		t.Errorf("standard error %v, spread %v", said/times, spread)
	}
	if got := driver([]float64{0.3, 0.5, math.NaN()}, []float64{0.1, 0.1, math.NaN()}); got != 1 {
		t.Errorf("driver %d, expected 1", got)
	}
	if got := driver([]float64{0.4, 0.5}, []float64{0.1, 0.1}); got != -1 {
		t.Errorf("driver %d within the error, expected none", got)
	}
}
