package dossier

import (
	"embed"
	"slices"
	"strings"
	"unicode"

	"byblik"
	"byblik/catalog"
	"byblik/report"
)

//go:embed texts/da.yaml texts/en.yaml page/*.html page/style.css page/script.js
var files embed.FS

// words are the texts of the report in one language.
type words struct{ report.Words }

var wordsIn = report.Texts(files, func(w report.Words) words { return words{w} })

// or says the text of a code, or the code itself where there is no text.
func (w words) or(prefix, code string) string {
	if w.Has(prefix + code) {
		return w.T(prefix + code)
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
	last := w.T("and")
	if strings.Contains(strings.Join(names, ""), " "+last+" ") {
		last = w.T("and.last")
	}
	return catalog.Enumerate(names, last)
}

// either joins what is one or the other: a, b or c.
func (w words) either(names []string) string { return catalog.Enumerate(names, w.T("or")) }

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
		return w.T("period.quarter", "year", p.Year, "part", p.Part)
	case byblik.FirstJanuary:
		return w.T("period.january", "year", p.Year)
	case byblik.FirstDecember:
		return w.T("period.december", "year", p.Year)
	case byblik.TwoYearMean:
		return w.T("period.mean", "a", p.Year-1, "b", p.Year)
	}
	return p.String()
}
