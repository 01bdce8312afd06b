package report

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"byblik/catalog"
)

type ownWords struct{ Words }

var own = fstest.MapFS{
	"texts/da.yaml":   {Data: []byte("hello: Goddag")},
	"texts/en.yaml":   {Data: []byte("hello: Good day")},
	"page/style.css":  {Data: []byte(".own{color:red}\n")},
	"page/first.html": {Data: []byte(`<p>{{.T "hello"}} {{len .Notes}}</p>{{template "end" (part $ .Notes)}}`)},
	"page/parts.html": {Data: []byte(`{{define "end"}}{{range .Of}}<i>{{.}}, {{$.Page.T "hello"}}</i>{{end}}{{end}}`)},
}

// A page stands in its frame: language, title and stamps on top, what it is
// about, and at the foot its fingerprint and what made it.
func TestAPageStandsInItsFrame(t *testing.T) {
	wordsIn := Texts(own, func(w Words) ownWords { return ownWords{w} })
	for lang, want := range map[catalog.Lang][]string{
		catalog.Da: {`<html lang="da">`, "<title>Nord &amp; Syd – Prøve</title>", "<h1>Nord &amp; Syd</h1>\n<p>Goddag 1</p><i>&lt;b&gt;, Goddag</i>", `<a class="skip" href="#content">Gå til indholdet</a>`,
			`aria-label="Status for denne side"><li>Internt, kun for berettigede brugere</li><li>Opdigtede data</li><li>Regelsæt: udkast</li>`,
			"<p><strong>Internt, kun for berettigede brugere.</strong> Fod. Fingeraftryk <code>12ab</code> · Lavet med byblik</p>", ".own{color:red}\n.map{}</style>", "<script>\nlet a</script>"},
		catalog.En: {`<html lang="en">`, "Internal, for entitled users only", "Invented data", "Rule set: draft", "Fingerprint <code>12ab</code> · Made with byblik", "Skip to the content"},
	} {
		w, err := wordsIn(lang)
		if err != nil {
			t.Fatal(err)
		}
		page, err := Fill(own, "first.html", struct {
			ownWords
			Sheet
			Notes []string
		}{w, Sheet{Title: "Nord & Syd", Kind: "Prøve", Stamps: w.Stamp(true, true, catalog.Draft), Foot: "Fod.", Print: "12ab", Program: "byblik", CSS: ".map{}", Script: "let a"}, []string{"<b>"}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range want {
			if !strings.Contains(string(page), s) {
				t.Errorf("%s: the page does not say %q:\n%s", lang, s, page[max(0, len(page)-900):])
			}
		}
	}
}

// What is in force, and real, and for the whole house has one stamp.
func TestStamps(t *testing.T) {
	w, err := Texts(own, func(w Words) Words { return w })(catalog.En)
	if err != nil {
		t.Fatal(err)
	}
	if got := w.Stamp(false, false, catalog.InForce); !slices.Equal(got, []string{"Internal, not for publication"}) {
		t.Error(got)
	}
	if got := w.Stamp(false, false, catalog.Superseded); !slices.Equal(got, []string{"Internal, not for publication", "Rule set: superseded"}) {
		t.Error(got)
	}
}

// What every page has is said here and nowhere else.
func TestAPackageCannotSayWhatEveryPageHas(t *testing.T) {
	twice := fstest.MapFS{"texts/da.yaml": {Data: []byte("toc: Indhold")}, "texts/en.yaml": {Data: []byte("toc: Contents")}}
	if _, err := Texts(twice, func(w Words) Words { return w })(catalog.Da); err == nil || !strings.Contains(err.Error(), "toc is empty or there twice") {
		t.Error(err)
	}
	if _, err := Fill(own, "second.html", struct{ Sheet }{}, nil); err == nil {
		t.Error("a page that is not there is filled")
	}
}
