package dossier

import (
	"cmp"

	"byblik"
	"byblik/catalog"
)

// sourceView is one source with the receipt of its delivery.
type sourceView struct {
	Title, Publisher, Licence, Attribution, Class string
	File, Hash, Rows                              string
	Notes                                         []string
	Lists                                         []rowList
}

// rowList names rows that were refused, repaired or warned about.
type rowList struct {
	Title string
	Rows  []byblik.Refusal
	More  string
}

func (x *index) sourceViews() []sourceView {
	var out []sourceView
	w := x.words
	for _, r := range x.s.Receipts {
		v := sourceView{Title: r.Source, File: r.File, Hash: r.SHA256}
		if d := x.source(r.Source); d != nil {
			v.Title = cmp.Or(d.Title.In(w.lang), r.Source)
			v.Publisher, v.Licence, v.Attribution = d.Publisher, d.Licence, d.Attribution.In(w.lang)
			v.Class = w.or("source.class.", string(d.Class))
			for _, n := range d.Notes {
				v.Notes = append(v.Notes, n.In(w.lang))
			}
		}
		v.Rows = w.say("source.rows", "read", w.whole(float64(r.RowsRead)), "used", w.whole(float64(r.RowsUsed)),
			"refused", w.whole(float64(len(r.Refused))), "repaired", w.whole(float64(len(r.Repaired))))
		v.add(w, "source.refused", r.Refused)
		v.add(w, "source.repaired", r.Repaired)
		v.add(w, "source.warned", r.Warnings)
		out = append(out, v)
	}
	return out
}

func (v *sourceView) add(w words, key string, rows []byblik.Refusal) {
	if len(rows) == 0 {
		return
	}
	l := rowList{Title: w.count(key, len(rows)), Rows: rows}
	if len(rows) > maxListed {
		l.Rows, l.More = rows[:maxListed], w.count("source.more", len(rows)-maxListed)
	}
	v.Lists = append(v.Lists, l)
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
		title = cmp.Or(d.Title.In(x.words.lang), r.Source)
		if d.Publisher != "" {
			title += ", " + d.Publisher
		}
	}
	w := x.words
	return title + " · " + r.File + " · SHA-256 " + r.SHA256 + " · " + w.say("source.rows", "read", w.whole(float64(r.RowsRead)),
		"used", w.whole(float64(r.RowsUsed)), "refused", w.whole(float64(len(r.Refused))), "repaired", w.whole(float64(len(r.Repaired))))
}
