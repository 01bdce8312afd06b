package stress

import ("testing";"time";"fmt")

func TestZZ(t *testing.T) {
	x := columns(t, "indicators.csv.gz", 1)
	lower := make([]bool, len(x))
	for _, w := range []int{1, 2} {
	for k, f := range []func([]float64, bool) []float64{MinMax, ZScores, RankShares} {
		best := time.Hour
		for range 7 { s := time.Now(); EachIndicator(x, lower, f, w); best = min(best, time.Since(s)) }
		fmt.Println(w, k, best)
	}}
	p := benchPlan(t)
	for _, w := range []int{1, 2} { p.Workers = w; best := time.Hour
		for range 7 { s := time.Now(); Ranks(p); best = min(best, time.Since(s)) }
		fmt.Println("ranks", w, best) }
}
