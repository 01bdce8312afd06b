package letting

import (
	"math"
	"sync"
)

// Any stands for all lists of §§ 61 a and 61 b together.
const Any = "any"

// Inverse is the answer to: how many lettings of a type a year reach the goal?
type Inverse struct {
	List   int // index in Result.Lists; len(Result.Lists) is any list of §§ 61 a and 61 b
	Year   int // the list of 1 December
	Type   int // index in Assumptions.Types
	Most   bool
	N      int // lettings a year; −1 where there is no such number
	Reason Reason
	// At and Beside are the measures of the goal (probability, or 0 and 1 in
	// expectation) at N and at one fewer (with Most, one more); NaN where
	// there is none.
	At, Beside float64
	Fails      int // the smallest larger number that fails again (with Most, the largest smaller); −1 if none
}

// Reason says what became of a search.
type Reason string

// The reasons.
const (
	Reached      Reason = "reached"       // N reaches the goal, one fewer does not
	NoneNeeded   Reason = "none_needed"   // none at all reaches it too
	NotReachable Reason = "not_reachable" // not even all lettings reach it
	Fickle       Reason = "not_monotone"  // N reaches it, one fewer does not, but a larger number fails again
	AtMost       Reason = "at_most"       // N still reaches it, one more does not
	AllMay       Reason = "all_may"       // even all lettings reach it
	NoFigure     Reason = "missing"       // a figure is missing, so nobody can tell
)

// curve holds the measure of the goal for every number of lettings, by list
// and goal year.
type curve [][][]float64 // n, list, goal year

// inverse tries every number of lettings of a type, from none to all, under
// the same chance, and reads the answers off.
func (s *Study) inverse(a *area, find Search) []Inverse {
	c := s.curve(a, find.Type)
	var out []Inverse
	for l := range len(s.rules.lists) + 1 {
		for g, year := range s.assume.Goal.Years {
			x := Inverse{List: l, Year: year, Type: find.Type, Most: find.Most}
			x.readOff(c, l, g, max(s.assume.Goal.Probability, 0.5))
			out = append(out, x)
		}
	}
	return out
}

// readOff finds the smallest number that reaches the goal, or with Most the
// largest n such that it and every smaller number reach it.
func (x *Inverse) readOff(c curve, l, g int, enough float64) {
	x.N, x.Fails, x.At, x.Beside = -1, -1, math.NaN(), math.NaN()
	ok := func(n int) bool { return c[n][l][g] >= enough }
	last := len(c) - 1
	if v := c[0][l][g]; v != v {
		x.Reason = NoFigure
		return
	}
	if x.Most {
		x.readMost(c, l, g, ok, last)
		return
	}
	n := 0
	for n <= last && !ok(n) {
		n++
	}
	if n > last {
		x.Reason, x.At = NotReachable, c[last][l][g]
		return
	}
	x.N, x.At, x.Reason = n, c[n][l][g], Reached
	if n == 0 {
		x.Reason = NoneNeeded
	} else {
		x.Beside = c[n-1][l][g]
	}
	for m := last; m > n; m-- {
		if !ok(m) {
			x.Fails, x.Reason = m, Fickle
		}
	}
}

func (x *Inverse) readMost(c curve, l, g int, ok func(int) bool, last int) {
	n := last
	for n >= 0 && !ok(n) {
		n--
	}
	if n < 0 {
		x.Reason, x.At = NotReachable, c[0][l][g]
		return
	}
	x.N, x.At, x.Reason = n, c[n][l][g], AtMost
	if n == last {
		x.Reason = AllMay
	} else {
		x.Beside = c[n+1][l][g]
	}
	for m := range n {
		if !ok(m) {
			x.Fails, x.Reason = m, Fickle
		}
	}
}

// curve measures the goal for every number of lettings of a type.
func (s *Study) curve(a *area, k int) curve {
	others, today := without(a.today, k), interleave(a.today)
	flows := make([]flow, a.lettings+1)
	for n := range flows {
		flows[n] = s.newPlan(a, today, exactly(others, k, n)).flow
	}
	if s.assume.Goal.Probability == 0 || s.outside(a, flows) {
		return s.certain(a, flows)
	}
	whole := newScore(s, a)
	var one sync.Mutex
	s.share(func() func(from, to int) {
		m, t := s.newMany(a, flows, today, others, k), newScore(s, a)
		return func(from, to int) {
			for n := range t {
				t[n].clear()
			}
			for run := from; run < to; run++ {
				m.run(run, t)
			}
			one.Lock()
			defer one.Unlock()
			for n := range t {
				whole[n].merge(t[n])
			}
		}
	})
	return whole.curve(s.options.Runs)
}

// outside tells whether an area can be on no list whatever its figures: it is
// not on the list of 2010, or has too few residents in every year to come.
func (s *Study) outside(a *area, flows []flow) bool {
	l := s.rules.set.Lists
	if l.Base && !a.known.base {
		return true
	}
	for n := range flows {
		for _, r := range flows[n].residents[a.base+1:] {
			if r >= float64(l.Residents) {
				return false
			}
		}
	}
	return true
}

// certain measures the goal in expectation: 1 reached, 0 not.
func (s *Study) certain(a *area, flows []flow) curve {
	w, t := s.newWalker(a), newScore(s, a)
	w.begin(-1)
	for n := range flows {
		w.walk(&flows[n], &flows[n].brought, w.years)
		t[n].goals(&w.c)
	}
	return t.curve(1)
}

// score is a tally for every number of lettings.
type score []*tally

func newScore(s *Study, a *area) score {
	out := make(score, a.lettings+1)
	for n := range out {
		out[n] = newTally(s, a)
	}
	return out
}

func (t score) curve(runs int) curve {
	out := make(curve, len(t))
	for n := range t {
		_, out[n] = t[n].probabilities(runs)
	}
	return out
}
