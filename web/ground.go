package web

import (
	"slices"
	"strconv"
	"strings"

	"byblik"
	"byblik/release"
)

// ground is the city as the map draws it: everything that does not depend on
// which figures are shown.
type ground struct {
	projection
	areas, districts, zones []outline
	path                    map[release.LevelID][]string // of each place
	Borders, Zone           string                       // all districts, all zones, as one path
	Housing                 []mapShape
	Water, Park             []mapShape
	Lines                   []mapShape // rail, motorway, road
	Names                   []mapName  // places for orientation, besides the districts
	districtAt, areaAt      []spot     // where a name or a mark stands
}

// mapShape is one thing drawn for orientation.
type mapShape struct {
	Kind, Name, D string
}

const (
	mapWidth  = 1000 // grid units of the picture
	mapMargin = 6
	mapThin   = 0.9 // grid units within which a border is thinned
)

// newGround draws the borders of a release on the grid of the map.
func newGround(g *release.Geography) *ground {
	d := &ground{projection: projectionOf(g.Areas, mapWidth, mapMargin), path: map[release.LevelID][]string{}}
	layers := simplify(d.at, mapThin, g.Areas, g.Districts, g.Zones)
	d.areas, d.districts, d.zones = layers[0], layers[1], layers[2]
	for i, o := range d.areas {
		d.path[release.AreaLevel] = append(d.path[release.AreaLevel], d.draw(o, g.Areas[i]))
		d.areaAt = append(d.areaAt, o.middle())
	}
	for i, o := range d.districts {
		d.path[release.DistrictLevel] = append(d.path[release.DistrictLevel], d.draw(o, g.Districts[i]))
		d.districtAt = append(d.districtAt, o.middle())
		d.Borders += o.path()
	}
	for _, o := range d.zones {
		d.Zone += o.path()
	}
	for _, h := range g.Housing {
		for _, o := range simplify(d.at, mapThin, []byblik.MultiPolygon{h.Shape})[0] {
			d.Housing = append(d.Housing, mapShape{Name: h.Name, D: o.path()})
		}
	}
	for _, c := range g.Context {
		d.orient(c)
	}
	return d
}

// orient adds a thing for orientation.
func (d *ground) orient(c release.Context) {
	switch {
	case c.Shape != nil:
		s := mapShape{Kind: c.Kind, Name: c.Name, D: simplify(d.at, mapThin, []byblik.MultiPolygon{c.Shape})[0][0].path()}
		if c.Kind == "water" {
			d.Water = append(d.Water, s)
		} else {
			d.Park = append(d.Park, s)
		}
	case len(c.Line) > 1:
		var line []spot
		for _, p := range c.Line {
			x, y := d.at(p)
			if q := (spot{x, y}); len(line) == 0 || line[len(line)-1] != q {
				line = append(line, q)
			}
		}
		if len(line) > 1 {
			d.Lines = append(d.Lines, mapShape{c.Kind, c.Name, trail(thinLine(line, mapThin))})
		}
	case c.Point != nil:
		x, y := d.at(*c.Point)
		d.Names = append(d.Names, mapName{x, y, c.Name})
	}
}

// draw is the path of a place. One that is too small for the grid is a dot.
func (d *ground) draw(o outline, shape byblik.MultiPolygon) string {
	if len(o) > 0 {
		return o.path()
	}
	x, y := d.middle(shape)
	return "M" + strconv.Itoa(x) + " " + strconv.Itoa(y) + "h1v1z"
}

// path draws an outline with steps relative to the last point.
func (o outline) path() string {
	var b strings.Builder
	for _, r := range o {
		b.WriteString(trail(r))
		b.WriteByte('z')
	}
	return b.String()
}

// trail draws a line with steps relative to the last point.
func trail(points []spot) string {
	var b strings.Builder
	steps := make([][2]int, len(points))
	for i, p := range points {
		steps[i] = p
	}
	writeTrace(&b, steps)
	return b.String()
}

// middle is a point inside the largest ring: the centre of the longest stretch
// that a level line through its centre of mass has inside.
func (o outline) middle() spot {
	var ring []spot
	for _, r := range o {
		if ring == nil || abs(doubleArea(r)) > abs(doubleArea(ring)) {
			ring = r
		}
	}
	if ring == nil {
		return spot{}
	}
	_, cx, cy := centre(asRing(ring))
	if x, ok := insideAt(ring, cx, cy); ok {
		return spot{int(x), int(cy)}
	}
	return spot{int(cx), int(cy)}
}

func asRing(r []spot) byblik.Ring {
	out := make(byblik.Ring, 0, len(r)+1)
	for _, p := range r {
		out = append(out, byblik.Point{float64(p[0]), float64(p[1])})
	}
	return append(out, out[0])
}

func abs(n int) int { return max(n, -n) }

// insideAt finds the middle of the longest stretch of the level line y that
// lies inside a ring; x itself, where x lies on it.
func insideAt(ring []spot, x, y float64) (float64, bool) {
	var cross []float64
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		py, qy := float64(p[1]), float64(q[1])
		if (py > y) != (qy > y) {
			cross = append(cross, float64(p[0])+(y-py)/(qy-py)*float64(q[0]-p[0]))
		}
	}
	slices.Sort(cross)
	best, at := -1.0, 0.0
	for i := 0; i+1 < len(cross); i += 2 {
		if cross[i] < x && x < cross[i+1] {
			return x, true
		}
		if w := cross[i+1] - cross[i]; w > best {
			best, at = w, (cross[i]+cross[i+1])/2
		}
	}
	return at, best > 0
}
