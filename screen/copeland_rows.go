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

// lowest fills set with the k lowest areas.
func (o *order) lowest(k int, set []uint64) {
	mark := min((k+stretch/2)/stretch, len(o.marks)-1)
	copy(set, o.marks[mark])
	at := min(mark*stretch, len(o.sorted))
	for _, a := range o.sorted[min(k, at):max(k, at)] {
		set[a>>6] ^= 1 << (a & 63)
	}
}

// duellist compares one area after another with all others, in memory of its own.
type duellist struct {
	*duel
	sets   [][]uint64 // one per row
	equals []int32
}

func (d *duel) start() *duellist {
	one := &duellist{duel: d, sets: make([][]uint64, len(d.tables)*8)}
	for k := range one.sets {
		one.sets[k] = make([]uint64, (d.n+63)/64)
	}
	return one
}

// score is the wins of an area less its losses.
func (d *duellist) score(a int) int {
	for k, r := range d.rows {
		o, set := d.orders[r.criterion], d.sets[k]
		if r.orEqual {
			o.lowest(int(o.upto[a]), set)
		} else {
			o.lowest(int(o.lower[a]), set)
		}
	}
	total := 0
	for w := range (d.n + 63) / 64 {
		if d.single != nil {
			total += d.single64(w)
		} else {
			total += d.many64(w)
		}
	}
	after := (64 - d.n%64) % 64
	return total - d.self - after*d.empty + d.correction(a)
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

// bytesOf turns word w of eight sets into one byte per area, bit k from set k.
func bytesOf(sets [][]uint64, w int) (out [8]uint64) {
	for k, set := range sets {
		v := set[w]
		out[0] |= spread[byte(v)] << k
		out[1] |= spread[byte(v>>8)] << k
		out[2] |= spread[byte(v>>16)] << k
		out[3] |= spread[byte(v>>24)] << k
		out[4] |= spread[byte(v>>32)] << k
		out[5] |= spread[byte(v>>40)] << k
		out[6] |= spread[byte(v>>48)] << k
		out[7] |= spread[byte(v>>56)] << k
	}
	return out
}

// single64 sums the outcomes against 64 areas where eight rows are all.
func (d *duellist) single64(w int) int {
	total, table := 0, d.single
	for _, v := range bytesOf(d.sets[:min(8, len(d.rows))], w) {
		total += int(table[byte(v)]) + int(table[byte(v>>8)]) + int(table[byte(v>>16)]) + int(table[byte(v>>24)]) +
			int(table[byte(v>>32)]) + int(table[byte(v>>40)]) + int(table[byte(v>>48)]) + int(table[byte(v>>56)])
	}
	return total
}

// many64 adds up the weights of all rows for 64 areas first.
func (d *duellist) many64(w int) int {
	var share [64]int64
	for g := range d.tables {
		table := &d.tables[g]
		for t, v := range bytesOf(d.sets[g*8:min(g*8+8, len(d.rows))], w) {
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
	total := 0
	for _, s := range share {
		total += outcome(s)
	}
	return total
}

// correction makes good for the few areas that equal a in a criterion for
// which there is no second row: there the rows count nothing instead of half.
func (d *duellist) correction(a int) int {
	d.equals = d.equals[:0]
	for _, r := range d.rows {
		o := d.orders[r.criterion]
		if o.ties > int64(d.n)*tiesByHand || o.upto[a]-o.lower[a] == 1 {
			continue
		}
		for _, b := range o.sorted[o.lower[a]:o.upto[a]] {
			if int(b) != a {
				d.equals = append(d.equals, b)
			}
		}
	}
	if len(d.equals) == 0 {
		return 0
	}
	slices.Sort(d.equals)
	change := 0
	for _, b := range slices.Compact(d.equals) {
		byRows, exact := int64(0), int64(0)
		for _, r := range d.rows {
			o := d.orders[r.criterion]
			if o.lower[b] < o.lower[a] || r.orEqual && o.lower[b] == o.lower[a] {
				byRows += r.weight
				exact += r.weight
			} else if o.lower[b] == o.lower[a] && o.ties <= int64(d.n)*tiesByHand {
				exact += r.weight / 2
			}
		}
		change += outcome(exact) - outcome(byRows)
	}
	return change
}
