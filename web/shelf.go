package web

import (
	"cmp"
	"slices"
	"sync/atomic"
	"time"

	"byblik/release"
)

// Published is a release together with the hour from which its approval lets
// it be public.
type Published struct {
	Release *release.Release
	Hour    time.Time
}

// Shelf holds the approved releases. What is visible follows from the shelf
// and the time alone, and is decided once per request.
type Shelf struct {
	now      func() time.Time
	standing atomic.Pointer[[]standing]
}

type standing struct{ *view }

// NewShelf is an empty shelf that tells the time by now.
func NewShelf(now func() time.Time) *Shelf {
	s := &Shelf{now: now}
	s.standing.Store(&[]standing{})
	return s
}

// Set replaces what stands on the shelf, at once for every reader. A release
// that stood there under the same id and hour is kept, since releases never change.
func (s *Shelf) Set(releases []Published) {
	old := *s.standing.Load()
	var all []standing
	for _, p := range releases {
		var v *view
		for _, o := range old {
			if o.Manifest.ID == p.Release.Manifest.ID && o.Release == p.Release && o.opened.Equal(p.Hour) {
				v = o.view
			}
		}
		if v == nil {
			v = newView(p.Release, p.Hour)
		}
		all = append(all, standing{v})
	}
	slices.SortFunc(all, func(a, b standing) int {
		return cmp.Or(a.Manifest.Period.Compare(b.Manifest.Period), cmp.Compare(a.Manifest.Number, b.Manifest.Number), a.opened.Compare(b.opened), cmp.Compare(a.Manifest.ID, b.Manifest.ID))
	})
	s.standing.Store(&all)
}

// visible gives the releases whose hour has come, the newest last: that of the
// newest period, and of its releases the last correction.
func (s *Shelf) visible() []standing {
	all, now := *s.standing.Load(), s.now()
	hidden := func(x standing) bool { return x.opened.After(now) }
	if !slices.ContainsFunc(all, hidden) {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), hidden)
}
