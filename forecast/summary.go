package forecast

import (
	"strings"

	"byblik/catalog"
)

// Summary tells in two lines, in a language, what was forecast, whether its
// record lets it be shown, and where it was written.
func (d *December) Summary(v Verdicts, lang catalog.Lang, dir string) (string, error) {
	w, err := wordsIn(lang)
	if err != nil {
		return "", err
	}
	return w.Count("summary.december", len(d.Areas), "year", d.Year, "runs", w.Number(float64(d.Runs), 0), "lists", w.T("criterion."+yesNo(v.Lists.Shown)),
		"criteria", w.T("criterion."+yesNo(v.Criteria.Shown))) + "\n" + w.T("written", "dir", dir) + "\n", nil
}

// RecordSummary tells in a language how each series of past forecasts fared, and
// where the record was written.
func RecordSummary(tests []*BackTest, lang catalog.Lang, dir string) (string, error) {
	w, err := wordsIn(lang)
	if err != nil {
		return "", err
	}
	var lines []string
	for _, b := range tests {
		ours := ScoreOf(b.Cases(Ours, "", false))
		lines = append(lines, w.Count("summary.record", ours.Cases, "title", b.Title.In(lang), "from", b.From, "to", b.To, "brier", w.Number(ours.Brier, 4), "shown", w.T("criterion."+yesNo(b.Verdict().Shown))))
	}
	return strings.Join(append(lines, w.T("written", "dir", dir)), "\n") + "\n", nil
}
