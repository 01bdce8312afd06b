package main

import (
	"encoding/csv"
	"encoding/json"
	"hash/fnv"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"byblik"
	"byblik/release"
	"byblik/web"

	"golang.org/x/net/html"
)

// crawl walks the site of Minby's release.
type crawl struct {
	t       *testing.T
	site    http.Handler
	release *release.Release
	pages   int
	figures int // links to birth certificates whose text was compared
	forms   map[string]int
	cells   int                        // figures of JSON and CSV that were compared
	reads   func(address, page string) // looks at every page besides; may be nil
}

// minbySite is the public site with Minby's release, as a reader of its folder
// has it.
func minbySite(t *testing.T) (http.Handler, *release.Release) {
	t.Helper()
	dirs, err := theRelease()
	if err != nil {
		t.Fatal(err)
	}
	return siteOf(t, dirs[0])
}

// siteOf is the public site with the release that lies in a folder.
func siteOf(t *testing.T, dir string) (http.Handler, *release.Release) {
	t.Helper()
	r, err := release.Open(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	shelf := web.NewShelf(func() time.Time { return r.Manifest.Hour })
	shelf.Set([]web.Published{{Release: r, Hour: r.Manifest.Hour}})
	site, err := web.New(shelf, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return site, r
}

// A crawler walks every link of the invented town's site, in both languages
// and every form: nothing is broken; wherever a number leads to its birth
// certificate the two are the same, at the same rounding; JSON and CSV give
// the cells of the release and no other; what is withheld has no number
// anywhere. Of the many certificates, and of the permanent addresses, it opens
// one in 200; with BYBLIK_CRAWL=full all.
func TestTheCrawlerFindsOneNumberEverywhere(t *testing.T) {
	site, r := minbySite(t)
	c := crawled(t, site, r, nil)
	if c.pages < 3000 || c.figures < 20_000 || c.cells < 100_000 {
		t.Error("the crawler saw too little of the site")
	}
}

// crawled walks every link of a site from the two front pages on.
func crawled(t *testing.T, site http.Handler, r *release.Release, reads func(address, page string)) *crawl {
	t.Helper()
	c := &crawl{t: t, site: site, release: r, forms: map[string]int{}, reads: reads}
	seen, queue := map[string]bool{}, []string{"/da/", "/en/"}
	for len(queue) > 0 {
		address := queue[0]
		queue = queue[1:]
		for _, to := range c.open(address) {
			if !seen[to] && wanted(to) {
				seen[to] = true
				queue = append(queue, to)
			}
		}
	}
	t.Logf("%d answers (%v), %d numbers held against their certificates, %d cells of files against the release", c.pages, c.forms, c.figures, c.cells)
	return c
}

// wanted leaves out most certificates and permanent addresses.
func wanted(address string) bool {
	if os.Getenv("BYBLIK_CRAWL") == "full" || !strings.Contains(address, "/tal/") && !strings.Contains(address, "/figure/") && !strings.Contains(address, "/udgave/") && !strings.Contains(address, "/release/") {
		return true
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(address))
	return h.Sum32()%200 == 0
}

// open asks for an address, checks the answer and gives the addresses that it
// names.
func (c *crawl) open(address string) []string {
	w := httptest.NewRecorder()
	c.site.ServeHTTP(w, httptest.NewRequest("GET", address, nil))
	c.pages++
	if w.Code != 200 {
		c.t.Errorf("%s: status %d", address, w.Code)
		return nil
	}
	kind := strings.SplitN(w.Header().Get("Content-Type"), ";", 2)[0]
	c.forms[kind]++
	body := w.Body.String()
	if c.reads != nil && kind == "text/html" {
		c.reads(address, body)
	}
	for _, bad := range []string{"⟦", "NaN", "Inf", "%!", "<no value>"} {
		if strings.Contains(body, bad) {
			c.t.Errorf("%s: holds %q", address, bad)
		}
	}
	switch kind {
	case "text/html":
		return c.readPage(address, body)
	case "application/json":
		var v any
		if err := json.Unmarshal([]byte(body), &v); err != nil {
			c.t.Errorf("%s: %v", address, err)
		}
		c.readJSON(address, v)
	case "text/csv":
		c.readCSV(address, body)
	}
	return nil
}

func (c *crawl) readPage(address, body string) []string {
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		c.t.Errorf("%s: %v", address, err)
		return nil
	}
	var out []string
	danish := strings.HasPrefix(address, "/da/")
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if a.Key != "href" && a.Key != "src" && a.Key != "data-shapes" || n.Data == "form" {
				continue
			}
			to, _, _ := strings.Cut(a.Val, "#")
			if !strings.HasPrefix(to, "/") {
				continue
			}
			out = append(out, to)
			if n.Data == "a" {
				c.holdLink(address, to, n, danish)
			}
		}
	}
	return out
}

// holdLink holds the number that leads to a certificate against the release.
func (c *crawl) holdLink(address, to string, n *html.Node, danish bool) {
	_, id, ok := strings.Cut(to, "/tal/")
	if !ok {
		if _, id, ok = strings.Cut(to, "/figure/"); !ok {
			return
		}
	}
	if strings.HasSuffix(id, ".json") || strings.HasSuffix(id, ".csv") || strings.Contains(id, "?") || strings.Contains(to, "/udgave/") || strings.Contains(to, "/release/") {
		return
	}
	text := strings.TrimSpace(textOf(n))
	if text == "" || strings.HasSuffix(address, id) { // a certificate's links to itself are words
		return
	}
	cell, decimals := c.cell(address, id)
	if _, err := release.ParseFigureID(text); err == nil { // the list of corrections names figures
		return
	}
	c.figures++
	shown := readNumber(text, danish)
	if want := round(cell.Float(), decimals); math.IsNaN(shown) != math.IsNaN(want) || !math.IsNaN(want) && shown != want {
		c.t.Errorf("%s: says %q of %s, which is %v (%v)", address, text, id, want, cell.Status())
	}
}

// cell finds a figure in the release itself.
func (c *crawl) cell(address, id string) (byblik.Cell, int) {
	id, err := url.PathUnescape(id)
	if err != nil {
		c.t.Errorf("%s: %v", address, err)
	}
	f, err := release.ParseFigureID(id)
	if err != nil {
		c.t.Errorf("%s: %v", address, err)
		return byblik.CellWithout(byblik.Missing), 0
	}
	table, ind := c.release.Table(f.Indicator, f.Level), c.release.Indicator(f.Indicator)
	if table == nil || ind == nil {
		c.t.Errorf("%s: figure %s is not in the release", address, id)
		return byblik.CellWithout(byblik.Missing), 0
	}
	p := slices.IndexFunc(c.release.Level(f.Level).Places, func(p release.Place) bool { return p.Code == f.Place })
	i := slices.Index(table.Periods, f.Period)
	if p < 0 || i < 0 {
		c.t.Errorf("%s: figure %s is not in the release", address, id)
		return byblik.CellWithout(byblik.Missing), 0
	}
	switch f.Part {
	case "numerator":
		return table.Numerator[i][p], 0
	case "denominator":
		return table.Denominator[i][p], 0
	}
	return table.Value[i][p], ind.Decimals
}

// readJSON holds every object that names a figure against the release.
func (c *crawl) readJSON(address string, v any) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			c.readJSON(address, x)
		}
	case map[string]any:
		if id, ok := v["figure"].(string); ok && id != "" { // a count of criteria is no figure
			if value, there := v["value"]; there {
				n := math.NaN()
				if f, number := value.(float64); number {
					n = f
				}
				mark, _ := v["mark"].(string)
				c.holdCell(address, id, n, mark)
				for _, part := range []string{"numerator", "denominator"} {
					if f, number := v[part].(float64); number {
						c.holdCell(address, id+"."+part, f, "")
					}
				}
			}
		}
		for _, x := range v {
			c.readJSON(address, x)
		}
	}
}

// readCSV holds every row that names a figure against the release.
func (c *crawl) readCSV(address, body string) {
	danish := strings.Contains(address, "excel=da")
	if !strings.HasPrefix(body, "\ufeff") {
		c.t.Errorf("%s: no BOM", address)
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff")))
	if danish {
		r.Comma = ';'
	}
	head, err := r.Read()
	if err != nil {
		c.t.Errorf("%s: %v", address, err)
		return
	}
	figure, value, mark := slices.Index(head, "figure"), slices.Index(head, "value"), slices.Index(head, "mark")
	for {
		row, err := r.Read()
		if err == io.EOF {
			return
		}
		if err != nil {
			c.t.Errorf("%s: %v", address, err)
			return
		}
		if figure < 0 || value < 0 || mark < 0 || row[figure] == "" {
			continue
		}
		c.holdCell(address, row[figure], readPlain(row[value], danish), row[mark])
	}
}

func (c *crawl) holdCell(address, id string, shown float64, mark string) {
	c.cells++
	cell, decimals := c.cell(address, id)
	want := round(cell.Float(), decimals)
	if math.IsNaN(shown) != math.IsNaN(want) || !math.IsNaN(want) && shown != want {
		c.t.Errorf("%s: gives %v for %s, which is %v", address, shown, id, want)
	}
	if said := cell.Status().String(); (said != "ok" || mark != "") && mark != said {
		c.t.Errorf("%s: marks %s as %q, which is %s", address, id, mark, said)
	}
}

// round is half up on the decimal digits, by the printed number.
func round(v float64, decimals int) float64 {
	if math.IsNaN(v) {
		return v
	}
	return release.Round(v, decimals)
}

// readNumber reads a number as a page prints it; NaN for words.
func readNumber(s string, danish bool) float64 {
	s, _, _ = strings.Cut(s, " ")
	s = strings.ReplaceAll(s, "−", "-")
	if danish {
		s = strings.ReplaceAll(strings.ReplaceAll(s, ".", ""), ",", ".")
	} else {
		s = strings.ReplaceAll(s, ",", "")
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

func readPlain(s string, danish bool) float64 {
	if danish {
		s = strings.ReplaceAll(s, ",", ".")
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
