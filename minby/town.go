package minby

import (
	"cmp"
	"fmt"
	"slices"

	"byblik"
)

// First and Last are the years that the figures describe.
const (
	First = 2018
	Last  = 2025
	years = Last - First + 1
)

// area is a small area of the town with all that is known of it.
type area struct {
	face     *face
	code     string
	name     string
	district string
	use      use
	middle   byblik.Point
	size     float64 // square kilometres
	role     role
	need     [years]float64 // how hard the conditions of life are, before chance
	figures  [years]figures
}

// town is Minby.
type town struct {
	seed    uint64
	mesh    *mesh
	trace   *trace
	areas   []*area
	estates []*estate
}

// build makes the town: first its land, then names, needs, people.
func build(seed uint64) *town {
	t := &town{seed: seed}
	t.mesh, t.trace = land(seed)
	for _, f := range t.mesh.faces {
		ring := t.mesh.points(f)
		q := quarters[f.quarter]
		t.areas = append(t.areas, &area{face: f, district: q.district, use: q.use, middle: centroid(ring), size: signedArea(ring) / 1e6})
	}
	t.number()
	t.nameAreas()
	t.castRoles()
	t.feelNeeds()
	t.populate()
	t.placeEstates()
	t.fillFigures()
	return t
}

// number orders the areas by district, and in it from north to south in
// strips, and gives them their codes.
func (t *town) number() {
	place := map[string]int{}
	for _, q := range quarters {
		if _, ok := place[q.district]; !ok {
			place[q.district] = len(place)
		}
	}
	slices.SortStableFunc(t.areas, func(a, b *area) int {
		return cmp.Or(cmp.Compare(place[a.district], place[b.district]),
			cmp.Compare(strip(b.middle), strip(a.middle)), cmp.Compare(a.middle[0], b.middle[0]))
	})
	for i, a := range t.areas {
		a.code = fmt.Sprintf("%03d", i+1)
	}
}

func strip(p byblik.Point) int { return int(p[1] / 600) }

// nearest gives the area whose middle is nearest to a point, of those that
// may be chosen.
func (t *town) nearest(p byblik.Point, may func(*area) bool) *area {
	var best *area
	for _, a := range t.areas {
		if may(a) && (best == nil || apart(a.middle, p) < apart(best.middle, p)) {
			best = a
		}
	}
	return best
}
