package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"byblik/catalog"
	"byblik/source"
)

// What a command line asks for and the rule set or the files cannot give is
// exit code 2, with a message that says what.
func TestWhatTheFilesCannotGiveIsExitTwo(t *testing.T) {
	from, out := minbyFolder(t), filepath.Join(t.TempDir(), "out")
	for _, c := range []struct {
		from string
		more []string
		want string
	}{
		{from, []string{"--within", "0101"}, "--within: found the source minby-areas, which lists the areas and has no column of authorities"},
		{from, []string{"--workers", "-3"}, "--workers: found -3"},
		{filepath.Join(from, figuresFile), nil, "this rule set reads 2 files: " + areasFile + ", " + figuresFile},
		{os.DevNull, nil, "--from: found no regular file"},
		{from, []string{"--previous", t.TempDir()}, "recipe.json: found no such file in the folder"},
	} {
		code, _, stderr := command(t, append([]string{"screen", "minby-2025", "--from", c.from, "--out", out}, c.more...)...)
		if code != exitUsage || !strings.Contains(stderr, c.want) {
			t.Errorf("%v: exit %d: %s\nwant %s", c.more, code, stderr, c.want)
		}
	}
}

// An earlier screening is of the same areas and not of a later period, whether
// the period was asked for or is the newest.
func TestThePreviousScreeningIsEarlier(t *testing.T) {
	from, out := minbyFolder(t), filepath.Join(t.TempDir(), "out")
	newest := screenTo(t, "minby-2025", from)
	refused := func(want string, args ...string) {
		t.Helper()
		if code, _, stderr := command(t, args...); code != exitUsage || !strings.Contains(stderr, want) {
			t.Errorf("exit %d: %s\nwant %s", code, stderr, want)
		}
	}
	refused("expected one of 2021 or before", "screen", "minby-2025", "--from", from, "--out", out, "--period", "2021", "--previous", newest)
	screenTo(t, "minby-2025", from, "--previous", newest) // a correction of the same period
	other := filepath.Join(t.TempDir(), "other")
	if err := os.CopyFS(other, os.DirFS(newest)); err != nil {
		t.Fatal(err)
	}
	recipe := filepath.Join(other, "recipe.json")
	text, err := os.ReadFile(recipe)
	if err != nil {
		t.Fatal(err)
	}
	change := func(old, new string) {
		if err := os.WriteFile(recipe, []byte(strings.Replace(string(text), old, new, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	change(`"screened": "20`, `"screened": "21`)
	refused("found a screening of 21", "screen", "minby-2025", "--from", from, "--out", out, "--previous", other, "--stress", "0")
	change(`"frame": "`, `"frame": "x`)
	refused("expected one of the areas", "screen", "minby-2025", "--from", from, "--out", out, "--previous", other)
	refused("expected two screenings of the same areas", "compare", newest, other)
	if _, err := os.Stat(out); err == nil {
		t.Error("a refused run left a folder")
	}
}

// Files that lie in subfolders are found again; a folder among the outputs is
// none of ours, and a workbook that differs is named without its bytes.
func TestVerifyFindsFilesWhereTheyWereRead(t *testing.T) {
	flat, from := minbyFolder(t), t.TempDir()
	if err := os.CopyFS(filepath.Join(from, "2025", "spring"), os.DirFS(flat)); err != nil {
		t.Fatal(err)
	}
	out := screenTo(t, "minby-2025", from)
	if code, _, stderr := command(t, "verify", out, "--from", from); code != exitDone {
		t.Errorf("exit %d: %s", code, stderr)
	}
	if err := os.Mkdir(filepath.Join(out, "mine"), 0o700); err != nil {
		t.Fatal(err)
	}
	book := filepath.Join(out, "screening.xlsx")
	text, err := os.ReadFile(book)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(book, append(text, 'x'), 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := command(t, "verify", out, "--from", from)
	if code != exitInternal || !strings.Contains(stderr, "mine/: found a file that the screening does not make") || !strings.Contains(stderr, "screening.xlsx: found binary file differs") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	nothing := t.TempDir()
	if err := os.Mkdir(filepath.Join(nothing, "sub"), 0o700); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := command(t, "verify", nothing, "--from", from); code != exitUsage || !strings.Contains(stderr, "recipe.json: found no such file") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

// An acceptance that no file needs is said.
func TestAnAcceptanceThatMeetsNothingIsSaid(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	code, stdout, stderr := command(t, "screen", "minby-2025", "--from", minbyFolder(t), "--out", out, "--stress", "0", "--accept", "value-range=just in case")
	if code != exitDone || !strings.Contains(stdout, "accepted value-range, which no file needed") {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
}

// The one file keeps its own name where the source knows it, also packed.
func TestTheOneFileKeepsItsName(t *testing.T) {
	def := &catalog.Source{Files: []catalog.File{{Name: "town_{period}.csv"}, {Name: "town.csv.gz"}}}
	for real, want := range map[string]string{
		"town_2020.csv": "town_2020.csv", "town_2020.csv.gz": "town_2020.csv.gz", "town.csv": "town.csv", "town.csv.gz": "town.csv.gz", "renamed.gz": "town_2021.csv",
	} {
		one := source.OneFile(fstest.MapFS{real: {}}, real, def, "2021")
		entries, err := one.ReadDir(".")
		if err != nil || !slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == want }) {
			t.Errorf("%s is shown as %v, want %s: %v", real, entries, want, err)
		}
	}
}

// A GeoPackage that a program still has open is refused under another name too.
func TestAnOpenGeoPackageUnderAnotherName(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	def := *c.Sources["minby-areas"]
	def.Format, def.Files = catalog.GeoPackage, []catalog.File{{Name: "areas.gpkg"}}
	for _, name := range []string{"mine.gpkg", "areas.gpkg"} {
		folder := fstest.MapFS{name: {Data: append([]byte("SQLite format 3\x00"), make([]byte, 200)...)}, name + "-wal": {Data: []byte("changes")}}
		_, err := source.Read(source.Request{FS: source.OneFile(folder, name, &def, ""), Definition: &def})
		if err == nil || !strings.Contains(err.Error(), "changes that are not yet in the file") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Of two things that the demonstration writes none is left out without a word.
func TestTheDemonstrationWritesOneThing(t *testing.T) {
	dir := t.TempDir()
	if code, _, stderr := command(t, "demo", "--files", filepath.Join(dir, "files"), "--register", filepath.Join(dir, "register")); code != exitUsage || !strings.Contains(stderr, "files register") {
		t.Errorf("%d: %s", code, stderr)
	}
}
