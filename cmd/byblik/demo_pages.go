package main

import (
	"bytes"
	"fmt"
	"html"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"

	"byblik/catalog"
	"byblik/forecast"
	"byblik/housing"
	"byblik/minby"
)

// What the demonstration asks of Minby's housing areas. The list year is one in
// which every list, transition and indeterminate case can be seen; draws are
// fewer than usual, so that the pages are there at once.
const (
	minbyListYear     = 2022
	minbyForecastYear = 2026
	minbyUntil        = 2035
	demoRuns          = 1000
)

// demoPart is one part of the demonstration: a folder as a command writes it, in
// both languages, made when it is first asked for.
type demoPart struct {
	name  string // below the language; empty for the screening
	page  string // the file that is shown
	title catalog.Text
	make  func() (map[catalog.Lang]map[string][]byte, error)
}

// inBoth renders what is computed once in both languages.
func inBoth(render func(catalog.Lang) (map[string][]byte, error)) (map[catalog.Lang]map[string][]byte, error) {
	out := map[catalog.Lang]map[string][]byte{}
	for _, l := range []catalog.Lang{catalog.Da, catalog.En} {
		files, err := render(l)
		if err != nil {
			return nil, err
		}
		out[l] = files
	}
	return out, nil
}

// demoParts are the parts of the demonstration.
func demoParts(seed uint64, first func() (*outcome, error)) ([]demoPart, error) {
	c, err := catalog.Embedded()
	if err != nil {
		return nil, err
	}
	town := minby.Files(seed)
	assumptions, err := fs.ReadFile(town, minby.LettingFile)
	if err != nil {
		return nil, internal(err, "")
	}
	over := func(r housing.Recipe) *housing.Question {
		return &housing.Question{Recipe: r, Version: version, Catalog: c, From: town}
	}
	next := over(housing.Recipe{Command: housing.Forecast, Year: minbyForecastYear, Runs: demoRuns, Seed: seed})
	december := sync.OnceValues(func() (*housing.Forecasted, error) {
		f, err := next.December()
		if err == nil {
			nameAfterMinby(f.Records)
		}
		return f, err
	})
	all := []demoPart{
		{"", "report.html", catalog.Text{Da: "Screening af byen", En: "Screening of the town"}, func() (map[catalog.Lang]map[string][]byte, error) {
			r, err := first()
			if err != nil {
				return nil, err
			}
			return inBoth(func(l catalog.Lang) (map[string][]byte, error) {
				in, err := r.in(l)
				if err != nil {
					return nil, err
				}
				return in.files, nil
			})
		}},
		{housing.Lists, "report.html", catalog.Text{Da: "Statens lister", En: "The State’s lists"}, func() (map[catalog.Lang]map[string][]byte, error) {
			return inBoth(func(l catalog.Lang) (map[string][]byte, error) {
				return over(housing.Recipe{Command: housing.Lists, Year: minbyListYear, Lang: string(l)}).Answer()
			})
		}},
		{housing.Forecast, "forecast.html", catalog.Text{Da: "Næste december", En: "Next December"}, func() (map[catalog.Lang]map[string][]byte, error) {
			f, err := december()
			if err != nil {
				return nil, err
			}
			return inBoth(func(l catalog.Lang) (map[string][]byte, error) {
				next.Lang = string(l)
				return next.ForecastFiles(f)
			})
		}},
		{"backtest", "backtest.html", catalog.Text{Da: "Prognosens prøve", En: "The forecast’s record"}, func() (map[catalog.Lang]map[string][]byte, error) {
			f, err := december()
			if err != nil {
				return nil, err
			}
			small, err := areasRecord(&forecast.MinbyAreas, delivered{FS: town})
			if err != nil {
				return nil, err
			}
			records := append([]*forecast.BackTest{small}, f.Records...)
			return inBoth(func(l catalog.Lang) (map[string][]byte, error) { return forecast.RecordFiles(records, l) })
		}},
		{housing.Letting, "report.html", catalog.Text{Da: "Hvad udlejning kan gøre", En: "What letting could do"}, func() (map[catalog.Lang]map[string][]byte, error) {
			h := over(housing.Recipe{Command: housing.Letting, Until: minbyUntil, Runs: demoRuns, Seed: seed, Rules: "dk-state-2021", Assumptions: &housing.Named{File: minby.LettingFile, Text: string(assumptions)}})
			r, err := h.Study()
			if err != nil {
				return nil, err
			}
			return inBoth(func(l catalog.Lang) (map[string][]byte, error) {
				h.Lang = string(l)
				return h.LettingFiles(r)
			})
		}},
	}
	for i := range all {
		all[i].make = sync.OnceValues(all[i].make)
	}
	return all, nil
}

// internalReports puts the parts, in both languages, below /internal/, and
// gives what makes them before anybody asks.
func internalReports(handler *http.ServeMux, seed uint64, lang catalog.Lang) (prepare func(), err error) {
	all, err := demoParts(seed, sync.OnceValues(func() (*outcome, error) { return screenMinby(seed, lang) }))
	if err != nil {
		return nil, err
	}
	for _, l := range []catalog.Lang{catalog.Da, catalog.En} {
		for _, s := range all {
			handler.HandleFunc("GET "+s.under(l)+"{file}", s.answer(l, all))
			handler.HandleFunc("GET "+s.under(l)+"{$}", s.answer(l, all))
		}
	}
	return func() {
		for _, name := range []string{"", housing.Lists, housing.Letting, housing.Forecast, "backtest"} { // the quickest first
			i := slices.IndexFunc(all, func(s demoPart) bool { return s.name == name })
			_, _ = all[i].make() // a fault shows where the page is asked for
		}
	}, nil
}

// under is the path of a demoPart in a language.
func (s demoPart) under(l catalog.Lang) string {
	if s.name == "" {
		return "/internal/" + string(l) + "/"
	}
	return "/internal/" + string(l) + "/" + s.name + "/"
}

// contentTypes of the files in a folder.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".json": "application/json", ".geojson": "application/geo+json",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// answer gives one file of a demoPart, or its page, under a policy that lets
// nothing in from elsewhere.
func (s demoPart) answer(l catalog.Lang, all []demoPart) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		folders, err := s.make()
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		name := r.PathValue("file")
		if name == "" {
			name = s.page
		}
		text, ok := folders[l][name]
		if !ok {
			http.NotFound(w, r)
			return
		}
		if path.Ext(name) == ".html" {
			text = bytes.Replace(text, []byte("</header>"), []byte(s.links(l, all)+"</header>"), 1)
		}
		w.Header().Set("Content-Type", contentTypes[path.Ext(name)])
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		_, _ = w.Write(text) // a reader that left is no fault
	}
}

// links lead from page to page. They are laid over the page as it is served: a
// folder that a command writes stands alone.
func (s demoPart) links(l catalog.Lang, all []demoPart) string {
	var b strings.Builder
	label, other, inOther := "Minby", catalog.En, "In English"
	if l == catalog.En {
		other, inOther = catalog.Da, "På dansk"
	}
	fmt.Fprintf(&b, `<nav aria-label="%s" style="flex-basis:100%%"><ul style="display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:.5rem 0;padding:0;list-style:none">`, label)
	for _, x := range all {
		here := ""
		if x.name == s.name {
			here = ` aria-current="page"`
		}
		fmt.Fprintf(&b, `<li><a href="%s"%s>%s</a></li>`, x.under(l), here, html.EscapeString(x.title.In(l)))
	}
	fmt.Fprintf(&b, `<li><a href="%s" lang="%s">%s</a></li></ul></nav>`, s.under(other), other, inOther)
	return b.String()
}
