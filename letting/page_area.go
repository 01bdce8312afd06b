package letting

import (
	"strconv"
)

// areaView is all about one area, ready to print.
type areaView struct {
	Name, Code, Facts string
	Mark              string
	Lettings          []lettingRow
	Years             []string
	Lists             []listRow
	Strip             []stripRow
	StripYear         string
	Heads             []string // of the inverse
	Inverse           []inverseRow
	Moves             []string
	Rounded           bool
}

type lettingRow struct{ Name, Today, Tried string }

type listRow struct {
	Name  string
	Cells []pair
}

type inverseRow struct {
	List, Year string
	Cells      []inverseCell
}

type inverseCell struct{ N, Text string }

func (p *page) areaView(a *AreaResult) areaView {
	v := areaView{Name: a.Area.Name, Code: a.Area.Code.Code, Mark: p.mark(a), Rounded: a.Rounded}
	v.Facts = p.T("area.facts", "homes", p.Number(a.Homes, 0), "lettings", p.Number(float64(a.Lettings), 0), "base", a.Base)
	for k, t := range p.r.Assumptions.Types {
		v.Lettings = append(v.Lettings, lettingRow{t.Name.In(p.Language()), p.Number(float64(a.Today[k]), 0), p.Number(float64(a.Tried[k]), 0)})
	}
	years := p.r.glanceYears()
	for _, y := range years {
		v.Years = append(v.Years, strconv.Itoa(y))
	}
	for l := range len(p.r.Lists) + 1 {
		row := listRow{Name: p.listTitle(l)}
		for _, y := range years {
			row.Cells = append(row.Cells, p.pair(a, l, y))
		}
		v.Lists = append(v.Lists, row)
	}
	v.StripYear = strconv.Itoa(p.r.Options.Until)
	for k := range criteria {
		if k != origin || p.r.Assumptions.Origin == OriginState {
			v.Strip = append(v.Strip, p.stripRow(a, k))
		}
	}
	p.inverseRows(a, &v)
	v.Moves = p.movesOf(a)
	return v
}

// inverseRows lays the searches out: a row for each list and year, a column
// for each search.
func (p *page) inverseRows(a *AreaResult, v *areaView) {
	finds := p.r.Assumptions.Goal.Find
	for _, f := range finds {
		key := "inverse.fewest"
		if f.Most {
			key = "inverse.most"
		}
		v.Heads = append(v.Heads, p.T(key, "type", p.r.Assumptions.Types[f.Type].Name.In(p.Language())))
	}
	per := len(a.Inverse) / max(1, len(finds))
	for i := range per {
		x := &a.Inverse[i]
		row := inverseRow{List: p.listTitle(x.List), Year: strconv.Itoa(x.Year)}
		idle := true
		for f := range finds {
			y := &a.Inverse[f*per+i]
			row.Cells = append(row.Cells, p.inverseCell(y, a.Lettings))
			idle = idle && (y.Reason == NoneNeeded || y.Reason == AllMay)
		}
		if !idle {
			v.Inverse = append(v.Inverse, row)
		}
	}
}

func (p *page) inverseCell(x *Inverse, all int) inverseCell {
	c := inverseCell{N: "–", Text: p.T("reason."+string(x.Reason), "all", p.Number(float64(all), 0), "at", p.reaches(x.At), "beside", p.reaches(x.Beside), "n", x.N, "less", x.N-1, "more", x.N+1, "fails", x.Fails)}
	if x.Most && x.Reason == NotReachable {
		c.Text = p.T("reason.not_even_none", "at", p.reaches(x.At))
	}
	if x.N >= 0 {
		c.N = p.Number(float64(x.N), 0)
	}
	if x.Reason == AtMost || x.Reason == Fickle && x.Most {
		c.Text = p.T("reason.at_most", "at", p.reaches(x.At), "beside", p.reaches(x.Beside), "more", x.N+1)
	}
	return c
}

// movesOf says what becomes of lettings that the area no longer makes, and what
// it takes over from others.
func (p *page) movesOf(a *AreaResult) []string {
	var out []string
	code := a.Area.Code.Code
	for _, m := range p.r.Moves {
		name := p.r.Assumptions.Types[m.Type].Name.In(p.Language())
		switch {
		case m.From == code && m.To == Waits:
			out = append(out, p.Count("moves.wait", m.Households, "type", name))
		case m.From == code:
			out = append(out, p.Count("moves.to", m.Households, "type", name, "to", p.place(m.To)))
		case m.To == code:
			out = append(out, p.Count("moves.here", m.Households, "type", name, "from", p.place(m.From)))
		}
	}
	return out
}

// place names an area, or the rest of the city.
func (p *page) place(code string) string {
	if code == Rest || code == Waits {
		return p.T("place." + code)
	}
	for i := range p.r.study.areas {
		if of := p.r.study.areas[i].of; of.Code.Code == code {
			return of.Name
		}
	}
	return code
}
