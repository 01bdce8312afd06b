package byblik_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"byblik/screen"
	"byblik/source"
	"byblik/stress"
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

// The page of outputs tells every column of the tables whose heads are known
// here, every set and every cause of why.csv, and every reason of a difference.
func TestTheGuideTellsTheColumns(t *testing.T) {
	text, err := os.ReadFile("docs/outputs.md")
	if err != nil {
		t.Fatal(err)
	}
	firm := &stress.Firmness{}
	areas, _ := firm.Table()
	zones, _ := firm.ZonesTable()
	names := slices.Concat(stress.WhyHeader, stress.MarginHeader, areas, zones, []string{stress.SetOne, stress.SetInPoints, stress.SetSeveral})
	for _, column := range screen.AuthorityTable(nil)[0] {
		if !strings.HasPrefix(column, "rank_of_") {
			names = append(names, column)
		}
	}
	for _, c := range []stress.Cause{stress.NotScreened, stress.UnknownResidents, stress.NoFigures, stress.EarlierYears, stress.TooMany, stress.BeyondCity, stress.SmallGroup,
		stress.Surrounded, stress.OnStateList, stress.NoZones, stress.NoCount, stress.NoFigure, stress.NotInCount, stress.Treated} {
		names = append(names, string(c))
	}
	for _, r := range []stress.Reason{stress.OtherAreas, stress.Figures, stress.OwnValue, stress.CityValue, stress.RuleChange, stress.DataYear, stress.Listed, stress.Joining} {
		names = append(names, string(r))
	}
	for _, name := range names {
		if !regexp.MustCompile("(?m)^\\|[^|]*`" + name + "`").Match(text) {
			t.Errorf("docs/outputs.md does not tell of %s", name)
		}
	}
}
