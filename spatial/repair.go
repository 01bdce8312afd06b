package spatial

import (
	"fmt"
	"math"

	"github.com/peterstace/simplefeatures/geom"

	"byblik"
)

// Repair gives a valid shape in place of an invalid one, and the shape itself
// if it is valid.
//
// Each ring is mended by itself under the even-odd rule: it is cut at its
// self-intersections and every face that an odd number of turns lies around
// is kept. Both halves of a bow-tie stay, whichever way they run; what a ring
// goes around twice falls out, as does a spike. (The non-zero rule would fill
// the twice-walked face but, with rings of unknown direction, could not tell a
// bow-tie from a loop.) Then holes are taken away from their outer ring, never
// added to it, and the parts of the shape are united, so that land covered by
// two parts counts once.
//
// Unclosed rings are closed and rings without area are dropped. A shape with
// a coordinate that is not a number, or of which nothing is left, is an error.
func Repair(m byblik.MultiPolygon) (byblik.MultiPolygon, error) {
	for _, f := range numberFaults(m) {
		return nil, unrepairable(fmt.Sprintf("%s in polygon %d, ring %d", f.Kind, f.Polygon+1, f.Ring+1))
	}
	if len(m) > 0 && wellFormed(m) && validity(multiOf(m)) == nil {
		return m, nil
	}
	var parts []geom.Geometry
	for _, p := range m {
		g, err := repairPolygon(p)
		if err != nil {
			return nil, err
		}
		if !g.IsEmpty() {
			parts = append(parts, g)
		}
	}
	if len(parts) == 0 {
		return nil, unrepairable("a shape without area")
	}
	whole := parts[0]
	if len(parts) > 1 {
		var err error
		if whole, err = geom.UnionMany(parts); err != nil {
			return nil, unrepairable("parts that cannot be united: " + err.Error())
		}
	}
	out := shapeOf(whole)
	if err := validity(multiOf(out)); err != nil {
		return nil, unrepairable("a shape that stays invalid: " + err.Error())
	}
	return out, nil
}

func unrepairable(found string) error {
	return &byblik.Error{Kind: byblik.Invalid, Check: "geometry", Found: found,
		Expected: "rings that enclose the area without crossing",
		Do:       "ask the publisher for the shape, or leave the area out by name"}
}

// wellFormed says whether all rings are closed and have four points or more,
// which the library takes for granted when it builds a polygon.
func wellFormed(m byblik.MultiPolygon) bool {
	for _, p := range m {
		if len(p) == 0 {
			return false
		}
		for _, r := range p {
			if len(r) < 4 || r[0] != r[len(r)-1] {
				return false
			}
		}
	}
	return true
}

// repairPolygon mends each ring and takes the holes away.
func repairPolygon(p byblik.Polygon) (geom.Geometry, error) {
	if one := (byblik.MultiPolygon{p}); wellFormed(one) && validity(multiOf(one)) == nil {
		return polygonOf(p).AsGeometry(), nil
	}
	var whole geom.Geometry
	for k, r := range p {
		faces, err := repairRing(r)
		if err != nil {
			return geom.Geometry{}, err
		}
		switch g := multiOf(faces).AsGeometry(); {
		case k == 0:
			whole = g
		case !g.IsEmpty():
			if whole, err = geom.Difference(whole, g); err != nil {
				return geom.Geometry{}, unrepairable("a hole that cannot be cut out: " + err.Error())
			}
		}
	}
	return whole, nil
}

// repairRing gives the faces of one ring. Where rounding keeps the pieces
// from being valid, the points are put on ever coarser grids, from a
// trillionth to a billionth of the size of the ring (for a small area far
// less than a millimetre).
func repairRing(r byblik.Ring) (byblik.MultiPolygon, error) {
	if faces, ok := facesOf(ringEdges(r)); ok {
		return faces, nil
	}
	b := boxOf(byblik.MultiPolygon{{r}})
	size := max(b.high[0]-b.low[0], b.high[1]-b.low[1])
	for _, share := range []float64{0x1p-40, 0x1p-36, 0x1p-33, 0x1p-30} {
		if faces, ok := facesOf(ringEdges(snap(r, b.low, size*share))); ok {
			return faces, nil
		}
	}
	return nil, unrepairable("a ring whose crossings cannot be resolved")
}

func facesOf(edges []edge) (byblik.MultiPolygon, bool) {
	noded, clean := node(edges)
	if !clean {
		return nil, false
	}
	faces := nest(newMesh(noded).rings())
	return faces, validity(multiOf(faces)) == nil
}

func snap(r byblik.Ring, o byblik.Point, step float64) byblik.Ring {
	return eachPoint(r, func(p byblik.Point) byblik.Point {
		return byblik.Point{o[0] + step*math.Round((p[0]-o[0])/step), o[1] + step*math.Round((p[1]-o[1])/step)}
	})
}
