package dossier

import (
	"html/template"
	"math"
	"strings"

	"byblik"
	"byblik/report"
	"byblik/stress"
)

// Limits that keep the page readable and small.
const (
	maxRows   = 2000 // above this the table shows the topRows most disadvantaged
	topRows   = 200
	maxStrips = 1000 // above this only zones have strips
	maxListed = 50   // refused, repaired or warned rows named per source
)

// page is what the templates see: words and numbers that are ready to print.
type page struct {
	words
	report.Sheet
	Municipal       bool
	Lead            []string
	Said            []saidView
	Notes           []string
	Exceptions      []Accepted
	Map             *mapView
	Ticks           []tickView
	Criteria        []criterionView
	Zones           []zoneView
	HasZones        bool
	TooSmall        []smallView
	Review          []reviewView
	Groups          []stripGroup
	Firm            *firmView
	Why             bool
	Caution         string
	Classes         *classesView
	Table           tableView
	Sources         []sourceView
	Method          []methodView
	Rules           []factView
	Glossary        []termView
	Recipe          bool
	FilesOfTheTable []string
}

// factView is a label and what it says.
type factView struct{ Label, Text string }

// saidView is one thing to read first. A long list behind a colon is folded
// away, so that the box stays short.
type saidView struct{ Text, Rest string }

// maxSaid is how many bytes a line of the box has before it is folded.
const maxSaid = 240

func newSaid(text string) saidView {
	if head, rest, found := strings.Cut(text, ": "); found && len(text) > maxSaid && len(head) < maxSaid {
		return saidView{head, rest}
	}
	return saidView{Text: text}
}

// report makes the page.
func (x *index) report() ([]byte, error) {
	script, err := files.ReadFile("page/script.js")
	if err != nil {
		return nil, err
	}
	p := x.page()
	p.Script = template.JS(script) // ours: a file of the package
	return fill("report.html", p)
}

func fill(name string, p any) ([]byte, error) {
	return report.Fill(files, name, p, template.FuncMap{"soft": soft})
}

// soft lets a long name break after a slash; everything else is escaped.
func soft(name string) template.HTML {
	return template.HTML(strings.ReplaceAll(template.HTMLEscapeString(name), "/", "/<wbr>"))
}

func (x *index) page() *page {
	s, w := x.s, x.words
	p := &page{
		words: w, Sheet: report.Sheet{Title: x.title(), Kind: w.T("page.kind"), Stamps: w.Stamp(false, s.Rules.Invented, s.Rules.Status), Print: s.Fingerprint, Program: s.Version},
		Municipal: x.municipal(), Exceptions: s.Accepted, HasZones: s.Rules.Zones != nil, Recipe: len(s.Recipe) > 0,
	}
	for _, t := range s.Said {
		p.Said = append(p.Said, newSaid(t.In(w.Language())))
	}
	for _, t := range s.Notes {
		p.Notes = append(p.Notes, t.In(w.Language()))
	}
	x.dissolve()
	sc := x.scale()
	p.CSS = sc.css() + x.stripCSS()
	p.Map = x.mapView(sc)
	p.Ticks = x.tickViews()
	p.Criteria = x.criterionViews()
	p.Zones = x.zoneViews()
	p.TooSmall = x.smallViews()
	p.Review = x.reviewViews()
	p.Firm = x.firmView()
	if s.Why != nil {
		p.Why, p.Caution = true, stress.Caution.In(w.Language())
	}
	p.Groups = x.stripGroups()
	p.Classes = x.classesView(sc)
	p.Table = x.tableView(sc)
	p.Lead = x.leadText(p)
	p.Sources = x.sourceViews()
	p.Rules = x.ruleFacts()
	p.Method = x.methodViews()
	p.Glossary = x.glossary()
	return p
}

// title leads with the name of the place; a code that stands for one is said to
// be a code.
func (x *index) title() string {
	t := x.s.Rules.Place.In(x.words.Language())
	if t == "" {
		t = x.s.Rules.Title.In(x.words.Language())
	}
	if code := x.s.Within; code != "" {
		if name := byblik.AuthorityName(x.s.Areas, code); name != "" {
			t = name + ", " + t
		} else {
			t = x.words.T("within.code", "place", t, "code", code)
		}
	}
	gap := ", "
	if x.s.Period.Kind == byblik.Year {
		gap = " "
	}
	return strings.TrimSuffix(t+gap+x.words.period(x.s.Period), gap)
}

// percent is the share of part in whole, with one decimal.
func (x *index) percent(part, whole float64) string {
	if whole <= 0 || math.IsNaN(part) {
		return "–"
	}
	return x.words.Number(100*part/whole, 1)
}
