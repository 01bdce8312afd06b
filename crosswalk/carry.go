package crosswalk

import (
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/cube"
	"byblik/source"
)

// Request says which counts are carried, and how areas belong together: by a
// table, or by the polygons before and after.
type Request struct {
	Program   string // name and version, for the recipe
	From      fs.FS  // folder with the publishers' files
	Catalog   *catalog.Catalog
	Source    string            // id of the source of counts
	Since     byblik.Period     // first period of the new areas; zero: areas are only put together
	Lookup    string            // path of a CSV or CSV.gz that says which area belongs to which; empty: by Borders
	Columns   []string          // its columns OLD, NEW and, where there are weights, WEIGHT
	Borders   []string          // the sources of the polygons before and after
	Residents string            // path of a CSV or CSV.gz with lon,lat,residents; empty: share by ground
	Against   string            // source of the same counts in the new areas; empty: none
	Accept    map[string]string // checks that are accepted, with the reason

	inputs []Input // files that were read so far
}

// Carry carries the counts over. It gives figures.csv, crosswalk.csv and
// recipe.json, which are internal, and says the totals before and after and the areas in which the
// sums are not those that were published. The error is a *byblik.Error.
func (r *Request) Carry() (files map[string][]byte, said string, err error) {
	r.inputs = nil
	def, came, err := r.read(r.Source)
	if err != nil {
		return nil, "", err
	}
	pieces, err := r.divide(def.Key.Frame)
	if err != nil {
		return nil, "", err
	}
	c, err := cube.NewCrosswalk(r.Since, pieces)
	if err != nil {
		return nil, "", err
	}
	var text strings.Builder
	var carried []*byblik.Delivery
	for _, d := range came {
		got, err := c.Carry(d, def, r.Accept)
		if err != nil {
			return nil, "", err
		}
		if len(got.Columns) == 0 {
			return nil, "", &byblik.Error{Kind: byblik.Usage, Place: r.Source, Found: "no column of counts", Expected: "counts: shares and means cannot be carried", Do: "carry their numerators and denominators"}
		}
		carried = append(carried, got)
		text.WriteString(totals(d, got))
	}
	if r.Against != "" {
		more, err := r.compared(carried, def.Key.Frame)
		if err != nil {
			return nil, "", err
		}
		text.WriteString(more)
	}
	recipe, err := r.recipe().bytes()
	if err != nil {
		return nil, "", err
	}
	return map[string][]byte{"figures.csv": figuresText(carried), "crosswalk.csv": linksText(c.Links()), "recipe.json": recipe}, text.String(), nil
}

// read gives all periods of a source of areas.
func (r *Request) read(id string) (*catalog.Source, []*byblik.Delivery, error) {
	def := r.Catalog.Sources[id]
	if def == nil || len(def.Unit) > 0 {
		return nil, nil, &byblik.Error{Kind: byblik.Usage, Place: "SOURCE", Found: id, Expected: "the id of a source with one row per area", Do: "correct it, or give --definitions"}
	}
	ds, err := source.Read(source.Request{FS: r.From, Definition: def, AllPeriods: true, Accept: r.Accept})
	for _, d := range ds {
		r.inputs = append(r.inputs, Input{id, d.Receipt.File, d.Receipt.SHA256})
		for _, b := range d.Receipt.Beside {
			r.inputs = append(r.inputs, Input{id, b.File, b.SHA256})
		}
	}
	return def, ds, err
}

// totals holds the sums of a delivery against those that were carried.
func totals(d, got *byblik.Delivery) string {
	out := map[int]bool{}
	var b strings.Builder
	for _, x := range got.Receipt.Warnings {
		switch x.Check {
		case "unknown-area":
			out[x.Line] = true
			fmt.Fprintf(&b, "  left out: %s, which the crosswalk does not know\n", x.Area)
		case "crosswalk":
			fmt.Fprintf(&b, "  %s\n", x.Reason)
		}
	}
	fmt.Fprintf(&b, "%s: %d areas carried to %d\n", d.Receipt.File, len(d.Rows)-len(out), len(got.Rows))
	for _, col := range got.Columns {
		var before, left, after float64
		for i, r := range d.Rows {
			if v := d.Column(col.ID).Value[i]; v.Status() == byblik.OK {
				before += v.Float()
				if out[r.Line] {
					left += v.Float()
				}
			}
		}
		blank := 0
		for _, v := range col.Value {
			if v.Status() == byblik.OK {
				after += v.Float()
			} else {
				blank++
			}
		}
		fmt.Fprintf(&b, "  %s: %s before; %s after, %s left out, %s in %d areas that get no figure\n", col.ID, digits(before), digits(after), digits(left), digits(before-left-after), blank)
	}
	return b.String()
}

// digits writes a sum of shares, of which six decimals are meant.
func digits(v float64) string {
	s := strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.6f", v), "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

// compared names the areas whose carried figures are not those that were
// published.
func (r *Request) compared(carried []*byblik.Delivery, frame byblik.Frame) (string, error) {
	_, published, err := r.read(r.Against)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	met := false
	for _, here := range carried {
		for _, there := range published {
			for i := range there.Rows {
				there.Rows[i].Area.Frame = frame // the codes are what is compared
			}
			common := commonPeriods(here, there)
			if len(common) == 0 || !slices.ContainsFunc(here.Columns, func(c byblik.Column) bool { return there.Column(c.ID) != nil }) {
				continue
			}
			met = true
			b.WriteString(differences(here, there, common))
		}
	}
	if !met {
		return "", &byblik.Error{Kind: byblik.Usage, Place: "--against", Found: r.Against + ", which has no period and column of what was carried", Expected: "the same counts in the new areas", Do: "name another source"}
	}
	return b.String(), nil
}

// commonPeriods gives the periods that both deliveries have.
func commonPeriods(a, b *byblik.Delivery) map[byblik.Period]bool {
	have, both := map[byblik.Period]bool{}, map[byblik.Period]bool{}
	for _, r := range a.Rows {
		have[r.Period] = true
	}
	for _, r := range b.Rows {
		if have[r.Period] {
			both[r.Period] = true
		}
	}
	return both
}

// differences tells in how many areas all figures of the common periods are the
// same, to a millionth, and names each that is not.
func differences(here, there *byblik.Delivery, common map[byblik.Period]bool) string {
	areas, differ := map[byblik.AreaCode]bool{}, map[byblik.AreaCode]bool{}
	for _, r := range slices.Concat(here.Rows, there.Rows) {
		if common[r.Period] {
			areas[r.Area] = true
		}
	}
	var lines strings.Builder
	for _, x := range cube.Compare(here, there, 1e-6) {
		if common[x.Period] {
			differ[x.Area] = true
			fmt.Fprintf(&lines, "  %s, %s, %s: %s here, %s published\n", x.Area.Code, x.Period, x.Column, known(x.Here), known(x.There))
		}
	}
	return fmt.Sprintf("%d of %d areas are as published in %s\n%s", len(areas)-len(differ), len(areas), there.Receipt.File, lines.String())
}

func known(v float64) string {
	if math.IsNaN(v) {
		return "no figure"
	}
	return digits(v)
}
