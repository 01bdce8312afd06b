package release

import (
	"cmp"
	"io/fs"
	"slices"

	"byblik"
	"byblik/catalog"
)

// OfPlace opens the releases of a place and frame that lie in a folder, the
// oldest first. Whatever else lies there is passed over; a release that does not
// hold is an error.
func OfPlace(fsys fs.FS, place catalog.Text, frame byblik.Frame) ([]*Release, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, byblik.Fault(err, "")
	}
	var all []*Release
	for _, e := range entries {
		if e.Name()[0] == '.' {
			continue // not yet whole
		}
		dir, err := fs.Sub(fsys, e.Name())
		if err != nil {
			return nil, byblik.Fault(err, "")
		}
		if _, err := fs.Stat(dir, manifestPath); err != nil {
			continue
		}
		r, err := Open(dir)
		if err != nil {
			return nil, err
		}
		if r.Manifest.Place == place && r.Manifest.Frame == frame {
			all = append(all, r)
		}
	}
	OldestFirst(all)
	return all, nil
}

// OldestFirst orders releases by period, then number.
func OldestFirst(all []*Release) {
	slices.SortFunc(all, func(a, b *Release) int {
		return cmp.Or(a.Manifest.Period.Compare(b.Manifest.Period), cmp.Compare(a.Manifest.Number, b.Manifest.Number), cmp.Compare(a.Manifest.ID, b.Manifest.ID))
	})
}
