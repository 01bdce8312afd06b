package dossier

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"byblik/catalog"

	"golang.org/x/net/html"
)

// element is a node of a page with its attributes.
type element struct {
	*html.Node
	attr map[string]string
}

func elements(t *testing.T, page []byte) []element {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []element
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			e := element{n, map[string]string{}}
			for _, a := range n.Attr {
				e.attr[a.Key] = a.Val
			}
			out = append(out, e)
		}
	}
	return out
}

func (e element) text() string {
	var b strings.Builder
	for n := range e.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}

func TestReportStandsAlone(t *testing.T) {
	for _, s := range []*Screening{town(catalog.Da), town(catalog.En), league(catalog.Da, 40), league(catalog.En, 40)} {
		checkAlone(t, mustFiles(t, s)["report.html"], s.Lang)
	}
}

// checkAlone checks that a page needs nothing else, that its links lead
// somewhere, that its headings step down one at a time and that no text lacks.
func checkAlone(t *testing.T, page []byte, lang catalog.Lang) {
	t.Helper()
	ids := map[string]int{}
	var targets []string
	level := 0
	for _, e := range elements(t, page) {
		if e.Data == "html" && e.attr["lang"] != string(lang) {
			t.Errorf("lang %q, want %q", e.attr["lang"], lang)
		}
		for k, v := range e.attr {
			if strings.HasPrefix(k, "on") || strings.Contains(v, "://") || strings.HasPrefix(v, "//") {
				t.Errorf("<%s %s=%q>", e.Data, k, v)
			}
		}
		if id := e.attr["id"]; id != "" {
			ids[id]++
		}
		if h := e.attr["href"]; strings.HasPrefix(h, "#") {
			targets = append(targets, h[1:])
		}
		if len(e.Data) == 2 && e.Data[0] == 'h' && e.Data[1] >= '1' && e.Data[1] <= '6' {
			if now := int(e.Data[1] - '0'); now > level+1 {
				t.Errorf("heading %q jumps from level %d", e.text(), level)
			}
			level = int(e.Data[1] - '0')
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("id %s stands %d times", id, n)
		}
	}
	for _, h := range targets {
		if ids[h] == 0 {
			t.Errorf("link to #%s leads nowhere", h)
		}
	}
	if bytes.Contains(page, []byte("⟦")) || bytes.Contains(page, []byte("ZgotmplZ")) || bytes.Contains(page, []byte("NaN")) {
		t.Error("the page shows a text or a value that is not there")
	}
}

func TestEveryAreaCanBeReachedOnTheMap(t *testing.T) {
	s := town(catalog.En)
	var labels []string
	for _, e := range elements(t, mustFiles(t, s)["report.html"]) {
		if e.Data == "a" && e.Namespace == "svg" {
			labels = append(labels, e.attr["aria-label"])
		}
	}
	if len(labels) != len(s.Areas) {
		t.Fatalf("%d links for %d areas", len(labels), len(s.Areas))
	}
	for _, a := range s.Areas {
		if !slices.ContainsFunc(labels, func(l string) bool { return strings.HasPrefix(l, a.Name+", ") }) {
			t.Errorf("%s has no link with its name", a.Name)
		}
	}
	for _, want := range []string{"overall score", "criteria met, in the urban area", "missing", "withheld to protect persons", "not applicable"} {
		if !strings.Contains(strings.Join(labels, "\n"), want) {
			t.Errorf("no label says %q", want)
		}
	}
}

func TestStampsAndLead(t *testing.T) {
	da := string(mustFiles(t, town(catalog.Da))["report.html"])
	en := string(mustFiles(t, town(catalog.En))["report.html"])
	for page, wants := range map[string][]string{
		da: {"<h1>Minby 2024</h1>", "Internt, ikke til offentliggørelse", "Opdigtede data", "Screeningen peger på 2 sammenhængende byområder", "16.996 af de 71.094", "ikke med i resultatet: tryghed.",
			"Ingen data – indgår ikke", "Erstatningstal: selvvurderet helbred", "Accepterede undtagelser", "Kræver en menneskelig vurdering", "Mange studerende", "0123456789abcdef", "byblik verify"},
		en: {"Internal, not for publication", "Invented data", "The screening points to 2 contiguous urban areas", "16,996 of the 71,094", "not part of the result: safety.",
			"No data – not part of the result", "Groups that are too small", "1 refused row", "outside-frame", `<span lang="da">udsat byområde</span>`},
	} {
		for _, want := range wants {
			if !strings.Contains(page, want) {
				t.Errorf("the page does not say %q", want)
			}
		}
	}
}

func TestHostileNamesStayText(t *testing.T) {
	page := mustFiles(t, town(catalog.En))["report.html"]
	scripts := 0
	for _, e := range elements(t, page) {
		if e.Data == "script" {
			scripts++
		}
	}
	if scripts != 1 || bytes.Contains(page, []byte("<script>alert")) {
		t.Errorf("%d scripts: a name became code", scripts)
	}
	if !bytes.Contains(page, []byte("&lt;script&gt;alert(1)")) {
		t.Error("the name is not shown")
	}
}

func TestZonesSayWhatIsGood(t *testing.T) {
	s := town(catalog.En)
	for _, m := range s.Zones[0].Members {
		for i, a := range s.Areas {
			if a.Code == m.Area {
				f := &s.Criteria[4].Findings[i]
				f.Z, f.Met = -0.4, false
			}
		}
	}
	page := string(mustFiles(t, s)["report.html"])
	for _, want := range []string{"As good as the city or better: health.", "1 of 2 urban areas do as well as or better than the city"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestACountryFitsOnAPage(t *testing.T) {
	page := mustFiles(t, league(catalog.En, 33000))["report.html"]
	if len(page) > 400_000 {
		t.Errorf("%d bytes", len(page))
	}
	for _, want := range []string{"The table shows the 200 most disadvantaged of 33,000 areas", `href="findings.csv"`, "Ward 199<"} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if bytes.Contains(page, []byte("Ward 200<")) {
		t.Error("more than 200 rows")
	}
}
