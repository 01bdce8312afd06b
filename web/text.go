package web

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"

	"go.yaml.in/yaml/v3"
)

//go:embed texts pages parts
var files embed.FS

// words are the texts of the site in one language, by key. A text may hold
// {name} where a value goes.
type words struct {
	lang catalog.Lang
	text map[string]string
}

var languages = []catalog.Lang{catalog.Da, catalog.En}

// readWords reads the shared texts, and those of each page under the page's
// name: key title of pages/map is map.title. Both languages must have the same
// keys and the same places for values, and no text may be empty.
func readWords() (map[catalog.Lang]words, error) {
	all := map[catalog.Lang]words{}
	for _, l := range languages {
		w := words{lang: l, text: map[string]string{}}
		names, err := fs.Glob(files, "*/*/"+string(l)+".yaml")
		if err != nil {
			return nil, err
		}
		for _, name := range append(names, "texts/"+string(l)+".yaml") {
			if err := w.read(name); err != nil {
				return nil, err
			}
		}
		all[l] = w
	}
	return all, sameKeys(all[catalog.Da], all[catalog.En])
}

func (w words) read(name string) error {
	b, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	m := map[string]string{}
	if err := yaml.Unmarshal(b, &m); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	prefix := ""
	if dir := path.Dir(name); strings.HasPrefix(dir, "pages/") {
		prefix = path.Base(dir) + "."
	}
	for k, v := range m {
		if _, twice := w.text[prefix+k]; twice || v == "" {
			return fmt.Errorf("%s: text %s is empty or there twice", name, prefix+k)
		}
		w.text[prefix+k] = v
	}
	return nil
}

func sameKeys(da, en words) error {
	var bad []string
	for k, v := range da.text {
		if !slices.Equal(slots(v), slots(en.text[k])) || en.text[k] == "" {
			bad = append(bad, k)
		}
	}
	for k := range en.text {
		if da.text[k] == "" {
			bad = append(bad, k)
		}
	}
	if len(bad) > 0 {
		slices.Sort(bad)
		return &byblik.Error{Kind: byblik.Internal, File: "texts", Found: "texts that differ between the languages: " + strings.Join(bad, ", "),
			Expected: "the same keys and the same {places} in da.yaml and en.yaml", Do: "write the missing text"}
	}
	return nil
}

// slots are the {names} in a text, sorted, each once.
func slots(s string) []string {
	var out []string
	for {
		_, rest, ok := strings.Cut(s, "{")
		if !ok {
			slices.Sort(out)
			return slices.Compact(out)
		}
		name, after, _ := strings.Cut(rest, "}")
		out, s = append(out, name), after
	}
}

// say fills a text: pairs are name, value, name, value. Where n is 1 and the
// text has a form key.one, that is said. A key that does not exist shows
// itself; the tests make sure that none does.
func (w words) say(key string, pairs ...any) string {
	s, ok := w.text[key]
	for i := 0; i+1 < len(pairs); i += 2 {
		if one, has := w.text[key+".one"]; has && pairs[i] == "n" && pairs[i+1] == 1 {
			s = one
		}
	}
	if !ok {
		return "⟦" + key + "⟧"
	}
	if len(pairs) == 0 {
		return s
	}
	fill := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		v := pairs[i+1]
		if n, whole := v.(int); whole {
			v = w.whole(n)
		}
		fill = append(fill, "{"+fmt.Sprint(pairs[i])+"}", fmt.Sprint(v))
	}
	return strings.NewReplacer(fill...).Replace(s)
}

// or says the text of a code, or otherwise where there is none.
func (w words) or(key, otherwise string) string {
	if s, ok := w.text[key]; ok {
		return s
	}
	return otherwise
}

// list joins names as a sentence does: a, b and c.
func (w words) list(names []string) string { return catalog.Enumerate(names, w.say("and")) }

// in picks the language of a text of the release.
func (w words) in(t catalog.Text) string { return t.In(w.lang) }
