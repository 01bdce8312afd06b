package spatial

import (
	"math"

	"byblik"
)

// Tidy rounds a shape to the seven decimals that are written (a centimetre)
// and mends what rounding breaks: points that fall together, spikes, slivers,
// corners that come to touch. Where that is not enough it rounds to six. A
// shape that was broken before stays as it was, rounded.
func Tidy(m byblik.MultiPolygon) byblik.MultiPolygon {
	fine := roundShape(m, 1e7)
	if validity(multiOf(fine)) == nil {
		return fine
	}
	if coarse := roundShape(m, 1e6); validity(multiOf(coarse)) == nil {
		return coarse
	}
	return fine
}

// sliver is the area of a ring, in square degrees, under which it is only an
// artefact of rounding: less than a tenth of a square metre.
const sliver = 1e-11

func roundShape(m byblik.MultiPolygon, unit float64) byblik.MultiPolygon {
	var out byblik.MultiPolygon
	for _, p := range m {
		var holes []byblik.Ring
		var outer []byblik.Ring
		for j, r := range p {
			rings := splitRing(roundRing(r, unit))
			if j > 0 {
				holes = append(holes, rings...)
				continue
			}
			main := largest(rings)
			for _, q := range rings {
				if (signedArea(q) > 0) == (signedArea(main) > 0) {
					outer = append(outer, q)
				} else {
					holes = append(holes, q)
				}
			}
		}
		if len(outer) == 0 && len(p) > 0 {
			// Not a sliver but a ring that crosses itself: it is not ours to judge.
			if whole := roundRing(p[0], unit); len(whole) >= 4 {
				out = append(out, byblik.Polygon{whole})
			}
			continue
		}
		if len(outer) == 1 {
			out = append(out, append(byblik.Polygon{outer[0]}, holes...))
			continue
		}
		out = append(out, shareHoles(outer, holes)...)
	}
	return out
}

// shareHoles gives each hole to the part that holds its first point.
func shareHoles(outer, holes []byblik.Ring) []byblik.Polygon {
	parts := make([]byblik.Polygon, len(outer))
	for i, o := range outer {
		parts[i] = byblik.Polygon{o}
	}
	for _, h := range holes {
		for i, o := range outer {
			if ringHolds(o, middleOf(h)) {
				parts[i] = append(parts[i], h)
				break
			}
		}
	}
	return parts
}

func middleOf(r byblik.Ring) byblik.Point {
	return byblik.Point{(r[0][0] + r[1][0]) / 2, (r[0][1] + r[1][1]) / 2}
}

// ringHolds casts a ray to the east.
func ringHolds(r byblik.Ring, p byblik.Point) bool {
	in := false
	for i := 1; i < len(r); i++ {
		a, b := r[i-1], r[i]
		if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0]+(b[0]-a[0])*(p[1]-a[1])/(b[1]-a[1]) {
			in = !in
		}
	}
	return in
}

func largest(rings []byblik.Ring) byblik.Ring {
	var best byblik.Ring
	for _, r := range rings {
		if best == nil || math.Abs(signedArea(r)) > math.Abs(signedArea(best)) {
			best = r
		}
	}
	return best
}

// roundRing rounds the points, one of each run of equal ones.
func roundRing(r byblik.Ring, unit float64) byblik.Ring {
	var out byblik.Ring
	for _, p := range r {
		q := byblik.Point{math.Round(p[0]*unit) / unit, math.Round(p[1]*unit) / unit}
		if len(out) == 0 || out[len(out)-1] != q {
			out = append(out, q)
		}
	}
	return out
}

// splitRing cuts a ring wherever it comes back to a point, and leaves out the
// loops that enclose nothing: spikes and slivers.
func splitRing(r byblik.Ring) []byblik.Ring {
	var out []byblik.Ring
	var path byblik.Ring
	at := map[byblik.Point]int{}
	for _, p := range r {
		if i, again := at[p]; again {
			loop := append(append(byblik.Ring{}, path[i:]...), p)
			if len(loop) >= 4 && math.Abs(signedArea(loop)) > sliver {
				out = append(out, loop)
			}
			for _, q := range path[i+1:] {
				delete(at, q)
			}
			path = path[:i+1]
			continue
		}
		at[p] = len(path)
		path = append(path, p)
	}
	return out
}

// signedArea is positive for a ring that runs against the clock.
func signedArea(r byblik.Ring) float64 {
	a := 0.0
	for i := 1; i < len(r); i++ {
		a += (r[i-1][0]-r[0][0])*(r[i][1]-r[0][1]) - (r[i][0]-r[0][0])*(r[i-1][1]-r[0][1])
	}
	return a / 2
}
