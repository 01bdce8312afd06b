package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
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

func isFolder(path string) error {
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return &byblik.Error{Kind: byblik.Usage, File: filepath.Base(path), Place: "--from", Found: "no such folder", Expected: "the folder with housing_areas.csv and references.csv", Do: "correct --from"}
	}
	return nil
}

// isHousingRecipe tells whether a recipe is of a command over housing areas.
func isHousingRecipe(text []byte) bool {
	var head struct {
		Command string `json:"command"`
	}
	if json.Unmarshal(text, &head) != nil {
		return false
	}
	return head.Command == housing.Lists || head.Command == housing.Forecast || head.Command == housing.Letting
}

// verifyHousing makes such a folder again and compares every byte.
func verifyHousing(there map[string][]byte, from string) (int, error) {
	r, err := housing.ReadRecipe(there["recipe.json"])
	if err != nil {
		return 0, err
	}
	files := fstest.MapFS{}
	for name, text := range r.Definitions {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	c, err := catalog.Load(files)
	if err != nil {
		return 0, err
	}
	if err := isFolder(from); err != nil {
		return 0, err
	}
	q := housing.Question{Recipe: *r, Version: version, Catalog: c, From: os.DirFS(from)}
	changed := changedInputs(&run.Recipe{Inputs: r.Inputs}, delivered{FS: q.From}, isHash)
	again, err := q.Answer()
	if err != nil {
		return 0, errors.Join(append(changed, differs("", "the folder cannot be made again", "the folder of the recipe", "see the next message"), err)...)
	}
	if found := compare(there, again); len(changed)+len(found) > 0 {
		return 0, errors.Join(append(changed, found...)...)
	}
	return len(there), nil
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
