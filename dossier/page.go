package dossier

import (
	"bytes"
	"embed"
	"html/template"
	"math"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/stress"
)

//go:embed page/*.html page/style.css page/script.js
var pageFiles embed.FS

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
	Lang, Title     string
	Municipal       bool
	Stamps          []string
	Lead            []string
	Said            []saidView
	Notes           []string
	Exceptions      []Accepted
	CSS             template.CSS
	Script          template.JS
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
	Print           string
	Version         string
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
	style, err := pageFiles.ReadFile("page/style.css")
	if err != nil {
		return nil, err
	}
	script, err := pageFiles.ReadFile("page/script.js")
	if err != nil {
		return nil, err
	}
	p := x.page()
	p.CSS = template.CSS(style) + p.CSS // both are ours: a file of the package and numbers
	p.Script = template.JS(script)
	return fill("report.html", p)
}

// fill puts what is ready to print into a template of the folder page.
func fill(name string, p any) ([]byte, error) {
	t, err := template.New(name).Funcs(template.FuncMap{"soft": soft, "pair": newPair}).ParseFS(pageFiles, "page/*.html")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, p)
	return bytes.ReplaceAll(b.Bytes(), []byte("\n\n"), []byte("\n")), err
}

// pair hands a part of a page on together with the page and its texts.
type pair struct{ Page, Rows any }

func newPair(page, rows any) pair { return pair{page, rows} }

// soft lets a long name break after a slash; everything else is escaped.
func soft(name string) template.HTML {
	return template.HTML(strings.ReplaceAll(template.HTMLEscapeString(name), "/", "/<wbr>"))
}

func (x *index) page() *page {
	s, w := x.s, x.words
	p := &page{
		words: w, Lang: string(w.Language()), Title: x.title(), Municipal: x.municipal(), Stamps: x.stamps(),
		Exceptions: s.Accepted, HasZones: s.Rules.Zones != nil, Recipe: len(s.Recipe) > 0,
		Print: s.Fingerprint, Version: s.Version,
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

// stamps are said on top of every page, in words and never by colour alone.
func (x *index) stamps() []string {
	st := []string{x.words.T("stamp.internal")}
	if x.s.Rules.Invented {
		st = append(st, x.words.T("stamp.invented"))
	}
	if x.s.Rules.Status != catalog.InForce {
		st = append(st, x.words.T("stamp.rules", "status", x.words.or("life.", string(x.s.Rules.Status))))
	}
	return st
}

// percent is the share of part in whole, with one decimal.
func (x *index) percent(part, whole float64) string {
	if whole <= 0 || math.IsNaN(part) {
		return "–"
	}
	return x.words.Number(100*part/whole, 1)
}
