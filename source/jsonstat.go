package source

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// jsonStat is a JSON-stat 2 data set while it is read
// (https://json-stat.org/full/): a list of dimensions with their sizes, and
// the figures as one long list, or as an object with the places that have one.
type jsonStat struct {
	*reading
	j       jsonText
	at      map[string]int // where each member at the top begins
	kind    string
	version string
	cells   []string // texts of the figures; empty where there is none
}

// jsonStatGrid takes a JSON-stat file apart.
func (r *reading) jsonStatGrid(raw []byte) *grid {
	text, ok := r.decode(raw)
	if !ok {
		return nil
	}
	if !json.Valid(text) {
		r.brokenJSON(text)
		return nil
	}
	s := &jsonStat{reading: r, j: jsonText{b: text}, at: map[string]int{}}
	twice := ""
	isObject := s.j.object(func(name string) {
		if _, again := s.at[name]; again {
			twice = name
		}
		s.j.next()
		s.at[name] = s.j.i
		switch name {
		case "class":
			s.kind, _ = s.j.scalar()
		case "version":
			s.version, _ = s.j.scalar()
		default:
			s.j.skip()
		}
	})
	switch {
	case twice != "":
		r.damaged(twice, "the member "+shown(twice)+" twice", "each member once")
	case !isObject || s.kind != "dataset" || s.version != "2.0":
		r.fault("wrong-format", 1, "", "JSON of the class "+shown(s.kind)+", version "+shown(s.version), "a data set of JSON-stat 2.0", "ask for the table as JSON-stat 2, one table in a file")
	default:
		if c := s.crossTable(); c != nil {
			return c.grid()
		}
	}
	return nil
}

// member decodes a member at the top.
func (s *jsonStat) member(name string, to any) bool {
	at, ok := s.at[name]
	if ok {
		s.j.i = at
		s.j.skip()
		ok = json.Unmarshal(s.j.b[at:s.j.i], to) == nil
	}
	if !ok {
		s.damaged(name, "no such member, or one of another form", "a data set of JSON-stat 2.0")
	}
	return ok
}

// category is what a JSON-stat dimension says of its categories.
type category struct {
	Index json.RawMessage   `json:"index"`
	Label map[string]string `json:"label"`
}

func (s *jsonStat) crossTable() *crossTable {
	var names []string
	var sizes []int
	var dims map[string]struct {
		Category category `json:"category"`
	}
	if !s.member("id", &names) || !s.member("size", &sizes) || !s.member("dimension", &dims) {
		return nil
	}
	c := &crossTable{reading: s.reading}
	if len(names) != len(sizes) || len(names) == 0 || len(names) > 100 {
		s.damaged("size", fmt.Sprintf("%d dimensions with %d sizes", len(names), len(sizes)), "a size for each dimension")
		return nil
	}
	for i, name := range names {
		d, ok := dims[name]
		if !ok || c.dim(name) >= 0 {
			s.damaged("dimension", "the dimension "+shown(name)+" not at all or twice", "each dimension once")
			return nil
		}
		codes, ok := d.Category.codes()
		if !ok || len(codes) != sizes[i] {
			s.damaged(name, fmt.Sprintf("%d categories where the size is %d", len(codes), sizes[i]), "a place for each category")
			return nil
		}
		dim := dimension{name: name, codes: codes}
		for _, code := range codes {
			text, ok := d.Category.Label[code]
			if !ok {
				text = code
			}
			dim.texts = append(dim.texts, text)
		}
		c.dims = append(c.dims, dim)
	}
	if !c.check() || !s.figures(c.size()) {
		return nil
	}
	c.cell = func(at int) (string, *objection) { return s.cells[at], nil }
	return c
}

// codes gives the codes in their order: a list, an object of places, or the
// only label of a dimension of one.
func (k *category) codes() ([]string, bool) {
	var list []string
	if len(k.Index) == 0 {
		for code := range k.Label {
			list = append(list, code)
		}
		return list, len(list) == 1
	}
	if json.Unmarshal(k.Index, &list) == nil {
		return list, true
	}
	var places map[string]int
	if json.Unmarshal(k.Index, &places) != nil {
		return nil, false
	}
	list = make([]string, len(places))
	filled := make([]bool, len(places))
	for code, at := range places {
		if at < 0 || at >= len(list) || filled[at] {
			return nil, false
		}
		list[at], filled[at] = code, true
	}
	return list, true
}

// figures reads the figures and, where there is none, the word that says why.
// A word beside a figure, such as p for provisional, changes nothing unless
// the definition says that it stands for no figure.
func (s *jsonStat) figures(n int) bool {
	s.cells = make([]string, n)
	if _, ok := s.at["value"]; !ok {
		s.damaged("value", "no figures", "a data set of JSON-stat 2.0")
		return false
	}
	none := make([]bool, n)
	given := make([]bool, n)
	if !s.list("value", given, func(at int, text string) {
		none[at] = text == ""
		s.cells[at] = text
	}) {
		return false
	}
	for i := range none {
		none[i] = none[i] || !given[i]
	}
	w := &s.Definition.Written
	says := func(word string) bool {
		for _, list := range [][]string{w.Missing, w.Suppressed, w.NotApplicable, w.Zero} {
			for _, x := range list {
				if x == word {
					return true
				}
			}
		}
		return false
	}
	status := func(at int, word string) {
		if word = strings.TrimSpace(word); word != "" && (none[at] || says(word)) {
			s.cells[at] = word
		}
	}
	at, ok := s.at["status"]
	if !ok {
		return true
	}
	if s.j.b[at] == '"' { // one word for all
		s.j.i = at
		word := s.j.str()
		for i := range n {
			status(i, word)
		}
		return true
	}
	return s.list("status", make([]bool, n), status)
}

// list reads a member that is a list of n, or an object of places from 0.
func (s *jsonStat) list(name string, given []bool, take func(at int, text string)) bool {
	s.j.i = s.at[name]
	wrong := ""
	one := func(at int) {
		isText := s.j.next() == '"'
		text, ok := s.j.scalar()
		if !isText {
			text = s.number(text)
		}
		switch {
		case at < 0 || at >= len(given):
			wrong = fmt.Sprintf("more than the %d figures that the sizes make", len(given))
		case given[at]:
			wrong = fmt.Sprintf("the place %d twice", at)
		case !ok:
			wrong = "a list or an object in place of a figure"
		default:
			given[at] = true
			take(at, text)
		}
	}
	switch s.j.next() {
	case '[':
		at := 0
		s.j.array(func() { one(at); at++ })
		if wrong == "" && at != len(given) {
			wrong = fmt.Sprintf("%d places where the sizes make %d", at, len(given))
		}
	case '{':
		s.j.object(func(key string) {
			at, err := strconv.Atoi(key)
			if err != nil || strconv.Itoa(at) != key {
				at = -1
			}
			one(at)
		})
	case 'n': // null
	default:
		wrong = "something that is no list"
	}
	if wrong != "" {
		s.damaged(name, wrong, "one place for each combination of categories")
	}
	return wrong == ""
}

// number writes a number of JSON with the declared decimal sign and without
// exponent; a text stays as it is.
func (r *reading) number(text string) string {
	if digits(text) {
		return text
	}
	if strings.ContainsAny(text, "eE") {
		if v, err := strconv.ParseFloat(text, 64); err == nil {
			text = plainFloat(v)
		}
	} else if _, err := strconv.ParseFloat(text, 64); err != nil {
		return text
	}
	return withDecimal(text, r.Definition.Written.Decimal)
}
