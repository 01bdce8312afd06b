// Package report is what all internal reports share, so that they say it once
// and alike: the frame of a page (frame.html) with its stamps on top and its
// fingerprint at the foot, the style that every page begins with (style.css),
// and the texts of both. A package that writes a report brings its templates
// under page, what it adds to the style in page/style.css, and its own texts
// under texts; a key that stands here cannot stand there.
package report

import (
	"bytes"
	"embed"
	"html/template"
	"io/fs"

	"byblik/catalog"
)

//go:embed frame.html style.css texts/da.yaml texts/en.yaml
var shared embed.FS

// Words are the texts of a report in one language: its package's and those that
// every page has.
type Words struct{ catalog.Phrases }

// Texts reads the texts of a package, and gives each language's as the package's
// own type. It refuses what catalog.ReadPhrases refuses.
func Texts[W any](files fs.FS, own func(Words) W) func(catalog.Lang) (W, error) {
	read := catalog.ReadPhrases(shared, files)
	return func(l catalog.Lang) (W, error) {
		p, err := read(l)
		return own(Words{p}), err
	}
}

// Stamp gives what is said on top of a page, in words and never by colour alone:
// who may see it, that its data are invented, and that its rules are not in force.
func (w Words) Stamp(entitled, invented bool, status catalog.LifeStatus) []string {
	stamps := []string{w.T("stamp.internal")}
	if entitled {
		stamps[0] = w.T("stamp.entitled")
	}
	if invented {
		stamps = append(stamps, w.T("stamp.invented"))
	}
	if status != catalog.InForce {
		stamps = append(stamps, w.T("stamp.rules", "status", w.T("life."+string(status))))
	}
	return stamps
}

// Sheet is what the frame shows of a page; the view of a page embeds it and the
// package's words.
type Sheet struct {
	Title, Kind string       // what the page is about; what kind of page it is
	Stamps      []string     // one at least
	Foot        string       // said at the foot; may be empty
	Print       string       // fingerprint; empty = none
	Program     string       // name and version; empty = not said
	CSS         template.CSS // what is worked out for this page, after the style
	Script      template.JS
}

// Part hands a part of a page on together with the page and its texts. Templates
// make one with the function part.
type Part struct{ Page, Of any }

// Fill puts a page into the template of that name and its frame. The template
// and its parts are page/*.html of files, and may call more functions.
func Fill(files fs.FS, name string, page any, more template.FuncMap) ([]byte, error) {
	style := func() (template.CSS, error) {
		all, err := fs.ReadFile(shared, "style.css")
		if err != nil {
			return "", err
		}
		own, err := fs.ReadFile(files, "page/style.css")
		return template.CSS(append(all, own...)), err // both are ours
	}
	t, err := template.New("frame.html").Funcs(template.FuncMap{"style": style, "part": func(page, of any) Part { return Part{page, of} }}).Funcs(more).ParseFS(shared, "frame.html")
	if err == nil {
		t, err = t.ParseFS(files, "page/*.html")
	}
	if err == nil {
		t, err = t.New("content").Parse(`{{template "` + name + `" .}}`)
	}
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.ExecuteTemplate(&b, "frame.html", page)
	return bytes.ReplaceAll(b.Bytes(), []byte("\n\n"), []byte("\n")), err
}
