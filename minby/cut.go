package minby

import (
	"math"
	"math/rand/v2"

	"byblik"
)

// A face is cut like a field is parcelled: across its long axis, near its
// middle, by a street that is a little crooked. Of several tries the one is
// taken that leaves the two most compact halves.
const (
	tries     = 18
	nearPoint = 70.0 // metres within which a street ends at a corner that is there
	clearance = 35.0 // metres that a street keeps from everything else
)

// end is where a street meets the outline: on edge i, at p; at is the index of
// the corner it ends in, or −1.
type end struct {
	edge, at int
	p        byblik.Point
}

type chord struct {
	from, to end
	between  []byblik.Point
	badness  float64
}

// cut cuts a face in two and says whether that was possible.
func (m *mesh) cut(f *face, r *rand.Rand) (*face, bool) {
	ring := m.points(f)
	best := chord{badness: math.Inf(1)}
	for k := range tries {
		s, ok := try(ring, r, 0.08+0.02*float64(k))
		if ok && s.badness < best.badness {
			best = s
		}
	}
	if math.IsInf(best.badness, 1) {
		return nil, false
	}
	old := append([]int(nil), f.ring...)
	a, b := m.endPoint(old, best.from), m.endPoint(old, best.to)
	between := make([]int, len(best.between))
	for i, p := range best.between {
		between[i] = m.add(p)
	}
	return m.split(f, a, b, between), true
}

func (m *mesh) endPoint(ring []int, e end) int {
	if e.at >= 0 {
		return ring[e.at]
	}
	return m.insert(ring[e.edge], ring[(e.edge+1)%len(ring)], e.p)
}

// try draws one street through a face; spread is how far from the middle and
// from the right angle it may lie.
func try(ring []byblik.Point, r *rand.Rand, spread float64) (chord, bool) {
	c, axis, long := shapeOf(ring)
	shift := long * spread * normal(r) * 0.5
	turn := 0.5 * spread * normal(r)
	o := byblik.Point{c[0] + axis[0]*shift, c[1] + axis[1]*shift}
	way := byblik.Point{-axis[1] - turn*axis[0], axis[0] - turn*axis[1]}
	from, to, ok := crossings(ring, o, way)
	if !ok {
		return chord{}, false
	}
	s := chord{from: snap(ring, from), to: snap(ring, to)}
	s.crook(r)
	if !s.clear(ring) {
		return chord{}, false
	}
	s.badness = s.judge(ring)
	return s, true
}

// shapeOf gives the middle, the direction and the length of the long axis.
func shapeOf(ring []byblik.Point) (c, axis byblik.Point, long float64) {
	c = centroid(ring)
	var xx, xy, yy, total float64
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		px, py, qx, qy := p[0]-c[0], p[1]-c[1], q[0]-c[0], q[1]-c[1]
		w := px*qy - qx*py
		total += w
		xx += w * (px*px + px*qx + qx*qx)
		yy += w * (py*py + py*qy + qy*qy)
		xy += w * (2*px*py + px*qy + qx*py + 2*qx*qy) / 2
	}
	half, root := (xx+yy)/2, math.Sqrt((xx-yy)*(xx-yy)/4+xy*xy)
	axis = byblik.Point{xy, half + root - xx}
	if math.Abs(xy) < 1e-9*half {
		axis = byblik.Point{1, 0}
		if yy > xx {
			axis = byblik.Point{0, 1}
		}
	}
	n := math.Hypot(axis[0], axis[1])
	return c, byblik.Point{axis[0] / n, axis[1] / n}, math.Sqrt(2 * (half + root) / total)
}

// crossings gives where a line through o, inside, first meets the outline on
// either side.
func crossings(ring []byblik.Point, o, way byblik.Point) (from, to end, ok bool) {
	back, ahead, behind := math.Inf(-1), math.Inf(1), 0
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		a := (p[0]-o[0])*way[1] - (p[1]-o[1])*way[0]
		b := (q[0]-o[0])*way[1] - (q[1]-o[1])*way[0]
		if (a > 0) == (b > 0) {
			continue
		}
		s := a / (a - b)
		x := byblik.Point{p[0] + s*(q[0]-p[0]), p[1] + s*(q[1]-p[1])}
		t := (x[0]-o[0])*way[0] + (x[1]-o[1])*way[1]
		if t < 0 {
			behind++
			if t > back {
				back, from = t, end{i, -1, x}
			}
		} else if t < ahead {
			ahead, to = t, end{i, -1, x}
		}
	}
	return from, to, behind%2 == 1 && !math.IsInf(ahead, 1)
}

// snap moves an end to a corner that is near.
func snap(ring []byblik.Point, e end) end {
	best := nearPoint
	for _, i := range []int{e.edge, (e.edge + 1) % len(ring)} {
		if d := apart(ring[i], e.p); d < best {
			best, e = d, end{e.edge, i, ring[i]}
		}
	}
	return e
}

func apart(p, q byblik.Point) float64 { return math.Hypot(p[0]-q[0], p[1]-q[1]) }
