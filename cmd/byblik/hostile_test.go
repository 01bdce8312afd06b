package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A rule set of a town that holds, with the definitions that it needs. Each
// hostile one below changes a part of it.
const hostileSource = `id: town
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
  - {id: col_x, name: antal ikke-vestlige, kind: count, part_of: people}
`

const hostileIndicators = `id: t-people
version: 1
title: {da: Indbyggere, en: Residents}
definition: {da: Alle, en: All}
unit: {da: personer, en: persons}
direction: neutral
value: town/people
---
id: t-poor
version: 1
title: {da: Lav indkomst, en: Low income}
definition: {da: Andel, en: Share}
unit: {da: procent, en: per cent}
direction: higher_is_worse
numerator: [town/poor]
denominator: [town/people]
---
id: t-x
version: 1
title: {da: Andel x, en: Share x}
definition: {da: Andel, en: Share}
unit: {da: procent, en: per cent}
direction: higher_is_worse
numerator: [town/col_x]
denominator: [town/people]
---
id: t-declared
version: 1
title: {da: Andel y, en: Share y}
definition: {da: Andel, en: Share}
unit: {da: procent, en: per cent}
direction: higher_is_worse
protected: [origin]
numerator: [town/poor]
denominator: [town/people]
`

// hostileCity is a screening, hostileIndex an index.
const hostileCity = `id: town-2025
version: 1
kind: municipal
status: draft
title: {da: Byens screening, en: The town's screening}
summary: {da: Et kriterium, en: One criterion}
legal_basis: {da: Byen, en: The town}
valid: {from: "2025-01-01"}
author: An analyst
city: twn
place: {da: Byen, en: The town}
areas:
  frame: ward
  sources: [town]
  geography: town
  residents: t-people
criteria:
  - id: income
    title: {da: Indkomst, en: Income}
    plain: {da: Mange har lav indkomst., en: Many have a low income.}
    of: [{indicator: t-poor}]
    limit: {z: 0.5}
flag: {of: 2/3, years: 2, of_latest: 3}
zones: {min_residents: 1000, max_residents: 40000, min_border_m: 10, tolerance_m: 1, barrier_tolerance_m: 1, enclose: true, enclosed_share: 0.6, enclosed_score: 0}
`

const hostileIndex = `id: town-index
version: 1
kind: index
status: draft
title: {da: Byens indeks, en: The town's index}
summary: {da: To dele, en: Two parts}
legal_basis: {da: Byen, en: The town}
valid: {from: "2025-01-01"}
author: An analyst
place: {da: Byen, en: The town}
areas:
  frame: ward
  sources: [town]
  residents: t-people
scores:
  - id: low
    of:
      - {indicator: t-poor, weight: 2, until: "2030", steps: [{op: min_max, low: 1, high: 100}]}
  - id: all
    of: [{score: low, weight: 1}, {indicator: t-poor, weight: 1}]
measures:
  - {id: m, title: {da: Mål, en: Measure}, score: all, class: {op: limits, limits: [1, 2], closed: [lower, upper]}}
`

// hostile changes a good rule set so that it must be refused.
type hostile struct {
	name, good, old, bad string
	want                 string // part of the message, after the file's name
}

func hostileCases() []hostile {
	city, index := hostileCity, hostileIndex
	return []hostile{
		// What is written does not mean anything.
		{"weight negative", index, "weight: 2", "weight: -2", ":18: scores[0].of[0].weight: found"},
		{"limits swapped", index, "limits: [1, 2]", "limits: [2, 1]", ":22: measures[0].class.limits[1]: found 1 after 2"},
		{"limits equal", index, "limits: [1, 2]", "limits: [2, 2]", ":22: measures[0].class.limits[1]"},
		{"unknown operation", index, "op: min_max", "op: min_mex", ":18: scores[0].of[0].steps[0].op: found the unknown operation"},
		{"operation of another field", index, "op: min_max", "op: geometric", ":18: scores[0].of[0].steps[0].op: found the unknown operation"},
		{"parameter of another operation", index, "high: 100}", "high: 100, constant: 23}", "steps[0].constant: found constant, which min_max does not take"},
		{"range swapped", index, "low: 1, high: 100", "low: 100, high: 1", ":18: scores[0].of[0].steps[0].low: found low 100 and high 1"},
		{"unknown combination", index, "- id: all", "- id: all\n    combine: product", ":20: scores[1].combine: found product"},
		{"weights twice", index, "- id: all", "- id: all\n    weights: pca", "of[0].weight: found a weight beside weights: pca"},
		{"left out of a sum", index, "{score: low, weight: 1}", "{score: low, missing: leave_out}", ":20: scores[1].of[0].missing: found leave_out in a sum"},
		{"circle", index, "{indicator: t-poor, weight: 2", "{score: all, weight: 2", ":18: scores[0].of[0].score: found the score all, which is not defined above"},
		{"itself", index, "{score: low, weight: 1}", "{score: all, weight: 1}", ":20: scores[1].of[0].score: found"},
		{"score id twice", index, "- id: all", "- id: low", ":19: scores[1].id: found the id low a second time"},
		{"a component of nothing", index, "{score: low, weight: 1}", "{weight: 1}", ":20: scores[1].of[0]: found"},
		{"no classes", index, "{op: limits, limits: [1, 2], closed: [lower, upper]}", "{op: rank_share, k: 0}", ":22: measures[0].class.k: found 0"},
		{"a thousand million classes", index, "{op: limits, limits: [1, 2], closed: [lower, upper]}", "{op: quantile, k: 1000000000}", ":22: measures[0].class.k: found 1000000000"},
		{"year out of range", index, `until: "2030"`, `until: "9999"`, ":18: scores[0].of[0].until: found the year 9999"},
		{"period nonsense", index, `until: "2030"`, `until: "last spring"`, ":18: scores[0].of[0].until: found the period"},
		{"criterion twice", city, "flag:", "  - {id: income, title: {da: I, en: I}, plain: {da: I, en: I}, of: [{indicator: t-poor}], limit: {z: 1}}\nflag:", ":23: criteria[1].id: found the id income a second time"},
		{"unknown indicator", city, "indicator: t-poor", "indicator: t-rich", ":21: criteria[0].of[0].indicator: found the unknown indicator t-rich"},
		{"more than all criteria", city, "of: 2/3", "of: 4/3", ":23: flag.of: found"},
		{"none of none", city, "of: 2/3", "of: 0/0", ":23: flag.of: found"},
		{"more years than there are", city, "years: 2, of_latest: 3", "years: 3, of_latest: 2", ":23: flag.years: found 3"},
		{"smallest zone above the largest", city, "max_residents: 40000", "max_residents: 400", ":24: zones.max_residents: found a largest zone below the smallest"},
		{"enclosed by more than all", city, "enclosed_share: 0.6", "enclosed_share: 1.5", ":24: zones.enclosed_share: found"},
		{"zone of a negative border", city, "min_border_m: 10", "min_border_m: -10", ":24: zones.min_border_m: found"},
		{"tolerance negative", city, "tolerance_m: 1,", "tolerance_m: -1,", ":24: zones.tolerance_m: found"},
		{"ends before it begins", city, `from: "2025-01-01"`, `from: "2025-01-01", to: "2024-01-01"`, ":8: valid.to: found an end before"},
		{"thirtieth of February", city, `from: "2025-01-01"`, `from: "2025-02-30"`, ":8: valid.from: found the day"},
		{"approves herself", city, "author: An analyst", "author: An analyst\napprover: An analyst", ":10: approver: found the author as approver"},
		// Numbers that are none.
		{"larger than any number", city, "z: 0.5", "z: 1e309", ":22: "},
		{"infinite", city, "z: 0.5", "z: .inf", ":22: "},
		{"not a number", city, "z: 0.5", "z: .nan", ":22: "},
		{"infinite weight", index, "weight: 2", "weight: .inf", ":18: "},
		{"a text for a number", city, "z: 0.5", "z: high", ":22: criteria[0].limit.z: found a value of type string"},
		{"a number for a text", city, "author: An analyst", "author: 7", ":9: author: found a value of type number"},
		{"years in halves", city, "years: 2", "years: 1.5", ":23: flag.years: found"},
		// Ids that lead elsewhere.
		{"path in the id", city, "id: town-2025", "id: ../../etc/passwd", ":1: id: found"},
		{"unicode that looks alike", city, "id: town-2025", "id: tоwn-2025", ":1: id: found"}, // a Cyrillic о
		{"taken id", city, "id: town-2025", "id: dk-koebenhavn-2025", ":1: id: found id dk-koebenhavn-2025 a second time"},
		{"path as the city", city, "city: twn", "city: ../x", ":10: city: found"},
		// A municipal rule set by who people are.
		{"origin in the criterion's title", city, "da: Indkomst, en: Income", "da: Herkomst, en: Income", ":18: criteria[0].id: found a municipal criterion that names herkomst"},
		{"origin in the column", city, "indicator: t-poor", "indicator: t-x", ":21: criteria[0].of[0].indicator: found the indicator t-x"},
		{"origin declared", city, "indicator: t-poor", "indicator: t-declared", ":21: criteria[0].of[0].indicator: found the indicator t-declared, which measures origin"},
		{"origin hidden by a soft hyphen", city, "da: Indkomst, en: Income", "da: Indkomst, en: \"Ori\u00adgin of people\"", ":18: criteria[0].id: found a municipal criterion that names origin"},
		{"origin in wide letters", city, "da: Indkomst, en: Income", "da: Indkomst, en: Ｏｒｉｇｉｎ", ":18: criteria[0].id: found a municipal criterion that names origin"},
		{"origin in Cyrillic letters", city, "da: Indkomst, en: Income", "da: Indkomst, en: Оrigin", ":18: criteria[0].id: found a municipal criterion that names оrigin, in letters of several alphabets"},
		{"origin in the plain words", city, "en: Many have a low income.", "en: Many are immigrants.", ":18: criteria[0].id: found a municipal criterion that names immigrants"},
		// Files that are no rule set.
		{"empty", city, city, "", ":1: found an empty file"},
		{"only a comment", city, city, "# nothing\n", ":1: found an empty file"},
		{"null", city, city, "~\n", ":1: "},
		{"a list", city, city, "- id: town-2025\n", ":1: found"},
		{"a word", city, city, "town\n", ":1: found"},
		{"a list of criteria as a map", city, "criteria:\n  - id: income", "criteria:\n    id: income", ":17: criteria: found a value of type object"},
		{"a field twice", city, "version: 1", "version: 1\nversion: 2", "found the field version twice (line 3)"},
		{"an unknown field", city, "version: 1", "version: 1\nsecret: 1", ":3: secret: found the unknown field secret"},
		{"merge key", city, "version: 1", "<<: {version: 1}", ":2: "},
		{"tab", city, "version: 1", "\tversion: 1", ":2: found"},
		{"binary", city, city, "\x00\x01\x02\xff\xfe\x00", ":1: found"},
		{"latin letters", city, "An analyst", "En analytiker p\xe5 r\xe5dhuset", ":9: found bytes that are no UTF-8 text"},
		{"utf-16", city, city, "\xff\xfei\x00d\x00", ":1: found"},
		{"ten megabytes", city, "version: 1", "version: 1 # " + strings.Repeat("x", 10<<20), ":1: found a file of more than 1 MiB"},
		{"alias bomb", city, "author: An analyst", bomb(), ":9: found an anchor or alias"},
		{"deep nesting", city, "author: An analyst", "author: " + strings.Repeat("[", 100000), ":"},
		{"deep nesting that closes", city, "author: An analyst", "author: " + strings.Repeat("[", 9000) + strings.Repeat("]", 9000), ":9: "},
		{"a long list", city, "sources: [town]", "sources: [" + strings.Repeat("town,", 100000) + "]", ":14: areas.sources[1]: found the source town a second time"},
		{"code", city, "author: An analyst", "author: !!python/object/apply:os.system [ls]", ":9: author: found"},
		{"unclosed", city, "areas:", "areas: {", ":"},
	}
}

// bomb is a list of lists that would grow to 9⁹ words.
func bomb() string {
	var b strings.Builder
	b.WriteString("author: &a [x, x, x, x, x, x, x, x, x]\n")
	for c := 'b'; c <= 'i'; c++ {
		b.WriteString(string(c) + ": &" + string(c) + " [" + strings.TrimSuffix(strings.Repeat("*"+string(c-1)+", ", 9), ", ") + "]\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

var hostilePlace = regexp.MustCompile(`^byblik: mine\.yaml:[0-9]+: .*found .*`)

// A hostile rule set is refused with exit code 2, at once, and every line of
// the message begins with the file and the line.
func TestHostileRuleSetsAreRefused(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"sources/town.yaml": hostileSource, "indicators/town.yaml": hostileIndicators} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "mine.yaml")
	check := func(t *testing.T, text string) (int, string, string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return command(t, "catalog", "check", path)
	}
	for _, good := range []string{hostileCity, hostileIndex} {
		if code, _, stderr := check(t, good); code != exitDone {
			t.Fatalf("the good rule set is refused: %s", stderr)
		}
	}
	for _, h := range hostileCases() {
		t.Run(h.name, func(t *testing.T) {
			bad := strings.Replace(h.good, h.old, h.bad, 1)
			if bad == h.good {
				t.Fatalf("nothing was changed: no %q", h.old)
			}
			start := time.Now()
			code, stdout, stderr := check(t, bad)
			if code != exitUsage || stdout != "" {
				t.Errorf("exit %d, want %d\n%s%s", code, exitUsage, stdout, shortened(stderr))
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("it took %v", took)
			}
			if !strings.Contains(stderr, "mine.yaml"+h.want) && !strings.Contains(stderr, h.want) {
				t.Errorf("want %q, got\n%s", h.want, shortened(stderr))
			}
			for _, line := range strings.Split(strings.TrimSpace(stderr), "\n") {
				if !hostilePlace.MatchString(line) {
					t.Errorf("no file and line in %s", shortened(line))
				}
			}
		})
	}
}

func shortened(s string) string { return s[:min(len(s), 1000)] }
