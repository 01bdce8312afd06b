package housing_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
	"byblik/housing"
	"byblik/minby"
)

// small are three invented housing areas over ten years.
var small = func() fstest.MapFS {
	areas := "area,name,municipality,region,year,base_2010,residents,labour_n,labour_d,convicted_n,convicted_d,education_n,education_d,origin_n,origin_d,income\n"
	refs := "year,region,convicted_pct,income\n"
	for y := 2015; y <= 2024; y++ {
		areas += fmt.Sprintf("A1,Bakken,999,084,%d,yes,1800,%d,1000,40,1200,450,700,1000,1800,150000\n", y, 480+2*(y%5))
		areas += fmt.Sprintf("B2,Engen,999,084,%d,yes,1010,%d,600,2,700,80,400,120,1010,280000\n", y, 100+y%3)
		areas += fmt.Sprintf("C3,Åsen,999,084,%d,no,5200,%d,3000,50,4000,900,1500,1500,5200,170000\n", y, 1190+7*(y%4))
		refs += fmt.Sprintf("%d,DK,0.72,\n%d,084,,300000\n", y, y)
	}
	return fstest.MapFS{"housing_areas.csv": {Data: []byte(areas)}, "references.csv": {Data: []byte(refs)}}
}()

func question(t *testing.T, r housing.Recipe) *housing.Question {
	t.Helper()
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return &housing.Question{Recipe: r, Version: "test", Catalog: c, From: minby.Files(minby.Seed)}
}

func assumptions(t *testing.T) *housing.Named {
	t.Helper()
	text, err := os.ReadFile("../minby/letting.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return &housing.Named{File: "letting.yaml", Text: string(text)}
}

// Each answer is made again from its recipe alone, whatever the number of
// processors; the recipe names what was read.
func TestAnAnswerIsMadeAgainFromItsRecipe(t *testing.T) {
	for name, r := range map[string]housing.Recipe{
		"lists":    {Command: housing.Lists, Year: 2022, WithoutOrigin: "drop", Lang: "da"},
		"forecast": {Command: housing.Forecast, Year: 2025, Runs: 20, Seed: 3, Lang: "en"},
		"letting":  {Command: housing.Letting, Areas: []string{"03"}, Until: 2035, Runs: 20, Seed: 3, Rules: "dk-state-2021", Lang: "en", Assumptions: assumptions(t)},
	} {
		q := question(t, r)
		if name != "letting" { // whose assumptions are Minby's
			q.From = small
		}
		q.Workers = 1
		files, err := q.Answer()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		recipe, err := housing.ReadRecipe(files["recipe.json"])
		if err != nil {
			t.Fatal(err)
		}
		if recipe.Program != "byblik test" || recipe.Inputs[0].File != "housing_areas.csv" || len(recipe.Definitions) == 0 {
			t.Errorf("%s: %s, %+v, %d definitions", name, recipe.Program, recipe.Inputs, len(recipe.Definitions))
		}
		definitions := fstest.MapFS{}
		for file, text := range recipe.Definitions {
			definitions[file] = &fstest.MapFile{Data: []byte(text)}
		}
		c, err := catalog.Load(definitions)
		if err != nil {
			t.Fatal(err)
		}
		again, err := (&housing.Question{Recipe: *recipe, Version: "test", Catalog: c, From: q.From, Workers: 3}).Answer()
		if err != nil || len(again) != len(files) {
			t.Fatalf("%s: %v, %d files", name, err, len(again))
		}
		for file, text := range files {
			if !bytes.Equal(again[file], text) {
				t.Errorf("%s: %s differs", name, file)
			}
		}
	}
}

func TestAQuestionThatCannotBeAskedIsRefused(t *testing.T) {
	for _, x := range []struct {
		r    housing.Recipe
		kind byblik.Kind
		want string
	}{
		{housing.Recipe{Command: housing.Letting, Rules: "dk-state-2021", Lang: "en"}, byblik.Usage, "the assumptions of the study"},
		{housing.Recipe{Command: housing.Letting, Rules: "nothing", Lang: "en", Assumptions: assumptions(t)}, byblik.NotFound, "nothing"},
		{housing.Recipe{Command: housing.Letting, Rules: "dk-state-2021", Lang: "en", Assumptions: &housing.Named{File: "a.yaml", Text: "x: ["}}, byblik.Usage, "a.yaml"},
		{housing.Recipe{Command: housing.Lists, Year: 1990, Lang: "en"}, byblik.Usage, "1990"},
	} {
		if _, err := question(t, x.r).Answer(); err == nil || byblik.KindOf(err) != x.kind || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%v (kind %v), expected %s", err, byblik.KindOf(err), x.want)
		}
	}
	if _, err := housing.ReadRecipe([]byte("{")); byblik.KindOf(err) != byblik.Usage {
		t.Errorf("%v", err)
	}
	q := question(t, housing.Recipe{Command: housing.Lists, Year: 2022, Lang: "en"})
	q.From = fstest.MapFS{}
	if _, err := q.Answer(); err == nil || !strings.Contains(err.Error(), "housing_areas.csv: [missing-file]") {
		t.Errorf("%v", err)
	}
}
