package spatial

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"byblik"
)

// evenOddArea measures a ring by the even-odd rule without building faces:
// between two heights at which anything happens (a corner or a crossing), the
// width of the inside changes evenly, so its middle gives the slab exactly.
func evenOddArea(r byblik.Ring) float64 {
	edges := ringEdges(r)
	var heights []float64
	for i, e := range edges {
		heights = append(heights, e.a[1])
		for _, f := range edges[:i] {
			d := (e.b[0]-e.a[0])*(f.b[1]-f.a[1]) - (e.b[1]-e.a[1])*(f.b[0]-f.a[0])
			if d != 0 {
				if p := crossing(e, f); p[1] >= min(e.a[1], e.b[1]) && p[1] <= max(e.a[1], e.b[1]) {
					heights = append(heights, p[1])
				}
			}
		}
	}
	slices.Sort(heights)
	area := 0.0
	for i := 1; i < len(heights); i++ {
		y := (heights[i-1] + heights[i]) / 2
		var xs []float64
		for _, e := range edges {
			if (e.a[1] <= y) != (e.b[1] <= y) {
				xs = append(xs, e.a[0]+(y-e.a[1])/(e.b[1]-e.a[1])*(e.b[0]-e.a[0]))
			}
		}
		slices.Sort(xs)
		for k := 1; k < len(xs); k += 2 {
			area += (xs[k] - xs[k-1]) * (heights[i] - heights[i-1])
		}
	}
	return area
}

func ring(xy ...float64) byblik.Ring {
	var r byblik.Ring
	for i := 0; i < len(xy); i += 2 {
		r = append(r, byblik.Point{xy[i], xy[i+1]})
	}
	return r
}

func TestRepair(t *testing.T) {
	square := ring(0, 0, 10, 0, 10, 10, 0, 10, 0, 0)
	for _, c := range []struct {
		name  string
		shape byblik.MultiPolygon
		fault FaultKind
		parts int
		area  float64
	}{
		{"valid", byblik.MultiPolygon{{square}}, "", 1, 100},
		{"bow-tie keeps both halves", byblik.MultiPolygon{{ring(0, 0, 4, 4, 4, 0, 0, 4, 0, 0)}}, SelfIntersection, 2, 8},
		{"uneven bow-tie", byblik.MultiPolygon{{ring(0, 0, 10, 0, 0, 10, 2, 10, 0, 0)}}, SelfIntersection, 2, 10*25.0/6 + 2*5.0/6},
		{"spike outwards", byblik.MultiPolygon{{ring(0, 0, 10, 0, 10, 5, 15, 5, 10, 5, 10, 10, 0, 10, 0, 0)}}, SelfIntersection, 1, 100},
		{"spike inwards", byblik.MultiPolygon{{ring(0, 0, 10, 0, 10, 5, 5, 5, 10, 5, 10, 10, 0, 10, 0, 0)}}, SelfIntersection, 1, 100},
		{"wall between two halves", byblik.MultiPolygon{{ring(0, 0, 2, 0, 2, 1, 5, 1, 5, 0, 7, 0, 7, 2, 5, 2, 5, 1, 2, 1, 2, 2, 0, 2, 0, 0)}}, SelfIntersection, 2, 8},
		{"duplicated points are valid", byblik.MultiPolygon{{ring(0, 0, 10, 0, 10, 0, 10, 10, 0, 10, 0, 0)}}, "", 1, 100},
		{"ring touching itself from inside", byblik.MultiPolygon{{ring(0, 0, 10, 0, 10, 10, 0, 10, 0, 0, 4, 6, 6, 4, 0, 0)}}, SelfIntersection, 1, 90},
		{"eight touching in a point", byblik.MultiPolygon{{ring(0, 0, 2, 0, 1, 1, 2, 2, 0, 2, 1, 1, 0, 0)}}, SelfIntersection, 2, 2},
		{"loop walked twice falls out", byblik.MultiPolygon{{ring(0, 0, 10, 0, 10, 10, 4, 4, 6, 3, 6, 6, 0, 10, 0, 0)}}, SelfIntersection, 0, -1},
		{"unclosed", byblik.MultiPolygon{{ring(0, 0, 10, 0, 10, 10, 0, 10)}}, Unclosed, 1, 100},
		{"hole partly outside", byblik.MultiPolygon{{square, ring(5, 5, 15, 5, 15, 6, 5, 6, 5, 5)}}, RingsCross, 1, 95},
		{"hole outside", byblik.MultiPolygon{{square, ring(20, 0, 21, 0, 21, 1, 20, 1, 20, 0)}}, HoleOutside, 1, 100},
		{"hole in hole", byblik.MultiPolygon{{square, ring(1, 1, 9, 1, 9, 9, 1, 9, 1, 1), ring(2, 2, 3, 2, 3, 3, 2, 3, 2, 2)}}, NestedHoles, 1, 36},
		{"holes cut it in two", byblik.MultiPolygon{{square, ring(0, 5, 5, 6, 10, 5, 5, 4, 0, 5)}}, RingsCross, 2, 90},
		{"parts overlap", byblik.MultiPolygon{{square}, {ring(5, 0, 15, 0, 15, 10, 5, 10, 5, 0)}}, PartsOverlap, 1, 150},
		{"bow-tie hole", byblik.MultiPolygon{{square, ring(2, 2, 6, 6, 6, 2, 2, 6, 2, 2)}}, SelfIntersection, 1, 92},
		{"part without area", byblik.MultiPolygon{{square}, {ring(20, 0, 21, 0, 20, 0)}}, TooFewPoints, 1, 100},
	} {
		t.Run(c.name, func(t *testing.T) {
			faults := Check(c.shape)
			if c.fault == "" && faults != nil || c.fault != "" && (faults == nil || faults[0].Kind != c.fault) {
				t.Errorf("Check: %v, want %q", faults, c.fault)
			}
			m, err := Repair(c.shape)
			if err != nil {
				t.Fatal(err)
			}
			if f := Check(m); f != nil {
				t.Errorf("still wrong: %v", f)
			}
			if c.area < 0 {
				c.area, c.parts = evenOddArea(c.shape[0][0]), len(m)
			}
			if len(m) != c.parts || math.Abs(Area(m)-c.area) > 1e-9 {
				t.Errorf("%d parts, area %g; want %d, %g", len(m), Area(m), c.parts, c.area)
			}
		})
	}
}

func TestRepairRefuses(t *testing.T) {
	for name, m := range map[string]byblik.MultiPolygon{
		"nothing":      nil,
		"no area":      {{ring(0, 0, 1, 1, 0, 0)}},
		"not a number": {{ring(0, 0, 1, 0, math.NaN(), 1, 0, 0)}},
		"infinite":     {{ring(0, 0, 1, 0, math.Inf(1), 1, 0, 0)}},
	} {
		if Check(m) == nil {
			t.Errorf("%s: Check finds nothing", name)
		}
		if _, err := Repair(m); byblik.KindOf(err) != byblik.Invalid || err == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCheckTellsWhere(t *testing.T) {
	faults := Check(byblik.MultiPolygon{{ring(0, 0, 4, 4, 4, 0, 0, 4, 0, 0)}})
	if len(faults) != 1 || faults[0].At != (byblik.Point{2, 2}) {
		t.Errorf("%v, want one at 2, 2", faults)
	}
}

// Random closed walks, on a coarse grid so that they touch and retrace
// themselves often, and anywhere in the plane.
func TestRepairRandomRings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coordinate := rapid.Map(rapid.IntRange(0, 6), func(v int) float64 { return float64(v) })
		if rapid.Bool().Draw(t, "anywhere") {
			coordinate = rapid.Map(rapid.Float64Range(-1000, 1000), func(v float64) float64 { return math.Round(v*1000) / 1000 })
		}
		var r byblik.Ring
		for range rapid.IntRange(4, 14).Draw(t, "points") {
			r = append(r, byblik.Point{coordinate.Draw(t, "x"), coordinate.Draw(t, "y")})
		}
		r = append(r, r[0])
		want := evenOddArea(r)
		m, err := Repair(byblik.MultiPolygon{{r}})
		if err != nil {
			if want < 1e-9 {
				return
			}
			t.Fatalf("%v: %v", r, err)
		}
		if f := Check(m); f != nil {
			t.Fatalf("%v: still wrong: %v", r, f)
		}
		// Crossings that rounding cannot part are put on a grid of at most a
		// billionth of the size, which moves the outline by as much.
		if math.Abs(Area(m)-want) > 1e-9*(want+2000*Perimeter(byblik.MultiPolygon{{r}})) {
			t.Fatalf("%v: area %g, want %g", r, Area(m), want)
		}
	})
}

// The counts are those of the publishers' files as a geometry check by GEOS
// and by simplefeatures finds them.
func TestRepairReference(t *testing.T) {
	for _, c := range []struct {
		file, property string
		invalid        int
	}{
		{"copenhagen/roder_396.geojson", "rode_nr", 3},
		{"england-imd/lsoa11_england.geojson.gz", "code", 90},
		{"berlin-mss/lor_plr_2021_wgs84.geojson.gz", "PLR_ID", 1},
		{"copenhagen/bydele_2025-05-29.geojson", "bydel_nr", 0},
	} {
		t.Run(c.file, func(t *testing.T) {
			codes, shapes := referenceShapes(t, c.file, c.property)
			invalid := 0
			for i, m := range shapes {
				faults := Check(m)
				if faults == nil {
					continue
				}
				invalid++
				fixed, err := Repair(m)
				if err != nil {
					t.Errorf("%s: %v", codes[i], err)
					continue
				}
				if f := Check(fixed); f != nil {
					t.Errorf("%s: still wrong: %v", codes[i], f)
				}
				want := 0.0
				for _, p := range m {
					for k, r := range p {
						if a := evenOddArea(r); k == 0 {
							want += a
						} else {
							want -= a
						}
					}
				}
				if got := Area(fixed); math.Abs(got-want) > 1e-9*want {
					t.Errorf("%s: area %.15g, want %.15g", codes[i], got, want)
				}
			}
			if invalid != c.invalid {
				t.Errorf("%d invalid shapes, want %d", invalid, c.invalid)
			}
		})
	}
}
