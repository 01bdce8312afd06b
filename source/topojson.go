package source

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"

	"byblik"
	"byblik/catalog"
)

// topology is a TopoJSON file while it is read (TopoJSON 1.0): areas name the
// stretches of border (arcs) that go round them, so that neighbours share one.
type topology struct {
	*collection
	at        map[string]int // where each member at the top begins
	arcs      [][]byblik.Point
	scale     byblik.Point
	translate byblik.Point
	quantised bool // arcs are steps on a grid
}

// isTopology tells TopoJSON from GeoJSON.
func isTopology(text []byte) bool {
	j := jsonText{b: text}
	found := false
	if json.Valid(text) {
		j.object(func(name string) {
			if name == "type" {
				kind, _ := j.scalar()
				found = kind == "Topology"
				return
			}
			j.skip()
		})
	}
	return found
}

// topoJSON takes one object of a TopoJSON file apart.
func (r *reading) topoJSON(text []byte) *collection {
	if !json.Valid(text) {
		r.brokenJSON(text)
		return nil
	}
	t := &topology{collection: r.collect(), at: map[string]int{}}
	t.j = jsonText{b: text}
	twice := ""
	t.j.object(func(name string) {
		if _, again := t.at[name]; again {
			twice = name
		}
		t.j.next()
		t.at[name] = t.j.i
		switch name {
		case "type":
			t.kind, _ = t.j.scalar()
		case "crs":
			t.crs()
		default:
			t.j.skip()
		}
	})
	switch {
	case twice != "":
		r.damaged(twice, "the member "+shown(twice)+" twice", "each member once")
	case t.kind != "Topology":
		r.fault("wrong-format", 1, "type", "JSON of the type "+shown(t.kind), "TopoJSON, of the type Topology", "check that this is the right file, or correct format in the definition")
	case t.checkSystem() && t.readTransform() && t.readArcs():
		if at, ok := t.chooseObject(); ok && t.readObject(at) {
			return t.collection
		}
	}
	return nil
}

// readTransform reads how whole numbers become coordinates.
func (t *topology) readTransform() bool {
	at, ok := t.at["transform"]
	if !ok {
		return true
	}
	t.j.i = at
	given := 0
	pair := func(to *byblik.Point) {
		n := 0
		t.j.array(func() {
			v, ok := t.j.number()
			if ok && n < 2 {
				to[n] = v
				given++
			}
			n++
		})
	}
	t.j.object(func(name string) {
		switch name {
		case "scale":
			pair(&t.scale)
		case "translate":
			pair(&t.translate)
		default:
			t.j.skip()
		}
	})
	if given != 4 || t.scale[0] == 0 || t.scale[1] == 0 {
		t.damaged("transform", "no scale and translate of two numbers", "both, none of the scales 0")
		return false
	}
	t.quantised = true
	return true
}

// readArcs reads all stretches of border. Where the file has a transform,
// each point is a step in whole numbers from the one before.
func (t *topology) readArcs() bool {
	at, ok := t.at["arcs"]
	bad := ""
	if ok {
		t.j.i = at
		ok = t.j.array(func() {
			line, wrong := t.pointList()
			if wrong != "" && bad == "" {
				bad = fmt.Sprintf("arc %d: %s", len(t.arcs), wrong)
			}
			if t.quantised {
				bad = t.unpack(line, bad)
			}
			t.points += len(line)
			t.arcs = append(t.arcs, line)
		})
	}
	if !ok || bad != "" {
		if bad == "" {
			bad = "no arcs"
		}
		t.damaged("arcs", bad, "a list of lines")
		return false
	}
	return true
}

func (t *topology) unpack(line []byblik.Point, bad string) string {
	var sum byblik.Point
	for i := range line {
		for k := range sum {
			if line[i][k] != math.Trunc(line[i][k]) {
				bad = "steps that are no whole numbers, although there is a transform"
			}
			sum[k] += line[i][k]
			line[i][k] = float64(sum[k]*t.scale[k]) + t.translate[k]
		}
	}
	return bad
}

// chooseObject finds the object of the definition. Of several none is guessed.
func (t *topology) chooseObject() (int, bool) {
	t.j.i = t.at["objects"]
	var names []string
	at := map[string]int{}
	if _, ok := t.at["objects"]; ok {
		t.j.object(func(name string) {
			t.j.next()
			names = append(names, name)
			at[name] = t.j.i
			t.j.skip()
		})
	}
	wanted := t.Definition.Layer
	if wanted == "" && len(names) == 1 {
		return at[names[0]], true
	}
	if i, ok := at[wanted]; ok && wanted != "" && len(at) == len(names) {
		return i, true
	}
	for i, n := range names {
		names[i] = shown(n)
	}
	t.chooseFault("layer", wanted, names)
	return 0, false
}

// readObject reads the features of an object: a collection of geometries, or
// a single one.
func (t *topology) readObject(at int) bool {
	kind, list := "", -1
	t.j.i = at
	t.j.object(func(name string) {
		switch name {
		case "type":
			kind, _ = t.j.scalar()
		case "geometries":
			t.j.next()
			list = t.j.i
			t.j.skip()
		default:
			t.j.skip()
		}
	})
	if kind != "GeometryCollection" {
		t.j.i = at
		t.readGeometry()
	} else if list >= 0 {
		t.j.i = list
		t.j.array(t.readGeometry)
	}
	if t.points > maxPoints {
		t.tooLarge("more than "+strconv.Itoa(maxPoints)+" points", "borders of a country at most")
		return false
	}
	return true
}

// readGeometry reads one geometry with its properties; its id is a property
// too.
func (t *topology) readGeometry() {
	f := t.next()
	given := make([]bool, len(t.names))
	arcs, id := -1, ""
	ok := t.j.object(func(name string) {
		switch name {
		case "type":
			f.kind, _ = t.j.scalar()
		case "arcs":
			t.j.next()
			arcs = t.j.i
			t.j.skip()
		case "id":
			id, _ = t.j.scalar()
		case "properties":
			t.j.object(func(name string) { t.property(f, name, given) })
		default:
			t.j.skip()
		}
	})
	if k, wanted := t.collection.at["id"]; wanted && !given[k] && id != "" {
		f.cells[k], t.seen[k] = id, true
	}
	after := t.j.i
	switch {
	case !ok:
		f.bad = "something that is no feature"
	case f.bad != "":
	case f.kind == "" || arcs < 0:
		f.bad = "a feature without geometry"
	case t.points <= maxPoints:
		t.j.i = arcs
		t.shapeOf(f)
	}
	if t.j.i = after; t.points <= maxPoints {
		t.keep(f)
	}
}

func (t *topology) shapeOf(f *feature) {
	lines := t.Definition.Format == catalog.Lines
	list := func(take func()) {
		if !t.j.array(take) {
			f.bad = "arcs that are no list"
		}
	}
	line := func() { f.parts = append(f.parts, byblik.Line(t.join(f))) }
	polygon := func() {
		var p byblik.Polygon
		list(func() {
			ring := byblik.Ring(t.join(f))
			if f.bad == "" {
				f.bad = badRing(ring)
			}
			p = append(p, ring)
		})
		if f.bad == "" && len(p) == 0 {
			f.bad = "a polygon without rings"
		}
		f.shape = append(f.shape, p)
	}
	switch {
	case !lines && f.kind == "Polygon":
		polygon()
	case !lines && f.kind == "MultiPolygon":
		list(polygon)
		if f.bad == "" && len(f.shape) == 0 {
			f.bad = "a geometry without polygons"
		}
	case lines && f.kind == "LineString":
		line()
	case lines && f.kind == "MultiLineString":
		list(line)
	default:
		f.bad = "a geometry of the type " + shown(f.kind)
	}
}

// join puts arcs end to end: ~i is arc i backwards, and each begins where the
// one before ended.
func (t *topology) join(f *feature) []byblik.Point {
	var line []byblik.Point
	ok := t.j.array(func() {
		v, isNumber := t.j.number()
		i, back := int(v), false
		if v < 0 {
			i, back = ^int(v), true
		}
		switch {
		case !isNumber || v != math.Trunc(v) || math.Abs(v) > 1e9 || i >= len(t.arcs):
			f.bad = "an arc that the file does not have"
			return
		case f.bad != "" || t.points > maxPoints || len(t.arcs[i]) == 0:
			return
		}
		arc := t.arcs[i]
		if back {
			arc = slices.Clone(arc)
			slices.Reverse(arc)
		}
		if len(line) > 0 {
			if line[len(line)-1] != arc[0] {
				f.bad = "arcs that do not meet"
				return
			}
			arc = arc[1:]
		}
		t.points += len(arc) + 1
		line = append(line, arc...)
	})
	if !ok {
		f.bad = "arcs that are no list"
	}
	return line
}
