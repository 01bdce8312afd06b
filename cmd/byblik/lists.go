package main

import (
	"byblik/catalog"
	"byblik/folder"
	"byblik/housing"

	"github.com/spf13/cobra"
)

func listsCommand() *cobra.Command {
	var from, out string
	r := housing.Recipe{Command: housing.Lists}
	cmd := &cobra.Command{
		Use:   "lists --from DIR --year YEAR --out DIR",
		Short: "Hold housing areas against the State's lists: every list, criterion and margin in persons",
		Long: "Reads housing_areas and references, and imported, splits, units and borders where they are, as .csv\n" +
			"or .xlsx from --from, judges every housing area (boligområde) by the rules of the list of that year and\n" +
			"writes tables, a report and the recipe to a new folder. The folder holds margins in persons and\n" +
			"is for entitled users; public.csv alone may be shown. Data that do not hold stop with exit code 3.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return writeLists(cmd, r, from, out) },
	}
	flags := cmd.Flags()
	flags.StringVar(&from, "from", "", "folder with the files of the housing areas")
	flags.StringVar(&out, "out", "", "folder to write, which must not exist")
	flags.IntVar(&r.Year, "year", 0, "year of the list of 1 December (before 2014: of October)")
	readingFlags(&r, flags)
	flags.IntVar(&r.Borders, "borders", 0, "judge all lists within the borders of the list of this year (each within its own)")
	flags.StringVar(&r.AsKnown, "as-known", "", "a day, such as 2022-12-01: use what was known by then; then: what each list's own day knew (the newest)")
	flags.StringVar(&r.Lang, "lang", "en", "language of the report: en or da")
	for _, name := range []string{"from", "out", "year"} {
		must(cmd.MarkFlagRequired(name))
	}
	return cmd
}

func writeLists(cmd *cobra.Command, r housing.Recipe, from, out string) error {
	h, err := housingInto(r, from, out)
	if err != nil {
		return err
	}
	files, s, err := h.Lists()
	if err != nil {
		return err
	}
	if err := folder.Write(out, files); err != nil {
		return err
	}
	return say(cmd)(s.Summary(catalog.Lang(r.Lang), out))
}
