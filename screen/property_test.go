package screen

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"byblik"
	"byblik/catalog"

	"pgregory.net/rapid"
)

// figure draws a figure as sources print them: two decimals, now and then none.
func figure() *rapid.Generator[float64] {
	return rapid.Custom(func(t *rapid.T) float64 {
		if rapid.IntRange(0, 9).Draw(t, "missing") == 0 {
			return math.NaN()
		}
		return float64(rapid.IntRange(-5000, 5000).Draw(t, "hundredths")) / 100
	})
}

// The order of the areas changes no area's result, to the last bit.
func TestOrderOfAreasDoesNotMatter(t *testing.T) {
	rules := parse(t, town)
	svi := ruleSet(t, "us/us-svi-2022.yaml")
	berlin := ruleSet(t, "de/de-berlin-mss.yaml")
	townsend := ruleSet(t, "gb/uk-townsend-2011.yaml")
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 25).Draw(t, "areas")
		order := rapid.Permutation(slices.Collect(count(n))).Draw(t, "order")
		p := drawPanel(t, n, rules, 2013)
		a, errA := Criteria(Input{Rules: rules, Indicators: indicators("work"), Panel: p, Partial: true})
		b, errB := Criteria(Input{Rules: rules, Indicators: indicators("work"), Panel: permuted(p, order), Partial: true})
		if (errA == nil) != (errB == nil) {
			t.Fatalf("%v, %v", errA, errB)
		}
		if errA == nil {
			for i, from := range order {
				same(t, fmt.Sprintf("%+v %+v", a.Areas[from], a.Criteria[0].Periods[0].Findings[from]),
					fmt.Sprintf("%+v %+v", b.Areas[i], b.Criteria[0].Periods[0].Findings[i]))
			}
		}
		for _, r := range []*catalog.RuleSet{svi, berlin, townsend} {
			p := drawPanel(t, n, r, 2013)
			x, errX := Index(Input{Rules: r, Panel: p})
			y, errY := Index(Input{Rules: r, Panel: permuted(p, order)})
			if (errX == nil) != (errY == nil) {
				t.Fatalf("%v, %v", errX, errY)
			}
			for i := range x.findings() {
				m, k := i/n, i%n
				same(t, fmt.Sprintf("%+v", x.Findings[m*n+order[k]]), fmt.Sprintf("%+v", y.Findings[i]))
			}
		}
	})
}

func (r *Ranking) findings() []byblik.Finding {
	if r == nil {
		return nil
	}
	return r.Findings
}

func same(t *rapid.T, a, b string) {
	if a != b {
		t.Fatalf("%s\n%s", a, b)
	}
}

func count(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

// drawPanel draws figures for every indicator of a rule set.
func drawPanel(t *rapid.T, n int, r *catalog.RuleSet, year int) *byblik.Panel {
	p := &byblik.Panel{}
	for i := range n {
		p.Areas = append(p.Areas, byblik.Area{Code: byblik.AreaCode{Frame: "f", Code: fmt.Sprintf("%03d", i)}})
	}
	for _, id := range r.Indicators() {
		for y := year - 1; y <= year; y++ {
			o := byblik.Observations{Indicator: id, Period: byblik.InYear(y)}
			for range n {
				v := figure().Draw(t, string(id))
				if id == r.Areas.Residents {
					v = 300 + math.Abs(math.Round(v*10))
				}
				o.Value = append(o.Value, byblik.RawOf(v))
			}
			p.Observations = append(p.Observations, o)
		}
	}
	return p
}

func permuted(p *byblik.Panel, order []int) *byblik.Panel {
	q := &byblik.Panel{Frame: p.Frame}
	for _, from := range order {
		q.Areas = append(q.Areas, p.Areas[from])
	}
	for _, o := range p.Observations {
		v := make([]byblik.Raw, len(order))
		for i, from := range order {
			v[i] = o.Value[from]
		}
		o.Value = v
		q.Observations = append(q.Observations, o)
	}
	return q
}

// Adding the same to every figure, or multiplying all by the same positive
// number, changes no standard score and no rank.
func TestStandardScoresIgnoreUnits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(figure(), 1, 40).Draw(t, "x")
		add := float64(rapid.IntRange(-1000, 1000).Draw(t, "add"))
		times := float64(rapid.IntRange(1, 50).Draw(t, "times"))
		y := slices.Clone(x)
		for i := range y {
			y[i] = y[i]*times + add
		}
		zx, zy := slices.Clone(x), slices.Clone(y)
		MomentsOf(x, nil, false).Standardise(zx)
		MomentsOf(y, nil, false).Standardise(zy)
		for i := range zx {
			if math.IsNaN(zx[i]) != math.IsNaN(zy[i]) || math.Abs(zx[i]-zy[i]) > 1e-9 {
				t.Fatalf("z %v becomes %v", zx[i], zy[i])
			}
		}
		if m := MomentsOf(zx, nil, false); m.N > 0 && (math.Abs(m.Mean) > 1e-9 || m.SD > 0 && math.Abs(m.SD-1) > 1e-9) {
			t.Fatalf("z has mean %v and SD %v", m.Mean, m.SD)
		}
	})
}

// Ranks are a permutation of 1 to n when ties share their average, whatever
// the figures: their sum is n(n+1)/2.
func TestRanksAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(figure(), 0, 40).Draw(t, "x")
		n, sum := float64(present(x)), 0.0
		for _, r := range Rank(x, TiesAverage, rapid.Bool().Draw(t, "descending")) {
			if !math.IsNaN(r) {
				sum += r
			}
		}
		if sum != n*(n+1)/2 {
			t.Fatalf("ranks of %v add up to %v", x, sum)
		}
	})
}

// A figure that a person reads with k decimals keeps them when rounded to k.
func TestRoundingKeepsWhatIsRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(0, 6).Draw(t, "decimals")
		v := float64(rapid.IntRange(-1e9, 1e9).Draw(t, "digits")) / math.Pow10(k)
		if got := RoundHalfUp(v, k); got != v {
			t.Fatalf("%v becomes %v", v, got)
		}
	})
}

// A country of 33,000 areas with 40 indicators is a matter of a moment.
func TestACountryTakesAMoment(t *testing.T) {
	in := country(33000, 40)
	start := time.Now()
	if _, err := Index(in); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}

func BenchmarkCountry(b *testing.B) {
	in := country(33000, 40)
	for b.Loop() {
		if _, err := Index(in); err != nil {
			b.Fatal(err)
		}
	}
}

func country(areas, indicators int) Input {
	four := 4
	steps := []catalog.Step{{Op: "percent_rank", Ties: "min", Order: "ascending"}, {Op: "round", Decimals: &four}, {Op: "z", SD: "population"}}
	r := &catalog.RuleSet{Scores: []catalog.Score{{ID: "all"}}, Measures: []catalog.Measure{{ID: "m", Score: "all", Class: &catalog.Class{Op: "quantile", K: 5}}}}
	p := &byblik.Panel{}
	for i := range areas {
		p.Areas = append(p.Areas, byblik.Area{Code: byblik.AreaCode{Frame: "f", Code: fmt.Sprintf("%06d", i)}})
	}
	random := rand.New(rand.NewPCG(1, 2))
	for k := range indicators {
		id := byblik.IndicatorID(fmt.Sprintf("i%02d", k))
		r.Scores[0].Of = append(r.Scores[0].Of, catalog.Component{Indicator: id, Steps: steps})
		o := byblik.Observations{Indicator: id, Period: byblik.InYear(2013)}
		for range areas {
			o.Value = append(o.Value, byblik.RawOf(random.NormFloat64()))
		}
		p.Observations = append(p.Observations, o)
	}
	return Input{Rules: r, Panel: p}
}
