package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/crosswalk"
	"byblik/folder"
	"byblik/run"
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
}

func crosswalkCommand() *cobra.Command {
	var f crosswalkFlags
	cmd := &cobra.Command{
		Use:   "crosswalk SOURCE --from DIR --out DIR",
		Short: "Carry counts over a change of borders, and hold every sum together",
		Long: "Carries the counts of SOURCE from its areas to others: by a table that says which area belongs to\n" +
			"which (--lookup, --columns OLD,NEW or OLD,NEW,WEIGHT), or by polygons (--borders OLD,NEW, two sources\n" +
			"in --from), sharing a divided area by ground, or by where people live (--residents, CSV: lon,lat,residents).\n" +
			"Writes figures.csv, crosswalk.csv and the recipe, prints the totals before and after, and names the areas in\n" +
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
	r, err := f.request(id)
	if err != nil {
		return err
	}
	files, said, err := r.Carry()
	if err != nil {
		return err
	}
	if err := folder.Write(f.out, files); err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s  written to %s (internal: small numbers are not protected)\n", said, f.out)
	return err
}

// request reads what is asked for, and refuses what says too little or too much.
func (f *crosswalkFlags) request(id string) (*crosswalk.Request, error) {
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
		return nil, bad
	}
	if err := folder.Refuse(f.out); err != nil {
		return nil, err
	}
	args, err := (&screenFlags{accept: f.accept, lang: "en"}).arguments()
	if err != nil {
		return nil, err
	}
	r := &crosswalk.Request{Program: "byblik " + version, Source: id, Lookup: f.lookup, Borders: f.borders, Residents: f.residents, Against: f.against, Accept: args.Reasons()}
	if f.columns != "" {
		r.Columns = strings.Split(f.columns, ",")
	}
	r.Catalog, err = catalog.Embedded()
	if err == nil && f.definitions != "" {
		r.Catalog, err = r.Catalog.Extend(os.DirFS(f.definitions))
	}
	if err != nil {
		return nil, err
	}
	if f.since != "" {
		if r.Since, err = byblik.ParsePeriod(f.since); err != nil {
			return nil, &byblik.Error{Kind: byblik.Usage, Place: "--since", Found: f.since, Expected: "a period such as 2021", Do: "correct it"}
		}
	}
	in, err := openFrom(f.from)
	r.From = in.FS
	return r, err
}

// verifyCrosswalk makes such a folder again and compares every byte. The table
// of the crosswalk and that of residents are looked for in --from too.
func verifyCrosswalk(there map[string][]byte, from string) (int, error) {
	recipe, err := crosswalk.ReadRecipe(there["recipe.json"])
	if err != nil {
		return 0, err
	}
	in, err := openFrom(from)
	if err != nil {
		return 0, err
	}
	dir := from
	if in.single != "" {
		dir = filepath.Dir(from)
	}
	r, err := recipe.Request(in.FS, func(file string) string {
		return filepath.Join(dir, filepath.FromSlash(cmp.Or(source.Find(in.FS, file), filepath.Base(file))))
	})
	if err != nil {
		return 0, err
	}
	r.Program = "byblik " + version
	var inputs []run.InputFile
	for _, x := range recipe.Inputs {
		inputs = append(inputs, run.InputFile(x))
	}
	return madeAgain(there, "folder", run.Changed(inputs, delivered{FS: in.FS}.input, run.IsHash), func() (map[string][]byte, error) {
		files, _, err := r.Carry()
		return files, err
	})
}
