package main

import (
	"math"
	"time"

	"byblik/screen"
	"byblik/stress"
)

// indicators are the 39 indicators with what meta.csv says of them.
type indicators struct {
	x            [][]float64
	lower        []bool
	domain       []int
	weight       []float64
	domainWeight []float64 // by domain
}

func (b bench) indicators() (in indicators, err error) {
	if in.x, err = b.columns("indicators.csv.gz", 1); err != nil {
		return in, err
	}
	meta, err := b.columns("meta.csv", 1)
	if err != nil {
		return in, err
	}
	in.weight, in.domainWeight = meta[2], make([]float64, 7)
	for j, d := range meta[0] {
		in.domain = append(in.domain, int(d)-1)
		in.lower = append(in.lower, meta[1][j] < 0)
		in.domainWeight[int(d)-1] = meta[3][j]
	}
	return in, nil
}

// domains are the weighted means of normalised indicators.
func (in indicators) domains(z [][]float64) [][]float64 {
	d, total := make([][]float64, 7), make([]float64, 7)
	for k := range d {
		d[k] = make([]float64, len(z[0]))
	}
	for j, x := range z {
		k, w := in.domain[j], in.weight[j]
		total[k] += w
		for i, v := range x {
			d[k][i] += float64(w * v)
		}
	}
	for k := range d {
		for i := range d[k] {
			d[k][i] /= total[k]
		}
	}
	return d
}

// mean is the weighted mean of the domains.
func (in indicators) mean(d [][]float64) []float64 {
	s, total := make([]float64, len(d[0])), sum(in.domainWeight)
	for k, x := range d {
		for i, v := range x {
			s[i] += float64(in.domainWeight[k] * v)
		}
	}
	for i := range s {
		s[i] /= total
	}
	return s
}

type indexExpected struct {
	Sum       float64   `json:"score_sum"`
	First     []float64 `json:"first"`
	RankFirst []float64 `json:"rank_first"`
	Domains   []float64 `json:"domain_sums"`
	RankSum   float64   `json:"sum_rank_times_index1"`
}

func (want indexExpected) check(h *held, score, rank []float64) {
	h.near("Σ score", sum(score), want.Sum, 1e-12)
	h.first("score", score, want.First, 1e-12)
	h.first("rank", rank, want.RankFirst, 0)
	if want.RankSum > 0 {
		total := 0.0
		for i, r := range rank {
			total += r * float64(i+1)
		}
		h.near("Σ rank·i", total, want.RankSum, 0)
	}
}

// index times one index: domains from the indicators, a score from the domains,
// a rank from the score. Check holds them against want, the part of
// expected.json that it fills.
func index(b bench, want any, compute func(in indicators) (domains [][]float64, score []float64), check func(h *held, domains [][]float64, score, rank []float64)) (result, error) {
	in, err := b.indicators()
	if err == nil {
		err = b.expected(want)
	}
	if err != nil {
		return result{}, err
	}
	start := clock()
	domains, score := compute(in)
	rank := screen.Rank(score, screen.TiesMin, true)
	seconds := time.Since(start).Seconds()
	var h held
	check(&h, domains, score, rank)
	return result{seconds, h.faults}, nil
}

func index1(b bench) (result, error) {
	var want struct{ A1 indexExpected }
	return index(b, &want, func(in indicators) ([][]float64, []float64) {
		d := in.domains(stress.EachIndicator(in.x, in.lower, stress.MinMax, 0))
		return d, in.mean(d)
	}, func(h *held, d [][]float64, score, rank []float64) {
		want.A1.check(h, score, rank)
		for k, v := range want.A1.Domains {
			h.near("Σ domain", sum(d[k]), v, 1e-12)
		}
	})
}

func index2(b bench) (result, error) {
	var want struct{ A2 indexExpected }
	return index(b, &want, func(in indicators) ([][]float64, []float64) {
		d := in.domains(stress.EachIndicator(in.x, in.lower, stress.ZScores, 0))
		// R = (N+1−rank)/N with rank 1 = most deprived is the ascending rank over N.
		e := stress.EachIndicator(d, make([]bool, len(d)), func(x []float64, _ bool) []float64 {
			return screen.Exponential(screen.Rank(x, screen.TiesAverage, true), len(x), screen.NPlus1MinusRank, 23)
		}, 0)
		return d, in.mean(e)
	}, func(h *held, _ [][]float64, score, rank []float64) { want.A2.check(h, score, rank) })
}

func ranks(b bench) (result, error) {
	var want struct {
		MC struct {
			MeanFirst []float64 `json:"mean_first"`
			Q05Sum    float64   `json:"q05_sum"`
			Q95Sum    float64   `json:"q95_sum"`
			Q95First  []float64 `json:"q95_first"`
			TopSum    float64   `json:"top10_sum"`
			Checksum  float64   `json:"rank_checksum_sum_rank_times_(i%97+1)"`
		}
	}
	in, err := b.indicators()
	if err != nil {
		return result{}, err
	}
	draws, err := b.draws()
	if err == nil {
		err = b.expected(&want)
	}
	if err != nil {
		return result{}, err
	}
	start := clock()
	p := stress.RankPlan{Draws: draws, Top: len(in.x[0]) / 10}
	for _, f := range []func([]float64, bool) []float64{stress.MinMax, stress.ZScores, stress.RankShares} {
		p.Norms = append(p.Norms, stress.EachIndicator(in.x, in.lower, f, 0))
	}
	got, err := stress.Ranks(p)
	if err != nil {
		return result{}, err
	}
	seconds := time.Since(start).Seconds()
	var h held
	h.first("mean", got.Mean, want.MC.MeanFirst, 1e-12)
	h.first("q95", got.Q95, want.MC.Q95First, 1e-12)
	h.near("Σ q05", sum(got.Q05), want.MC.Q05Sum, 1e-11)
	h.near("Σ q95", sum(got.Q95), want.MC.Q95Sum, 1e-11)
	h.near("Σ top", sum(got.TopShare), want.MC.TopSum, 1e-11)
	checksum := 0.0
	for i, v := range got.Mean {
		checksum += math.Round(v*float64(len(draws))) * float64(i%97+1)
	}
	h.near("checksum of ranks", checksum, want.MC.Checksum, 0)
	return result{seconds, h.faults}, nil
}

func (b bench) draws() ([]stress.Draw, error) {
	columns, err := b.columns("mc_draws.csv.gz", 0)
	if err != nil {
		return nil, err
	}
	draws := make([]stress.Draw, len(columns[0]))
	for k := range draws {
		draws[k].Norm = int(columns[0][k])
		for _, w := range columns[1:] {
			draws[k].Weights = append(draws[k].Weights, w[k])
		}
	}
	return draws, nil
}
