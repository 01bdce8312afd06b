package screen

import (
	"math"
	"slices"

	"byblik"
	"byblik/catalog"
)

// indexing is one run of an index: what is settled before the first score,
// the scores so far, and what must be said about them.
type indexing struct {
	Input
	period    byblik.Period
	scores    map[string]figures
	residents []float64
	part      []byblik.Status
	notes     []catalog.Text
	err       error // the first thing that stops the run
}

// say adds a note, in both languages.
func (r *indexing) say(da, en string) { r.notes = append(r.notes, catalog.Text{Da: da, En: en}) }

// fail stops the run with what does not hold; the first fault counts.
func (r *indexing) fail(place, found, expected, do string) {
	if r.err == nil {
		r.err = &byblik.Error{Kind: byblik.Invalid, Place: place, Found: found, Expected: expected, Do: do}
	}
}

// score computes one node of the index.
func (r *indexing) score(s *catalog.Score) figures {
	part := r.part
	var list []prepared
	for _, c := range s.Of {
		if active(c, r.period) {
			list = append(list, r.prepare(c))
		}
	}
	if len(list) == 0 {
		part = slices.Repeat([]byblik.Status{byblik.Missing}, len(part))
	}
	r.weigh(s, list)
	if r.err != nil {
		return newFigures(len(part))
	}
	total := r.combine(s, list).within(part)
	total.value = r.steps(total.value, s.Steps, &stage{indexing: r, what: s.ID, title: titleOr(s.Title, s.ID), sign: 1})
	total.settle()
	return total
}

// prepare reads one component, fills what its rule says, and carries out its
// steps.
func (r *indexing) prepare(c catalog.Component) prepared {
	x := r.component(c, r.period, r.scores, r.part)
	r.missing(c, x)
	da, en := r.titleOf(c)
	st := &stage{indexing: r, what: nameOf(c), title: catalog.Text{Da: da, En: en}, sign: r.sign(c), component: c}
	x.value = r.steps(x.value, c.Steps, st)
	x.settle()
	return prepared{rule: c, x: x, weight: weightOf(c)}
}

func titleOr(t catalog.Text, id string) catalog.Text {
	if t.En == "" {
		return catalog.Text{Da: id, En: id}
	}
	return t
}

// steps carries out the steps of a rule set in order. The rule set has been
// checked; a step that is unknown all the same leaves no figure standing.
func (r *indexing) steps(x []float64, steps []catalog.Step, st *stage) []float64 {
	for _, s := range steps {
		op, ok := findOperation(s.Op)
		if !ok {
			return each(x, func(float64) float64 { return math.NaN() })
		}
		x = op.apply(x, s, st)
	}
	return x
}

// stage is what a step may know besides the figures.
type stage struct {
	*indexing
	what      string // id of the indicator or score
	title     catalog.Text
	sign      float64 // −1 where the figures were turned round
	component catalog.Component
}
