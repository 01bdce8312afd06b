package main

import (
	"io/fs"
	"path/filepath"
	"strings"

	"byblik/catalog"
	"byblik/folder"
	"byblik/forecast"
	"byblik/housing"
	"byblik/minby"
	"byblik/run"

	"github.com/spf13/cobra"
)

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
	if err := folder.Refuse(out); err != nil {
		return err
	}
	lang, err := language(langFlag)
	if err != nil {
		return err
	}
	var tests []*forecast.BackTest
	for _, dir := range from {
		b, err := recordsOf(dir)
		if err != nil {
			return err
		}
		tests = append(tests, b...)
	}
	town, err := recordsOfMinby(minby.Files(minby.Seed))
	if err != nil {
		return err
	}
	tests = append(tests, town...)
	files, err := forecast.RecordFiles(tests, lang)
	if err != nil {
		return internal(err, "")
	}
	if err := folder.Write(out, files); err != nil {
		return err
	}
	return say(cmd)(forecast.RecordSummary(tests, lang, out))
}

// recordsOf tries the model on one folder: housing areas where it has them,
// otherwise Copenhagen's roder.
func recordsOf(dir string) ([]*forecast.BackTest, error) {
	from, err := openFrom(dir)
	if err != nil {
		return nil, err
	}
	if housing.Delivered(from) {
		all, err := housingRecords(from)
		for _, b := range all {
			b.Title = catalog.Text{Da: b.Title.Da + " (" + filepath.Base(dir) + ")", En: b.Title.En + " (" + filepath.Base(dir) + ")"}
		}
		return all, err
	}
	b, err := areasRecord(&forecast.Roder, from)
	return []*forecast.BackTest{b}, err
}

// housingRecords tries the model on housing areas.
func housingRecords(from fs.FS) ([]*forecast.BackTest, error) {
	c, err := catalog.Embedded()
	if err != nil {
		return nil, err
	}
	return (&housing.Question{Version: version, Catalog: c, From: from}).Records()
}

// areasRecord tries the model on the small areas of a place.
func areasRecord(tried *forecast.Tried, from delivered) (*forecast.BackTest, error) {
	c, rules, err := ruleSet(tried.RuleSet)
	if err != nil {
		return nil, err
	}
	in, err := request(c, rules, from, run.Arguments{Lang: catalog.En, Partial: true}).Screening()
	if err != nil {
		return nil, err
	}
	return tried.Record(in.Panel, c), nil
}

// recordsOfMinby tries the model on the invented town: its small areas and its
// housing areas.
func recordsOfMinby(files fs.FS) ([]*forecast.BackTest, error) {
	small, err := areasRecord(&forecast.MinbyAreas, delivered{FS: files})
	if err != nil {
		return nil, err
	}
	all, err := housingRecords(files)
	if err != nil {
		return nil, err
	}
	nameAfterMinby(all)
	return append([]*forecast.BackTest{small}, all...), nil
}

// nameAfterMinby gives the records of the invented town's housing areas their
// names.
func nameAfterMinby(all []*forecast.BackTest) {
	for i, b := range all {
		b.ID = []string{"minby-housing-areas", "minby-lists"}[i]
		b.Title = catalog.Text{Da: strings.Replace(b.Title.Da, "Boligområderne i mappen", "Minbys boligområder (opdigtet by)", 1),
			En: strings.Replace(b.Title.En, "The folder's housing areas", "Minby's housing areas (invented town)", 1)}
	}
}
