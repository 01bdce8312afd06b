package web

import (
	"math"
	"strings"
)

// methodView tells how figures are measured, protected and judged.
type methodView struct {
	Sections    []methodSection
	Threshold   string
	Base        string
	Certificate *certificateOf
}

// methodSection is a heading with its paragraphs.
type methodSection struct {
	ID, Title  string
	Paragraphs []string
}

// certificateOf is what the attack on the release could find out.
type certificateOf struct {
	Cells, Shown, Suppressed, Secondary, Exact, Narrowed string
	Narrowest                                            string
	Ladder                                               string // sentence on what the ladder of households keeps back
	Attacks                                              []attackRow
}

type attackRow struct{ Title, Tried, Found string }

// methodSections are the keys of the texts, in the order of the page.
var methodSections = []string{"screening", "gap", "interval", "trend", "firm", "likeness", "borders"}

// methodPage tells the methods in words.
func methodPage(r *request) (*answer, error) {
	v := &methodView{}
	for _, id := range methodSections {
		v.Sections = append(v.Sections, methodSection{ID: id, Title: r.say("method." + id), Paragraphs: strings.Split(r.either(r.method(id), "method."+id+".text", "n", len(r.Screening.Criteria)), "\n\n")})
	}
	p := r.Protection
	v.Threshold, v.Base = r.whole(p.Threshold), r.whole(p.Base)
	if c := r.Release.Certificate; c.Cells > 0 {
		// What the ladder keeps back was never planned to be shown.
		x := &certificateOf{Cells: r.whole(c.Cells - c.Withheld), Shown: r.whole(c.Shown), Suppressed: r.whole(c.Suppressed - c.Withheld), Secondary: r.whole(c.Secondary), Exact: r.whole(c.Exact), Narrowed: r.whole(c.Narrowed)}
		if c.Withheld > 0 {
			x.Ladder = r.say("method.attack.ladder", "withheld", r.whole(c.Withheld))
		}
		if !math.IsNaN(c.Narrowest) && c.Narrowest > 0 {
			x.Narrowest = r.figure(c.Narrowest, 0)
		}
		for _, a := range c.Attacks {
			row := attackRow{r.in(a.Title), r.whole(a.Tried), r.whole(a.Found)}
			if a.Without != nil {
				row.Tried, row.Found = r.in(*a.Without), "–"
			}
			x.Attacks = append(x.Attacks, row)
		}
		v.Certificate = x
	}
	return &answer{title: r.say("method.title"), about: r.say("method.about"), page: v}, nil
}

// method says whether the usual text of a section fits the release.
func (r *request) method(section string) bool {
	if section == "screening" || section == "interval" {
		return r.HasProtected()
	}
	return true
}

// textView is a page of words alone: headings with paragraphs.
type textView struct {
	Lead     string
	Sections []methodSection
}

// textPage is a page whose texts are all there is: keys says which sections.
func textPage(keys ...string) func(*request) (*answer, error) {
	return func(r *request) (*answer, error) {
		name := r.route.name
		v := &textView{Lead: r.say(name + ".lead")}
		for _, k := range keys {
			text := r.say(name + "." + k + ".text")
			v.Sections = append(v.Sections, methodSection{ID: k, Title: r.say(name + "." + k), Paragraphs: strings.Split(text, "\n\n")})
		}
		return &answer{title: r.say(name + ".title"), about: v.Lead, page: v}, nil
	}
}

// term is a word of the glossary.
type term struct{ Word, Other, Means string }

// glossaryTerms are the words that the pages explain.
var glossaryTerms = []string{"zone", "area", "housing", "screening", "designation", "criterion", "limit", "city", "rest", "gap", "interval", "trend", "firm", "suppressed", "missing", "na", "certificate", "release", "fingerprint", "lists", "parallel", "prevention", "rode"}

// glossaryOf says of words that only some releases use, which do.
var glossaryOf = map[string]func(*view) bool{"housing": (*view).HasLists, "lists": (*view).HasLists, "parallel": (*view).HasLists, "prevention": (*view).HasLists,
	"suppressed": (*view).HasProtected, "rode": func(v *view) bool { return v.Manifest.Frame == "rode" }}

// glossaryPage explains the words, sorted as the language does.
func glossaryPage(r *request) (*answer, error) {
	var all []term
	for _, k := range glossaryTerms {
		if of := glossaryOf[k]; of == nil || of(r.view) {
			all = append(all, term{Word: r.say("glossary." + k), Other: r.say("glossary." + k + ".other"), Means: r.say("glossary." + k + ".means")})
		}
	}
	var sorted []term
	t := &sheet{head: []string{"term", "other_language", "means"}}
	for _, i := range r.sorted(len(all), func(i int) string { return all[i].Word }) {
		sorted = append(sorted, all[i])
		t.add(all[i].Word, all[i].Other, all[i].Means)
	}
	return &answer{title: r.say("glossary.title"), about: r.say("glossary.about"), page: sorted, csv: t}, nil
}
