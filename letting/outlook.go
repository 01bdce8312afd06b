package letting

import (
	"math"
	"slices"
	"sync"

	"byblik/lists"
)

// Outlook is what one plan leads to in one area. The index of a year is year −
// First.
type Outlook struct {
	First    int
	List     [][]float64        // probability by list and year; NaN where nobody can tell
	Persons  [criteria][]Spread // by year; of income, per cent of the region's
	Expected course             // the year by year expectation, without chance
	Margins  []Margin           // in expectation
	reached  [][]float64        // probability of the goal by list (the last: any) and goal year; NaN where nobody can tell
}

// Spread is an expectation with the range of nine runs in ten.
type Spread struct{ Expected, Low, High float64 }

// outlook makes all runs of one plan.
func (s *Study) outlook(a *area, p *plan) *Outlook {
	years, n := len(a.known.residents), s.options.Runs
	var persons [criteria][][]float64
	for k := range criteria {
		persons[k] = make([][]float64, years)
		for i := range years {
			persons[k][i] = make([]float64, n)
		}
	}
	whole := newTally(s, a)
	var one sync.Mutex
	s.share(func() func(from, to int) {
		w, t := s.newWalker(a), newTally(s, a)
		return func(from, to int) {
			t.clear()
			for run := from; run < to; run++ {
				w.run(p, run)
				t.add(&w.c)
				for k := range criteria {
					for i := range years {
						persons[k][i][run] = w.c.persons[k][i]
						if k == income {
							persons[k][i][run] = w.c.share[k][i]
						}
					}
				}
			}
			one.Lock()
			defer one.Unlock()
			whole.merge(t)
		}
	})
	o := &Outlook{First: a.first}
	for k := range criteria {
		for i := range years {
			o.Persons[k] = append(o.Persons[k], spread(persons[k][i]))
		}
	}
	o.List, o.reached = whole.probabilities(n)
	s.expect(a, p, o)
	return o
}

// run makes one run of a plan.
func (w *walker) run(p *plan, run int) {
	w.begin(run)
	w.moveIn(p, &w.in)
	w.walk(&p.flow, &w.in, w.years)
}

// expect walks the plan without chance.
func (s *Study) expect(a *area, p *plan, o *Outlook) {
	w := s.newWalker(a)
	w.run(p, -1)
	w.c.of = p.flow.of
	o.Expected = w.c
	o.Margins = s.margins(a, &w.c)
	if s.assume.Goal.Probability == 0 {
		t := newTally(s, a)
		t.add(&w.c)
		_, o.reached = t.probabilities(1)
	}
}

// spread sums runs up: the mean, and the 5th and 95th percentile by nearest
// rank.
func spread(v []float64) Spread {
	if v[0] != v[0] {
		return Spread{math.NaN(), math.NaN(), math.NaN()}
	}
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	mean := sum / float64(len(v))
	slices.Sort(v)
	rank := func(p float64) float64 { return v[max(0, int(math.Ceil(p*float64(len(v))))-1)] }
	return Spread{mean, rank(0.05), rank(0.95)}
}

// tally counts in how many runs an area is on each list, and reaches the goal.
// The last row is any list of §§ 61 a and 61 b.
type tally struct {
	s       *Study
	a       *area
	on      [][]int // by list, year
	open    [][]int
	reached [][]int // by list, goal year
	unclear [][]int
}

func newTally(s *Study, a *area) *tally {
	rows := len(s.rules.lists) + 1
	t := &tally{s: s, a: a}
	for range rows {
		t.on, t.open = append(t.on, make([]int, len(a.known.residents))), append(t.open, make([]int, len(a.known.residents)))
		t.reached, t.unclear = append(t.reached, make([]int, len(s.assume.Goal.Years))), append(t.unclear, make([]int, len(s.assume.Goal.Years)))
	}
	return t
}

func (t *tally) each(f func(rows [][]int)) {
	for _, rows := range [][][]int{t.on, t.open, t.reached, t.unclear} {
		f(rows)
	}
}

func (t *tally) clear() {
	t.each(func(rows [][]int) {
		for _, r := range rows {
			clear(r)
		}
	})
}

func (t *tally) merge(u *tally) {
	var all [][][]int
	u.each(func(rows [][]int) { all = append(all, rows) })
	t.each(func(rows [][]int) {
		for l := range rows {
			for i, n := range all[0][l] {
				rows[l][i] += n
			}
		}
		all = all[1:]
	})
}

func (t *tally) add(c *course) {
	for i := t.a.base; i < len(c.answers); i++ {
		for l := range t.on {
			on, open := t.s.status(c.answers[i], l)
			t.on[l][i] += count(on)
			t.open[l][i] += count(open)
		}
	}
	t.goals(c)
}

// goals counts the goal years that a course reaches.
func (t *tally) goals(c *course) {
	for g, y := range t.s.assume.Goal.Years {
		for l := range t.reached {
			reached, open := t.s.goal(t.a, c, l, y)
			t.reached[l][g] += count(reached)
			t.unclear[l][g] += count(open)
		}
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// goal tells whether a course is off a list in the list of a year, or with
// EveryYear in each list that tried lettings can reach up to that year.
func (s *Study) goal(a *area, c *course, list, year int) (reached, open bool) {
	from := a.year(year)
	if s.assume.Goal.EveryYear {
		from = a.year(s.assume.TriedFrom + 1)
	}
	for i := from; i <= a.year(year); i++ {
		on, unclear := s.status(c.answers[i], list)
		if on {
			return false, false
		}
		open = open || unclear
	}
	return !open, open
}

// status tells whether an area is on a list; the one after the last is any
// list of §§ 61 a and 61 b.
func (s *Study) status(x answers, list int) (on, open bool) {
	bits := uint16(1) << list
	if list == len(s.rules.lists) {
		bits = s.any()
	}
	return x.on&bits != 0, x.on&bits == 0 && x.unknown&bits != 0
}

// any is the bits of the lists of §§ 61 a and 61 b: combined letting only lets
// a municipality turn applicants down.
func (s *Study) any() uint16 {
	bits := uint16(0)
	for k, l := range s.rules.lists {
		if l.id != lists.CombinedLetting {
			bits |= 1 << k
		}
	}
	return bits
}

func (t *tally) probabilities(runs int) (list, reached [][]float64) {
	part := func(n, open [][]int) [][]float64 {
		out := make([][]float64, len(n))
		for l := range n {
			for i := range n[l] {
				p := float64(n[l][i]) / float64(runs)
				if open[l][i] > 0 {
					p = math.NaN()
				}
				out[l] = append(out[l], p)
			}
		}
		return out
	}
	return part(t.on, t.open), part(t.reached, t.unclear)
}
