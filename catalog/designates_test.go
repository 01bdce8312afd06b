package catalog_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"byblik/catalog"
)

// polygons turns the town of the other tests into one that can have zones.
const polygons = `id: town-borders
title: {da: Grænser, en: Borders}
publisher: The town
licence: none
class: public
format: geojson
files: [{name: borders.geojson}]
key: {frame: ward, column: code}
extent: {crs: CRS84, min: [11, 55], max: [13, 57]}
`

const ofOrigin = `id: declared-origin
version: 1
title: {da: Andel z, en: Share z}
definition: {da: Andel, en: Share}
unit: {da: procent, en: per cent}
direction: higher_is_worse
protected: [origin]
numerator: [town/poor]
denominator: [town/people]
---
id: both-declared
version: 1
title: {da: Andel w, en: Share w}
definition: {da: Andel, en: Share}
unit: {da: procent, en: per cent}
direction: higher_is_worse
protected: [language, ethnicity]
numerator: [town/poor]
denominator: [town/people]
---
id: little-english
version: 1
title: {da: Andel v, en: Share v}
definition: {da: Andel, en: "Persons with limited English, and immigrants"}
unit: {da: procent, en: per cent}
direction: higher_is_worse
protected: [language]
numerator: [town/poor]
denominator: [town/people]
`

// withZones is an index, or a State rule set, that draws zones.
func withZones(kind, indicator, more string) fstest.MapFS {
	rules := strings.NewReplacer("kind: municipal", "kind: "+kind, "author: An analyst", "author: An analyst\ncity: twn"+more,
		"  sources: [town]", "  sources: [town]\n  geography: town-borders", "indicator: poor", "indicator: "+indicator).Replace(goodRules) +
		"zones: {min_residents: 1000, max_residents: 0, min_border_m: 10}\n"
	fsys := town(rules)
	fsys["sources/borders.yaml"] = &fstest.MapFile{Data: []byte(polygons)}
	fsys["indicators/origin.yaml"] = &fstest.MapFile{Data: []byte(ofOrigin)}
	return fsys
}

const trial = "\ntrial: true\nnotes: [{da: En afprøvning., en: A trial.}]"

// Zones are a designation, whatever the rule set calls itself: the ban on
// origin, ethnicity and language (EU Court, C-417/23) is not passed round by
// writing kind: index.
func TestNoKindOfRuleSetDrawsZonesByOrigin(t *testing.T) {
	for _, c := range []struct{ kind, indicator, more, want string }{
		{"index", "poor", "", ""},
		{"state", "poor", "", ""},
		{"index", "declared-origin", "", "zones by the indicator declared-origin, which measures origin"},
		{"state", "declared-origin", "", "zones by the indicator declared-origin, which measures origin"},
		{"index", "declared-origin", trial, "zones by the indicator declared-origin, which measures origin"},
		{"index", "both-declared", trial, "which measures ethnicity;"},
		{"index", "declared", "", "zones by the indicator declared, which measures language"},
		{"index", "declared", trial, ""},
		{"state", "declared", trial, ""},
		{"index", "share-x", "", "whose definition or column names"},
		{"index", "share-x", trial, "whose definition or column names"},
		{"index", "little-english", trial, "names immigrants"},
		{"municipal", "declared", trial, "no origin, ethnicity or language in a municipal rule set"},
		{"index", "poor", "\ntrial: true", "a trial without a note"},
		{"index", "poor", trial + "\napprover: Somebody else", ""},
	} {
		_, err := catalog.Load(withZones(c.kind, c.indicator, c.more))
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s by %s%s: %v", c.kind, c.indicator, c.more, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s by %s%s: %v, expected %q", c.kind, c.indicator, c.more, err, c.want)
		}
	}
}

func TestATrialIsNeverInForce(t *testing.T) {
	fsys := withZones("index", "declared", trial+"\napprover: Somebody else")
	file := fsys["rulesets/town-2025.yaml"]
	file.Data = []byte(strings.Replace(string(file.Data), "status: draft", "status: in_force", 1))
	if _, err := catalog.Load(fsys); err == nil || !strings.Contains(err.Error(), "a trial that is in force") {
		t.Errorf("got %v", err)
	}
}

// Without zones an index keeps what its publisher defines.
func TestAnIndexWithoutZonesKeepsItsTraits(t *testing.T) {
	fsys := town(strings.NewReplacer("kind: municipal", "kind: index", "indicator: poor", "indicator: declared-origin").Replace(goodRules))
	fsys["indicators/origin.yaml"] = &fstest.MapFile{Data: []byte(ofOrigin)}
	if _, err := catalog.Load(fsys); err != nil {
		t.Error(err)
	}
}

// A zone rule that ships says by what it may stand.
func TestShippedTrialsSaySo(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for id, r := range c.RuleSets {
		if r.Zones != nil && r.Kind != catalog.Municipal && !r.Trial {
			t.Errorf("%s draws zones, is no municipal rule set and no trial", id)
		}
	}
}
