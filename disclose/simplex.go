package disclose

import (
	"math"
	"slices"
)

// program is a linear program over bounded unknowns, kept as a dictionary: each
// basic unknown is a sum of multiples of the others, which rest at one of their
// bounds, or at first between them. The first n unknowns are those of the problem, the next m the values
// of its rows; at the start the latter are basic. Only the objective changes
// from run to run, so each run starts where the last one ended.
//
// Bounded simplex method: Dantzig, Linear Programming and Extensions (1963), ch. 18;
// dictionaries: Chvátal, Linear Programming (1983), ch. 8.
type program struct {
	bound   []Interval
	at      []float64 // value of each unknown
	rest    []int32   // unknown of each column
	basic   []int32   // unknown of each row
	where   []int32   // column of an unknown, or −1−row
	rows    []sparse
	price   []float64 // of each column; scratch
	touches []touch   // scratch
	scratch sparse
	turns   int // pivots so far
}

// sparse is a row of the dictionary: columns ascending, no zeros.
type sparse struct {
	col []int32
	val []float64
}

func (r sparse) get(c int32) float64 {
	if i, ok := slices.BinarySearch(r.col, c); ok {
		return r.val[i]
	}
	return 0
}

const (
	tiny     = 1e-11 // a coefficient below it is a zero that arithmetic missed
	pivotMin = 1e-7
	priceMin = 1e-9
	feasible = 1e-7
	maxTurns = 20000 // per run; a run that needs more is given up
)

// newProgram makes the program of some rows of a system over some unknowns,
// within bounds.
func newProgram(bound []Interval, rows []Row) *program {
	n, m := len(bound), len(rows)
	p := &program{bound: append(slices.Clip(bound), make([]Interval, m)...), at: make([]float64, n+m), rest: make([]int32, n), basic: make([]int32, m),
		where: make([]int32, n+m), rows: make([]sparse, m), price: make([]float64, n)}
	for j := range n {
		p.rest[j], p.where[j] = int32(j), int32(j)
		p.at[j] = middle(bound[j])
	}
	for i, row := range rows {
		x := n + i
		p.basic[i], p.where[x], p.bound[x] = int32(x), int32(-1-i), row.Interval
		p.rows[i] = sorted(row)
	}
	p.refresh()
	return p
}

// start puts the unknowns of the problem somewhere.
func (p *program) start(point []float64) {
	copy(p.at, point[:len(p.rest)])
	p.refresh()
}

func sorted(row Row) sparse {
	order := make([]int, len(row.Of))
	for k := range order {
		order[k] = k
	}
	slices.SortFunc(order, func(a, b int) int { return int(row.Of[a]) - int(row.Of[b]) })
	s := sparse{make([]int32, len(order)), make([]float64, len(order))}
	for i, k := range order {
		s.col[i], s.val[i] = row.Of[k], row.Times[k]
	}
	return s
}

// refresh computes the basic unknowns anew, without the rounding that many
// steps have piled up.
func (p *program) refresh() {
	for i, r := range p.rows {
		sum := 0.0
		for k, c := range r.col {
			sum += float64(r.val[k] * p.at[p.rest[c]])
		}
		p.at[p.basic[i]] = sum
	}
}

// outside tells by how much an unknown misses its bounds: negative below.
func (p *program) outside(x int32) float64 {
	if v, b := p.at[x], p.bound[x]; v < b.Low-feasible*(1+math.Abs(b.Low)) {
		return v - b.Low
	} else if v > b.High+feasible*(1+math.Abs(b.High)) {
		return v - b.High
	}
	return 0
}

// settle finds a point within all bounds, or says that there is none.
func (p *program) settle() (found, given bool) {
	for turn := 0; turn < maxTurns; turn++ {
		clear(p.price)
		wrong := false
		for i, r := range p.rows {
			off := p.outside(p.basic[i])
			if off == 0 {
				continue
			}
			wrong = true
			sign := -1.0 // an unknown above its bound should fall
			if off < 0 {
				sign = 1
			}
			for k, c := range r.col {
				p.price[c] += float64(sign * r.val[k])
			}
		}
		if !wrong {
			return true, true
		}
		if p.step(turn, true) != moved {
			return false, true
		}
	}
	return false, false
}

// rise makes the sum of worth × unknown as large as it can be, from a point
// within all bounds. An unbounded sum leaves it where it was last; given is
// false if it took too long.
func (p *program) rise(worth map[int32]float64, order []int32) (bounded, given bool) {
	for turn := 0; turn < maxTurns; turn++ {
		clear(p.price)
		for _, x := range order {
			if w := p.where[x]; w >= 0 {
				p.price[w] += worth[x]
			} else {
				r := p.rows[-1-w]
				for k, c := range r.col {
					p.price[c] += float64(worth[x] * r.val[k])
				}
			}
		}
		switch p.step(turn, false) {
		case noneHelps:
			return true, true
		case unbounded:
			return false, true
		}
	}
	return true, false
}

// bland is the number of turns after which the first column that helps is
// taken instead of the best, which cannot go round in circles (Bland 1977).
const bland = 2000

// outcome is what one step led to.
type outcome uint8

const (
	moved outcome = iota
	noneHelps
	unbounded
)

// step moves one column in the direction of its price as far as bounds allow.
func (p *program) step(turn int, settling bool) outcome {
	best, at := priceMin, int32(-1)
	for c, d := range p.price {
		x := p.rest[c]
		if d > best && p.at[x] < p.bound[x].High-tiny || -d > best && p.at[x] > p.bound[x].Low+tiny {
			at = int32(c)
			if turn >= bland {
				break
			}
			best = math.Abs(d)
		}
	}
	if at < 0 {
		return noneHelps
	}
	return p.move(at, p.price[at] > 0, settling)
}

// touch is a basic unknown that a column moves, at a rate.
type touch struct {
	row        int
	rate, room float64
}

// move lets a column go up or down until it, or a basic unknown, meets a
// bound. Of several that meet theirs at once the steepest leaves, which keeps
// numbers sound.
func (p *program) move(c int32, up, settling bool) outcome {
	x := p.rest[c]
	way, limit := 1.0, p.bound[x].High-p.at[x]
	if !up {
		way, limit = -1, p.at[x]-p.bound[x].Low
	}
	touches := p.touches[:0]
	for i, r := range p.rows {
		rate := r.get(c) * way
		if rate == 0 {
			continue
		}
		t := touch{i, rate, math.Inf(1)}
		if math.Abs(rate) >= pivotMin {
			t.room = max(0, p.room(p.basic[i], rate, settling))
		}
		touches = append(touches, t)
		limit = min(limit, t.room)
	}
	p.touches = touches
	if math.IsInf(limit, 0) {
		return unbounded
	}
	leaves, steep := -1, 0.0
	flips := p.bound[x].High-p.bound[x].Low <= limit+tiny
	for _, t := range touches {
		if !flips && t.room <= limit+tiny && math.Abs(t.rate) > steep {
			leaves, steep = t.row, math.Abs(t.rate)
		}
	}
	p.at[x] += limit * way
	for _, t := range touches {
		p.at[p.basic[t.row]] += float64(t.rate * limit)
	}
	if leaves >= 0 {
		p.pivot(leaves, c)
	} else if up {
		p.at[x] = p.bound[x].High
	} else {
		p.at[x] = p.bound[x].Low
	}
	return moved
}

// room is how far a basic unknown lets the column go, at a rate. One that is
// out of bounds stops when it comes in, and does not stop while it goes further out.
func (p *program) room(x int32, rate float64, settling bool) float64 {
	v, b := p.at[x], p.bound[x]
	off := 0.0
	if settling {
		off = p.outside(x)
	}
	switch {
	case rate > 0 && off < 0:
		return (b.Low - v) / rate
	case rate < 0 && off > 0:
		return (b.High - v) / rate
	case rate > 0 && off == 0:
		return (b.High - v) / rate
	case rate < 0 && off == 0:
		return (b.Low - v) / rate
	}
	return math.Inf(1)
}

// pivot lets the basic unknown of a row and that of a column change places.
func (p *program) pivot(r int, c int32) {
	p.turns++
	row := p.rows[r]
	i, _ := slices.BinarySearch(row.col, c)
	one := 1 / row.val[i]
	for k := range row.val {
		row.val[k] *= -one
	}
	row.val[i] = one
	for k := range p.rows {
		if k == r {
			continue
		}
		if times := p.rows[k].get(c); times != 0 {
			p.plus(&p.rows[k], row, times, c)
		}
	}
	leaves, enters := p.basic[r], p.rest[c]
	p.basic[r], p.rest[c] = enters, leaves
	p.where[enters], p.where[leaves] = int32(-1-r), c
	if b := p.bound[leaves]; math.Abs(p.at[leaves]-b.Low) < math.Abs(p.at[leaves]-b.High) {
		p.at[leaves] = b.Low
	} else {
		p.at[leaves] = b.High
	}
	if p.turns%64 == 0 {
		p.refresh()
	}
}

// plus adds a multiple of another row, of which column c replaces the own.
func (p *program) plus(s *sparse, other sparse, times float64, c int32) {
	sum := sparse{p.scratch.col[:0], p.scratch.val[:0]}
	i, j := 0, 0
	for i < len(s.col) || j < len(other.col) {
		var col int32
		var v float64
		switch {
		case j == len(other.col) || i < len(s.col) && s.col[i] < other.col[j]:
			col, v = s.col[i], s.val[i]
			i++
		case i == len(s.col) || other.col[j] < s.col[i]:
			col, v = other.col[j], float64(times*other.val[j])
			j++
		default:
			col, v = other.col[j], float64(times*other.val[j])
			if col != c {
				v += s.val[i]
			}
			i, j = i+1, j+1
		}
		if math.Abs(v) > tiny {
			sum.col, sum.val = append(sum.col, col), append(sum.val, v)
		}
	}
	s.col, s.val = append(s.col[:0], sum.col...), append(s.val[:0], sum.val...)
	p.scratch = sum
}

// binding lists the columns' unknowns on which the last run's result rests.
func (p *program) binding() []int32 {
	var on []int32
	for c, d := range p.price {
		if math.Abs(d) > priceMin {
			on = append(on, p.rest[c])
		}
	}
	slices.Sort(on)
	return on
}
