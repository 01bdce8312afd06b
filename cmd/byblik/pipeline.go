package main

import (
	"context"
	"path/filepath"

	"byblik"
	"byblik/catalog"
	"byblik/cube"
	"byblik/dossier"
	"byblik/gather"
	"byblik/run"
	"byblik/source"
)

// version of the program; it is part of every recipe.
const version = "0.1.0"

// request asks for a screening over the files that were named.
func request(c *catalog.Catalog, rules *catalog.RuleSet, from delivered, a run.Arguments) *gather.Request {
	r := &gather.Request{Catalog: c, Rules: rules, Arguments: a}
	from.over(r)
	return r
}

// over lets a request be read from the files by source and observed by cube.
func (d delivered) over(r *gather.Request) {
	r.Program, r.Single, r.Read, r.Observe = "byblik "+version, d.single, d.read, observe
}

// read reads a source from the folder, or from the one file that --from names.
func (d delivered) read(w gather.Wanted) ([]*byblik.Delivery, error) {
	r := source.Request{FS: d.FS, Definition: w.Source, Period: w.Period, AllPeriods: w.AllPeriods, Within: w.Within, Frame: w.Frame, Accept: w.Accept}
	if d.single != "" && !w.Beside {
		r.FS = source.OneFile(d.FS, d.single, w.Source, w.Period.String())
	}
	return source.Read(r)
}

func observe(ds []*byblik.Delivery, indicators []*catalog.Indicator, areas []byblik.Area, accept map[string]string) (*byblik.Panel, []byblik.Refusal, error) {
	panel, notes, err := cube.Observe(ds, indicators, areas, accept)
	return panel, notes.Refused, err
}

// registers are the deliveries of persons that byblik take keeps in a data folder.
type registers struct {
	data   string            // the data folder
	secret []byte            // of the record keys
	hashes map[string]string // SHA-256 of the delivery to count, by source; where none is named there must be one alone
}

func (r *registers) deliveries() cube.Deliveries {
	return cube.Deliveries{Dir: filepath.Join(r.data, "deliveries")}
}

// persons counts them; of no registers nothing.
func (r *registers) persons() *gather.Persons {
	if r == nil {
		return nil
	}
	return &gather.Persons{Fills: cube.Fills, Alone: cube.NoArea, Count: func(w gather.ToCount) (*gather.Counted, error) {
		c, err := cube.Register{Catalog: w.Catalog, Deliveries: r.deliveries(), Hashes: r.hashes, Areas: w.Areas, Shapes: w.Shapes, Secret: r.secret,
			Accept: w.Accept, Limits: cube.Limits{Threads: w.Workers}}.Count(context.Background(), w.Source)
		if err != nil {
			return nil, err
		}
		out := &gather.Counted{Receipts: c.Receipts, Replace: c.Replace, Key: c.Key}
		for _, x := range c.Counts {
			out.Tabulations = append(out.Tabulations, x.Tabulation)
			out.LeftOut = append(out.LeftOut, x.Receipt.Warnings...)
		}
		return out, nil
	}}
}

// outcome is a screening with the files of its folder.
type outcome struct {
	screening *dossier.Screening
	files     map[string][]byte
	unmet     []string // accepted checks that met nothing
}

// carryOut takes one screening through all stages: read, observe, screen,
// write. Nothing is on disk yet when it returns.
func carryOut(r *gather.Request) (*outcome, error) {
	in, err := r.Screening()
	if err != nil {
		return nil, err
	}
	s, err := run.Screen(*in, r.Arguments)
	if err != nil {
		return nil, err
	}
	files, err := dossier.Files(s)
	return &outcome{screening: s, files: files, unmet: in.Unmet}, err
}

// in gives the same screening written in another language.
func (o *outcome) in(lang catalog.Lang) (*outcome, error) {
	if lang == o.screening.Lang {
		return o, nil
	}
	s, err := run.InLanguage(o.screening, lang)
	if err != nil {
		return nil, err
	}
	files, err := dossier.Files(s)
	return &outcome{screening: s, files: files, unmet: o.unmet}, err
}

// summary tells on the terminal what was found, and where it lies.
func (o *outcome) summary(dir string) (string, error) {
	return dossier.Summary(o.screening, o.unmet, dir)
}
