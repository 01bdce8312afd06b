package minby

import (
	"math"
	"slices"

	"byblik"
)

// trace draws each piece of the plan between two corners once, whichever
// quarter asks for it first, so that neighbours share every point of it.
type trace struct {
	seed  uint64
	mesh  *mesh
	named map[string]int    // points of the corners
	drawn map[[2]int][]int  // points between two corners, from the lower to the higher
	piece map[[2]string]leg // where a pair of corners lies on a line
}

// leg is a piece of a line, with the corners before and after it.
type leg struct {
	bend                 bend
	before, a, b, beyond byblik.Point
}

func newTrace(seed uint64, m *mesh) *trace {
	t := &trace{seed: seed, mesh: m, named: map[string]int{}, drawn: map[[2]int][]int{}, piece: map[[2]string]leg{}}
	for _, l := range lines {
		last := len(l.corners) - 1
		for i := range last {
			g := leg{bend: l.bend, a: corners[l.corners[i]], b: corners[l.corners[i+1]]}
			g.before, g.beyond = g.a, g.b
			if i > 0 {
				g.before = corners[l.corners[i-1]]
			} else if l.corners[0] == l.corners[last] {
				g.before = corners[l.corners[last-1]]
			}
			if i+2 <= last {
				g.beyond = corners[l.corners[i+2]]
			} else if l.corners[0] == l.corners[last] {
				g.beyond = corners[l.corners[1]]
			}
			t.piece[[2]string{l.corners[i], l.corners[i+1]}] = g
		}
	}
	return t
}

// along gives the points of the outline or line through the corners.
func (t *trace) along(names []string) []int {
	out := []int{t.corner(names[0])}
	for i := 1; i < len(names); i++ {
		out = append(append(out, t.between(names[i-1], names[i])...), t.corner(names[i]))
	}
	return out
}

func (t *trace) corner(name string) int {
	v, ok := t.named[name]
	if !ok {
		v = t.mesh.add(corners[name])
		t.named[name] = v
	}
	return v
}

// between gives the points between two corners in the order asked for.
func (t *trace) between(a, b string) []int {
	from, to := t.corner(a), t.corner(b)
	key := [2]int{min(from, to), max(from, to)}
	if _, ok := t.drawn[key]; !ok {
		g, turned := t.piece[[2]string{a, b}], false
		if g.a == g.b {
			g, turned = t.piece[[2]string{b, a}], true
		}
		if g.a == g.b {
			p, q := corners[a], corners[b]
			g, turned = leg{street, p, p, q, q}, false
		}
		var points []int
		for _, p := range g.draw(t.seed) {
			points = append(points, t.mesh.add(p))
		}
		if turned != (from > to) {
			slices.Reverse(points)
		}
		t.drawn[key] = points
	}
	points := slices.Clone(t.drawn[key])
	if from > to {
		slices.Reverse(points)
	}
	return points
}

// draw gives the points between the ends of a leg. Curves are Catmull–Rom
// splines; streets and shores are pushed aside a little.
func (g leg) draw(seed uint64) []byblik.Point {
	length := math.Hypot(g.b[0]-g.a[0], g.b[1]-g.a[1])
	step, push := 160.0, 0.0
	switch g.bend {
	case quay:
		return nil
	case street:
		step, push = 230, 14
	case shore:
		step, push = 95, 19
	case parish:
		step, push = 260, 48
	}
	n := int(length / step)
	r := stream(seed, forTrace, int(g.a[0]+g.b[0]), int(g.a[1]+g.b[1]))
	var out []byblik.Point
	for k := 1; k <= n; k++ {
		s := float64(k) / float64(n+1)
		p := g.spline(s)
		aside := push * normal(r)
		out = append(out, byblik.Point{p[0] - aside*(g.b[1]-g.a[1])/length, p[1] + aside*(g.b[0]-g.a[0])/length})
	}
	return out
}

func (g leg) spline(s float64) (p byblik.Point) {
	for i := range p {
		a, b, c, d := g.before[i], g.a[i], g.b[i], g.beyond[i]
		p[i] = 0.5 * (2*b + (c-a)*s + (2*a-5*b+4*c-d)*s*s + (3*b-a-3*c+d)*s*s*s)
	}
	return p
}
