package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
)

// request is one request that found its page. Pages reach words, numbers and
// links through it; its exported methods are for templates.
type request struct {
	words
	*view
	site   *Site
	route  *route
	form   form
	id     string     // {id} of the path
	query  url.Values // the route's own parameters only
	body   *http.Request
	fixed  bool       // the address names the release
	newest string     // id of the newest release that is visible
	shelf  []standing // what is visible at the time of the request, the newest last
}

// Lang is the language of the page.
func (r *request) Lang() catalog.Lang { return r.Language() }

// Say fills a text of the page: key, then name, value, name, value.
func (r *request) Say(key string, pairs ...any) string { return r.say(key, pairs...) }

// In picks the language of a text of the release.
func (r *request) In(t catalog.Text) string { return t.In(r.Language()) }

// Link gives the address of a page in the same language and release: its
// name, its id (if it has one), then parameters as name, value, name, value.
func (r *request) Link(name string, args ...string) string {
	return r.address(r.Language(), name, asHTML, args)
}

// As gives the address of a page in another form.
func (r *request) As(f form, name string, args ...string) string {
	return r.address(r.Language(), name, f, args)
}

// This gives the page's own address in another form.
func (r *request) This(f form) string { return r.address(r.Language(), r.route.name, f, r.args()) }

// Other gives the address of the same view in the other language.
func (r *request) Other() string {
	l := catalog.Da
	if r.Language() == catalog.Da {
		l = catalog.En
	}
	return r.address(l, r.route.name, asHTML, r.args())
}

// Permanent gives the page's address in this release for good, Newest the one
// that always shows the newest release.
func (r *request) Permanent() string {
	c := *r
	c.fixed = true
	return c.address(r.Language(), r.route.name, asHTML, r.args())
}

// Newest gives the page's address that always shows the newest release.
func (r *request) Newest() string {
	c := *r
	c.fixed = false
	return c.address(r.Language(), r.route.name, asHTML, r.args())
}

// Old says whether a newer release is visible.
func (r *request) Old() bool { return r.Manifest.ID != r.newest }

// Fixed says whether the address names the release.
func (r *request) Fixed() bool { return r.fixed }

// Forms lists the other forms of this address.
func (r *request) Forms() []form {
	return slices.DeleteFunc(slices.Clone(r.route.forms), func(f form) bool { return f == asHTML })
}

// Asset gives the address of a file of the site's own.
func (r *request) Asset(name string) (string, error) { return r.site.assets.address(name) }

// args are the id and the parameters of the request, as Link takes them.
func (r *request) args() []string {
	var args []string
	if strings.Contains(r.route.da, "{id}") {
		args = append(args, r.id)
	}
	for _, k := range r.route.query {
		for _, v := range r.query[k] {
			args = append(args, k, v)
		}
	}
	return args
}

// releaseWord begins the address of a fixed release.
func releaseWord(l catalog.Lang) string {
	if l == catalog.Da {
		return "udgave"
	}
	return "release"
}

func (r *request) address(l catalog.Lang, name string, f form, args []string) string {
	if name == "error" {
		name = "front"
	}
	to := routeNamed(name)
	if to == nil {
		panic(fmt.Sprintf("no page is called %q", name)) // the tests open every link
	}
	id := ""
	if strings.Contains(to.da, "{id}") && len(args) > 0 {
		id, args = args[0], args[1:]
	}
	path := "/" + string(l) + "/"
	if r.fixed {
		path += releaseWord(l) + "/" + url.PathEscape(r.Manifest.ID) + "/"
	}
	path += to.path(l, id)
	if f != asHTML {
		if to.pattern(l) == "" {
			path += "index"
		}
		path += "." + string(f)
	}
	q := url.Values{}
	for i := 0; i+1 < len(args); i += 2 {
		if args[i+1] != "" {
			q.Add(args[i], args[i+1])
		}
	}
	if len(q) > 0 {
		path += "?" + q.Encode()
	}
	return path
}

// notFound is the answer to what does not exist, or not yet.
func notFound(what string) error {
	return &byblik.Error{Kind: byblik.NotFound, Found: what, Expected: "an address of this site"}
}

// invalid is the answer to parameters that do not hold.
func invalid(place, found, expected string) error {
	return &byblik.Error{Kind: byblik.Invalid, Place: place, Found: found, Expected: expected}
}
