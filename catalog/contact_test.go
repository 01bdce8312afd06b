package catalog_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"byblik/catalog"
)

const goodPlan = `id: town-2025
version: 1
title: {da: Plan, en: Plan}
rule_set: town-2025
clock: Europe/London
contact:
  name: {da: Byen, en: The town}
  mail: who@town.example
  stated: "2026-11-02"
  appeal: {da: Tilsynet, en: The authority}
  appeal_page: https://authority.example/
indicators: [{indicator: people}]
`

// A plan names a clock that exists, and a contact to whom one can write.
func TestAContactCanBeReached(t *testing.T) {
	load := func(plan string) error {
		files := town(goodRules)
		files["publications/town.yaml"] = &fstest.MapFile{Data: []byte(plan)}
		_, err := catalog.Load(fs.FS(files))
		return err
	}
	if err := load(goodPlan); err != nil {
		t.Fatal(err)
	}
	for _, x := range [][3]string{
		{"Europe/London", "Europe/Londinium", "clock: found the unknown time zone Europe/Londinium"},
		{"Europe/London", "Local", "clock"},
		{"2026-11-02", "2026-02-30", "contact.stated: found 2026-02-30"},
		{"who@town.example", "the town hall", "contact.mail"},
		{"https://authority.example/", "javascript:alert(1)", "contact.appeal_page"},
		{"  appeal: {da: Tilsynet, en: The authority}\n", "", "no appeal"},
		{"  name: {da: Byen, en: The town}", "  name: {da: Byen}", "no en"},
	} {
		if err := load(strings.Replace(goodPlan, x[0], x[1], 1)); err == nil || !strings.Contains(err.Error(), x[2]) {
			t.Errorf("%q for %q: %v, want %q", x[1], x[0], err, x[2])
		}
	}
}
