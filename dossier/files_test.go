package dossier

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
)

func mustFiles(t *testing.T, s *Screening) map[string][]byte {
	t.Helper()
	files, err := Files(s)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// small is a screening of three areas that fits into a golden text.
func small() *Screening {
	s := town(catalog.En)
	s.Why, s.WhyText, s.Firmness = nil, nil, nil
	s.Areas, s.Residents, s.Shapes, s.Findings = s.Areas[:3], s.Residents[:3], s.Shapes[:3], s.Findings[:3]
	s.Flagged, s.Periods, s.Review, s.TooSmall = s.Flagged[:3], s.Periods[:3], s.Review[:3], nil
	s.Criteria = s.Criteria[4:6]
	for k := range s.Criteria {
		s.Criteria[k].Findings = s.Criteria[k].Findings[:3]
	}
	f := s.Criteria[0].Findings
	f[0].Value, f[0].Z, f[0].Met = 12.5, -0.1, false
	f[1].Value, f[1].Z, f[1].Met = 0.1, 1e-7, true
	f[2].Status = byblik.Suppressed
	for i := range f {
		f[i].City, f[i].Limit = 14.8, 16.4
	}
	s.Criteria[0].Limit = 16.4
	s.Findings[0].Value, s.Findings[0].Rank, s.Findings[0].Class = -0.25, 3, "not"
	s.Findings[1].Value, s.Findings[1].Rank, s.Findings[1].Class = 1.0/3, 1, "designated"
	s.Findings[2].Status = byblik.NotApplicable
	m := byblik.Member{Area: s.Areas[1].Code, Reason: byblik.Flagged, Residents: 100}
	s.Zones = []byblik.Zone{{ID: "mb-1", Name: "@home, \"A\"", State: byblik.Candidate, Members: []byblik.Member{m}, Residents: 1e6, Reason: "flagged"}}
	return s
}

func TestTablesOfASmallTown(t *testing.T) {
	files := mustFiles(t, small())
	for name, want := range map[string]string{
		"findings.csv": `area,measure,value,rank,class,status
001,score,-0.25,3,not,ok
002,score,0.3333333333333333,1,designated,ok
003,score,,,,not_applicable
`,
		"criteria.csv": `area,criterion,value,city,limit,z,met,status,margin,margin_persons,needed_persons
001,health,12.5,14.8,16.4,-0.1,no,ok,,,
001,safety,,,,,,missing,,,
002,health,0.1,14.8,16.4,0.0000001,yes,ok,,,
002,safety,,,,,,missing,,,
003,health,,14.8,16.4,,,suppressed,,,
003,safety,,,,,,missing,,,
`,
		"zones.csv": `zone,name,residents,areas,state,reason
mb-1,"'@home, ""A""",1000000,1,candidate,flagged
`,
		"members.csv": `zone,area,reason
mb-1,002,flagged
`,
	} {
		if got := string(files[name]); got != want {
			t.Errorf("%s:\n%s\nwant:\n%s", name, got, want)
		}
	}
}

func TestFilesOfARuleSetWithoutZones(t *testing.T) {
	files := mustFiles(t, league(catalog.En, 12))
	for _, name := range []string{"findings.csv", "screening.xlsx", "report.html"} {
		if files[name] == nil {
			t.Errorf("%s is missing", name)
		}
	}
	if len(files) != 3 {
		t.Errorf("%d files, want 3", len(files))
	}
}

func TestSameBytesTwice(t *testing.T) {
	t.Setenv("LANG", "da_DK.UTF-8")
	t.Setenv("TZ", "Asia/Tokyo")
	one := mustFiles(t, town(catalog.Da))
	t.Setenv("LANG", "C")
	t.Setenv("TZ", "UTC")
	for range 3 {
		two := mustFiles(t, town(catalog.Da))
		for name := range one {
			if !bytes.Equal(one[name], two[name]) {
				t.Errorf("%s differs between two runs", name)
			}
		}
	}
}

func TestPlainText(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "Lindehaven": "Lindehaven", "=1+1": "'=1+1", "+47 x": "'+47 x", "-cmd": "'-cmd", "@sum": "'@sum", "\tx": "'\tx", "-1": "-1", "+2.5": "+2.5", "-Inf": "'-Inf", "1-2": "1-2",
	} {
		if got := plainText(in); got != want {
			t.Errorf("plainText(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFigure(t *testing.T) {
	for _, c := range []struct {
		lang     catalog.Lang
		v        float64
		decimals int
		want     string
	}{
		{catalog.Da, 1234567.5, 1, "1.234.567,5"}, {catalog.En, 1234567.5, 1, "1,234,567.5"}, {catalog.En, 2.675, 2, "2.68"},
		{catalog.Da, -0.25, 1, "−0,3"}, {catalog.En, -0.04, 1, "0.0"}, {catalog.En, math.NaN(), 1, "–"}, {catalog.En, 999, 0, "999"},
	} {
		if got := c.lang.Number(c.v, c.decimals); got != c.want {
			t.Errorf("%s.Number(%v, %d) = %q, want %q", c.lang, c.v, c.decimals, got, c.want)
		}
	}
}

func TestScreeningThatDoesNotFitIsRefused(t *testing.T) {
	for what, spoil := range map[string]func(*Screening){
		"residents": func(s *Screening) { s.Residents = s.Residents[1:] },
		"criteria":  func(s *Screening) { s.Criteria[0].Findings = s.Criteria[0].Findings[1:] },
		"findings":  func(s *Screening) { s.Findings[0], s.Findings[1] = s.Findings[1], s.Findings[0] },
		"zones":     func(s *Screening) { s.Zones[0].Members[0].Area.Code = "nowhere" },
		"reasons":   func(s *Screening) { s.Why[0], s.Why[1] = s.Why[1], s.Why[0] },
		"margins":   func(s *Screening) { s.Why[3].Margins = s.Why[3].Margins[1:] },
		"sentences": func(s *Screening) { s.WhyText = s.WhyText[1:] },
		"verdicts": func(s *Screening) {
			s.Firmness.Areas[0], s.Firmness.Areas[1] = s.Firmness.Areas[1], s.Firmness.Areas[0]
		},
	} {
		s := town(catalog.En)
		spoil(s)
		if _, err := Files(s); err == nil {
			t.Errorf("%s that do not fit the areas are written", what)
		}
	}
}

func TestCriterionWithoutFindingsIsMissing(t *testing.T) {
	s := town(catalog.En)
	s.Criteria[5].Findings = nil
	if csv := string(mustFiles(t, s)["criteria.csv"]); !strings.Contains(csv, "001,safety,,,,,,missing,,,\n") {
		t.Error("a criterion without data has no rows")
	}
	if s.Criteria[5].Findings != nil {
		t.Error("the caller's screening was changed")
	}
}
