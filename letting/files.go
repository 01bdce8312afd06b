package letting

import (
	"fmt"

	"byblik/catalog"
)

// Files makes every file of the folder: name to bytes. The bytes depend on the
// result, the language and the recipe alone.
func Files(r *Result, lang catalog.Lang, recipe *Recipe) (map[string][]byte, error) {
	out := map[string][]byte{}
	for name, rows := range r.tables() {
		text, err := csvText(rows)
		if err != nil {
			return nil, fmt.Errorf("%s.csv: %w", name, err)
		}
		out[name+".csv"] = text
	}
	text, err := recipe.Bytes()
	if err != nil {
		return nil, err
	}
	out["recipe.json"] = text
	if out["report.html"], err = r.report(lang, recipe.Program, fingerprint(text)); err != nil {
		return nil, fmt.Errorf("report.html: %w", err)
	}
	return out, nil
}
