package web

import (
	"os"
	"path/filepath"
	"testing"

	"byblik/release"
)

// releasesForReading are the test release and, where BYBLIK_RELEASE names its
// folder, a whole release such as that of byblik demo --release.
func releasesForReading(t testing.TB) []*release.Release {
	t.Helper()
	all := []*release.Release{hamlet("smaaby-2025-1")}
	if r := wholeRelease(t); r != nil {
		all = append(all, r)
	}
	return all
}

func wholeRelease(t testing.TB) *release.Release {
	t.Helper()
	dir := os.Getenv("BYBLIK_RELEASE")
	if dir == "" {
		return nil
	}
	r, err := release.Open(os.DirFS(filepath.Clean(dir)))
	if err != nil {
		t.Fatal(err)
	}
	return r
}
