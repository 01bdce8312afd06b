package minby

import (
	"math"
	"math/rand/v2"
	"slices"

	"byblik"
)

// crook gives a street a slight bow and a few bends.
func (s *chord) crook(r *rand.Rand) {
	p, q := s.from.p, s.to.p
	length := apart(p, q)
	n := min(int(length/170), 6)
	bow := 0.045 * normal(r)
	for k := 1; k <= n; k++ {
		t := float64(k) / float64(n+1)
		aside := 4*bow*t*(1-t) + 0.012*normal(r)
		s.between = append(s.between, byblik.Point{p[0] + t*(q[0]-p[0]) - aside*(q[1]-p[1]), p[1] + t*(q[1]-p[1]) + aside*(q[0]-p[0])})
	}
}

func (s *chord) points() []byblik.Point {
	return append(append([]byblik.Point{s.from.p}, s.between...), s.to.p)
}

// clear says whether a street stays inside the face and away from its
// outline, its ends apart.
func (s *chord) clear(ring []byblik.Point) bool {
	way := s.points()
	if apart(s.from.p, s.to.p) < 2*clearance || s.from.edge == s.to.edge {
		return false
	}
	for k := 1; k < len(way); k++ {
		for i, p := range ring {
			q := ring[(i+1)%len(ring)]
			first := k == 1 && (i == s.from.edge || touches(s.from, i, len(ring)))
			last := k == len(way)-1 && (i == s.to.edge || touches(s.to, i, len(ring)))
			if !first && !last && crosses(way[k-1], way[k], p, q) {
				return false
			}
		}
	}
	for i, p := range ring {
		if i != s.from.at && i != s.to.at && !s.awayFrom(p, way) {
			return false
		}
	}
	return true
}

// awayFrom says whether a street keeps clear of a corner of the outline. Near
// its own ends it comes closer by nature.
func (s *chord) awayFrom(p byblik.Point, way []byblik.Point) bool {
	need := min(clearance, 0.5*min(apart(p, s.from.p), apart(p, s.to.p)))
	for k := 1; k < len(way); k++ {
		if distance(p, way[k-1], way[k]) < need {
			return false
		}
	}
	return true
}

func touches(e end, edge, n int) bool { return e.at >= 0 && (e.at == edge || e.at == (edge+1)%n) }

func crosses(a, b, p, q byblik.Point) bool {
	turn := func(o, x, y byblik.Point) float64 { return (x[0]-o[0])*(y[1]-o[1]) - (x[1]-o[1])*(y[0]-o[0]) }
	return turn(a, b, p)*turn(a, b, q) <= 0 && turn(p, q, a)*turn(p, q, b) <= 0
}

// distance is that of a point from a stretch.
func distance(p, a, b byblik.Point) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	t := ((p[0]-a[0])*dx + (p[1]-a[1])*dy) / (dx*dx + dy*dy)
	t = max(0, min(1, t))
	return math.Hypot(p[0]-a[0]-t*dx, p[1]-a[1]-t*dy)
}

// judge says how ill-shaped and unequal the two halves are.
func (s *chord) judge(ring []byblik.Point) float64 {
	back := slices.Clone(s.between)
	slices.Reverse(back)
	one := append(arc(ring, s.from, s.to), back...)
	two := append(arc(ring, s.to, s.from), s.between...)
	a, b := math.Abs(signedArea(one)), math.Abs(signedArea(two))
	if min(a, b) < 0.2*(a+b) {
		return math.Inf(1)
	}
	ratio := max(a, b) / min(a, b)
	return squaredLength(one)/a + squaredLength(two)/b + 4*(ratio-1)
}

// arc is the outline from one end to the other.
func arc(ring []byblik.Point, from, to end) []byblik.Point {
	out := []byblik.Point{from.p}
	i := (from.edge + 1) % len(ring)
	if from.at >= 0 {
		i = (from.at + 1) % len(ring)
	}
	stop := (to.edge + 1) % len(ring)
	if to.at >= 0 {
		stop = to.at
	}
	for ; i != stop; i = (i + 1) % len(ring) {
		out = append(out, ring[i])
	}
	return append(out, to.p)
}

// squaredLength is the square of an outline's length.
func squaredLength(ring []byblik.Point) float64 {
	sum := 0.0
	for i, p := range ring {
		sum += apart(p, ring[(i+1)%len(ring)])
	}
	return sum * sum
}
