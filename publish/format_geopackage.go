package publish

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"math"

	"byblik"
	"byblik/release"

	_ "modernc.org/sqlite" // driver of GeoPackage files
)

// gpkgSchema is what every GeoPackage has (OGC 12-128r18, GeoPackage 1.3.1; older
// readers, such as GDAL 3.6, warn about 1.4), and
// the table of all figures. The tables of the places are made for each level.
const gpkgSchema = `
PRAGMA application_id = 0x47504B47;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', NULL), ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL),
('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]', NULL);
CREATE TABLE figures (fid INTEGER PRIMARY KEY NOT NULL, figure TEXT NOT NULL, indicator TEXT NOT NULL, level TEXT NOT NULL, place TEXT NOT NULL, period TEXT NOT NULL, value DOUBLE, status TEXT NOT NULL, numerator DOUBLE, numerator_status TEXT, denominator DOUBLE, denominator_status TEXT, low DOUBLE, high DOUBLE);
`

// writeGeoPackage writes one file: a layer per level that has borders, and
// the table of all figures, joined by level and place.
func writeGeoPackage(r *release.Release, _ map[string][]byte) (map[string][]byte, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	conn, err := db.Conn(context.Background())
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	if err := fillPackage(conn, r); err != nil {
		return nil, err
	}
	var text []byte
	err = conn.Raw(func(c any) error {
		s, ok := c.(interface{ Serialize() ([]byte, error) })
		if !ok {
			return fmt.Errorf("the SQLite driver cannot give its file")
		}
		text, err = s.Serialize()
		return err
	})
	return map[string][]byte{r.Manifest.ID + ".gpkg": text}, err
}

func fillPackage(conn *sql.Conn, r *release.Release) error {
	ctx := context.Background()
	if _, err := conn.ExecContext(ctx, gpkgSchema); err != nil {
		return err
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after Commit it does nothing
	changed := r.Manifest.Hour.UTC().Format("2006-01-02T15:04:05.000Z")
	if _, err := tx.ExecContext(ctx, `INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) VALUES ('figures', 'attributes', 'figures', ?, ?)`, r.Manifest.ID, changed); err != nil {
		return err
	}
	for i := range r.Levels {
		if shapes := shapesOf(r, r.Levels[i].ID); shapes != nil {
			if err := addLayer(tx, &r.Levels[i], shapes, changed); err != nil {
				return err
			}
		}
	}
	if err := addFigures(tx, r); err != nil {
		return err
	}
	return tx.Commit()
}

// addLayer writes the places of one level. Its name is one of the fixed ones
// of package release.
func addLayer(tx *sql.Tx, l *release.Level, shapes []byblik.MultiPolygon, changed string) error {
	name := string(l.ID)
	if _, err := tx.Exec(fmt.Sprintf(`CREATE TABLE %q (fid INTEGER PRIMARY KEY NOT NULL, geom BLOB, code TEXT NOT NULL, name_da TEXT, name_en TEXT, district TEXT, zone TEXT)`, name)); err != nil {
		return err
	}
	west, south, east, north := any(nil), any(nil), any(nil), any(nil)
	if box, ok := bounds(shapes...); ok {
		west, south, east, north = box[0], box[1], box[2], box[3]
	}
	if _, err := tx.Exec(`INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, 4326)`, name, name, l.Many.Da+" / "+l.Many.En, changed, west, south, east, north); err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', 4326, 0, 0)`, name); err != nil {
		return err
	}
	for i, p := range l.Places {
		if _, err := tx.Exec(fmt.Sprintf(`INSERT INTO %q VALUES (?, ?, ?, ?, ?, ?, ?)`, name), i+1, gpkgShape(shapes[i]), p.Code, p.Name.Da, p.Name.En, p.District, p.Zone); err != nil {
			return err
		}
	}
	return nil
}

// gpkgShape is a shape with the head that a GeoPackage puts before it: magic,
// version, flags (little-endian, with envelope), reference system, envelope.
func gpkgShape(m byblik.MultiPolygon) any {
	box, ok := bounds(m)
	if !ok {
		return nil
	}
	b := binary.LittleEndian.AppendUint32([]byte{'G', 'P', 0, 0b00000011}, 4326)
	return append(float64s(b, box[0], box[2], box[1], box[3]), wkb(m)...)
}

func addFigures(tx *sql.Tx, r *release.Release) error {
	insert, err := tx.Prepare(`INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	fid := 0
	for x := range rows(r) {
		fid++
		n, ns := sqlCount(x.numerator)
		d, ds := sqlCount(x.denominator)
		if _, err := insert.Exec(fid, x.id.String(), string(x.id.Indicator), string(x.id.Level), x.place.Code, x.id.Period.String(),
			sqlFloat(x.value.Float()), x.value.Status().String(), n, ns, d, ds, sqlFloat(x.low), sqlFloat(x.high)); err != nil {
			return err
		}
	}
	return nil
}

func sqlFloat(v float64) any {
	if math.IsNaN(v) {
		return nil
	}
	return v
}

func sqlCount(c *byblik.Cell) (value, status any) {
	if c == nil {
		return nil, nil
	}
	return sqlFloat(c.Float()), c.Status().String()
}
