package lists

import (
	"fmt"
	"slices"

	"byblik"
	"byblik/catalog"
)

// Check refuses a delivery on which the list of a year cannot rest: references
// that its criteria need and that are not there, and percentages where counts
// are to be pooled. An area's own missing figures are no fault.
func (b *Book) Check(d *Delivery, year int) error {
	r := b.RuleSet(year)
	if r == nil {
		return noRules(year)
	}
	if !slices.ContainsFunc(d.Areas, func(a HousingArea) bool { return a.Year(year) != nil }) {
		return &byblik.Error{Kind: byblik.Usage, Place: "--year", Found: fmt.Sprintf("%d, for which no area has a row", year), Expected: fmt.Sprintf("one of the years on file: %v", d.Years()), Do: "choose a year, or deliver its residents and origin"}
	}
	f := &faults{}
	g := b.Over(d)
	asked := map[refKey]bool{}
	for i := range d.Areas {
		if !g.Listed(d.Areas[i].Code, year) {
			continue
		}
		a := g.within(&d.Areas[i], year)
		for _, l := range r.Lists.Lists {
			for _, k := range slices.Concat(l.Counted, l.Required) {
				g.checkReferences(f, &k, a, year, asked)
				g.checkPooled(f, &k, a, year)
			}
		}
	}
	return f.err()
}

// checkReferences reports each reference that an area's figure needs, once.
func (g *Register) checkReferences(f *faults, k *catalog.StateCriterion, a *HousingArea, year int, asked map[refKey]bool) {
	for _, back := range k.YearsBack {
		y := a.Year(year - back)
		if y == nil {
			continue
		}
		key, column, there := refKey{}, "", true
		switch k.Against {
		case "nation":
			key, column = refKey{y.Year, Nation}, "convicted_pct"
			ref, _ := g.delivery.References.Of(y.Year, Nation)
			there = ref.Convicted.Kind != MissingFigure || y.Convicted.Kind == MissingFigure
		case "region":
			key, column = refKey{y.Year, a.Region}, "income"
			ref, _ := g.delivery.References.Of(y.Year, a.Region)
			there = ref.Income.Known || !y.Income.Known
		}
		if there || asked[key] {
			continue
		}
		asked[key] = true
		ref, row := g.delivery.References.Of(key.year, key.region)
		line, found := ref.Line, "a blank cell"
		if !row {
			line, found = g.delivery.ReferencesEnd, fmt.Sprintf("no row for the year %d and the region %s", key.year, key.region)
		}
		f.add(g.delivery.ReferencesFile, line, column, "missing-reference", found,
			fmt.Sprintf("the figure that %s:%d (%s, %d) is held against", g.delivery.AreasFile, y.Line, a.Code.Code, y.Year), "add it; an area cannot be judged against nothing")
	}
}

// checkPooled refuses printed percentages where counts are added up.
func (g *Register) checkPooled(f *faults, k *catalog.StateCriterion, a *HousingArea, year int) {
	if !g.book.pooled() || len(k.YearsBack) < 2 {
		return
	}
	for _, back := range k.YearsBack {
		y := a.Year(year - back)
		if y == nil || y.figureOf(CriterionID(k.Figure)).Kind != PublishedFigure {
			continue
		}
		column := k.Figure + "_pct"
		f.addOnce(g.delivery.AreasFile, y.Line, column, "pooled-percentage", "a percentage where counts are pooled",
			k.Figure+"_n and "+k.Figure+"_d", "give the counts, or use --average=mean-of-rates")
	}
}
