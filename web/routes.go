package web

import (
	"net/url"
	"strings"

	"byblik/catalog"
)

// form is a form in which an address answers.
type form string

// The forms. All but HTML end an address, as in /da/omraade/017.csv.
const (
	asHTML form = "html"
	asJSON form = "json"
	asCSV  form = "csv"
	asSVG  form = "svg"
	asText form = "txt"
)

// route is one page of the site. da and en are its paths below the language,
// with {id} for one segment. query names the parameters that it reads; others
// are ignored. post says that it takes a form in the body.
type route struct {
	name    string
	da, en  string
	forms   []form // HTML last
	query   []string
	post    bool
	content any // zero value of its JSON, for the schema
	answer  func(*request) (*answer, error)
}

var (
	onlyHTML  = []form{asHTML}
	onlyJSON  = []form{asJSON}
	withTable = []form{asJSON, asCSV, asHTML}
	// withPicture is for pages that have a picture of their own.
	withPicture = []form{asJSON, asCSV, asSVG, asHTML}
)

// routes are all pages of the site. To add a page: a row here, a folder in
// pages/, a handler in page_<name>.go.
var routes []route

func init() {
	routes = []route{
		{name: "front", da: "", en: "", forms: withTable, content: frontContent{}, answer: frontPage},
		{name: "find", da: "find", en: "find", forms: []form{asJSON, asHTML}, post: true, content: []hitJSON{}, answer: findPage},
		{name: "batch", da: "find/fil", en: "find/file", forms: []form{asJSON, asHTML}, post: true, content: batchContent{}, answer: batchPage},
		{name: "areas", da: "omraader", en: "areas", forms: withTable, content: []areaJSON{}, answer: areasPage},
		{name: "area", da: "omraade/{id}", en: "area/{id}", forms: withPicture, content: placeContent{}, answer: areaPage},
		{name: "zone", da: "byomraade/{id}", en: "zone/{id}", forms: withTable, content: placeContent{}, answer: zonePage},
		{name: "map", da: "kort", en: "map", forms: withPicture, query: mapQuery, content: mapContent{}, answer: mapPage},
		{name: "shapes", da: "kort/graenser", en: "map/borders", forms: onlyJSON, content: shapesContent{}, answer: shapesPage},
		{name: "embedmap", da: "indlejr/kort", en: "embed/map", forms: onlyHTML, query: mapQuery, answer: embedMapPage},
		{name: "embedarea", da: "indlejr/omraade/{id}", en: "embed/area/{id}", forms: onlyHTML, answer: embedAreaPage},
		{name: "embedindicator", da: "indlejr/indikator/{id}", en: "embed/indicator/{id}", forms: onlyHTML, answer: embedIndicatorPage},
		{name: "compare", da: "sammenlign", en: "compare", forms: withTable, query: []string{"o"}, post: true, content: compareContent{}, answer: comparePage},
		{name: "indicator", da: "indikator/{id}", en: "indicator/{id}", forms: withPicture, content: indicatorContent{}, answer: indicatorPage},
		{name: "screening", da: "screening", en: "screening", forms: withTable, content: screeningContent{}, answer: screeningPage},
		{name: "definition", da: "definition/{id}", en: "definition/{id}", forms: []form{asText, asHTML}, answer: definitionPage},
		{name: "lists", da: "statens-lister", en: "state-lists", forms: withTable, query: []string{"origin"}, content: []listJSON{}, answer: listsPage},
		{name: "goals", da: "maal", en: "goals", forms: withTable, content: goalsContent{}, answer: goalsPage},
		{name: "data", da: "data", en: "data", forms: withTable, content: dataContent{}, answer: dataPage},
		{name: "method", da: "metode", en: "method", forms: onlyHTML, answer: methodPage},
		{name: "releases", da: "udgaver", en: "releases", forms: withTable, content: []releaseJSON{}, answer: releasesPage},
		{name: "glossary", da: "ordliste", en: "glossary", forms: []form{asCSV, asHTML}, answer: glossaryPage},
		{name: "accessibility", da: "tilgaengelighed", en: "accessibility", forms: onlyHTML, answer: textPage("goal", "how")},
		{name: "contact", da: "kontakt", en: "contact", forms: onlyHTML, answer: contactPage},
		{name: "figure", da: "tal/{id}", en: "figure/{id}", forms: withTable, content: certificateContent{}, answer: figurePage},
	}
}

// routeNamed finds a route by its name.
func routeNamed(name string) *route {
	for i := range routes {
		if routes[i].name == name {
			return &routes[i]
		}
	}
	return nil
}

// pattern is the route's path in a language.
func (r *route) pattern(l catalog.Lang) string {
	if l == catalog.Da {
		return r.da
	}
	return r.en
}

// path fills the route's path in a language.
func (r *route) path(l catalog.Lang, id string) string {
	return strings.ReplaceAll(r.pattern(l), "{id}", url.PathEscape(id))
}

// match finds the route of an escaped path below the language, with its form
// and id.
func match(l catalog.Lang, path string) (*route, form, string) {
	for i := range routes {
		r := &routes[i]
		for _, f := range r.forms {
			bare := path
			if f != asHTML {
				var ok bool
				if bare, ok = strings.CutSuffix(path, "."+string(f)); !ok {
					continue
				}
				if r.pattern(l) == "" && bare == "index" {
					return r, f, "" // the front page's other forms
				}
			}
			if id, ok := fits(r.pattern(l), bare); ok && (f == asHTML || r.pattern(l) != "") {
				return r, f, id
			}
		}
	}
	return nil, "", ""
}

// fits holds a path against a pattern and gives the value of {id}.
func fits(pattern, path string) (id string, ok bool) {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return "", false
	}
	for i := range want {
		switch {
		case want[i] == "{id}" && got[i] != "":
			var err error
			if id, err = url.PathUnescape(got[i]); err != nil {
				return "", false
			}
		case want[i] != got[i]:
			return "", false
		}
	}
	return id, true
}
