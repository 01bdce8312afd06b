package spatial

import (
	"cmp"
	"fmt"
	"slices"

	"byblik"
)

// Border is what one area shares with another, in metres. Shared is the
// length of the common border, Open the part of it that no barrier runs
// along. Bridge and Cut repeat what was given by hand.
type Border struct {
	To     int
	Shared float64
	Open   float64
	Bridge bool
	Cut    bool
}

// Joins says whether the border makes two areas neighbours: a bridge does, a
// cut does not, else at least min metres must be shared and open.
func (b Border) Joins(min float64) bool {
	return !b.Cut && (b.Bridge || b.Open >= min && b.Open > 0)
}

// BorderOptions says how borders are measured. The zero value is the usual one.
type BorderOptions struct {
	Tolerance        float64       // metres two outlines may lie apart; 0 = 1
	Barriers         []byblik.Line // planar lines, such as motorways and railways
	BarrierTolerance float64       // metres within which a border follows a barrier; 0 = 20
	Bridges          [][2]int      // neighbours although the map shows none, such as across water
	Cuts             [][2]int      // no neighbours although they share a border
	Workers          int           // 0 = one per core; never changes the result
}

// Borders holds the border lengths of a set of areas.
type Borders struct {
	of        [][]Border
	perimeter []float64
}

// NewBorders measures the borders of planar shapes (metres), which should be
// valid; areas are named by their index.
//
// Edges with the same ends in opposite directions are the same border and
// count in full. Of the edges left over, edge e of area i and edge f of area
// j share what of f lies within the tolerance of e's line, thrown at right
// angles onto e, if they run against each other (outlines keep their inside
// to the left, so a common border is walked in opposite directions) at no
// more than 60° to each other. The pieces on e are united, so nothing counts
// twice. The length from i's side and from j's side are averaged. A touch in
// a point gives nothing, or a length near the tolerance.
//
// Border within BarrierTolerance of a barrier line is not open.
func NewBorders(planar []byblik.MultiPolygon, opts BorderOptions) (*Borders, error) {
	opts.Tolerance = cmp.Or(opts.Tolerance, 1)
	opts.BarrierTolerance = cmp.Or(opts.BarrierTolerance, 20)
	if err := checkBorderInput(planar, opts); err != nil {
		return nil, err
	}
	o := newOutlines(planar, opts.Workers)
	o.matchExactly()
	rest := newGrid(o, opts.Tolerance)
	barriers := newBarriers(opts.Barriers, opts.BarrierTolerance)

	sides := make([][]Border, len(planar))
	b := &Borders{of: make([][]Border, len(planar)), perimeter: make([]float64, len(planar))}
	inParallel(len(planar), opts.Workers, func(i int) {
		s := side{o: o, rest: rest, barriers: barriers, tolerance: opts.Tolerance}
		sides[i] = s.measure(i)
		b.perimeter[i] = s.perimeter
	})
	inParallel(len(planar), opts.Workers, func(i int) { b.of[i] = average(sides, i) })
	for _, p := range opts.Bridges {
		b.byHand(p, func(x *Border) { x.Bridge = true })
	}
	for _, p := range opts.Cuts {
		b.byHand(p, func(x *Border) { x.Cut = true })
	}
	return b, nil
}

func checkBorderInput(planar []byblik.MultiPolygon, opts BorderOptions) error {
	for i, m := range planar {
		if fs := numberFaults(m); fs != nil {
			return &byblik.Error{Kind: byblik.Invalid, Check: "geometry", Place: fmt.Sprintf("area %d", i),
				Found: fs[0].String(), Expected: "planar coordinates in metres", Do: "check and repair the shapes first"}
		}
	}
	for _, l := range opts.Barriers {
		for _, p := range l {
			if !finite(p) {
				return &byblik.Error{Kind: byblik.Invalid, Check: "geometry", Place: "barriers",
					Found: "a coordinate that is not a number", Expected: "planar lines in metres", Do: "correct the barrier lines"}
			}
		}
	}
	for _, p := range slices.Concat(opts.Bridges, opts.Cuts) {
		if p[0] < 0 || p[1] < 0 || p[0] >= len(planar) || p[1] >= len(planar) || p[0] == p[1] {
			return &byblik.Error{Kind: byblik.Usage, Check: "links", Found: fmt.Sprintf("a pair of areas %v", p),
				Expected: fmt.Sprintf("two different areas from 0 to %d", len(planar)-1), Do: "correct the bridges and cuts"}
		}
	}
	return nil
}

// average takes the mean of what i measured of j and j of i.
func average(sides [][]Border, i int) []Border {
	out := slices.Clone(sides[i])
	for k := range out {
		x := &out[k]
		if at, ok := findBorder(sides[x.To], i); ok {
			x.Shared += sides[x.To][at].Shared
			x.Open += sides[x.To][at].Open
		}
		x.Shared, x.Open = x.Shared/2, x.Open/2
	}
	return out
}

func findBorder(list []Border, to int) (int, bool) {
	return slices.BinarySearchFunc(list, to, func(b Border, to int) int { return cmp.Compare(b.To, to) })
}

func (b *Borders) byHand(pair [2]int, set func(*Border)) {
	for _, p := range [][2]int{pair, {pair[1], pair[0]}} {
		at, ok := findBorder(b.of[p[0]], p[1])
		if !ok {
			b.of[p[0]] = slices.Insert(b.of[p[0]], at, Border{To: p[1]})
		}
		set(&b.of[p[0]][at])
	}
}

// Len is the number of areas.
func (b *Borders) Len() int { return len(b.of) }

// Perimeter is the length of the outline of area i in metres, holes included.
func (b *Borders) Perimeter(i int) float64 { return b.perimeter[i] }

// Of lists the borders of area i by neighbour, ascending. Do not change it.
func (b *Borders) Of(i int) []Border { return b.of[i] }

// Between is the border of i and j; its lengths are zero if there is none.
func (b *Borders) Between(i, j int) Border {
	if at, ok := findBorder(b.of[i], j); ok {
		return b.of[i][at]
	}
	return Border{To: j}
}

// Graph links the areas whose border joins them at min metres.
func (b *Borders) Graph(min float64) Graph {
	g := make(Graph, len(b.of))
	for i, list := range b.of {
		for _, x := range list {
			if x.Joins(min) {
				g[i] = append(g[i], x.To)
			}
		}
	}
	return g
}
