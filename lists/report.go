package lists

import (
	"fmt"
	"strings"

	"byblik/catalog"
	"byblik/report"
	"byblik/screen"
)

// page is what the template sees: words and numbers that are ready to print.
type page struct {
	words
	report.Sheet
	Lead          []string
	Said, Notes   []string
	Heads         []string // legal names of the lists
	Overview      []overviewRow
	Areas         []areaView
	History       []historyRow
	Official      []officialRow
	OfficialHeads []string
	Duties        []duty
	Law           string
	Readings      []reading
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

func (d *Dossier) report(w words) ([]byte, error) {
	p, err := d.page(w)
	if err != nil {
		return nil, err
	}
	return report.Fill(files, "report.html", p, nil)
}

func (d *Dossier) page(w words) (*page, error) {
	official, err := PublishedLists()
	if err != nil {
		return nil, err
	}
	p := &page{words: w, Law: d.Rules.Legal.In(w.Language()), Sheet: report.Sheet{Title: w.T("page.title", "day", w.day(d.Rules.Lists, d.Year)), Kind: w.T("page.kind"),
		Stamps: w.Stamp(true, d.Delivery.Invented(), d.Rules.Status), Print: d.Fingerprint, Program: "byblik " + d.Version}}
	for _, t := range d.Said() {
		p.Said = append(p.Said, t.In(w.Language()))
	}
	for _, t := range d.Rules.Notes {
		p.Notes = append(p.Notes, t.In(w.Language()))
	}
	for _, l := range d.Rules.Lists.Lists {
		name := upperFirst(l.Name.In(w.Language()))
		p.Heads = append(p.Heads, name)
		for _, x := range l.Duties {
			p.Duties = append(p.Duties, duty{name, x.Paragraph, x.Text.In(w.Language())})
		}
	}
	for i := range d.Standings {
		o, a := d.Standings[i].overview(w), d.Standings[i].view(w)
		a.Facts += d.turned(w, &d.Standings[i])
		o.N, a.N = i+1, i+1
		p.Overview, p.Areas = append(p.Overview, o), append(p.Areas, a)
	}
	for i := len(d.History) - 1; i >= 0; i-- {
		p.History = append(p.History, d.History[i].view(w))
	}
	for _, c := range official.Counts {
		p.Official = append(p.Official, officialRow{c.Year, orBlank(c.Udsat), orBlank(c.Parallel), orBlank(c.Omdannelse), orBlank(c.Forebyggelse), c.Source})
	}
	for _, id := range []ListID{VulnerableHousingArea, ParallelSociety, TransformationArea, PreventionArea} {
		p.OfficialHeads = append(p.OfficialHeads, w.T("official."+string(id)))
	}
	for _, r := range d.Readings() {
		p.Readings = append(p.Readings, reading{r.ID, r.Value, r.Text.In(w.Language())})
	}
	p.Lead = d.lead(w)
	return p, nil
}

// day names the list of a year as people do.
func (w words) day(l *catalog.StateLists, year int) string {
	if w.Has("day." + l.Published) {
		return w.T("day."+l.Published, "year", year)
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
		parts = append(parts, fmt.Sprintf("%s %d", l.Name.In(w.Language()), on))
	}
	out := []string{w.Count("lead.counts", len(s.Standings)), w.T("lead.lists", "lists", strings.Join(parts, "; "))}
	if open > 0 {
		out = append(out, w.Count("lead.open", open))
	}
	return append(out, w.T("lead.rules", "title", s.Rules.Title.In(w.Language())))
}

// turned says with which lists an area's borders changed.
func (d *Dossier) turned(w words, s *Standing) string {
	var years []string
	for _, y := range d.Delivery.turns(s.Area.Code) {
		years = append(years, fmt.Sprint(y))
	}
	if len(years) == 0 {
		return ""
	}
	return " " + w.T("areas.turns", "years", strings.Join(years, ", "))
}
