package dossier

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"byblik"
)

// tableView is the table of all areas. A column with Num is set to the right
// and sorted as numbers.
type tableView struct {
	Columns []columnView
	Rows    []rowView
	Note    string // said where not all areas are shown
}

// columnView is the head of a column; Sorted says which way it is sorted now.
type columnView struct {
	Title  string
	Num    bool
	Sorted string
}

// rowView is one area.
type rowView struct {
	Anchor string
	Cells  []cellView
}

// cellView is one cell; Key is what it is sorted by.
type cellView struct {
	Text, Href, Key, Why string
	Mark                 string // class of the shape in front
	Num                  bool
}

// tableView lists the areas by name. Above maxRows it shows the most
// disadvantaged and says so: a page is for reading, findings.csv is for all.
func (x *index) tableView(sc scale) tableView {
	order := x.byName
	var v tableView
	if len(order) > maxRows {
		order = x.mostDisadvantaged(topRows)
		v.Note = x.words.T("table.top", "n", x.words.Number(topRows, 0), "of", x.words.Number(float64(len(x.s.Areas)), 0))
	}
	if x.municipal() {
		x.municipalTable(&v, order)
	} else {
		x.indexTable(&v, order, sc)
	}
	if v.Note == "" {
		v.Columns[0].Sorted = "ascending"
	}
	return v
}

func (x *index) mostDisadvantaged(n int) []int {
	all := slices.Clone(x.byName)
	slices.SortStableFunc(all, func(a, b int) int {
		fa, fb := x.finding(a), x.finding(b)
		return cmp.Or(cmp.Compare(fa.Status, fb.Status), cmp.Compare(fa.Rank, fb.Rank))
	})
	return all[:min(n, len(all))]
}

func (x *index) municipalTable(v *tableView, order []int) {
	w := x.words
	v.Columns = []columnView{{Title: w.T("col.area")}}
	withDistrict := x.hasDistricts()
	if withDistrict {
		v.Columns = append(v.Columns, columnView{Title: w.T("col.district")})
	}
	v.Columns = append(v.Columns, columnView{Title: w.T("col.residents"), Num: true}, columnView{Title: w.T("measure.score"), Num: true},
		columnView{Title: w.T("col.met"), Num: true}, columnView{Title: w.T("col.zone")})
	if x.s.Firmness != nil {
		v.Columns = append(v.Columns, columnView{Title: w.T("col.verdict")}, columnView{Title: w.T("col.inside"), Num: true})
	}
	if x.s.Why != nil {
		v.Columns = append(v.Columns, columnView{Title: w.T("col.change")})
	}
	for _, i := range order {
		a, f := x.s.Areas[i], x.finding(i)
		r := rowView{Anchor: rowAnchor(a), Cells: []cellView{{Text: x.name(i), Href: x.href(i)}}}
		if withDistrict {
			r.Cells = append(r.Cells, cellView{Text: a.District})
		}
		r.Cells = append(r.Cells, x.numberCell(x.s.Residents[i], 0, byblik.OK), x.numberCell(f.Value, 2, f.Status))
		met, of := x.metCount(i)
		c := cellView{Num: true, Text: x.words.T("met.short", "n", met, "of", of), Key: fmt.Sprint(met)}
		if of == 0 {
			c = cellView{Num: true, Text: "–", Why: w.T("met.none")}
		}
		z := cellView{}
		if n := x.zoneOf[i]; n >= 0 {
			z = cellView{Text: zoneName(x.zones[n]), Href: "#z-" + anchor(x.zones[n].ID)}
		}
		r.Cells = append(r.Cells, c, z)
		r.Cells = append(r.Cells, x.firmCells(i)...)
		if x.s.Why != nil {
			r.Cells = append(r.Cells, x.changeCell(i))
		}
		v.Rows = append(v.Rows, r)
	}
}

// maxMeasures is how many measures beside the leading one have a column.
const maxMeasures = 6

func (x *index) indexTable(v *tableView, order []int, sc scale) {
	w := x.words
	withDistrict, residents := x.hasDistricts(), x.total > 0
	v.Columns = []columnView{{Title: w.T("col.area")}, {Title: w.T("col.code")}}
	if withDistrict {
		v.Columns = append(v.Columns, columnView{Title: w.T("col.district")})
	}
	if residents {
		v.Columns = append(v.Columns, columnView{Title: w.T("col.residents"), Num: true})
	}
	v.Columns = append(v.Columns, columnView{Title: x.leadTitle(), Num: true}, columnView{Title: w.T("col.rank"), Num: true}, columnView{Title: w.T("col.class")})
	others := x.otherMeasures()
	for _, o := range others {
		v.Columns = append(v.Columns, columnView{Title: x.measureTitle(o[0].Measure), Num: true})
	}
	for _, i := range order {
		a, f := x.s.Areas[i], x.finding(i)
		r := rowView{Anchor: rowAnchor(a), Cells: []cellView{{Text: x.name(i)}, {Text: a.Code.Code}}}
		if withDistrict {
			r.Cells = append(r.Cells, cellView{Text: a.District})
		}
		if residents {
			r.Cells = append(r.Cells, x.numberCell(x.s.Residents[i], 0, byblik.OK))
		}
		r.Cells = append(r.Cells, x.numberCell(f.Value, 3, f.Status), x.numberCell(float64(f.Rank), 0, f.Status), x.classCell(sc, i))
		for _, o := range others {
			r.Cells = append(r.Cells, x.numberCell(o[i].Value, 3, o[i].Status))
		}
		v.Rows = append(v.Rows, r)
	}
}

// otherMeasures are the measures behind the leading one, each in the order of
// the areas.
func (x *index) otherMeasures() [][]byblik.Finding {
	n := len(x.s.Areas)
	var out [][]byblik.Finding
	for f := x.s.Findings; n > 0 && len(f) >= 2*n && len(out) < maxMeasures; {
		f = f[n:]
		out = append(out, f[:n])
	}
	return out
}

func (x *index) classCell(sc scale, i int) cellView {
	f := x.finding(i)
	if f.Status != byblik.OK {
		return cellView{Text: "–", Why: x.words.or("status.", f.Status.String())}
	}
	return cellView{Text: cmp.Or(f.Class, sc.labels[max(0, sc.class[i])]), Key: fmt.Sprint(sc.class[i])}
}

func (x *index) numberCell(v float64, decimals int, st byblik.Status) cellView {
	if st == byblik.OK && math.IsNaN(v) {
		st = byblik.Missing
	}
	if st != byblik.OK {
		return cellView{Text: "–", Why: x.words.or("status.", st.String()), Num: true}
	}
	return cellView{Text: x.words.Number(v, decimals), Key: byblik.Exact(v), Num: true}
}

func (x *index) hasDistricts() bool {
	return slices.ContainsFunc(x.s.Areas, func(a byblik.Area) bool { return a.District != "" })
}

// href is where the page tells about area i: its strip, else its row; empty
// where the page has neither.
func (x *index) href(i int) string {
	a := x.s.Areas[i]
	if x.municipal() && len(x.s.Areas) <= maxStrips {
		return "#a-" + anchor(a.Code.Code)
	}
	if len(x.s.Areas) > maxRows {
		return ""
	}
	return "#" + rowAnchor(a)
}

func rowAnchor(a byblik.Area) string { return "r-" + anchor(a.Code.Code) }

// anchor makes an id of a code: letters, digits and - stay, the rest becomes
// its number, so that two codes never share an id.
func anchor(code string) string {
	var b strings.Builder
	for _, r := range code {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "_%x_", r)
		}
	}
	return b.String()
}
