package main

import (
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"byblik/catalog"
	"byblik/dossier"
	"byblik/minby"
)

// TestMain lets a test start byblik as a process of its own, under another
// locale and time zone.
func TestMain(m *testing.M) {
	if os.Getenv("BYBLIK_AS_COMMAND") == "1" {
		os.Exit(execute(os.Args[1:], os.Stdout, os.Stderr))
	}
	code := m.Run()
	if madeRelease != "" {
		_ = os.RemoveAll(madeRelease)
	}
	os.Exit(code)
}

// minbyFolder writes the invented town's files where a user would have them.
func minbyFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	files := minby.Files(minby.Seed)
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := fs.ReadFile(files, e.Name())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, e.Name()), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func folderOf(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files, err := readFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// The same input gives the same bytes for any number of workers, in any
// language, time zone and locale of the machine.
func TestSameBytesEverywhere(t *testing.T) {
	from := minbyFolder(t)
	var first map[string][]byte
	for _, c := range []struct {
		workers string
		env     []string
	}{
		{"1", []string{"LANG=C", "TZ=UTC"}},
		{"2", []string{"LANG=da_DK.UTF-8", "LC_ALL=da_DK.UTF-8", "TZ=Asia/Tokyo"}},
		{"0", []string{"LANG=tr_TR.UTF-8", "LC_NUMERIC=de_DE.UTF-8", "TZ=America/St_Johns", "GOMAXPROCS=1"}},
	} {
		out := filepath.Join(t.TempDir(), "out")
		cmd := exec.Command(os.Args[0], "screen", "minby-2025", "--from", from, "--out", out, "--stress", "200", "--workers", c.workers) //nolint:gosec // the test itself
		cmd.Env = append(append(os.Environ(), "BYBLIK_AS_COMMAND=1"), c.env...)
		if text, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", c, err, text)
		}
		files := folderOf(t, out)
		if first == nil {
			first = files
			continue
		}
		if !maps.EqualFunc(first, files, func(a, b []byte) bool { return string(a) == string(b) }) {
			t.Errorf("workers %s, %v: %v", c.workers, c.env, dossier.Compare(files, first))
		}
	}
}

// A screening writes all the files that it promises.
func TestTheFolderIsComplete(t *testing.T) {
	files := folderOf(t, screenTo(t, "minby-2025", minbyFolder(t)))
	for _, name := range []string{"findings.csv", "criteria.csv", "zones.csv", "members.csv", "zones.geojson", "areas.geojson", "report.html", "screening.xlsx", "recipe.json"} {
		if len(files[name]) == 0 {
			t.Errorf("no %s", name)
		}
	}
	for name, head := range map[string]string{
		"findings.csv": "area,measure,value,rank,class,status\n",
		"criteria.csv": "area,criterion,value,city,limit,z,met,status,margin,margin_persons,needed_persons\n",
		"zones.csv":    "zone,name,residents,areas,state,reason\n",
		"members.csv":  "zone,area,reason\n",
		"why.csv":      "area,flip,criterion,change_points,change_persons,",
		"stress.csv":   "area,share,verdict,driver\n",
	} {
		if !strings.HasPrefix(string(files[name]), head) {
			t.Errorf("%s begins %q", name, firstLine(files[name]))
		}
	}
	for _, name := range []string{"report.html", "areas.geojson", "zones.geojson"} {
		if !strings.Contains(strings.ToLower(string(files[name])), "invented") {
			t.Errorf("%s does not say that the town is invented", name)
		}
	}
}

func firstLine(text []byte) string {
	line, _, _ := strings.Cut(string(text), "\n")
	return line
}

func TestVerifyFindsNothingInAnUntouchedFolder(t *testing.T) {
	from := minbyFolder(t)
	out := screenTo(t, "minby-2025", from, "--lang", "da")
	if code, stdout, stderr := command(t, "verify", out, "--from", from); code != exitDone || !strings.Contains(stdout, "the same") {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
}

// One changed cell, in an output or in an input, is found and named.
func TestVerifyFindsOneChangedCell(t *testing.T) {
	from := minbyFolder(t)
	out := screenTo(t, "minby-2025", from)
	path := filepath.Join(out, "zones.csv")
	change(t, path, ",candidate,", ",decided,")
	code, _, stderr := command(t, "verify", out, "--from", from)
	if code != exitInternal || !strings.Contains(stderr, "zones.csv:2: state of ") || !strings.Contains(stderr, `found "decided"; expected "candidate"`) {
		t.Errorf("exit %d: %s", code, stderr)
	}
	change(t, path, ",decided,", ",candidate,")
	figures := filepath.Join(from, "minby_figures.csv")
	changeLastDigit(t, figures)
	code, _, stderr = command(t, "verify", out, "--from", from)
	if code != exitInternal || !strings.Contains(stderr, "minby_figures.csv: found an input that changed") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

func change(t *testing.T, path, old, new string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), old) {
		t.Fatalf("%s has no %q", path, old)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), old, new, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// changeLastDigit makes the last digit of a file another one.
func changeLastDigit(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	i := strings.LastIndexAny(string(text), "0123456789")
	text[i] = '0' + (text[i]-'0'+1)%10
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestNothingIsOverwritten(t *testing.T) {
	from := minbyFolder(t)
	out := t.TempDir()
	code, _, stderr := command(t, "screen", "minby-2025", "--from", from, "--out", out)
	if code != exitUsage || !strings.Contains(stderr, "exists already") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

func TestWrongUseIsExitTwo(t *testing.T) {
	for _, args := range [][]string{
		{"screen"}, {"screen", "no-such-rules", "--from", ".", "--out", "x"}, {"screen", "minby-2025", "--out", "x"},
		{"screen", "minby-2025", "--from", "no-such-folder", "--out", "x"},
		{"screen", "minby-2025", "--from", ".", "--out", "x", "--period", "soon"},
		{"screen", "minby-2025", "--from", ".", "--out", "x", "--lang", "fr"},
		{"screen", "minby-2025", "--from", ".", "--out", "x", "--accept", "double-key"},
		{"screen", "minby-2025", "--from", ".", "--out", "x", "--wokers", "2"},
		{"verify", "no-such-folder", "--from", "."}, {"catalog", "check", "no-such.yaml"}, {"catalog", "schema", "zones"}, {"nonsense"},
	} {
		if code, _, stderr := command(t, args...); code != exitUsage || stderr == "" {
			t.Errorf("byblik %s: exit %d, %q", strings.Join(args, " "), code, stderr)
		}
		if _, err := os.Stat("x"); err == nil {
			t.Fatalf("byblik %s left a folder", strings.Join(args, " "))
		}
	}
}

func TestCatalogCheckOfWhatShips(t *testing.T) {
	if code, stdout, stderr := command(t, "catalog", "check"); code != exitDone || !strings.Contains(stdout, "no fault") {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
	_, stdout, _ := command(t, "catalog", "list")
	var names []string
	for _, line := range strings.Split(strings.TrimSpace(stdout), "\n") {
		names = append(names, strings.Fields(line)[0])
	}
	for _, want := range []string{"dk-koebenhavn-2025", "six-criteria-england-2019", "england-imd-2019", "england-imd-2025", "wales-wimd-2019", "scotland-simd-2016", "us-svi-2018", "us-svi-2020", "us-svi-2022", "de-berlin-mss", "uk-townsend-2011", "minby-2025"} {
		if !slices.Contains(names, want) {
			t.Errorf("no rule set %s", want)
		}
	}
}

// Two years of the invented town differ, each area for a reason; a run does
// not differ from itself.
func TestCompareSaysWhyAreasChanged(t *testing.T) {
	from := minbyFolder(t)
	before, after := screenTo(t, "minby-2025", from, "--period", "2021"), screenTo(t, "minby-2025", from)
	out := filepath.Join(t.TempDir(), "differences")
	code, stdout, stderr := command(t, "compare", before, after, "--out", out)
	if code != exitDone || !strings.Contains(stdout, "own_value") || !strings.Contains(stdout, "in: ") {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
	for _, name := range []string{"differences.csv", "differences.html"} {
		if text, err := os.ReadFile(filepath.Join(out, name)); err != nil || len(text) == 0 {
			t.Errorf("no %s: %v", name, err)
		}
	}
	if _, stdout, _ = command(t, "compare", after, after); !strings.HasPrefix(stdout, "in: 0, out: 0, ") {
		t.Errorf("a run differs from itself: %s", stdout)
	}
}

// The other language of a screening is what a screening in that language gives.
func TestTheOtherLanguageIsTheSameScreening(t *testing.T) {
	en, err := screenMinby(minby.Seed, catalog.En)
	if err != nil {
		t.Fatal(err)
	}
	da, err := screenMinby(minby.Seed, catalog.Da)
	if err != nil {
		t.Fatal(err)
	}
	other, err := en.in(catalog.Da)
	if err != nil {
		t.Fatal(err)
	}
	if found := dossier.Compare(other.files, da.files); len(found) > 0 {
		t.Errorf("differs: %v", found)
	}
}
