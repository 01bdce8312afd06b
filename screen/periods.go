package screen

import (
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
)

// screened is the period of a screening that figures of t belong to. Figures
// of a day or of two years count for the year that they carry: residents on
// 1 January 2013 and labour 2012/2013 belong to the screening of 2013.
func screened(t byblik.Period) byblik.Period {
	if t.Kind == byblik.Quarter || t.Kind == byblik.Month {
		return t
	}
	if t.Kind == byblik.NoPeriod {
		return t
	}
	return byblik.InYear(t.Year)
}

// at finds the observations of an indicator for a screened period: those of
// exactly that period, otherwise the first that belong to it.
func at(p *byblik.Panel, id byblik.IndicatorID, t byblik.Period) *byblik.Observations {
	if o := p.Find(id, t); o != nil {
		return o
	}
	for i := range p.Observations {
		if o := &p.Observations[i]; o.Indicator == id && screened(o.Period) == screened(t) {
			return o
		}
	}
	return nil
}

// hasFigures says whether an indicator has any figure in a period.
func hasFigures(p *byblik.Panel, id byblik.IndicatorID, t byblik.Period) bool {
	o := at(p, id, t)
	return o != nil && slices.ContainsFunc(o.Value, func(r byblik.Raw) bool { return r.Status() == byblik.OK })
}

// covered says whether an indicator has figures for at least half of the
// areas in a period. The mean of a city cannot be had from a few of its areas,
// so less is no data.
func covered(p *byblik.Panel, id byblik.IndicatorID, t byblik.Period) bool {
	o := at(p, id, t)
	if o == nil {
		return false
	}
	n := 0
	for _, r := range o.Value {
		if r.Status() == byblik.OK {
			n++
		}
	}
	return n > 0 && 2*n >= len(o.Value)
}

// active says whether a component takes part in a period. Limits that cannot
// be read are reported by CheckRuleSet.
func active(c catalog.Component, t byblik.Period) bool {
	if from, err := byblik.ParsePeriod(c.From); err == nil && t.Compare(from) < 0 {
		return false
	}
	if until, err := byblik.ParsePeriod(c.Until); err == nil && t.Compare(until) > 0 {
		return false
	}
	return true
}

// complete says whether every indicator among the active components covers
// its areas in a period, and there is at least one active component.
func complete(p *byblik.Panel, of []catalog.Component, t byblik.Period) bool {
	any := false
	for _, c := range of {
		if !active(c, t) {
			continue
		}
		any = true
		if c.Indicator != "" && !covered(p, c.Indicator, t) {
			return false
		}
	}
	return any
}

// Periods lists the periods that can be screened, oldest first: those in which
// at least one score or criterion of the rule set has all its figures. A
// criterion at a coarser level than the area does not make a period.
func Periods(r *catalog.RuleSet, p *byblik.Panel) []byblik.Period {
	var nodes [][]catalog.Component
	for _, s := range r.Scores {
		if slices.ContainsFunc(s.Of, func(c catalog.Component) bool { return c.Indicator != "" }) {
			nodes = append(nodes, s.Of)
		}
	}
	for i := range r.Criteria {
		if counted(&r.Criteria[i]) {
			nodes = append(nodes, r.Criteria[i].Of)
		}
	}
	var list []byblik.Period
	for _, t := range onFile(r, p) {
		if slices.ContainsFunc(nodes, func(of []catalog.Component) bool { return complete(p, of, t) }) {
			list = append(list, t)
		}
	}
	return list
}

// onFile lists the screened periods of every indicator that the rule set
// measures with, oldest first, each once.
func onFile(r *catalog.RuleSet, p *byblik.Panel) []byblik.Period {
	wanted := map[byblik.IndicatorID]bool{}
	for _, s := range r.Scores {
		for _, c := range s.Of {
			wanted[c.Indicator] = true
		}
	}
	for _, k := range r.Criteria {
		for _, c := range k.Of {
			wanted[c.Indicator] = true
		}
	}
	var list []byblik.Period
	for i := range p.Observations {
		if o := &p.Observations[i]; wanted[o.Indicator] {
			list = append(list, screened(o.Period))
		}
	}
	slices.SortFunc(list, byblik.Period.Compare)
	return slices.Compact(list)
}

// periodsOf lists the periods in which an indicator is on file, oldest first.
func periodsOf(p *byblik.Panel, id byblik.IndicatorID) []byblik.Period {
	var list []byblik.Period
	for i := range p.Observations {
		if o := &p.Observations[i]; o.Indicator == id {
			list = append(list, o.Period)
		}
	}
	slices.SortFunc(list, byblik.Period.Compare)
	return list
}

// choose settles the period of a run: the one asked for, which must be among
// those on file, or the newest that is good enough.
func choose(asked byblik.Period, list []byblik.Period, good func(byblik.Period) bool) (byblik.Period, error) {
	if asked != (byblik.Period{}) {
		if t := screened(asked); slices.Contains(list, t) {
			return t, nil
		}
		return asked, &byblik.Error{Kind: byblik.Usage, Place: "--period", Found: "the period " + asked.String(),
			Expected: "a period on file: " + periodList(list), Do: "ask for one of them, or add the delivery of " + asked.String()}
	}
	for _, t := range slices.Backward(list) {
		if good(t) {
			return t, nil
		}
	}
	return byblik.Period{}, &byblik.Error{Kind: byblik.Usage, Found: "no period in which the figures that the rule set needs are all on file",
		Expected: "one; on file in part: " + periodList(list), Do: "add the missing delivery, or ask for a period with --period"}
}

func periodList(list []byblik.Period) string {
	if len(list) == 0 {
		return "none"
	}
	names := make([]string, len(list))
	for i, t := range list {
		names[i] = t.String()
		if names[i] == "" {
			names[i] = "(no period)"
		}
	}
	return strings.Join(names, ", ")
}
