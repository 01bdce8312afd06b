package release

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"byblik"
	"byblik/catalog"
)

// OfPlace opens the releases of a place that lie in a folder, the oldest first.
// Whatever else lies there is passed over; a release that does not hold, or that
// has other small areas, is an error.
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
		info, err := fs.Stat(fsys, e.Name())
		if err == nil && info.IsDir() {
			_, err = fs.Stat(fsys, path.Join(e.Name(), manifestPath))
		} else if err == nil {
			continue
		}
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, byblik.Fault(err, "let every release of the folder be read: none may be left out of the attack")
		}
		dir, err := fs.Sub(fsys, e.Name())
		if err != nil {
			return nil, byblik.Fault(err, "")
		}
		r, err := Open(dir)
		if err != nil {
			return nil, err
		}
		if r.Manifest.Place != place {
			continue
		}
		if err := r.SameAreas(place, frame); err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	OldestFirst(all)
	return all, nil
}

// SameAreas refuses a release of another place, or of the same in another
// division into small areas. Attacked together their areas would be taken for one
// another; and what lies between two divisions, perhaps a few households, could be
// told by taking one count from the other, which nobody would have tried.
func (r *Release) SameAreas(place catalog.Text, frame byblik.Frame) error {
	m := &r.Manifest
	if m.Place == place && m.Frame == frame {
		return nil
	}
	return &byblik.Error{Kind: byblik.Conflict, Check: "other-areas", File: m.ID, Place: "manifest.json: place, frame",
		Found: fmt.Sprintf("%s in areas of %s", m.Place.En, m.Frame), Expected: fmt.Sprintf("%s in areas of %s, as the others: all releases of a place have the same small areas", place.En, frame),
		Do: "publish in the small areas of before; bring figures of new areas to them with byblik crosswalk"}
}

// OldestFirst orders releases by period, then number.
func OldestFirst(all []*Release) {
	slices.SortFunc(all, func(a, b *Release) int {
		return cmp.Or(a.Manifest.Period.Compare(b.Manifest.Period), cmp.Compare(a.Manifest.Number, b.Manifest.Number), cmp.Compare(a.Manifest.ID, b.Manifest.ID))
	})
}
