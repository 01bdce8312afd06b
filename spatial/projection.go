package spatial

import (
	"fmt"
	"strconv"

	"github.com/peterstace/simplefeatures/carto"
	"github.com/peterstace/simplefeatures/geom"

	"byblik"
)

// Projection turns longitude and latitude (degrees, WGS84) into east and
// north (metres) in one UTM zone and back. Formulas: Snyder, Map Projections:
// A Working Manual, USGS 1395 (1987). It differs from EPSG:25832 in Copenhagen by at most
// 2 mm; far outside its zone (more than about 6° from its middle) lengths
// grow by up to a few per cent.
type Projection struct{ utm *carto.UTM }

// ProjectionFor chooses the UTM zone of the middle of the box around all
// shapes, so the same shapes in any order give the same projection.
func ProjectionFor(shapes []byblik.MultiPolygon) (Projection, error) {
	b := emptyBox()
	for _, m := range shapes {
		if s := boxOf(m); !s.empty() {
			b.add(s.low)
			b.add(s.high)
		}
	}
	if b.empty() || !finite(b.low) || !finite(b.high) {
		return Projection{}, &byblik.Error{Kind: byblik.Invalid, Check: "projection",
			Found:    "no shape with a place on the map",
			Expected: "polygons in longitude and latitude",
			Do:       "give the borders of the areas"}
	}
	mid := geom.XY{X: (b.low[0] + b.high[0]) / 2, Y: (b.low[1] + b.high[1]) / 2}
	u, err := carto.NewUTMFromLocation(mid)
	if err != nil {
		return Projection{}, &byblik.Error{Kind: byblik.Invalid, Check: "projection",
			Found:    fmt.Sprintf("shapes around %g, %g", mid.X, mid.Y),
			Expected: "longitude −180..180, latitude −80..84",
			Do:       "convert the shapes to WGS84 degrees"}
	}
	return Projection{u}, nil
}

// ProjectionOf is the projection of a UTM zone by its code, such as "32N".
func ProjectionOf(code string) (Projection, error) {
	u, err := carto.NewUTMFromCode(code)
	if err != nil {
		return Projection{}, &byblik.Error{Kind: byblik.Usage, Check: "projection",
			Found: fmt.Sprintf("UTM zone %q", code), Expected: "01N to 60N or 01S to 60S", Do: "correct the zone"}
	}
	return Projection{u}, nil
}

// Code is the UTM zone and hemisphere, such as "32N".
func (p Projection) Code() string { return p.utm.Code() }

// EPSG is the number of the coordinate system, such as 32632.
func (p Projection) EPSG() int {
	c := p.utm.Code()
	n, _ := strconv.Atoi(c[:2]) // the library gives two digits
	if c[2] == 'S' {
		return 32700 + n
	}
	return 32600 + n
}

// PlanarPoint gives east and north in metres.
func (p Projection) PlanarPoint(q byblik.Point) byblik.Point {
	xy := p.utm.Forward(geom.XY{X: q[0], Y: q[1]})
	return byblik.Point{xy.X, xy.Y}
}

// LonLatPoint gives longitude and latitude in degrees.
func (p Projection) LonLatPoint(q byblik.Point) byblik.Point {
	xy := p.utm.Reverse(geom.XY{X: q[0], Y: q[1]})
	return byblik.Point{xy.X, xy.Y}
}

// PlanarLine gives a line in metres.
func (p Projection) PlanarLine(l byblik.Line) byblik.Line { return eachPoint(l, p.PlanarPoint) }

// LonLatLine gives a line in degrees.
func (p Projection) LonLatLine(l byblik.Line) byblik.Line { return eachPoint(l, p.LonLatPoint) }

// Planar gives a shape in metres.
func (p Projection) Planar(m byblik.MultiPolygon) byblik.MultiPolygon {
	return eachVertex(m, p.PlanarPoint)
}

// LonLat gives a shape in degrees.
func (p Projection) LonLat(m byblik.MultiPolygon) byblik.MultiPolygon {
	return eachVertex(m, p.LonLatPoint)
}

// PlanarAll gives all shapes in metres, by several workers (0 = one per core).
func (p Projection) PlanarAll(shapes []byblik.MultiPolygon, workers int) []byblik.MultiPolygon {
	out := make([]byblik.MultiPolygon, len(shapes))
	inParallel(len(shapes), workers, func(i int) { out[i] = p.Planar(shapes[i]) })
	return out
}

func eachPoint[S ~[]byblik.Point](s S, f func(byblik.Point) byblik.Point) S {
	if s == nil {
		return nil
	}
	out := make(S, len(s))
	for i, q := range s {
		out[i] = f(q)
	}
	return out
}

func eachVertex(m byblik.MultiPolygon, f func(byblik.Point) byblik.Point) byblik.MultiPolygon {
	if m == nil {
		return nil
	}
	out := make(byblik.MultiPolygon, len(m))
	for i, poly := range m {
		out[i] = make(byblik.Polygon, len(poly))
		for k, r := range poly {
			out[i][k] = eachPoint(r, f)
		}
	}
	return out
}
