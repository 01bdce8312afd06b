package screen

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
)

// shire is a panel of six areas in two authorities. Share has counts behind
// it, gap lacks two areas, one of them the only one of its district.
func shire(t testing.TB) Input {
	p := panel(t, `
area people@2013 share@2013 other@2013 gap@2013 good@2013
a    100         10         3          1        90
b    100         20         9          2        80
c    100         30         4          -        70
d    100         40         8          7        60
e    100         50         7          8        40
f    100         60         12         x        30`)
	for i := range p.Areas {
		p.Areas[i].Authority, p.Areas[i].District = "XXXYYY"[i:i+1], "aaabbc"[i:i+1]
	}
	for k := range p.Observations {
		if o := &p.Observations[k]; o.Indicator == "share" || o.Indicator == "good" {
			for i, v := range o.Value {
				n := float64(10 * (i + 1))
				o.Numerator, o.Denominator = append(o.Numerator, v.Float()*n/100), append(o.Denominator, n)
			}
		}
	}
	return Input{Panel: p, Indicators: indicators("good"), Neighbours: [][]int{{1}, {0, 2}, {1, 3}, {2, 4}, {3, 5}, {4}}}
}

const shireRules = `
id: shire
kind: index
areas: {frame: test, sources: [s], geography: g, residents: people}
scores:
  - id: all
%s
measures:
  - {id: m, title: {da: M, en: M}, score: all}
`

// shireValues runs one score, which must pass the check.
func shireValues(t testing.TB, score string) ([]float64, []catalog.Text, error) {
	t.Helper()
	in := shire(t)
	in.Rules, in.Period = parse(t, fmt.Sprintf(shireRules, score)), byblik.InYear(2013)
	for _, p := range CheckRuleSet(in.Rules) {
		t.Errorf("%s: %s: found %s; expected %s", score, p.At, p.Found, p.Expected)
	}
	r, err := Index(in)
	if err != nil {
		return nil, nil, err
	}
	values := make([]float64, len(r.Findings))
	for i, f := range r.Findings {
		if values[i] = f.Value; f.Status != byblik.OK {
			values[i] = absent
		}
	}
	return values, r.Notes, nil
}

// Every operation can be named in a rule set and does what its function does.
func TestEveryOperationServesARuleSet(t *testing.T) {
	parameters := map[string]string{"sd": "sample", "ties": "min", "order": "ascending", "decimals": "1", "convention": "n_minus_rank", "constant": "23",
		"lambda": "0.5", "low": "0.1", "high": "0.9", "points": "2", "target": "20", "beyond": "capped", "formula": "blom", "count": "middle", "family": "poisson"}
	for _, o := range Operations() {
		score := ""
		switch o.Where {
		case InSteps:
			before := ""
			if o.Name == "exponential" { // takes ranks
				before = "{op: rank, ties: min, order: ascending}, "
			}
			score = "    of: [{indicator: share, steps: [" + before + "{op: " + o.Name
			for _, need := range o.Needs {
				score += ", " + need + ": " + parameters[need]
			}
			score += "}]}]"
		case InCombine:
			score = "    combine: " + o.Name + "\n    of: [{indicator: share}, {indicator: other, weight: 3}]"
		case InWeights:
			score = "    weights: " + o.Name + "\n    of: [{indicator: share}, {indicator: other}]"
		case InMissing:
			score = "    combine: mean\n    of: [{indicator: share}, {indicator: gap, missing: " + o.Name + "}]"
		default:
			continue
		}
		values, notes, err := shireValues(t, score)
		if o.Name == "refuse" {
			if err == nil || byblik.KindOf(err) != byblik.Invalid || !strings.Contains(err.Error(), "2 areas (c, f)") {
				t.Errorf("refuse: %v", err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", o.Name, err)
			continue
		}
		for i, v := range values {
			if math.IsNaN(v) {
				t.Errorf("%s: no value for area %d: %v", o.Name, i, values)
				break
			}
		}
		if (o.Where == InMissing || o.Where == InWeights) && (len(notes) == 0 || notes[0].Da == "") {
			t.Errorf("%s works in silence", o.Name)
		}
	}
}

// Ranks given among more areas than take part make no index.
func TestRanksBeyondTheAreasAreRefused(t *testing.T) {
	_, _, err := shireValues(t, "    of: [{indicator: share, steps: [{op: exponential, convention: n_plus_1_minus_rank, constant: 23}]}]")
	if err == nil || byblik.KindOf(err) != byblik.Usage || !strings.HasPrefix(err.Error(), "share: found ranks up to 60 for 6 areas; expected ranks of the areas that take part; leave out --within") {
		t.Errorf("got %v", err)
	}
	for v, want := range map[float64]string{7: "7", 999: "999", 33755: "33,755", 1234567: "1,234,567", 4394.5: "4,394.5"} {
		if got := grouped(v); got != want {
			t.Errorf("grouped(%v) = %s, want %s", v, got, want)
		}
	}
}

func TestMissingFiguresAreFilledAndSaid(t *testing.T) {
	for rule, want := range map[string]struct {
		values []float64
		said   string
	}{
		"leave_out":        {[]float64{5.5, 11, 30, 23.5, 29, 60}, "gap is missing in 2 areas (c, f); the score there is made of the other components."},
		"median":           {[]float64{5.5, 11, 17.25, 23.5, 29, 32.25}, "the median of all areas stands in its place."},
		"authority_median": {[]float64{5.5, 11, 15.75, 23.5, 29, 33.75}, "the median of their authority stands in its place."},
		"district_median":  {[]float64{5.5, 11, 15.75, 23.5, 29, 32.25}, "gap is missing in the whole group of 1 area (f); the median of all areas stands there."},
	} {
		values, notes, err := shireValues(t, "    combine: mean\n    of: [{indicator: share}, {indicator: gap, missing: "+rule+"}]")
		if err != nil {
			t.Fatal(err)
		}
		nearAll(t, rule, values, want.values, 1e-12)
		all := ""
		for _, n := range notes {
			all += n.En + "\n"
		}
		if !strings.Contains(all, want.said) {
			t.Errorf("%s says %s", rule, all)
		}
	}
	values, _, err := shireValues(t, "    of: [{indicator: share}, {indicator: gap}]")
	if err != nil {
		t.Fatal(err)
	}
	nearAll(t, "without a rule", values, []float64{11, 22, absent, 47, 58, absent}, 1e-12)
}

// An indicator of which less is worse is turned round; its target, its
// estimates and its counts are turned with it.
func TestStepsKnowWhichWayIsWorse(t *testing.T) {
	values, _, err := shireValues(t, "    of: [{indicator: good, steps: [{op: distance_to_target, target: 80, beyond: counted}]}]")
	if err != nil {
		t.Fatal(err)
	}
	nearAll(t, "distance", values, []float64{-0.2, 0, 0.2, 0.4, 0.8, 1}, 1e-12)
	plain, _, err := shireValues(t, "    of: [{indicator: good, signed: as_is, steps: [{op: logit_shrinkage}]}]")
	if err != nil {
		t.Fatal(err)
	}
	turned, _, err := shireValues(t, "    of: [{indicator: good, steps: [{op: logit_shrinkage}]}]")
	if err != nil {
		t.Fatal(err)
	}
	for i := range plain {
		near(t, "estimate", turned[i], -plain[i], 0)
	}
	if !(plain[0] < 90 && plain[0] > 76) {
		t.Errorf("area a with 9 of 10 is drawn to its authority's 76.7, not to %v", plain[0])
	}
}

func TestAnIndexStopsWhereAnOperationCannot(t *testing.T) {
	for score, want := range map[string]string{
		"    combine: geometric\n    of: [{indicator: good}, {indicator: share}]":                     "good at or below 0 in 6 areas (a, b, c, d, e, f)",
		"    of: [{indicator: good, steps: [{op: box_cox, lambda: 0}]}]":                              "figures at or below 0 in 6 areas",
		"    of: [{indicator: other, steps: [{op: eb_local}]}]":                                       "no counts behind the figures",
		"    weights: pca\n    of: [{indicator: good, signed: as_is}, {indicator: share}]":            "a weight of",
		"    of: [{indicator: share, steps: [{op: distance_to_target, target: 60, beyond: capped}]}]": "no figure that is worse than the target 60",
	} {
		if _, _, err := shireValues(t, score); err == nil || !strings.Contains(err.Error(), want) || byblik.KindOf(err) != byblik.Invalid {
			t.Errorf("%s: %v, want %q", score, err, want)
		}
	}
	in := shire(t)
	in.Rules, in.Neighbours = parse(t, fmt.Sprintf(shireRules, "    of: [{indicator: share, steps: [{op: eb_local}]}]")), nil
	if _, err := Index(in); err == nil || !strings.Contains(err.Error(), "no neighbours") {
		t.Errorf("eb_local without neighbours: %v", err)
	}
	in = shire(t)
	in.Panel.Areas[2].Authority = ""
	in.Rules = parse(t, fmt.Sprintf(shireRules, "    of: [{indicator: share, steps: [{op: logit_shrinkage}]}]"))
	if _, err := Index(in); err == nil || !strings.Contains(err.Error(), "no authority for 1 area (c)") {
		t.Errorf("logit_shrinkage without an authority: %v", err)
	}
}
