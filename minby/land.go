package minby

import "byblik"

// hill is a round rise of a field: Height in the middle, nothing beyond Radius.
type hill struct {
	at     byblik.Point
	radius float64
	height float64
}

func (h hill) over(p byblik.Point) float64 {
	dx, dy := (p[0]-h.at[0])/h.radius, (p[1]-h.at[1])/h.radius
	rest := 1 - dx*dx - dy*dy
	if rest <= 0 {
		return 0
	}
	return h.height * rest * rest
}

func sum(hills []hill, p byblik.Point) float64 {
	total := 0.0
	for _, h := range hills {
		total += h.over(p)
	}
	return total
}

// crowding is how many people live on a square kilometre, before chance: the
// old town and the quarters by the harbour most, then the estates.
var crowding = []hill{
	{byblik.Point{7000, 5900}, 4200, 6500}, {byblik.Point{8200, 4300}, 1900, 2700}, {byblik.Point{6300, 6600}, 1500, 3500},
	{byblik.Point{1900, 8300}, 1100, 3300}, {byblik.Point{2500, 1700}, 1200, 3000}, {byblik.Point{6100, 1500}, 1100, 4200},
	{byblik.Point{9900, 1300}, 1000, 3600}, {byblik.Point{5100, 9800}, 1000, 3600}, {byblik.Point{3700, 4100}, 1000, 2300},
}

func density(p byblik.Point, u use) float64 {
	switch u {
	case airport, park, docks:
		return 30
	case campus:
		return 5200
	}
	return 1050 + sum(crowding, p)
}

// townAreas is the number of areas of the town.
const townAreas = 400

// land draws the plan and cuts the quarters until the town has its areas: in
// each round the one that holds most for its room is cut.
func land(seed uint64) (*mesh, *trace) {
	m := &mesh{side: map[[2]int]*face{}}
	t := newTrace(seed, m)
	sizes := stream(seed, forSize, 0, 0)
	for i, q := range quarters {
		closed := t.along(append(append([]string(nil), q.corners...), q.corners[0]))
		m.addFace(&face{ring: closed[:len(closed)-1], quarter: i, room: 1,
			final: q.use == airport || q.use == park || q.use == island})
	}
	for len(m.faces) < townAreas {
		f := m.fullest()
		if f == nil {
			break
		}
		half, ok := m.cut(f, stream(seed, forCut, len(m.faces), f.quarter))
		if !ok {
			f.final = true
			continue
		}
		f.room, half.room = grow(0.5*normal(sizes)), grow(0.5*normal(sizes))
	}
	return m, t
}

// fullest is the face most in need of cutting, nil if none may be cut.
func (m *mesh) fullest() *face {
	var best *face
	most := 0.0
	for _, f := range m.faces {
		if f.final {
			continue
		}
		ring := m.points(f)
		size := signedArea(ring) / 1e6
		full := max(density(centroid(ring), quarters[f.quarter].use)*size/(800*f.room), size/1.4)
		if full > most {
			best, most = f, full
		}
	}
	return best
}
