package source

import (
	"fmt"
	"io/fs"
	"slices"

	"byblik"
	"byblik/catalog"
)

// Request says what to read.
type Request struct {
	FS         fs.FS           // folder with the publisher's files
	Definition *catalog.Source // how they are written
	Period     byblik.Period   // period wanted; zero: the latest on file
	AllPeriods bool            // also every earlier period on file, for rules over several years
	// Within keeps only the areas of one authority (its code), and chooses
	// the file that covers it; empty: the whole frame.
	Within string
	// Frame holds the areas of the frame, against which codes and names are
	// checked; empty for the source that lists the frame itself. Areas of
	// another frame than the definition's are not looked at.
	Frame []byblik.Area
	// Accept maps a check to the reason why its faults are accepted: the rows
	// and cells concerned are left out, never guessed.
	Accept map[string]string
}

// Read gives one delivery per file, ordered by period and file name. An
// optional source that is not there gives none. The error joins all faults of
// all files (see Faults), of kind byblik.Invalid, or is a single *byblik.Error
// of kind byblik.Usage when the request itself cannot be carried out.
func Read(req Request) ([]*byblik.Delivery, error) {
	if err := checkAccept(req.Accept); err != nil {
		return nil, err
	}
	if req.FS == nil || req.Definition == nil {
		return nil, &byblik.Error{Kind: byblik.Usage, Found: "no folder or no definition", Expected: "both", Do: "name the folder and the source"}
	}
	files, err := chooseFiles(req)
	if err != nil || len(files) == 0 {
		return nil, err
	}
	var (
		found = &faults{}
		all   []*byblik.Delivery
		prior *byblik.Delivery // of the file before, for jumps
	)
	for _, f := range files {
		r := &reading{Request: req, file: f, faults: found}
		if f.onlyCompare {
			r.faults = &faults{} // an earlier file only serves to notice jumps
		}
		if req.Definition.Period.FromFile {
			r.prior = prior
		}
		d, err := r.read()
		if err != nil {
			return nil, err
		}
		prior = d
		if d != nil && !f.onlyCompare && len(d.Rows)+len(d.Lines) > 0 {
			all = append(all, d)
		}
	}
	if err := found.err(); err != nil {
		return nil, err
	}
	return all, noneLeft(req, files, all)
}

// noneLeft refuses a period or an authority that no file holds.
func noneLeft(req Request, files []file, all []*byblik.Delivery) error {
	if len(all) > 0 {
		return nil
	}
	e := &byblik.Error{Kind: byblik.NotFound, Check: "missing-file", File: files[len(files)-1].base(), Found: "no row that is wanted"}
	if req.Within != "" {
		e.Expected, e.Do = fmt.Sprintf("rows of the authority %s", req.Within), "correct the code of the authority"
	} else if req.Period != (byblik.Period{}) && req.Definition.Period.Column != "" {
		e.Expected, e.Do = "rows for "+req.Period.String(), "choose a period that the file has, or take the file out of the folder"
	} else {
		e.Expected, e.Do = "at least one row", "look at the rows that the receipt refuses"
	}
	return e
}

// reading is one file on its way to a delivery.
type reading struct {
	Request
	file    file
	faults  *faults
	receipt byblik.Receipt
	prior   *byblik.Delivery // rows of the period before, to notice jumps; may be nil
	missed  map[string]bool  // columns that are not there and have been told
}

// read takes one file through all steps. Faults are collected; the error is
// for what makes the request itself impossible. A file that cannot be read at
// all gives no delivery.
func (r *reading) read() (*byblik.Delivery, error) {
	r.receipt = byblik.Receipt{Source: r.Definition.ID, File: r.file.base()}
	raw, ok := r.bytes()
	if !ok {
		return nil, nil
	}
	if r.draws() {
		c := r.collection(raw)
		if c == nil {
			return nil, nil
		}
		if r.Definition.Format == catalog.Lines {
			return c.lineDelivery(), nil
		}
		g := c.areas()
		if g == nil {
			return nil, nil
		}
		return r.deliver(g)
	}
	g := r.table(raw)
	if g == nil {
		return nil, nil
	}
	return r.deliver(g)
}

// expected gives the declaration of a known defect for an area and period.
func (r *reading) expected(check, area string, t byblik.Period) *catalog.Expected {
	for i := range r.Definition.Expected {
		e := &r.Definition.Expected[i]
		if e.Check == check && (len(e.Areas) == 0 || slices.Contains(e.Areas, area)) &&
			(len(e.Periods) == 0 || slices.Contains(e.Periods, t.String())) {
			return e
		}
	}
	return nil
}
