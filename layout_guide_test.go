package byblik_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"byblik/source"
)

// The table of packages in CONTRIBUTING.md is that of layout_test.go.
func TestTheGuideTellsTheLayout(t *testing.T) {
	text, err := os.ReadFile("CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "\n## Packages\n")
	section, _, _ = strings.Cut(section, "\n## ")
	told := map[string]bool{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([^`]+)`[^|]*\\|[^|]+\\| ([^|]+) \\| ([^|]+) \\|$").FindAllStringSubmatch(section, -1) {
		dir := row[1]
		if dir == "byblik" {
			dir = "."
		}
		rule, known := layout[dir]
		if !known || told[dir] {
			t.Errorf("CONTRIBUTING.md tells of %s, which layout_test.go does not have, or twice", dir)
			continue
		}
		told[dir] = true
		may := strings.Split(row[2], ", ")
		switch row[2] {
		case "nothing":
			may = nil
		case "all":
			may = rule.may
		}
		if !slices.Equal(slices.Sorted(slices.Values(may)), slices.Sorted(slices.Values(rule.may))) {
			t.Errorf("%s: CONTRIBUTING.md says it may import %v, layout_test.go %v", dir, may, rule.may)
		}
		if (row[3] == "yes") != rule.pure {
			t.Errorf("%s: CONTRIBUTING.md says %q of pure, layout_test.go %v", dir, row[3], rule.pure)
		}
	}
	for dir := range layout {
		if !told[dir] {
			t.Errorf("CONTRIBUTING.md does not tell of %s", dir)
		}
	}
}

// The guide names every check that a reader may accept.
func TestTheGuideNamesEveryCheck(t *testing.T) {
	text, err := os.ReadFile("docs/rulesets.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, check := range source.Checks() {
		if !regexp.MustCompile("(?m)^\\|[^|]*`" + check + "`").Match(text) {
			t.Errorf("docs/rulesets.md does not tell of the check %s", check)
		}
	}
}
