package catalog

import (
	"fmt"
	"io/fs"
	"maps"
	"math"
	"math/big"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// Phrases are the texts of a page in one language, by key. A text may hold
// {name} where a value goes.
type Phrases struct {
	lang Lang
	text map[string]string
}

// ReadPhrases gives a reader of texts: those that packages share, if any, and a
// package's own. Each of the files holds texts/da.yaml and texts/en.yaml, and the
// texts of its pages, pages/NAME/da.yaml and en.yaml, whose keys get the page's
// name in front: title of pages/map is map.title. They are read once. Any language
// but Danish is English. The reader refuses texts that are not there in both
// languages, are empty or there twice, or whose places for values differ.
func ReadPhrases(files ...fs.FS) func(Lang) (Phrases, error) {
	read := sync.OnceValues(func() (map[Lang]Phrases, error) {
		all := map[Lang]Phrases{}
		for _, l := range []Lang{Da, En} {
			p := Phrases{l, map[string]string{}}
			for _, f := range files {
				if err := p.readAll(f); err != nil {
					return nil, err
				}
			}
			all[l] = p
		}
		return all, sameKeys(all[Da].text, all[En].text)
	})
	return func(l Lang) (Phrases, error) {
		if l != Da {
			l = En
		}
		all, err := read()
		return all[l], err
	}
}

// readAll adds the texts below one of the files.
func (p Phrases) readAll(files fs.FS) error {
	names, err := fs.Glob(files, "pages/*/"+string(p.lang)+".yaml")
	if err != nil {
		return err
	}
	for _, name := range append(names, "texts/"+string(p.lang)+".yaml") {
		if err := p.read(files, name); err != nil {
			return err
		}
	}
	return nil
}

// read adds the texts of one file.
func (p Phrases) read(files fs.FS, name string) error {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	var texts map[string]string
	if err := yaml.Unmarshal(b, &texts); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	before := ""
	if dir := path.Dir(name); dir != "texts" {
		before = path.Base(dir) + "."
	}
	for _, k := range slices.Sorted(maps.Keys(texts)) {
		if p.Has(before+k) || texts[k] == "" {
			return fmt.Errorf("%s: the text %s is empty or there twice", name, before+k)
		}
		p.text[before+k] = texts[k]
	}
	return nil
}

// sameKeys finds the first key that is not the same in both languages.
func sameKeys(da, en map[string]string) error {
	keys := maps.Clone(da)
	maps.Copy(keys, en)
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		if da[k] == "" || en[k] == "" {
			return fmt.Errorf("the text %s is missing in a language", k)
		}
		if a, b := holes(da[k]), holes(en[k]); !slices.Equal(a, b) {
			return fmt.Errorf("the text %s has places for %v in Danish and for %v in English", k, a, b)
		}
	}
	return nil
}

// holes are the names of the places for values in a text.
func holes(s string) []string {
	var out []string
	for _, part := range strings.Split(s, "{")[1:] {
		if name, _, ok := strings.Cut(part, "}"); ok {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Language is the language of the texts.
func (p Phrases) Language() Lang { return p.lang }

// T says a text: pairs are name, value, name, value. A key that does not exist
// shows itself; tests make sure that none does.
func (p Phrases) T(key string, pairs ...any) string {
	s, ok := p.text[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	if len(pairs) < 2 {
		return s
	}
	fill := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		fill = append(fill, "{"+fmt.Sprint(pairs[i])+"}", fmt.Sprint(pairs[i+1]))
	}
	return strings.NewReplacer(fill...).Replace(s) // in one go: a value is not searched for places
}

// Count says key.one for 1 and key.many otherwise; {n} is the number.
func (p Phrases) Count(key string, n int, pairs ...any) string {
	form := ".many"
	if n == 1 {
		form = ".one"
	}
	return p.T(key+form, append(pairs, "n", p.Number(float64(n), 0))...)
}

// Has tells whether there is a text of that key.
func (p Phrases) Has(key string) bool { return p.text[key] != "" }

// Keys are the keys of all texts, sorted.
func (p Phrases) Keys() []string { return slices.Sorted(maps.Keys(p.text)) }

// Numbered are the texts prefix1, prefix2 and so on, as far as they go.
func (p Phrases) Numbered(prefix string, pairs ...any) []string {
	var out []string
	for i := 1; p.Has(prefix + strconv.Itoa(i)); i++ {
		out = append(out, p.T(prefix+strconv.Itoa(i), pairs...))
	}
	return out
}

// Enumerate joins names as a sentence does, with a word before the last: a, b and c.
func Enumerate(names []string, word string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " " + word + " " + names[last]
}

// Number writes a number in the language of the texts; see Lang.Number.
func (p Phrases) Number(v float64, decimals int) string { return p.lang.Number(v, decimals) }

// Number writes a number for readers: rounded half up (away from zero) on its
// shortest decimals (ADR 0004), with the separators of the language and a true
// minus. What is no number is a dash.
func (l Lang) Number(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(math.Abs(v), 'f', -1, 64))
	if !ok {
		return "–"
	}
	whole, frac, _ := strings.Cut(r.FloatString(decimals), ".")
	thousand, point := ",", "."
	if l == Da {
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
