package screen

import (
	"strings"
	"testing"

	"byblik"
)

const small = `
id: small
kind: index
areas: {frame: test, sources: [s], residents: people, min_residents: 10}
scores:
  - id: core
    of:
      - indicator: bad
        weight: 0.25
      - indicator: good
        weight: 0.5
      - indicator: old
        until: "2012"
  - id: half
    combine: mean
    of:
      - score: core
      - indicator: bad
        weight: 3
    steps: [{op: round, decimals: 1}]
measures:
  - id: m
    title: {da: Mål, en: Measure}
    score: half
    class: {op: limits, limits: [0], closed: [lower], labels: [low, high]}
  - {id: core, title: {da: Kerne, en: Core}, score: core}
`

func TestIndexWorkedByHand(t *testing.T) {
	r, err := Index(Input{Rules: parse(t, small), Indicators: indicators("good"), Panel: panel(t, `
area people@2013 bad@2013 good@2013
a    10          4        1
b    10          4        1
c    10          8        100
d    9           800      0
e    10          x        1
f    -           1        1`)})
	if err != nil {
		t.Fatal(err)
	}
	// core = 0.25·bad − 0.5·good; half = (core + 3·bad)/4
	want := []struct {
		value  float64
		rank   int
		class  string
		status byblik.Status
	}{{3.1, 1, "high", byblik.OK}, {3.1, 1, "high", byblik.OK}, {-6, 3, "low", byblik.OK}, {0, 0, "", byblik.NotApplicable}, {0, 0, "", byblik.Suppressed}, {0, 0, "", byblik.Missing}}
	for i, w := range want {
		f := r.Findings[i]
		if f.Value != w.value || f.Rank != w.rank || f.Class != w.class || f.Status != w.status || f.Measure != "m" {
			t.Errorf("%+v, want %+v", f, w)
		}
	}
	if f := r.Findings[6]; f.Measure != "core" || f.Value != 0.5 || f.Class != "" {
		t.Errorf("%+v", f)
	}
	if r.Period != byblik.InYear(2013) || len(r.Notes) != 1 {
		t.Errorf("period %v, notes %v", r.Period, r.Notes)
	}
}

func TestIndexRefusesWhatIsNotOnFile(t *testing.T) {
	p := panel(t, "area people@2012 people@2013 bad@2012 good@2012 bad@2013 good@2013\na 10 10 1 1 1 1")
	for when, want := range map[int]string{2012: "no figures in 2012 for old", 1999: "found the period 1999"} {
		_, err := Index(Input{Rules: parse(t, small), Panel: p, Period: byblik.InYear(when)})
		if err == nil || !strings.Contains(err.Error(), want) || byblik.KindOf(err) != byblik.Usage {
			t.Errorf("%d: %v, want %q", when, err, want)
		}
	}
}

// SVI 2018 has no official file at hand: four places worked by hand from the
// CDC/ATSDR documentation. All shares but income rise from a to d; income falls
// with them, so every variable agrees; b and c tie in the last variable of each
// theme and share the smaller rank.
func TestSVI2018WorkedByHand(t *testing.T) {
	r := ruleSet(t, "us/us-svi-2018.yaml")
	vars := strings.Fields("pov unemp nohsdp age65 age17 disabl sngpnt minrty limeng munit mobile crowd noveh groupq")
	tied := map[string]bool{"nohsdp": true, "sngpnt": true, "limeng": true, "groupq": true}
	head, rows := "area us-svi-2018-residents@2018 us-svi-2018-pci@2018", []string{"a 5 40000", "b 5 30000", "c 5 20000", "d 5 10000", "e 0 1"}
	for _, v := range vars {
		head += " us-svi-2018-" + v + "@2018"
		cells := []string{"1", "2", "3", "4", "99"}
		if tied[v] {
			cells[2] = "2"
		}
		for i := range rows {
			rows[i] += " " + cells[i]
		}
	}
	result, err := Index(Input{Rules: r, Indicators: indicators("us-svi-2018-pci"), Panel: panel(t, head+"\n"+strings.Join(rows, "\n"))})
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range result.Findings {
		want := []float64{0, 0.3333, 0.6667, 1, 0}[i%5]
		if f.Value != want || (f.Status == byblik.OK) != (i%5 < 4) {
			t.Errorf("%s %s: %v (%v), want %v", f.Measure, f.Area, f.Value, f.Status, want)
		}
	}
	if len(result.Findings) != 25 {
		t.Errorf("%d findings", len(result.Findings))
	}
}
