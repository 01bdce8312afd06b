package screen

import (
	"math"
	"runtime"
	"sync"
	"sync/atomic"
)

// Copeland gives each area its wins less its losses when it is compared with
// every other: a beats b when the criteria in which it is higher, equal ones
// counting half, hold more than half of the weight; with exactly half neither
// wins. Shares within 1e−9 of a half are a half. Areas that lack a criterion
// take no part and get NaN. Workers is 0 for one per core.
//
//	score(a) = #{b : s(a,b) > ½} − #{b : s(a,b) < ½}
//	s(a,b)   = Σ_c w_c·([x_ac > x_bc] + ½[x_ac = x_bc]) / Σ_c w_c
//
// Unlike a weighted mean it lets no criterion make up for another by being
// extreme; only the order counts.
//
// Source: Copeland, “A reasonable social welfare function” (1951); Munda and
// Nardo, “Noncompensatory/nonlinear composite indicators for ranking
// countries”, Applied Economics 41 (2009), for the weighted outranking shares.
//
// No matrix of areas by areas is made. For one area at a time each criterion
// gives a row of bits, one per other area: is it lower? Eight rows at a time
// are turned into one byte per other area, which a table turns into weight.
func Copeland(criteria [][]float64, weight []float64, workers int) ([]float64, error) {
	o, err := newOutrank(criteria, weight)
	if err != nil {
		return nil, err
	}
	score := o.blank()
	d := newDuel(o)
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	all := make([]*duellist, workers)
	for w := range all {
		wg.Go(func() {
			all[w] = d.start()
			for a := int(next.Add(1)) - 1; a < d.n; a = int(next.Add(1)) - 1 {
				all[w].meet(a)
			}
		})
	}
	wg.Wait()
	for a, i := range o.part {
		total := int32(0)
		for _, one := range all {
			total += one.score[a]
		}
		score[i] = float64(total)
	}
	return score, nil
}

// wholeWeight is the weight of all criteria together as a whole number; sums of
// whole numbers do not depend on their order.
const wholeWeight = 1 << 53

// outcome is 1, 0 or −1 for a share of wholeWeight above, at or below a half.
// It is written without branches, which no processor could foresee.
func outcome(share int64) int {
	const near = wholeWeight / 1_000_000_000
	share -= wholeWeight / 2
	return int((share+near)>>63) - int((near-share)>>63)
}

// duel is what all comparisons share.
type duel struct {
	n      int
	orders []*order // one per criterion
	weight []int64  // one per criterion
	rows   []row
	tables [][256]int64 // weight of each byte of eight rows
	single *[256]int8   // outcome of each byte, where eight rows are all
}

// row asks of all areas at once whether they are lower in a criterion, or
// lower or equal.
type row struct {
	criterion int
	orEqual   bool
	weight    int64
}

func newDuel(o *outrank) *duel {
	d := &duel{n: len(o.part)}
	for c, x := range o.columns {
		w := int64(math.Round(o.weight[c] / o.total * wholeWeight))
		order := newOrder(x)
		d.orders, d.weight = append(d.orders, order), append(d.weight, w)
		if d.byHand(order) {
			d.rows = append(d.rows, row{c, false, w})
			continue
		}
		d.rows = append(d.rows, row{c, false, w / 2}, row{c, true, w / 2})
	}
	d.tables = make([][256]int64, (len(d.rows)+7)/8)
	for k, r := range d.rows {
		for v := range 256 {
			if v>>(k%8)&1 == 1 {
				d.tables[k/8][v] += r.weight
			}
		}
	}
	if len(d.tables) == 1 {
		d.single = new([256]int8)
		for v, w := range d.tables[0] {
			d.single[v] = int8(outcome(w))
		}
	}
	return d
}

// byHand says whether a criterion has so few equal areas that they are looked
// up one by one rather than by a second row.
func (d *duel) byHand(o *order) bool { return o.ties <= int64(d.n)*32 }
