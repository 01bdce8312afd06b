package web

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// stacked completes the tables of a page that become cards on a phone, those
// of class stack: every cell gets the words of its column's head as
// data-label, which the style sheet writes before it, and table, rows and
// cells get the roles that they have, since browsers may forget these when a
// style draws a table as something else. All else stays as it is.
func stacked(page []byte) []byte {
	if !bytes.Contains(page, []byte(`<table class="stack`)) {
		return page
	}
	z := html.NewTokenizer(bytes.NewReader(page))
	out := make([]byte, 0, len(page)+len(page)/4)
	var t cards
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return append(out, z.Raw()...)
		}
		raw := z.Raw()
		more := ""
		switch kind {
		case html.TextToken:
			if t.inHead && len(t.heads) > 0 {
				t.heads[len(t.heads)-1] += string(z.Text())
			}
		case html.StartTagToken:
			more = t.start(z)
		case html.EndTagToken:
			t.end(z)
		}
		if more == "" {
			out = append(out, raw...)
			continue
		}
		out = append(append(append(out, raw[:len(raw)-1]...), more...), '>')
	}
}

// cards is where stacked stands in a page.
type cards struct {
	inside, inHead bool
	heads          []string
	column         int
}

// start gives the attributes that a tag lacks.
func (t *cards) start(z *html.Tokenizer) string {
	name, has := z.TagName()
	tag := string(name) // the tokenizer reuses its bytes
	class, span := "", 1
	for has {
		var key, value []byte
		key, value, has = z.TagAttr()
		switch string(key) {
		case "class":
			class = string(value)
		case "colspan":
			if n, err := strconv.Atoi(string(value)); err == nil {
				span = n
			}
		}
	}
	if tag == "table" && (class == "stack" || strings.HasPrefix(class, "stack ")) {
		*t = cards{inside: true}
		return ` role="table"`
	}
	if !t.inside {
		return ""
	}
	switch tag {
	case "thead":
		t.inHead = true
		return ` role="rowgroup"`
	case "tbody":
		return ` role="rowgroup"`
	case "tr":
		t.column = 0
		return ` role="row"`
	case "th":
		t.column += span
		if t.inHead {
			t.heads = append(t.heads, "")
			return ` role="columnheader"`
		}
		return ` role="rowheader"`
	case "td":
		label := ""
		if span == 1 && t.column < len(t.heads) {
			label = ` data-label="` + html.EscapeString(strings.TrimSpace(t.heads[t.column])) + `"`
		}
		t.column += span
		return ` role="cell"` + label
	}
	return ""
}

// end leaves the head of a table, or the table.
func (t *cards) end(z *html.Tokenizer) {
	switch name, _ := z.TagName(); string(name) {
	case "thead":
		t.inHead = false
	case "table":
		*t = cards{}
	}
}
