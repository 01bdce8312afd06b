package dossier

import (
	"cmp"
	"math"
	"slices"

	"byblik"
	"byblik/catalog"
	"byblik/report"
	"byblik/stress"
)

// differencesPage is what page/differences.html sees.
type differencesPage struct {
	words
	report.Sheet
	Sides, Lead string
	Reasons     []reasonRow
	Groups      []moveGroup
}

// reasonRow counts one reason.
type reasonRow struct{ Title, In, Out string }

// moveGroup holds the areas that came in, went out, or are near.
type moveGroup struct {
	ID, Title, Intro string
	Areas            []movedView
}

// movedView is one area: the sentence, the criteria that it is about, and the
// others.
type movedView struct {
	Name, Code, Text string
	Named, Others    []movedFigure
}

// movedFigure is one criterion before and after.
type movedFigure struct {
	Title, Unit   string
	Before, After figureView
}

// figureView is one figure against its limit; None says why there is none.
type figureView struct {
	Value, Limit, Verdict, None string
	Met                         bool
}

func (d *differing) page() ([]byte, error) {
	w := d.words
	p := &differencesPage{words: w, Sheet: report.Sheet{Title: w.T("diff.title", "place", cmp.Or(d.about.Place.In(w.Language()), d.sides[1].past.RuleSet)),
		Kind: w.T("diff.kind"), Stamps: w.Stamp(false, d.about.Invented, catalog.InForce), Foot: w.T("diff.files"), Program: d.about.Version}}
	p.Sides = w.T("diff.sides", "before", d.sideWords(0), "after", d.sideWords(1))
	if d.about.Before != "" || d.about.After != "" {
		p.Foot += " " + w.T("diff.print", "before", d.about.Before, "after", d.about.After) + "."
	}
	n := map[stress.Move]int{}
	for _, x := range d.list {
		n[x.Change]++
	}
	p.Lead = w.T("diff.lead", "in", w.Count("diff.in", n[stress.In]), "out", w.Count("diff.out", n[stress.Out]), "near", w.Count("diff.near", n[stress.Near]))
	p.Reasons = d.reasons()
	p.Groups = []moveGroup{d.group(stress.In, w.T("diff.in"), ""), d.group(stress.Out, w.T("diff.out"), ""),
		d.group(stress.Near, w.T("diff.near"), w.T("diff.near.intro", "margin", w.Number(d.about.Near, 2)))}
	return fill("differences.html", p)
}

func (d *differing) sideWords(k int) string {
	p := d.sides[k].past
	return d.words.T("diff.side", "period", d.words.period(p.Period), "rules", p.RuleSet)
}

// reasons counts why areas came in and went out; reasons that nobody has are
// left out.
func (d *differing) reasons() []reasonRow {
	in, out := map[stress.Reason]int{}, map[stress.Reason]int{}
	for _, x := range d.list {
		switch x.Change {
		case stress.In:
			in[x.Reason]++
		case stress.Out:
			out[x.Reason]++
		}
	}
	var rows []reasonRow
	for _, r := range []stress.Reason{stress.Figures, stress.OwnValue, stress.CityValue, stress.RuleChange, stress.DataYear, stress.Joining, stress.OtherAreas} {
		if in[r]+out[r] > 0 {
			rows = append(rows, reasonRow{d.words.or("diff.reason.", string(r)), d.words.Number(float64(in[r]), 0), d.words.Number(float64(out[r]), 0)})
		}
	}
	return rows
}

func (d *differing) group(kind stress.Move, title, intro string) moveGroup {
	g := moveGroup{ID: string(kind), Title: title, Intro: intro}
	for _, x := range d.list {
		if x.Change != kind {
			continue
		}
		v := movedView{Name: cmp.Or(x.Name, x.Area.Code), Code: x.Area.Code, Text: x.Text.In(d.words.Language())}
		for _, c := range d.criteria() {
			f := d.moved(x.Area, c)
			if slices.Contains(x.Criteria, c.ID) {
				v.Named = append(v.Named, f)
			} else {
				v.Others = append(v.Others, f)
			}
		}
		g.Areas = append(g.Areas, v)
	}
	return g
}

func (d *differing) moved(a byblik.AreaCode, c stress.PastCriterion) movedFigure {
	before, after := d.sides[0].figure(a, c.ID), d.sides[1].figure(a, c.ID)
	n := max(decimalsOf(before, c), decimalsOf(after, c))
	return movedFigure{Title: cmp.Or(c.Title.In(d.words.Language()), c.ID), Unit: d.about.Units[c.ID].In(d.words.Language()),
		Before: d.figureView(before, n), After: d.figureView(after, n)}
}

// decimalsOf gives a figure the decimals that the report of its screening has:
// those of the standard deviation, which lies between city and limit.
func decimalsOf(f *stress.PastFigure, c stress.PastCriterion) int {
	switch {
	case f == nil || f.Status != byblik.OK:
		return 0
	case c.Limit != 0:
		return decimalsFor(math.Abs(f.Limit-f.City) / math.Abs(c.Limit))
	case f.Z != 0:
		return decimalsFor(math.Abs(f.Value-f.City) / math.Abs(f.Z))
	}
	return 2
}

func (d *differing) figureView(f *stress.PastFigure, decimals int) figureView {
	w := d.words
	switch {
	case f == nil:
		return figureView{None: w.T("diff.absent")}
	case f.Status != byblik.OK:
		return figureView{None: w.or("status.", f.Status.String())}
	}
	v := figureView{Value: w.Number(f.Value, decimals), Limit: w.T("strip.limit", "v", w.Number(f.Limit, decimals)), Verdict: w.T("strip.not"), Met: f.Met}
	if f.Met {
		v.Verdict = w.T("strip.met")
	}
	return v
}
