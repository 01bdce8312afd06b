package disclose

import (
	"math"
	"strconv"
)

// Decided is a decision that was made on raw values and is public, such as
// that an area is flagged: in NeedYears of the years at least Need of the
// year's tests are met. Size, if there is one, must be met besides: so many
// persons live in an area that is decided on at all.
type Decided struct {
	Name            string
	Outcome         bool
	Size            *Test
	Years           [][]Test
	Need, NeedYears int
	size            outcomes // how Size can have come out
}

// Test compares a share with a limit: it is met from the limit upwards, or
// downwards if Below. A test without a figure may have come out either way.
type Test struct {
	Of         *Ordered
	Per, Limit float64
	Below      bool
}

// tryDecisions asks of each test whether the decision can only have been
// made if it came out one way, whatever the others did. Then the raw count
// lies on that side of the limit, although the published one may not tell.
func (a *assault) tryDecisions() {
	tried, found := a.try(Decisions)
	for _, r := range a.Releases {
		n, all := a.world.told(a.sol, r.Decisions)
		tried(n)
		for _, t := range all {
			found(Breach{Release: r.ID, File: t.of.Name, Figure: t.test.Of.Numerator, Left: t.left, What: "a decision on raw values tells on which side of a limit the count lies"})
		}
	}
}

// tryDerived compares what a release says with what follows from its counts.
func (a *assault) tryDerived() {
	tried, found := a.try(Derivations)
	for _, r := range a.Releases {
		tried(len(r.Derived))
		for _, d := range r.Derived {
			if d.Says != d.Follows {
				found(Breach{Release: r.ID, File: d.Name, What: "it says " + strconv.Quote(d.Says) + ", and the protected values give " + strconv.Quote(d.Follows)})
			}
		}
	}
}

// told is what a decision tells of one of its tests: how it came out, and so
// what the count can still be.
type told struct {
	of   Decided
	test Test
	met  bool
	left Interval
}

// told lists the tests of which decisions tell too much, of so many tried.
func (w *world) told(sol *solution, decisions []Decided) (tried int, all []told) {
	for _, d := range decisions {
		can := w.outcomes(sol, d)
		d.size = outcomes{met: true}
		if d.Size != nil {
			d.size = w.outcome(sol, *d.Size)
		}
		for y, year := range d.Years {
			for k, test := range year {
				if test.Of == nil || !can[y][k].both() {
					continue
				}
				tried++
				for _, not := range []bool{false, true} {
					if d.possible(can, y, k, not) || !d.possible(can, y, k, !not) {
						continue
					}
					if left := w.sideOf(sol, test, !not); left.Values(true) < float64(w.rules.Wide) {
						all = append(all, told{d, test, !not, left})
					}
				}
			}
		}
		tried += w.toldOfSize(sol, d, can, &all)
	}
	return tried, all
}

// toldOfSize asks the same of the size: a decision that the tests alone would
// have turned the other way tells that too few persons live there.
func (w *world) toldOfSize(sol *solution, d Decided, can [][]outcomes, all *[]told) (tried int) {
	if d.Size == nil {
		return 0
	}
	if !w.outcome(sol, *d.Size).both() {
		return 0
	}
	for _, not := range []bool{false, true} {
		d.size = outcomes{met: not, not: !not}
		this := d.possible(can, -1, -1, false)
		d.size = outcomes{met: !not, not: not}
		if this || !d.possible(can, -1, -1, false) {
			continue
		}
		if left := w.sideOf(sol, *d.Size, !not); left.Values(true) < float64(w.rules.Wide) {
			*all = append(*all, told{d, *d.Size, !not, left})
		}
	}
	return 1
}

// reasonsOf gives the counts that it rests on what a decision tells: the ends
// of the test's own counts, and those of every other test whose outcome the
// published numbers alone, without their relations, would leave open.
func (w *world) reasonsOf(sol *solution, t told) (all [][]int32) {
	add := func(o *Ordered, upward bool) {
		for _, f := range []*Figure{&o.Numerator, o.Denominator} {
			if f == nil {
				continue
			}
			if s, ok := w.subject(*f); ok {
				if x, ok := w.now[s]; ok {
					all = append(all, w.reasons(sol, x, upward == (f == &o.Numerator)))
				}
			}
		}
	}
	add(t.test.Of, t.met != t.test.Below)
	if size := t.of.Size; size != nil && size.Of != t.test.Of {
		if o := w.outcome(sol, *size); !o.both() && w.outcome(&solution{bounds: w.start()}, *size).both() {
			add(size.Of, o.met == size.Below)
		}
	}
	can, alone := w.outcomes(sol, t.of), w.outcomes(&solution{bounds: w.start()}, t.of)
	for y, year := range t.of.Years {
		for k, test := range year {
			if o := can[y][k]; alone[y][k].both() && !o.both() {
				add(test.Of, o.met == test.Below)
			}
		}
	}
	return all
}

// outcome is how a test can have come out.
type outcomes struct{ met, not bool }

func (o outcomes) both() bool { return o.met && o.not }

func (w *world) outcomes(sol *solution, d Decided) [][]outcomes {
	all := make([][]outcomes, len(d.Years))
	for y, year := range d.Years {
		for _, test := range year {
			all[y] = append(all[y], w.outcome(sol, test))
		}
	}
	return all
}

func (w *world) outcome(sol *solution, test Test) outcomes {
	if test.Of == nil {
		return outcomes{true, true}
	}
	low, high := w.share(sol, test)
	if test.Below {
		return outcomes{met: low <= test.Limit, not: high > test.Limit}
	}
	return outcomes{met: high >= test.Limit, not: low < test.Limit}
}

// share bounds the raw share of a test.
func (w *world) share(sol *solution, t Test) (low, high float64) {
	n, d := w.left(sol, t.Of.Numerator), Interval{1, 1}
	if t.Of.Denominator != nil {
		d = w.left(sol, *t.Of.Denominator)
	}
	if d.Low <= 0 {
		return 0, math.Inf(1)
	}
	return t.Per * n.Low / d.High, t.Per * n.High / d.Low
}

// possible says whether the decision can have been made if one test came out
// as given and the others as they like.
func (d Decided) possible(can [][]outcomes, y, k int, met bool) bool {
	most, least := 0, 0 // years that may, and that must, have enough tests met
	for i, year := range can {
		may, must := 0, 0
		for j, o := range year {
			if i == y && j == k {
				o = outcomes{met: met, not: !met}
			}
			if o.met {
				may++
			}
			if !o.not {
				must++
			}
		}
		if may >= d.Need {
			most++
		}
		if must >= d.Need {
			least++
		}
	}
	if d.Outcome {
		return d.size.met && most >= d.NeedYears
	}
	return d.size.not || least < d.NeedYears
}

// sideOf is what a count can still be on one side of a test's limit.
func (w *world) sideOf(sol *solution, t Test, met bool) Interval {
	n, d := w.left(sol, t.Of.Numerator), Interval{1, 1}
	if t.Of.Denominator != nil {
		d = w.left(sol, *t.Of.Denominator)
	}
	least, most := t.Limit*d.Low/t.Per, t.Limit*d.High/t.Per
	switch {
	case met && !t.Below:
		return Interval{max(n.Low, math.Ceil(least-slack)), n.High}
	case met:
		return Interval{n.Low, min(n.High, math.Floor(most+slack))}
	case t.Below: // above the limit
		return Interval{max(n.Low, math.Floor(least+slack)+1), n.High}
	}
	return Interval{n.Low, min(n.High, math.Ceil(most-slack)-1)}
}
