package housing

import (
	"io/fs"

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

// Delivered tells whether a folder has the figures of the housing areas.
func Delivered(from fs.FS) bool {
	for _, ext := range extensions {
		if _, err := fs.Stat(from, lists.AreasFile+ext); err == nil {
			return true
		}
	}
	return false
}

// Row judges the housing areas for the list of every year up to that of the
// question, the oldest first.
func (q *Question) Row(o lists.Options) ([]*lists.Screening, error) {
	book, d, err := q.Open(o)
	if err != nil {
		return nil, err
	}
	newest, err := book.Screen(d, q.Year)
	if err != nil {
		return nil, err
	}
	var all []*lists.Screening
	seen := map[int]bool{q.Year: true}
	for _, p := range newest.History {
		if seen[p.Year] {
			continue
		}
		seen[p.Year] = true
		s, err := book.Screen(d, p.Year)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return append(all, newest), nil
}
