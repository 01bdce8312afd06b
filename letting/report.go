package letting

import (
	"slices"
	"strconv"
	"strings"

	"byblik/catalog"
	"byblik/report"
)

// page is what the template sees: words and numbers that are ready to print.
type page struct {
	words
	report.Sheet
	r              *Result
	Lead           []string
	Overview       []overviewRow
	OverviewYears  []string
	Areas          []areaView
	Several        bool
	Queues         []queueRow
	Moves          []moveRow
	MovesSum       string
	Types          []typeRow
	Groups         []groupRow
	Facts          []fact
	Cannot, Method []string
	YAML, File     string
	Standing       string
	Until          string
}

// fact is a label and what it says.
type fact struct{ Label, Text string }

// report makes the page.
func (r *Result) report(lang catalog.Lang, program, print string) ([]byte, error) {
	w, err := wordsIn(lang)
	if err != nil {
		return nil, err
	}
	p := &page{words: w, r: r, Sheet: report.Sheet{Kind: w.T("page.kind"), Print: print, Program: program}}
	p.fill()
	return report.Fill(files, "report.html", p, nil)
}

func (p *page) fill() {
	a := p.r.Assumptions
	p.Until = strconv.Itoa(p.r.Options.Until)
	p.Stamps = p.words.Stamp(true, false, p.r.Rules.Status)
	if a.Invented {
		p.Stamps = slices.Insert(p.Stamps, 1, p.T("stamp.assumptions"))
	}
	p.Several = len(p.r.Areas) > 1
	p.Title = p.T("title.many", "n", len(p.r.Areas))
	if !p.Several {
		p.Title = p.r.Areas[0].Area.Name
	}
	p.overview()
	for i := range p.r.Areas {
		p.Areas = append(p.Areas, p.areaView(&p.r.Areas[i]))
	}
	p.waiting()
	p.assumed()
	p.Standing = p.r.Rules.Lists.Standing.In(p.Language())
	p.Cannot = p.Numbered("cannot.")
	p.Method = p.Numbered("method.", "runs", p.Number(float64(p.r.Options.Runs), 0), "seed", p.r.Options.Seed,
		"rules", p.r.Rules.Title.In(p.Language()), "law", p.r.Rules.Legal.In(p.Language()), "from", a.TriedFrom, "next", a.TriedFrom+1)
	p.YAML, p.File = string(a.Text), a.File
	p.lead()
}

// overviewRow is one area at a glance: the chance of being on any list.
type overviewRow struct {
	Name, Code, Lettings string
	Mark                 string // what is different here; empty if nothing
	Cells                []pair
}

// mark says what is different in an area: lettings that are tried there, or
// lettings that come from elsewhere.
func (p *page) mark(a *AreaResult) string {
	switch {
	case a.Own:
		return p.T("col.tried.mark")
	case !slices.Equal(a.Today, a.Tried):
		return p.T("col.receives.mark")
	}
	return ""
}

// pair is a figure as today and as tried; Same says that nothing else is tried.
type pair struct {
	Today, Tried string
	Same         bool
}

// glanceYears are the lists that tables show: the last known, the goal years
// and the last.
func (r *Result) glanceYears() []int {
	ys := append([]int{r.Areas[0].Base}, r.Assumptions.Goal.Years...)
	ys = append(ys, r.Options.Until)
	slices.Sort(ys)
	return slices.Compact(ys)
}

func (p *page) overview() {
	years := p.r.glanceYears()
	for _, y := range years {
		p.OverviewYears = append(p.OverviewYears, strconv.Itoa(y))
	}
	for i := range p.r.Areas {
		a := &p.r.Areas[i]
		row := overviewRow{Name: a.Area.Name, Code: a.Area.Code.Code, Lettings: p.Number(float64(a.Lettings), 0), Mark: p.mark(a)}
		for _, y := range years {
			row.Cells = append(row.Cells, p.pair(a, len(p.r.Lists), y))
		}
		p.Overview = append(p.Overview, row)
	}
	slices.SortStableFunc(p.Overview, func(x, y overviewRow) int { return strings.Compare(x.Name, y.Name) })
}

func (p *page) pair(a *AreaResult, list, year int) pair {
	i := year - a.AsToday.First
	x := pair{Today: p.chance(a.AsToday.List[list][i], year <= a.Base), Tried: p.chance(a.AsTried.List[list][i], year <= a.Base)}
	x.Same = x.Today == x.Tried
	return x
}

// lead says in words what was tried and what came out.
func (p *page) lead() {
	a := p.r.Assumptions
	var tried []string
	for i := range p.r.Areas {
		if p.r.Areas[i].Own {
			tried = append(tried, p.r.Areas[i].Area.Name)
		}
	}
	p.Lead = append(p.Lead, p.T("lead.what", "from", a.TriedFrom, "until", p.r.Options.Until))
	if len(tried) == 0 {
		p.Lead = append(p.Lead, p.T("lead.none"))
	} else {
		p.Lead = append(p.Lead, p.T("lead.tried", "names", strings.Join(tried, ", ")))
	}
	p.Lead = append(p.Lead, p.T("lead.rule"))
}

// listTitle is the law's name of a list.
func (p *page) listTitle(l int) string {
	if l == len(p.r.Lists) {
		return p.T("list.any")
	}
	if l := p.r.Rules.Lists.List(string(p.r.Lists[l])); l != nil {
		return l.Name.In(p.Language())
	}
	return string(p.r.Lists[l])
}
