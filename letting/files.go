package letting

import (
	"fmt"

	"byblik/catalog"
)

// Made says how a study was made: the program, the recipe that is written as
// recipe.json, and its fingerprint, which the page shows.
type Made struct {
	Program, Fingerprint string
	Recipe               []byte
}

// Files makes every file of the folder: name to bytes. The bytes depend on the
// result, the language and how it was made alone.
func Files(r *Result, lang catalog.Lang, made Made) (map[string][]byte, error) {
	out := map[string][]byte{}
	for name, rows := range r.tables() {
		text, err := csvText(rows)
		if err != nil {
			return nil, fmt.Errorf("%s.csv: %w", name, err)
		}
		out[name+".csv"] = text
	}
	if made.Recipe != nil {
		out["recipe.json"] = made.Recipe
	}
	var err error
	if out["report.html"], err = r.report(lang, made.Program, made.Fingerprint); err != nil {
		return nil, fmt.Errorf("report.html: %w", err)
	}
	return out, nil
}
