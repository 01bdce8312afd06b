package stress

import (
	"math"
	"reflect"
	"testing"
	"time"
)

// most gives the largest difference of share that another seed makes.
func most(t testing.TB, c *City, n int) float64 {
	t.Helper()
	var share [2][]AreaFirmness
	for seed := range share {
		p, err := newPlan(c, choicesOf(t, c), uint64(seed+1), 0)
		if err != nil {
			t.Fatal(err)
		}
		p.shared = 0 // shares alone
		share[seed] = p.carryOut(n, 0, nil).Areas
	}
	worst := 0.0
	for i := range share[0] {
		worst = max(worst, math.Abs(share[0][i].Share-share[1][i].Share))
	}
	return worst
}

func TestSharesDoNotDependOnWhetherIndicesAreAsked(t *testing.T) {
	c := stressTown(t)
	whole, err := Plausible(c, choicesOf(t, c), 100, 4, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPlan(c, choicesOf(t, c), 4, 1)
	if err != nil {
		t.Fatal(err)
	}
	p.shared = 0
	for i, a := range p.carryOut(100, 1, nil).Areas {
		if a.Share != whole.Areas[i].Share {
			t.Fatalf("%s: %v and %v", a.Area, a.Share, whole.Areas[i].Share)
		}
	}
}

func TestAnotherSeedChangesNoShareByMoreThanThreeInAHundred(t *testing.T) {
	for name, city := range map[string]func(testing.TB) *City{"town": stressTown, "birmingham": birmingham, "copenhagen": copenhagen} {
		t.Run(name, func(t *testing.T) {
			worst := most(t, city(t), 10_000)
			t.Logf("%s: two seeds of 10,000 runs differ by at most %.4f", name, worst)
			if worst >= 0.03 {
				t.Errorf("two seeds differ by %.4f, expected less than 0.03", worst)
			}
		})
	}
}

func TestWorkersDoNotChangeTheResult(t *testing.T) {
	c := stressTown(t)
	var first *Firmness
	for _, workers := range []int{1, 2, 5} {
		f, err := Plausible(c, choicesOf(t, c), 300, 7, workers, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := range f.Areas {
			f.Areas[i].Index = bitsOf(f.Areas[i].Index)
		}
		for i := range f.Zones {
			f.Zones[i].Index = bitsOf(f.Zones[i].Index)
		}
		if first == nil {
			first = f
		} else if !reflect.DeepEqual(first, f) {
			t.Errorf("%d workers give another result than 1", workers)
		}
	}
}

// bitsOf makes NaN equal to itself.
func bitsOf(x []float64) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		if out[i] = v; math.IsNaN(v) {
			out[i] = -99
		}
	}
	return out
}

func TestProgressReachesTheEnd(t *testing.T) {
	c := stressTown(t)
	last, whole := 0, 0
	if _, err := Plausible(c, choicesOf(t, c), 100, 1, 2, func(done, total int) {
		if done <= last {
			t.Errorf("%d after %d", done, last)
		}
		last, whole = done, total
	}); err != nil {
		t.Fatal(err)
	}
	if last == 0 || last != whole {
		t.Errorf("ended at %d of %d", last, whole)
	}
}

func BenchmarkPlausible(b *testing.B) {
	for name, city := range map[string]func(testing.TB) *City{"town": stressTown, "birmingham": birmingham, "copenhagen": copenhagen} {
		b.Run(name, func(b *testing.B) {
			c := city(b)
			choices := choicesOf(b, c)
			b.ReportAllocs()
			for b.Loop() {
				from := time.Now()
				if _, err := Plausible(c, choices, 10_000, 1, 2, nil); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(time.Since(from).Seconds(), "s/10000")
			}
		})
	}
}
