package source

import (
	"fmt"
	"maps"
	"slices"

	"byblik"
)

// checkCount holds the areas of the file against the number that the
// publisher states, period by period and before any is passed over: a file
// that lists its own areas and ends too early is found by nothing else. A row
// that cannot be read may be an area or a total, so it may count either way.
func (b *assembly) checkCount(ts []byblik.Period, wanted map[byblik.Period]bool) {
	if b.file.covers {
		return
	}
	for _, t := range slices.SortedFunc(maps.Keys(wanted), byblik.Period.Compare) {
		want := b.stated(t)
		if want == 0 {
			continue
		}
		n, doubtful := b.countAreas(ts, t)
		if n <= want && want <= n+doubtful {
			continue
		}
		when := ""
		if t != (byblik.Period{}) {
			when = " in " + t.String()
		}
		b.object("", "area-count", 0, b.Definition.Key.Column, fmt.Sprintf("%d areas%s", n, when), fmt.Sprintf("%d, as the publisher states", want),
			"look whether the file was cut, and copy it again; accept area-count if the publisher has changed the areas")
	}
}

// stated is the number of areas that a period should have, 0 if unknown.
func (b *assembly) stated(t byblik.Period) int {
	k := b.Definition.Key
	if k.Count > 0 {
		return k.Count
	}
	return k.Counts[t.String()]
}

// countAreas gives the different areas of one period, and the rows that cannot
// be read as one.
func (b *assembly) countAreas(ts []byblik.Period, t byblik.Period) (n, doubtful int) {
	seen := map[string]bool{}
	doubtful = b.grid.unfit
	for i := range b.grid.records {
		if ts[i] != t {
			continue
		}
		if code, o := b.code(b.keyCell(i, b.plan.code), b.plan, t); o != nil || b.grid.fault(i, b.plan.code) != nil {
			doubtful++
		} else {
			seen[code] = true
		}
	}
	return len(seen), doubtful
}
