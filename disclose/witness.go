package disclose

import (
	"fmt"
	"math"
	"slices"
)

// witness collects points that satisfy all rows. A point in which an unknown
// lies at its bound proves the bound, so that no large program need be run
// for it. Most such points differ from one known point only nearby: a small
// program over the unknown and those it shares most rows with, all others
// held, finds them.
type witness struct {
	piece  *piece
	rows   []Row
	rowsOf [][]int32
	point  []float64 // a point that satisfies all rows, in the middle
	sums   []float64 // the values of the rows there
	seen   []Interval
	pull   []float64 // scratch of neighbours
	pulled []bool
	twins  [][]int32
	twinOf []int32
	enough reach
	whole  *program // over the whole piece, once it is needed
}

func newWitness(p *piece, rows []Row, point []float64, enough reach) *witness {
	n := len(p.of)
	w := &witness{piece: p, rows: rows, rowsOf: make([][]int32, n), point: point, sums: make([]float64, len(rows)),
		seen: make([]Interval, n), pull: make([]float64, n), pulled: make([]bool, len(rows)), twinOf: make([]int32, n), enough: enough}
	p.seen = w.seen
	for i, v := range w.point {
		w.seen[i] = Interval{v, v}
	}
	names := make([][]byte, n)
	for r, row := range rows {
		for k, x := range row.Of {
			w.rowsOf[x] = append(w.rowsOf[x], int32(r))
			w.sums[r] += float64(row.Times[k] * w.point[x])
			names[x] = fmt.Appendf(names[x], "%d*%v ", r, row.Times[k])
		}
	}
	at := map[string]int32{}
	for i, name := range names {
		k, ok := at[string(name)]
		if !ok {
			k = int32(len(w.twins))
			at[string(name)] = k
			w.twins = append(w.twins, nil)
		}
		w.twinOf[i] = k
		w.twins[k] = append(w.twins[k], int32(i))
	}
	return w
}

// exchange moves an unknown towards its bound and others that stand in the same
// rows the other way, so that all rows keep their values.
func (w *witness) exchange(i int32, high bool) {
	end := w.piece.of[i].Low
	if high {
		end = w.piece.of[i].High
	}
	want := end - w.point[i]
	if math.Abs(want) > wide {
		want = math.Copysign(wide, want)
	}
	left := math.Abs(want)
	for _, j := range w.twins[w.twinOf[i]] {
		if left <= 0 {
			break
		}
		if j == i {
			continue
		}
		step := min(left, roomOf(w.point[j], w.piece.of[j], -want))
		w.see(j, w.point[j]-math.Copysign(step, want))
		left -= step
	}
	w.see(i, w.point[i]+math.Copysign(math.Abs(want)-left, want))
}

// satisfied says whether an unknown need not be bounded further at this end.
func (w *witness) satisfied(i int32, high bool) bool {
	if w.enough == nil {
		return false
	}
	return w.enough(w.piece.unknowns[i], w.seen[i], high)
}

// reached says whether a point was seen at a bound.
func (w *witness) reached(i int32, high bool) bool {
	if high {
		return w.seen[i].High >= w.piece.of[i].High-slack
	}
	return w.seen[i].Low <= w.piece.of[i].Low+slack
}

func (w *witness) see(i int32, v float64) {
	w.seen[i].Low, w.seen[i].High = min(w.seen[i].Low, v), max(w.seen[i].High, v)
}

// nearby are the sizes of the small programs that are tried first.
var nearby = []int{12, 36, 108}

// both finds the two bounds of an unknown that no point has reached.
func (w *witness) both(i int32) {
	open := func(high bool) bool { return !w.reached(i, high) && !w.satisfied(i, high) }
	each := func(try func(high bool)) {
		for _, high := range []bool{true, false} {
			if open(high) {
				try(high)
			}
		}
	}
	each(func(high bool) { w.exchange(i, high) })
	for _, size := range nearby {
		if size < len(w.seen)/2 {
			each(func(high bool) { w.near(i, high, size) })
		}
	}
	each(func(high bool) { w.far(i, high) })
}

// near runs a program over the unknowns that share most rows with this one.
func (w *witness) near(i int32, high bool, size int) {
	some := w.neighbours(i, size)
	local := make(map[int32]int32, len(some))
	bound := make([]Interval, len(some))
	var touched []int32
	for k, x := range some {
		local[x], bound[k] = int32(k), w.piece.of[x]
		touched = append(touched, w.rowsOf[x]...)
	}
	slices.Sort(touched)
	touched = slices.Compact(touched)
	rows := make([]Row, len(touched))
	for k, r := range touched {
		full := w.rows[r]
		held := w.sums[r]
		for j, x := range full.Of {
			if at, ok := local[x]; ok {
				rows[k].Of, rows[k].Times = append(rows[k].Of, at), append(rows[k].Times, full.Times[j])
				held -= float64(full.Times[j] * w.point[x])
			}
		}
		rows[k].Interval = Interval{full.Low - held, full.High - held}
	}
	lp := newProgram(bound, rows)
	start := make([]float64, len(some))
	for k, x := range some {
		start[k] = w.point[x]
	}
	lp.start(start)
	w.piece.programs++
	bounded, given := lp.rise(map[int32]float64{0: way(high)}, []int32{0})
	w.piece.pivots += lp.turns
	if !bounded || !given {
		return
	}
	for k, x := range some {
		w.see(x, lp.at[k])
	}
}

func way(high bool) float64 {
	if high {
		return 1
	}
	return -1
}

// neighbours lists an unknown and those that hang most closely together with
// it: each that is taken in pulls the others of its rows, the more the shorter
// the row, and most the whole of a row, which gives way most easily.
func (w *witness) neighbours(i int32, size int) []int32 {
	out := make([]int32, 0, size)
	var waiting, rows []int32
	take := func(x int32) {
		out = append(out, x)
		w.pull[x] = -1
		for _, r := range w.rowsOf[x] {
			if w.pulled[r] {
				continue
			}
			w.pulled[r] = true
			rows = append(rows, r)
			for k, y := range w.rows[r].Of {
				if w.pull[y] < 0 {
					continue
				}
				if w.pull[y] == 0 {
					waiting = append(waiting, y)
				}
				w.pull[y] += 1 / float64(len(w.rows[r].Of))
				if k == 0 {
					w.pull[y]++
				}
			}
		}
	}
	take(i)
	for len(out) < size {
		best := int32(-1)
		for _, y := range waiting {
			if p := w.pull[y]; p > 0 && (best < 0 || p > w.pull[best] || p == w.pull[best] && y < best) {
				best = y
			}
		}
		if best < 0 {
			break
		}
		take(best)
	}
	for _, y := range waiting {
		w.pull[y] = 0
	}
	w.pull[i] = 0
	for _, r := range rows {
		w.pulled[r] = false
	}
	return out
}

// far runs a program over the whole piece. In a large one each starts from the
// middle again, since a dictionary fills up with every turn.
func (w *witness) far(i int32, high bool) {
	lp := w.whole
	if lp == nil || len(w.seen) > nearby[len(nearby)-1] {
		lp = newProgram(w.piece.of, w.rows)
		lp.start(w.point)
		w.whole = lp
	}
	before := lp.turns
	w.piece.programs++
	w.piece.far++
	bounded, given := lp.rise(map[int32]float64{i: way(high)}, []int32{i})
	w.piece.pivots += lp.turns - before
	if !given {
		w.piece.givenUp++
		return
	}
	if !bounded {
		return
	}
	for x := range w.seen {
		w.see(int32(x), lp.at[x])
	}
	if w.reached(i, high) {
		return
	}
	why := w.piece.globals(lp.binding())
	v := lp.at[i]
	if high {
		w.piece.of[i].High = v
		w.piece.whyHigh = with(w.piece.whyHigh, w.piece.unknowns[i], why)
	} else {
		w.piece.of[i].Low = v
		w.piece.whyLow = with(w.piece.whyLow, w.piece.unknowns[i], why)
	}
}

func with(m map[int32][]int32, x int32, why []int32) map[int32][]int32 {
	if m == nil {
		m = map[int32][]int32{}
	}
	m[x] = why
	return m
}
