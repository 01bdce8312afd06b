package spatial

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"byblik"
)

func rectangle(x0, y0, x1, y1 float64) byblik.MultiPolygon {
	return byblik.MultiPolygon{{ring(x0, y0, x1, y0, x1, y1, x0, y1, x0, y0)}}
}

func borders(t testing.TB, shapes []byblik.MultiPolygon, opts BorderOptions) *Borders {
	t.Helper()
	b, err := NewBorders(shapes, opts)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func near(t *testing.T, what string, got, want, by float64) {
	t.Helper()
	if !(math.Abs(got-want) <= by) {
		t.Errorf("%s: %.6g, want %.6g ± %g", what, got, want, by)
	}
}

func TestSharedBorder(t *testing.T) {
	left := rectangle(0, 0, 100, 100)
	clockwise := byblik.MultiPolygon{{ring(100, 0, 100, 100, 200, 100, 200, 0, 100, 0)}}
	for _, c := range []struct {
		name string
		a, b byblik.MultiPolygon
		want float64
	}{
		{"the whole side", left, rectangle(100, 0, 200, 100), 100},
		{"ring runs the other way", left, clockwise, 100},
		{"part of the side, no common vertex", left, rectangle(100, 20, 200, 70), 50},
		{"longer than the side", left, rectangle(100, -50, 200, 150), 100},
		{"gap of half a metre", left, rectangle(100.5, 0, 200, 100), 100},
		{"overlap of half a metre", left, rectangle(99.5, 0, 200, 100), 100},
		{"gap of two metres", left, rectangle(102, 0, 200, 100), 0},
		{"corner", left, rectangle(100, 100, 200, 200), 0},
		{"hole and what fills it", byblik.MultiPolygon{{ring(0, 0, 100, 0, 100, 100, 0, 100, 0, 0), ring(40, 40, 60, 40, 60, 60, 40, 60, 40, 40)}}, rectangle(40, 40, 60, 60), 80},
		{"slanting gap of 0 to 2 m", left, byblik.MultiPolygon{{ring(100, 0, 200, 0, 200, 100, 102, 100, 100, 0)}}, 50},
		{"on top of it", left, left, 0},
	} {
		b := borders(t, []byblik.MultiPolygon{c.a, c.b}, BorderOptions{})
		near(t, c.name, b.Between(0, 1).Shared, c.want, 0.03)
		near(t, c.name+", from the other side", b.Between(1, 0).Shared, b.Between(0, 1).Shared, 0)
	}
}

func TestOpenBorder(t *testing.T) {
	shapes := []byblik.MultiPolygon{rectangle(0, 0, 100, 100), rectangle(100, 0, 200, 100), rectangle(300, 0, 400, 100)}
	for _, c := range []struct {
		name string
		line byblik.Line
		want float64
	}{
		{"none", nil, 100},
		{"along the border", byblik.Line{{105, -50}, {105, 150}}, 0},
		{"along half of it", byblik.Line{{105, -50}, {105, 50}}, 50 - math.Sqrt(400-25)},
		{"across it", byblik.Line{{0, 50}, {200, 50}}, 60},
		{"far away", byblik.Line{{130, -50}, {130, 150}}, 100},
	} {
		b := borders(t, shapes, BorderOptions{Barriers: []byblik.Line{c.line}, Bridges: [][2]int{{1, 2}}})
		near(t, c.name, b.Between(0, 1).Open, c.want, 1e-9)
		near(t, c.name, b.Between(0, 1).Shared, 100, 1e-9)
		if !b.Graph(10).Has(1, 2) || !b.Graph(10).Has(2, 1) {
			t.Errorf("%s: the bridge joins nothing", c.name)
		}
	}
	b := borders(t, shapes, BorderOptions{Cuts: [][2]int{{1, 0}}})
	if b.Graph(10).Has(0, 1) || b.Graph(10).Has(1, 0) {
		t.Error("the cut does not part its areas")
	}
	near(t, "perimeter", b.Perimeter(0), 400, 0)
	if _, err := NewBorders(shapes, BorderOptions{Cuts: [][2]int{{0, 3}}}); byblik.KindOf(err) != byblik.Usage || err == nil {
		t.Errorf("a pair beyond the areas: %v", err)
	}
}

// Tessellations whose corners are moved about: the border of two cells is the
// side between them, whether or not one of them has it in pieces.
func TestBordersOfTessellation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const n = 4
		at := [n + 1][n + 1]byblik.Point{}
		for i := range n + 1 {
			for k := range n + 1 {
				move := rapid.Float64Range(-20, 20)
				at[i][k] = byblik.Point{100*float64(i) + move.Draw(t, "x"), 100*float64(k) + move.Draw(t, "y")}
			}
		}
		var shapes []byblik.MultiPolygon
		for i := range n {
			for k := range n {
				r := byblik.Ring{at[i][k], at[i+1][k], at[i+1][k+1], at[i][k+1], at[i][k]}
				if rapid.Bool().Draw(t, "extra vertex") {
					a, b := r[1], r[2]
					r = slices.Insert(r, 2, byblik.Point{(a[0] + b[0]) / 2, (a[1] + b[1]) / 2})
				}
				if rapid.Bool().Draw(t, "turn") {
					slices.Reverse(r)
				}
				shapes = append(shapes, byblik.MultiPolygon{{r}})
			}
		}
		one, err := NewBorders(shapes, BorderOptions{Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		for c := range shapes {
			i, k := c/n, c%n
			if i+1 < n {
				got, want := one.Between(c, c+n).Shared, math.Hypot(at[i+1][k][0]-at[i+1][k+1][0], at[i+1][k][1]-at[i+1][k+1][1])
				if math.Abs(got-want) > 1e-6 {
					t.Fatalf("cells %d and %d share %g, want %g", c, c+n, got, want)
				}
			}
			if i+1 < n && k+1 < n {
				if got := one.Between(c, c+n+1).Shared; got > 3 {
					t.Fatalf("cells %d and %d touch in a corner and share %g", c, c+n+1, got)
				}
			}
		}
	})
}

// Lengths by GEOS (GDAL's SQLite dialect over EPSG:25832, after -makevalid):
// ST_Length(ST_Intersection(ST_Boundary(a.geom), ST_Boundary(b.geom))).
func TestBordersCopenhagen(t *testing.T) {
	codes, planar := planarReference(t, "copenhagen/roder_396.geojson", "rode_nr", "32N")
	b := borders(t, planar, BorderOptions{})
	at := func(code string) int { return slices.Index(codes, code) }
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"15", "10", 0}, {"15", "11", 188.302}, {"15", "14", 137.719}, {"15", "17", 259.333}, {"15", "18", 73.716},
		{"100", "95", 42.937}, {"100", "97", 39.512}, {"100", "98", 570.134}, {"100", "99", 631.150},
		{"217", "204", 364.654}, {"217", "208", 0}, {"217", "211", 298.488}, {"217", "216", 396.252}, {"217", "220", 62.817},
		{"250", "241", 753.537}, {"250", "248", 146.437}, {"250", "251", 696.016}, {"250", "254", 100.599},
		{"330", "331", 342.291},
	} {
		near(t, "roder "+c.a+" and "+c.b, b.Between(at(c.a), at(c.b)).Shared, c.want, 0.05)
	}
	// ST_Perimeter and ST_Area.
	near(t, "perimeter of 15", b.Perimeter(at("15")), 1262.674, 0.01)
	near(t, "area of 15", Area(planar[at("15")]), 101277.568, 0.5)
	near(t, "area of 330, repaired", Area(planar[at("330")]), 25561.257, 0.5)
	pairs, total := 0, 0.0
	for i := range planar {
		for _, x := range b.Of(i) {
			if x.To > i {
				total += x.Shared
				if x.Shared >= 10 {
					pairs++
				}
			}
		}
	}
	// GEOS, exactly: 986 pairs, 339,860 m. One of them is no border: area 394
	// lies on top of 392 (1.3 km²) and has 8,947 m of its outline. Of the 1,169
	// pairs that touch, 1,126 agree within 5 cm; in the other 42 the outlines
	// differ by centimetres and GEOS sees only the stretches that coincide.
	if pairs != 985 {
		t.Errorf("%d pairs share 10 m or more, want 985", pairs)
	}
	near(t, "all shared borders", total, 339860-8947, 5000)

	two := borders(t, planar, BorderOptions{Workers: 2})
	seven := borders(t, planar, BorderOptions{Workers: 7})
	if !reflect.DeepEqual(b, two) || !reflect.DeepEqual(two, seven) {
		t.Error("the number of workers changes the result")
	}
}

// 1,827 pairs of Birmingham's areas touch and 1,794 share a border, by GEOS
// (ST_Intersects, and ST_Intersection of the boundaries, EPSG:32630).
func TestNeighboursBirmingham(t *testing.T) {
	_, planar := planarReference(t, "england-imd/lsoa11_birmingham.geojson.gz", "code", "30N")
	pairs := func(g Graph) (n int) {
		for i := range g {
			n += len(g[i])
		}
		return n / 2
	}
	if n := pairs(VertexNeighbours(planar, 0)); n != 1827 {
		t.Errorf("%d pairs share a vertex, want 1827", n)
	}
	b := borders(t, planar, BorderOptions{})
	if n := pairs(b.Graph(0)); n < 1794 || n > 1840 {
		t.Errorf("%d pairs share a border, want about 1794", n)
	}
	if n := len(Components(b.Graph(10), all(len(planar)))); n != 1 {
		t.Errorf("Birmingham falls into %d pieces, want 1", n)
	}
}

func BenchmarkBordersEngland(b *testing.B) {
	_, shapes := referenceShapes(b, "england-imd/lsoa11_england.geojson.gz", "code")
	p, err := ProjectionFor(shapes)
	if err != nil {
		b.Fatal(err)
	}
	planar := p.PlanarAll(shapes, 0)
	for _, workers := range []int{1, 2} {
		b.Run([]string{"", "1 worker", "2 workers"}[workers], func(b *testing.B) {
			for b.Loop() {
				if _, err := NewBorders(planar, BorderOptions{Workers: workers}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("projection", func(b *testing.B) {
		for b.Loop() {
			p.PlanarAll(shapes, 0)
		}
	})
	b.Run("queen", func(b *testing.B) {
		for b.Loop() {
			VertexNeighbours(planar, 0)
		}
	})
}
