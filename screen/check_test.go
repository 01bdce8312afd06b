package screen

import (
	"io/fs"
	"os"
	"strings"
	"testing"
)

func TestRuleSetsOfTheCatalogHold(t *testing.T) {
	root := os.DirFS("../catalog/rulesets")
	n := 0
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".yaml") {
			return err
		}
		n++
		r := ruleSet(t, name)
		for _, p := range CheckRuleSet(r) {
			t.Errorf("%s: %s: found %s; expected %s", name, p.At, p.Found, p.Expected)
		}
		if !strings.HasSuffix(name, "/"+r.ID+".yaml") {
			t.Errorf("%s has the id %s", name, r.ID)
		}
		for _, text := range r.Notes {
			if text.Da == "" || text.En == "" {
				t.Errorf("%s: a note in one language", name)
			}
		}
		return nil
	})
	if err != nil || n < 11 {
		t.Errorf("%d rule sets, %v", n, err)
	}
}

// Each line breaks one thing of a rule set that holds, and names the place.
func TestCheckNamesThePlace(t *testing.T) {
	for _, c := range []struct{ from, old, new, at string }{
		{small, "op: round", "op: rond", "scores[1].steps[0].op"},
		{small, "op: round, decimals: 1", "op: round", "scores[1].steps[0]"},
		{small, "op: round, decimals: 1", "op: round, decimals: 99", "scores[1].steps[0].decimals"},
		{small, "op: round, decimals: 1", "op: negate, decimals: 1", "scores[1].steps[0].decimals"},
		{small, "op: round, decimals: 1", "op: z, sd: both", "scores[1].steps[0].sd"},
		{small, "op: round, decimals: 1", "op: exponential, constant: -23, convention: n_minus_rank", "scores[1].steps[0].constant"},
		{small, "op: round, decimals: 1", "op: box_cox", "scores[1].steps[0]"},
		{small, "op: round, decimals: 1", "op: box_cox, lambda: 50", "scores[1].steps[0].lambda"},
		{small, "op: round, decimals: 1", "op: min_max, low: 1, high: 1", "scores[1].steps[0].low"},
		{small, "op: round, decimals: 1", "op: winsorise, low: 5, high: 95", "scores[1].steps[0].low"},
		{small, "op: round, decimals: 1", "op: winsorise_points, points: -1", "scores[1].steps[0].points"},
		{small, "op: round, decimals: 1", "op: normal_scores, formula: bloom", "scores[1].steps[0].formula"},
		{small, "op: round, decimals: 1", "op: percentile, count: all", "scores[1].steps[0].count"},
		{small, "op: round, decimals: 1", "op: distance_to_target, target: 0, beyond: none", "scores[1].steps[0].beyond"},
		{small, "op: round, decimals: 1", "op: distance_to_target, target: .nan, beyond: capped", "scores[1].steps[0].target"},
		{small, "op: round, decimals: 1", "op: eb_global, family: normal", "scores[1].steps[0].family"},
		{small, "op: round, decimals: 1", "op: logit_shrinkage", "scores[1].steps[0].op"},
		{small, "op: round, decimals: 1", "op: geometric", "scores[1].steps[0].op"},
		{small, "indicator: good", "indicator: good\n        steps: [{op: eb_local}]", "scores[0].of[1].steps[0].op"},
		{small, "indicator: good", "indicator: good\n        missing: median\n        steps: [{op: logit_shrinkage}]", "scores[0].of[1].steps[0].op"},
		{small, "indicator: good", "indicator: good\n        missing: guess", "scores[0].of[1].missing"},
		{small, "indicator: good", "indicator: good\n        missing: leave_out", "scores[0].of[1].missing"},
		{small, "combine: mean", "weights: none", "scores[1].weights"},
		{small, "combine: mean", "weights: pca", "scores[1].of[1].weight"},
		{town, "{indicator: low}", "{indicator: low, missing: refuse}", "criteria[0].of[0].missing"},
		{small, "weight: 0.25", "weight: -0.25", "scores[0].of[0].weight"},
		{small, "score: core\n      -", "score: cor\n      -", "scores[1].of[0].score"},
		{small, "indicator: good", "score: half", "scores[0].of[1].score"},
		{small, "indicator: good", "score: core", "scores[0].of[1].score"},
		{small, "indicator: good", "signed: as_is", "scores[0].of[1]"},
		{small, "indicator: good", "indicator: good\n        signed: up", "scores[0].of[1].signed"},
		{small, "id: half", "id: core", "scores[1].id"},
		{small, "combine: mean", "combine: product", "scores[1].combine"},
		{small, `until: "2012"`, `until: "12"`, "scores[0].of[2].until"},
		{small, `until: "2012"`, `until: "9012"`, "scores[0].of[2].until"},
		{small, `until: "2012"`, "from: \"2013\"\n        until: \"2012\"", "scores[0].of[2].until"},
		{small, "score: half\n", "score: quarter\n", "measures[0].score"},
		{small, "id: core, title", "id: m, title", "measures[1].id"},
		{small, "limits: [0]", "limits: [1, 0]", "measures[0].class.limits[1]"},
		{small, "closed: [lower]", "closed: [below]", "measures[0].class.closed[0]"},
		{small, "closed: [lower], ", "", "measures[0].class.closed"},
		{small, "labels: [low, high]", "labels: [low]", "measures[0].class.labels"},
		{small, "op: limits, limits", "op: limit, limits", "measures[0].class.op"},
		{small, "op: limits, limits: [0], closed: [lower], labels: [low, high]", "op: quantile", "measures[0].class.k"},
		{small, "op: limits, limits: [0]", "op: mean_sd, limits: [0]", "measures[0].class.sd"},
		{small, "min_residents: 10", "min_residents: -1", "areas.min_residents"},
		{small, "residents: people, ", "", "areas.min_residents"},
		{town, "of: 2/3", "of: 4/3", "flag.of"},
		{town, "years: 2", "years: 4", "flag.years"},
		{town, "of_latest: 3", "of_latest: 0", "flag.of_latest"},
		{town, "flag: {of: 2/3, years: 2, of_latest: 3}", "", "criteria"},
		{town, "id: work", "id: income", "criteria[1].id"},
		{town, "z: 0.5", "z: .nan", "criteria[0].limit.z"},
		{town, "{indicator: low}", "{score: low}", "criteria[0].of[0].score"},
		{town, "{indicator: low}", "{indicator: low, steps: [{op: log1p}]}", "criteria[0].of[0].steps"},
		{town, "[{indicator: low}]", "[]", "criteria[0].of"},
		{town, "at_least: 40", "at_least: .inf", "review[0].at_least"},
	} {
		if !strings.Contains(c.from, c.old) {
			t.Fatalf("%q is not in the rule set", c.old)
		}
		var places []string
		for _, p := range CheckRuleSet(parse(t, strings.Replace(c.from, c.old, c.new, 1))) {
			places = append(places, p.At)
			if p.Found == "" || p.Expected == "" || p.Do == "" {
				t.Errorf("%s says too little: %+v", p.At, p)
			}
		}
		if !strings.Contains(" "+strings.Join(places, " ")+" ", " "+c.at+" ") {
			t.Errorf("%q: problems at %v, want %s", c.new, places, c.at)
		}
	}
	for name, text := range map[string]string{"small": small, "town": town} {
		if faults := CheckRuleSet(parse(t, text)); len(faults) > 0 {
			t.Errorf("%s: %v", name, faults)
		}
	}
}
