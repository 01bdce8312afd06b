package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"byblik/screen"
)

// The examples of docs/rulesets.md run as they are written there: rule sets
// in YAML alone, given by path, with sources and indicators of their own.
func TestTheExamplesOfTheGuideRun(t *testing.T) {
	for _, example := range []string{"ward-index", "six-criteria"} {
		dir := filepath.Join("..", "..", "docs", "examples", example)
		rules, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
		if err != nil || len(rules) != 1 {
			t.Fatalf("%s: %d rule sets, %v", example, len(rules), err)
		}
		if code, stdout, stderr := command(t, "catalog", "check", rules[0]); code != exitDone {
			t.Errorf("%s: exit %d: %s%s", example, code, stdout, stderr)
		}
		from := filepath.Join(dir, "data")
		out := screenTo(t, rules[0], from)
		if code, _, stderr := command(t, "verify", out, "--from", from); code != exitDone {
			t.Errorf("%s: exit %d: %s", example, code, stderr)
		}
	}
}

// The guide names every operation that a rule set may use.
func TestTheGuideNamesEveryOperation(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "rulesets.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range screen.Operations() {
		if !strings.Contains(string(text), "`"+op.Name+"`") {
			t.Errorf("docs/rulesets.md does not name the operation %s", op.Name)
		}
	}
}
