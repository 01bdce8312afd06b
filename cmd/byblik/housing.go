package main

import (
	"os"
	"path/filepath"

	"byblik"
	"byblik/catalog"
	"byblik/folder"
	"byblik/housing"
	"byblik/run"

	"github.com/spf13/pflag"
)

// readingFlags adds the flags of how lists are read.
func readingFlags(r *housing.Recipe, flags *pflag.FlagSet) {
	flags.StringVar(&r.Rules, "rules", "", "judge every year by this rule set, such as dk-state-2018 (each by its own)")
	flags.StringVar(&r.WithoutOrigin, "without-origin", "", "drop: leave the criterion of origin out; suspend: lists that need it are no")
	flags.StringVar(&r.Average, "average", "", "mean-of-rates or pooled (the rule set's reading)")
}

// newHousing lays a recipe over the shipped definitions and a folder.
func newHousing(r housing.Recipe, from string) (*housing.Question, error) {
	if err := isFolder(from); err != nil {
		return nil, err
	}
	c, err := catalog.Embedded()
	if err != nil {
		return nil, err
	}
	return &housing.Question{Recipe: r, Version: version, Catalog: c, From: os.DirFS(from)}, nil
}

// housingInto is newHousing for an answer that becomes a new folder.
func housingInto(r housing.Recipe, from, out string) (*housing.Question, error) {
	if err := folder.Refuse(out); err != nil {
		return nil, err
	}
	if _, err := language(r.Lang); err != nil {
		return nil, err
	}
	return newHousing(r, from)
}

func isFolder(path string) error {
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return &byblik.Error{Kind: byblik.Usage, File: filepath.Base(path), Place: "--from", Found: "no such folder", Expected: "the folder with housing_areas.csv and references.csv", Do: "correct --from"}
	}
	return nil
}

// verifyHousing makes such a folder again and compares every byte.
func verifyHousing(there map[string][]byte, from string) (int, error) {
	r, err := housing.ReadRecipe(there["recipe.json"])
	if err != nil {
		return 0, err
	}
	c, err := catalog.LoadTexts(r.Definitions)
	if err != nil {
		return 0, err
	}
	if err := isFolder(from); err != nil {
		return 0, err
	}
	q := housing.Question{Recipe: *r, Version: version, Catalog: c, From: os.DirFS(from)}
	changed := run.Changed(r.Inputs, delivered{FS: q.From}.input, run.IsHash)
	return madeAgain(there, "folder", changed, q.Answer)
}

// refuseLists keeps rule sets of the State's lists from commands that screen
// small areas.
func refuseLists(r *catalog.RuleSet) error {
	if r.Lists == nil {
		return nil
	}
	return &byblik.Error{Kind: byblik.Usage, Found: r.ID + ", a rule set of the State's lists", Expected: "a rule set that screens small areas",
		Do: "use byblik lists --year YEAR for the State's lists"}
}
