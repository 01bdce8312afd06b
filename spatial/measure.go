package spatial

import (
	"math"

	"byblik"
)

// ringArea is the signed area of a ring: positive if it runs anticlockwise
// (half the sum of the cross products of its edges, the shoelace formula).
// Coordinates are taken relative to the first point, since northings of
// millions of metres would cost digits.
func ringArea(r byblik.Ring) float64 {
	if len(r) == 0 {
		return 0
	}
	o := r[0]
	var sum float64
	for i := 1; i < len(r); i++ {
		a, b := r[i-1], r[i]
		sum += (a[0]-o[0])*(b[1]-o[1]) - (b[0]-o[0])*(a[1]-o[1])
	}
	return sum / 2
}

// Area is the area of a planar shape in square metres: outer rings less their
// holes, whichever way the rings run.
func Area(planar byblik.MultiPolygon) float64 {
	var sum float64
	for _, p := range planar {
		for k, r := range p {
			if a := math.Abs(ringArea(r)); k == 0 {
				sum += a
			} else {
				sum -= a
			}
		}
	}
	return sum
}

// Perimeter is the length of all rings of a planar shape in metres, holes
// included.
func Perimeter(planar byblik.MultiPolygon) float64 {
	var sum float64
	for _, p := range planar {
		for _, r := range p {
			for i := 1; i < len(r); i++ {
				sum += math.Hypot(r[i][0]-r[i-1][0], r[i][1]-r[i-1][1])
			}
		}
	}
	return sum
}

// Centroid is the centre of gravity of a planar shape; it may lie outside it.
// A shape without area has none: ok is false.
func Centroid(planar byblik.MultiPolygon) (c byblik.Point, ok bool) {
	if len(planar) == 0 || len(planar[0]) == 0 || len(planar[0][0]) == 0 {
		return c, false
	}
	o := planar[0][0][0]
	var area, x, y float64
	for _, p := range planar {
		for k, r := range p {
			a, mx, my := ringMoments(r, o)
			if (a < 0) == (k == 0) { // outer rings count as positive, holes as negative
				a, mx, my = -a, -mx, -my
			}
			area, x, y = area+a, x+mx, y+my
		}
	}
	if area == 0 || math.IsNaN(area) {
		return c, false
	}
	return byblik.Point{o[0] + x/area, o[1] + y/area}, true
}

// ringMoments is the signed area of a ring and its first moments about o.
func ringMoments(r byblik.Ring, o byblik.Point) (area, mx, my float64) {
	for i := 1; i < len(r); i++ {
		ax, ay, bx, by := r[i-1][0]-o[0], r[i-1][1]-o[1], r[i][0]-o[0], r[i][1]-o[1]
		cross := ax*by - bx*ay
		area += cross / 2
		mx += cross * (ax + bx) / 6
		my += cross * (ay + by) / 6
	}
	return area, mx, my
}
