package letting

import "byblik/catalog"

// Summary tells in two lines, in a language, what was tried and where it was
// written.
func (r *Result) Summary(lang catalog.Lang, dir string) (string, error) {
	w, err := wordsIn(lang)
	if err != nil {
		return "", err
	}
	return w.Count("summary.head", len(r.Areas), "until", r.Options.Until, "runs", w.Number(float64(r.Options.Runs), 0)) + "\n" + w.T("written", "dir", dir) + "\n", nil
}
