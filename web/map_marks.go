package web

import (
	"slices"

	"byblik/release"
)

// mapMark is a mark of a layer: a playground, or the interventions of a place.
type mapMark struct {
	Kind, Name string
	X, Y       int
	Count      int // of interventions
}

// mapMarks are the playgrounds and interventions that are laid over the map.
func (r *request) mapMarks(m *mapMade) []mapMark {
	var out []mapMark
	for _, l := range m.layers {
		switch l {
		case "playgrounds":
			for _, s := range r.Playgrounds {
				x, y := r.ground.at(s.At)
				out = append(out, mapMark{Kind: "playground", Name: s.Name, X: x, Y: y})
			}
		case "interventions":
			out = append(out, r.interventionMarks()...)
		}
	}
	return out
}

// interventionMarks gathers what is done into one mark per designated area,
// and per district for the areas outside: a mark for each small area would hide
// the map. Interventions for the whole city have no mark.
func (r *request) interventionMarks() []mapMark {
	type group struct {
		name   string
		titles []string
		at     []spot
	}
	groups := map[string]*group{}
	var order []string
	places := r.places(release.AreaLevel)
	for i := range r.Interventions {
		x := &r.Interventions[i]
		for _, code := range x.Areas {
			a, ok := r.at(release.AreaLevel, code)
			if !ok || a >= len(r.ground.areaAt) {
				continue
			}
			key, name := "district "+places[a].District, r.districtName(places[a].District)
			if places[a].Zone != "" {
				key, name = "zone "+places[a].Zone, r.zoneName(places[a].Zone)
			}
			g := groups[key]
			if g == nil {
				g = &group{name: name}
				groups[key] = g
				order = append(order, key)
			}
			if title := r.in(x.Title); !slices.Contains(g.titles, title) {
				g.titles = append(g.titles, title)
			}
			if at := r.ground.areaAt[a]; !slices.Contains(g.at, at) {
				g.at = append(g.at, at)
			}
		}
	}
	var out []mapMark
	for _, key := range order {
		g := groups[key]
		at := amid(g.at)
		out = append(out, mapMark{Kind: "intervention", Name: g.name + ": " + r.list(g.titles), X: at[0], Y: at[1], Count: len(g.titles)})
	}
	return out
}

// amid is the one of some points that lies nearest to their centre, the first
// of equals.
func amid(points []spot) spot {
	var sum spot
	for _, p := range points {
		sum[0] += p[0]
		sum[1] += p[1]
	}
	n := len(points)
	far := func(p spot) int {
		x, y := n*p[0]-sum[0], n*p[1]-sum[1]
		return x*x + y*y
	}
	return slices.MinFunc(points, func(a, b spot) int { return far(a) - far(b) })
}
