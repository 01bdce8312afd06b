package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"byblik"
	"byblik/reference"
	"byblik/spatial"
)

// The tests of this file run the user's command on the publishers' own files
// and hold the folder that it writes against the result that the publisher
// printed. The files are not part of the project.

// command runs byblik and gives its exit code and what it wrote to the two streams.
func command(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	dir := t.TempDir()
	open := func(name string) *os.File {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	out, err := open("out"), open("err")
	code = execute(args, out, err)
	read := func(f *os.File) string {
		name := f.Name()
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	return code, read(out), read(err)
}

// screenTo runs byblik screen, which must succeed, and gives its folder.
func screenTo(t *testing.T, rules, from string, more ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	code, _, stderr := command(t, append([]string{"screen", rules, "--from", from, "--out", out, "--stress", "100"}, more...)...)
	if code != exitDone {
		t.Fatalf("byblik screen %s: exit %d\n%s", rules, code, stderr)
	}
	return out
}

// table reads a CSV, also compressed, as rows of named cells.
func table(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	text, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, h := range rows[0] {
			m[strings.TrimSpace(h)] = strings.TrimSpace(row[i])
		}
		all = append(all, m)
	}
	return all
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatalf("%q is no number", s)
	}
	return v
}

// findings gives the findings of one measure by area.
func findings(t *testing.T, dir, measure string) map[string]map[string]string {
	t.Helper()
	m := map[string]map[string]string{}
	for _, r := range table(t, filepath.Join(dir, "findings.csv")) {
		if r["measure"] == measure {
			m[r["area"]] = r
		}
	}
	return m
}

// agreement compares findings with official scores, ranks and deciles.
type agreement struct {
	areas, equal3, ranksDiffer, classesDiffer int
	worstScore                                float64
	worstRank                                 int
}

func agree(t *testing.T, got map[string]map[string]string, official []map[string]string, code, score, rank, class string) agreement {
	t.Helper()
	var a agreement
	for _, o := range official {
		g := got[o[code]]
		if g == nil || g["status"] != "ok" {
			t.Fatalf("area %s has no finding", o[code])
		}
		a.areas++
		if score != "" {
			d := math.Abs(number(t, g["value"]) - number(t, o[score]))
			a.worstScore = max(a.worstScore, d)
			if math.Floor(number(t, g["value"])*1000+0.5) == math.Round(number(t, o[score])*1000) {
				a.equal3++
			}
		}
		if d := int(math.Abs(number(t, g["rank"]) - number(t, o[rank]))); d > 0 {
			a.ranksDiffer++
			a.worstRank = max(a.worstRank, d)
		}
		if class != "" && g["class"] != o[class] {
			a.classesDiffer++
		}
	}
	return a
}

// English Indices of Deprivation 2019, File 7 (MHCLG).
func TestEngland2019(t *testing.T) {
	from := reference.Folder(t, "england-imd")
	a := agree(t, findings(t, screenTo(t, "england-imd-2019", from), "IMD"), table(t, filepath.Join(from, "iod2019_file7.csv.gz")),
		"lsoa11_code", "IMD_score", "IMD_rank", "IMD_decile")
	t.Logf("England 2019: %+v", a)
	if a.areas != 32844 || a.worstScore > 0.0015 || a.equal3 < 32700 || a.ranksDiffer > 110 || a.worstRank > 2 || a.classesDiffer > 0 {
		t.Errorf("differs from MHCLG: %+v", a)
	}
}

// English Indices of Deprivation 2025, File 7 (MHCLG); --from names the one file.
func TestEngland2025(t *testing.T) {
	from := filepath.Join(reference.Folder(t, "england-imd"), "iod2025_file7.csv.gz")
	a := agree(t, findings(t, screenTo(t, "england-imd-2025", from), "IMD"), table(t, from), "lsoa21_code", "IMD_score", "IMD_rank", "IMD_decile")
	t.Logf("England 2025: %+v", a)
	if a.areas != 33755 || a.worstScore > 0.0008 || a.ranksDiffer > 2 || a.classesDiffer > 0 {
		t.Errorf("differs from MHCLG: %+v", a)
	}
}

// Welsh Index of Multiple Deprivation 2019 (Welsh Government).
func TestWales2019(t *testing.T) {
	from := reference.Folder(t, "wales-wimd")
	a := agree(t, findings(t, screenTo(t, "wales-wimd-2019", from), "IMD"), table(t, filepath.Join(from, "wimd2019.csv")), "lsoa11_code", "IMD_score", "IMD_rank", "IMD_decile")
	t.Logf("Wales 2019: %+v", a)
	if a.areas != 1909 || a.worstScore > 1e-7 || a.ranksDiffer > 0 || a.classesDiffer > 0 {
		t.Errorf("differs from the Welsh Government: %+v", a)
	}
}

// Scottish Index of Multiple Deprivation 2016 (Scottish Government).
func TestScotland2016(t *testing.T) {
	from := reference.Folder(t, "scotland-simd")
	a := agree(t, findings(t, screenTo(t, "scotland-simd-2016", from), "IMD"), table(t, filepath.Join(from, "simd2016.csv")), "dz11_code", "", "IMD_rank", "IMD_decile")
	t.Logf("Scotland 2016: %+v", a)
	if a.areas != 6976 || a.ranksDiffer > 0 || a.classesDiffer > 0 {
		t.Errorf("differs from the Scottish Government: %+v", a)
	}
}

// Social Vulnerability Index (CDC/ATSDR): counties 2022, Delaware tracts 2020.
func TestSocialVulnerability(t *testing.T) {
	for _, c := range []struct{ rules, file, code string }{
		{"us-svi-2022", "svi2022_us_county.csv", "FIPS"},
		{"us-svi-2020", "svi2020_de_tract.csv", "FIPS"},
	} {
		path := filepath.Join(reference.Folder(t, "us-svi"), c.file)
		out := screenTo(t, c.rules, path)
		official := table(t, path)
		for _, measure := range []string{"RPL_THEME1", "RPL_THEME2", "RPL_THEME3", "RPL_THEME4", "RPL_THEMES"} {
			got, equal := findings(t, out, measure), 0
			for _, o := range official {
				g := got[o[c.code]]
				if number(t, o[measure]) == -999 {
					if g["status"] == "ok" || g["value"] != "" {
						t.Errorf("%s %s: a value where CDC gives none", c.rules, o[c.code])
					}
					continue
				}
				if number(t, g["value"]) != number(t, o[measure]) {
					t.Errorf("%s %s %s: %s, CDC has %s", c.rules, measure, o[c.code], g["value"], o[measure])
				}
				equal++
			}
			t.Logf("%s %s: %d areas equal", c.rules, measure, equal)
		}
	}
}

// Monitoring Soziale Stadtentwicklung (Senatsverwaltung für Stadtentwicklung Berlin).
func TestBerlin(t *testing.T) {
	from := reference.Folder(t, "berlin-mss")
	for _, year := range []string{"2013", "2017", "2021"} {
		out := screenTo(t, "de-berlin-mss", from, "--period", year)
		for measure, column := range map[string]string{"status": "status_index_class", "dynamic": "dynamic_index_class"} {
			got, areas := findings(t, out, measure), 0
			for _, o := range table(t, filepath.Join(from, "mss_"+year+".csv")) {
				want := o[column]
				if strings.HasPrefix(want, "Planungsraum ohne") {
					want = ""
				}
				if got[o["id"]]["class"] != want {
					t.Errorf("%s %s %s: %q, Berlin has %q", year, measure, o["id"], got[o["id"]]["class"], want)
				}
				areas++
			}
			t.Logf("Berlin %s %s: %d areas", year, measure, areas)
		}
	}
}

// Townsend scores of 2011 wards (UK Data Service).
func TestTownsend(t *testing.T) {
	from := reference.Folder(t, "uk-townsend")
	got, worst, n := findings(t, screenTo(t, "uk-townsend-2011", from), "townsend"), 0.0, 0
	for _, o := range table(t, filepath.Join(from, "townsend2011_ward_scores.csv.gz")) {
		g := got[o["GEO_CODE"]]
		worst = max(worst, math.Abs(number(t, g["value"])-number(t, o["TDS"])))
		if g["class"] != o["quintile"] {
			t.Errorf("%s: quintile %s, official %s", o["GEO_CODE"], g["class"], o["quintile"])
		}
		n++
	}
	t.Logf("Townsend: %d wards, worst difference %g", n, worst)
	if n != 9481 || worst > 1e-9 {
		t.Errorf("%d wards, worst difference %g", n, worst)
	}
}

// Copenhagen 2013 against the areas that the city designated in 2017: a
// benchmark, not the truth.
func TestCopenhagen2013(t *testing.T) {
	from := reference.Folder(t, "copenhagen")
	refused := filepath.Join(t.TempDir(), "none")
	code, _, stderr := command(t, "screen", "dk-koebenhavn-2025", "--from", from, "--period", "2013", "--out", refused)
	if code != exitRefused && code != exitUsage || !strings.Contains(stderr, "3 of 6") || !strings.Contains(stderr, "--partial") {
		t.Errorf("without --partial: exit %d\n%s", code, stderr)
	}
	if _, err := os.Stat(refused); err == nil {
		t.Error("a refused run left a folder")
	}
	out := screenTo(t, "dk-koebenhavn-2025", from, "--period", "2013", "--partial")
	official := table(t, filepath.Join(from, "derived_rode_udsat2017_2013.csv"))
	designated := map[string]bool{}
	residents := map[string]float64{}
	for _, o := range official {
		designated[o["rode_nr"]] = number(t, o["share_of_area_in_udsat_2017"]) >= 0.5
		if o["beboere_2013"] != "" {
			residents[o["rode_nr"]] = number(t, o["beboere_2013"])
		}
	}
	top, auc := ranking(t, findings(t, out, "score"), designated)
	var both, ours, theirs float64
	zones := map[string]bool{}
	inside := map[string]bool{}
	for _, m := range table(t, filepath.Join(out, "members.csv")) {
		inside[m["area"]] = true
		zones[m["zone"]] = true
	}
	for area, n := range residents {
		if inside[area] {
			ours += n
		}
		if designated[area] {
			theirs += n
		}
		if inside[area] && designated[area] {
			both += n
		}
	}
	precision, recall, jaccard := both/ours, both/theirs, both/(ours+theirs-both)
	t.Logf("Copenhagen 2013: %d of 72 in the top 72, AUC %.4f; %d zones; precision %.3f, recall %.3f, Jaccard %.3f", top, auc, len(zones), precision, recall, jaccard)
	if top < 47 || auc < 0.92 || precision < 0.80 || recall < 0.78 || jaccard < 0.70 {
		t.Error("agreement below what the method is known to reach")
	}
}

// ranking gives how many designated areas are among the 72 highest scores and
// the area under the ROC curve.
func ranking(t *testing.T, got map[string]map[string]string, designated map[string]bool) (top int, auc float64) {
	type scored struct {
		value float64
		yes   bool
	}
	var all []scored
	for area, g := range got {
		if g["status"] == "ok" {
			all = append(all, scored{number(t, g["value"]), designated[area]})
		}
	}
	slices.SortFunc(all, func(a, b scored) int {
		if a.value > b.value {
			return -1
		}
		return 1
	})
	pairs, right, yes := 0, 0, 0
	for i, s := range all {
		if s.yes && i < 72 {
			top++
		}
		if s.yes {
			yes++
		} else {
			right += yes
		}
	}
	pairs = yes * (len(all) - yes)
	return top, float64(right) / float64(pairs)
}

// Birmingham's LSOAs of 2011 on the six criteria.
func TestBirmingham(t *testing.T) {
	out := screenTo(t, "six-criteria-england-2019", reference.Folder(t, "england-imd"), "--within", "E08000025")
	criteria := map[string]bool{}
	areas := map[string]bool{}
	for _, r := range table(t, filepath.Join(out, "criteria.csv")) {
		if r["status"] == "ok" {
			criteria[r["criterion"]] = true
		}
		areas[r["area"]] = true
	}
	if len(criteria) != 6 || len(areas) != 639 {
		t.Errorf("%d criteria, %d areas", len(criteria), len(areas))
	}
	zones := table(t, filepath.Join(out, "zones.csv"))
	for _, z := range zones {
		if n := number(t, z["residents"]); n < 1000 || n > 40000 {
			t.Errorf("zone %s has %v residents", z["zone"], n)
		}
	}
	t.Logf("Birmingham: %d zones", len(zones))
	page, err := os.ReadFile(filepath.Join(out, "report.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<h1>Birmingham, England 2019</h1>", "Only areas in Birmingham (code E08000025) take part"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	if len(zones) == 0 {
		t.Error("no zones")
	}
	contiguous(t, out)
}

// contiguous measures the borders anew on the polygons of areas.geojson and
// finds every zone in one piece over at least 10 metres of shared border.
func contiguous(t *testing.T, dir string) {
	t.Helper()
	drawn, err := os.Open(filepath.Join(dir, "areas.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	defer drawn.Close()
	at := map[string]int{}
	var shapes []byblik.MultiPolygon
	for _, f := range reference.Features(t, drawn) {
		code, _ := f.Properties["area"].(string)
		at[code] = len(shapes)
		shapes = append(shapes, f.Shape)
	}
	p, err := spatial.ProjectionFor(shapes)
	if err != nil {
		t.Fatal(err)
	}
	borders, err := spatial.NewBorders(p.PlanarAll(shapes, 0), spatial.BorderOptions{})
	if err != nil {
		t.Fatal(err)
	}
	zones := map[string][]int{}
	for _, m := range table(t, filepath.Join(dir, "members.csv")) {
		zones[m["zone"]] = append(zones[m["zone"]], at[m["area"]])
	}
	for zone, members := range zones {
		if n := len(spatial.Components(borders.Graph(10), members)); n != 1 {
			t.Errorf("zone %s is in %d pieces", zone, n)
		}
	}
}
