package main

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"byblik/reference"
)

// lewishamSources are the definitions that an analyst writes for the counts of
// the census of 2011.
var lewishamSources = census("lewisham-oa", "oa11", "OA11CD") + "---\n" + census("lewisham-lsoa", "lsoa11", "LSOA11CD")

// census is a source of the census of 2011 by areas of one kind.
func census(id, frame, column string) string {
	return `id: ` + id + `
title: {da: Erhverv 2011, en: Economic activity 2011}
publisher: ONS
licence: OGL v3
class: public
format: csv
files: [{name: lbl_economic_activity_` + frame + `.csv}]
key: {frame: ` + frame + `, column: ` + column + `}
period: {fixed: "2011"}
columns:
  - {id: all, name: Total, kind: count}
  - {id: unemployed, name: "Economically active: Unemployed", kind: count}
`
}

func sourcesOf(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "sources"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "sources", "mine.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Lewisham's output areas add up to 168 of 169 published LSOAs; the lookup
// lacks one, without a word about which the command does nothing. (Census 2011
// table KS601, ONS; lookup of the London Borough of Lewisham.)
func TestAnAnalystPutsLewishamTogether(t *testing.T) {
	dir := reference.Folder(t, "lewisham")
	out := filepath.Join(t.TempDir(), "out")
	args := []string{"crosswalk", "lewisham-oa", "--from", filepath.Join(dir, "census-2011", "economic-activity"), "--definitions", sourcesOf(t, lewishamSources),
		"--lookup", filepath.Join(dir, "lookups", "lbl_postcode_oa11_lsoa11_msoa11_wd22.csv.gz"), "--columns", "OA11CD,LSOA11CD", "--against", "lewisham-lsoa", "--out", out}
	if code, _, stderr := command(t, args...); code != exitRefused || !strings.Contains(stderr, "oa11:E00173707: [unknown-area]") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a refused run left a folder")
	}
	code, stdout, stderr := command(t, append(args, "--accept", "unknown-area=the lookup lacks it")...)
	for _, want := range []string{"left out: E00173707", "886 areas carried to 169", "113 left out, 0 in 0 areas", "168 of 169 areas are as published", "E01003310, 2011, all: 1117 here, 1230 published"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("nothing of %q", want)
		}
	}
	if code != exitDone || t.Failed() {
		t.Fatalf("exit %d: %s%s", code, stdout, stderr)
	}
	if n := len(csvRows(t, filepath.Join(out, "figures.csv"))); n != 1+2*169 {
		t.Errorf("%d rows", n)
	}
	// verify looks for the lookup below --from too, up to three folders deep.
	if code, stdout, stderr := command(t, "verify", out, "--from", dir); code != exitDone || !strings.Contains(stdout, "the same: 3 files") {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
	if code, _, stderr := command(t, "verify", out, "--from", filepath.Join(dir, "census-2011")); code == exitDone || !strings.Contains(stderr, "lbl_postcode_oa11_lsoa11_msoa11_wd22.csv.gz: found no such input") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

// berlinSources are the residents of Berlin in the areas of before 2021.
const berlinSources = `id: berlin-residents
title: {da: Indbyggere, en: Residents}
publisher: Amt für Statistik Berlin-Brandenburg
licence: CC BY
class: public
format: csv
files: [{name: population_2020-12-31_plr.csv}]
key: {frame: lor, column: id}
period: {fixed: "2020"}
columns:
  - {id: inhabitants, name: inhabitants, kind: count}
`

// Berlin's residents of 2020 go to the 542 areas of 2021 by ground; the shares
// of every area add up to 1, and figures of 2021 are refused.
func TestAnAnalystCarriesBerlinOverItsChangeOfBorders(t *testing.T) {
	from, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	for _, name := range []string{"berlin-series/population_2020-12-31_plr.csv", "berlin-mss/lor_plr_until_2020.geojson.gz", "berlin-mss/lor_plr_2021_wgs84.geojson.gz"} {
		if err := os.Symlink(reference.Folder(t, name), filepath.Join(from, filepath.Base(name))); err != nil {
			t.Fatal(err)
		}
	}
	args := []string{"crosswalk", "berlin-residents", "--from", from, "--definitions", sourcesOf(t, berlinSources), "--borders", "berlin-lor-until-2020,berlin-lor-2021", "--out", out,
		"--accept", "invalid-ring=drawn again", "--accept", "double-key=one code twice", "--accept", "unknown-area=one code twice"}
	if code, _, stderr := command(t, append(args, "--since", "2020")...); code != exitRefused || !strings.Contains(stderr, "figures of before 2020") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	code, stdout, stderr := command(t, append(args, "--since", "2021")...)
	if code != exitDone || !strings.Contains(stdout, "carried to 542") {
		t.Fatalf("exit %d: %s%s", code, stdout, stderr)
	}
	t.Log(stdout)
	shares := map[string]float64{}
	for _, r := range csvRows(t, filepath.Join(out, "crosswalk.csv"))[1:] {
		v, err := strconv.ParseFloat(r[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		shares[r[0]] += v
	}
	for area, sum := range shares {
		if math.Abs(sum-1) > 1e-9 {
			t.Errorf("the shares of %s add up to %v", area, sum)
		}
	}
}

// What says too little or too much is refused before anything is read.
func TestACrosswalkSaysHowAreasBelongTogether(t *testing.T) {
	table := filepath.Join(t.TempDir(), "table.csv")
	if err := os.WriteFile(table, []byte("old,new,w\na,1,1\na,2,x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	head := []string{"crosswalk", "minby-figures", "--from", minbyFolder(t), "--out", filepath.Join(t.TempDir(), "out")}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{nil, exitUsage, "neither of them"},
		{[]string{"--borders", "a,b"}, exitUsage, "borders without a day"},
		{[]string{"--lookup", table}, exitUsage, "without the names of its columns"},
		{[]string{"--lookup", table, "--columns", "old,new"}, exitRefused, "it in 2, and before in 1"},
		{[]string{"--lookup", table, "--columns", "old,new,w"}, exitRefused, `found "x"`},
		{[]string{"--lookup", table, "--columns", "old,newer"}, exitRefused, `no column "newer"`},
	} {
		if code, _, stderr := command(t, append(head, c.args...)...); code != c.code || !strings.Contains(stderr, c.want) {
			t.Errorf("%v: exit %d: %s", c.args, code, stderr)
		}
	}
}

func csvRows(t *testing.T, file string) [][]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// borders is a source of the outlines of the strips of one time.
func borders(when, da, en string) string {
	return `id: ` + when + `-shapes
title: {da: ` + da + `, en: ` + en + `}
publisher: opdigtet
licence: CC0 1.0
class: public
format: geojson
files: [{name: ` + when + `.geojson}]
key: {frame: strips, column: id}
extent: {crs: CRS84, min: [11.9, 54.9], max: [12.1, 55.1]}
---
`
}

var strips = borders("old", "Før", "Before") + borders("new", "Efter", "After") + `id: strip-counts
title: {da: Tal, en: Counts}
publisher: opdigtet
licence: CC0 1.0
class: public
format: csv
files: [{name: counts.csv}]
key: {frame: strips, column: id}
period: {fixed: "2020"}
columns:
  - {id: residents, name: residents, kind: count}
`

// By hand: of the 100 people of a, 90 live in its western quarter. By
// residents nine tenths of them go there; by ground a quarter, and b, where
// nobody lives, by ground in both.
func TestACrosswalkByWherePeopleLive(t *testing.T) {
	from := t.TempDir()
	box := func(id string, x0, x1 float64) string {
		c := func(x, y float64) string {
			return "[" + strconv.FormatFloat(12+x/1000, 'f', -1, 64) + "," + strconv.FormatFloat(55+y/1000, 'f', -1, 64) + "]"
		}
		return `{"type":"Feature","properties":{"id":"` + id + `"},"geometry":{"type":"Polygon","coordinates":[[` +
			strings.Join([]string{c(x0, 0), c(x1, 0), c(x1, 10), c(x0, 10), c(x0, 0)}, ",") + `]]}}`
	}
	layer := func(boxes ...string) string {
		return `{"type":"FeatureCollection","features":[` + strings.Join(boxes, ",") + "]}"
	}
	for name, text := range map[string]string{
		"old.geojson": layer(box("a", 0, 10), box("b", 10, 20)), "new.geojson": layer(box("1", 0, 2.5), box("2", 2.5, 12), box("3", 12, 20)),
		"counts.csv": "id,residents\na,100\nb,50\n", "people.csv": "lon,lat,residents\n12.001,55.005,50\n12.002,55.005,40\n12.007,55.005,10\n",
	} {
		if err := os.WriteFile(filepath.Join(from, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	args := []string{"crosswalk", "strip-counts", "--from", from, "--definitions", sourcesOf(t, strips), "--borders", "old-shapes,new-shapes", "--since", "2021"}
	for _, c := range []struct {
		more []string
		want [3]float64
	}{
		{nil, [3]float64{25, 85, 40}},
		{[]string{"--residents", filepath.Join(from, "people.csv")}, [3]float64{90, 20, 40}},
	} {
		out := filepath.Join(t.TempDir(), "out")
		if code, stdout, stderr := command(t, append(append(args, c.more...), "--out", out)...); code != exitDone || !strings.Contains(stdout, "residents: 150 before; 150 after, 0 left out") {
			t.Fatalf("exit %d: %s%s", code, stdout, stderr)
		}
		for k, r := range csvRows(t, filepath.Join(out, "figures.csv"))[1:] {
			// A degree of longitude is not the same length everywhere: a thousandth is allowed.
			if v, err := strconv.ParseFloat(r[3], 64); err != nil || math.Abs(v-c.want[k]) > 0.001*c.want[k] {
				t.Errorf("%v: %v, want %v", c.more, r, c.want[k])
			}
		}
		if code, stdout, stderr := command(t, "verify", out, "--from", from); code != exitDone || !strings.Contains(stdout, "the same: 3 files") {
			t.Errorf("exit %d: %s%s", code, stdout, stderr)
		}
	}
}
