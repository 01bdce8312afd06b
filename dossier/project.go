package dossier

import (
	"math"
	"strconv"

	"byblik"
)

// canvas turns degrees into the whole units of the map: one scale for both
// directions, longitude shrunk by the cosine of the middle latitude. Whole
// units make borders of neighbours fall on the same points, so that a lighter
// map has no gaps.
type canvas struct {
	west, north  float64
	perLon       float64
	perLat       float64
	width, hight int
}

// mapUnits is the longer side of the map in units.
const mapUnits = 1400

// newCanvas frames the shapes with a margin; ok is false without any point.
func newCanvas(shapes []byblik.MultiPolygon) (c canvas, ok bool) {
	west, east, south, north := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, m := range shapes {
		for _, p := range m {
			for _, r := range p {
				for _, pt := range r {
					west, east = math.Min(west, pt[0]), math.Max(east, pt[0])
					south, north = math.Min(south, pt[1]), math.Max(north, pt[1])
				}
			}
		}
	}
	if !(east > west && north > south) {
		return c, false
	}
	k := math.Cos((south + north) / 2 * math.Pi / 180)
	w, h := (east-west)*k, north-south
	const margin = 24
	scale := (mapUnits - 2*margin) / math.Max(w, h)
	c = canvas{perLon: k * scale, perLat: scale}
	c.west, c.north = west-margin/c.perLon, north+margin/c.perLat
	c.width, c.hight = int(math.Ceil(w*scale))+2*margin, int(math.Ceil(h*scale))+2*margin
	return c, true
}

func (c canvas) at(p byblik.Point) (x, y int) {
	return int(math.Round((p[0] - c.west) * c.perLon)), int(math.Round((c.north - p[1]) * c.perLat))
}

// path writes polygons as one SVG path in whole, relative units.
func (c canvas) path(m byblik.MultiPolygon) string {
	var b []byte
	for _, p := range m {
		for _, r := range p {
			pts := c.snap(r)
			if len(pts) > 1 && pts[0] == pts[len(pts)-1] {
				pts = pts[:len(pts)-1]
			}
			if len(pts) < 3 {
				continue
			}
			b = append(appendPath(b, pts), 'z')
		}
	}
	return string(b)
}

// line writes a line as an SVG path.
func (c canvas) line(l byblik.Line) string {
	pts := c.snap(byblik.Ring(l))
	if len(pts) < 2 {
		return ""
	}
	return string(appendPath(nil, pts))
}

// snap rounds to units and leaves out points that say nothing: repeated ones
// and those straight between their neighbours.
func (c canvas) snap(r byblik.Ring) [][2]int {
	var pts [][2]int
	for _, p := range r {
		x, y := c.at(p)
		q := [2]int{x, y}
		n := len(pts)
		if n > 0 && pts[n-1] == q {
			continue
		}
		if n > 1 && straight(pts[n-2], pts[n-1], q) {
			pts[n-1] = q
			continue
		}
		pts = append(pts, q)
	}
	return pts
}

func straight(a, b, c [2]int) bool {
	ux, uy, vx, vy := b[0]-a[0], b[1]-a[1], c[0]-b[0], c[1]-b[1]
	return ux*vy == uy*vx && ux*vx+uy*vy > 0
}

func appendPath(b []byte, pts [][2]int) []byte {
	b = append(b, 'M')
	last := [2]int{}
	for i, p := range pts {
		dx, dy := p[0]-last[0], p[1]-last[1]
		if i == 1 {
			b = append(b, 'l')
		} else if i > 1 && dx >= 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendInt(b, int64(dx), 10)
		if dy >= 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendInt(b, int64(dy), 10)
		last = p
	}
	return b
}

// middle is a point that a label can stand on: the centre of the largest part.
func (c canvas) middle(m byblik.MultiPolygon) (x, y float64, ok bool) {
	best := 0.0
	for _, p := range m {
		if len(p) == 0 {
			continue
		}
		if a := math.Abs(signedArea(p[0])); a > best {
			cx, cy := centroid(p[0])
			best, x, y, ok = a, (cx-c.west)*c.perLon, (c.north-cy)*c.perLat, true
		}
	}
	return x, y, ok
}

func centroid(r byblik.Ring) (float64, float64) {
	var a, x, y float64
	for i := 1; i < len(r); i++ {
		px, py, qx, qy := r[i-1][0]-r[0][0], r[i-1][1]-r[0][1], r[i][0]-r[0][0], r[i][1]-r[0][1]
		w := px*qy - qx*py
		a, x, y = a+w, x+(px+qx)*w, y+(py+qy)*w
	}
	return r[0][0] + x/(3*a), r[0][1] + y/(3*a)
}
