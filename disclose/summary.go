package disclose

import (
	"fmt"
	"strings"
)

// Summary tells in English what was tried and what was found, a line for each
// attack. Truth says that the counts before protection were there to hold it against.
func (r *Report) Summary(truth bool) string {
	var b strings.Builder
	fewest := fmt.Sprintf(", fewest values left %v", r.Narrowest)
	if r.Cells == 0 {
		fewest = "; no count is protected, since all sources are public already"
	}
	fmt.Fprintf(&b, "attacked together: %v\n  counts %d, shown %d, suppressed %d\n  exact %d, narrowed %d%s\n", r.Releases, r.Cells, r.Shown, r.Suppressed, r.Exact, r.Narrowed, fewest)
	if truth {
		fmt.Fprintf(&b, "  held against the truth of the newest release (internal: %d counts): exact recoveries %d, false bounds %d\n", r.Proved, r.Hits, r.Wrong)
	}
	for _, t := range r.Tries {
		if t.Without != "" {
			fmt.Fprintf(&b, "  %-12s not applicable: %s\n", t.Attack, t.Without)
		} else {
			fmt.Fprintf(&b, "  %-12s tried %7d, found %d\n", t.Attack, t.Tried, t.Found)
		}
	}
	return b.String()
}
