package web

import (
	"cmp"
	"encoding/binary"
	"slices"

	"byblik"
)

// spot is a point on the whole-numbered grid of a picture.
type spot [2]int

// outline is a shape on the grid: its rings, each without the repeated last
// point. Drawn with the even-odd rule, holes need no order.
type outline [][]spot

// simplify puts several layers of shapes on one grid and thins their borders
// together, so that neighbours stay neighbours: every border is cut into arcs
// where more than two shapes meet, each arc is thinned once, and every shape
// that has it takes the same points (the topology of Bostock's TopoJSON, 2012).
// An arc loses the points that lie within tolerance grid units of what remains
// (Douglas and Peucker, 1973). A ring that would vanish keeps its points.
func simplify(at func(byblik.Point) (x, y int), tolerance float64, layers ...[]byblik.MultiPolygon) [][]outline {
	m := &mesh{pair: map[spot][2]spot{}, joint: map[spot]bool{}, known: map[string]int{}}
	rings := make([][][][]spot, len(layers))
	for l, shapes := range layers {
		rings[l] = make([][][]spot, len(shapes))
		for s, shape := range shapes {
			for _, polygon := range shape {
				for _, ring := range polygon {
					if r := onGrid(ring, at); len(r) > 2 {
						rings[l][s] = append(rings[l][s], r)
						m.meet(r)
					}
				}
			}
		}
	}
	cut := make([][][][]stretch, len(layers))
	for l := range rings {
		cut[l] = make([][][]stretch, len(rings[l]))
		for s := range rings[l] {
			for _, r := range rings[l][s] {
				cut[l][s] = append(cut[l][s], m.cut(r))
			}
		}
	}
	m.thin(tolerance)
	for l := range cut {
		for s := range cut[l] {
			for _, r := range cut[l][s] {
				if doubleArea(m.join(r)) == 0 {
					for _, p := range r {
						m.thinned[p.arc] = m.arcs[p.arc]
					}
				}
			}
		}
	}
	out := make([][]outline, len(layers))
	for l := range cut {
		out[l] = make([]outline, len(cut[l]))
		for s := range cut[l] {
			for _, r := range cut[l][s] {
				if ring := m.join(r); doubleArea(ring) != 0 {
					out[l][s] = append(out[l][s], ring)
				}
			}
		}
	}
	return out
}

// mesh is what the shapes share: the arcs between joints.
type mesh struct {
	pair    map[spot][2]spot // the neighbours that a point was first seen with
	joint   map[spot]bool    // points where rings part
	known   map[string]int   // arc by its points
	arcs    [][]spot
	thinned [][]spot
}

// stretch is one arc of a ring, perhaps walked backwards.
type stretch struct {
	arc  int
	back bool
}

// onGrid rounds a ring to the grid, without the repeated last point and
// without points that fall together.
func onGrid(ring byblik.Ring, at func(byblik.Point) (int, int)) []spot {
	var out []spot
	for _, p := range ring {
		x, y := at(p)
		if q := (spot{x, y}); len(out) == 0 || out[len(out)-1] != q {
			out = append(out, q)
		}
	}
	for len(out) > 1 && out[0] == out[len(out)-1] {
		out = out[:len(out)-1]
	}
	return out
}

// meet notes each point's neighbours; a point with other neighbours elsewhere
// is a joint.
func (m *mesh) meet(r []spot) {
	for i, p := range r {
		a, b := r[(i+len(r)-1)%len(r)], r[(i+1)%len(r)]
		if compareSpots(b, a) < 0 {
			a, b = b, a
		}
		if seen, ok := m.pair[p]; !ok {
			m.pair[p] = [2]spot{a, b}
		} else if seen != [2]spot{a, b} {
			m.joint[p] = true
		}
	}
}

func compareSpots(a, b spot) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) }

// cut divides a ring at its joints. A ring without any begins at its smallest
// point, wherever it was begun, so that an island and the hole that it fills
// are one arc.
func (m *mesh) cut(r []spot) []stretch {
	first := slices.IndexFunc(r, func(p spot) bool { return m.joint[p] })
	if first < 0 {
		for i := range r {
			if first < 0 || compareSpots(r[i], r[first]) < 0 {
				first = i
			}
		}
	}
	var out []stretch
	arc := []spot{r[first]}
	for i := 1; i <= len(r); i++ {
		p := r[(first+i)%len(r)]
		arc = append(arc, p)
		if i == len(r) || m.joint[p] {
			out = append(out, m.arc(arc))
			arc = []spot{p}
		}
	}
	return out
}

// arc gives the number of an arc, the same for both directions.
func (m *mesh) arc(points []spot) stretch {
	n := len(points)
	turn := cmp.Or(compareSpots(points[n-1], points[0]), compareSpots(points[n-2], points[1])) < 0
	points = slices.Clone(points)
	if turn {
		slices.Reverse(points)
	}
	key := make([]byte, 0, 8*n)
	for _, p := range points {
		key = binary.BigEndian.AppendUint32(key, uint32(int32(p[0])))
		key = binary.BigEndian.AppendUint32(key, uint32(int32(p[1])))
	}
	at, ok := m.known[string(key)]
	if !ok {
		at = len(m.arcs)
		m.known[string(key)] = at
		m.arcs = append(m.arcs, points)
	}
	return stretch{at, turn}
}

// thin thins every arc once.
func (m *mesh) thin(tolerance float64) {
	m.thinned = make([][]spot, len(m.arcs))
	for i, a := range m.arcs {
		m.thinned[i] = thinLine(a, tolerance)
	}
}

// join puts a ring together again.
func (m *mesh) join(r []stretch) []spot {
	var out []spot
	for _, p := range r {
		a := m.thinned[p.arc]
		if p.back {
			a = slices.Clone(a)
			slices.Reverse(a)
		}
		out = append(out, a[:len(a)-1]...)
	}
	return out
}

// thinLine leaves out points within tolerance of the line that remains; both
// ends stay. A closed line is divided at the point farthest from its end.
func thinLine(a []spot, tolerance float64) []spot {
	keep := make([]bool, len(a))
	keep[0], keep[len(a)-1] = true, true
	var divide func(i, j int)
	divide = func(i, j int) {
		far, most := -1, tolerance*tolerance
		for k := i + 1; k < j; k++ {
			if d := away(a[k], a[i], a[j]); d > most {
				far, most = k, d
			}
		}
		if far >= 0 {
			keep[far] = true
			divide(i, far)
			divide(far, j)
		}
	}
	divide(0, len(a)-1)
	var out []spot
	for i, p := range a {
		if keep[i] {
			out = append(out, p)
		}
	}
	return out
}

// away is the square of the distance of p from the stretch a–b.
func away(p, a, b spot) float64 {
	dx, dy := float64(b[0]-a[0]), float64(b[1]-a[1])
	px, py := float64(p[0]-a[0]), float64(p[1]-a[1])
	if long := float64(dx*dx) + float64(dy*dy); long > 0 {
		t := min(max((float64(px*dx)+float64(py*dy))/long, 0), 1)
		px, py = px-float64(t*dx), py-float64(t*dy)
	}
	return float64(px*px) + float64(py*py)
}

// doubleArea is twice the signed area of a ring (shoelace formula).
func doubleArea(r []spot) int {
	sum := 0
	for i, p := range r {
		q := r[(i+1)%len(r)]
		sum += p[0]*q[1] - q[0]*p[1]
	}
	return sum
}
