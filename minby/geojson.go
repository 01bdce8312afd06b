package minby

import (
	"bytes"
	"math"
	"strconv"
	"strings"

	"byblik"
)

// The south-western corner of the plan, and metres per degree there. A town
// of 13 km is flat enough for fixed numbers.
const (
	west, south                 = 11.2400000, 56.2500000
	metresPerLon, metresPerLat  = 61_750.0, 111_350.0
	noteDa, noteEn              = "Minby er opdigtet: byen, dens beboere og alle tal er frembragt af et program.", "Minby is invented: the town, its people and all figures are made by a program."
	collectionHead, featureHead = `{"type":"FeatureCollection","name":`, `{"type":"Feature","properties":{`
)

// collection is a GeoJSON file while it is written.
type collection struct {
	b bytes.Buffer
	n int
}

func newCollection(name string) *collection {
	c := &collection{}
	c.b.WriteString(collectionHead + strconv.Quote(name) + `,"opdigtet":true,"note":` + strconv.Quote(noteDa+" "+noteEn) + `,"features":[`)
	return c
}

// feature begins a feature; properties come in pairs of name and value, all text.
func (c *collection) feature(kind string, properties ...string) {
	if c.n > 0 {
		c.b.WriteByte(',')
	}
	c.n++
	c.b.WriteString("\n" + featureHead)
	for i := 0; i < len(properties); i += 2 {
		c.b.WriteString(strconv.Quote(properties[i]) + ":" + strconv.Quote(properties[i+1]) + ",")
	}
	c.b.WriteString(`"opdigtet":true},"geometry":{"type":"` + kind + `","coordinates":`)
}

// mark begins a feature with a number of its own and a kind.
func (c *collection) mark(geometry, kind string, properties ...string) {
	c.feature(geometry, append([]string{"id", twoDigits(c.n + 1), "kind", kind}, properties...)...)
}

func (c *collection) polygon(ring []byblik.Point, holes ...[]byblik.Point) {
	c.b.WriteByte('[')
	c.points(append(ring[:len(ring):len(ring)], ring[0]))
	for _, h := range holes {
		c.b.WriteByte(',')
		c.points(append(h[:len(h):len(h)], h[0]))
	}
	c.b.WriteString("]}}")
}

func (c *collection) point(p byblik.Point) {
	c.b.WriteString(lonLat(p) + "}}")
}

func (c *collection) line(way []byblik.Point) {
	c.points(way)
	c.b.WriteString("}}")
}

func (c *collection) points(way []byblik.Point) {
	c.b.WriteByte('[')
	for i, p := range way {
		if i > 0 {
			c.b.WriteByte(',')
		}
		c.b.WriteString(lonLat(p))
	}
	c.b.WriteByte(']')
}

// lonLat writes a point of the plan as a position.
func lonLat(p byblik.Point) string {
	return "[" + degrees(west+p[0]/metresPerLon) + "," + degrees(south+p[1]/metresPerLat) + "]"
}

func (c *collection) bytes() []byte {
	c.b.WriteString("\n]}\n")
	return c.b.Bytes()
}

// degrees writes a coordinate with seven decimals, about a centimetre.
func degrees(v float64) string {
	s := strconv.FormatInt(int64(math.Floor(v*1e7+0.5)), 10)
	return s[:len(s)-7] + "." + s[len(s)-7:]
}

func (t *town) areasFile() []byte {
	c := newCollection("minby_areas")
	for _, a := range t.areas {
		c.feature("Polygon", "code", a.code, "name", a.name, "district", a.district)
		c.polygon(t.mesh.points(a.face))
	}
	return c.bytes()
}

// barriersFile holds the motorway and the railway, which lie exactly on
// borders of areas. Between the two pieces the railway runs in a tunnel.
func (t *town) barriersFile() []byte {
	c := newCollection("minby_barriers")
	for _, l := range lines {
		kind, _, _ := strings.Cut(l.name, " ")
		if kind != "motorvejen" && kind != "jernbanen" {
			continue
		}
		var way []byblik.Point
		for _, v := range t.trace.along(l.corners) {
			way = append(way, t.mesh.at[v])
		}
		c.feature("LineString", "kind", map[string]string{"motorvejen": "motorway", "jernbanen": "railway"}[kind], "name", l.name)
		c.line(way)
	}
	return c.bytes()
}

func (t *town) stateListFile() []byte {
	c := newCollection("minby_state_list_areas")
	for _, e := range t.estates {
		for _, y := range e.years {
			c.feature("Polygon", "area", e.name, "list", e.list, "year", strconv.Itoa(y))
			c.polygon(e.ring)
		}
	}
	return c.bytes()
}

func (t *town) housingFile() []byte {
	c := newCollection("minby_housing_areas")
	for i, e := range t.estates {
		number := strconv.Itoa(i + 1)
		c.feature("Polygon", "number", strings.Repeat("0", 2-len(number))+number, "name", e.name, "district", e.area.district)
		c.polygon(e.ring)
	}
	return c.bytes()
}
