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
// out, whichever was there first.
func TestServeShowsOneCity(t *testing.T) {
	of := func(id, place string) *release.Release {
		return &release.Release{Manifest: release.Manifest{ID: id, Place: catalog.Text{Da: place, En: place}}}
	}
	shown := map[string]web.Published{"a": {Release: of("minby-2024-1", "Minby")}}
	if err := besides(of("minby-2025-1", "Minby"), shown); err != nil {
		t.Errorf("a release of the same city: %v", err)
	}
	err := besides(of("birmingham-2019-1", "Birmingham"), shown)
	if err == nil || !strings.Contains(err.Error(), "birmingham-2019-1") || !strings.Contains(err.Error(), "a release of Birmingham") {
		t.Errorf("a release of another city: %v", err)
	}
}
