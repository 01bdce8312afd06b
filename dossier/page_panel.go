package dossier

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"

	"byblik/stress"
)

// The size of a panel in its own units.
const (
	panelWide = 480
	panelHigh = 300
)

// panelView is a plot of the areas inside, or of those outside: a dot for each
// area whose result varies, from the least to the largest share.
type panelView struct {
	Title, Label, Note string
	Box                string
	R                  string
	Hollow             bool
	Dots               []dotView
	Bands              []bandView
}

// dotView is one area.
type dotView struct{ X, Y, Name string }

// bandView is the range of shares of one verdict: its word at a height, and
// the line that parts it from the one below; Line is empty for the lowest.
type bandView struct {
	Mark, Word, Line string
	At               template.CSS
}

// panel plots the areas that the screening puts inside, or outside.
func (x *index) panel(inside bool) panelView {
	f, w := x.s.Firmness, x.words
	key := "firm.panel.out"
	if inside {
		key = "firm.panel.in"
	}
	var list []int
	all, none := 0, 0
	for _, i := range x.byName {
		switch a := &f.Areas[i]; {
		case a.Inside != inside:
		case a.Share <= 0:
			none++
		case a.Share >= 1:
			all++
		default:
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(f.Areas[a].Share, f.Areas[b].Share) })
	v := panelView{Title: w.T(key), Box: fmt.Sprintf("0 0 %d %d", panelWide, panelHigh), Hollow: !inside, R: "5", Bands: x.bands(inside)}
	if len(list) > 60 {
		v.R = "3.2"
	}
	for j, i := range list {
		v.Dots = append(v.Dots, dotView{short((float64(j) + 0.5) / float64(len(list)) * panelWide), short((1 - f.Areas[i].Share) * panelHigh),
			w.T("firm.dot", "name", x.name(i), "share", x.percent(f.Areas[i].Share, 1))})
	}
	v.Label = w.T("firm.panel.label", "title", v.Title, "n", w.Number(float64(len(list)), 0))
	v.Note = w.T("firm.panel.note", "all", w.Number(float64(all), 0), "none", w.Number(float64(none), 0))
	return v
}

// bands are the ranges of the verdicts, from the top of the panel down.
func (x *index) bands(inside bool) []bandView {
	c, err := stress.ChoicesOf(x.s.Rules)
	if err != nil {
		return nil
	}
	cuts, marks := []float64{1, c.Limit.Firm, c.Limit.Fragile, 0}, verdictOrder
	if !inside {
		cuts, marks = []float64{1, 1 - c.Limit.Fragile, 1 - c.Limit.Firm, 0}, []stress.Verdict{stress.Fragile, stress.Borderline, stress.Firm}
	}
	var out []bandView
	for k, m := range marks {
		b := bandView{Mark: string(m), Word: x.verdictWord(m), At: template.CSS("top:" + short(100*(1-(cuts[k]+cuts[k+1])/2)) + "%")}
		if k < 2 {
			b.Line = short((1 - cuts[k+1]) * panelHigh)
		}
		out = append(out, b)
	}
	return out
}
