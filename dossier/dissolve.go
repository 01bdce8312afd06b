package dossier

import (
	"math"

	"byblik"

	"github.com/peterstace/simplefeatures/geom"
)

// zoneShape is the shape of a zone: its members merged where that works, else
// their polygons side by side.
type zoneShape struct {
	shape     byblik.MultiPolygon
	dissolved bool
}

// dissolve merges the members of each zone. It changes nothing when called
// again.
func (x *index) dissolve() {
	if x.shapes != nil || x.s.Shapes == nil {
		return
	}
	x.shapes = make([]zoneShape, len(x.zones))
	for zi, z := range x.zones {
		var parts []byblik.MultiPolygon
		for _, m := range z.Members {
			if sh := x.s.Shapes[x.at[m.Area]]; len(sh) > 0 {
				parts = append(parts, sh)
			}
		}
		x.shapes[zi] = merge(parts)
	}
}

// merge unites polygons. The union of shapes that are broken in themselves
// can fail or lose ground; then the parts are kept as they are: a map with
// inner lines is better than a zone with a hole that nobody decided.
func merge(parts []byblik.MultiPolygon) zoneShape {
	var collected byblik.MultiPolygon
	gs := make([]geom.Geometry, 0, len(parts))
	area := 0.0
	for _, p := range parts {
		collected = append(collected, p...)
		g := toGeom(p)
		if g.Validate() != nil {
			return zoneShape{shape: tidy(collectAll(parts))}
		}
		area += g.Area()
		gs = append(gs, g)
	}
	if len(gs) == 0 {
		return zoneShape{shape: tidy(collected)}
	}
	u, err := geom.UnionMany(gs)
	if err != nil || u.Validate() != nil || math.Abs(u.Area()-area) > area*1e-3 {
		return zoneShape{shape: tidy(collected)}
	}
	out, ok := fromGeom(u)
	if !ok {
		return zoneShape{shape: tidy(collected)}
	}
	return zoneShape{shape: tidy(out), dissolved: true}
}

func collectAll(parts []byblik.MultiPolygon) byblik.MultiPolygon {
	var all byblik.MultiPolygon
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

func toGeom(m byblik.MultiPolygon) geom.Geometry {
	polys := make([]geom.Polygon, 0, len(m))
	for _, p := range m {
		rings := make([]geom.LineString, 0, len(p))
		for _, r := range p {
			flat := make([]float64, 0, 2*len(r))
			for _, pt := range r {
				flat = append(flat, pt[0], pt[1])
			}
			rings = append(rings, geom.NewLineString(geom.NewSequence(flat, geom.DimXY)))
		}
		polys = append(polys, geom.NewPolygon(rings))
	}
	return geom.NewMultiPolygon(polys).AsGeometry()
}

func fromGeom(g geom.Geometry) (byblik.MultiPolygon, bool) {
	var out byblik.MultiPolygon
	switch g.Type() {
	case geom.TypePolygon:
		out = append(out, fromPolygon(g.MustAsPolygon()))
	case geom.TypeMultiPolygon:
		m := g.MustAsMultiPolygon()
		for i := range m.NumPolygons() {
			out = append(out, fromPolygon(m.PolygonN(i)))
		}
	default:
		return nil, false
	}
	return out, true
}

func fromPolygon(p geom.Polygon) byblik.Polygon {
	out := byblik.Polygon{fromRing(p.ExteriorRing())}
	for i := range p.NumInteriorRings() {
		out = append(out, fromRing(p.InteriorRingN(i)))
	}
	return out
}

func fromRing(l geom.LineString) byblik.Ring {
	seq := l.Coordinates()
	r := make(byblik.Ring, seq.Length())
	for i := range r {
		xy := seq.GetXY(i)
		r[i] = byblik.Point{xy.X, xy.Y}
	}
	return r
}
