package catalog_test

import (
	"strings"
	"testing"

	"byblik/catalog"
)

func TestStressIsCheckedWithItsPlace(t *testing.T) {
	lines := strings.Count(goodRules, "\n")
	for text, want := range map[string]string{
		"weights: 1.5\n  limits: 0.2\n  normalise: [z, median_mad]\n  winsorise: [0.01]\n  of: [1/2]\n  years: [1/1]\n  overlaps: [[poor, poor]]": "stress.overlaps[0]",
		"weights: 0.5":               "weights",
		"limits: -1":                 "limits",
		"normalise: [z, zscore]":     "stress.normalise[1]",
		"winsorise: [0.6]":           "stress.winsorise[0]",
		"of: [3/2]":                  "stress.of[0]",
		"years: [2/3, 1/60]":         "stress.years[1]",
		"leave_out: 2":               "leave_out",
		"overlaps: [[poor, people]]": "stress.overlaps[0]",
		"overlaps: [[poor]]":         "overlaps",
		"min_residents: [-5]":        "stress.min_residents[0]",
		"firm: 0.2":                  "firm",
		"noise: maybe":               "noise",
		"seed: 4":                    "seed",
	} {
		_, err := catalog.Load(town(goodRules + "stress:\n  " + text + "\n"))
		if err == nil {
			t.Errorf("%q was accepted", text)
			continue
		}
		message := err.Error()
		if !strings.Contains(message, want) || !strings.Contains(message, "rulesets/town-2025.yaml:") {
			t.Errorf("%q: message does not name %s and the file: %s", text, want, message)
		}
		if strings.Contains(message, "town-2025.yaml:1:") || lines == 0 {
			t.Errorf("%q: the line is not that of the section: %s", text, message)
		}
	}
}

func TestAGoodStressSectionLoads(t *testing.T) {
	c, err := catalog.Load(town(goodRules + "stress:\n  weights: 2\n  of: [1/2, 2/3]\n  winsorise: []\n  enclosed: false\n"))
	if err != nil {
		t.Fatal(err)
	}
	s := c.RuleSets["town-2025"].Stress
	if s == nil || *s.Weights != 2 || len(s.Of) != 2 || s.Winsorise == nil || *s.Enclosed || s.Noise != nil {
		t.Errorf("got %+v", s)
	}
}
