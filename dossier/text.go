package dossier

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"byblik"
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

// wordsIn gives the texts of a language; any language but Danish is English.
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

// whole writes a whole number.
func (w words) whole(v float64) string { return figure(w.lang, v, 0) }

// or says the text of a code, or the code itself where there is no text.
func (w words) or(prefix, code string) string {
	if s, ok := w.text[prefix+code]; ok {
		return s
	}
	return code
}

// list joins names as a sentence does: a, b and c, each with a small letter
// in front unless it is an abbreviation.
func (w words) list(names []string) string {
	names = slices.Clone(names)
	for i, s := range names {
		if r := []rune(s); len(r) > 1 && unicode.IsLower(r[1]) {
			names[i] = string(unicode.ToLower(r[0])) + string(r[1:])
		}
	}
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	default:
		last := w.say("and")
		if strings.Contains(strings.Join(names, ""), " "+last+" ") {
			last = w.say("and.last")
		}
		return strings.Join(names[:n-1], ", ") + " " + last + " " + names[n-1]
	}
}

// either joins what is one or the other: a, b or c.
func (w words) either(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + w.say("or") + " " + names[last]
}

// upper gives a text a capital letter in front.
func (w words) upper(s string) string {
	for _, r := range s {
		return string(unicode.ToUpper(r)) + s[len(string(r)):]
	}
	return s
}

// period writes a period for readers.
func (w words) period(p byblik.Period) string {
	switch p.Kind {
	case byblik.Quarter:
		return w.say("period.quarter", "year", p.Year, "part", p.Part)
	case byblik.FirstJanuary:
		return w.say("period.january", "year", p.Year)
	case byblik.FirstDecember:
		return w.say("period.december", "year", p.Year)
	case byblik.TwoYearMean:
		return w.say("period.mean", "a", p.Year-1, "b", p.Year)
	}
	return p.String()
}
