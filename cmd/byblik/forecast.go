package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"byblik"
	"byblik/catalog"
	"byblik/forecast"
	"byblik/lists"
	"byblik/minby"
	"byblik/run"

	"github.com/spf13/cobra"
)

// forecastFlags are the arguments of byblik forecast as they are written.
type forecastFlags struct {
	from, out, lang, origin, average, rules string
	year, runs, workers                     int
	seed                                    uint64
	before                                  bool
}

func forecastCommand() *cobra.Command {
	var f forecastFlags
	cmd := &cobra.Command{
		Use:   "forecast --from DIR --year YEAR --out DIR",
		Short: "Next December: the probability of each list and criterion, with the record behind it",
		Long: "Reads the folder of byblik lists, and midyear.csv where it is, draws the figures that are not\n" +
			"there yet many times and holds each draw against the law. The model is first tried on the\n" +
			"folder's own history; where it does not beat every simpler method, no probability is written.\n" +
			"The folder is for entitled users; forecast_public.csv alone may be shown.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.from, "from", "", "folder with the files of the housing areas")
	flags.StringVar(&f.out, "out", "", "folder to write, which must not exist")
	flags.IntVar(&f.year, "year", 0, "year of the list of 1 December that is forecast")
	flags.BoolVar(&f.before, "before", false, "use only what was known right after the list of the year before")
	flags.IntVar(&f.runs, "runs", 10000, "draws")
	flags.Uint64Var(&f.seed, "seed", 1, "seed of the draws")
	flags.IntVar(&f.workers, "workers", 0, "processors to use (0 = all); never changes a result")
	flags.StringVar(&f.rules, "rules", "", "judge every year by this rule set (each by its own)")
	flags.StringVar(&f.origin, "without-origin", "", "drop: leave the criterion of origin out; suspend: lists that need it are no")
	flags.StringVar(&f.average, "average", "", "mean-of-rates or pooled (the rule set's reading)")
	flags.StringVar(&f.lang, "lang", "en", "language of the report: en or da")
	for _, name := range []string{"from", "out", "year"} {
		must(cmd.MarkFlagRequired(name))
	}
	return cmd
}

func (f *forecastFlags) run(cmd *cobra.Command) error {
	if err := refuseExisting(f.out); err != nil {
		return err
	}
	lang, err := language(f.lang)
	if err != nil {
		return err
	}
	if err := isFolder(f.from); err != nil {
		return err
	}
	if f.runs < 100 || f.runs > 1_000_000 {
		return &byblik.Error{Kind: byblik.Usage, Place: "--runs", Found: fmt.Sprint(f.runs), Expected: "100 to 1000000 draws", Do: "correct it"}
	}
	in, err := f.input(os.DirFS(f.from))
	if err != nil {
		return err
	}
	record := forecast.HousingRecord(in.Delivery)
	verdict := record.Verdict()
	december, err := forecast.Forecast(*in)
	if err != nil {
		return err
	}
	files, err := forecast.DecemberFiles(december, verdict, lang)
	if err != nil {
		return internal(err, "")
	}
	about, err := forecast.RecordFiles([]*forecast.BackTest{record}, lang)
	if err != nil {
		return internal(err, "")
	}
	maps.Copy(files, about)
	if err := writeFolder(f.out, files); err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "1 December %d: %d housing areas, %d draws, forecast shown: %t\nwritten: %s\n", f.year, len(december.Areas), f.runs, verdict.Shown, f.out)
	return err
}

// input reads the folder and lays the rules over it.
func (f *forecastFlags) input(from fs.FS) (*forecast.Input, error) {
	d, err := readHousing(from)
	if err != nil {
		return nil, err
	}
	if f.before {
		d = forecast.Before(d, f.year)
	}
	c, err := catalog.Embedded()
	if err != nil {
		return nil, err
	}
	var sets []*catalog.RuleSet
	for _, id := range slices.Sorted(maps.Keys(c.RuleSets)) {
		sets = append(sets, c.RuleSets[id])
	}
	book, err := lists.NewBook(sets, lists.Options{Rules: f.rules, WithoutOrigin: lists.WithoutOrigin(f.origin), Average: lists.Average(f.average)})
	if err != nil {
		return nil, err
	}
	in := &forecast.Input{Delivery: d, Book: book, Year: f.year, Runs: f.runs, Seed: f.seed, Workers: f.workers}
	text, err := fs.ReadFile(from, forecast.MidyearFile)
	if err == nil {
		in.Midyear, err = forecast.ReadMidyear(text, d)
	} else if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return in, err
}

func readHousing(from fs.FS) (*lists.Delivery, error) {
	tables, _, err := readListTables(from)
	if err != nil {
		return nil, err
	}
	return lists.Read(tables)
}

func backtestCommand() *cobra.Command {
	var from []string
	var out, langFlag string
	cmd := &cobra.Command{
		Use:   "backtest [--from DIR] --out DIR",
		Short: "The record of the forecast on years that are over, beside simpler methods",
		Long: "Forecasts each past year from the years before it and scores the model beside “same as last\n" +
			"year”, straight lines and a logistic regression on the last margin, overall and within 5 points\n" +
			"of the limit. The invented town Minby is always tried; each --from adds a folder with\n" +
			"Copenhagen's rode files or with housing_areas.csv.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return backtest(cmd, from, out, langFlag) },
	}
	cmd.Flags().StringArrayVar(&from, "from", nil, "folder with Copenhagen's rode files or with housing_areas.csv; may be given again")
	cmd.Flags().StringVar(&out, "out", "", "folder to write, which must not exist")
	cmd.Flags().StringVar(&langFlag, "lang", "en", "language of the report: en or da")
	must(cmd.MarkFlagRequired("out"))
	return cmd
}

func backtest(cmd *cobra.Command, from []string, out, langFlag string) error {
	if err := refuseExisting(out); err != nil {
		return err
	}
	lang, err := language(langFlag)
	if err != nil {
		return err
	}
	var tests []*forecast.BackTest
	for _, dir := range from {
		b, err := folderRecord(dir)
		if err != nil {
			return err
		}
		tests = append(tests, b)
	}
	town, err := minbyRecords()
	if err != nil {
		return err
	}
	tests = append(tests, town...)
	files, err := forecast.RecordFiles(tests, lang)
	if err != nil {
		return internal(err, "")
	}
	if err := writeFolder(out, files); err != nil {
		return err
	}
	for _, b := range tests {
		ours := forecast.ScoreOf(b.Cases(forecast.Ours, "", false))
		if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%s, %d–%d: %d questions, Brier %.4f, shown as a forecast: %t\n", b.Title.En, b.From, b.To, ours.Cases, ours.Brier, b.Verdict().Shown); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "written: %s\n", out)
	return err
}

// folderRecord tries the model on one folder: housing areas where it has
// them, otherwise Copenhagen's roder.
func folderRecord(dir string) (*forecast.BackTest, error) {
	from, err := openFrom(dir)
	if err != nil {
		return nil, err
	}
	for _, ext := range []string{".csv", ".xlsx"} {
		if _, err := fs.Stat(from, lists.AreasFile+ext); err == nil {
			d, err := readHousing(from)
			if err != nil {
				return nil, err
			}
			b := forecast.HousingRecord(d)
			b.Title = catalog.Text{Da: b.Title.Da + " " + filepath.Base(dir), En: b.Title.En + " " + filepath.Base(dir)}
			return b, nil
		}
	}
	return areasRecord(roder, from)
}

// recorded says how the small areas of a place are tried: which indicators
// stand for which criterion, and up to which year.
type recorded struct {
	id, rules  string
	weight     byblik.IndicatorID
	title      catalog.Text
	last       int
	indicators []byblik.IndicatorID
}

var (
	roder = recorded{id: "copenhagen-roder", rules: "dk-koebenhavn-2025", weight: "kk-residents", last: 2013,
		title:      catalog.Text{Da: "Københavns roder 2008–2013", En: "Copenhagen's roder 2008–2013"},
		indicators: []byblik.IndicatorID{"kk-no-education", "kk-low-income", "kk-labour-attachment"}}
	town = recorded{id: "minby-areas", rules: minbyRules, weight: "minby-residents", last: 2025,
		title:      catalog.Text{Da: "Minbys små områder (opdigtet by)", En: "Minby's small areas (invented town)"},
		indicators: []byblik.IndicatorID{"minby-school-only", "minby-low-income", "minby-outside-work"}}
)

// leastResidents is the size from which an area is screened, and tried here.
const leastResidents = 100

func areasRecord(r recorded, from delivered) (*forecast.BackTest, error) {
	c, rules, err := ruleSet(r.rules)
	if err != nil {
		return nil, err
	}
	in, err := job{catalog: c, rules: rules, from: from, arguments: run.Arguments{Lang: catalog.En, Partial: true}}.read()
	if err != nil {
		return nil, err
	}
	var questions []forecast.Question
	for _, id := range r.indicators {
		d := c.Indicators[id]
		s := forecast.FromPanel(in.Panel, id, r.weight, d.Title, leastResidents)
		questions = append(questions, forecast.Question{Series: s, Above: d.Direction != catalog.LowerIsWorse})
	}
	return forecast.Run(r.id, r.title, questions, r.last), nil
}

// minbyRecords tries the model on the invented town: its small areas and its
// housing areas.
func minbyRecords() ([]*forecast.BackTest, error) {
	files := minby.Files(minby.Seed)
	small, err := areasRecord(town, delivered{FS: files})
	if err != nil {
		return nil, err
	}
	d, err := readHousing(files)
	if err != nil {
		return nil, err
	}
	housing := forecast.HousingRecord(d)
	housing.ID = "minby-housing-areas"
	housing.Title = catalog.Text{Da: "Minbys boligområder (opdigtet by)", En: "Minby's housing areas (invented town)"}
	return []*forecast.BackTest{small, housing}, nil
}
