package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/cube"
	"byblik/source"

	"github.com/spf13/cobra"
)

// crosswalkFlags are the arguments of byblik crosswalk as they are written.
type crosswalkFlags struct {
	from, definitions, since, against, out string
	lookup, columns                        string   // areas that belong to areas
	borders                                []string // the source of the old and that of the new polygons
	residents                              string
	accept                                 []string
	catalog                                *catalog.Catalog
	reasons                                map[string]string
	pieces                                 []cube.Link
}

func crosswalkCommand() *cobra.Command {
	var f crosswalkFlags
	cmd := &cobra.Command{
		Use:   "crosswalk SOURCE --from DIR --out DIR",
		Short: "Carry counts over a change of borders, and hold every sum together",
		Long: "Carries the counts of SOURCE from its areas to others: by a table that says which area belongs to\n" +
			"which (--lookup, --columns OLD,NEW or OLD,NEW,WEIGHT), or by polygons (--borders OLD,NEW, two sources\n" +
			"in --from), sharing a divided area by ground, or by where people live (--residents, CSV: lon,lat,residents).\n" +
			"Writes figures.csv and crosswalk.csv, prints the totals before and after, and names the areas in\n" +
			"which the sums differ from those that were published (--against SOURCE). The output is internal.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd.OutOrStdout(), args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.from, "from", "", "folder with the publishers' files")
	flags.StringVar(&f.definitions, "definitions", "", "folder with sources/ of your own")
	flags.StringVar(&f.since, "since", "", "first period of the new areas, such as 2021; without it areas are only put together")
	flags.StringVar(&f.lookup, "lookup", "", "CSV or CSV.gz that says which area belongs to which")
	flags.StringVar(&f.columns, "columns", "", "its columns OLD,NEW or OLD,NEW,WEIGHT")
	flags.StringSliceVar(&f.borders, "borders", nil, "OLD,NEW: the sources of the polygons before and after")
	flags.StringVar(&f.residents, "residents", "", "CSV or CSV.gz with lon,lat,residents: share by where people live, not by ground")
	flags.StringVar(&f.against, "against", "", "source of the same counts in the new areas")
	flags.StringArrayVar(&f.accept, "accept", nil, "CHECK=REASON: accept what a check found")
	flags.StringVar(&f.out, "out", "", "folder to write, which must not exist")
	for _, name := range []string{"from", "out"} {
		must(cmd.MarkFlagRequired(name))
	}
	return cmd
}

func (f *crosswalkFlags) run(w io.Writer, id string) error {
	if err := f.ready(); err != nil {
		return err
	}
	def, came, err := f.read(id)
	if err != nil {
		return err
	}
	var since byblik.Period
	if f.since != "" {
		if since, err = byblik.ParsePeriod(f.since); err != nil {
			return &byblik.Error{Kind: byblik.Usage, Place: "--since", Found: f.since, Expected: "a period such as 2021", Do: "correct it"}
		}
	}
	if err := f.divide(def.Key.Frame); err != nil {
		return err
	}
	c, err := cube.NewCrosswalk(since, f.pieces)
	if err != nil {
		return err
	}
	var said strings.Builder
	var carried []*byblik.Delivery
	for _, d := range came {
		got, err := c.Carry(d, def, f.reasons)
		if err != nil {
			return err
		}
		if len(got.Columns) == 0 {
			return &byblik.Error{Kind: byblik.Usage, Place: id, Found: "no column of counts", Expected: "counts: shares and means cannot be carried", Do: "carry their numerators and denominators"}
		}
		carried = append(carried, got)
		said.WriteString(totals(d, got))
	}
	if f.against != "" {
		text, err := f.compared(carried, def.Key.Frame)
		if err != nil {
			return err
		}
		said.WriteString(text)
	}
	if err := writeFolder(f.out, map[string][]byte{"figures.csv": figuresText(carried), "crosswalk.csv": linksText(c.Links())}); err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s  written to %s (internal: small numbers are not protected)\n", said.String(), f.out)
	return err
}

// ready reads what is asked for, and refuses what says too little or too much.
func (f *crosswalkFlags) ready() (err error) {
	bad := &byblik.Error{Kind: byblik.Usage, Place: "--lookup, --borders", Expected: "--lookup FILE --columns OLD,NEW, or --borders OLD,NEW --since PERIOD", Do: "say how the areas belong together"}
	switch {
	case (f.lookup == "") == (len(f.borders) == 0):
		bad.Found = "neither of them, or both"
	case (f.lookup == "") != (f.columns == ""):
		bad.Found = "a table without the names of its columns, or names without a table"
	case f.lookup == "" && (len(f.borders) != 2 || f.since == ""):
		bad.Found = "borders without a day, or not two of them"
	case f.lookup != "" && f.residents != "":
		bad.Found = "residents beside a table"
	default:
		bad = nil
	}
	if bad != nil {
		return bad
	}
	if err := refuseExisting(f.out); err != nil {
		return err
	}
	args, err := (&screenFlags{accept: f.accept, lang: "en"}).arguments()
	if err != nil {
		return err
	}
	f.reasons = args.Reasons()
	f.catalog, err = catalog.Embedded()
	if err == nil && f.definitions != "" {
		f.catalog, err = f.catalog.Extend(os.DirFS(f.definitions))
	}
	return err
}

// read gives all periods of a source of areas.
func (f *crosswalkFlags) read(id string) (*catalog.Source, []*byblik.Delivery, error) {
	def := f.catalog.Sources[id]
	if def == nil || len(def.Unit) > 0 {
		return nil, nil, &byblik.Error{Kind: byblik.Usage, Place: "SOURCE", Found: id, Expected: "the id of a source with one row per area", Do: "correct it, or give --definitions"}
	}
	in, err := openFrom(f.from)
	if err != nil {
		return nil, nil, err
	}
	ds, err := source.Read(source.Request{FS: in.FS, Definition: def, AllPeriods: true, Accept: f.reasons})
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
func (f *crosswalkFlags) compared(carried []*byblik.Delivery, frame byblik.Frame) (string, error) {
	_, published, err := f.read(f.against)
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
			if !samePeriod(here, there) || !slices.ContainsFunc(here.Columns, func(c byblik.Column) bool { return there.Column(c.ID) != nil }) {
				continue
			}
			met = true
			b.WriteString(differences(here, there))
		}
	}
	if !met {
		return "", &byblik.Error{Kind: byblik.Usage, Place: "--against", Found: f.against + ", which has no period and column of what was carried", Expected: "the same counts in the new areas", Do: "name another source"}
	}
	return b.String(), nil
}

func samePeriod(a, b *byblik.Delivery) bool {
	return len(a.Rows) > 0 && slices.ContainsFunc(b.Rows, func(r byblik.Row) bool { return r.Period == a.Rows[0].Period })
}

// differences tells in how many areas all figures are the same, to a millionth,
// and names each that is not.
func differences(here, there *byblik.Delivery) string {
	areas, differ := map[byblik.AreaCode]bool{}, map[byblik.AreaCode]bool{}
	for _, r := range slices.Concat(here.Rows, there.Rows) {
		areas[r.Area] = true
	}
	var lines strings.Builder
	for _, x := range cube.Compare(here, there, 1e-6) {
		differ[x.Area] = true
		fmt.Fprintf(&lines, "  %s, %s, %s: %s here, %s published\n", x.Area.Code, x.Period, x.Column, known(x.Here), known(x.There))
	}
	return fmt.Sprintf("%d of %d areas are as published in %s\n%s", len(areas)-len(differ), len(areas), there.Receipt.File, lines.String())
}

func known(v float64) string {
	if math.IsNaN(v) {
		return "no figure"
	}
	return digits(v)
}
