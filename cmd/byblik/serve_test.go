package main

import (
	"bytes"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"byblik/approval"
	"byblik/catalog"
	"byblik/release"
	"byblik/web"
)

// The site shows a release from the hour of its approval, nothing without an
// approval, and nothing that is not the release that was approved.
func TestServeShowsWhatIsApprovedFromItsHour(t *testing.T) {
	dir, _ := minbyRelease(t)
	releases := filepath.Dir(dir)
	now := time.Date(2026, 12, 1, 6, 59, 59, 0, time.UTC)
	shelf := web.NewShelf(func() time.Time { return now })
	var log bytes.Buffer
	s := &shelves{dir: os.DirFS(releases), shelf: shelf, log: slog.New(slog.NewTextHandler(&log, nil)), held: map[string]web.Published{}}
	site, err := web.New(shelf, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	status := func() int {
		t.Helper()
		if err := s.scan(); err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		site.ServeHTTP(w, httptest.NewRequest("GET", "/da/omraade/017", nil))
		return w.Code
	}
	if got := status(); got != 503 {
		t.Errorf("without an approval: status %d", got)
	}
	path, err := approve(dir, "A. Jensen", "2026-12-01T07:00:00Z")
	if err != nil {
		t.Fatal(err)
	}
	if got := status(); got != 503 {
		t.Errorf("a second before its hour: status %d", got)
	}
	now = now.Add(time.Second)
	if got := status(); got != 200 {
		t.Errorf("at its hour: status %d, log %s", got, log.String())
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if got := status(); got != 503 {
		t.Errorf("with its approval taken back: status %d", got)
	}
	for name, bad := range map[string]string{
		"another hash":    strings.Replace(string(text), `"hash": "`, `"hash": "0`, 1),
		"another release": strings.Replace(string(text), "minby-2025-1", "minby-2025-2", 1),
		"half a file":     string(text[:len(text)/2]),
		"nothing":         "",
	} {
		if err := os.WriteFile(path, []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := status(); got != 503 {
			t.Errorf("an approval with %s: status %d", name, got)
		}
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	places := filepath.Join(dir, "places.csv")
	if err := os.WriteFile(places, []byte("level,place\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := status(); got != 503 {
		t.Errorf("with a changed byte: status %d", got)
	}
	if n := strings.Count(log.String(), "a release is not shown"); n != 5 {
		t.Errorf("%d faults are told, want 5, each once: %s", n, log.String())
	}
}

// One site speaks for one place: a release of another city is told of and left
// out, whatever its name, and what is shown stays.
func TestServeShowsOneCity(t *testing.T) {
	of := func(id, place string) web.Published {
		return web.Published{Release: &release.Release{Manifest: release.Manifest{ID: id, Place: catalog.Text{Da: place, En: place}}}}
	}
	if err := besides(of("minby-2025-1", "Minby").Release, map[string]web.Published{"a": of("minby-2024-1", "Minby")}); err != nil {
		t.Errorf("a release of the same city: %v", err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "lilleby-2025-1"), os.DirFS("../../release/testdata/lilleby")); err != nil {
		t.Fatal(err)
	}
	if _, err := approve(filepath.Join(dir, "lilleby-2025-1"), "A. Jensen", "2026-12-01T07:00:00Z"); err != nil {
		t.Fatal(err)
	}
	const name, text = "minby-2025-1" + approval.End, "as it was approved"
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	s := &shelves{dir: os.DirFS(dir), shelf: web.NewShelf(time.Now), log: slog.New(slog.NewTextHandler(&log, nil)), held: map[string]web.Published{name + "\n" + text: of("minby-2025-1", "Minby")}}
	if err := s.scan(); err != nil {
		t.Fatal(err)
	}
	if _, stays := s.held[name+"\n"+text]; !stays || len(s.held) != 1 || !strings.Contains(log.String(), "a release of Lilleby") {
		t.Errorf("%d releases are shown; told: %s", len(s.held), log.String())
	}
}
