package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Comparison holds the model against one baseline, on all trials or on those
// near the limit. Low and High are the central 90 % of the Brier score that the
// model saves, when whole areas are drawn anew with replacement (a cluster
// bootstrap: trials of one area hang together); above 0 the model is better.
type Comparison struct {
	Against   Forecaster
	Near      bool
	Ours      Score
	Theirs    Score
	Low, High float64
	Beaten    bool // both proper scores are lower
}

// Verdict is what a record allows.
type Verdict struct {
	Shown       bool // the model may be shown as a forecast
	TooFew      bool // the record is too short to tell
	Comparisons []Comparison
}

// Verdicts are what the records allow: the one of single criteria, and the one
// of whole lists. Neither stands in for the other.
type Verdicts struct{ Criteria, Lists Verdict }

// LeastTrials is how many trials near the limit a record must have, and
// LeastTurns in how many of these the side must have changed: with fewer,
// who wins is luck.
const (
	LeastTrials = 100
	LeastTurns  = 20
)

// Verdict judges the record: the model is shown only if it beats every
// baseline, overall and near the limit, by the Brier and by the log score.
func (b *BackTest) Verdict() Verdict { return b.VerdictOn("") }

// VerdictOn judges the record of one series; all of them with an empty name.
func (b *BackTest) VerdictOn(series string) Verdict {
	v := Verdict{Shown: true}
	for _, near := range []bool{false, true} {
		ours := b.Cases(Ours, series, near)
		for _, f := range Baselines {
			c := compare(ours, b.Cases(f, series, near))
			c.Against, c.Near = f, near
			v.Comparisons = append(v.Comparisons, c)
			v.Shown = v.Shown && c.Beaten
		}
	}
	near, turns := 0, 0
	for i := range b.Trials {
		if t := &b.Trials[i]; (series == "" || t.Series == series) && t.Near() {
			near++
			if t.Yes != (t.Margin > 0) {
				turns++
			}
		}
	}
	v.TooFew = near < LeastTrials || turns < LeastTurns
	v.Shown = v.Shown && !v.TooFew
	return v
}

// Lost lists the baselines that the model does not beat.
func (v Verdict) Lost() []Comparison {
	var out []Comparison
	for _, c := range v.Comparisons {
		if !c.Beaten {
			out = append(out, c)
		}
	}
	return out
}

func compare(ours, theirs []Case) Comparison {
	c := Comparison{Ours: ScoreOf(ours), Theirs: ScoreOf(theirs)}
	c.Beaten = len(ours) > 0 && c.Ours.Brier < c.Theirs.Brier && c.Ours.Log < c.Theirs.Log
	c.Low, c.High = saved(ours, theirs)
	return c
}

// saved is the bootstrap interval of the mean of (p' − o)² − (p − o)².
func saved(ours, theirs []Case) (low, high float64) {
	const resamples = 1000
	place := map[int]int{}
	var sum, n []float64
	for i := range ours {
		k, ok := place[ours[i].Group]
		if !ok {
			k = len(sum)
			place[ours[i].Group] = k
			sum, n = append(sum, 0), append(n, 0)
		}
		sum[k] += squared(theirs[i]) - squared(ours[i])
		n[k]++
	}
	if len(sum) == 0 {
		return math.NaN(), math.NaN()
	}
	r := rand.New(rand.NewPCG(1, uint64(len(ours)))) //nolint:gosec // a resampling, not a secret
	means := make([]float64, resamples)
	for b := range means {
		var s, m float64
		for range sum {
			k := r.IntN(len(sum))
			s, m = s+sum[k], m+n[k]
		}
		means[b] = s / m
	}
	slices.Sort(means)
	return quantile(means, 0.05), quantile(means, 0.95)
}
