package minby

import "byblik"

// centre is the old market place.
var centre = byblik.Point{6700, 6000}

// estate is a housing area (boligområde): land of social housing sections
// that hangs together. Lists names the years in which it stands on a State
// list of the invented country.
type estate struct {
	name  string
	near  byblik.Point
	list  string
	years []int
	area  *area
	ring  []byblik.Point
}

func housingAreas() []*estate {
	return []*estate{
		{name: "Tranevænget", near: byblik.Point{1750, 8550}, list: "forebyggelsesomraade", years: []int{2023, 2024, 2025}},
		{name: "Stærevænget", near: byblik.Point{2250, 7900}, list: "forebyggelsesomraade", years: []int{2024}},
		{name: "Kornvænget", near: byblik.Point{2300, 2000}, list: "udsat_boligomraade", years: []int{2023, 2024, 2025}},
		{name: "Rugløkken", near: byblik.Point{2900, 1350}},
		{name: "Fiskernes Have", near: byblik.Point{8700, 4700}, list: "forebyggelsesomraade", years: []int{2023}},
		{name: "Sejlmagergangen", near: byblik.Point{7900, 4050}},
		{name: "Vejkærgård", near: byblik.Point{3250, 4000}, list: "forebyggelsesomraade", years: []int{2025}},
		{name: "Nordstjernehaven", near: byblik.Point{5150, 9850}, list: "forebyggelsesomraade", years: []int{2024, 2025}},
		{name: "Banevænget", near: byblik.Point{4700, 6350}},
		{name: "Åbrinkhaven", near: byblik.Point{6100, 1500}, list: "udsat_boligomraade", years: []int{2023}},
		{name: "Digevænget", near: byblik.Point{9900, 1300}, list: "forebyggelsesomraade", years: []int{2025}},
		{name: "Fyrtårnshaven", near: byblik.Point{9800, 8500}, list: "forebyggelsesomraade", years: []int{2024, 2025}},
		{name: "Teglværkshaven", near: byblik.Point{8400, 9600}},
		{name: "Kildehusene", near: byblik.Point{4300, 8000}},
	}
}

// estateResidents is the least an area with a housing area has in any year;
// the housing area itself must have 1,000.
const estateResidents = 1150

// listedNeed is the least need of an area with a listed housing area: above
// the town's, but by itself not enough to be flagged.
const listedNeed = 0.55

// placeEstates puts each housing area into the area near its place where the
// need is greatest.
func (t *town) placeEstates() {
	taken := map[*area]bool{}
	for i, e := range housingAreas() {
		for reach := 500.0; e.area == nil && reach < 20_000; reach += 300 {
			for _, a := range t.areas {
				if taken[a] || a.use != homes || a.role != ordinary || apart(a.middle, e.near) > reach || a.size < 0.05 {
					continue
				}
				if e.area == nil || a.need[years-1] > e.area.need[years-1] {
					e.area = a
				}
			}
		}
		if e.area == nil {
			continue // a seed without room for it
		}
		taken[e.area] = true
		e.raise()
		e.ring = t.outline(e.area, i)
		t.estates = append(t.estates, e)
	}
}

// raise fills the area of a housing area with people, and sees to it that a
// listed one lies where the need is.
func (e *estate) raise() {
	now := float64(e.area.figures[years-1].residents)
	fuller := max(1, (1.1*estateResidents+0.2*now)/now)
	for y := range years {
		if e.list != "" {
			e.area.need[y] = max(e.area.need[y], listedNeed)
		}
		f := &e.area.figures[y]
		f.residents = max(estateResidents, int(float64(f.residents)*fuller))
	}
}

// outline draws a housing area as its area drawn together towards the middle,
// with fewer corners.
func (t *town) outline(a *area, i int) []byblik.Point {
	r := stream(t.seed, forShape, i, 0)
	ring := t.mesh.points(a.face)
	part := 0.56 + 0.1*r.Float64()
	every := 1 + len(ring)/14
	var out []byblik.Point
	for k := 0; k < len(ring); k += every {
		out = append(out, byblik.Point{a.middle[0] + part*(ring[k][0]-a.middle[0]), a.middle[1] + part*(ring[k][1]-a.middle[1])})
	}
	return out
}

func (a *area) housesEstate(t *town) bool {
	for _, e := range t.estates {
		if e.area == a {
			return true
		}
	}
	return false
}
