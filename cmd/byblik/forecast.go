package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"

	"byblik"
	"byblik/forecast"

	"github.com/spf13/cobra"
)

func forecastCommand() *cobra.Command {
	var from, out string
	var workers int
	r := housingRecipe{Command: forecastName}
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
	r.readingFlags(flags)
	flags.StringVar(&r.Lang, "lang", "en", "language of the report: en or da")
	for _, name := range []string{"from", "out", "year"} {
		must(cmd.MarkFlagRequired(name))
	}
	return cmd
}

func runForecast(cmd *cobra.Command, r housingRecipe, from, out string, workers int) error {
	if err := refuseExisting(out); err != nil {
		return err
	}
	if _, err := language(r.Lang); err != nil {
		return err
	}
	if r.Runs < 100 || r.Runs > 1_000_000 {
		return &byblik.Error{Kind: byblik.Usage, Place: "--runs", Found: fmt.Sprint(r.Runs), Expected: "100 to 1000000 draws", Do: "correct it"}
	}
	h, err := newHousing(r, from)
	if err != nil {
		return err
	}
	h.workers = workers
	files, f, err := h.forecast()
	if err != nil {
		return err
	}
	if err := writeFolder(out, files); err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "1 December %d: %d housing areas, %d draws, lists shown: %t, criteria shown: %t\nwritten: %s\n",
		r.Year, len(f.december.Areas), r.Runs, f.verdicts.Lists.Shown, f.verdicts.Criteria.Shown, out)
	return err
}

// forecasted is a forecast with what its records allow.
type forecasted struct {
	december *forecast.December
	verdicts forecast.Verdicts
	records  []*forecast.BackTest
}

// forecast makes a forecast and writes a folder in memory.
func (h *housing) forecast() (map[string][]byte, *forecasted, error) {
	f, err := h.december()
	if err != nil {
		return nil, nil, err
	}
	files, err := h.forecastFiles(f)
	return files, f, err
}

// december tries the model on the folder's own history and draws.
func (h *housing) december() (*forecasted, error) {
	in, err := h.forecastInput()
	if err != nil {
		return nil, err
	}
	f := &forecasted{}
	if f.records, err = folderRecords(in); err != nil {
		return nil, err
	}
	f.verdicts = forecast.Verdicts{Criteria: f.records[0].Verdict(), Lists: f.records[1].Verdict()}
	f.december, err = forecast.Forecast(*in)
	return f, err
}

func (h *housing) forecastFiles(f *forecasted) (map[string][]byte, error) {
	files, err := forecast.DecemberFiles(f.december, f.verdicts, h.lang())
	if err != nil {
		return nil, internal(err, "")
	}
	about, err := forecast.RecordFiles(f.records, h.lang())
	if err != nil {
		return nil, internal(err, "")
	}
	maps.Copy(files, about)
	files["recipe.json"], err = h.bytes()
	return files, err
}

// forecastInput reads the folder, as it was known, and lays the rules over it.
func (h *housing) forecastInput() (*forecast.Input, error) {
	o := h.options()
	o.AsKnown = ""
	book, d, err := h.open(o)
	if err != nil {
		return nil, err
	}
	if h.AsKnown != "" {
		if d, err = d.AsKnown(h.AsKnown); err != nil {
			return nil, err
		}
	}
	if h.Before {
		d = forecast.Before(d, h.Year)
	}
	in := &forecast.Input{Delivery: d, Book: book, Year: h.Year, Runs: h.Runs, Seed: h.Seed, Workers: h.workers}
	text, err := fs.ReadFile(h.from, forecast.MidyearFile)
	if errors.Is(err, fs.ErrNotExist) {
		return in, nil
	}
	if err != nil {
		return nil, internal(err, "give a folder that can be read")
	}
	h.Inputs = append(h.Inputs, hashed("midyear", forecast.MidyearFile, text))
	in.Midyear, err = forecast.ReadMidyear(text, d)
	return in, err
}

// folderRecords tries the model on a folder's own history: criterion by
// criterion, and on whole lists.
func folderRecords(in *forecast.Input) ([]*forecast.BackTest, error) {
	whole, err := forecast.ListsRecord(*in)
	if err != nil {
		return nil, err
	}
	return []*forecast.BackTest{forecast.HousingRecord(in.Delivery), whole}, nil
}
