package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
)

// collection is a GeoJSON file on its way to a grid.
type collection struct {
	*reading
	j        jsonText
	names    []string       // properties that the definition reads
	at       map[string]int // their place in a record
	seen     []bool         // properties that at least one feature has
	others   []string       // the first feature's further properties
	declared string         // reference system that the file names
	crsSaid  bool
	kind     string // the type at the top
	features int
	grid     *grid
	lines    []byblik.Line
	buffer   []byblik.Point
}

// scan walks through a GeoJSON file and calls take at the members of each
// feature. It reports what is no GeoJSON.
func (r *reading) scan(text []byte, take func(*collection, *feature)) *collection {
	if !json.Valid(text) {
		r.brokenJSON(text)
		return nil
	}
	c := &collection{reading: r, j: jsonText{b: text}, at: map[string]int{}, grid: &grid{geo: true}}
	for _, name := range wantedNames(r.Definition) {
		c.at[name] = len(c.names)
		c.names = append(c.names, name)
	}
	c.seen = make([]bool, len(c.names))
	list := false
	c.j.object(func(name string) {
		switch name {
		case "type":
			c.kind, _ = c.j.scalar()
		case "crs":
			c.crs()
		case "features":
			list = c.j.array(func() { c.feature(take) })
		default:
			c.j.skip()
		}
	})
	r.receipt.RowsRead = c.features
	switch {
	case c.kind != "FeatureCollection" || !list:
		r.fault("not-geojson", 1, "type", "GeoJSON of the type "+shown(c.kind), "a FeatureCollection with features", "export the layer as GeoJSON once more")
	case c.features == 0:
		r.fault("empty-file", 1, "features", "no feature", "one feature per area", "get the file again from the publisher")
	case !c.checkSystem():
	default:
		return c
	}
	return nil
}

// brokenJSON says where a text stops being JSON.
func (r *reading) brokenJSON(text []byte) {
	var any json.RawMessage
	var syntax *json.SyntaxError
	err := json.Unmarshal(text, &any)
	if !errors.As(err, &syntax) {
		r.fault("not-geojson", 1, "", "no JSON", "GeoJSON", "check that this is the right file")
		return
	}
	at := min(int(syntax.Offset), len(text))
	if at == len(text) {
		r.fault("truncated", lineOf(text, at), fmt.Sprintf("byte %d", at), "JSON that breaks off", "a whole file", "copy the file again from the publisher")
		return
	}
	r.fault("not-geojson", lineOf(text, at), fmt.Sprintf("byte %d", at), syntax.Error(), "JSON", "ask the publisher for the file as it was exported")
}

// wantedNames lists the properties that a definition reads, each once.
func wantedNames(s *catalog.Source) []string {
	all := []string{s.Key.Column, s.Key.Name, s.Key.Authority, s.Key.District, s.Period.Column}
	if s.RowState != nil {
		all = append(all, s.RowState.Column)
	}
	for _, c := range s.Columns {
		all = append(all, c.Name)
	}
	var names []string
	for _, n := range all {
		if n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}

// feature is one feature while it is read.
type feature struct {
	number int // from 1
	cells  []string
	kind   string // of the geometry; empty if there is none
	coords int    // where its coordinates begin; −1 if there are none
	bad    string // what makes it no row
}

// feature takes one feature.
func (c *collection) feature(take func(*collection, *feature)) {
	c.features++
	f := &feature{number: c.features, cells: make([]string, len(c.names)), coords: -1}
	given := make([]bool, len(c.names))
	ok := c.j.object(func(name string) {
		switch name {
		case "geometry":
			c.j.object(func(name string) {
				switch name {
				case "type":
					f.kind, _ = c.j.scalar()
				case "coordinates":
					c.j.next()
					f.coords = c.j.i
					c.j.skip()
				default:
					c.j.skip()
				}
			})
		case "properties":
			c.j.object(func(name string) { c.property(f, name, given) })
		default:
			c.j.skip()
		}
	})
	if !ok {
		f.bad = "something that is no feature"
	}
	after := c.j.i
	take(c, f)
	c.j.i = after
}

func (c *collection) property(f *feature, name string, given []bool) {
	k, wanted := c.at[name]
	if !wanted {
		if f.number == 1 {
			c.others = append(c.others, name)
		}
		c.j.skip()
		return
	}
	s, ok := c.j.scalar()
	if !ok {
		f.bad = "a list or an object in the property " + shown(name)
	}
	if given[k] {
		f.bad = "the property " + shown(name) + " twice"
	}
	f.cells[k], given[k], c.seen[k] = s, true, true
}

// geoGrid takes a GeoJSON file of areas apart.
func (r *reading) geoGrid(text []byte) *grid {
	c := r.scan(text, (*collection).area)
	if c == nil {
		return nil
	}
	c.grid.others = c.others
	for k, name := range c.names {
		if !c.seen[k] {
			name = "" // so that it is told as missing
		}
		c.grid.head = append(c.grid.head, name)
	}
	if !c.checkExtent() {
		return nil
	}
	return c.grid
}

// area takes the polygons of a feature.
func (c *collection) area(f *feature) {
	var shape byblik.MultiPolygon
	switch {
	case f.bad != "":
	case f.kind == "" || f.coords < 0:
		f.bad = "a feature without geometry"
	case f.kind == "Polygon":
		c.j.i = f.coords
		var p byblik.Polygon
		p, f.bad = c.polygon()
		shape = byblik.MultiPolygon{p}
	case f.kind == "MultiPolygon":
		c.j.i = f.coords
		shape, f.bad = c.multiPolygon()
	default:
		f.bad = "a geometry of the type " + shown(f.kind)
	}
	if f.bad != "" {
		area := ""
		if k, ok := c.at[c.Definition.Key.Column]; ok {
			area = f.cells[k]
		}
		c.object(area, "bad-row", f.number, strings.TrimSpace("feature "+area), f.bad, "a feature with a Polygon or MultiPolygon", "ask the publisher for the area's border")
		return
	}
	c.grid.records = append(c.grid.records, f.cells)
	c.grid.lines = append(c.grid.lines, f.number)
	c.grid.shapes = append(c.grid.shapes, shape)
}
