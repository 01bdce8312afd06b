package compile

import (
	"math"
	"slices"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/monitor"
	"byblik/release"
)

// caughtIn tells whether the attack finds something in a file and row of a release.
func caughtIn(r *release.Release, where string, derive func(d *deriving)) bool {
	d := &deriving{Past: &Past{plan: &catalog.Publication{}, releases: []*release.Release{r}}, r: r}
	derive(d)
	return slices.ContainsFunc(d.all, func(x disclose.Derived) bool { return strings.Contains(x.Name, where) && x.Says != x.Follows })
}

// The mean of a district over values that are public is the mean of its small
// areas, weighted by their residents as published, and has no interval. The attack
// finds one that other residents weigh, and any interval beside it or beside an
// estimate.
func TestAMeanOfPublicValuesFollowsFromWhatIsPublished(t *testing.T) {
	when, nan := byblik.InYear(2025), math.NaN()
	cells := func(vs ...float64) [][]byblik.Cell {
		row := make([]byblik.Cell, len(vs))
		for i, v := range vs {
			row[i] = byblik.CellOf(v)
		}
		return [][]byblik.Cell{row}
	}
	table := func(id byblik.IndicatorID, level release.LevelID, vs ...float64) release.Table {
		none := slices.Repeat([]float64{nan}, len(vs))
		return release.Table{Indicator: id, Level: level, Periods: []byblik.Period{when}, Value: cells(vs...), Low: [][]float64{none}, High: [][]float64{slices.Clone(none)}, Trend: make([]release.Trend, len(vs))}
	}
	town := func(mean float64) *release.Release {
		places := []release.Place{{Code: "1", District: "d"}, {Code: "2", District: "d"}, {Code: "3"}}
		return &release.Release{Levels: []release.Level{{ID: release.AreaLevel, Places: places}, {ID: release.DistrictLevel, Places: []release.Place{{Code: "d"}}}},
			Indicators: []release.Indicator{{ID: "residents", Kind: release.Count, Class: "microdata"}, {ID: "score", Kind: release.Mean, Class: publicClass, Decimals: 2}, {ID: "survey", Kind: release.Estimate, Class: "survey"}},
			Tables:     []release.Table{table("residents", release.AreaLevel, 10, 30, 500), table("score", release.AreaLevel, 0, 1, 9), table("score", release.DistrictLevel, mean), table("survey", release.AreaLevel, 4, 4, 4)},
			Screening:  release.Screening{Residents: "residents"}}
	}
	for _, c := range []struct {
		what   string
		mean   float64
		change func(r *release.Release)
		table  int
		caught bool
	}{
		{"as published", 0.75, nil, 2, false},
		{"by residents of 12 and 28", 0.70, nil, 2, true},
		{"with an interval", 0.75, func(r *release.Release) { r.Tables[2].Low[0][0], r.Tables[2].High[0][0] = 0.7, 0.8 }, 2, true},
		{"that is not there", 0.75, func(r *release.Release) { r.Tables[2].Value[0][0] = byblik.CellWithout(byblik.Suppressed) }, 2, true},
		{"an estimate", 0.75, nil, 3, false},
		{"an estimate with an interval", 0.75, func(r *release.Release) { r.Tables[3].Low[0][1], r.Tables[3].High[0][1] = 3, 5 }, 3, true},
	} {
		r := town(c.mean)
		if c.change != nil {
			c.change(r)
		}
		if got := caughtIn(r, "figures/", func(d *deriving) { d.table(&r.Tables[c.table]) }); got != c.caught {
			t.Errorf("%s: found %v", c.what, got)
		}
	}
}

// A band of a mean that its standard score does not give is found.
func TestABandOfAMeanFollowsFromItsScore(t *testing.T) {
	for _, c := range []struct {
		z      float64
		band   release.Band
		caught bool
	}{{1.3, release.MetFar, false}, {1.1, release.MetClose, false}, {0.9, release.NotMetClose, false}, {0.2, release.NotMetFar, false}, {0.9, release.MetClose, true}, {1.3, release.NotMetFar, true}, {1.0, release.MetClose, false}} {
		r := &release.Release{Indicators: []release.Indicator{{ID: "space", Kind: release.Mean, Class: "microdata", Denominator: []string{"t/all"}}}}
		r.Screening.Criteria = []release.Criterion{{ID: "space", LimitZ: 1, SD: 2, Indicators: []byblik.IndicatorID{"space"}}}
		r.Screening.Areas = []release.AreaFinding{{Criteria: []release.CriterionFinding{{Z: c.z, Band: c.band}}}}
		if got := caughtIn(r, " band", func(d *deriving) { d.band(0, 0) }); got != c.caught {
			t.Errorf("a score of %v that is said to be %s: found %v", c.z, c.band, got)
		}
	}
}

// One mean is so many times another only where 0 is none of what is measured. Of
// incomes, which can be below zero, a release tells no ratio, and nothing is wrong
// with that; one that is told must be that of the means.
func TestAGapOfMeansNeedsNoRatio(t *testing.T) {
	when, nan := byblik.InYear(2025), math.NaN()
	x := &release.Indicator{ID: "income", Kind: release.Mean, Class: "microdata", Denominator: []string{"t/all"}, Decimals: 0}
	exact := [][]monitor.Interval{{{Value: 200, Low: 199, High: 201}, {Value: 400, Low: 399, High: 401}}}
	ratio := between(monitor.Ratio(exact[0][0], exact[0][1]), 2)
	none := release.Between{Value: nan, Low: nan, High: nan}
	for _, c := range []struct {
		what   string
		ratio  release.Between
		kind   release.Kind
		caught bool
	}{{"none", none, release.Mean, false}, {"the right one", ratio, release.Mean, false}, {"another", release.Between{Value: 0.6, Low: 0.5, High: 0.7}, release.Mean, true}, {"none of a share", none, release.Share, true}} {
		x.Kind = c.kind
		r := &release.Release{Gaps: []release.Gap{{Indicator: "income", Periods: []byblik.Period{when}, Points: []release.Between{between(monitor.Difference(exact[0][0], exact[0][1]), 0)}, Ratio: []release.Between{c.ratio}}}}
		if got := caughtIn(r, "gaps.csv income 2025", func(d *deriving) { d.gap(x, []byblik.Period{when}, exact) }); got != c.caught {
			t.Errorf("%s: found %v", c.what, got)
		}
	}
}
