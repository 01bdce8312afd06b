package disclose

import "math"

// Decided is a decision that was made on raw values and is public, such as
// that an area is flagged: in NeedYears of the years at least Need of the
// year's tests are met.
type Decided struct {
	Name            string
	Outcome         bool
	Years           [][]Test
	Need, NeedYears int
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
		for _, d := range r.Decisions {
			can := a.outcomes(d)
			for y, year := range d.Years {
				for k, test := range year {
					if test.Of == nil || !can[y][k].both() {
						continue
					}
					tried(1)
					for _, met := range []bool{false, true} {
						if d.possible(can, y, k, met) || !d.possible(can, y, k, !met) {
							continue
						}
						left := a.sideOf(test, !met)
						if left.Values(true) < float64(a.Rules.Wide) {
							found(Breach{Release: r.ID, File: d.Name, Figure: test.Of.Numerator, Left: left, What: "a decision on raw values tells on which side of a limit the count lies"})
						}
					}
				}
			}
		}
	}
}

// outcome is how a test can have come out.
type outcomes struct{ met, not bool }

func (o outcomes) both() bool { return o.met && o.not }

func (a *assault) outcomes(d Decided) [][]outcomes {
	all := make([][]outcomes, len(d.Years))
	for y, year := range d.Years {
		for _, test := range year {
			o := outcomes{true, true}
			if test.Of != nil {
				low, high := a.share(test)
				o = outcomes{met: high >= test.Limit, not: low < test.Limit}
				if test.Below {
					o = outcomes{met: low <= test.Limit, not: high > test.Limit}
				}
			}
			all[y] = append(all[y], o)
		}
	}
	return all
}

// share bounds the raw share of a test.
func (a *assault) share(t Test) (low, high float64) {
	n, d := a.left(t.Of.Numerator), Interval{1, 1}
	if t.Of.Denominator != nil {
		d = a.left(*t.Of.Denominator)
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
		return most >= d.NeedYears
	}
	return least < d.NeedYears
}

// sideOf is what a count can still be on one side of a test's limit.
func (a *assault) sideOf(t Test, met bool) Interval {
	n, d := a.left(t.Of.Numerator), Interval{1, 1}
	if t.Of.Denominator != nil {
		d = a.left(*t.Of.Denominator)
	}
	if met != t.Below {
		return Interval{max(n.Low, math.Ceil(t.Limit*d.Low/t.Per-slack)), n.High}
	}
	return Interval{n.Low, min(n.High, math.Floor(t.Limit*d.High/t.Per+slack))}
}
