package disclose

import (
	"cmp"
	"math"
	"slices"

	"byblik"
)

// world is a system of inequalities of everything that is public, and what
// each of its unknowns stands for.
type world struct {
	System
	rules     Rules
	structure *Structure
	atlas     *atlas
	columns   map[string]*Column
	figures   []Figure // of each unknown
	shown     []bool   // published as a number that is not 0
	lacks     []Key
	hidden    []bool // published as suppressed
	now       map[subject]int32
	seen      map[string]bool // rows that are there already
	// restOf gives, for an unknown that stands for what a suppressed count leaves
	// of its denominator, the count.
	restOf map[int32]int32
}

// subject is a figure with places of the same blocks taken as one.
type subject struct {
	column int32
	place  int32
	period byblik.Period
}

// newWorld prepares a system over the places of a structure.
func newWorld(s *Structure, rules Rules) (*world, error) {
	if err := rules.check(); err != nil {
		return nil, err
	}
	w := &world{rules: rules, structure: s, columns: map[string]*Column{}, now: map[subject]int32{}, seen: map[string]bool{},
		restOf: map[int32]int32{}}
	a, err := newAtlas(&s.Geography)
	if err != nil {
		return nil, err
	}
	w.atlas = a
	for i := range s.Columns {
		w.columns[s.Columns[i].ID] = &s.Columns[i]
	}
	return w, nil
}

// subject finds what a figure is about; ok is false if its column or place is
// not in the structure.
func (w *world) subject(f Figure) (subject, bool) {
	place, ok := w.atlas.index[f.Place]
	if !ok {
		return subject{}, false
	}
	c := w.columnIndex(f.Column)
	return subject{c, w.atlas.same[place], f.Period}, c >= 0
}

func unknownFigure(f Figure) error {
	return &byblik.Error{Kind: byblik.Usage, Place: f.String(), Found: "a figure whose column or place is not in the structure",
		Expected: "columns and places that the publication plan names", Do: "add it to the plan, or leave it out"}
}

// says is the interval that a published cell announces for its count, by the
// rules. A number that is no multiple of the base was not rounded: it is taken
// at its word.
func (w *world) says(c *Column, cell byblik.Cell) Interval {
	if cell.Status() != byblik.OK {
		return Interval{0, math.Inf(1)}
	}
	v, base := cell.Float(), float64(w.rules.Base)
	if c.Public || v == 0 || math.Mod(v, base) != 0 {
		return Interval{v, v}
	}
	if !c.Decimals {
		base--
	}
	return Interval{max(v-base, float64(w.rules.Threshold)), v + base}
}

// publish takes in the cells of one release.
func (w *world) publish(p *Publication) error {
	for _, f := range sortedFigures(p.Counts) {
		cell, lacks, corrected := p.Counts[f], p.Lacks[f], p.Corrected[f]
		s, ok := w.subject(f)
		if !ok {
			return unknownFigure(f)
		}
		x, known := w.now[s]
		if !known || corrected && !w.sameValue(x, cell) {
			x = w.add(f, s)
		}
		w.learn(x, cell)
		w.lacks[x] = lacks
	}
	w.relate()
	for _, b := range p.Bounds {
		w.bind(b)
	}
	return nil
}

// bind writes what a release says of a sum. Of counts that it does not publish
// only the upper end says anything.
func (w *world) bind(b Bound) {
	row := Row{Interval: b.Interval}
	for _, f := range b.Of {
		s, ok := w.subject(f)
		if !ok {
			row.Low = math.Inf(-1)
			continue
		}
		x, ok := w.now[s]
		if !ok {
			row.Low = math.Inf(-1)
			continue
		}
		row.Of, row.Times = append(row.Of, x), append(row.Times, 1)
	}
	if len(row.Of) > 0 {
		w.Rows = append(w.Rows, row)
	}
}

// know takes in counts that others have published.
func (w *world) know(known map[Figure]float64) {
	for _, f := range sortedFigures(known) {
		s, ok := w.subject(f)
		if !ok {
			continue
		}
		if x, ok := w.now[s]; ok {
			u := &w.Unknowns[x]
			u.Low, u.High = max(u.Low, known[f]), min(u.High, known[f])
		}
	}
}

// add puts in an unknown of which nothing is published yet.
func (w *world) add(f Figure, s subject) int32 {
	c := &w.structure.Columns[s.column]
	x := w.Add(Unknown{Interval{0, math.Inf(1)}, !c.Decimals})
	w.name(f, false)
	w.now[s] = x
	return x
}

// name says what the newest unknown stands for.
func (w *world) name(f Figure, hidden bool) {
	w.figures = append(w.figures, f)
	w.shown, w.hidden, w.lacks = append(w.shown, false), append(w.hidden, hidden), append(w.lacks, 0)
}

func (w *world) sameValue(x int32, cell byblik.Cell) bool {
	return cell.Status() == byblik.OK && w.says(w.columns[w.figures[x].Column], cell) == w.Unknowns[x].Interval
}

// learn narrows an unknown to what a cell says. Two cells of the same count
// that do not agree are left to the rows to find out.
func (w *world) learn(x int32, cell byblik.Cell) {
	i := w.says(w.columns[w.figures[x].Column], cell)
	u := &w.Unknowns[x]
	u.Low, u.High = max(u.Low, i.Low), min(u.High, i.High)
	switch {
	case cell.Status() == byblik.OK && cell.Float() != 0:
		w.shown[x] = true
	case cell.Status() == byblik.Suppressed:
		w.hidden[x] = true
	}
}

// relate writes down what holds between the counts of the newest releases.
func (w *world) relate() {
	periods := map[byblik.Period]bool{}
	for s := range w.now {
		periods[s.period] = true
	}
	order := make([]byblik.Period, 0, len(periods))
	for t := range periods {
		order = append(order, t)
	}
	slices.SortFunc(order, byblik.Period.Compare)
	for _, t := range order {
		for c := range w.structure.Columns {
			w.unions(int32(c), t)
			w.nested(int32(c), t)
		}
		w.sums(t)
	}
}

// once says whether a row has not been written yet.
func (w *world) once(kind byte, xs ...int32) bool {
	b := make([]byte, 0, 1+4*len(xs))
	b = append(b, kind)
	for _, x := range xs {
		b = append(b, byte(x), byte(x>>8), byte(x>>16), byte(x>>24))
	}
	if w.seen[string(b)] {
		return false
	}
	w.seen[string(b)] = true
	return true
}

// unions writes that the places of a cover add up. A part that is not
// published may be anything; with two of them the row says little, but a
// third release may fill them in.
func (w *world) unions(c int32, t byblik.Period) {
	for _, cover := range w.atlas.covers {
		whole, ok := w.now[subject{c, w.atlas.same[cover.whole], t}]
		if !ok {
			continue
		}
		parts := make([]int32, 0, len(cover.parts))
		for _, p := range cover.parts {
			if x, ok := w.now[subject{c, w.atlas.same[p], t}]; ok {
				parts = append(parts, x)
			}
		}
		if len(parts) == 0 {
			continue
		}
		if len(parts) == len(cover.parts) {
			if w.once('u', append([]int32{whole}, parts...)...) {
				w.Total(whole, parts...)
			}
		} else if w.once('p', append([]int32{whole}, parts...)...) {
			w.Total(whole, parts...)
			r := &w.Rows[len(w.Rows)-1] // the parts that are known are no more than the whole
			r.Low = math.Inf(-1)
		}
	}
}

// nested writes that persons counted in a column are also counted in those
// that contain it, and that enough others are.
func (w *world) nested(c int32, t byblik.Period) {
	col := &w.structure.Columns[c]
	for k, id := range append([]string{col.Of}, col.Within...) {
		outer := int32(slices.IndexFunc(w.structure.Columns, func(o Column) bool { return id != "" && o.ID == id }))
		if outer < 0 {
			continue
		}
		for p := range w.atlas.places {
			if w.atlas.same[p] != int32(p) {
				continue
			}
			small, ok1 := w.now[subject{c, int32(p), t}]
			large, ok2 := w.now[subject{outer, int32(p), t}]
			if !ok1 || !ok2 || w.lacks[large] != 0 && w.lacks[large] != w.lacks[small] || !w.once('n', large, small) {
				continue
			}
			switch {
			case k == 0 && w.rules.Complement && !col.Public && w.shown[small]:
				w.AtLeast(large, small, float64(w.rules.Threshold))
			case k == 0 && w.rules.Complement && !col.Public && w.hidden[small]:
				rest := w.Add(Unknown{Interval{0, math.Inf(1)}, w.Unknowns[small].Whole && w.Unknowns[large].Whole})
				w.name(w.figures[small], true)
				w.restOf[rest] = small
				w.Total(large, small, rest)
			default:
				w.AtLeast(large, small, 0)
			}
		}
	}
}

// sums writes that columns add up to another one.
func (w *world) sums(t byblik.Period) {
	for _, sum := range w.structure.Sums {
		whole := w.columnIndex(sum.Whole)
		for p := range w.atlas.places {
			x, ok := w.now[subject{whole, int32(p), t}]
			if !ok {
				continue
			}
			var parts []int32
			for _, id := range sum.Parts {
				if y, ok := w.now[subject{w.columnIndex(id), int32(p), t}]; ok && w.lacks[y] == w.lacks[x] {
					parts = append(parts, y)
				}
			}
			if len(parts) == len(sum.Parts) && w.once('s', append([]int32{x}, parts...)...) {
				w.Total(x, parts...)
			}
		}
	}
}

func (w *world) columnIndex(id string) int32 {
	return int32(slices.IndexFunc(w.structure.Columns, func(c Column) bool { return c.ID == id }))
}

// isNow says whether an unknown is what the newest release means by its figure.
func (w *world) isNow(x int32) bool {
	s, ok := w.subject(w.figures[x])
	return ok && w.now[s] == x
}

// cost tells how much is lost with a figure: its worth times the land it covers.
func (w *world) cost(x int32) int {
	f := w.figures[x]
	return cmp.Or(w.columns[f.Column].Worth, 1) * w.atlas.size[w.atlas.index[f.Place]]
}
