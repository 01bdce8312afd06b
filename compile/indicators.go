package compile

import (
	"cmp"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/release"
)

// indicators describes what the plan publishes. A mean needs the persons
// behind it to be protected: without them it is published where its source is
// public, and left out otherwise.
func (b *builder) indicators() {
	for _, p := range b.Plan.Indicators {
		d := b.Run.Catalog.Indicators[p.Indicator]
		x := b.indicator(d)
		x.Goal, x.Limits = p.Goal, append([]float64{}, p.Limits...)
		if len(p.Levels) > 0 {
			x.Levels = slices.DeleteFunc(x.Levels, func(l release.LevelID) bool { return !slices.Contains(p.Levels, string(l)) })
		}
		if len(b.Run.Panel.Periods(d.ID)) == 0 || x.Kind == release.Mean && x.Class != string(catalog.Public) && (p.Step == 0 || !isMean(&x)) {
			continue
		}
		b.out.Indicators = append(b.out.Indicators, x)
	}
	slices.SortFunc(b.out.Indicators, func(x, y release.Indicator) int { return cmp.Compare(x.ID, y.ID) })
}

// isMean says whether an indicator is a mean over persons who are counted in its
// denominator, and so is protected and united over places; a ready-made figure
// of a public source is neither.
func isMean(x *release.Indicator) bool { return x.Kind == release.Mean && len(x.Denominator) > 0 }

// planned gives the plan of an indicator.
func (b *builder) planned(id byblik.IndicatorID) *catalog.Published { return plannedIn(b.Plan, id) }

// plannedIn gives the plan of an indicator; nil if there is none.
func plannedIn(plan *catalog.Publication, id byblik.IndicatorID) *catalog.Published {
	k := slices.IndexFunc(plan.Indicators, func(p catalog.Published) bool { return p.Indicator == id })
	if k < 0 {
		return nil
	}
	return &plan.Indicators[k]
}

const publicClass = string(catalog.Public)

func (b *builder) indicator(d *catalog.Indicator) release.Indicator {
	x := release.Indicator{ID: d.ID, Version: d.Version, Title: d.Title, Definition: d.Definition, Unit: d.Unit, Direction: d.Direction, Per: perOf(d),
		Numerator: numerator(d), Denominator: d.Denominator, Persons: d.Persons, Legal: d.Legal, Notes: d.Notes, Kind: b.kind(d), Decimals: 1}
	if x.Kind == release.Count {
		x.Decimals, x.Per = 0, 1
	}
	if d.Decimals != nil {
		x.Decimals = *d.Decimals
	}
	for i := range b.rules.Criteria {
		for _, c := range b.rules.Criteria[i].Of {
			if c.Indicator == d.ID {
				x.Criterion = b.rules.Criteria[i].ID
			}
		}
	}
	for _, ref := range columns(d) {
		source, _, _ := strings.Cut(ref, "/")
		if !slices.Contains(x.Sources, source) {
			x.Sources = append(x.Sources, source)
		}
	}
	x.Class = string(catalog.Public)
	for _, s := range x.Sources {
		if c := b.Run.Catalog.ClassOf(s); c != catalog.Public {
			x.Class = string(c)
		}
	}
	if x.Kind == release.Mean && d.Base != "" && x.Class != string(catalog.Public) {
		x.Denominator = []string{d.Base}
	}
	for _, l := range b.out.Levels {
		if l.ID == release.AreaLevel || x.Kind != release.Mean || isMean(&x) || b.weighs() {
			x.Levels = append(x.Levels, l.ID)
		}
	}
	return x
}

// perOf is what a share is per, 100 unless the definition says otherwise.
func perOf(d *catalog.Indicator) float64 {
	if d.Per == 0 {
		return 100
	}
	return d.Per
}

// numerator lists the columns that are counted, or the one that is taken as it is.
func numerator(d *catalog.Indicator) []string {
	if d.Value != "" {
		return []string{d.Value}
	}
	return d.Numerator
}

// columns lists the columns behind an indicator, the numerator's first.
func columns(d *catalog.Indicator) []string {
	return slices.Concat(numerator(d), d.Denominator)
}

// kind tells counts from shares of counts and from ready-made values.
func (b *builder) kind(d *catalog.Indicator) release.Kind {
	if len(d.Denominator) > 0 {
		return release.Share
	}
	for _, ref := range columns(d) {
		if !b.Run.Catalog.IsCount(ref) {
			return release.Mean
		}
	}
	return release.Count
}
