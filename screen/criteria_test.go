package screen

import (
	"math"
	"slices"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
)

const town = `
id: town
version: 1
kind: municipal
status: draft
areas: {frame: test, sources: [s], residents: people, min_residents: 100}
criteria:
  - id: income
    title: {da: Indkomst, en: Income}
    of: [{indicator: low}]
    limit: {z: 0.5}
  - id: work
    title: {da: Arbejde, en: Work}
    of: [{indicator: work}]
    limit: {z: 0.5}
  - id: youth
    title: {da: Unge, en: Youth}
    of: [{indicator: school}, {indicator: poor}]
    limit: {z: 0.5}
  - id: health
    title: {da: Sundhed, en: Health}
    of: [{indicator: health}]
    limit: {z: 0.5}
    level: district
flag: {of: 2/3, years: 2, of_latest: 3}
review:
  - {id: students, title: {da: Studerende, en: Students}, indicator: studying, at_least: 40}
`

func screenTown(t *testing.T, figures string, in Input) (*Screening, error) {
	t.Helper()
	in.Rules, in.Indicators, in.Panel = parse(t, town), indicators("work"), panel(t, figures)
	return Criteria(in)
}

// Worked by hand: residents 100, 300, 100 with low incomes 10, 20, 50 have the
// city mean (10·100 + 20·300 + 50·100)/500 = 24 and the variance
// (14²·100 + 4²·300 + 26²·100)/500 = 184.
func TestCriterionWorkedByHand(t *testing.T) {
	s, err := screenTown(t, `
area people@2013 low@2013 work@2013
a    100         10       90
b    300         20       80
c    100         50       50
d    99          1000     0
e    -           1000     0
f    200         x        n`, Input{Partial: true})
	if err != nil {
		t.Fatal(err)
	}
	p, sd := s.Criteria[0].Periods[0], math.Sqrt(184)
	near(t, "city", p.City, 24, 1e-12)
	near(t, "SD", p.SD, sd, 1e-12)
	near(t, "limit", p.Limit, 24+0.5*sd, 1e-12)
	for i, z := range []float64{-14 / sd, -4 / sd, 26 / sd} {
		near(t, "z", p.Findings[i].Z, z, 1e-12)
	}
	mean, plain := 80.0/3, math.Sqrt((100+400+2500)/3.0-6400.0/9)
	near(t, "plain z", p.Plain[2], (50-mean)/plain, 1e-12)
	w := s.Criteria[1].Periods[0] // less work is worse: the limit lies below the city
	near(t, "city at work", w.City, (9000+24000+5000)/500.0, 1e-12)
	near(t, "limit at work", w.Limit, w.City-0.5*w.SD, 1e-12)
	if !w.Findings[2].Met || w.Findings[0].Met || w.Findings[2].Z < 0.5 {
		t.Error("few at work must be worse")
	}
	want := []byblik.Status{byblik.OK, byblik.OK, byblik.OK, byblik.NotApplicable, byblik.Missing, byblik.Missing}
	for i, a := range s.Areas {
		if a.Status != want[i] || a.Flagged != (i == 2) || (a.Status == byblik.OK) == math.IsNaN(a.Score) {
			t.Errorf("%s: %v, flagged %v, score %v", a.Area, a.Status, a.Flagged, a.Score)
		}
	}
	if p.Findings[5].Status != byblik.Suppressed || w.Findings[5].Status != byblik.NotApplicable || p.Findings[5].Met {
		t.Error("a figure that is not there keeps its reason")
	}
	near(t, "score", s.Areas[2].Score, (p.Plain[2]+w.Plain[2])/2, 0)
	if s.Areas[2].Rank != 1 || s.Areas[5].Rank != 0 {
		t.Error("the highest score has rank 1, no score no rank")
	}
}

func TestFlagNeedsEnoughYears(t *testing.T) {
	// a: worst in all three; b: only in 2012; c: new in 2013; d: worst in 2011 and 2012
	s, err := screenTown(t, `
area people@2011 people@2012 people@2013 low@2011 low@2012 low@2013 work@2011 work@2012 work@2013
a 100 100 100  90 90 90  10 10 10
b 100 100 100  20 90 20  90 10 90
c 50  50  100  90 90 90  10 10 10
d 100 100 100  90 90 20  10 10 90
e 900 900 900  20 20 20  90 90 90`, Input{Partial: true})
	if err != nil {
		t.Fatal(err)
	}
	want := []bool{true, false, true, true, false}
	for i, a := range s.Areas {
		if a.Flagged != want[i] {
			t.Errorf("%s: flagged %v with %+v", a.Area, a.Flagged, a.Counts)
		}
	}
	if c := s.Areas[2]; c.Periods != 1 || c.Needed != 1 || c.Reached != 1 {
		t.Errorf("c has %d periods, needs %d, reaches %d", c.Periods, c.Needed, c.Reached)
	}
	if !said(s, "Areas with data in only 1 of 3 periods: 1") {
		t.Errorf("the shorter series of c is not said: %v", s.Notes)
	}
}

func said(s *Screening, words string) bool {
	for _, n := range s.Notes {
		if strings.Contains(n.En, words) {
			return n.Da != ""
		}
	}
	return false
}

func TestSeveralComponentsAndCoarserLevels(t *testing.T) {
	s, err := screenTown(t, `
area people@2013 low@2013 work@2013 school@2013 poor@2013 health@2013 studying@2013
a    100         10       90        1           4         99          45
b    100         20       80        2           5         1           39
c    100         30       70        3           9         1           -`, Input{Period: byblik.InYear(2013)})
	if err != nil {
		t.Fatal(err)
	}
	y := s.Criteria[2]
	if !y.InZ || y.Unit.Da == "" {
		t.Error("a mean of z must say so")
	}
	school := []float64{-math.Sqrt(1.5), 0, math.Sqrt(1.5)}
	sd := math.Sqrt(14.0 / 3)
	for i, z := range school {
		near(t, "value", y.Periods[0].Findings[i].Value, (z+([]float64{4, 5, 9}[i]-6)/sd)/2, 1e-12)
	}
	near(t, "city in z", y.Periods[0].City, 0, 1e-15)
	h := s.Criteria[3]
	if h.Counted || !h.HasData || !h.Periods[0].Findings[0].Met || s.Areas[0].Counts[0].WithData != 3 || s.Areas[0].Counts[0].Met != 0 {
		t.Error("a coarser criterion is reported and does not count")
	}
	if len(s.Areas[0].Review) != 1 || len(s.Areas[1].Review) != 0 || len(s.Areas[2].Review) != 0 {
		t.Error("the review mark stands at 40 per cent")
	}
	if !said(s, "Health is known only by district") || said(s, "No period was asked for") {
		t.Errorf("notes: %v", s.Notes)
	}
}

func TestPeriodsAndPartialData(t *testing.T) {
	const figures = `
area people@2012-01-01 people@2013 people@2014 low@2012 low@2013 work@2011/2012 work@2013 work@2014
a    100               100         100         1        2        3              4         5
b    100               100         100         2        3        4              5         6`
	s, err := screenTown(t, figures, Input{Partial: true})
	if err != nil || s.Period != byblik.InYear(2013) || len(s.Window) != 2 {
		t.Fatalf("%v, %v", s, err)
	}
	if !said(s, "2013 is the newest") || !said(s, "Of the 3 periods that the rule looks at, on file: 2;") || !said(s, "Only 2 of 4 criteria have data for 2013") {
		t.Errorf("notes: %v", s.Notes)
	}
	s, err = screenTown(t, figures, Input{Partial: true, Period: byblik.Period{Kind: byblik.FirstJanuary, Year: 2012}})
	if err != nil || !s.Criteria[1].HasData || s.Areas[0].Residents != 100 {
		t.Errorf("residents of a day and work of two years belong to 2012: %v", err)
	}
	for _, c := range []struct {
		in   Input
		want string
	}{
		{Input{}, "2 of 4 criteria have data: income, work; expected data for youth, health too; add --partial to go on"},
		{Input{Partial: true, Period: byblik.InYear(1999)}, "found the period 1999; expected a period on file: 2012, 2013, 2014"},
	} {
		_, err := screenTown(t, figures, c.in)
		if err == nil || !strings.Contains(err.Error(), c.want) || byblik.KindOf(err) != byblik.Usage {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
	_, err = screenTown(t, "area low@2013\na 1", Input{Partial: true, Period: byblik.InYear(2013)})
	if err == nil || !strings.Contains(err.Error(), "no residents in 2013") {
		t.Errorf("without residents: %v", err)
	}
	_, err = screenTown(t, "area low@2013 people@2012-Q1 people@2013-Q1\na 1 100 100", Input{Partial: true})
	if err == nil || !strings.Contains(err.Error(), "on file in part: 2013; people is on file for 2012-Q1, 2013-Q1") || !strings.Contains(err.Error(), "period.fixed") {
		t.Errorf("residents of quarters: %v", err)
	}
}

// The years that the flag looks at are named, with those between them that are
// not on file and, where they differ, how many criteria each is judged on.
func TestYearsUsedAreNamed(t *testing.T) {
	s, err := screenTown(t, `
area people@2010 low@2010 work@2010 people@2011 low@2011 people@2013 low@2013 work@2013
a    100         10       90        100         10       100         10       90
b    300         20       80        300         20       300         20       80
c    100         50       50        100         50       100         50       50`, Input{Partial: true, Period: byblik.InYear(2013)})
	if err != nil {
		t.Fatal(err)
	}
	want := "Years used: 2010 (criteria: 2), 2011 (criteria: 1), 2013 (criteria: 2); not on file: 2012."
	if !slices.ContainsFunc(s.Notes, func(n catalog.Text) bool {
		return n.En == want && strings.HasPrefix(n.Da, "Brugte år: 2010 (kriterier: 2)")
	}) {
		t.Errorf("notes %v do not say %q", s.Notes, want)
	}
}
