package forecast

import (
	"embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"byblik/catalog"

	"go.yaml.in/yaml/v3"
)

//go:embed texts/da.yaml texts/en.yaml page/*.html page/style.css
var files embed.FS

// words are the texts of the pages in one language, by key; {name} is filled in.
type words struct {
	lang catalog.Lang
	text map[string]string
}

var readTexts = sync.OnceValues(func() (map[catalog.Lang]map[string]string, error) {
	all := map[catalog.Lang]map[string]string{}
	for _, l := range []catalog.Lang{catalog.Da, catalog.En} {
		b, err := files.ReadFile("texts/" + string(l) + ".yaml")
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
	return words{l, all[l]}, err
}

// T says a text: pairs are name, value, name, value. A key that does not exist
// shows itself; a test makes sure that none does.
func (w words) T(key string, pairs ...any) string {
	s, ok := w.text[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, "{"+fmt.Sprint(pairs[i])+"}", fmt.Sprint(pairs[i+1]))
	}
	return s
}

// number writes a number for readers, with the separators of the language.
func (w words) number(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, part, _ := strings.Cut(s, ".")
	thousand, point := ",", "."
	if w.lang == catalog.Da {
		thousand, point = ".", ","
	}
	var b strings.Builder
	if v < 0 && strings.Trim(s, "0.") != "" {
		b.WriteString("−")
	}
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(thousand)
		}
		b.WriteRune(d)
	}
	if part != "" {
		b.WriteString(point + part)
	}
	return b.String()
}

// percent writes a probability: whole per cent, and at the ends what can be
// said of a number of runs, never 0 % or 100 %.
func (w words) percent(p float64) string {
	gap := "%"
	if w.lang == catalog.Da {
		gap = " %"
	}
	switch {
	case math.IsNaN(p):
		return "–"
	case p < 0.01:
		return "< 1" + gap
	case p > 0.99:
		return "> 99" + gap
	}
	return w.number(100*p, 0) + gap
}

// exact writes a number for machines; NaN is the empty cell.
func exact(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
