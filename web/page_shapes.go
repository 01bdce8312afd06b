package web

import (
	"byblik"
	"byblik/release"
)

const (
	fineWidth = 16000 // grid units of the borders that can be zoomed
	fineThin  = 3.0
)

// shapesContent are the borders of the city, thinned together, for the map
// that can be zoomed: whole steps on a grid, each point as a difference to the
// one before. Longitude is west + x × lon, latitude north − y × lat.
type shapesContent struct {
	West      float64     `json:"west"`
	North     float64     `json:"north"`
	Lon       float64     `json:"lon"`
	Lat       float64     `json:"lat"`
	Areas     []shapeJSON `json:"areas"`
	Districts []shapeJSON `json:"districts"`
	Zones     []shapeJSON `json:"zones"`
	Water     []shapeJSON `json:"water"`
	Housing   []shapeJSON `json:"housing"`
	Lines     []shapeJSON `json:"lines"`
	Names     []shapeJSON `json:"names"` // squares, stations and the like: one point each
}

// shapeJSON is one shape: its rings as x, y, dx, dy, dx, dy …
type shapeJSON struct {
	Code  string  `json:"code,omitempty"`
	Name  string  `json:"name,omitempty"`
	Rings [][]int `json:"rings"`
}

// shapesPage gives the borders, the same for every figure.
func shapesPage(r *request) (*answer, error) {
	g := &r.Geography
	p := projectionOf(g.Areas, fineWidth, 0)
	var housing, water []byblik.MultiPolygon
	for _, h := range g.Housing {
		housing = append(housing, h.Shape)
	}
	c := shapesContent{West: p.west, North: p.north, Lon: 1 / p.perLon, Lat: 1 / p.perLat, Water: []shapeJSON{}, Lines: []shapeJSON{}, Names: []shapeJSON{}}
	for _, x := range g.Context {
		if x.Kind == "water" && x.Shape != nil {
			water = append(water, x.Shape)
		}
		if x.Point != nil {
			lon, lat := p.at(*x.Point)
			c.Names = append(c.Names, shapeJSON{x.Kind, x.Name, [][]int{{lon, lat}}})
		}
		if len(x.Line) > 1 {
			var line []spot
			for _, q := range x.Line {
				lon, lat := p.at(q)
				line = append(line, spot{lon, lat})
			}
			c.Lines = append(c.Lines, shapeJSON{x.Kind, x.Name, [][]int{steps(thinLine(line, fineThin))}})
		}
	}
	layers := simplify(p.at, fineThin, g.Areas, g.Districts, g.Zones)
	named := func(level release.LevelID, list []outline) []shapeJSON {
		out := []shapeJSON{}
		for i, o := range list {
			place := r.places(level)[i]
			out = append(out, shapeJSON{place.Code, r.in(place.Name), ringSteps(o)})
		}
		return out
	}
	c.Areas, c.Districts, c.Zones = named(release.AreaLevel, layers[0]), named(release.DistrictLevel, layers[1]), named(release.ZoneLevel, layers[2])
	c.Housing = []shapeJSON{}
	for i, o := range simplify(p.at, fineThin, housing)[0] {
		c.Housing = append(c.Housing, shapeJSON{g.Housing[i].Code, g.Housing[i].Name, ringSteps(o)})
	}
	for _, o := range simplify(p.at, fineThin, water)[0] {
		c.Water = append(c.Water, shapeJSON{"", "", ringSteps(o)})
	}
	return &answer{title: "shapes", json: c}, nil
}

func ringSteps(o outline) [][]int {
	out := [][]int{}
	for _, r := range o {
		out = append(out, steps(r))
	}
	return out
}

// steps are the coordinates of a line, each as a difference to the one before.
func steps(line []spot) []int {
	out := make([]int, 0, 2*len(line))
	last := spot{}
	for _, p := range line {
		out = append(out, p[0]-last[0], p[1]-last[1])
		last = p
	}
	return out
}
