package lists

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"byblik/screen"
)

func (w words) answer(a screen.Answer) cellView {
	return cellView{"a-" + a.String(), w.T("on." + a.String())}
}

func (s *Standing) overview(w words) overviewRow {
	o := overviewRow{Name: s.Area.Name}
	for i := range s.Results {
		o.Cells = append(o.Cells, w.answer(s.Results[i].On))
		o.Bands = append(o.Bands, w.T("band."+string(s.Results[i].Band(s))))
	}
	return o
}

func (s *Standing) view(w words) areaView {
	a := areaView{Name: s.Area.Name}
	residents := "–"
	if y := s.Area.Year(s.Year); y != nil && y.Residents.Known {
		residents = w.Number(y.Residents.Value, 0)
	}
	a.Facts = w.T("areas.facts", "municipality", s.Area.Municipality, "region", s.Area.Region, "residents", residents, "year", s.Year)
	if s.PlanSince > 0 {
		a.Plan = w.T("why.plan", "year", s.PlanSince)
	}
	for i := range s.Results {
		r := &s.Results[i]
		on := w.answer(r.On)
		v := listView{Name: upperFirst(r.Rule.Name.In(w.Language())), On: on.Text, Class: on.Class, Why: s.because(w, r), Paragraph: r.Rule.Paragraph, Persons: w.margin(s, r)}
		names := make([]string, len(r.Flips))
		for j, k := range r.Flips {
			names[j] = w.criterion(k)
		}
		v.Flips = strings.Join(names, ", ")
		for _, f := range r.Own() {
			v.Criteria = append(v.Criteria, f.view(w))
		}
		a.Lists = append(a.Lists, v)
	}
	return a
}

// persons writes a margin. Where a criterion's few convicted persons make it
// up, it does not say how few.
func (w words) persons(p Persons, of CriterionID) string {
	switch {
	case !p.Known:
		return w.T("areas.nomargin")
	case p.N < fewConvicted && of == Convicted:
		return w.T("areas.fewer", "n", fewConvicted)
	}
	return w.Number(float64(p.N), 0)
}

// margin writes the margin of a list, which must not give away by subtraction
// what persons keeps.
func (w words) margin(s *Standing, r *Result) string {
	counted := r.Counted
	if r.Row != nil {
		counted = s.Result(ListID(r.Rule.Row.List)).Counted
	}
	for _, f := range counted {
		if f.Criterion == Convicted && slices.Contains(r.Flips, Convicted) && f.Persons.N < fewConvicted {
			return w.T("areas.fewer", "n", r.Persons.N-f.Persons.N+fewConvicted)
		}
	}
	return w.persons(r.Persons, "")
}

// fewConvicted is the threshold below which numbers of convicted persons are
// not written on the page, nor percentages that tell them.
const fewConvicted = 5

// few tells whether a year's figure counts fewer convicted persons than that.
func (f *Finding) few(i int) bool {
	if f.Criterion != Convicted || f.share == nil {
		return false
	}
	x := f.share.figures[i]
	return x.Kind == CountedFigure && x.Count < fewConvicted
}

func (f *Finding) view(w words) criterionRow {
	unit, apart, decimals := " %", " "+w.T("unit.points"), 2
	if f.Criterion == Residents {
		unit, apart, decimals = "", " "+w.T("unit.residents"), 0
		if math.Abs(f.Margin) == 1 {
			apart = " " + w.T("unit.residents.one")
		}
	}
	met := w.answer(f.Met)
	row := criterionRow{Name: w.T("criterion." + string(f.Criterion) + ".long"), Met: met.Text, Class: met.Class, Persons: w.persons(f.Persons, f.Criterion),
		Value: w.with(f.Value, decimals, unit), Limit: w.T("comparator."+f.Comparator) + " " + w.with(f.Limit, decimals, unit), Margin: w.with(f.Margin, decimals, apart)}
	if f.Rounded {
		row.Value += " (" + w.T("areas.rounded") + ")"
	}
	var years []string
	for i, y := range f.Years {
		v := "–"
		switch {
		case y.Known && f.few(i):
			v = w.T("areas.few")
			row.Value, row.Margin = v, "–"
		case y.Known:
			v = w.with(y.Value, decimals, unit)
		}
		years = append(years, fmt.Sprintf("%d: %s", y.Year, v))
	}
	row.Years = strings.Join(years, "; ")
	return row
}

func (w words) with(v float64, decimals int, unit string) string {
	text := w.Number(v, decimals)
	if text == "–" {
		return text
	}
	return text + unit
}

func (p *Past) view(w words) historyRow {
	on := w.answer(p.On)
	h := historyRow{Name: p.Area.Name, Year: fmt.Sprint(p.Year), List: p.Rule.Name.In(w.Language()), On: on.Text, Class: on.Class, Official: w.T("history.notknown"), Difference: "–"}
	if p.Official.Known {
		h.Official, h.Difference = w.answer(yesNo(p.Official.On)).Text, w.T("history.none")
	}
	var causes []string
	for _, c := range p.Because {
		causes = append(causes, w.T("because."+string(c)))
	}
	if len(causes) > 0 {
		h.Difference = strings.Join(causes, ", ")
	}
	return h
}
