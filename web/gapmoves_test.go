package web

import (
	"testing"

	"byblik"
	"byblik/release"
)

// Where the designated areas have less than the rest, as of labour-market
// attachment, points that fall from −9 to −10 are a gap that grows.
func TestAGapThatLiesBelowGrowsAsItsPointsFall(t *testing.T) {
	years := []byblik.Period{byblik.InYear(2012), byblik.InYear(2013)}
	for _, x := range []struct {
		last  float64
		trend release.Trend
		want  release.Trend
	}{
		{-10, release.Falling, release.Rising},
		{-8, release.Rising, release.Falling},
		{10, release.Falling, release.Falling},
		{10, release.Rising, release.Rising},
		{-10, release.Steady, release.Steady},
		{-10, release.Unclear, release.Unclear},
		{nan, release.Unclear, release.Unclear},
	} {
		g := &release.Gap{Periods: years, Points: []release.Between{{Value: 9}, {Value: x.last}}, Trend: x.trend}
		if got := gapMoves(g); got != x.want {
			t.Errorf("%v points, %s: the gap is %s, expected %s", x.last, x.trend, got, x.want)
		}
	}
}

// A boundary keeps what one shape has alone, and drops gaps too small to see.
func TestABoundaryIsWhatNoTwoShapesShare(t *testing.T) {
	square := func(x, y, side int) outline {
		return outline{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}}
	}
	got := boundary([]outline{square(0, 0, 10), square(10, 0, 10), square(40, 0, 10), square(60, 60, 2)})
	if len(got) != 2 {
		t.Fatalf("%d rings, expected two", len(got))
	}
	if a, b := abs(doubleArea(got[0])), abs(doubleArea(got[1])); a != 400 || b != 200 {
		t.Errorf("twice the areas %d and %d, expected 400 and 200", a, b)
	}
}
