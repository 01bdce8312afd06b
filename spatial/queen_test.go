package spatial

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"byblik"
	"byblik/reference"
)

func links(g Graph) (n, most int) {
	for _, list := range g {
		n += len(list)
		most = max(most, len(list))
	}
	return n, most
}

// Authority: expected.json of the bench folder (spdep, libpysal, rgeoda, PostGIS
// and shapely agree) and its list of edges.
func TestVertexNeighboursOfTheTessellation(t *testing.T) {
	var want struct {
		B struct {
			Links     int
			DegFirst8 []int `json:"deg_first8"`
			MaxDegree int   `json:"max_degree"`
		}
	}
	reference.Expected(t, &want)
	g := VertexNeighbours(benchShapes(t, "detail"), 0)
	n, most := links(g)
	if n != want.B.Links || most != want.B.MaxDegree {
		t.Errorf("%d links, at most %d; want %d, %d", n, most, want.B.Links, want.B.MaxDegree)
	}
	for i, d := range want.B.DegFirst8 {
		if len(g[i]) != d {
			t.Errorf("area %d has %d neighbours; want %d", i, len(g[i]), d)
		}
	}
	if !reflect.DeepEqual(g, benchGraph(t, len(g))) {
		t.Error("the graph is not that of edges.csv")
	}
	if simple := VertexNeighbours(benchShapes(t, "simple"), 3); !reflect.DeepEqual(g, simple) {
		t.Error("the simple outlines give another graph")
	}
}

// everyPair compares every vertex with every other.
func everyPair(shapes []byblik.MultiPolygon) Graph {
	g := make(Graph, len(shapes))
	touch := func(a, b byblik.MultiPolygon) bool {
		for _, p := range a {
			for _, r := range p {
				for _, q := range r {
					for _, p2 := range b {
						for _, r2 := range p2 {
							for _, q2 := range r2 {
								if q == q2 {
									return true
								}
							}
						}
					}
				}
			}
		}
		return false
	}
	for i, a := range shapes {
		g[i] = []int{}
		for j, b := range shapes {
			if i != j && touch(a, b) {
				g[i] = append(g[i], j)
			}
		}
	}
	return g
}

// crumbs are areas of several parts with holes on a coarse grid, so that many
// areas meet at a vertex, some along several stretches, some with themselves.
func crumbs(n int, seed uint64) []byblik.MultiPolygon {
	r := rand.New(rand.NewPCG(seed, 2))
	shapes := make([]byblik.MultiPolygon, n)
	for i := range shapes {
		for range r.IntN(4) {
			var p byblik.Polygon
			for range 1 + r.IntN(2) {
				var ring byblik.Ring
				for range 3 + r.IntN(5) {
					ring = append(ring, byblik.Point{float64(r.IntN(9)-4) / 7, float64(r.IntN(60)-30) / 3})
				}
				p = append(p, append(ring, ring[0]))
			}
			shapes[i] = append(shapes[i], p)
		}
	}
	return shapes
}

func TestVertexNeighboursAreThoseOfEveryPair(t *testing.T) {
	for _, n := range []int{0, 1, 2, 40, 150} {
		shapes := crumbs(n, uint64(n))
		want := everyPair(shapes)
		for workers := range 6 {
			if got := VertexNeighbours(shapes, workers); !reflect.DeepEqual(got, want) {
				t.Fatalf("%d areas, %d workers: got %v, want %v", n, workers, got, want)
			}
		}
	}
}

func TestVertexNeighboursZeroHasNoSignAndNaNNoPlace(t *testing.T) {
	minus := math.Copysign(0, -1)
	nan := math.NaN()
	ring := func(q ...byblik.Point) byblik.MultiPolygon { return byblik.MultiPolygon{{q}} }
	g := VertexNeighbours([]byblik.MultiPolygon{
		ring(byblik.Point{0, 1}, byblik.Point{nan, 5}),
		ring(byblik.Point{minus, 1}, byblik.Point{nan, 5}),
		ring(byblik.Point{nan, 5}),
	}, 1)
	if want := (Graph{{1}, {0}, {}}); !reflect.DeepEqual(g, want) {
		t.Errorf("got %v, want %v", g, want)
	}
}

// The graph of England's real borders, with gaps, slivers, islands and invalid
// rings. Authority: spdep 1.2-7, poly2nb(queen = TRUE, snap = 0) on the same file.
func TestVertexNeighboursOfEngland(t *testing.T) {
	_, shapes := referenceShapes(t, "england-imd/lsoa11_england.geojson.gz", "code")
	g := VertexNeighbours(shapes, 0)
	n, most := links(g)
	alone := 0
	for _, list := range g {
		if len(list) == 0 {
			alone++
		}
	}
	if len(g) != 32844 || n != 192648 || most != 25 || alone != 1 {
		t.Errorf("%d areas, %d links, at most %d, %d alone; want 32844, 192648, 25, 1", len(g), n, most, alone)
	}
}

func BenchmarkVertexNeighbours(b *testing.B) {
	shapes := benchShapes(b, "detail")
	for b.Loop() {
		VertexNeighbours(shapes, 0)
	}
}

func BenchmarkVertexNeighboursOneWorker(b *testing.B) {
	shapes := benchShapes(b, "detail")
	for b.Loop() {
		VertexNeighbours(shapes, 1)
	}
}
