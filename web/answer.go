package web

import (
	"bytes"
	encjson "encoding/json"
	"fmt"
	"html/template"
	"math"
	"strings"
	"unicode/utf8"

	"byblik/release"
)

// answer is what a page answers, in every form that its route has.
type answer struct {
	title    string // of the page, without the site's name
	about    string // one sentence for search engines and shared links
	page     any    // what the template of the route's name shows
	json     any    // value of the JSON form
	csv      *sheet // rows of the CSV form
	svg      []byte // picture
	text     []byte // plain text
	private  bool   // made from what somebody typed: never stored
	redirect string // go here instead
	bare     bool   // without the site's head and foot, for use inside other pages
}

// sheet is a table for machines. Cells are text; numbers are written by exact
// and rounded as the pages show them.
type sheet struct {
	head []string
	rows [][]string
}

func (s *sheet) add(cells ...string) { s.rows = append(s.rows, cells) }

// envelope is the outer form of every JSON answer. Its schema is at
// /api/schema.json.
type envelope struct {
	Release  string `json:"release"`
	Invented bool   `json:"invented"`
	Run      string `json:"run"`
	Page     string `json:"page"`
	Address  string `json:"address"`
	Licence  string `json:"licence"`
	Content  any    `json:"content"` // what the page shows; its form depends on page
}

// shown is what every template sees: the request's methods, and the page.
type shown struct {
	*request
	Title, About string
	Page         any
}

// part hands a value to a part of a page, together with the request.
type part struct {
	*request
	V any
}

var templateFuncs = template.FuncMap{
	"part": func(s any, v any) (part, error) {
		switch s := s.(type) {
		case shown:
			return part{s.request, v}, nil
		case part:
			return part{s.request, v}, nil
		}
		return part{}, fmt.Errorf("part of %T", s)
	},
	"list": func(v ...any) []any { return v },
	"soft": soft,
	"args": func(pairs ...any) (map[string]any, error) {
		m := map[string]any{}
		for i := 0; i+1 < len(pairs); i += 2 {
			m[fmt.Sprint(pairs[i])] = pairs[i+1]
		}
		return m, nil
	},
}

// soft lets a name break after a slash, as the names of zones are put together.
func soft(name string) template.HTML {
	return template.HTML(strings.ReplaceAll(template.HTMLEscapeString(name), "/", "/<wbr>")) // escaped
}

// readTemplates joins each page with the layout and the parts.
func readTemplates() (map[string]*template.Template, error) {
	base, err := template.New("layout").Funcs(templateFuncs).Option("missingkey=error").ParseFS(files, "parts/*.html")
	if err != nil {
		return nil, err
	}
	entries, err := files.ReadDir("pages")
	if err != nil {
		return nil, err
	}
	all := map[string]*template.Template{}
	for _, e := range entries {
		t, err := base.Clone()
		if err != nil {
			return nil, err
		}
		if all[e.Name()], err = t.ParseFS(files, "pages/"+e.Name()+"/*.html"); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// write makes the bytes of an answer in one form, with their content type.
func (r *request) write(a *answer, f form) (body []byte, contentType string, err error) {
	switch f {
	case asJSON:
		var b bytes.Buffer
		e := encjson.NewEncoder(&b)
		e.SetEscapeHTML(true)
		e.SetIndent("", " ")
		err = e.Encode(envelope{Release: r.Manifest.ID, Invented: r.Manifest.Invented, Run: r.Manifest.PublicRun, Page: r.route.name,
			Address: r.Permanent(), Licence: licence, Content: noNil(a.json)})
		return b.Bytes(), "application/json; charset=utf-8", err
	case asCSV:
		return r.csvBytes(a.csv), "text/csv; charset=utf-8", nil
	case asText:
		return a.text, "text/plain; charset=utf-8", nil
	case asSVG:
		if r.query.Get("letters") != "" {
			return r.site.assets.withLetters(a.svg), "image/svg+xml; charset=utf-8", nil
		}
		return a.svg, "image/svg+xml; charset=utf-8", nil
	}
	t := r.site.templates[r.route.name]
	if t == nil {
		return nil, "", fmt.Errorf("page %s has no folder", r.route.name)
	}
	entry := "layout"
	if a.bare {
		entry = "bare"
	}
	var b bytes.Buffer
	err = t.ExecuteTemplate(&b, entry, shown{r, a.title, a.about, a.page})
	return stacked(b.Bytes()), "text/html; charset=utf-8", err
}

// licence is that of the figures of a release, as its sources allow.
const licence = "https://creativecommons.org/licenses/by/4.0/"

// csvBytes writes a table: for machines with commas and points, with
// ?excel=da as Danish Excel opens it, with semicolons and decimal commas. Both
// begin with a BOM, say UTF-8 and hold no formulas.
func (r *request) csvBytes(s *sheet) []byte {
	danish := r.query.Get("excel") == "da"
	sep := ","
	if danish {
		sep = ";"
	}
	var b bytes.Buffer
	b.WriteString("\ufeff")
	for _, row := range append([][]string{s.head}, s.rows...) {
		for i, c := range row {
			if i > 0 {
				b.WriteString(sep)
			}
			b.WriteString(csvCell(c, danish))
		}
		b.WriteString("\r\n")
	}
	return b.Bytes()
}

// csvCell quotes a cell and takes the life out of formulas; numbers stay numbers.
func csvCell(c string, danish bool) string {
	if isNumber(c) {
		if danish {
			return strings.Replace(c, ".", ",", 1)
		}
		return c
	}
	if first, _ := utf8.DecodeRuneInString(c); c != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		c = "'" + c
	}
	if strings.ContainsAny(c, ",;\"\r\n\t") {
		return `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
	}
	return c
}

// isNumber knows what exact writes: digits, perhaps a minus in front and one
// point. A code with a leading zero is text.
func isNumber(c string) bool {
	c = strings.TrimPrefix(c, "-")
	whole, frac, point := strings.Cut(c, ".")
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	return digits(whole) && (!point || digits(frac)) && (whole == "0" || whole[0] != '0')
}

// num is a number in JSON: null where there is none.
type num float64

// MarshalJSON writes the number, or null.
func (n num) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(n)) || math.IsInf(float64(n), 0) {
		return []byte("null"), nil
	}
	return []byte(exact(float64(n))), nil
}

var nan = math.NaN()

// mark is the code of a missing figure in every file: empty where it is there.
func mark(s fmt.Stringer) string {
	if t := s.String(); t != "ok" {
		return t
	}
	return ""
}

var _ = release.City
