package source

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"byblik/catalog"

	_ "modernc.org/sqlite" // the driver; in plain Go, so that no C library reads a stranger's file
)

// geoPackage reads one layer of a GeoPackage (OGC 12-128r19), a SQLite file
// with tables that say where features and their reference systems are. Only
// plain tables are read, never views or virtual tables: their texts could make
// the engine work without end.
func (r *reading) geoPackage(raw []byte) *collection {
	if !r.is(raw, aGeoPackage, "a GeoPackage") || !r.finished(raw) {
		return nil
	}
	db, err := openSQLite(raw)
	if err != nil {
		r.damaged("", "a SQLite file that does not hold: "+err.Error(), "a whole GeoPackage")
		return nil
	}
	defer db.close()
	g := &geoPackage{reading: r, db: db, c: r.collect()}
	g.c.table = r.Definition.Extent == nil && r.Definition.Format != catalog.Lines
	if g.c.table {
		g.c.grid.unit = inRows
	}
	err = g.choose()
	if err == nil && g.layer != "" {
		err = g.read()
	}
	var much tooMuch
	switch {
	case errors.As(err, &much):
		r.tooLarge(string(much), "a layer of at most "+strconv.Itoa(maxCells)+" cells and "+strconv.Itoa(maxPoints)+" points")
	case err != nil:
		r.damaged(g.layer, "a SQLite file that does not hold: "+err.Error(), "a whole GeoPackage")
	case g.layer != "" && g.whole:
		return g.c
	}
	return nil
}

// finished refuses a file whose last changes lie in another file beside it.
func (r *reading) finished(raw []byte) bool {
	if len(raw) < 100 {
		r.fault("truncated", 0, "", fmt.Sprintf("%d bytes", len(raw)), "a whole GeoPackage", "copy the file again from the publisher")
		return false
	}
	if info, err := fs.Stat(r.FS, r.file.name+"-wal"); err == nil && info.Size() > 0 {
		r.fault("truncated", 0, "", "changes that are not yet in the file: "+r.file.base()+"-wal lies beside it", "a finished GeoPackage", "close the program that has it open, and copy the file again")
		return false
	}
	if raw[18] == 2 {
		r.warn(0, "", "truncated", "the file is in write-ahead mode: changes may lie in "+r.file.base()+"-wal, which was not there")
	}
	return true
}

// sqliteFile is a SQLite file in memory.
type sqliteFile struct {
	db   *sql.DB
	conn *sql.Conn
}

// openSQLite opens a copy of the bytes, so that nothing is written beside the
// publisher's file, and lets the schema call nothing.
func openSQLite(raw []byte) (*sqliteFile, error) {
	raw = bytes.Clone(raw)
	raw[18], raw[19] = 1, 1 // a write-ahead log cannot be kept in memory; there is none
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(context.Background())
	if err != nil {
		_ = db.Close()
		return nil, err
	}
	f := &sqliteFile{db, conn}
	err = conn.Raw(func(c any) error {
		d, ok := c.(interface{ Deserialize([]byte) error })
		if !ok {
			return errors.New("a driver that cannot read from memory")
		}
		return d.Deserialize(raw)
	})
	for _, pragma := range []string{"trusted_schema=OFF", "query_only=ON", "cell_size_check=ON"} {
		if err == nil {
			_, err = conn.ExecContext(context.Background(), "PRAGMA "+pragma)
		}
	}
	if err != nil {
		f.close()
		return nil, err
	}
	return f, nil
}

func (f *sqliteFile) close() {
	_ = f.conn.Close()
	_ = f.db.Close()
}

// each calls take for every row of a query, with a slice that it may not keep.
func (f *sqliteFile) each(take func([]any) error, query string, arguments ...any) error {
	rows, err := f.conn.QueryContext(context.Background(), query, arguments...)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values, to := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		to[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(to...); err != nil {
			return err
		}
		if err := take(values); err != nil {
			return err
		}
	}
	return rows.Err()
}

// quote writes a name as SQL writes names.
func quoteName(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// geoPackage is a layer while it is read.
type geoPackage struct {
	*reading
	db     *sqliteFile
	c      *collection
	layer  string // empty: a fault has been told
	shapes string // its column of shapes
	srs    int64  // reference system of the layer, by the file's own number
	whole  bool
}

// plain says whether a name is that of a plain table.
func (g *geoPackage) plain(name string) (bool, error) {
	found := false
	err := g.db.each(func(v []any) error {
		text, _ := v[0].(string)
		found = strings.HasPrefix(strings.ToUpper(strings.Join(strings.Fields(text), " ")), "CREATE TABLE")
		return nil
	}, "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", name)
	return found, err
}

// choose finds the layer of the definition. Of several none is guessed.
func (g *geoPackage) choose() error {
	for _, name := range []string{"gpkg_contents", "gpkg_spatial_ref_sys"} {
		ok, err := g.plain(name)
		if err != nil {
			return err
		}
		if !ok {
			g.fault("wrong-format", 0, "", "a SQLite file without the table "+name, "a GeoPackage", "export the layer as GeoPackage")
			return nil
		}
	}
	var names []string
	err := g.db.each(func(v []any) error {
		name, _ := v[0].(string)
		kind, _ := v[1].(string)
		if kind == "features" || g.c.table && (kind == "attributes" || kind == "aspatial") {
			names = append(names, name)
		}
		if len(names) > 10_000 {
			return tooMuch("more than 10,000 layers")
		}
		return nil
	}, "SELECT +table_name, +data_type FROM gpkg_contents NOT INDEXED")
	if err != nil {
		return err
	}
	slices.Sort(names)
	wanted := g.Definition.Layer
	switch {
	case wanted == "" && len(names) == 1:
		g.layer = names[0]
	case wanted != "" && slices.Contains(names, wanted):
		g.layer = wanted
	default:
		for i, n := range names {
			names[i] = shown(n)
		}
		g.chooseFault("layer", wanted, names)
	}
	return nil
}

// read reads the layer.
func (g *geoPackage) read() error {
	ok, err := g.plain(g.layer)
	if err != nil {
		return err
	}
	if !ok {
		g.fault("layer", 0, g.layer, "a view or a virtual table", "a plain table", "export the layer into a GeoPackage of its own")
		return nil
	}
	if err := g.check(); err != nil {
		return err
	}
	if !g.c.table {
		if ok, err := g.readSystem(); !ok || err != nil || !g.c.checkSystem() {
			return err
		}
	}
	columns, at, err := g.columns()
	if err != nil || columns == nil {
		return err
	}
	cells := 0
	err = g.db.each(func(v []any) error {
		if cells += len(v); cells > maxCells || g.c.points > maxPoints {
			return tooMuch("more rows or points than fit")
		}
		g.row(v, at)
		return nil
	}, "SELECT "+strings.Join(columns, ", ")+" FROM "+quoteName(g.layer)+" NOT INDEXED ORDER BY rowid")
	g.whole = err == nil
	return err
}

// check lets SQLite look at every page of the layer: a page that two places
// claim, or rows out of order, would give wrong figures without a word.
func (g *geoPackage) check() error {
	return g.db.each(func(v []any) error {
		if s, _ := v[0].(string); s != "ok" {
			return errors.New(strings.Join(strings.Fields(s), " "))
		}
		return nil
	}, "PRAGMA quick_check("+quoteName(g.layer)+")")
}

// columns gives what is read of each row: the wanted columns as they are
// stored, then the shape.
func (g *geoPackage) columns() (columns []string, at []int, err error) {
	shape := false
	err = g.db.each(func(v []any) error {
		name, _ := v[1].(string)
		hidden, _ := v[6].(int64)
		k, wanted := g.c.at[strings.TrimSpace(name)]
		switch {
		case name == g.shapes && !g.c.table:
			shape = hidden == 0
		case !wanted:
			g.c.others = append(g.c.others, name)
		case hidden != 0:
			return fmt.Errorf("the computed column %s", shown(name))
		case g.c.seen[k]:
			return fmt.Errorf("the column %s twice", shown(name))
		default:
			g.c.seen[k] = true
			columns, at = append(columns, "+"+quoteName(name)), append(at, k)
		}
		return nil
	}, "PRAGMA table_xinfo("+quoteName(g.layer)+")")
	if err != nil {
		return nil, nil, err
	}
	if !g.c.table {
		if !shape {
			return nil, nil, fmt.Errorf("no column %s of shapes", shown(g.shapes))
		}
		columns = append(columns, "+"+quoteName(g.shapes))
	}
	if len(columns) == 0 {
		columns = []string{"+rowid"} // so that rows are counted; the missing columns are told later
	}
	return columns, at, nil
}

// row takes one row.
func (g *geoPackage) row(v []any, at []int) {
	f := g.c.next()
	for i, k := range at {
		text, o := g.text(v[i])
		g.c.set(f, k, text, o)
	}
	if !g.c.table {
		blob, ok := v[len(v)-1].([]byte)
		if !ok && v[len(v)-1] != nil {
			f.bad = "a geometry that is no bytes"
		} else {
			g.shape(f, blob)
		}
	}
	g.c.keep(f)
}

// text writes a value as SQLite stores it, whatever its column declares.
func (g *geoPackage) text(v any) (string, *objection) {
	switch x := v.(type) {
	case nil:
		return "", nil
	case int64:
		return strconv.FormatInt(x, 10), nil
	case float64:
		return withDecimal(plainFloat(x), g.Definition.Written.Decimal), nil
	case string:
		return x, nil
	}
	return "", &objection{"bad-cell", "bytes", "a number or a text", "ask the publisher for a plain value"}
}

// shape reads a geometry: a header with its reference system and box, then
// well-known binary (OGC 12-128r19, 2.1.3).
func (g *geoPackage) shape(f *feature, b []byte) {
	switch {
	case f.bad != "":
		return
	case len(b) == 0:
		f.bad = "a feature without geometry"
		return
	case len(b) < 8 || b[0] != 'G' || b[1] != 'P' || b[2] != 0 || b[3]&0x20 != 0:
		f.bad = "a geometry without the header of a GeoPackage"
		return
	}
	order := binary.ByteOrder(binary.BigEndian)
	if b[3]&1 != 0 {
		order = binary.LittleEndian
	}
	box, known := map[byte]int{0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[b[3]>>1&7]
	switch srs := int64(int32(order.Uint32(b[4:]))); {
	case !known || len(b) < 8+box:
		f.bad = "a geometry without the header of a GeoPackage"
	case srs != g.srs:
		f.bad = fmt.Sprintf("a geometry of the reference system %d in a layer of %d", srs, g.srs)
	case b[3]&0x10 != 0:
		f.bad = "a feature without geometry"
	default:
		g.c.readWKB(f, b[8+box:])
	}
}

// readSystem finds the column of shapes and the reference system of a layer.
func (g *geoPackage) readSystem() (bool, error) {
	n := 0
	err := g.db.each(func(v []any) error {
		g.shapes, _ = v[0].(string)
		g.srs, _ = v[1].(int64)
		n++
		return nil
	}, "SELECT +column_name, +srs_id FROM gpkg_geometry_columns NOT INDEXED WHERE +table_name = ?", g.layer)
	if err != nil {
		return false, err
	}
	if n != 1 {
		return false, fmt.Errorf("%d columns of shapes in the layer", n)
	}
	if g.srs <= 0 { // the numbers of “not defined” (1.1.2.1.2)
		return true, nil
	}
	err = g.db.each(func(v []any) error {
		organisation, _ := v[0].(string)
		code, _ := v[1].(int64)
		g.c.declared, g.c.crsSaid = eastFirst(fmt.Sprintf("%s:%d", strings.ToUpper(organisation), code)), true
		return nil
	}, "SELECT +organization, +organization_coordsys_id FROM gpkg_spatial_ref_sys NOT INDEXED WHERE +srs_id = ?", g.srs)
	if err == nil && !g.c.crsSaid {
		err = fmt.Errorf("no reference system %d", g.srs)
	}
	return err == nil, err
}
