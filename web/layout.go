package web

import "strings"

// link is a link of the head or the foot.
type link struct {
	Name, Href string
	Here       bool
}

// navigation and footer name the pages that every page leads to.
var (
	navigation = []string{"map", "areas", "screening", "lists", "goals", "data"}
	footer     = []string{"front", "find", "areas", "compare", "data", "method", "releases", "glossary", "accessibility", "contact"}
)

// Nav gives the links of the head.
func (r *request) Nav() []link { return r.links(navigation, "") }

// Foot gives the links of the foot.
func (r *request) Foot() []link { return r.links(footer, ".foot") }

// links leads to the pages of those names; short is the end of the keys of names
// that are shorter there.
func (r *request) links(names []string, short string) []link {
	var out []link
	for _, n := range names {
		if r.absent(n) {
			continue
		}
		out = append(out, link{Name: r.or("nav."+n+short, r.say("nav."+n)), Href: r.Link(n), Here: r.route.name == n})
	}
	return out
}

// PageName is the name of the route, for styles.
func (r *request) PageName() string { return r.route.name }

// OtherLang is the language that the page could be read in instead.
func (r *request) OtherLang() string {
	if r.Language() == "da" {
		return "en"
	}
	return "da"
}

// City is the name of the place that the release is about.
func (r *request) City() string { return r.in(r.Manifest.Place) }

// Site is the name of the site.
func (r *request) Site() string { return r.say("site", "city", r.City()) }

// Invented says whether the release is about an invented place.
func (r *request) Invented() bool { return r.Manifest.Invented }

// ReleaseName is the title of the release with its id.
func (r *request) ReleaseName() string {
	return r.say("release.name", "title", r.in(r.Manifest.Title), "id", r.Manifest.ID)
}

// Stamp says which release a page shows and where its figures come from.
func (r *request) Stamp() string {
	if r.Manifest.ID == "" {
		return r.say("stamp.none")
	}
	return r.say("stamp", "release", r.ReleaseName(), "hour", r.openedAt(r.view), "run", r.Manifest.PublicRun)
}

// openedAt is the hour from which a release is public, on the city's clock.
func (r *request) openedAt(v *view) string { return r.hour(v.opened, v.clock) }

var mediaTypes = map[form]string{asJSON: "application/json", asCSV: "text/csv", asSVG: "image/svg+xml", asText: "text/plain"}

// MediaType is the type of a form.
func (r *request) MediaType(f form) string { return mediaTypes[f] }

// FormName is the name of a form for readers.
func (r *request) FormName(f form) string { return strings.ToUpper(string(f)) }

// Origin is the site's own public address, such as https://minby.example;
// empty where the server was not told.
func (r *request) Origin() string { return r.site.origin }

// Excel gives the address of the CSV that Danish Excel opens.
func (r *request) Excel() string {
	a := r.This(asCSV)
	if strings.Contains(a, "?") {
		return a + "&excel=da"
	}
	return a + "?excel=da"
}

// Join joins names as a sentence does.
func (r *request) Join(names []string) string { return r.list(names) }
