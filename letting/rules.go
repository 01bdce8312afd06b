package letting

import (
	"fmt"
	"slices"

	"byblik"
	"byblik/catalog"
	"byblik/lists"
)

// rules are the State's lists made ready for millions of questions: the same
// law as package lists holds, on shares in floating point. A simulated share
// never was a printed figure, so there is nothing to round here.
type rules struct {
	set     *catalog.RuleSet
	lists   []listRule
	tests   []test // each question once, whatever lists ask it
	deepest int    // the most years back that any test looks
}

// listRule is one list: at least atLeast of counted and all of required, or on
// list row in each of the latest years.
type listRule struct {
	id        lists.ListID
	atLeast   int
	counted   []int // indices of tests
	required  []int
	row, runs int  // row < 0 where there is none
	never     bool // suspended with the criterion of origin
}

// test holds one criterion against its limit.
type test struct {
	criterion   int
	back        []int
	comparator  string
	limit       float64
	nation      bool
	larger      float64 // residents from which largerLimit holds; 0 = none
	largerLimit float64
}

// newRules reads the lists of a rule set, with origin as the assumptions ask.
func newRules(set *catalog.RuleSet, use OriginUse) (*rules, error) {
	if set.Lists == nil {
		return nil, &byblik.Error{Kind: byblik.Usage, Place: "--rules", Found: set.ID, Expected: "a rule set of the State's lists, such as dk-state-2021", Do: "choose another"}
	}
	if v := set.Lists.Reading("average"); v != "" && v != string(lists.MeanOfRates) {
		return nil, &byblik.Error{Kind: byblik.Usage, Place: "--rules", Found: "the reading average: " + v, Expected: string(lists.MeanOfRates), Do: "choose another rule set; this arithmetic averages the years' percentages"}
	}
	r := &rules{set: set}
	for i := range set.Lists.Lists {
		if err := r.add(&set.Lists.Lists[i], use); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func (r *rules) add(l *catalog.StateList, use OriginUse) error {
	x := listRule{id: lists.ListID(l.ID), atLeast: l.AtLeast, row: -1}
	if l.Row != nil {
		x.row, x.runs = r.index(lists.ListID(l.Row.List)), l.Row.Years
		x.never = r.lists[x.row].never
		r.lists = append(r.lists, x)
		return nil
	}
	counted := slices.Clone(l.Counted)
	if l.Of != "" {
		counted = append(slices.Clone(r.set.Lists.List(l.Of).Counted), counted...)
	}
	for _, k := range counted {
		if k.Figure == string(lists.Origin) && use != OriginState {
			return &byblik.Error{Kind: byblik.Usage, Place: "--rules", Found: r.set.ID + ", which counts origin among the criteria", Expected: "dk-state-2018 or later with origin: " + string(use), Do: "choose another rule set"}
		}
		x.counted = append(x.counted, r.question(&k))
	}
	for _, k := range l.Required {
		if k.Figure == string(lists.Origin) && use != OriginState {
			x.never = x.never || use == OriginSuspend
			continue
		}
		x.required = append(x.required, r.question(&k))
	}
	r.lists = append(r.lists, x)
	return nil
}

// question gives the index of a test, which it adds once.
func (r *rules) question(k *catalog.StateCriterion) int {
	q := test{criterion: slices.Index(criterionNames[:], k.Figure), back: k.YearsBack, comparator: k.Comparator, limit: k.Limit, nation: k.Against == "nation"}
	if k.Larger != nil {
		q.larger, q.largerLimit = float64(k.Larger.Residents), k.Larger.Limit
	}
	for i, t := range r.tests {
		if fmt.Sprint(t) == fmt.Sprint(q) {
			return i
		}
	}
	r.tests = append(r.tests, q)
	r.deepest = max(r.deepest, slices.Max(k.YearsBack))
	return len(r.tests) - 1
}

// index finds a list, −1 if it is not there.
func (r *rules) index(id lists.ListID) int {
	return slices.IndexFunc(r.lists, func(l listRule) bool { return l.id == id })
}

// answers of one year: bits of the lists that an area is on, and of those that
// nobody can tell.
type answers struct{ on, unknown uint16 }

// value is the mean of a test's years in the list of year i of a course, and
// what it is held against; NaN where a figure is missing.
func (t *test) value(c *course, i int) (value, limit float64) {
	for _, b := range t.back {
		value += c.share[t.criterion][i-b]
		if t.nation {
			limit += c.nation[i-b]
		}
	}
	n := float64(len(t.back))
	value /= n
	switch {
	case t.nation:
		limit = limit / n * t.limit
	case t.larger > 0 && c.residents[i] >= t.larger:
		limit = t.largerLimit
	default:
		limit = t.limit
	}
	return value, limit
}

// met answers a test: 1 yes, 0 no, −1 unknown.
func (t *test) met(c *course, i int) int8 {
	v, limit := t.value(c, i)
	switch {
	case v != v || limit != limit:
		return -1
	case t.comparator == "above" && v > limit, t.comparator == "at_least" && v >= limit, t.comparator == "below" && v < limit:
		return 1
	}
	return 0
}

// judge gives the answers of every list of year i, worked out once; a row of
// years asks for those before.
func (r *rules) judge(c *course, i int) answers {
	if c.judged[i] {
		return c.answers[i]
	}
	var met [16]int8
	for k := range r.tests {
		met[k] = r.tests[k].met(c, i)
	}
	var out answers
	for k := range r.lists {
		bit := uint16(1) << k
		switch r.answer(&r.lists[k], c, i, &met, out) {
		case 1:
			out.on |= bit
		case -1:
			out.unknown |= bit
		}
	}
	c.answers[i], c.judged[i] = out, true
	return out
}

func (r *rules) answer(l *listRule, c *course, i int, met *[16]int8, sofar answers) int8 {
	s := r.set.Lists
	if l.never || s.Base && !c.base || c.residents[i] < float64(s.Residents) {
		return 0
	}
	if l.row >= 0 {
		return r.running(l, c, i, sofar)
	}
	yes, may, open := 0, 0, false
	for _, k := range l.counted {
		if met[k] == 1 {
			yes++
		}
		if met[k] != 0 {
			may++
		}
	}
	if may < l.atLeast {
		return 0
	}
	open = yes < l.atLeast
	for _, k := range l.required {
		if met[k] == 0 {
			return 0
		}
		open = open || met[k] < 0
	}
	if open || c.residents[i] != c.residents[i] {
		return -1
	}
	return 1
}

// running answers a row of years, this one included.
func (r *rules) running(l *listRule, c *course, i int, sofar answers) int8 {
	bit, all := uint16(1)<<l.row, int8(1)
	for b := range l.runs {
		a := sofar
		if b > 0 {
			a = answers{unknown: bit}
			if i >= b {
				a = r.judge(c, i-b)
			}
		}
		switch {
		case a.unknown&bit != 0:
			all = -1
		case a.on&bit == 0:
			return 0
		}
	}
	return all
}
