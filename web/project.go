package web

import (
	"math"
	"strconv"
	"strings"

	"byblik"
)

// projection puts longitude and latitude on a picture: a plate carrée at the
// middle latitude, which is true enough for a city. The picture is width
// units wide, one unit per step; shared borders stay shared, because every
// point is rounded to the same grid.
type projection struct {
	west, north   float64
	perLon        float64
	perLat        float64
	width, height int
}

// projectionOf fits shapes into a picture with a margin on each side.
func projectionOf(shapes []byblik.MultiPolygon, width, margin int) projection {
	west, south, east, north := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, s := range shapes {
		for _, polygon := range s {
			for _, ring := range polygon {
				for _, p := range ring {
					west, east = math.Min(west, p[0]), math.Max(east, p[0])
					south, north = math.Min(south, p[1]), math.Max(north, p[1])
				}
			}
		}
	}
	if !(east > west && north > south) {
		return projection{width: width, height: width}
	}
	inner := float64(width - 2*margin)
	p := projection{perLon: inner / (east - west), width: width}
	p.perLat = p.perLon / math.Cos((south+north)/2*math.Pi/180)
	p.west, p.north = west-float64(margin)/p.perLon, north+float64(margin)/p.perLat
	p.height = int(math.Ceil((north-south)*p.perLat)) + 2*margin
	return p
}

// at is the point of the picture, rounded to the grid.
func (p projection) at(q byblik.Point) (x, y int) {
	return int(math.Round((q[0] - p.west) * p.perLon)), int(math.Round((p.north - q[1]) * p.perLat))
}

// viewBox is that of the picture.
func (p projection) viewBox() string {
	return "0 0 " + strconv.Itoa(p.width) + " " + strconv.Itoa(p.height)
}

// path draws a shape.
func (p projection) path(shape byblik.MultiPolygon) string {
	var b strings.Builder
	for _, polygon := range shape {
		for _, ring := range polygon {
			if d := p.trace(ring); len(d) > 3 {
				writeTrace(&b, d[:len(d)-1])
				b.WriteByte('z')
			}
		}
	}
	return b.String()
}

// line draws an open line.
func (p projection) line(l byblik.Line) string {
	var b strings.Builder
	if d := p.trace(l); len(d) > 1 {
		writeTrace(&b, d)
	}
	return b.String()
}

// trace puts points on the grid and leaves out those that add nothing.
func (p projection) trace(points []byblik.Point) [][2]int {
	var out [][2]int
	for _, q := range points {
		x, y := p.at(q)
		n := len(out)
		if n > 0 && out[n-1] == [2]int{x, y} {
			continue
		}
		if n > 1 && straight(out[n-2], out[n-1], [2]int{x, y}) {
			out[n-1] = [2]int{x, y}
			continue
		}
		out = append(out, [2]int{x, y})
	}
	return out
}

// straight says whether b lies on the way from a to c.
func straight(a, b, c [2]int) bool {
	ux, uy, vx, vy := b[0]-a[0], b[1]-a[1], c[0]-b[0], c[1]-b[1]
	return ux*vy == uy*vx && ux*vx+uy*vy > 0
}

func writeTrace(b *strings.Builder, points [][2]int) {
	for i, q := range points {
		if i == 0 {
			b.WriteString("M" + strconv.Itoa(q[0]) + " " + strconv.Itoa(q[1]))
			continue
		}
		last := points[i-1]
		if i == 1 {
			b.WriteByte('l')
		} else if q[0] >= last[0] {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.Itoa(q[0] - last[0]))
		if q[1] >= last[1] {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.Itoa(q[1] - last[1]))
	}
}

// middle is a point inside the largest part of a shape's box, for a name.
func (p projection) middle(shape byblik.MultiPolygon) (x, y int) {
	var best float64
	for _, polygon := range shape {
		if len(polygon) == 0 || len(polygon[0]) < 4 {
			continue
		}
		if size, cx, cy := centre(polygon[0]); size > best {
			best = size
			x, y = p.at(byblik.Point{cx, cy})
		}
	}
	return x, y
}

// centre gives the size and the centre of mass of a ring (shoelace formula).
func centre(ring byblik.Ring) (size, x, y float64) {
	o := ring[0]
	var a, sx, sy float64
	for i := 0; i+1 < len(ring); i++ {
		x0, y0, x1, y1 := ring[i][0]-o[0], ring[i][1]-o[1], ring[i+1][0]-o[0], ring[i+1][1]-o[1]
		c := x0*y1 - x1*y0
		a, sx, sy = a+c, sx+(x0+x1)*c, sy+(y0+y1)*c
	}
	if a == 0 {
		return 0, o[0], o[1]
	}
	return math.Abs(a), o[0] + sx/(3*a), o[1] + sy/(3*a)
}
