package source

import (
	"encoding/json"
	"strings"

	"byblik/catalog"

	"github.com/parquet-go/parquet-go"
)

// geoMetadata is what a GeoParquet file says of its shapes (GeoParquet 1.1).
type geoMetadata struct {
	Primary string `json:"primary_column"`
	Columns map[string]struct {
		Encoding string          `json:"encoding"`
		CRS      json.RawMessage `json:"crs"`
		Edges    string          `json:"edges"`
	} `json:"columns"`
}

// shapeColumn finds the column of shapes and the reference system of its
// coordinates, nil for a table. GeoParquet always stores east before north,
// whatever the system says of its axes; without a system it is CRS84.
func (p *parquetFile) shapeColumn(c *collection) (*parquet.Column, bool) {
	if c.table {
		return nil, true
	}
	text, ok := p.file.Lookup("geo")
	var geo geoMetadata
	if ok {
		ok = json.Unmarshal([]byte(text), &geo) == nil
	}
	if !ok || geo.Primary == "" {
		p.fault("wrong-format", 0, "geo", "a Parquet file that does not say where its shapes are", "GeoParquet", "write it with a program that knows GeoParquet, or remove extent from the definition if only figures are read")
		return nil, false
	}
	m := geo.Columns[geo.Primary]
	col := p.file.Root().Column(geo.Primary)
	switch {
	case col == nil || !col.Leaf() || col.MaxRepetitionLevel() > 0 || col.MaxDefinitionLevel() > 1 || col.Type().Kind() != parquet.ByteArray:
		p.damaged("geo", "no column "+shown(geo.Primary)+" of bytes", "the column of shapes that the file names")
		return nil, false
	case !strings.EqualFold(m.Encoding, "WKB"):
		p.fault("column-type", 0, geo.Primary, "shapes written as "+shown(m.Encoding), "WKB", "write the shapes as WKB, which every program does that is not asked otherwise")
		return nil, false
	case m.Edges != "" && m.Edges != "planar":
		p.fault("column-type", 0, geo.Primary, "edges that are "+shown(m.Edges), "planar edges", "ask the publisher for planar borders")
		return nil, false
	}
	c.declared, c.crsSaid = parquetSystem(m.CRS)
	return col, true
}

// parquetSystem reads a reference system in PROJJSON.
func parquetSystem(crs json.RawMessage) (string, bool) {
	switch strings.TrimSpace(string(crs)) {
	case "":
		return catalog.CRS84, true
	case "null":
		return "", false
	}
	var system struct {
		Name string `json:"name"`
		ID   struct {
			Authority string          `json:"authority"`
			Code      json.RawMessage `json:"code"`
		} `json:"id"`
	}
	if json.Unmarshal(crs, &system) != nil {
		return "a system that cannot be read", true
	}
	code := strings.Trim(string(system.ID.Code), `"`)
	if system.ID.Authority == "" {
		return system.Name, true
	}
	return eastFirst(system.ID.Authority + ":" + code), true
}

// eastFirst turns EPSG:4326 into CRS84 in formats that always store east
// before north: there the two are the same.
func eastFirst(system string) string {
	if system == "EPSG:4326" || system == "OGC:CRS84" {
		return catalog.CRS84
	}
	return system
}
