package lists

import (
	"embed"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"sync"

	"byblik/catalog"

	"go.yaml.in/yaml/v3"
)

//go:embed texts/da.yaml texts/en.yaml
var textFiles embed.FS

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

// words are the texts in one language, by key. A text may hold {name} where a
// value goes.
type words struct {
	lang catalog.Lang
	text map[string]string
}

func wordsIn(l catalog.Lang) (words, error) {
	if l != catalog.Da {
		l = catalog.En
	}
	all, err := readTexts()
	return words{l, all[l]}, err
}

// say fills a text: pairs are name, value, name, value. A key that does not
// exist shows itself.
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

// exactText writes a number for machines: the shortest decimals that read back
// as the same number. NaN is the empty cell.
func exactText(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// figure writes a number for readers: rounded half up on its shortest
// decimals, with the separators of the language.
func (w words) figure(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	r, ok := new(big.Rat).SetString(exactText(math.Abs(v)))
	if !ok {
		return "–"
	}
	whole, frac, _ := strings.Cut(r.FloatString(decimals), ".")
	thousand, point := ",", "."
	if w.lang == catalog.Da {
		thousand, point = ".", ","
	}
	var b strings.Builder
	if v < 0 && strings.Trim(whole+frac, "0") != "" {
		b.WriteString("−")
	}
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(thousand)
		}
		b.WriteRune(d)
	}
	if frac != "" {
		b.WriteString(point + frac)
	}
	return b.String()
}

// limit writes a limit with as many decimals as it has, three at most.
func (w words) limit(v float64) string {
	_, dec, _ := strings.Cut(exactText(v), ".")
	return w.figure(v, min(len(dec), 3))
}

func (w words) criterion(id CriterionID) string { return w.say("criterion." + string(id)) }
