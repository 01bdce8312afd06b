package release

import (
	"encoding/json"
	"fmt"

	"byblik"
	"byblik/spatial"
)

// The files of the borders. All are RFC 7946 GeoJSON in longitude and
// latitude; properties hold codes and names, figures are in figures/.
const (
	areaShapes     = "geo/areas.geojson"
	districtShapes = "geo/districts.geojson"
	zoneShapes     = "geo/zones.geojson"
	housingShapes  = "geo/housing.geojson"
	contextShapes  = "geo/context.geojson"
)

// encode writes the borders. A release without them has no such file.
func (g *Geography) encode(r *Release) map[string][]byte {
	files := map[string][]byte{}
	for _, x := range []struct {
		path   string
		level  LevelID
		shapes []byblik.MultiPolygon
	}{{areaShapes, AreaLevel, g.Areas}, {districtShapes, DistrictLevel, g.Districts}, {zoneShapes, ZoneLevel, g.Zones}} {
		if x.shapes == nil {
			continue
		}
		c := newCollection()
		for i, p := range r.Level(x.level).Places {
			c.feature(p.Code, spatial.AppendShape(nil, x.shapes[i]), "name", p.Name.Da, "name_en", p.Name.En, "district", p.District, "zone", p.Zone)
		}
		files[x.path] = c.bytes()
	}
	if g.Housing != nil {
		c := newCollection()
		for _, h := range g.Housing {
			c.feature(h.Code, spatial.AppendShape(nil, h.Shape), "name", h.Name)
		}
		files[housingShapes] = c.bytes()
	}
	if g.Context != nil {
		c := newCollection()
		for _, x := range g.Context {
			shape := spatial.AppendShape(nil, x.Shape)
			switch {
			case x.Point != nil:
				shape = spatial.AppendPoint(nil, *x.Point)
			case x.Line != nil:
				shape = spatial.AppendLine(nil, x.Line)
			}
			c.feature("", shape, "kind", x.Kind, "name", x.Name)
		}
		files[contextShapes] = c.bytes()
	}
	return files
}

// collection is a FeatureCollection while it is written.
type collection struct {
	text []byte
	n    int
}

func newCollection() *collection {
	return &collection{text: []byte(`{"type":"FeatureCollection","features":[`)}
}

// feature adds one; properties come in pairs of name and text, empty ones are
// left out.
func (c *collection) feature(id string, geometry []byte, properties ...string) {
	if c.n > 0 {
		c.text = append(c.text, ',')
	}
	c.n++
	c.text = append(c.text, "\n{\"type\":\"Feature\","...)
	if id != "" {
		c.text = append(append(append(c.text, `"id":`...), quoted(id)...), ',')
	}
	c.text = append(c.text, `"properties":{`...)
	first := true
	for i := 0; i < len(properties); i += 2 {
		if properties[i+1] == "" {
			continue
		}
		if !first {
			c.text = append(c.text, ',')
		}
		first = false
		c.text = append(append(append(c.text, quoted(properties[i])...), ':'), quoted(properties[i+1])...)
	}
	c.text = append(append(append(c.text, `},"geometry":`...), geometry...), '}')
}

func (c *collection) bytes() []byte { return append(c.text, "\n]}\n"...) }

func quoted(s string) []byte {
	text, _ := json.Marshal(s) // a string always can be written
	return text
}

// shape is one feature as it is read.
type shape struct {
	ID         string
	Properties map[string]string
	Geometry   *struct {
		Type        string
		Coordinates json.RawMessage
	}
}

// decodeShapes reads a collection.
func decodeShapes(path string, text []byte) ([]shape, error) {
	var c struct{ Features []shape }
	if err := json.Unmarshal(text, &c); err != nil {
		return nil, &byblik.Error{Kind: byblik.Invalid, File: path, Found: err.Error(), Expected: "GeoJSON that byblik wrote", Do: "get the release again"}
	}
	return c.Features, nil
}

func (s *shape) into(path, kind string, v any) error {
	if s.Geometry == nil {
		return nil
	}
	if s.Geometry.Type != kind {
		return &byblik.Error{Kind: byblik.Invalid, File: path, Place: s.ID, Found: s.Geometry.Type, Expected: kind, Do: "get the release again"}
	}
	if err := json.Unmarshal(s.Geometry.Coordinates, v); err != nil {
		return &byblik.Error{Kind: byblik.Invalid, File: path, Place: s.ID, Found: err.Error(), Expected: "coordinates", Do: "get the release again"}
	}
	return nil
}

// decode reads the borders that are there.
func (g *Geography) decode(r *Release, files map[string][]byte) error {
	for _, x := range []struct {
		path   string
		level  LevelID
		shapes *[]byblik.MultiPolygon
	}{{areaShapes, AreaLevel, &g.Areas}, {districtShapes, DistrictLevel, &g.Districts}, {zoneShapes, ZoneLevel, &g.Zones}} {
		text, ok := files[x.path]
		if !ok {
			continue
		}
		l := r.Level(x.level)
		list, err := decodeShapes(x.path, text)
		if err != nil {
			return err
		}
		if l == nil || len(list) != len(l.Places) {
			return &byblik.Error{Kind: byblik.Invalid, File: x.path, Found: fmt.Sprintf("%d shapes", len(list)), Expected: "one for each place of the level", Do: "get the release again"}
		}
		*x.shapes = make([]byblik.MultiPolygon, len(list))
		for i := range list {
			if list[i].ID != l.Places[i].Code {
				return &byblik.Error{Kind: byblik.Invalid, File: x.path, Place: list[i].ID, Found: "a shape out of order", Expected: l.Places[i].Code, Do: "get the release again"}
			}
			if err := list[i].into(x.path, "MultiPolygon", &(*x.shapes)[i]); err != nil {
				return err
			}
		}
	}
	if err := g.decodeHousing(files[housingShapes]); err != nil {
		return err
	}
	return g.decodeContext(files[contextShapes])
}

func (g *Geography) decodeHousing(text []byte) error {
	if text == nil {
		return nil
	}
	list, err := decodeShapes(housingShapes, text)
	for i := range list {
		h := Housing{Code: list[i].ID, Name: list[i].Properties["name"]}
		if err := list[i].into(housingShapes, "MultiPolygon", &h.Shape); err != nil {
			return err
		}
		g.Housing = append(g.Housing, h)
	}
	return err
}

func (g *Geography) decodeContext(text []byte) error {
	if text == nil {
		return nil
	}
	list, err := decodeShapes(contextShapes, text)
	for i := range list {
		x := Context{Kind: list[i].Properties["kind"], Name: list[i].Properties["name"]}
		kind := "MultiPolygon"
		var v any = &x.Shape
		if list[i].Geometry != nil {
			switch list[i].Geometry.Type {
			case "LineString":
				kind, v = "LineString", &x.Line
			case "Point":
				x.Point = &byblik.Point{}
				kind, v = "Point", x.Point
			}
		}
		if err := list[i].into(contextShapes, kind, v); err != nil {
			return err
		}
		g.Context = append(g.Context, x)
	}
	return err
}
