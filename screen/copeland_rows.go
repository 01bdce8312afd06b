package screen

import (
	"cmp"
	"slices"
)

// order is one criterion sorted, with the set of the lowest areas kept as bits
// at every stretch, so that the set below any area is a copy and a few flips.
type order struct {
	sorted []int32 // areas by rising figure
	lower  []int32 // number of areas lower than each
	upto   []int32 // number of areas lower or equal
	marks  [][]uint64
	ties   int64 // pairs of equal areas
}

// stretch is the distance between two sets that are kept.
const stretch = 256

func newOrder(x []float64) *order {
	n := len(x)
	o := &order{sorted: make([]int32, n), lower: make([]int32, n), upto: make([]int32, n)}
	for i := range o.sorted {
		o.sorted[i] = int32(i)
	}
	slices.SortFunc(o.sorted, func(a, b int32) int { return cmp.Or(cmp.Compare(x[a], x[b]), cmp.Compare(a, b)) })
	for from := 0; from < n; {
		to := from + 1
		for to < n && x[o.sorted[to]] == x[o.sorted[from]] {
			to++
		}
		for _, a := range o.sorted[from:to] {
			o.lower[a], o.upto[a] = int32(from), int32(to)
		}
		o.ties += int64(to-from) * int64(to-from-1) / 2
		from = to
	}
	set := make([]uint64, (n+63)/64)
	for k, a := range o.sorted {
		if k%stretch == 0 {
			o.marks = append(o.marks, slices.Clone(set))
		}
		set[a>>6] |= 1 << (a & 63)
	}
	o.marks = append(o.marks, set)
	return o
}

// lowest fills set with the k lowest areas, from a word on; the words before
// it are left undefined.
func (o *order) lowest(k int, set []uint64, word int) {
	mark := min((k+stretch/2)/stretch, len(o.marks)-1)
	copy(set[word:], o.marks[mark][word:])
	at := min(mark*stretch, len(o.sorted))
	for _, a := range o.sorted[min(k, at):max(k, at)] {
		set[a>>6] ^= 1 << (a & 63)
	}
}

// duellist compares one area after another with those after it, in memory of
// its own. What an area wins the other loses.
type duellist struct {
	*duel
	sets   [][]uint64 // one per row
	score  []int32    // wins less losses so far
	equals []int32
}

func (d *duel) start() *duellist {
	one := &duellist{duel: d, sets: make([][]uint64, len(d.rows)), score: make([]int32, d.n)}
	for k := range one.sets {
		one.sets[k] = make([]uint64, (d.n+63)/64)
	}
	return one
}

// meet compares an area with all after it.
func (d *duellist) meet(a int) {
	for k, r := range d.rows {
		o, set := d.orders[r.criterion], d.sets[k]
		if r.orEqual {
			o.lowest(int(o.upto[a]), set, a/64)
		} else {
			o.lowest(int(o.lower[a]), set, a/64)
		}
	}
	total := int32(0)
	var out [64]int8
	for w := (a + 1) / 64; w*64 < d.n; w++ {
		if d.single != nil {
			d.few64(w, &out)
		} else {
			d.many64(w, &out)
		}
		from, to := max(a+1, w*64), min(d.n, w*64+64)
		others := d.score[from:to]
		for k, v := range out[from-w*64:][:len(others)] {
			total += int32(v)
			others[k] -= int32(v)
		}
	}
	d.score[a] += total
	d.correct(a)
}

// spread puts the eight bits of a byte into the lowest bits of eight bytes.
var spread = func() (t [256]uint64) {
	for v := range t {
		for bit := range 8 {
			t[v] |= uint64(v>>bit&1) << (8 * bit)
		}
	}
	return t
}()

// bytesOf turns word w of up to eight sets into one byte per area, bit k from
// set k.
func bytesOf(sets [][]uint64, w int, out *[8]uint64) {
	*out = [8]uint64{}
	for k, set := range sets {
		v := set[w]
		out[0] |= spread[byte(v)] << (k & 7)
		out[1] |= spread[byte(v>>8)] << (k & 7)
		out[2] |= spread[byte(v>>16)] << (k & 7)
		out[3] |= spread[byte(v>>24)] << (k & 7)
		out[4] |= spread[byte(v>>32)] << (k & 7)
		out[5] |= spread[byte(v>>40)] << (k & 7)
		out[6] |= spread[byte(v>>48)] << (k & 7)
		out[7] |= spread[byte(v>>56)] << (k & 7)
	}
}

// few64 gives the outcomes against 64 areas where eight rows are all.
func (d *duellist) few64(w int, out *[64]int8) {
	var bytes [8]uint64
	bytesOf(d.sets, w, &bytes)
	for t, v := range bytes {
		o := (*[8]int8)(out[t*8:])
		for k := range o {
			o[k] = d.single[byte(v>>(8*k))]
		}
	}
}

// many64 adds up the weights of all rows for 64 areas first.
func (d *duellist) many64(w int, out *[64]int8) {
	var share [64]int64
	var bytes [8]uint64
	for g := range d.tables {
		table := &d.tables[g]
		bytesOf(d.sets[g*8:min(g*8+8, len(d.rows))], w, &bytes)
		for t, v := range bytes {
			s := (*[8]int64)(share[t*8:])
			s[0] += table[byte(v)]
			s[1] += table[byte(v>>8)]
			s[2] += table[byte(v>>16)]
			s[3] += table[byte(v>>24)]
			s[4] += table[byte(v>>32)]
			s[5] += table[byte(v>>40)]
			s[6] += table[byte(v>>48)]
			s[7] += table[byte(v>>56)]
		}
	}
	for t, s := range share {
		out[t] = int8(outcome(s))
	}
}

// correct makes good for the few areas after a that equal it in a criterion
// for which there is no second row: there the rows count nothing, not half.
func (d *duellist) correct(a int) {
	d.equals = d.equals[:0]
	for _, r := range d.rows {
		o := d.orders[r.criterion]
		if d.byHand(o) {
			for _, b := range o.sorted[o.lower[a]:o.upto[a]] {
				if int(b) > a {
					d.equals = append(d.equals, b)
				}
			}
		}
	}
	slices.Sort(d.equals)
	for _, b := range slices.Compact(d.equals) {
		byRows, exact := int64(0), int64(0)
		for _, r := range d.rows {
			o := d.orders[r.criterion]
			equal := o.lower[b] == o.lower[a]
			if o.lower[b] < o.lower[a] || r.orEqual && equal {
				byRows += r.weight
				exact += r.weight
			} else if equal && d.byHand(o) {
				exact += r.weight / 2
			}
		}
		change := int32(outcome(exact) - outcome(byRows))
		d.score[a] += change
		d.score[b] -= change
	}
}
