package disclose

import (
	"runtime"
	"slices"
	"sync"
)

// Effort tells what an answer took.
type Effort struct {
	Pieces   int // parts of the system that hang together
	Largest  int // unknowns of the largest of them
	Bounds   int // ends that were looked for in them, of every unknown two
	Programs int // linear programs: how many it takes depends on the truth, where the attack is given it
	Whole    int // of them over a whole piece
	Pivots   int
	GivenUp  int // bounds for which propagation had the last word
}

// solution is what is known at last, and what it rests on.
type solution struct {
	*bounds
	effort Effort
	// whyLow and whyHigh list, for a bound that a program found, the unknowns
	// that it rests on.
	whyLow, whyHigh map[int32][]int32
	// sure are intervals that every unknown surely can fill, nil without programs.
	sure []Interval
}

// reasons lists the unknowns that a bound rests on, itself left out.
func (s *System) reasons(sol *solution, x int32, high bool) []int32 {
	why, row := sol.whyLow[x], sol.low[x]
	if high {
		why, row = sol.whyHigh[x], sol.top[x]
	}
	if row >= 0 {
		return s.Rows[row].Of
	}
	return why
}

// Bounds gives for each unknown the smallest interval that follows from all
// rows, by linear programming, rounded inwards for whole numbers. What follows
// from wholeness in several unknowns at once is left out, so an interval may be
// a little too wide, never too narrow. It fails if no numbers fit.
func (s *System) Bounds() ([]Interval, Effort, error) {
	sol, err := s.solve(true, nil)
	if err != nil {
		return nil, Effort{}, err
	}
	return sol.of, sol.effort, nil
}

// solve bounds all unknowns, by propagation and, if wanted, by programs. An
// unknown that was shown to reach far enough need not be bounded exactly.
func (s *System) solve(programs bool, enough reach) (*solution, error) {
	sol := &solution{bounds: s.start(), whyLow: map[int32][]int32{}, whyHigh: map[int32][]int32{}}
	for _, i := range sol.of {
		if i.Low > i.High+slack {
			return sol, errContradiction
		}
	}
	rowsOf := s.rowsOf()
	all := make([]int32, len(s.Rows))
	for r := range all {
		all[r] = int32(r)
	}
	if err := s.propagate(sol.bounds, all, rowsOf); err != nil || !programs {
		return sol, err
	}
	pieces := s.pieces(sol.bounds)
	found := make([]*piece, len(pieces))
	eachOf(len(pieces), func(i int) {
		found[i] = s.program(sol.bounds, pieces[i], enough)
	})
	var touched []int32
	sol.sure = slices.Clone(sol.of) // what no row tells of can be anything
	for _, f := range found {
		if f.none {
			return sol, errContradiction
		}
		touched = append(touched, f.merge(s, sol, rowsOf)...)
	}
	// whole numbers bound their neighbours once more
	return sol, s.propagate(sol.bounds, touched, rowsOf)
}

// eachOf does n things on all processors; their order must not matter.
func eachOf(n int, do func(int)) {
	var wait sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := range next {
				do(i)
			}
		}()
	}
	for i := range n {
		next <- i
	}
	close(next)
	wait.Wait()
}

// tells says whether a row still tells something that the intervals of its
// unknowns do not.
func (s *System) tells(b *bounds, r int32) bool {
	row := &s.Rows[r]
	var least, most float64
	for k, x := range row.Of {
		l, h := ends(b.of[x], row.Times[k])
		least, most = least+l, most+h
	}
	return !(least >= row.Low-slack && most <= row.High+slack)
}

// piece is a part of the system that hangs together, with what programs found.
type piece struct {
	unknowns, rows    []int32
	of                []Interval
	whyLow, whyHigh   map[int32][]int32
	programs, givenUp int
	far               int
	pivots            int
	none              bool
	seen              []Interval // ends that some point reaches
}

// pieces splits the system, without the rows that no longer tell anything.
// Fixed unknowns join nothing.
func (s *System) pieces(b *bounds) []*piece {
	root := make([]int32, len(s.Unknowns))
	for i := range root {
		root[i] = int32(i)
	}
	find := func(x int32) int32 {
		for root[x] != x {
			root[x] = root[root[x]]
			x = root[x]
		}
		return x
	}
	fixed := func(x int32) bool { return b.of[x].High-b.of[x].Low < slack }
	var telling []int32
	for r := range s.Rows {
		if !s.tells(b, int32(r)) {
			continue
		}
		telling = append(telling, int32(r))
		first := int32(-1)
		for _, x := range s.Rows[r].Of {
			if fixed(x) {
				continue
			}
			if first < 0 {
				first = find(x)
			} else if y := find(x); y != first {
				root[max(first, y)] = min(first, y)
				first = min(first, y)
			}
		}
	}
	of := map[int32]*piece{}
	var order []*piece
	for _, r := range telling {
		for _, x := range s.Rows[r].Of {
			if fixed(x) {
				continue
			}
			p := of[find(x)]
			if p == nil {
				p = &piece{}
				of[find(x)] = p
				order = append(order, p)
			}
			p.rows = append(p.rows, r)
			break
		}
	}
	for x := range s.Unknowns {
		if p := of[find(int32(x))]; p != nil && !fixed(int32(x)) {
			p.unknowns = append(p.unknowns, int32(x))
		}
	}
	return order
}

// reach says whether it is enough that an unknown can fill an interval, as far
// as its lower or higher end goes; nil = only its exact bound is enough.
type reach func(x int32, fills Interval, high bool) bool

// program bounds the unknowns of a piece.
func (s *System) program(b *bounds, p *piece, enough reach) *piece {
	local := make(map[int32]int32, len(p.unknowns))
	p.of = make([]Interval, len(p.unknowns))
	for i, x := range p.unknowns {
		local[x], p.of[i] = int32(i), b.of[x]
	}
	rows := make([]Row, len(p.rows))
	for i, r := range p.rows {
		full := s.Rows[r]
		row := Row{Interval: full.Interval}
		for k, x := range full.Of {
			if j, ok := local[x]; ok {
				row.Of, row.Times = append(row.Of, j), append(row.Times, full.Times[k])
				continue
			}
			row.Low -= float64(full.Times[k] * b.of[x].Low)
			row.High -= float64(full.Times[k] * b.of[x].Low)
		}
		rows[i] = row
	}
	point, holds := centre(p.of, rows)
	if !holds {
		found, given := p.settle(rows, point)
		if p.none = given && !found; !found {
			p.givenUp = 2 * len(p.of)
			return p
		}
	}
	w := newWitness(p, rows, point, enough)
	for i := range p.of {
		w.both(int32(i))
	}
	return p
}

// settlings is how often a program is begun anew where the last one ended: what
// many turns have piled up in its coefficients can hold it just outside.
const settlings = 4

// settle moves a point within all rows, or says that no numbers fit.
func (p *piece) settle(rows []Row, point []float64) (found, given bool) {
	for range settlings {
		lp := newProgram(p.of, rows)
		lp.start(point)
		found, given = lp.settle()
		p.pivots += lp.turns
		copy(point, lp.at)
		if found || !given {
			break
		}
	}
	return found, given
}

// globals turns a program's unknowns into the system's; values of rows are left out.
func (p *piece) globals(local []int32) []int32 {
	var xs []int32
	for _, x := range local {
		if int(x) < len(p.unknowns) {
			xs = append(xs, p.unknowns[x])
		}
	}
	return xs
}

// merge takes what the programs found over into the solution, and gives the
// rows of the unknowns that moved.
func (p *piece) merge(s *System, sol *solution, rowsOf [][]int32) []int32 {
	e := &sol.effort
	e.Pieces++
	e.Largest = max(e.Largest, len(p.unknowns))
	e.Bounds += 2 * len(p.unknowns)
	e.Programs += p.programs
	e.Whole += p.far
	e.Pivots += p.pivots
	e.GivenUp += p.givenUp
	var rows []int32
	for i, x := range p.unknowns {
		n := s.Unknowns[x].whole(p.of[i])
		sol.sure[x] = p.seen[i]
		if n == sol.of[x] {
			continue
		}
		if n.Low > sol.of[x].Low {
			sol.of[x].Low, sol.low[x] = n.Low, -1
			sol.whyLow[x] = p.whyLow[x]
		}
		if n.High < sol.of[x].High {
			sol.of[x].High, sol.top[x] = n.High, -1
			sol.whyHigh[x] = p.whyHigh[x]
		}
		rows = append(rows, rowsOf[x]...)
	}
	slices.Sort(rows)
	return slices.Compact(rows)
}
