package web

import "byblik/release"

// locator is a small map that shows where a place lies: the districts, water,
// the zones, and the place in the accent of “here”.
type locator struct {
	ViewBox   string
	Districts []string
	Water     []string
	Zones     []string
	Rails     []string
	Here      []string
	X, Y      int
	Names     []mapName
	Alt       string
}

type mapName struct {
	X, Y int
	Name string
}

const locatorWidth = 600

// locator draws the areas at the given positions into the city.
func (r *request) locator(areas []int) *locator {
	g := &r.Geography
	if len(g.Areas) == 0 {
		return nil
	}
	p := r.small
	l := &locator{ViewBox: p.viewBox(), Districts: r.smallDistricts, Zones: r.smallZones, Water: r.smallWater, Rails: r.smallRails, Alt: r.say("locator.alt", "city", r.City())}
	for _, i := range areas {
		if i < len(g.Areas) {
			l.Here = append(l.Here, p.path(g.Areas[i]))
		}
	}
	if len(areas) == 1 && areas[0] < len(g.Areas) {
		l.X, l.Y = p.middle(g.Areas[areas[0]])
	}
	for i, d := range r.places(release.DistrictLevel) {
		if i < len(g.Districts) {
			x, y := p.middle(g.Districts[i])
			l.Names = append(l.Names, mapName{x, y, r.in(d.Name)})
		}
	}
	return l
}
