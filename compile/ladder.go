package compile

import (
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/release"
)

// at is a place in a period.
type at struct {
	place  disclose.Place
	period byblik.Period
}

// ladder finds, from protected counts alone, how many households live in each
// place and where the denominators are large enough to be shown.
func (b *builder) ladder() error {
	b.rung, b.rungs, b.whole = map[disclose.Place]disclose.Rung{}, map[at]disclose.Rung{}, map[disclose.Figure]byblik.Cell{}
	if b.Plan.Homes != "" {
		if b.raw[b.Plan.Homes] == nil {
			return &byblik.Error{Kind: byblik.Invalid, Place: "homes", Found: b.Plan.Homes + ", which no published indicator shows", Expected: "a column that is published", Do: "plan an indicator of it"}
		}
	}
	for _, id := range b.columns() {
		least := slices.ContainsFunc(b.shownBy(id), func(x *release.Indicator) bool { return DenominatorOf(x) == id && b.planned(x.ID).Least > 0 })
		if id != b.Plan.Homes && !least {
			continue
		}
		w := &disclose.Work{Structure: disclose.Structure{Columns: []disclose.Column{{ID: id}}}}
		for _, l := range b.out.Levels {
			// One level at a time: nothing adds up, so nothing is taken out.
			w.Structure.Geography, w.Counts = disclose.Geography{Base: string(l.ID), Places: map[disclose.Place][]string{}}, nil
			for _, t := range b.times(id) {
				for p := range l.Places {
					c := b.count(id, t, l.ID, p)
					w.Counts = append(w.Counts, c)
					w.Structure.Geography.Places[c.Figure.Place] = []string{c.Figure.Place.Code}
				}
			}
			cells, _, err := disclose.Protect(w, disclose.Standard(), b.Secret)
			if err != nil {
				return err
			}
			for i, c := range w.Counts {
				b.whole[c.Figure] = cells[i]
				if id != b.Plan.Homes {
					continue
				}
				r := disclose.RungOf(cells[i].Float())
				if c.True.Status() != byblik.Missing {
					b.rungs[at{c.Figure.Place, c.Figure.Period}] = r
				}
				if c.Figure.Period == b.homesNow().period {
					b.rung[c.Figure.Place] = r
				}
			}
		}
	}
	b.homes()
	return nil
}

// homesNow is the newest period of which households are known.
func (b *builder) homesNow() told {
	if b.Plan.Homes == "" {
		return told{}
	}
	ts := b.times(b.Plan.Homes)
	return told{b.Plan.Homes, ts[len(ts)-1]}
}

// homes writes the band of households to each place.
func (b *builder) homes() {
	for i := range b.out.Levels {
		l := &b.out.Levels[i]
		for p := range l.Places {
			l.Places[p].Homes = string(b.rung[disclose.Place{Level: string(l.ID), Code: l.Places[p].Code}])
		}
	}
}

// shows says whether plan and ladder show an indicator at a place.
func (b *builder) shows(x *release.Indicator, t byblik.Period, level release.LevelID, p int) bool {
	plan := b.planned(x.ID)
	place := disclose.Place{Level: string(level), Code: b.out.Level(level).Places[p].Code}
	if !slices.Contains(x.Levels, level) {
		return false
	}
	if b.empty(t, level, p) {
		return true
	}
	if plan.Least > 0 {
		cell := b.whole[disclose.Figure{Column: DenominatorOf(x), Place: place, Period: t}]
		if cell.Status() == byblik.Suppressed || cell.Float() < plan.Least {
			return false
		}
	}
	if b.Plan.Homes == "" {
		return true
	}
	return b.climbs(x, place, t)
}

// letsGo says that the ladder, or the plan, keeps a figure back.
func (b *builder) letsGo(f release.FigureID) bool {
	p := slices.IndexFunc(b.out.Level(f.Level).Places, func(p release.Place) bool { return p.Code == f.Place })
	return !b.shows(b.out.Indicator(f.Indicator), f.Period, f.Level, p)
}

// climbs says whether a place has households enough for a figure: now, and in
// the period of the figure where that is known.
func (b *builder) climbs(x *release.Indicator, place disclose.Place, t byblik.Period) bool {
	periods := b.periods(x.ID)
	f := disclose.Asked{Residents: x.ID == b.rules.Areas.Residents, Latest: t == periods[len(periods)-1], Classes: classesOf(b.Plan, x), KeyFigure: isKey(b.Plan, x)}
	if !b.rung[place].Shows(f) {
		return false
	}
	f.Latest = true // what the place is too small for then does not grow with it
	then, known := b.rungs[at{place, t}]
	return !known || then.Shows(f)
}

// classesOf is into how many columns a plan divides the persons of whom an
// indicator counts some; 0 where it does not.
func classesOf(plan *catalog.Publication, x *release.Indicator) int {
	most := 0
	for _, sum := range plan.Sums {
		for _, part := range sum.Parts {
			if part == NumeratorOf(x) || part == DenominatorOf(x) {
				most = max(most, len(sum.Parts))
			}
		}
	}
	return most
}

// isKey says whether places with few households show an indicator: those that
// the plan names, and what is told of the households themselves.
func isKey(plan *catalog.Publication, x *release.Indicator) bool {
	planned := plannedIn(plan, x.ID)
	return planned != nil && planned.Key || plan.Homes != "" && strings.Contains("+"+DenominatorOf(x)+"+", "+"+plan.Homes+"+")
}

// empty says that nobody lives at a place: there is nobody to protect, and
// residents say so.
func (b *builder) empty(t byblik.Period, level release.LevelID, p int) bool {
	x := b.out.Indicator(b.rules.Areas.Residents)
	if x == nil || b.raw[NumeratorOf(x)] == nil || b.raw[NumeratorOf(x)].raw[t] == nil {
		return false
	}
	return b.count(NumeratorOf(x), t, level, p).True.Float() == 0
}
