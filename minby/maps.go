package minby

import (
	"slices"
	"strings"

	"byblik"
)

// Kinds of what a map shows for orientation, as the property kind of
// ContextFile has them.
const (
	waterKind    = "water"
	coastKind    = "coast"
	parkKind     = "park"
	railKind     = "rail"
	motorwayKind = "motorway"
	roadKind     = "road"
	placeKind    = "place"
)

// bigRoads are the roads out of town and across it, along corners of the plan.
var bigRoads = []line{
	{"Ringvejen", smooth, []string{"A", "P1", "P2", "P3", "P4", "D"}},
	{"Nordre Landevej", street, []string{"P2", "V", "N1"}},
	{"Strandvejen", street, []string{"P4", "T", "U", "N2"}},
	{"Havnevejen", street, []string{"T", "T2", "H0"}},
	{"Søndre Boulevard", street, []string{"A", "G1", "G2", "RB"}},
	{"Lyngvejen", street, []string{"M5", "Y", "R5"}},
	{"Østre Landevej", street, []string{"R5", "Y2", "Z"}},
}

// sights are points with a name beside the districts.
var sights = []struct {
	name string
	at   byblik.Point
}{{"Minby Havn", byblik.Point{10600, 5750}}, {"Minby Banegård", corners["RB"]}, {"Torvet", centre}}

// How far the sea is drawn beyond the town, in metres of the plan.
const seaNorth, seaSouth, seaEast = 11_200.0, -300.0, 15_300.0

// points gives the points of the plan along corners.
func (t *town) points(names ...string) (way []byblik.Point) {
	for _, v := range t.trace.along(names) {
		way = append(way, t.mesh.at[v])
	}
	return way
}

func (t *town) lineNamed(name string) []byblik.Point {
	for _, l := range lines {
		if l.name == name {
			return t.points(l.corners...)
		}
	}
	return nil
}

// contextFile draws what helps to find one's way: sea and harbour, coast, park,
// railway, motorway, big roads, and the names of districts and sights.
func (t *town) contextFile() []byte {
	c := newCollection("minby_context")
	t.drawWater(c)
	for _, a := range t.areas {
		if a.use == park {
			c.mark("Polygon", parkKind, "name", a.name)
			c.polygon(t.mesh.points(a.face))
		}
	}
	for _, l := range lines {
		kind, _, _ := strings.Cut(l.name, " ")
		switch kind {
		case "jernbanen":
			c.mark("LineString", railKind, "name", "J"+l.name[1:])
		case "motorvejen":
			c.mark("LineString", motorwayKind, "name", "Motorvejen")
		default:
			continue
		}
		c.line(t.points(l.corners...))
	}
	for _, l := range bigRoads {
		c.mark("LineString", roadKind, "name", l.name)
		c.line(t.points(l.corners...))
	}
	for _, d := range t.districts() {
		c.mark("Point", placeKind, "name", d)
		c.point(t.heartOf(d))
	}
	for _, s := range sights {
		c.mark("Point", placeKind, "name", s.name)
		c.point(s.at)
	}
	return c.bytes()
}

// drawWater draws the sea along the two coasts, the harbour between the quays
// round its island, and the coast as a line.
func (t *town) drawWater(c *collection) {
	north, south := t.lineNamed("nordkysten"), t.lineNamed("sydkysten")
	sea := slices.Concat(north, south, []byblik.Point{{south[len(south)-1][0], seaSouth}, {seaEast, seaSouth}, {seaEast, seaNorth}, {north[0][0], seaNorth}})
	c.mark("Polygon", waterKind, "name", "Minby Bugt")
	c.polygon(turned(sea))
	quays := slices.Concat(t.lineNamed("nordkajen"), t.lineNamed("sydkajen")[1:])
	var holes [][]byblik.Point
	for _, a := range t.areas {
		if a.use == island {
			hole := t.mesh.points(a.face)
			slices.Reverse(hole) // clockwise, as holes are
			holes = append(holes, hole)
		}
	}
	c.mark("Polygon", waterKind, "name", "Minby Havn")
	c.polygon(turned(quays), holes...)
	c.mark("LineString", coastKind, "name", "Kysten")
	c.line(slices.Concat(north, quays[1:], south[1:]))
}

// turned gives an outline counter-clockwise.
func turned(ring []byblik.Point) []byblik.Point {
	if signedArea(ring) < 0 {
		slices.Reverse(ring)
	}
	return ring
}

// districts names the districts in the order of the codes of their areas.
func (t *town) districts() (names []string) {
	for _, a := range t.areas {
		if !slices.Contains(names, a.district) {
			names = append(names, a.district)
		}
	}
	return names
}

// heartOf is the middle of the area nearest to the middle of a district.
func (t *town) heartOf(district string) byblik.Point {
	var sum byblik.Point
	total := 0.0
	for _, a := range t.areas {
		if a.district == district {
			sum[0], sum[1], total = sum[0]+float64(a.size*a.middle[0]), sum[1]+float64(a.size*a.middle[1]), total+a.size
		}
	}
	middle := byblik.Point{sum[0] / total, sum[1] / total}
	return t.nearest(middle, func(a *area) bool { return a.district == district && within(a.middle, t.mesh.points(a.face)) }).middle
}

// playgroundsFile places the staffed playgrounds: one in each district, where
// most children live, and one beside every second housing area.
func (t *town) playgroundsFile() []byte {
	var chosen []*area
	for _, d := range t.districts() {
		var best *area
		for _, a := range t.areas {
			if a.district == d && within(a.middle, t.mesh.points(a.face)) && (best == nil || a.figures[years-1].children > best.figures[years-1].children) {
				best = a
			}
		}
		chosen = append(chosen, best)
	}
	for i, e := range t.estates {
		if i%2 == 0 && !slices.Contains(chosen, e.area) && within(e.area.middle, t.mesh.points(e.area.face)) {
			chosen = append(chosen, e.area)
		}
	}
	slices.SortFunc(chosen, func(a, b *area) int { return strings.Compare(a.code, b.code) })
	c := newCollection("minby_playgrounds")
	for _, a := range chosen {
		c.mark("Point", "staffed_playground", "name", a.name+" Legeplads", "area", a.code)
		c.point(a.middle)
	}
	return c.bytes()
}
