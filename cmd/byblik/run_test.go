package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"byblik"
	"byblik/release"
)

// minbyRelease makes the invented town's release in a folder.
func minbyRelease(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if code := execute([]string{"demo", "--release", dir}, discard(t), os.Stderr); code != exitDone {
		t.Fatalf("byblik demo --release: exit code %d", code)
	}
	return filepath.Join(dir, "minby-2025-1")
}

func discard(t *testing.T) *os.File {
	t.Helper()
	f, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	if f, err = os.OpenFile(os.DevNull, os.O_WRONLY, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// What is read back is written to the same bytes, so nothing is lost between
// memory and folder; one changed byte or one more file is refused.
func TestAReleaseIsReadBackWholeOrRefused(t *testing.T) {
	dir := minbyRelease(t)
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
	_ = os.WriteFile(filepath.Join(dir, "more.csv"), nil, 0o644)
	if _, err := release.Open(os.DirFS(dir)); byblik.KindOf(err) != byblik.Invalid {
		t.Errorf("one more file: %v", err)
	}
}
