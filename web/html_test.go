package web

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"
)

// Every page that a link leads to, in both languages and all forms, is whole:
// one h1, a language, a title, no missing text, no link that leads nowhere, no
// style or script inside the page, no id twice.
func TestEveryPageIsWhole(t *testing.T) {
	for address, page := range wholeSite(t) {
		if !strings.HasPrefix(page.Header().Get("Content-Type"), "text/html") {
			continue
		}
		checkPage(t, address, page.Body.String())
	}
}

var walked struct {
	once sync.Once
	all  map[string]*httptest.ResponseRecorder
}

// wholeSite is every answer that a link of the test release leads to, walked
// once for all tests.
func wholeSite(t *testing.T) map[string]*httptest.ResponseRecorder {
	t.Helper()
	walked.once.Do(func() { walked.all = walk(t, siteAtNoon(t), "/da/", "/en/", "/da/kort/graenser.json") })
	return walked.all
}

// walk follows every link from the given addresses and gives all answers.
func walk(t *testing.T, s *Site, from ...string) map[string]*httptest.ResponseRecorder {
	t.Helper()
	seen := map[string]*httptest.ResponseRecorder{}
	queue := from
	for len(queue) > 0 {
		address := queue[0]
		queue = queue[1:]
		if seen[address] != nil {
			continue
		}
		w := get(t, s, address)
		seen[address] = w
		if w.Code != 200 {
			t.Errorf("%s: status %d", address, w.Code)
			continue
		}
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			continue
		}
		for _, to := range links(t, address, w.Body.String()) {
			if seen[to] == nil {
				queue = append(queue, to)
			}
		}
	}
	return seen
}

// links are the addresses of this site that a page names, without fragments.
func links(t *testing.T, address, body string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	var out []string
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if a.Key != "href" && a.Key != "src" && a.Key != "action" || n.Data == "form" || n.Data == "use" {
				continue
			}
			to, _, _ := strings.Cut(a.Val, "#")
			if strings.HasPrefix(to, "/") {
				out = append(out, to)
			}
		}
	}
	return out
}

func checkPage(t *testing.T, address, body string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	ids, h1, title := map[string]bool{}, 0, ""
	var wanted []string
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "h1":
			h1++
		case "html":
			if got, want := attr(n, "lang"), strings.Split(address, "/")[1]; got != want {
				t.Errorf("%s: lang %q, want %q", address, got, want)
			}
		case "title":
			if n.Parent.Data == "head" && n.FirstChild != nil {
				title = n.FirstChild.Data
			}
		case "style":
			t.Errorf("%s: a style inside the page, which the policy forbids", address)
		case "script":
			if attr(n, "src") == "" && attr(n, "type") != "application/json" {
				t.Errorf("%s: a script inside the page, which the policy forbids", address)
			}
		case "a":
			if href := attr(n, "href"); href == "" || href == "#" {
				t.Errorf("%s: a link without a target", address)
			} else if strings.HasPrefix(href, "#") {
				wanted = append(wanted, href[1:])
			}
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "id" && ids[a.Val]:
				t.Errorf("%s: id %q twice", address, a.Val)
			case a.Key == "id":
				ids[a.Val] = true
			case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
				t.Errorf("%s: attribute %s, which the policy forbids", address, a.Key)
			}
		}
	}
	for _, id := range wanted {
		if !ids[id] {
			t.Errorf("%s: a link to #%s, which is not there", address, id)
		}
	}
	if h1 != 1 {
		t.Errorf("%s: %d h1, want one", address, h1)
	}
	if strings.TrimSpace(title) == "" {
		t.Errorf("%s: no title", address)
	}
	for _, bad := range []string{"⟦", "NaN", "%!", "<no value>", "ZgotmplZ", "{n}", "{name}"} {
		if strings.Contains(body, bad) {
			t.Errorf("%s: holds %q", address, bad)
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// A table that becomes cards on a phone says in every cell what its column
// says above it, and tells its parts to those who listen.
func TestACellOfACardHasTheWordsOfItsColumn(t *testing.T) {
	tables := 0
	for address, page := range wholeSite(t) {
		root, err := html.Parse(strings.NewReader(page.Body.String()))
		if err != nil || !strings.HasPrefix(page.Header().Get("Content-Type"), "text/html") {
			continue
		}
		for n := range root.Descendants() {
			if n.Data == "table" && strings.HasPrefix(attr(n, "class"), "stack") {
				tables++
				checkCards(t, address, n)
			}
		}
	}
	if tables < 50 {
		t.Errorf("%d tables of cards on the site, want those of every area, indicator and catalogue", tables)
	}
}

func checkCards(t *testing.T, address string, table *html.Node) {
	t.Helper()
	roles := map[string]string{"thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
	var heads []string
	column := 0
	for n := range table.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if want := roles[n.Data]; attr(n, "role") != want && want != "" {
			t.Errorf("%s: a %s with the role %q", address, n.Data, attr(n, "role"))
		}
		switch {
		case n.Data == "tr":
			column = 0
		case n.Data == "th" && attr(n, "scope") == "col":
			heads = append(heads, strings.TrimSpace(textOf(n)))
		case n.Data == "th":
			column++
		case n.Data == "td" && attr(n, "colspan") == "":
			if got := attr(n, "data-label"); got != heads[column] || got == "" {
				t.Errorf("%s: the cell %q is labelled %q, its column %q", address, textOf(n), got, heads[column])
			}
			column++
		}
	}
}

var ofCards = regexp.MustCompile(` (role|data-label)="[^"]*"`)

// bareCells is a page without what makes its tables cards.
func bareCells(body string) string { return ofCards.ReplaceAllString(body, "") }

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}
