package screen

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
)

// Input is what a screening reads. Panel holds only the areas that take part
// (a part of a country has been cut out before). Period zero stands for the
// newest period for which everything needed is on file.
type Input struct {
	Rules      *catalog.RuleSet
	Indicators map[byblik.IndicatorID]*catalog.Indicator
	Panel      *byblik.Panel
	Period     byblik.Period
	Partial    bool // go on although criteria lack data (Criteria only)
	// Neighbours lists the neighbours of each area by their places in the
	// panel, never the area itself; only eb_local needs them.
	Neighbours [][]int
}

// Ranking is the outcome of an index.
type Ranking struct {
	Period   byblik.Period
	Findings []byblik.Finding // by measure as in the rule set, then area as in the panel
	Notes    []catalog.Text
}

// Index computes the scores of a rule set in their order and gives its
// measures: value, rank (1 = highest = most disadvantaged, ties share the
// smallest rank) and class of every area.
//
// A score is Σ w·x over its components, or what its rule for combining says,
// with the weights as written or as its rule for weights finds them: they are
// never rescaled to areas or components that have figures, so an area without
// one of the components has no score unless that component's rule for missing
// figures says otherwise. N, means and standard deviations are taken over the
// areas with a value that have at least the rule set's residents.
func Index(in Input) (*Ranking, error) {
	t, err := indexPeriod(in)
	if err != nil {
		return nil, err
	}
	residents, part := taking(in.Panel, in.Rules.Areas, t, false)
	run := &indexing{Input: in, period: t, scores: map[string]figures{}, residents: residents.value, part: part}
	for i := range in.Rules.Scores {
		s := &in.Rules.Scores[i]
		if run.scores[s.ID] = run.score(s); run.err != nil {
			return nil, run.err
		}
	}
	r := &Ranking{Period: t, Findings: make([]byblik.Finding, 0, len(in.Rules.Measures)*len(in.Panel.Areas))}
	for i := range in.Rules.Measures {
		m := &in.Rules.Measures[i]
		r.Findings = append(r.Findings, findings(in.Panel.Areas, m, run.scores[m.Score])...)
	}
	r.Notes = run.notes
	if in.Period == (byblik.Period{}) {
		r.Notes = append(r.Notes, defaultPeriodNote(t))
	}
	return r, nil
}

// indexPeriod settles the period and refuses one in which an indicator of a
// score has no figures at all.
func indexPeriod(in Input) (byblik.Period, error) {
	lacking := func(t byblik.Period) []string {
		var ids []string
		for _, s := range in.Rules.Scores {
			for _, c := range s.Of {
				if c.Indicator != "" && active(c, t) && !hasFigures(in.Panel, c.Indicator, t) {
					ids = append(ids, string(c.Indicator))
				}
			}
		}
		slices.Sort(ids)
		return slices.Compact(ids)
	}
	t, err := choose(in.Period, Periods(in.Rules, in.Panel), func(t byblik.Period) bool { return len(lacking(t)) == 0 })
	if err != nil {
		return t, err
	}
	if ids := lacking(t); len(ids) > 0 {
		return t, &byblik.Error{Kind: byblik.Usage, Found: "no figures in " + t.String() + " for " + strings.Join(ids, ", "),
			Expected: "figures for every component of an index", Do: "add the delivery, or ask for another period"}
	}
	return t, nil
}

// component reads one input of a score, turned so that higher is worse.
func (in Input) component(c catalog.Component, t byblik.Period, before map[string]figures, part []byblik.Status) figures {
	if c.Score != "" {
		return before[c.Score].clone()
	}
	x := observed(in.Panel, c.Indicator, t).within(part)
	if in.sign(c) < 0 {
		each(x.value, negative)
	}
	return x
}

// sign is −1 for an indicator of which less is worse, unless it is taken as it
// is, and 1 otherwise.
func (in Input) sign(c catalog.Component) float64 {
	if d := in.Indicators[c.Indicator]; d != nil && d.Direction == catalog.LowerIsWorse && c.Signed != "as_is" {
		return -1
	}
	return 1
}

// weightOf is the weight as written; a component without one has weight 1.
func weightOf(c catalog.Component) float64 { return cmp.Or(c.Weight, 1) }

// findings ranks and classes the values of one measure.
func findings(areas []byblik.Area, m *catalog.Measure, f figures) []byblik.Finding {
	rank := Rank(f.value, TiesMin, true)
	var class []int
	if m.Class != nil {
		class = Classes(m.Class, f.value, rank)
	}
	list := make([]byblik.Finding, len(areas))
	for i := range areas {
		list[i] = byblik.Finding{Area: areas[i].Code, Measure: m.ID, Status: f.status[i]}
		if math.IsNaN(rank[i]) {
			continue
		}
		list[i].Value, list[i].Rank = f.value[i], int(rank[i])
		if m.Class != nil {
			list[i].Class = classLabel(m.Class, class[i])
		}
	}
	return list
}
