package source

import (
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
)

// goodTopology draws the two triangles of goodBorders: the first from two
// arcs, one of them backwards, the second from one.
const goodTopology = `{"type":"Topology","transform":{"scale":[0.1,0.1],"translate":[12.1,55.1]},
"objects":{"blocks":{"type":"GeometryCollection","geometries":[
{"type":"Polygon","arcs":[[0,-2]],"id":"1","properties":{"nr":1,"name":"Nørre"}},
{"type":"MultiPolygon","arcs":[[[2]]],"properties":{"nr":2,"name":"Sønder"}}]}},
"arcs":[[[0,0],[1,0]],[[0,0],[1,1],[0,-1]],[[2,0],[1,0],[0,1],[-1,-1]]]}
`

func topoSource() *catalog.Source {
	return asFormat(bordersSource(), catalog.TopoJSON, "small.json")
}

func TestTopoJSONIsRead(t *testing.T) {
	s := topoSource()
	d, err := readBytes(s, []byte(goodTopology), blocks("1", "2"))
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Shapes[0][0][0]; len(got) != 4 || got[0] != (byblik.Point{12.1, 55.1}) || got[1] != (byblik.Point{12.2, 55.1}) || got[3] != got[0] {
		t.Errorf("the first ring is %v", got)
	}
	if got := d.Shapes[1][0][0]; len(got) != 4 || d.Rows[1].Name != "Sønder" {
		t.Errorf("the second ring is %v", got)
	}
	s.Key.Column = "id"
	if _, err = readBytes(s, []byte(goodTopology), nil); err == nil || !strings.Contains(err.Error(), "small.json:2: id: [unknown-area] found an empty key") {
		t.Errorf("codes as ids: %v", err)
	}
	lines := strings.NewReplacer(`"Polygon","arcs":[[0,-2]]`, `"LineString","arcs":[0,-2]`, `"MultiPolygon","arcs":[[[2]]]`, `"MultiLineString","arcs":[[2],[0]]`).Replace(goodTopology)
	if d, err = readBytes(asFormat(linesSource(), catalog.Lines, "small.json"), []byte(lines), nil); err != nil || len(d.Lines) != 3 || d.Receipt.RowsUsed != 2 {
		t.Errorf("lines: %v", err)
	}
}

func TestTopoJSONThatMisleads(t *testing.T) {
	for _, c := range []struct{ what, old, new, want, do string }{
		{"arcs that do not meet", "[[0,-2]]", "[[0,2]]", `small.json:1: feature 1: [bad-row] found arcs that do not meet`, "border"},
		{"an arc that is not there", "[[0,-2]]", "[[0,-9]]", `small.json:1: feature 1: [bad-row] found an arc that the file does not have`, "border"},
		{"a ring that does not close", "[[0,-2]]", "[[-2]]", `small.json:1: feature 1: [bad-row] found a ring of 3 points`, "border"},
		{"no transform", `"transform":{"scale":[0.1,0.1],"translate":[12.1,55.1]},`, ``, `small.json:`, "border"},
		{"half a transform", `"translate":[12.1,55.1]`, `"translate":[12.1]`, `small.json: transform: [damaged]`, "copy"},
		{"steps that are no whole numbers", "[[0,0],[1,0]]", "[[0,0],[1.5,0]]", `small.json: arcs: [damaged] found steps`, "copy"},
		{"two objects", `"objects":{`, `"objects":{"old":{},`, `small.json: layer: [layer] found 2: "old", "blocks"`, "declare"},
		{"GeoJSON", goodTopology, goodBorders, `small.json:1: type: [wrong-format] found JSON of the type "FeatureCollection"`, "format"},
		{"another system", `"type":"Topology"`, `"type":"Topology","crs":{"type":"name","properties":{"name":"EPSG:25832"}}`, `small.json: crs: [crs]`, "system"},
		{"cut", `[-1,-1]]]}`, "", `small.json:`, "copy"},
	} {
		t.Run(c.what, func(t *testing.T) {
			_, err := readBytes(topoSource(), []byte(strings.Replace(goodTopology, c.old, c.new, 1)), nil)
			checkFault(t, err, c.want, c.do)
		})
	}
	bomb := strings.Replace(goodTopology, "[[0,-2]]", "["+strings.Repeat("[0,-2],", 2_000_000)+"[0,-2]]", 1)
	_, err := readBytes(topoSource(), []byte(bomb), nil)
	checkFault(t, err, "small.json: [too-large]", "smaller files")
}
