package spatial

import (
	"math"
	"testing"

	"byblik"
)

func TestTidyMendsWhatRoundingBreaks(t *testing.T) {
	// Two squares that meet in one corner, written as one ring, and a spike.
	eight := byblik.MultiPolygon{{{{0, 0}, {1, 0}, {1, 1}, {2, 1}, {2, 2}, {1, 2}, {1, 1}, {0, 1}, {0, 0}}}}
	spike := byblik.MultiPolygon{{{{0, 0}, {1, 0}, {1, 1}, {1.5, 1}, {1, 1.00000001}, {0, 1}, {0, 0}}}}
	for what, c := range map[string]struct {
		m     byblik.MultiPolygon
		parts int
		area  float64
	}{"eight": {eight, 2, 2}, "spike": {spike, 1, 1}} {
		g := multiOf(Tidy(c.m))
		if err := validity(g); err != nil || len(Tidy(c.m)) != c.parts || math.Abs(g.Area()-c.area) > 1e-6 {
			t.Errorf("%s: %v, %d parts, area %v", what, err, len(Tidy(c.m)), g.Area())
		}
	}
}

func TestBrokenMembersAreCollected(t *testing.T) {
	bow := byblik.MultiPolygon{{{{0, 0}, {1, 1}, {1, 0}, {0, 1}, {0, 0}}}}
	square := byblik.MultiPolygon{{{{1, 0}, {2, 0}, {2, 1}, {1, 1}, {1, 0}}}}
	if shape, merged := Dissolve([]byblik.MultiPolygon{bow, square}); merged || len(shape) != 2 {
		t.Errorf("dissolved %v, %d parts", merged, len(shape))
	}
}
