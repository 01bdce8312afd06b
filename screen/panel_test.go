package screen

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"

	"go.yaml.in/yaml/v3"
)

// ruleSet reads a rule set of the catalog.
func ruleSet(t testing.TB, file string) *catalog.RuleSet {
	t.Helper()
	text, err := os.ReadFile("../catalog/rulesets/" + file)
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(text))
}

func parse(t testing.TB, text string) *catalog.RuleSet {
	t.Helper()
	var r catalog.RuleSet
	dec := yaml.NewDecoder(bytes.NewReader([]byte(text)))
	dec.KnownFields(true)
	if err := dec.Decode(&r); err != nil {
		t.Fatal(err)
	}
	return &r
}

// panel reads figures from plain text: a head "area id@period …", then one
// line per area. Cells: a number, "-" missing, "x" suppressed, "n" not
// applicable.
func panel(t testing.TB, text string) *byblik.Panel {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(text), "\n")
	head := strings.Fields(lines[0])
	p := &byblik.Panel{Frame: "test", Observations: make([]byblik.Observations, len(head)-1)}
	for i, h := range head[1:] {
		id, when, _ := strings.Cut(h, "@")
		period, err := byblik.ParsePeriod(when)
		if err != nil {
			t.Fatal(err)
		}
		p.Observations[i] = byblik.Observations{Indicator: byblik.IndicatorID(id), Period: period}
	}
	for _, line := range lines[1:] {
		cells := strings.Fields(line)
		p.Areas = append(p.Areas, byblik.Area{Code: byblik.AreaCode{Frame: "test", Code: cells[0]}})
		for i, cell := range cells[1:] {
			o := &p.Observations[i]
			o.Value = append(o.Value, raw(t, cell))
		}
	}
	return p
}

func raw(t testing.TB, cell string) byblik.Raw {
	switch cell {
	case "-", "":
		return byblik.RawWithout(byblik.Missing)
	case "x":
		return byblik.RawWithout(byblik.Suppressed)
	case "n":
		return byblik.RawWithout(byblik.NotApplicable)
	}
	var v float64
	if _, err := fmt.Sscanf(cell, "%g", &v); err != nil {
		t.Fatalf("cell %q: %v", cell, err)
	}
	return byblik.RawOf(v)
}

func indicators(lowerIsWorse ...string) map[byblik.IndicatorID]*catalog.Indicator {
	m := map[byblik.IndicatorID]*catalog.Indicator{}
	for _, id := range lowerIsWorse {
		m[byblik.IndicatorID(id)] = &catalog.Indicator{ID: byblik.IndicatorID(id), Direction: catalog.LowerIsWorse, Unit: catalog.Text{Da: "procent", En: "per cent"}}
	}
	return m
}
