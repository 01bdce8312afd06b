package letting

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"byblik/catalog"

	"go.yaml.in/yaml/v3"
)

//go:embed texts/da.yaml texts/en.yaml
var textFiles embed.FS

// words are the texts of the report in one language, by key. A text may hold
// {name} where a value goes.
type words struct {
	lang catalog.Lang
	text map[string]string
}

var readTexts = sync.OnceValues(func() (map[catalog.Lang]map[string]string, error) {
	all := map[catalog.Lang]map[string]string{}
	for _, l := range []catalog.Lang{catalog.Da, catalog.En} {
		b, err := textFiles.ReadFile("texts/" + string(l) + ".yaml")
		if err != nil {
			return nil, err
		}
		m := map[string]string{}
		if err := yaml.Unmarshal(b, &m); err != nil {
			return nil, fmt.Errorf("texts/%s.yaml: %w", l, err)
		}
		all[l] = m
	}
	return all, nil
})

func wordsIn(l catalog.Lang) (words, error) {
	if l != catalog.Da {
		l = catalog.En
	}
	all, err := readTexts()
	return words{lang: l, text: all[l]}, err
}

// say fills a text: pairs are name, value, name, value. A key that does not
// exist shows itself; the tests make sure that none does.
func (w words) say(key string, pairs ...any) string {
	s, ok := w.text[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, "{"+fmt.Sprint(pairs[i])+"}", fmt.Sprint(pairs[i+1]))
	}
	return s
}

// count says key.one for 1 and key.many otherwise; {n} is the number.
func (w words) count(key string, n int, pairs ...any) string {
	form := ".many"
	if n == 1 {
		form = ".one"
	}
	return w.say(key+form, append(pairs, "n", w.whole(float64(n)))...)
}

func (w words) whole(v float64) string { return figure(w.lang, v, 0) }
