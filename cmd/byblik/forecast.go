package main

import (
	"fmt"

	"byblik"
	"byblik/catalog"
	"byblik/folder"
	"byblik/housing"

	"github.com/spf13/cobra"
)

func forecastCommand() *cobra.Command {
	var from, out string
	var workers int
	r := housing.Recipe{Command: housing.Forecast}
	cmd := &cobra.Command{
		Use:   "forecast --from DIR --year YEAR --out DIR",
		Short: "Next December: the probability of each list and criterion, with the record behind it",
		Long: "Reads the folder of byblik lists, and midyear.csv where it is, draws the figures that are not\n" +
			"there yet many times and holds each draw against the law. The model is first tried on the\n" +
			"folder's own history; where it does not beat every simpler method, no probability is written.\n" +
			"The folder is for entitled users; forecast_public.csv alone may be shown.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runForecast(cmd, r, from, out, workers) },
	}
	flags := cmd.Flags()
	flags.StringVar(&from, "from", "", "folder with the files of the housing areas")
	flags.StringVar(&out, "out", "", "folder to write, which must not exist")
	flags.IntVar(&r.Year, "year", 0, "year of the list of 1 December that is forecast")
	flags.BoolVar(&r.Before, "before", false, "use only what was known right after the list of the year before")
	flags.StringVar(&r.AsKnown, "as-known", "", "a day, such as 2026-06-30: use what was known by then (the newest)")
	flags.IntVar(&r.Runs, "runs", 10000, "draws")
	flags.Uint64Var(&r.Seed, "seed", 1, "seed of the draws")
	flags.IntVar(&workers, "workers", 0, "processors to use (0 = all); never changes a result")
	readingFlags(&r, flags)
	flags.StringVar(&r.Lang, "lang", "en", "language of the report: en or da")
	for _, name := range []string{"from", "out", "year"} {
		must(cmd.MarkFlagRequired(name))
	}
	return cmd
}

func runForecast(cmd *cobra.Command, r housing.Recipe, from, out string, workers int) error {
	h, err := housingInto(r, from, out)
	if err != nil {
		return err
	}
	if r.Runs < 100 || r.Runs > 1_000_000 {
		return &byblik.Error{Kind: byblik.Usage, Place: "--runs", Found: fmt.Sprint(r.Runs), Expected: "100 to 1000000 draws", Do: "correct it"}
	}
	h.Workers = workers
	files, f, err := h.Forecast()
	if err != nil {
		return err
	}
	if err := folder.Write(out, files); err != nil {
		return err
	}
	return say(cmd)(f.December.Summary(f.Verdicts, catalog.Lang(r.Lang), out))
}
