package stress

import (
	"strconv"
	"testing"

	"byblik/reference"
)

// columns reads a table of numbers by column.
func columns(t testing.TB, file string, skip int) [][]float64 {
	t.Helper()
	rows := reference.Rows(t, reference.OpenBench(t, file))
	out := make([][]float64, len(rows[0])-skip)
	for _, row := range rows[1:] {
		for j := range out {
			v, err := strconv.ParseFloat(row[j+skip], 64)
			if err != nil {
				t.Fatal(err)
			}
			out[j] = append(out[j], v)
		}
	}
	return out
}

// benchPlan is the experiment of the bench folder: 33,000 areas, 39
// indicators, three normalisations, 1,000 draws.
func benchPlan(t testing.TB) RankPlan {
	t.Helper()
	x := columns(t, "indicators.csv.gz", 1)
	lower := make([]bool, len(x))
	for j, d := range columns(t, "meta.csv", 1)[1] {
		lower[j] = d < 0
	}
	p := RankPlan{Top: len(x[0]) / 10}
	for _, f := range []func([]float64, bool) []float64{MinMax, ZScores, RankShares} {
		p.Norms = append(p.Norms, EachIndicator(x, lower, f, 0))
	}
	draws := columns(t, "mc_draws.csv.gz", 0)
	for k := range draws[0] {
		d := Draw{Norm: int(draws[0][k])}
		for _, w := range draws[1:] {
			d.Weights = append(d.Weights, w[k])
		}
		p.Draws = append(p.Draws, d)
	}
	return p
}
