package stress

import (
	"math"

	"byblik/screen"
)

// bench screens again and again in memory of its own.
type bench struct {
	*workshop
	hand    *hand
	drawn   []drawnFigures // of the streams of this run
	layers  []drawnLayer   // of the streams, scales and treatments of this run
	columns []int
	from    *layer // fixed columns
	noisyAt *drawnLayer
	met     []float64 // weight of the criteria met
	total   []float64 // weight of those with data
	n       []uint8
	with    []uint8 // periods with data
	reached []uint8
	now     []bool // data in the screened period
	flagged []bool
	need    []float64
}

// drawnFigures are what chance made of the inputs in one pair of streams.
type drawnFigures struct {
	stream, sampled uint64
	x               [][]float64 // by input and period, higher = worse
	order           [][]int32
	have            []bool
}

// drawnLayer is a layer of such figures.
type drawnLayer struct {
	stream, sampled uint64
	chance          bool
	how, treat      int
	layer
	have []bool
}

func (p *plan) newBench() *bench {
	n := p.areas
	return &bench{workshop: p.newWorkshop(), hand: p.join.newHand(), met: make([]float64, n), total: make([]float64, n),
		n: make([]uint8, n), with: make([]uint8, n), reached: make([]uint8, n), now: make([]bool, n), flagged: make([]bool, n),
		need: make([]float64, len(p.criteria)+1)}
}

// fresh forgets the figures of the run before; its memory is used again.
func (b *bench) fresh() {
	b.drawn, b.layers = b.drawn[:0], b.layers[:0]
}

// run screens under one draw and gives who is inside; the slice is good until
// the next run.
func (b *bench) run(d *draw) []bool {
	b.from = &b.fixed[d.how*len(b.choices.Winsorise)+d.treat]
	b.noisyAt = nil
	if b.noisy {
		b.noisyAt = b.layerOf(d)
	}
	b.columns = append(b.columns[:0], b.levels[d.level]...)
	if d.out >= 0 && len(b.columns) > 1 {
		k := pick(d.out, len(b.columns))
		b.columns = append(b.columns[:k], b.columns[k+1:]...)
	}
	b.flag(d)
	score := func(v int) float64 { return b.score(d, v) }
	return b.hand.decide(b.flagged, !d.open, b.choices.MinResidents[d.least], score)
}

// flag applies the rule: enough of the criteria in enough of the years. With
// weights w an area meets
//
//	W = n·Σ_met w / Σ w
//
// of its n criteria with data; it meets enough when W, rounded half up to a
// whole number, is at least ⌈n·share⌉. With equal weights W is the count, and
// small differences of weight change nothing: they must be worth half a
// criterion.
func (b *bench) flag(d *draw) {
	years, of := b.choices.Years[d.years], b.choices.Of[d.of]
	clear(b.with)
	clear(b.reached)
	for n := range b.need {
		b.need[n] = float64(screen.Needed(of.Num, of.Den, n)) - 0.5
	}
	for k := range min(years.Den, len(b.window)) {
		b.count(d, k)
		for i, n := range b.n {
			if k == 0 {
				b.now[i] = n > 0
			}
			if n == 0 {
				continue
			}
			b.with[i]++
			if float64(n)*b.met[i]/b.total[i] >= b.need[n] {
				b.reached[i]++
			}
		}
	}
	for i := range b.flagged {
		b.flagged[i] = b.now[i] && int(b.reached[i]) >= screen.Needed(years.Num, years.Den, int(b.with[i]))
	}
}

// count weighs what each area meets in period k.
func (b *bench) count(d *draw, k int) {
	clear(b.met)
	clear(b.total)
	clear(b.n)
	for _, c := range b.columns {
		column := &b.all[c]
		w, limit := d.weight[column.criterion], column.limit+d.shift
		if column.strict {
			limit = math.Nextafter(limit, math.Inf(1))
		}
		total, met, n := b.total, b.met, b.n
		for i, v := range b.z(c, k, d) {
			if v == v {
				total[i] += w
				n[i]++
				if v >= limit {
					met[i] += w
				}
			}
		}
	}
}

// score is the weighted mean of the unweighted z in the screened period.
func (b *bench) score(d *draw, v int) float64 {
	sum, weights := 0.0, 0.0
	for _, c := range b.columns {
		b.z(c, 0, d)
		plain := b.from.plain[c]
		if plain == nil {
			plain = b.noisyAt.plain[c]
		}
		if x := plain[v]; x == x {
			w := d.weight[b.all[c].criterion]
			sum += w * x
			weights += w
		}
	}
	return sum / weights // NaN without figures: never above a limit
}

// z gives the standard scores of a column.
func (b *bench) z(c, k int, d *draw) []float64 {
	at := k*len(b.all) + c
	if z := b.from.z[at]; z != nil {
		return z
	}
	if l := b.noisyAt; !l.have[at] {
		l.have[at] = true
		var drawn supply
		if d.chance {
			figures := b.figuresOf(d)
			drawn = func(in int) ([]float64, []int32) { return b.draw(figures, in, k) }
		}
		b.column(l.layer, c, k, d.how, d.treat, drawn)
	}
	return b.noisyAt.z[at]
}

// layerOf finds the layer of a draw among those of this run, or starts it.
func (b *bench) layerOf(d *draw) *drawnLayer {
	for i := range b.layers {
		l := &b.layers[i]
		if l.how == d.how && l.treat == d.treat && l.chance == d.chance && l.stream == d.stream && l.sampled == d.sampled {
			return l
		}
	}
	b.layers = grow(b.layers, func() drawnLayer {
		return drawnLayer{layer: b.newLayer(), have: make([]bool, len(b.window)*len(b.all))}
	})
	l := &b.layers[len(b.layers)-1]
	l.how, l.treat, l.chance, l.stream, l.sampled = d.how, d.treat, d.chance, d.stream, d.sampled
	clear(l.have)
	return l
}

func (b *bench) figuresOf(d *draw) *drawnFigures {
	for i := range b.drawn {
		if f := &b.drawn[i]; f.stream == d.stream && f.sampled == d.sampled {
			return f
		}
	}
	b.drawn = grow(b.drawn, func() drawnFigures {
		n := len(b.inputs) * len(b.window)
		return drawnFigures{x: matrix(n, b.areas), order: make([][]int32, n), have: make([]bool, n)}
	})
	f := &b.drawn[len(b.drawn)-1]
	f.stream, f.sampled = d.stream, d.sampled
	clear(f.have)
	return f
}

// grow adds an element, taking up one that an earlier run has left.
func grow[T any](list []T, start func() T) []T {
	if len(list) < cap(list) {
		return list[:len(list)+1]
	}
	// Only here is the list moved, so spare places are filled at once.
	list = append(list, start())
	spare := list[len(list):cap(list)]
	for i := range spare {
		spare[i] = start()
	}
	return list
}

// draw gives what chance made of an input in period k, and the order of it.
func (b *bench) draw(f *drawnFigures, in, k int) ([]float64, []int32) {
	m := &b.inputs[in].at[k]
	at := in*len(b.window) + k
	if f.have[at] {
		return f.x[at], f.order[at]
	}
	f.have[at] = true
	if m.noisy() {
		stream := f.stream
		if m.survey {
			stream = f.sampled
		}
		m.redraw(f.x[at], stream, at)
		b.inputs[in].turn(f.x[at])
	} else {
		copy(f.x[at], m.signed)
	}
	f.order[at] = append(f.order[at][:0], b.scale.sorter.order(f.x[at], nil)...)
	return f.x[at], f.order[at]
}
