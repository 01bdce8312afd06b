package dossier

import (
	"fmt"
	"html/template"
	"math"

	"byblik"
)

// classesView is the distribution of the areas over the classes of the map,
// the most disadvantaged first, then the areas without a value and why.
type classesView struct {
	Rows  []classRow
	Total string
}

// classRow is one class with its areas and residents.
type classRow struct {
	Fill, Label, Areas, Share, Residents, Part string
	Width                                      template.CSS
	n                                          int
}

func (x *index) classesView(sc scale) *classesView {
	v := &classesView{Total: x.words.Number(float64(len(x.s.Areas)), 0)}
	for k := len(sc.labels) - 1; k >= 0; k-- {
		v.Rows = append(v.Rows, x.classRow(fmt.Sprintf("q%d", k), sc.labels[k], func(i int) bool { return sc.class[i] == k }))
	}
	for _, st := range []byblik.Status{byblik.Missing, byblik.Suppressed, byblik.NotApplicable} {
		r := x.classRow("h-"+st.String(), x.words.or("status.", st.String()),
			func(i int) bool { return sc.class[i] < 0 && x.finding(i).Status == st })
		if r.n > 0 {
			v.Rows = append(v.Rows, r)
		}
	}
	most := 1
	for _, r := range v.Rows {
		most = max(most, r.n)
	}
	for i := range v.Rows {
		v.Rows[i].Width = template.CSS("width:" + short(100*float64(v.Rows[i].n)/float64(most)) + "%")
	}
	return v
}

func (x *index) classRow(fill, label string, member func(i int) bool) classRow {
	r := classRow{Fill: fill, Label: label}
	residents := 0.0
	for i := range x.s.Areas {
		if !member(i) {
			continue
		}
		r.n++
		if v := x.s.Residents[i]; !math.IsNaN(v) {
			residents += v
		}
	}
	r.Areas, r.Share = x.words.Number(float64(r.n), 0), x.percent(float64(r.n), float64(len(x.s.Areas)))
	if x.total > 0 {
		r.Residents, r.Part = x.words.Number(residents, 0), x.percent(residents, x.total)
	}
	return r
}
