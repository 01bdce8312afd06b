package spatial

import (
	"fmt"
	"math"

	"github.com/peterstace/simplefeatures/geom"

	"byblik"
)

// lineOf copies points into the geometry library's line.
func lineOf(pts []byblik.Point) geom.LineString {
	xy := make([]float64, 0, 2*len(pts))
	for _, p := range pts {
		xy = append(xy, p[0], p[1])
	}
	return geom.NewLineString(geom.NewSequence(xy, geom.DimXY))
}

// polygonOf copies a polygon into the geometry library's polygon, unchecked.
func polygonOf(p byblik.Polygon) geom.Polygon {
	rings := make([]geom.LineString, len(p))
	for i, r := range p {
		rings[i] = lineOf(r)
	}
	return geom.NewPolygon(rings)
}

// multiOf copies a shape into the geometry library's multipolygon, unchecked.
func multiOf(m byblik.MultiPolygon) geom.MultiPolygon {
	polys := make([]geom.Polygon, len(m))
	for i, p := range m {
		polys[i] = polygonOf(p)
	}
	return geom.NewMultiPolygon(polys)
}

// validity is the library's verdict. It panics on some shapes whose corners
// lie within rounding of each other; such a shape does not count as valid.
func validity(g interface{ Validate() error }) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("no verdict: %v", r)
		}
	}()
	return g.Validate()
}

// shapeOf copies the polygons of any geometry back; points and lines that an
// overlay may leave behind have no area and are dropped.
func shapeOf(g geom.Geometry) byblik.MultiPolygon {
	switch g.Type() {
	case geom.TypePolygon:
		if p := g.MustAsPolygon(); !p.IsEmpty() {
			return byblik.MultiPolygon{ringsOf(p)}
		}
	case geom.TypeMultiPolygon:
		m := g.MustAsMultiPolygon()
		var out byblik.MultiPolygon
		for i := range m.NumPolygons() {
			if p := m.PolygonN(i); !p.IsEmpty() {
				out = append(out, ringsOf(p))
			}
		}
		return out
	case geom.TypeGeometryCollection:
		c := g.MustAsGeometryCollection()
		var out byblik.MultiPolygon
		for i := range c.NumGeometries() {
			out = append(out, shapeOf(c.GeometryN(i))...)
		}
		return out
	}
	return nil
}

func ringsOf(p geom.Polygon) byblik.Polygon {
	var out byblik.Polygon
	for _, l := range p.DumpRings() {
		s := l.Coordinates()
		r := make(byblik.Ring, s.Length())
		for i := range r {
			xy := s.GetXY(i)
			r[i] = byblik.Point{xy.X, xy.Y}
		}
		out = append(out, r)
	}
	return out
}

// box is an upright rectangle; an empty one has low above high.
type box struct{ low, high byblik.Point }

func emptyBox() box {
	inf := math.Inf(1)
	return box{byblik.Point{inf, inf}, byblik.Point{-inf, -inf}}
}

func (b *box) add(p byblik.Point) {
	b.low = byblik.Point{min(b.low[0], p[0]), min(b.low[1], p[1])}
	b.high = byblik.Point{max(b.high[0], p[0]), max(b.high[1], p[1])}
}

func (b box) empty() bool { return b.low[0] > b.high[0] }

func (b box) holds(p byblik.Point) bool {
	return p[0] >= b.low[0] && p[0] <= b.high[0] && p[1] >= b.low[1] && p[1] <= b.high[1]
}

func boxOf(m byblik.MultiPolygon) box {
	b := emptyBox()
	for _, p := range m {
		for _, r := range p {
			for _, q := range r {
				b.add(q)
			}
		}
	}
	return b
}

func finite(p byblik.Point) bool {
	return !math.IsNaN(p[0]) && !math.IsInf(p[0], 0) && !math.IsNaN(p[1]) && !math.IsInf(p[1], 0)
}
