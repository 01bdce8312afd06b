package catalog

import (
	"fmt"
	"strconv"
	"strings"

	"byblik"
)

// Stress says which choices of a screening are varied to see how firm its
// result is, and within what is defensible. All of it is optional: what is
// left out has the default that package stress documents, and the rule set's
// own choice is always among those tried.
type Stress struct {
	Weights      *float64    `yaml:"weights" jsonschema:"minimum=1,maximum=10"`  // 1.5: a criterion weighs from 1/1.5 to 1.5; 1 = always alike
	Limits       *float64    `yaml:"limits" jsonschema:"minimum=0,maximum=2"`    // 0.15: z limits are shifted by -0.15 to 0.15; 0 = as written
	Normalise    []string    `yaml:"normalise"`                                  // weighted_z (the rule), z, normal_score, median_mad
	Winsorise    []float64   `yaml:"winsorise"`                                  // shares of the areas drawn in at each end: 0 (the rule), 0.01, 0.025, 0.05
	Of           []string    `yaml:"of"`                                         // shares of the criteria that must be met: 1/2, 2/3, 3/4
	Years        []string    `yaml:"years"`                                      // years of the latest years, such as 2/3, 1/1, 1/3, 3/3
	LeaveOut     *float64    `yaml:"leave_out" jsonschema:"minimum=0,maximum=1"` // 0.5: share of runs in which one criterion is left out
	Overlaps     [][2]string `yaml:"overlaps"`                                   // pairs of indicators that count the same persons; a run may count them once
	Noise        *bool       `yaml:"noise"`                                      // true: rates with counts on file are redrawn by chance
	Enclosed     *bool       `yaml:"enclosed"`                                   // true: with and without enclosed areas
	MinResidents []float64   `yaml:"min_residents"`                              // least residents of a zone; the rule's alone when left out
	Firm         *float64    `yaml:"firm" jsonschema:"minimum=0.5,maximum=1"`    // 0.9: share of runs that must agree for the verdict firm
	Fragile      *float64    `yaml:"fragile" jsonschema:"minimum=0,maximum=1"`   // 0.6: below this share the verdict is fragile
}

// ParseShare reads a fraction such as 2/3, above 0 and at most 1.
func ParseShare(text string) (num, den int, err error) {
	a, b, ok := strings.Cut(text, "/")
	if ok {
		if num, err = strconv.Atoi(a); err == nil {
			den, err = strconv.Atoi(b)
		}
	}
	if !ok || err != nil || num < 1 || den < num || den > 1000 {
		return 0, 0, fmt.Errorf("share %q: expected a fraction such as 2/3, above 0 and at most 1", text)
	}
	return num, den, nil
}

// checkStress finds what the schema cannot say of the stress section.
func checkStress(r *RuleSet, say report) {
	s := r.Stress
	if s == nil {
		return
	}
	if len(r.Criteria) == 0 {
		say("stress", "choices to vary in a rule set without criteria", "stress only beside criteria", "remove it")
	}
	for i, w := range s.Normalise {
		switch w {
		case "weighted_z", "z", "normal_score", "median_mad":
		default:
			say(fmt.Sprintf("stress.normalise[%d]", i), fmt.Sprintf("%q", w), "weighted_z, z, normal_score or median_mad", "choose one of them")
		}
	}
	for i, p := range s.Winsorise {
		if !(p >= 0 && p <= 0.25) {
			say(fmt.Sprintf("stress.winsorise[%d]", i), fmt.Sprint(p), "a share from 0 to 0.25", "correct it")
		}
	}
	for i, m := range s.MinResidents {
		if !(m >= 0 && m < 1e9) {
			say(fmt.Sprintf("stress.min_residents[%d]", i), fmt.Sprint(m), "a number of residents", "correct it")
		}
	}
	checkShares("stress.of", s.Of, 1000, say)
	checkShares("stress.years", s.Years, 50, say)
	checkOverlaps(r, say)
}

func checkShares(at string, list []string, most int, say report) {
	for i, text := range list {
		if _, den, err := ParseShare(text); err != nil || den > most {
			say(fmt.Sprintf("%s[%d]", at, i), fmt.Sprintf("%q", text), fmt.Sprintf("a fraction such as 2/3, above 0, at most 1, of at most %d", most), "correct it")
		}
	}
}

// checkOverlaps holds the pairs against what is measured.
func checkOverlaps(r *RuleSet, say report) {
	used := map[byblik.IndicatorID]bool{}
	for _, k := range r.Criteria {
		for _, of := range k.Of {
			used[of.Indicator] = true
		}
	}
	measured := func(at string, id byblik.IndicatorID) {
		if !used[id] {
			say(at, "the indicator "+string(id)+", which no criterion uses", "an indicator of a criterion", "correct the id")
		}
	}
	for i, pair := range r.Stress.Overlaps {
		at := fmt.Sprintf("stress.overlaps[%d]", i)
		measured(at, byblik.IndicatorID(pair[0]))
		measured(at, byblik.IndicatorID(pair[1]))
		if pair[0] == pair[1] {
			say(at, "the same indicator twice", "two indicators", "correct one of them")
		}
	}
}
