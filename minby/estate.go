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
		{name: "Rugkobbel", near: byblik.Point{2900, 1350}},
		{name: "Fiskernes Have", near: byblik.Point{8700, 4700}, list: "forebyggelsesomraade", years: []int{2023}},
		{name: "Sejlmagergangen", near: byblik.Point{7900, 4050}},
		{name: "Vejkærgård", near: byblik.Point{3250, 4000}, list: "forebyggelsesomraade", years: []int{2025}},
		{name: "Nordstjernehaven", near: byblik.Point{5150, 9850}, list: "forebyggelsesomraade", years: []int{2024, 2025}},
		{name: "Banevænget", near: byblik.Point{4700, 6350}},
		{name: "Åbrinkhaven", near: byblik.Point{6100, 1500}, list: "udsat_boligomraade", years: []int{2023}},
		{name: "Digevænget", near: byblik.Point{9900, 1300}, list: "forebyggelsesomraade", years: []int{2025}},
		{name: "Fyrtårnshaven", near: byblik.Point{9800, 8500}, list: "forebyggelsesomraade", years: []int{2024, 2025}},
		{name: "Teglværkshaven", near: byblik.Point{8400, 9600}},
		{name: "Kildehusene i Minby", near: byblik.Point{4300, 8000}},
	}
}

// estateResidents is the least an area must have to hold a housing area, which
// itself must have 1,000.
const estateResidents = 1150

// listedNeed is the least need of an area with a listed housing area: above
// the town's, but by itself not enough to be flagged.
const listedNeed = 0.55

// placeEstates puts each housing area into the area nearest to its place that
// has room for it.
func (t *town) placeEstates() {
	taken := map[*area]bool{}
	for i, e := range housingAreas() {
		for reach := 700.0; e.area == nil; reach += 300 {
			e.area = t.nearest(e.near, func(a *area) bool {
				return !taken[a] && a.use == homes && apart(a.middle, e.near) < reach && a.figures[years-1].residents >= estateResidents
			})
		}
		taken[e.area] = true
		if e.list != "" {
			for y := range years {
				e.area.need[y] = max(e.area.need[y], listedNeed)
			}
		}
		e.ring = t.outline(e.area, i)
		t.estates = append(t.estates, e)
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
