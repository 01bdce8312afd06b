package housing

import (
	"byblik"
	"byblik/lists"
	"byblik/run"
)

// Lists reads, judges and writes a folder in memory.
func (q *Question) Lists() (map[string][]byte, *lists.Screening, error) {
	book, d, err := q.Open(q.options())
	if err != nil {
		return nil, nil, err
	}
	q.Average = string(book.Average())
	s, err := book.Screen(d, q.Year)
	if err != nil {
		return nil, nil, err
	}
	recipe, err := q.Bytes()
	if err != nil {
		return nil, nil, err
	}
	files, err := lists.Files(&lists.Dossier{Screening: s, Lang: q.lang(), Version: q.Version, Recipe: recipe, Fingerprint: run.Fingerprint(recipe)})
	if err != nil {
		return nil, nil, byblik.Fault(err, "")
	}
	return files, s, nil
}
