package compile

import (
	"slices"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/dossier"
	"byblik/release"
	"byblik/run"
)

// Of columns that are added up everybody can see that they are a sum, so the
// attack knows it without the plan.
func TestJoinedColumnsAreSums(t *testing.T) {
	share := func(id byblik.IndicatorID, numerator ...string) release.Indicator {
		return release.Indicator{ID: id, Kind: release.Share, Numerator: numerator, Denominator: []string{"t/all"}, Class: "microdata"}
	}
	r := &release.Release{Levels: []release.Level{{ID: release.AreaLevel, Places: []release.Place{{Code: "1"}}}},
		Indicators: []release.Indicator{share("one", "t/a"), share("two", "t/b"), share("both", "t/a", "t/b"), share("more", "t/a", "t/c")}}
	s := StructureOf(r, &catalog.Catalog{}, &catalog.Publication{})
	if len(s.Sums) != 1 || s.Sums[0].Whole != "t/a+t/b" || !slices.Equal(s.Sums[0].Parts, []string{"t/a", "t/b"}) {
		t.Errorf("sums %v, expected t/a+t/b of t/a and t/b", s.Sums)
	}
	for id, want := range map[string][]string{"t/a": {"t/a+t/b", "t/a+t/c"}, "t/b": {"t/a+t/b"}, "t/all": nil} {
		k := slices.IndexFunc(s.Columns, func(c disclose.Column) bool { return c.ID == id })
		if k < 0 || !slices.Equal(s.Columns[k].Within, want) {
			t.Errorf("%s lies within %v, expected %v", id, s.Columns[k].Within, want)
		}
	}
}

// A decision run that tells what was found in a figure is no part of a release.
func TestNoSentenceTellsWhatWasFound(t *testing.T) {
	b := &builder{Input: Input{Decision: &dossier.Screening{Said: []catalog.Text{{Da: "Udeladt: 1; det første: 01, fejl (51 of 48).", En: "Left out: 1; the first: 01, a slip (51 of 48)."}}},
		Run: run.Input{LeftOut: []byblik.Refusal{{Area: "01", Reason: "a slip (51 of 48)"}}}}}
	if err := b.sayNothingFound(); byblik.KindOf(err) != byblik.Internal {
		t.Errorf("it is said: %v", err)
	}
	b.Decision.Said[0].En = "Left out: 1."
	if err := b.sayNothingFound(); err != nil {
		t.Error(err)
	}
}
