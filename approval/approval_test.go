package approval_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"byblik"
	"byblik/approval"
)

// approved copies the written release of an invented town into a folder of
// releases, and approves it for an hour.
func approved(t *testing.T, hour time.Time) (releases, path string) {
	t.Helper()
	releases = t.TempDir()
	dir := filepath.Join(releases, "lilleby-2025-1")
	if err := os.CopyFS(dir, os.DirFS("../release/testdata/lilleby")); err != nil {
		t.Fatal(err)
	}
	path, err := approval.Give(dir, " Ida ", hour)
	if err != nil {
		t.Fatal(err)
	}
	return releases, path
}

func text(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAnApprovedReleaseIsOpenedWithItsHour(t *testing.T) {
	hour := time.Date(2026, 12, 1, 7, 0, 0, 0, time.UTC)
	releases, path := approved(t, hour)
	if filepath.Base(path) != "lilleby-2025-1.approval.json" || filepath.Dir(path) != releases || !strings.Contains(text(t, path), `"by": "Ida"`) {
		t.Errorf("%s: %s", path, text(t, path))
	}
	r, from, err := approval.Open(os.DirFS(releases), filepath.Base(path), []byte(text(t, path)))
	if err != nil || r.Manifest.ID != "lilleby-2025-1" || !from.Equal(hour) {
		t.Errorf("%v, %v", from, err)
	}
}

// Without an hour it is the release's own; and an approval that somebody
// changed to an earlier hour shows nothing before that.
func TestNothingIsShownBeforeTheHourOfTheRelease(t *testing.T) {
	own := time.Date(2025, 12, 31, 23, 0, 0, 0, time.UTC)
	releases, path := approved(t, time.Time{})
	earlier := strings.Replace(text(t, path), "2025-12-31T23:00:00Z", "2020-01-01T00:00:00Z", 1)
	if _, from, err := approval.Open(os.DirFS(releases), filepath.Base(path), []byte(earlier)); err != nil || !from.Equal(own) {
		t.Errorf("shown from %v, %v, expected %v", from, err, own)
	}
	if _, err := approval.Give(filepath.Join(releases, "lilleby-2025-1"), "Ida", own.Add(-time.Second)); byblik.KindOf(err) != byblik.Usage {
		t.Errorf("%v, expected that an earlier hour is refused", err)
	}
}

func TestAnApprovalOfOtherBytesIsRefused(t *testing.T) {
	releases, path := approved(t, time.Time{})
	whole, name := text(t, path), filepath.Base(path)
	for what, x := range map[string]struct {
		name, text string
		kind       byblik.Kind
	}{
		"another name":     {"lilleby-2025-2.approval.json", whole, byblik.Invalid},
		"a path":           {name, strings.Replace(whole, "lilleby-2025-1", "../lilleby-2025-1", 1), byblik.Invalid},
		"no approval":      {name, "{}", byblik.Invalid},
		"half":             {name, whole[:len(whole)/2], byblik.Invalid},
		"something behind": {name, whole + "{}", byblik.Invalid},
		"another hash":     {name, strings.Replace(whole, `"hash": "`, `"hash": "0`, 1), byblik.Conflict},
	} {
		if r, _, err := approval.Open(os.DirFS(releases), x.name, []byte(x.text)); byblik.KindOf(err) != x.kind || err == nil || r != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := os.WriteFile(filepath.Join(releases, "lilleby-2025-1", "places.csv"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := approval.Open(os.DirFS(releases), name, []byte(whole)); byblik.KindOf(err) != byblik.Invalid {
		t.Errorf("a damaged release: %v", err)
	}
	if _, err := approval.Give(filepath.Join(releases, "lilleby-2025-1"), "Ida", time.Time{}); byblik.KindOf(err) != byblik.Invalid {
		t.Errorf("a damaged release is approved: %v", err)
	}
}

func TestSomebodyApprovesAReleaseUnderItsName(t *testing.T) {
	releases, _ := approved(t, time.Time{})
	dir := filepath.Join(releases, "lilleby-2025-1")
	if _, err := approval.Give(dir, " ", time.Time{}); byblik.KindOf(err) != byblik.Usage {
		t.Errorf("nobody approves: %v", err)
	}
	renamed := filepath.Join(releases, "other")
	if err := os.Rename(dir, renamed); err != nil {
		t.Fatal(err)
	}
	if _, err := approval.Give(renamed, "Ida", time.Time{}); byblik.KindOf(err) != byblik.Usage {
		t.Errorf("a release in a folder of another name: %v", err)
	}
}
