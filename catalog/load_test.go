package catalog_test

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
)

const goodSource = `id: town
title: {da: Byens tal, en: The town's figures}
publisher: The town
licence: CC BY 4.0
class: public
format: csv
files: [{name: "town_{period}.csv"}]
key: {frame: ward, column: code, lists: true}
period: {from_file: true}
columns:
  - {id: people, name: people, kind: count}
  - {id: poor, name: poor, kind: count, part_of: people}
  - {id: foreign, name: antal ikke-vestlige, kind: count}
`

const goodIndicators = `id: people
version: 1
title: {da: Indbyggere, en: Residents}
definition: {da: Alle, en: All}
unit: {da: personer, en: persons}
direction: neutral
value: town/people
---
id: poor
version: 1
title: {da: Lav indkomst, en: Low income}
definition: {da: Andel, en: Share}
unit: {da: procent, en: per cent}
direction: higher_is_worse
numerator: [town/poor]
denominator: [town/people]
---
id: share-x
version: 1
title: {da: Andel x, en: Share x}
definition: {da: Andel, en: Share}
unit: {da: procent, en: per cent}
direction: higher_is_worse
numerator: [town/foreign]
denominator: [town/people]
---
id: declared
version: 1
title: {da: Andel y, en: Share y}
definition: {da: Andel, en: Share}
unit: {da: procent, en: per cent}
direction: higher_is_worse
protected: [language]
numerator: [town/poor]
denominator: [town/people]
`

const goodRules = `id: town-2025
version: 1
kind: municipal
status: draft
title: {da: Byens screening, en: The town's screening}
summary: {da: Ét kriterium, en: One criterion}
legal_basis: {da: Byrådet, en: The council}
valid: {from: "2025-01-01"}
author: An analyst
place: {da: Byen, en: The town}
areas:
  frame: ward
  sources: [town]
  residents: people
criteria:
  - id: income
    title: {da: Indkomst, en: Income}
    plain: {da: Mange har lav indkomst., en: Many have a low income.}
    of: [{indicator: poor}]
    limit: {z: 0.5}
flag: {of: 2/3, years: 2, of_latest: 3}
`

func town(rules string) fstest.MapFS {
	return fstest.MapFS{
		"sources/town.yaml":       {Data: []byte(goodSource)},
		"indicators/town.yaml":    {Data: []byte(goodIndicators)},
		"rulesets/town-2025.yaml": {Data: []byte(rules)},
	}
}

func TestTheEmbeddedCatalogHolds(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"dk-koebenhavn-2025", "england-imd-2019", "minby-2025"} {
		if c.RuleSets[id] == nil {
			t.Errorf("no rule set %s", id)
		}
	}
}

// Every record about persons that ships says why it may be held and until when.
func TestShippedRecordsAboutPersonsAreProtected(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for id, s := range c.Sources {
		if s.IsUnits() && (s.Protection == nil || s.Protection.LegalBasis.Da == "" || s.Protection.Purpose.En == "") {
			t.Errorf("%s holds records about persons and no protection", id)
		}
	}
	if got := c.Sources["minby-person-years"].Protection.Special; !slices.Equal(got, []string{"chronic_diseases", "convicted"}) {
		t.Errorf("special categories %v", got)
	}
}

// A protection belongs to records about persons, ends on a day, and names
// columns that are there.
func TestAProtectionSaysSomething(t *testing.T) {
	protection := "protection: {legal_basis: {da: a, en: a}, purpose: {da: a, en: a}, delete_after: \"2031-02-30\", special: [faith]}\n"
	files := town(goodRules)
	files["sources/town.yaml"] = &fstest.MapFile{Data: []byte(goodSource + protection)}
	_, err := catalog.Load(files)
	for _, want := range []string{"protection: found a protection of the class public", "protection.delete_after: found \"2031-02-30\"", "protection.special[0]: found the unknown column faith"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func TestAGoodCatalogLoads(t *testing.T) {
	c, err := catalog.Load(town(goodRules))
	if err != nil {
		t.Fatal(err)
	}
	if r := c.RuleSets["town-2025"]; r == nil || r.Criteria[0].Limit.Z != 0.5 || c.Indicators["poor"].Per != 100 {
		t.Errorf("got %+v", r)
	}
	if got := string(c.Text("town-2025")); got != goodRules {
		t.Errorf("the text of the rule set is not kept: %q", got)
	}
}

// The number of areas of a source is one, or one for each period.
func TestNumbersOfAreasAreClear(t *testing.T) {
	for bad, want := range map[string]string{
		`lists: true, count: 3, counts: {"2020": 3}}`: "key.counts: found one number of areas and numbers by period",
		`lists: true, counts: {"2020": 0}}`:           "key.counts: found 0 areas in 2020",
		`lists: true, counts: {soon: 3}}`:             "key.counts: found the period \"soon\"",
		`lists: true, count: -1}`:                     "key.count: found",
		`lists: true, counts: {"2020": 3}}`:           "",
		`lists: true, count: 3}`:                      "",
	} {
		files := town(goodRules)
		text := strings.Replace(goodSource, "lists: true}", bad, 1)
		files["sources/town.yaml"] = &fstest.MapFile{Data: []byte(text)}
		if _, err := catalog.Load(files); err == nil && want != "" || err != nil && (want == "" || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: got %v, want %q", bad, err, want)
		}
	}
}

// What nobody would read is refused: signs that no file has, and what is said of
// unit records although it holds for tables alone.
func TestASourceSaysNothingInVain(t *testing.T) {
	const units = "class: survey\nunit: [people]\n"
	for _, c := range []struct{ old, bad, want string }{
		{"lists: true}", "lists: true, authority_name: borough}", "key.authority_name: found names of authorities without their codes"},
		{"format: csv", "format: csv\nwritten: {decimal: comma}", `written.decimal: found "comma"`},
		{"format: csv", "format: csv\nwritten: {thousands: '..'}", `written.thousands: found ".."`},
		{"format: csv", "format: csv\nwritten: {decimal: ',', thousands: ' '}", ""},
		{"class: public\n", units + "written: {zero: ['-']}\n", "written.zero: found"},
		{"class: public\n", units + "written: {suppressed: ['..']}\n", "written.suppressed: found"},
		{"class: public\n", units + "row_status: {column: state, missing: [dead]}\n", "row_status: found"},
		{"kind: count, part_of: people", "kind: count, part_of: people}\n  - {id: x, name: x, kind: count, break: ['2020']", ""},
		{"class: public\n", units, "columns[1].part_of: found"},
	} {
		files := town(goodRules)
		files["sources/town.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(goodSource, c.old, c.bad, 1))}
		if _, err := catalog.Load(files); err == nil && c.want != "" || err != nil && (c.want == "" || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: got %v, want %q", c.bad, err, c.want)
		}
	}
}

// Each fault names the file, the line, what was found and what to do. The
// table replaces one line of a good rule set by a bad one.
func TestFaultsNameFileAndLine(t *testing.T) {
	for _, c := range []struct{ name, old, bad, want string }{
		{"unknown field", "version: 1", "version: 1\nwheight: 2", "rulesets/town-2025.yaml:3: wheight: found the unknown field wheight"},
		{"missing translation", "title: {da: Byens screening, en: The town's screening}", "title: {da: Byens screening}", ":5: title: found no en; expected the field en; write the text in both languages"},
		{"wrong kind", "kind: municipal", "kind: communal", ":3: kind: found communal; expected one of municipal, index, state"},
		{"number for text", "author: An analyst", "author: 7", ":9: author: found a value of type number; expected string; put the value in quotes"},
		{"text for number", "limit: {z: 0.5}", "limit: {z: high}", ":20: criteria[0].limit.z: found a value of type string; expected number"},
		{"unknown indicator", "indicator: poor", "indicator: rich", ":19: criteria[0].of[0].indicator: found the unknown indicator rich"},
		{"unknown source", "sources: [town]", "sources: [city]", ":13: areas.sources[0]: found the unknown source city"},
		{"tab", "version: 1", "\tversion: 1", ":2: found"},
		{"alias", "status: draft", "status: &s draft", ":4: found an anchor or alias"},
		{"twice", "version: 1", "version: 1\nversion: 2", "the field version twice (line 3)"},
		{"reviewed without approver", "status: draft", "status: in_force", ":4: status: found a rule set that is in_force without an approver"},
		{"author approves", "author: An analyst", "author: An analyst\napprover: An analyst", ":10: approver: found the author as approver"},
		{"bad day", `from: "2025-01-01"`, `from: "2025-13-01"`, ":8: valid.from: found the day \"2025-13-01\""},
		{"ends before", `from: "2025-01-01"`, `from: "2025-01-01", to: "2024-01-01"`, ":8: valid.to: found an end before"},
		{"no flag", "flag: {of: 2/3, years: 2, of_latest: 3}", "", ": criteria: found criteria without a flag"},
		{"names origin", "id: income", "id: origin", "found a municipal criterion that names origin"},
		{"origin in the header", "indicator: poor", "indicator: share-x", "whose definition or column names ikke vestlige"},
		{"declared language", "indicator: poor", "indicator: declared", "found the indicator declared, which measures language"},
		{"zones without polygons", "flag:", "zones: {min_residents: 1000, max_residents: 40000, min_border_m: 10}\nflag:", "zones: found zones without"},
	} {
		if !strings.Contains(goodRules, c.old) {
			t.Fatalf("%s: the good rule set has no %q", c.name, c.old)
		}
		_, err := catalog.Load(town(strings.Replace(goodRules, c.old, c.bad, 1)))
		if err == nil {
			t.Errorf("%s: accepted", c.name)
			continue
		}
		if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s:\n got %v\nwant %s", c.name, err, c.want)
		}
		if byblik.KindOf(err) != byblik.Usage {
			t.Errorf("%s: kind %v", c.name, byblik.KindOf(err))
		}
	}
}

func TestAllFaultsComeAtOnce(t *testing.T) {
	bad := strings.NewReplacer("kind: municipal", "kind: communal", "author: An analyst", "author: 7").Replace(goodRules)
	_, err := catalog.Load(town(bad))
	if err == nil || strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("want two faults, got %v", err)
	}
}

func TestAStateRuleSetMayKeepItsOrigin(t *testing.T) {
	rules := strings.NewReplacer("kind: municipal", "kind: state", "indicator: poor", "indicator: share-x").Replace(goodRules)
	if _, err := catalog.Load(town(rules)); err != nil {
		t.Error(err)
	}
}

func TestHugeFilesAreRefused(t *testing.T) {
	files := town(goodRules)
	files["rulesets/big.yaml"] = &fstest.MapFile{Data: []byte("id: big # " + strings.Repeat("x", 10<<20))}
	if _, err := catalog.Load(files); err == nil || !strings.Contains(err.Error(), "more than 1 MiB") {
		t.Errorf("got %v", err)
	}
}

func TestAnIDIsTakenOnce(t *testing.T) {
	base, err := catalog.Load(town(goodRules))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := base.Extend(town(goodRules)); err != nil {
		t.Errorf("the same file to the byte is the same definition: %v", err)
	}
	_, err = base.Extend(town(strings.Replace(goodRules, "z: 0.5", "z: 0.6", 1)))
	if err == nil || !strings.Contains(err.Error(), "id town-2025 a second time") {
		t.Errorf("got %v", err)
	}
}

func TestARuleSetByPathBringsItsNeighbours(t *testing.T) {
	base, err := catalog.Load(fstest.MapFS{})
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{
		"mine.yaml":            {Data: []byte(goodRules)},
		"broken.yaml":          {Data: []byte("id: [")},
		"sources/town.yaml":    {Data: []byte(goodSource)},
		"indicators/town.yaml": {Data: []byte(goodIndicators)},
	}
	_, r, err := base.ExtendWith(files, "mine.yaml")
	if err != nil || r == nil || r.ID != "town-2025" {
		t.Errorf("got %v, %v", r, err)
	}
	if _, _, err := base.ExtendWith(files, "none.yaml"); !errors.Is(err, fs.ErrNotExist) && byblik.KindOf(err) != byblik.Usage {
		t.Errorf("got %v", err)
	}
}

func ExampleCatalog_Place() {
	c, _ := catalog.Load(town(goodRules))
	fmt.Println(c.Place("rulesets", "town-2025", "criteria[0].limit"))
	// Output: rulesets/town-2025.yaml 20
}

// What a recipe keeps is enough to load the same rule set again.
func TestClosureLoadsAlone(t *testing.T) {
	c, err := catalog.Load(town(goodRules))
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for name, text := range c.Closure("town-2025") {
		files[name] = &fstest.MapFile{Data: text}
	}
	again, err := catalog.Load(files)
	if err != nil || len(files) != 3 || again.RuleSets["town-2025"] == nil {
		t.Errorf("%d files, %v", len(files), err)
	}
}
