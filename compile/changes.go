package compile

import (
	"slices"

	"byblik"
	"byblik/release"
)

// changes lists the published figures that differ from what the last release
// before said of the same place in the same borders. A year that a place with
// few households shows no longer, since a newer one is there, has not changed.
func (b *builder) changes() {
	if len(b.Earlier) == 0 {
		return
	}
	past := PastOf(append(slices.Clone(b.Earlier), &b.out), b.Run.Catalog, b.Plan)
	last := map[release.FigureID]byblik.Cell{}
	for k, r := range b.Earlier {
		eachCell(r, func(f release.FigureID, c byblik.Cell) {
			place := figure("", f.Level, f.Place, f.Period).Place
			if past.names[k][place] == place {
				last[f] = c
			}
		})
	}
	eachCell(&b.out, func(f release.FigureID, c byblik.Cell) {
		if old, ok := last[f]; ok && old != c && !(c.Status() == byblik.Suppressed && b.letsGo(f)) {
			b.out.Changes = append(b.out.Changes, release.Change{Figure: f, Before: old, After: c})
		}
	})
}

// eachCell hands over every figure of a release and the counts behind it, in
// the order of its tables.
func eachCell(r *release.Release, f func(release.FigureID, byblik.Cell)) {
	for i := range r.Tables {
		t := &r.Tables[i]
		for p, place := range r.Level(t.Level).Places {
			for k, when := range t.Periods {
				id := release.FigureID{Indicator: t.Indicator, Level: t.Level, Place: place.Code, Period: when}
				f(id, t.Value[k][p])
				for _, x := range []struct {
					part string
					grid [][]byblik.Cell
				}{{"numerator", t.Numerator}, {"denominator", t.Denominator}} {
					if x.grid != nil {
						id.Part = x.part
						f(id, x.grid[k][p])
					}
				}
			}
		}
	}
}
