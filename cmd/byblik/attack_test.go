package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"byblik"
	"byblik/compile"
	"byblik/disclose"
	"byblik/minby"
	"byblik/release"
)

// tries gives what an attack of a report tried and found.
func tries(t *testing.T, r *disclose.Report, id disclose.AttackID) disclose.Try {
	t.Helper()
	for _, x := range r.Tries {
		if x.Attack == id {
			return x
		}
	}
	t.Fatalf("%s was not tried", id)
	return disclose.Try{}
}

// Whoever has the deliveries holds every bound against the truth: none is one
// number, and none lies beside it. Every attack has something to try, but for
// figures of several releases, for there is one.
func TestTheAttackIsHeldAgainstTheTruth(t *testing.T) {
	dir, from := minbyRelease(t)
	r, err := attackFolders([]string{dir}, attackFlags{from: from})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Holds() || r.Proved < 30_000 || r.Hits != 0 || r.Wrong != 0 {
		t.Errorf("%d breaches, %d counts proved, %d exact recoveries, %d false bounds", len(r.Breaches), r.Proved, r.Hits, r.Wrong)
	}
	for _, x := range r.Tries {
		if (x.Tried == 0) != (x.Attack == disclose.Vintages) {
			t.Errorf("%s tried %d", x.Attack, x.Tried)
		}
	}
	for _, x := range first(openRelease(t, dir)).Certificate.Attacks {
		if x.Without != nil {
			t.Errorf("certificate: %s is not applicable: %v", x.ID, x.Without)
		}
	}
	if told := r.Summary(true); !strings.Contains(told, "exact recoveries 0, false bounds 0") {
		t.Error(told)
	}
}

// A file of the truth has the names of the release's figures. One count that
// lies outside of what was published is a false bound; a file that others can
// read, and a row that is no count, are refused.
func TestAFileOfTheTruthIsReadOrRefused(t *testing.T) {
	dir, from := minbyRelease(t)
	raw := readTown(t, from, first(openRelease(t, dir)))
	write := func(mode os.FileMode, rows ...string) attackFlags {
		path := filepath.Join(t.TempDir(), "truth.csv")
		if err := os.WriteFile(path, []byte("figure,value\n"+strings.Join(rows, "\n")+"\n"), mode); err != nil {
			t.Fatal(err)
		}
		return attackFlags{truth: path}
	}
	poor := raw["minby-figures/adults_low_income 017 2025"]
	row := func(v float64) string { return fmt.Sprintf("minby-low-income.area.017.2025.numerator,%v", v) }
	for _, x := range []struct {
		value  float64
		proved int
		wrong  int
	}{{poor, 1, 0}, {poor + 40, 1, 1}} {
		r, err := attackFolders([]string{dir}, write(0o600, row(x.value)))
		if err != nil {
			t.Fatal(err)
		}
		if r.Proved != x.proved || r.Wrong != x.wrong || (compile.RefuseBreach(r, doWithdraw) == nil) != (x.wrong == 0) {
			t.Errorf("%v: %d proved, %d wrong, %v", x.value, r.Proved, r.Wrong, compile.RefuseBreach(r, doWithdraw))
		}
	}
	for name, x := range map[string]struct {
		flags attackFlags
		kind  byblik.Kind
	}{
		"others can read it":   {write(0o644, row(poor)), byblik.Usage},
		"a share is no count":  {write(0o600, "minby-low-income.area.017.2025,3"), byblik.Invalid},
		"a place nobody knows": {write(0o600, "minby-low-income.area.999.2025.numerator,3"), byblik.Invalid},
		"a word":               {write(0o600, "minby-low-income.area.017.2025.numerator,many"), byblik.Invalid},
		"nothing in it":        {write(0o600), byblik.Invalid},
		"two truths":           {write(0o600, row(poor), row(poor+1)), byblik.Invalid},
		"no file":              {attackFlags{truth: filepath.Join(t.TempDir(), "none.csv")}, byblik.Usage},
		"a register alone":     {attackFlags{register: t.TempDir()}, byblik.Usage},
	} {
		if _, err := attackFolders([]string{dir}, x.flags); byblik.KindOf(err) != x.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Places of one code in two divisions would be taken for one another.
func TestReleasesOfOtherAreasAreNotAttackedTogether(t *testing.T) {
	dir, _ := minbyRelease(t)
	if _, err := attackFolders([]string{dir, "../../release/testdata/lilleby"}, attackFlags{}); byblik.KindOf(err) != byblik.Conflict {
		t.Errorf("Minby and Lilleby together: %v", err)
	}
}

func first(r *release.Release, _ map[string][]byte) *release.Release { return r }

// Rows that stand in the order of raw values, and a band that the published
// value does not give, are found.
func TestTheAttackSeesRowsAndBands(t *testing.T) {
	dir, _ := minbyRelease(t)
	r, _ := openRelease(t, dir)
	c, plan, err := compile.DefinitionsOf(r)
	if err != nil {
		t.Fatal(err)
	}
	zones := r.Screening.Zones
	zones[0], zones[3] = zones[3], zones[0]
	changed := 0
	for i := range r.Screening.Areas {
		for k := range r.Screening.Areas[i].Criteria {
			if f := &r.Screening.Areas[i].Criteria[k]; f.Band == release.NotMetFar && changed < 50 {
				f.Band = release.MetFar
				changed++
			}
		}
	}
	marred := mar(r)
	report, err := compile.PastOf([]*release.Release{r}, c, plan).Attack(make([]compile.Files, 1), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, what := range marred {
		if !slices.ContainsFunc(report.Breaches, func(b disclose.Breach) bool { return strings.HasPrefix(b.File, what) }) {
			t.Errorf("%s is not found", what)
		}
	}
	if x := tries(t, report, disclose.Sequence); x.Found == 0 {
		t.Errorf("rows out of order: %+v", x)
	}
	if x := tries(t, report, disclose.Classing); x.Found < 40 {
		t.Errorf("50 false bands: %+v", x)
	}
}

// mar makes a release say what its counts do not give, once in every file that
// says more than counts, and gives how the finds must begin.
func mar(r *release.Release) []string {
	t := r.Table("minby-low-income", release.AreaLevel)
	at := slices.Index(t.Trend, release.Rising)
	t.Trend[at] = release.Falling
	t.Low[0][0]++
	r.Gaps[0].Trend = release.Unclear
	r.Gaps[1].Points[2].Value++
	areas := r.Screening.Areas
	slices.Reverse(areas[4].Twins)
	slices.Reverse(areas[5].Borders)
	areas[6].Score += 0.5
	areas[7].Criteria[0].Z += 0.2
	slices.Reverse(r.Screening.TooSmall)
	small := slices.IndexFunc(r.Level(release.AreaLevel).Places, func(p release.Place) bool { return p.Homes == "50-99" })
	past := t.Value[0][small]
	t.Value[0][small] = t.Value[0][0]
	r.Changes = []release.Change{ // one that is none, in two rows of which the second stands first
		{Figure: release.FigureID{Indicator: t.Indicator, Level: t.Level, Place: "002", Period: t.Periods[0]}, Before: t.Value[0][0], After: past},
		{Figure: release.FigureID{Indicator: t.Indicator, Level: t.Level, Place: "001", Period: t.Periods[0]}, Before: past, After: past},
	}
	slices.Reverse(r.Lacks)
	known := slices.IndexFunc(r.Lacks, func(l release.Lack) bool { return r.Table(l.Figure.Indicator, release.AreaLevel) != nil })
	r.Lacks[known].Areas = []string{"001"}
	place := r.Level(t.Level).Places
	return []string{"trends.csv minby-low-income area " + place[at].Code, "figures/minby-low-income.csv area 001 " + t.Periods[0].String() + " low", "gaps.csv " + string(r.Gaps[0].Indicator) + " trend",
		"gaps.csv " + string(r.Gaps[1].Indicator) + " " + t.Periods[2].String(), "screening/areas.csv 005 twins", "screening/areas.csv borders", "screening/areas.csv 007 score", "screening/criteria.csv 008",
		"screening/too_small.csv", "figures/minby-low-income.csv area " + place[small].Code + " " + t.Periods[0].String() + " households", "changes.csv minby-low-income.area.001", "changes.csv row 1", "coverage.csv row 1",
		"coverage.csv " + r.Lacks[known].Figure.String()}
}

// The releases of two years and a correction, with their districts and two sets
// of zones, are made one after the other and attacked together, held against the
// truth of the last one.
func TestThreeReleasesTogetherGiveNobodyAway(t *testing.T) {
	if os.Getenv("BYBLIK_LONG") != "1" {
		t.Skip("set BYBLIK_LONG=1: three releases are made")
	}
	top := t.TempDir()
	from, out := filepath.Join(top, "files"), filepath.Join(top, "releases")
	if err := writeMinby(from, minby.Seed); err != nil {
		t.Fatal(err)
	}
	publish := func(args ...string) {
		t.Helper()
		if code := execute(append([]string{"run", "minby-2025", "--from", from, "--out", out, "--stress", "0"}, args...), discard(t), os.Stderr); code != exitDone {
			t.Fatalf("%v: exit code %d", args, code)
		}
	}
	publish("--period", "2024")
	publish("--period", "2025")
	miscount(t, from)
	publish("--period", "2025", "--replaces", "minby-2025-1", "--reason-da", "Område 004 var talt forkert.", "--reason-en", "Area 004 was miscounted.")
	dirs, err := filepath.Glob(filepath.Join(out, "minby-*"))
	if err != nil || len(dirs) != 3 {
		t.Fatalf("%v: %v", dirs, err)
	}
	r, err := attackFolders(dirs, attackFlags{from: from})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Holds() || r.Exact != 0 || r.Narrowed != 0 || r.Narrowest < 5 || r.Wrong != 0 || r.Proved < 30_000 {
		t.Errorf("%d breaches, %d exact, %d narrowed, narrowest %v, %d false bounds of %d", len(r.Breaches), r.Exact, r.Narrowed, r.Narrowest, r.Wrong, r.Proved)
	}
}
