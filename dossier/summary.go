package dossier

import (
	"fmt"
	"slices"
	"strings"
)

// Summary tells in a few lines, in English, what a screening found and what was
// read for it. Unmet are accepted checks that no file needed.
func Summary(s *Screening, unmet []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s: %d areas\n", s.Rules.Title.En, s.Period, len(s.Areas))
	for _, t := range slices.Concat(s.Said, s.Notes) {
		fmt.Fprintf(&b, "  %s\n", t.En)
	}
	for _, check := range unmet {
		fmt.Fprintf(&b, "  accepted %s, which no file needed\n", check)
	}
	for _, r := range s.Receipts {
		fmt.Fprintf(&b, "  read %s: %d rows, ", r.File, r.RowsRead)
		if r.Elsewhere > 0 {
			fmt.Fprintf(&b, "%d of other periods or authorities, ", r.Elsewhere)
		}
		fmt.Fprintf(&b, "%d left out, %d repaired, %d warnings\n", r.RowsRefused(), len(r.Repaired), len(r.Warnings))
	}
	if s.Rules.Zones != nil {
		var people float64
		for _, z := range s.Zones {
			people += z.Residents
		}
		fmt.Fprintf(&b, "  zones: %d, with %.0f residents; groups too small: %d\n", len(s.Zones), people, len(s.TooSmall))
	}
	fmt.Fprintf(&b, "  fingerprint %s\n", s.Fingerprint)
	return b.String()
}
