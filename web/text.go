package web

import (
	"embed"

	"byblik/catalog"
)

//go:embed texts pages parts
var files embed.FS

// words are the texts of the site in one language.
type words struct{ catalog.Phrases }

var languages = []catalog.Lang{catalog.Da, catalog.En}

// readWords reads the shared texts, and those of each page under its name.
func readWords() (map[catalog.Lang]words, error) {
	read := catalog.ReadPhrases(files)
	all := map[catalog.Lang]words{}
	for _, l := range languages {
		p, err := read(l)
		if err != nil {
			return nil, err
		}
		all[l] = words{p}
	}
	return all, nil
}

// say fills a text: pairs are name, value, name, value; whole numbers are
// written as the language does. Where n is 1 and the text has a form key.one,
// that is said.
func (w words) say(key string, pairs ...any) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		n, whole := pairs[i+1].(int)
		if !whole {
			continue
		}
		if n == 1 && pairs[i] == "n" && w.Has(key+".one") {
			key += ".one"
		}
		pairs[i+1] = w.whole(n)
	}
	return w.T(key, pairs...)
}

// or says the text of a code, or otherwise where there is none.
func (w words) or(key, otherwise string) string {
	if w.Has(key) {
		return w.T(key)
	}
	return otherwise
}

// list joins names as a sentence does: a, b and c.
func (w words) list(names []string) string { return catalog.Enumerate(names, w.say("and")) }

// in picks the language of a text of the release.
func (w words) in(t catalog.Text) string { return t.In(w.Language()) }
