package lists

import (
	"fmt"
	"strings"

	"byblik/screen"
)

// Summary tells in English of how many housing areas each list says what.
func (s *Screening) Summary() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d housing areas, list of %s\n", s.Rules.ID, len(s.Standings), s.Rules.Lists.PublishedIn(s.Year))
	for i, l := range s.Rules.Lists.Lists {
		var n [4]int
		for j := range s.Standings {
			n[s.Standings[j].Results[i].On]++
		}
		fmt.Fprintf(&b, "  %-21s yes %d, no %d, indeterminate %d, missing %d\n", l.ID, n[screen.Yes], n[screen.No], n[screen.Indeterminate], n[screen.Absent])
	}
	return b.String()
}
