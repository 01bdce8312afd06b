package dossier

import (
	"fmt"
	"slices"
	"strings"

	"byblik/catalog"
	"byblik/stress"
)

// Summary tells in a few lines, in the language of the screening, what it found,
// what was read for it, and where it was written. Unmet are accepted checks that no
// file needed.
func Summary(s *Screening, unmet []string, dir string) (string, error) {
	w, err := wordsIn(s.Lang)
	if err != nil {
		return "", err
	}
	lines := []string{w.Count("summary.head", len(s.Areas), "title", s.Rules.Title.In(s.Lang), "period", s.Period)}
	add := func(line string) { lines = append(lines, "  "+line) }
	for _, t := range slices.Concat(s.Said, s.Notes) {
		add(t.In(s.Lang))
	}
	for _, check := range unmet {
		add(w.T("summary.unmet", "check", check))
	}
	for _, r := range s.Receipts {
		parts := []string{w.Count("summary.read", r.RowsRead, "file", r.File)}
		if r.Elsewhere > 0 {
			parts = append(parts, w.T("summary.elsewhere", "n", w.Number(float64(r.Elsewhere), 0)))
		}
		add(strings.Join(append(parts, w.T("summary.out", "n", w.Number(float64(r.RowsRefused()), 0)), w.T("summary.repaired", "n", w.Number(float64(len(r.Repaired)), 0)),
			w.Count("summary.warnings", len(r.Warnings))), ", "))
	}
	if s.Rules.Zones != nil {
		var people float64
		for _, z := range s.Zones {
			people += z.Residents
		}
		add(w.T("summary.zones", "n", len(s.Zones), "residents", w.Number(people, 0), "small", len(s.TooSmall)))
	}
	add(w.T("summary.fingerprint", "print", s.Fingerprint))
	if dir != "" {
		add(w.T("summary.written", "dir", dir))
	}
	return strings.Join(lines, "\n") + "\n", nil
}

// DifferencesSummary tells on a line each which areas came in and went out and
// why, with the reason's id as in differences.csv, and then how many.
func DifferencesSummary(lang catalog.Lang, list []stress.Difference) (string, error) {
	w, err := wordsIn(lang)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	count := map[stress.Move]int{}
	for _, d := range list {
		count[d.Change]++
		if d.Change != stress.Near {
			fmt.Fprintf(&b, "%-4s %-12s %s\n", w.T("moved."+string(d.Change)), d.Reason, d.Text.In(lang))
		}
	}
	fmt.Fprintf(&b, "%s: %d, %s: %d, %s: %d\n", w.T("moved.in"), count[stress.In], w.T("moved.out"), count[stress.Out], w.T("moved.near"), count[stress.Near])
	return b.String(), nil
}
