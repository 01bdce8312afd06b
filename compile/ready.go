package compile

import (
	"slices"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/release"
)

// ready gives the figures of an indicator that is delivered as a value, such as
// a score: of a small area the value as it came; of a larger place the mean of
// its small areas, weighted by their residents as published. A small area
// without value or residents is left out, and the release says so. Only values
// of public sources come here, so there is nobody to protect.
func (b *builder) ready(x *release.Indicator, level release.LevelID, when byblik.Period) *figures {
	f := &figures{x: x}
	o, residents := b.Run.Panel.Find(x.ID, when), b.residentsIn(when)
	for p, place := range b.out.Level(level).Places {
		if level == release.AreaLevel {
			f.value = append(f.value, disclose.Ready(o.Value[b.members[level][p][0]]))
			continue
		}
		var values, weights []byblik.Cell
		var without []string
		for _, i := range b.members[level][p] {
			v, w := disclose.Ready(o.Value[i]), residents[i]
			values, weights = append(values, v), append(weights, w)
			if v.Status() != byblik.OK || w.Status() != byblik.OK {
				without = append(without, b.areas[i].Code.Code)
			}
		}
		cell := disclose.MeanOf(values, weights)
		if cell.Status() == byblik.OK {
			b.lacks(release.FigureID{Indicator: x.ID, Level: level, Place: place.Code, Period: when}, without)
		}
		f.value = append(f.value, cell)
	}
	return f
}

// weighs says that larger places can have means: residents are published of
// every small area.
func (b *builder) weighs() bool {
	return slices.ContainsFunc(b.Plan.Indicators, func(p catalog.Published) bool {
		return p.Indicator == b.rules.Areas.Residents && (p.Levels == nil || slices.Contains(p.Levels, string(release.AreaLevel)))
	})
}

// residentsIn are the published residents of each small area in the year of a
// period; missing where that year has none.
func (b *builder) residentsIn(when byblik.Period) []byblik.Cell {
	n := slices.Repeat([]byblik.Cell{byblik.CellWithout(byblik.Missing)}, len(b.areas))
	x := b.out.Indicator(b.rules.Areas.Residents)
	if x == nil {
		return n
	}
	for _, t := range b.periods(x.ID) {
		if t.Year != when.Year {
			continue
		}
		for i := range b.areas {
			n[i] = b.cells[figure(NumeratorOf(x), release.AreaLevel, b.areas[i].Code.Code, t)]
		}
	}
	return n
}
