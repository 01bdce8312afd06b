package spatial

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"byblik"
)

// Expected by PROJ (gdaltransform -s_srs OGC:CRS84 -t_srs EPSG:25832, and
// EPSG:32633 and EPSG:32755 for the others).
func TestProjection(t *testing.T) {
	for _, c := range []struct {
		zone string
		epsg int
		at   byblik.Point
		want byblik.Point
	}{
		{"32N", 32632, byblik.Point{12.5683, 55.6761}, byblik.Point{724351.9286, 6175804.0221}},
		{"33N", 32633, byblik.Point{12.5683, 55.6761}, byblik.Point{347090.9383, 6172711.7862}},
		{"55S", 32755, byblik.Point{144.96, -37.81}, byblik.Point{320422.8203, 5813305.2225}},
	} {
		p, err := ProjectionOf(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		if p.EPSG() != c.epsg || p.Code() != c.zone {
			t.Errorf("%s: EPSG %d, want %d", p.Code(), p.EPSG(), c.epsg)
		}
		got := p.PlanarPoint(c.at)
		near(t, c.zone+" east", got[0], c.want[0], 0.003)
		near(t, c.zone+" north", got[1], c.want[1], 0.003)
		back := p.LonLatLine(p.PlanarLine(byblik.Line{c.at}))[0]
		near(t, c.zone+" longitude", back[0], c.at[0], 1e-7)
		near(t, c.zone+" latitude", back[1], c.at[1], 1e-7)
	}
}

func TestProjectionFor(t *testing.T) {
	for zone, m := range map[string]byblik.MultiPolygon{
		"33N": rectangle(12.4, 55.6, 12.7, 55.8), "30N": rectangle(-2, 52, -1.7, 52.6), "55S": rectangle(144, -38, 146, -37)} {
		p, err := ProjectionFor([]byblik.MultiPolygon{nil, m})
		if err != nil || p.Code() != zone {
			t.Errorf("zone %s, %v; want %s", p.Code(), err, zone)
		}
	}
	for _, m := range []byblik.MultiPolygon{nil, rectangle(0, 89, 1, 90), rectangle(math.NaN(), 0, 1, 1)} {
		if _, err := ProjectionFor([]byblik.MultiPolygon{m}); err == nil {
			t.Errorf("%v: no error", m)
		}
	}
}

func TestAreaPerimeterCentroid(t *testing.T) {
	const e, n = 700000, 6180000 // where Copenhagen lies: digits must not be lost
	m := byblik.MultiPolygon{
		{ring(e, n, e+10, n, e+10, n+10, e, n+10, e, n), ring(e+5, n, e+5, n+5, e+10, n+5, e+10, n, e+5, n)},
		{ring(e+20, n, e+20, n+1, e+21, n+1, e+21, n, e+20, n)},
	}
	near(t, "area", Area(m), 76, 1e-9)
	near(t, "perimeter", Perimeter(m), 64, 1e-9)
	c, ok := Centroid(m)
	near(t, "centre east", c[0]-e, (100*5-25*7.5+20.5)/76, 1e-8)
	near(t, "centre north", c[1]-n, (100*5-25*2.5+0.5)/76, 1e-8)
	if _, none := Centroid(nil); !ok || none {
		t.Error("a shape without area has no centre")
	}
}

func TestLocator(t *testing.T) {
	board := func(n int) (shapes []byblik.MultiPolygon) {
		for i := range n * n {
			x, y := float64(i%n), float64(i/n)
			shapes = append(shapes, rectangle(x, y, x+1, y+1))
		}
		return shapes
	}(5)
	l := NewLocator(board)
	rapid.Check(t, func(t *rapid.T) {
		half := rapid.Map(rapid.IntRange(-2, 12), func(v int) float64 { return float64(v) / 2 })
		p := byblik.Point{half.Draw(t, "x"), half.Draw(t, "y")}
		var want []int
		for i, m := range board {
			if Contains(m, p) {
				want = append(want, i)
			}
		}
		got := l.FindAll(p)
		inside := p[0] > 0 && p[0] < 5 && p[1] > 0 && p[1] < 5
		if len(got) != len(want) || len(got) > 1 || inside && len(got) != 1 || len(got) == 1 && got[0] != l.Find(p) {
			t.Fatalf("%v lies in %v, want %v: exactly one area, on borders too", p, got, want)
		}
	})
	hole := NewLocator([]byblik.MultiPolygon{{{ring(0, 0, 9, 0, 9, 9, 0, 9, 0, 0), ring(3, 3, 6, 3, 6, 6, 3, 6, 3, 3)}}})
	if hole.Find(byblik.Point{4, 4}) != -1 || hole.Find(byblik.Point{1, 4}) != 0 {
		t.Error("a point in a hole is not in the area")
	}
}
