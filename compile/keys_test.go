package compile

import (
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/release"
	"byblik/run"
)

// A count that is drawn by the persons behind it in one release and by its
// name in another is drawn twice: a value of 40 and one of 45 leave four
// numbers where nine are promised.
func TestNoiseFollowsTheSameInAllReleasesOfAPlace(t *testing.T) {
	records := func(string, byblik.AreaCode, byblik.Period) (disclose.Key, bool) { return 1, true }
	before := func(keys string) []*release.Release {
		return []*release.Release{{Manifest: release.Manifest{ID: "town-2024-1"}, Protection: release.Protection{Keys: keys}}}
	}
	in := Input{Run: run.Input{Rules: &catalog.RuleSet{}, Panel: &byblik.Panel{}}, Earlier: before(release.KeyedByRecords)}
	_, err := Release(in)
	if byblik.KindOf(err) != byblik.Conflict || !strings.Contains(err.Error(), "town-2024-1") {
		t.Errorf("names after records: %v", err)
	}
	in.Earlier, in.Key = before(release.KeyedByNames), records
	if _, err := Release(in); byblik.KindOf(err) != byblik.Conflict {
		t.Errorf("records after names: %v", err)
	}
	b := &builder{Input: Input{Earlier: before(release.KeyedByRecords), Key: records}}
	if err := b.sameKeys(); err != nil {
		t.Errorf("records after records: %v", err)
	}
}
