package disclose_test

import (
	"testing"

	"byblik/disclose"
)

// What was found is told with what was tried; the truth only where it was there,
// and no fewest values where nothing was protected.
func TestAnAttackIsToldInALineEach(t *testing.T) {
	r := &disclose.Report{Releases: []string{"a-2024-1", "a-2025-1"}, Cells: 12, Shown: 9, Suppressed: 3, Exact: 1, Narrowed: 2, Narrowest: 3, Proved: 10, Hits: 1, Wrong: 0,
		Tries: []disclose.Try{{Attack: disclose.Twins, Tried: 1200, Found: 1}, {Attack: disclose.Averages, Without: "no means published"}}}
	head := "attacked together: [a-2024-1 a-2025-1]\n  counts 12, shown 9, suppressed 3\n  exact 1, narrowed 2, fewest values left 3\n"
	tries := "  twins        tried    1200, found 1\n  averages     not applicable: no means published\n"
	if got := r.Summary(false); got != head+tries {
		t.Errorf("%q", got)
	}
	if got, want := r.Summary(true), head+"  held against the truth of the newest release (internal: 10 counts): exact recoveries 1, false bounds 0\n"+tries; got != want {
		t.Errorf("%q\nwant %q", got, want)
	}
	none := &disclose.Report{Releases: []string{"a"}}
	if got, want := none.Summary(false), "attacked together: [a]\n  counts 0, shown 0, suppressed 0\n  exact 0, narrowed 0; no count is protected, since all sources are public already\n"; got != want {
		t.Errorf("%q\nwant %q", got, want)
	}
}
