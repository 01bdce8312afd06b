package spatial

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"byblik"
	"byblik/reference"

	"github.com/peterstace/simplefeatures/geom"
)

// random shapes: stars, some with a hole, that overlap, lie far apart or are
// as narrow as a hair.
func stars(r *rand.Rand, n int) []byblik.MultiPolygon {
	all := make([]byblik.MultiPolygon, n)
	for i := range all {
		x, y, size := r.Float64()*100, r.Float64()*100, math.Pow(10, r.Float64()*3-2)
		star := func(size float64, corners int) byblik.Ring {
			ring := make(byblik.Ring, 0, corners+1)
			for k := range corners {
				a, d := 2*math.Pi*float64(k)/float64(corners), size*(0.3+0.7*r.Float64())
				ring = append(ring, byblik.Point{x + d*math.Cos(a), y + d*math.Sin(a)*0.5})
			}
			return append(ring, ring[0])
		}
		p := byblik.Polygon{star(size, 3+r.IntN(40))}
		if r.IntN(3) == 0 {
			p = append(p, star(size*0.25, 3+r.IntN(9)))
		}
		all[i] = byblik.MultiPolygon{p}
	}
	return all
}

// The authority is the plain even-odd rule over all edges (Contains), and
// simplefeatures, a port of JTS, away from the borders.
func TestEveryPointIsWhereThePlainRuleSays(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	for round := range 20 {
		shapes := stars(r, 1+r.IntN(200))
		points := make([]byblik.Point, 0, 3000)
		for range 2000 {
			points = append(points, byblik.Point{r.Float64()*120 - 10, r.Float64()*120 - 10})
		}
		for _, m := range shapes { // corners, middles of edges, and the corner's height
			q := m[0][0]
			points = append(points, q[0], byblik.Point{(q[0][0] + q[1][0]) / 2, (q[0][1] + q[1][1]) / 2}, byblik.Point{q[0][0] - 0.01, q[0][1]})
		}
		points = append(points, byblik.Point{math.NaN(), 1}, byblik.Point{math.Inf(1), 1})
		got := Assign(points, shapes, 1+round%3)
		for k, p := range points {
			want := -1
			for i := len(shapes) - 1; i >= 0; i-- {
				if Contains(shapes[i], p) {
					want = i
				}
			}
			if int(got[k]) != want {
				t.Fatalf("round %d: point %v in %d, want %d", round, p, got[k], want)
			}
		}
		for k, p := range points[:200] {
			if i := got[k]; i >= 0 {
				inside, err := geom.Contains(multiOf(shapes[i]).AsGeometry(), geom.XY{X: p[0], Y: p[1]}.AsPoint().AsGeometry())
				if err != nil || !inside {
					t.Fatalf("simplefeatures says that %v is not in %d (%v)", p, i, err)
				}
			}
		}
	}
}

// On a board of squares every point of the inside belongs to exactly one
// square, corners and sides too: the lower and left side are its own.
func TestBordersBelongToOneSide(t *testing.T) {
	var board []byblik.MultiPolygon
	for y := range 10 {
		for x := range 10 {
			board = append(board, byblik.MultiPolygon{{ring(float64(x), float64(y), float64(x+1), float64(y), float64(x+1), float64(y+1), float64(x), float64(y+1), float64(x), float64(y))}})
		}
	}
	l := NewLocator(board)
	for y := range 10 {
		for x := range 10 {
			for _, p := range []byblik.Point{{float64(x), float64(y)}, {float64(x) + 0.5, float64(y)}, {float64(x), float64(y) + 0.5}, {float64(x) + 0.5, float64(y) + 0.5}} {
				if got := l.FindAll(p); len(got) != 1 || got[0] != 10*y+x {
					t.Errorf("%v in %v, want %d", p, got, 10*y+x)
				}
			}
		}
	}
	for _, p := range []byblik.Point{{10, 5}, {5, 10}, {-0.001, 5}} {
		if got := l.Find(p); got != -1 {
			t.Errorf("%v outside the board is in %d", p, got)
		}
	}
}

// Police points with their official LSOA of 2011 (data.police.uk, May 2019),
// against the generalised polygons of ONS: an independent run with shapely
// reached 95.1 %.
func TestMerseyside(t *testing.T) {
	codes, shapes := referenceShapes(t, "england-imd/lsoa11_england.geojson.gz", "code")
	rows := reference.Rows(t, reference.Open(t, "merseyside/shoplifting_2019_05.csv.gz"))
	column := func(name string) int { return slices.Index(rows[0], name) }
	lon, lat, code := column("longitude"), column("latitude"), column("lsoa_code")
	var points []byblik.Point
	var official []string
	for _, row := range rows[1:] {
		x, err1 := strconv.ParseFloat(row[lon], 64)
		y, err2 := strconv.ParseFloat(row[lat], 64)
		if err1 != nil || err2 != nil {
			t.Fatalf("%v is no point", row)
		}
		points, official = append(points, byblik.Point{x, y}), append(official, row[code])
	}
	hits := 0
	for i, at := range Assign(points, shapes, 0) {
		if at >= 0 && codes[at] == official[i] {
			hits++
		}
	}
	share := 100 * float64(hits) / float64(len(points))
	t.Logf("%d of %d points, %.2f %%", hits, len(points), share)
	if len(points) != 7930 || share < 95 {
		t.Errorf("%d of %d points get their official LSOA, %.2f %%; at least 95 %% are due", hits, len(points), share)
	}
}
