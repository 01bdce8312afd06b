package source

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
)

func gpkgSource() *catalog.Source {
	return asFormat(bordersSource(), catalog.GeoPackage, "small.gpkg")
}

func TestGeoPackagesAreRead(t *testing.T) {
	d, err := readBytes(gpkgSource(), gpkgOf(t), blocks("1", "2"))
	if err != nil {
		t.Fatal(err)
	}
	if got := saidShapes(d); got != bordersWant {
		t.Errorf("got %s", got)
	}
	s := gpkgSource()
	s.Extent = nil
	if d, err = readBytes(s, gpkgOf(t), blocks("1", "2")); err != nil || d.Shapes != nil || len(d.Rows) != 2 || d.Rows[1].Name != "Sønder" {
		t.Errorf("as a table: %v", err)
	}
	two := gpkgOf(t, `CREATE TABLE other (fid INTEGER PRIMARY KEY, nr INTEGER)`, `INSERT INTO gpkg_contents (table_name, data_type) VALUES ('other', 'attributes')`)
	if _, err = readBytes(gpkgSource(), two, nil); err != nil {
		t.Errorf("a table beside the layer: %v", err)
	}
	lines := gpkgOf(t, fmt.Sprintf(`UPDATE borders SET geom = x'%x'`, gpkgBlob(4326, wkbLineOf(ringOne[:3]...))))
	if d, err = readBytes(asFormat(linesSource(), catalog.Lines, "small.gpkg"), lines, nil); err != nil || len(d.Lines) != 2 || len(d.Lines[1]) != 3 {
		t.Errorf("lines: %v", err)
	}
}

// Values come as they are stored, whatever the column declares.
func TestGeoPackageValues(t *testing.T) {
	s := gpkgSource()
	s.Extent, s.Layer, s.Key.Name = nil, "people", ""
	s.Columns = []catalog.Column{{ID: "n", Name: "n", Kind: catalog.Number}, {ID: "day", Name: "day", Kind: catalog.Words}}
	data := gpkgOf(t, `CREATE TABLE people (fid INTEGER PRIMARY KEY, nr TEXT, n REAL, day DATE, ok BOOLEAN)`,
		`INSERT INTO gpkg_contents (table_name, data_type) VALUES ('people', 'attributes')`,
		`INSERT INTO people (nr, n, day) VALUES ('007', 0.1, '2020-01-01'), ('008', NULL, NULL), ('009', 12345678901234567, '')`)
	d, err := readBytes(s, data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := said(d); got != "007 0.1 2020-01-01\n008 - \n009 1.2345678901234568e+16 \n" {
		t.Errorf("got %q", got)
	}
	_, err = readBytes(s, append(data[:0:0], gpkgOf(t, `CREATE TABLE people (fid INTEGER PRIMARY KEY, nr TEXT, n BLOB, day TEXT)`,
		`INSERT INTO gpkg_contents (table_name, data_type) VALUES ('people', 'attributes')`, `INSERT INTO people (nr, n) VALUES ('1', x'ff'), ('2', CAST(x'ff' AS TEXT))`)...), nil)
	checkFault(t, err, "small.gpkg:1: n: [bad-cell] found bytes", "plain value")
	if !strings.Contains(err.Error(), "small.gpkg:2: n: [bad-cell] found letters that are no UTF-8") {
		t.Errorf("got %v", err)
	}
}

func TestGeoPackagesThatMislead(t *testing.T) {
	for _, c := range []struct {
		what, change, want, do string
	}{
		{"metres", `UPDATE gpkg_geometry_columns SET srs_id = 25832`, `small.gpkg: crs: [crs] found the reference system "EPSG:25832"; expected CRS84`, "choose the file in that system"},
		{"another system in one shape", fmt.Sprintf(`UPDATE borders SET geom = x'%x' WHERE fid = 2`, gpkgBlob(25832, wkbPolygonOf(ringTwo...))),
			"small.gpkg:2: feature 2: [bad-row] found a geometry of the reference system 25832 in a layer of 4326", "area's border"},
		{"two layers", `CREATE TABLE more (fid INTEGER PRIMARY KEY, geom BLOB); INSERT INTO gpkg_contents (table_name, data_type) VALUES ('more', 'features')`,
			`small.gpkg: layer: [layer] found 2: "borders", "more"; expected one layer`, "declare in the definition"},
		{"no layer", `DELETE FROM gpkg_contents`, `small.gpkg: layer: [layer] found none`, "declare"},
		{"a view", `DELETE FROM gpkg_contents; CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT * FROM n; INSERT INTO gpkg_contents (table_name, data_type) VALUES ('v', 'features')`,
			`small.gpkg: v: [layer] found a view or a virtual table`, "GeoPackage of its own"},
		{"no tables of a GeoPackage", `DROP TABLE gpkg_contents`, `small.gpkg: [wrong-format] found a SQLite file without the table gpkg_contents`, "export the layer"},
		{"no shape", `UPDATE borders SET geom = NULL WHERE fid = 1`, `small.gpkg:1: feature 1: [bad-row] found a feature without geometry`, "area's border"},
		{"a shape that breaks off", `UPDATE borders SET geom = substr(geom, 1, 40) WHERE fid = 1`, `small.gpkg:1: feature 1: [bad-row] found a geometry that breaks off`, "area's border"},
		{"a shape with something behind it", `UPDATE borders SET geom = CAST(geom || x'00' AS BLOB) WHERE fid = 1`, `small.gpkg:1: feature 1: [bad-row] found 1 bytes behind the geometry`, "area's border"},
		{"no header", `UPDATE borders SET geom = substr(geom, 9) WHERE fid = 1`, `small.gpkg:1: feature 1: [bad-row] found a geometry without the header`, "area's border"},
		{"a computed column", `ALTER TABLE borders RENAME COLUMN nr TO old; ALTER TABLE borders ADD COLUMN nr INTEGER AS (old + 1)`, `small.gpkg: borders: [damaged] found a SQLite file that does not hold: the computed column "nr"`, "copy"},
		{"a system that is not there", `DELETE FROM gpkg_spatial_ref_sys WHERE srs_id = 4326`, `small.gpkg: borders: [damaged]`, "copy"},
	} {
		t.Run(c.what, func(t *testing.T) {
			_, err := readBytes(gpkgSource(), gpkgOf(t, strings.Split(c.change, "; ")...), nil)
			checkFault(t, err, c.want, c.do)
		})
	}
	good := gpkgOf(t)
	_, err := readBytes(gpkgSource(), good[:len(good)-4096], nil)
	checkFault(t, err, "small.gpkg: ", "copy the file again")
	_, err = Read(Request{FS: fstest.MapFS{"small.gpkg": {Data: good}, "small.gpkg-wal": {Data: []byte("x")}}, Definition: gpkgSource()})
	checkFault(t, err, "small.gpkg: [truncated] found changes that are not yet in the file", "close the program")
	_, err = readBytes(gpkgSource(), []byte(goodBorders), nil)
	checkFault(t, err, "small.gpkg: [wrong-format]", "right file")
	if byblik.KindOf(err) != byblik.Invalid {
		t.Error(err)
	}
}
