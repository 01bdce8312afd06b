package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"byblik"
	"byblik/minby"
	"byblik/release"
)

// madeRelease is the folder of theRelease, for TestMain to remove.
var madeRelease string

// theRelease is the invented town's release and the folder of the files that it
// was made from, made once for all tests. Nobody changes it.
var theRelease = sync.OnceValues(func() (dirs [2]string, err error) {
	top, err := os.MkdirTemp("", "byblik-release-")
	if err != nil {
		return dirs, err
	}
	madeRelease = top
	dirs = [2]string{filepath.Join(top, "releases", "minby-2025-1"), filepath.Join(top, "files")}
	if err := writeMinby(dirs[1], minby.Seed); err != nil {
		return dirs, err
	}
	j, err := releaseOfMinby(minby.Seed, demoStress)
	if err != nil {
		return dirs, err
	}
	return dirs, j.write(io.Discard, filepath.Dir(dirs[0]), false)
})

// minbyRelease gives a copy of the release, and the folder of the town's files.
func minbyRelease(t *testing.T) (release, files string) {
	t.Helper()
	dirs, err := theRelease()
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), filepath.Base(dirs[0]))
	if err := os.CopyFS(copied, os.DirFS(dirs[0])); err != nil {
		t.Fatal(err)
	}
	return copied, dirs[1]
}

// What is read back is written to the same bytes, so nothing is lost between
// memory and folder; one changed byte or one more file is refused.
func TestAReleaseIsReadBackWholeOrRefused(t *testing.T) {
	dir, _ := minbyRelease(t)
	r, err := release.Open(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	again, err := release.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Manifest.Files {
		text, ok := again[f.Path]
		there, err := os.ReadFile(filepath.Join(dir, f.Path))
		if ok && (err != nil || !bytes.Equal(text, there)) {
			t.Errorf("%s is not written as it was read", f.Path)
		}
		delete(again, f.Path)
	}
	for path := range again {
		t.Errorf("%s is no file of the release", path)
	}
	if len(r.Tables) == 0 || len(r.Screening.Areas) != 400 || len(r.Lists.Rows) == 0 || len(r.Geography.Districts) != len(r.Level(release.DistrictLevel).Places) {
		t.Errorf("%d tables, %d areas, %d list rows, %d districts", len(r.Tables), len(r.Screening.Areas), len(r.Lists.Rows), len(r.Geography.Districts))
	}
	path := filepath.Join(dir, "places.csv")
	text, _ := os.ReadFile(path)
	text[len(text)-2] ^= 1
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := release.Open(os.DirFS(dir)); byblik.KindOf(err) != byblik.Invalid {
		t.Errorf("a changed byte: %v", err)
	}
	text[len(text)-2] ^= 1
	_ = os.WriteFile(path, text, 0o644)
	more := filepath.Join(dir, "more.csv")
	_ = os.WriteFile(more, nil, 0o644)
	if _, err := release.Open(os.DirFS(dir)); byblik.KindOf(err) != byblik.Invalid {
		t.Errorf("one more file: %v", err)
	}
	elsewhere := filepath.Join(t.TempDir(), "places.csv")
	if err := errors.Join(os.Remove(more), os.Rename(path, elsewhere), os.Symlink(elsewhere, path)); err != nil {
		t.Fatal(err)
	}
	if _, err := release.Open(os.DirFS(dir)); byblik.KindOf(err) != byblik.Invalid {
		t.Errorf("a link to a file elsewhere: %v", err)
	}
}

// discard is a stream that nobody reads.
func discard(t *testing.T) *os.File {
	t.Helper()
	f, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}
