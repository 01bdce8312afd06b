package lists

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"byblik/catalog"
	"byblik/screen"
)

//go:embed page/report.html page/style.css
var pageFiles embed.FS

// page is what the template sees: words and numbers that are ready to print.
type page struct {
	words
	Lang, Title    string
	CSS            template.CSS
	Stamps         []string
	Lead           []string
	Said, Notes    []string
	Heads          []string // legal names of the lists
	Overview       []overviewRow
	Areas          []areaView
	History        []historyRow
	Official       []officialRow
	Duties         []duty
	Law            string
	Readings       []reading
	Version, Print string
}

type overviewRow struct {
	N     int
	Name  string
	Cells []cellView
	Bands []string
}

type cellView struct{ Class, Text string }

type areaView struct {
	N                 int
	Name, Facts, Plan string
	Lists             []listView
}

type listView struct {
	Name, Paragraph, On, Class, Why, Persons, Flips string
	Criteria                                        []criterionRow
}

type criterionRow struct {
	Name, Value, Limit, Met, Class, Margin, Persons, Years string
}

type historyRow struct {
	Name, Year, List, On, Class, Official, Difference string
}

type officialRow struct {
	Year                                    int
	Udsat, Parallel, Omdannelse, Prevention string
	Source                                  string
}

type duty struct{ List, Paragraph, Text string }

type reading struct{ ID, Value, Text string }

// T gives a text to the template.
func (p *page) T(key string, pairs ...any) string { return p.say(key, pairs...) }

func (d *Dossier) report(w words) ([]byte, error) {
	style, err := pageFiles.ReadFile("page/style.css")
	if err != nil {
		return nil, err
	}
	t, err := template.ParseFS(pageFiles, "page/report.html")
	if err != nil {
		return nil, err
	}
	p, err := d.page(w)
	if err != nil {
		return nil, err
	}
	p.CSS = template.CSS(style) // ours: a file of the package
	var b bytes.Buffer
	err = t.Execute(&b, p)
	return bytes.ReplaceAll(b.Bytes(), []byte("\n\n"), []byte("\n")), err
}

func (d *Dossier) page(w words) (*page, error) {
	official, err := PublishedLists()
	if err != nil {
		return nil, err
	}
	p := &page{words: w, Lang: string(w.lang), Title: w.say("page.title", "day", w.day(d.Rules.Lists, d.Year)), Version: d.Version, Print: d.Fingerprint,
		Stamps: []string{w.say("stamp.entitled"), w.say("stamp.internal")}, Law: d.Rules.Legal.In(w.lang)}
	if d.invented() {
		p.Stamps = append(p.Stamps, w.say("stamp.invented"))
	}
	if d.Rules.Status != catalog.InForce {
		p.Stamps = append(p.Stamps, w.say("stamp.rules"))
	}
	for _, t := range d.Said() {
		p.Said = append(p.Said, t.In(w.lang))
	}
	for _, t := range d.Rules.Notes {
		p.Notes = append(p.Notes, t.In(w.lang))
	}
	for _, l := range d.Rules.Lists.Lists {
		name := upperFirst(l.Name.In(w.lang))
		p.Heads = append(p.Heads, name)
		for _, x := range l.Duties {
			p.Duties = append(p.Duties, duty{name, x.Paragraph, x.Text.In(w.lang)})
		}
	}
	for i := range d.Standings {
		o, a := d.Standings[i].overview(w), d.Standings[i].view(w)
		o.N, a.N = i+1, i+1
		p.Overview, p.Areas = append(p.Overview, o), append(p.Areas, a)
	}
	for i := len(d.History) - 1; i >= 0; i-- {
		p.History = append(p.History, d.History[i].view(w))
	}
	for _, c := range official.Counts {
		p.Official = append(p.Official, officialRow{c.Year, orBlank(c.Udsat), orBlank(c.Parallel), orBlank(c.Omdannelse), orBlank(c.Forebyggelse), c.Source})
	}
	for _, r := range d.Readings() {
		p.Readings = append(p.Readings, reading{r.ID, r.Value, r.Text.In(w.lang)})
	}
	p.Lead = d.lead(w)
	return p, nil
}

// day names the list of a year as people do.
func (w words) day(l *catalog.StateLists, year int) string {
	if _, ok := w.text["day."+l.Published]; ok {
		return w.say("day."+l.Published, "year", year)
	}
	return l.PublishedIn(year)
}

func orBlank(n int) string {
	if n == 0 {
		return "–"
	}
	return fmt.Sprint(n)
}

// lead counts the areas on each list and the answers that are open.
func (s *Screening) lead(w words) []string {
	var parts []string
	open := 0
	for i, l := range s.Rules.Lists.Lists {
		on := 0
		for j := range s.Standings {
			switch a := s.Standings[j].Results[i].On; {
			case a == screen.Yes:
				on++
			case !a.Known():
				open++
			}
		}
		parts = append(parts, fmt.Sprintf("%s: %d", l.Name.In(w.lang), on))
	}
	out := []string{w.say("lead.counts", "n", len(s.Standings), "lists", strings.Join(parts, "; "))}
	if open > 0 {
		out = append(out, w.say("lead.open", "n", open))
	}
	return append(out, w.say("lead.rules", "title", s.Rules.Title.In(w.lang)))
}

func (w words) answer(a screen.Answer) cellView {
	return cellView{"a-" + a.String(), w.say("on." + a.String())}
}

func (s *Standing) overview(w words) overviewRow {
	o := overviewRow{Name: s.Area.Name}
	for i := range s.Results {
		o.Cells = append(o.Cells, w.answer(s.Results[i].On))
		o.Bands = append(o.Bands, w.say("band."+string(s.Results[i].Band(s))))
	}
	return o
}

func (s *Standing) view(w words) areaView {
	a := areaView{Name: s.Area.Name}
	residents := "–"
	if y := s.Area.Year(s.Year); y != nil && y.Residents.Known {
		residents = w.figure(y.Residents.Value, 0)
	}
	a.Facts = w.say("areas.facts", "municipality", s.Area.Municipality, "region", s.Area.Region, "residents", residents, "year", s.Year)
	if s.PlanSince > 0 {
		a.Plan = w.say("why.plan", "year", s.PlanSince)
	}
	for i := range s.Results {
		r := &s.Results[i]
		on := w.answer(r.On)
		v := listView{Name: upperFirst(r.Rule.Name.In(w.lang)), On: on.Text, Class: on.Class, Why: s.because(w, r), Paragraph: r.Rule.Paragraph, Persons: w.margin(s, r)}
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
		return w.say("areas.nomargin")
	case p.N < fewConvicted && of == Convicted:
		return w.say("areas.fewer", "n", fewConvicted)
	}
	return w.figure(float64(p.N), 0)
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
			return w.say("areas.fewer", "n", r.Persons.N-f.Persons.N+fewConvicted)
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
	unit, decimals := " %", 2
	if f.Criterion == Residents {
		unit, decimals = "", 0
	}
	met := w.answer(f.Met)
	row := criterionRow{Name: w.say("criterion." + string(f.Criterion) + ".long"), Met: met.Text, Class: met.Class, Persons: w.persons(f.Persons, f.Criterion),
		Value: w.with(f.Value, decimals, unit), Limit: w.say("comparator."+f.Comparator) + " " + w.with(f.Limit, decimals, unit), Margin: w.with(f.Margin, decimals, "")}
	if f.Rounded {
		row.Value += " (" + w.say("areas.rounded") + ")"
	}
	var years []string
	for i, y := range f.Years {
		v := "–"
		switch {
		case y.Known && f.few(i):
			v = w.say("areas.few")
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
	text := w.figure(v, decimals)
	if text == "–" {
		return text
	}
	return text + unit
}

func (p *Past) view(w words) historyRow {
	on := w.answer(p.On)
	h := historyRow{Name: p.Area.Name, Year: fmt.Sprint(p.Year), List: p.Rule.Name.In(w.lang), On: on.Text, Class: on.Class, Official: w.say("history.notknown"), Difference: "–"}
	if p.Official.Known {
		h.Official, h.Difference = w.answer(yesNo(p.Official.On)).Text, w.say("history.none")
	}
	var causes []string
	for _, c := range p.Because {
		causes = append(causes, w.say("because."+string(c)))
	}
	if len(causes) > 0 {
		h.Difference = strings.Join(causes, ", ")
	}
	return h
}

// invented says whether the delivery calls its own region invented, as that of
// Minby does; then every page says so.
func (d *Dossier) invented() bool {
	for i := range d.Delivery.Areas {
		if strings.Contains(d.Delivery.Areas[i].Region, "(opdigtet)") {
			return true
		}
	}
	return false
}
