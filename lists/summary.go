package lists

import (
	"fmt"
	"strings"

	"byblik/catalog"
	"byblik/screen"
)

// Summary tells in a few lines, in a language, how many housing areas are on each
// list, by the list's id as in lists.csv, and where the folder was written.
func (s *Screening) Summary(lang catalog.Lang, dir string) (string, error) {
	w, err := wordsIn(lang)
	if err != nil {
		return "", err
	}
	lines := []string{w.Count("summary.head", len(s.Standings), "rules", s.Rules.ID, "day", s.Rules.Lists.PublishedIn(s.Year))}
	for i, l := range s.Rules.Lists.Lists {
		n := map[screen.Answer]int{}
		for j := range s.Standings {
			n[s.Standings[j].Results[i].On]++
		}
		var parts []string
		for _, a := range []screen.Answer{screen.Yes, screen.No, screen.Indeterminate, screen.Absent} {
			parts = append(parts, fmt.Sprintf("%s %d", w.T("on."+a.String()), n[a]))
		}
		lines = append(lines, fmt.Sprintf("  %-21s %s", l.ID, strings.Join(parts, ", ")))
	}
	return strings.Join(append(lines, w.T("written", "dir", dir)), "\n") + "\n", nil
}
