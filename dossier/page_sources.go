package dossier

import (
	"cmp"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
)

// sourceView is one source with the receipt of its delivery.
type sourceView struct {
	Title, Publisher, Licence, Attribution, Class string
	File, Hash, Rows                              string
	Beside                                        []byblik.FilePrint // further files of the delivery
	Notes                                         []string
	Lists                                         []rowList
}

// rowList names rows that were refused, repaired or warned about.
type rowList struct {
	Title string
	Rows  []rowNote
	More  string
}

// rowNote is one row: where it stands, what was checked, and why in words.
type rowNote struct {
	Line              int
	Area, Check, Text string
}

func (x *index) sourceViews() []sourceView {
	var out []sourceView
	w := x.words
	for _, r := range x.s.Receipts {
		v := sourceView{Title: r.Source, File: r.File, Hash: r.SHA256, Beside: r.Beside}
		if d := x.source(r.Source); d != nil {
			v.Title = cmp.Or(d.Title.In(w.Language()), r.Source)
			v.Publisher, v.Licence, v.Attribution = d.Publisher, d.Licence, d.Attribution.In(w.Language())
			v.Class = w.or("source.class.", string(d.Class))
			for _, n := range d.Notes {
				v.Notes = append(v.Notes, n.In(w.Language()))
			}
		}
		v.Rows = w.rows(&r)
		v.Lists = slices.Concat(x.rowList(r.Source, "source.refused", r.Refused),
			x.rowList(r.Source, "source.repaired", r.Repaired), x.rowList(r.Source, "source.warned", r.Warnings))
		out = append(out, v)
	}
	return out
}

// rowList names the first rows of a list; there is none without rows.
func (x *index) rowList(source, key string, rows []byblik.Refusal) []rowList {
	if len(rows) == 0 {
		return nil
	}
	l := rowList{Title: x.words.Count(key, len(rows))}
	for _, r := range rows[:min(maxListed, len(rows))] {
		l.Rows = append(l.Rows, rowNote{r.Line, r.Area, r.Check, x.rowText(source, r)})
	}
	if len(rows) > maxListed {
		l.More = x.words.Count("source.more", len(rows)-maxListed)
	}
	return []rowList{l}
}

// rowText says why, in the language of the page. Receipts are in English: in
// Danish what the source expects has its own words, and the rest is quoted
// behind a sentence about the check.
func (x *index) rowText(source string, r byblik.Refusal) string {
	if x.words.Language() != catalog.Da {
		return r.Reason
	}
	reason := r.Reason
	if d := x.source(source); d != nil {
		for _, e := range d.Expected {
			if e.Because.Da == "" || e.Because.En == "" {
				continue
			}
			if reason == e.Because.En {
				return e.Because.Da
			}
			reason = strings.ReplaceAll(reason, e.Because.En, e.Because.Da)
		}
	}
	said := "“" + reason + "”"
	if key := "check." + strings.ReplaceAll(r.Check, "-", "_"); x.words.Has(key) {
		said = x.words.T(key) + " " + said
	}
	return said
}

func (x *index) source(id string) *catalog.Source {
	for _, d := range x.s.Sources {
		if d != nil && d.ID == id {
			return d
		}
	}
	return nil
}

// receiptLine is a receipt in one line, for the workbook.
func (x *index) receiptLine(r byblik.Receipt) string {
	title := r.Source
	if d := x.source(r.Source); d != nil {
		title = cmp.Or(d.Title.In(x.words.Language()), r.Source)
		if d.Publisher != "" {
			title += ", " + d.Publisher
		}
	}
	files := " · " + r.File + " · SHA-256 " + r.SHA256
	for _, f := range r.Beside {
		files += " · " + f.File + " · SHA-256 " + f.SHA256
	}
	return title + files + " · " + x.words.rows(&r)
}

// rows says what became of the rows of a file; the counts add up.
func (w words) rows(r *byblik.Receipt) string {
	n := func(i int) string { return w.Number(float64(i), 0) }
	return w.T("source.rows", "read", n(r.RowsRead), "used", n(r.RowsUsed), "elsewhere", n(r.Elsewhere),
		"refused", n(r.RowsRefused()), "repaired", n(len(r.Repaired)))
}
