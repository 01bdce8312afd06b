package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"byblik"
	"byblik/catalog"
)

// collection is a file of features on its way to a grid, in whatever format it
// was drawn.
type collection struct {
	*reading
	j        jsonText
	names    []string       // properties that the definition reads
	at       map[string]int // their place in a record
	seen     []bool         // properties that at least one feature has
	others   []string       // the file's further properties
	declared string         // reference system that the file names
	crsSaid  bool
	kind     string // the type at the top of a JSON file
	table    bool   // shapes are not wanted
	features int
	points   int // points taken so far, which may not grow without end
	grid     *grid
	lines    []byblik.Line
	buffer   []byblik.Point
}

// collect begins a collection.
func (r *reading) collect() *collection {
	c := &collection{reading: r, at: map[string]int{}, grid: &grid{unit: inFeatures}}
	for _, name := range wantedNames(r.Definition) {
		c.at[name] = len(c.names)
		c.names = append(c.names, name)
	}
	c.seen = make([]bool, len(c.names))
	return c
}

// geoJSON walks through a GeoJSON file. It reports what is no GeoJSON.
func (r *reading) geoJSON(text []byte) *collection {
	if !json.Valid(text) {
		r.brokenJSON(text)
		return nil
	}
	c := r.collect()
	c.j = jsonText{b: text}
	list := false
	c.j.object(func(name string) {
		switch name {
		case "type":
			c.kind, _ = c.j.scalar()
		case "crs":
			c.crs()
		case "features":
			list = c.j.array(c.feature)
		default:
			c.j.skip()
		}
	})
	if c.kind != "FeatureCollection" || !list {
		r.fault("not-geojson", 1, "type", "GeoJSON of the type "+shown(c.kind), "a FeatureCollection with features", "export the layer as GeoJSON once more")
		return nil
	}
	return c
}

// whole closes a collection: all features are taken. It reports an empty file
// and one in another reference system than declared.
func (c *collection) whole() bool {
	c.receipt.RowsRead = c.features
	if c.features == 0 {
		c.fault("empty-file", 1, "features", "no feature", "one feature per area", "get the file again from the publisher")
		return false
	}
	return c.table || c.checkSystem() && c.checkExtent()
}

// areas makes the grid of a collection of areas, or of rows without shape.
func (c *collection) areas() *grid {
	c.grid.others = c.others
	for k, name := range c.names {
		if !c.seen[k] {
			name = "" // so that it is told as missing
		}
		c.grid.head = append(c.grid.head, name)
	}
	if !c.whole() {
		return nil
	}
	return c.grid
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
	all := []string{s.Key.Column, s.Key.Name, s.Key.Authority, s.Key.AuthorityName, s.Key.District, s.Period.Column}
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
	coords int    // where its coordinates begin in a JSON text; −1 if there are none
	shape  byblik.MultiPolygon
	mark   byblik.Mark
	parts  []byblik.Line
	bad    string             // what makes it no row
	faults map[int]*objection // cells that hold no plain value
}

// next begins the next feature.
func (c *collection) next() *feature {
	c.features++
	return &feature{number: c.features, cells: make([]string, len(c.names)), coords: -1}
}

// set fills a cell of a feature. Cells are UTF-8 from here on.
func (c *collection) set(f *feature, k int, text string, o *objection) {
	if o == nil && !utf8.ValidString(text) {
		text, o = "", &objection{"bad-cell", "letters that are no UTF-8", "UTF-8", "ask the publisher for the file as it was exported"}
	}
	if f.cells[k] = text; o == nil {
		return
	}
	if f.faults == nil {
		f.faults = map[int]*objection{}
	}
	f.faults[k] = o
}

// keep takes a feature into the collection, or objects to it.
func (c *collection) keep(f *feature) {
	if c.Definition.Format == catalog.Lines {
		c.keepLines(f)
	} else {
		c.keepArea(f)
	}
}

// feature takes one feature of a GeoJSON file.
func (c *collection) feature() {
	f := c.next()
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
	switch c.Definition.Format {
	case catalog.Lines:
		c.readLines(f)
	case catalog.Marks:
		c.readMark(f)
	default:
		c.readArea(f)
	}
	c.keep(f)
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
	number := c.j.next() == '-' || c.j.next() >= '0' && c.j.next() <= '9'
	s, ok := c.j.scalar()
	if number {
		s = c.number(s)
	}
	if !ok {
		f.bad = "a list or an object in the property " + shown(name)
	}
	if given[k] {
		f.bad = "the property " + shown(name) + " twice"
	}
	f.cells[k], given[k], c.seen[k] = s, true, true
}

// readArea takes the polygons of a feature of a GeoJSON file.
func (c *collection) readArea(f *feature) {
	switch {
	case f.bad != "":
	case f.kind == "" || f.coords < 0:
		f.bad = "a feature without geometry"
	case f.kind == "Polygon":
		c.j.i = f.coords
		var p byblik.Polygon
		p, f.bad = c.polygon()
		f.shape = byblik.MultiPolygon{p}
	case f.kind == "MultiPolygon":
		c.j.i = f.coords
		f.shape, f.bad = c.multiPolygon()
	default:
		f.bad = "a geometry of the type " + shown(f.kind)
	}
}

// keepArea takes a feature with polygons.
func (c *collection) keepArea(f *feature) {
	if f.bad != "" {
		area := ""
		if k, ok := c.at[c.Definition.Key.Column]; ok {
			area = f.cells[k]
		}
		c.object(area, "bad-row", f.number, strings.TrimSpace(string(c.grid.unit)+" "+area), f.bad, c.geometries(), "ask the publisher for the area's border")
		return
	}
	for k, o := range f.faults {
		if c.grid.bad == nil {
			c.grid.bad = map[cellAt]*objection{}
		}
		c.grid.bad[cellAt{len(c.grid.records), k}] = o
	}
	c.grid.records = append(c.grid.records, f.cells)
	c.grid.lines = append(c.grid.lines, f.number)
	if !c.table {
		c.grid.shapes = append(c.grid.shapes, f.shape)
	}
	if c.Definition.Format == catalog.Marks {
		c.grid.marks = append(c.grid.marks, f.mark)
	}
}

// geometries names what a feature may be.
func (c *collection) geometries() string {
	if c.Definition.Format == catalog.Marks {
		return "a feature with a Point, LineString, Polygon or MultiPolygon"
	}
	return "a feature with a Polygon or MultiPolygon"
}

// readMark takes the point, line or polygons of a feature of a GeoJSON file.
// Its points also stand as a shape, for the extent.
func (c *collection) readMark(f *feature) {
	if f.bad != "" || f.coords < 0 || f.kind != "Point" && f.kind != "LineString" {
		c.readArea(f)
		f.mark.Shape = f.shape
		return
	}
	c.j.i = f.coords
	if f.kind == "Point" {
		p, bad := c.position()
		f.mark.Point, f.bad = &p, bad
		f.shape = byblik.MultiPolygon{{{p}}}
		return
	}
	l, bad := c.pointList()
	if bad == "" && len(l) < 2 {
		bad = "a line with fewer than two points"
	}
	f.mark.Line, f.bad = byblik.Line(l), bad
	f.shape = byblik.MultiPolygon{{byblik.Ring(l)}}
}
