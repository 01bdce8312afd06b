package cube

import (
	"context"
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"math"
	"path/filepath"
	"strings"

	"byblik"

	duckdb "github.com/duckdb/duckdb-go/v2"
)

// A delivery by area is kept as one Parquet file. Each row has the key (frame,
// area, period, line, name, authority, district), its shape or line, and for
// each number column a value and a status, for each text column a text.
const (
	valuePrefix  = "value:"
	statusPrefix = "status:"
	textPrefix   = "text:"
)

var keyColumns = []string{"frame", "area", "period", "line", "name", "authority", "district", "shape", "barrier"}

// WriteTable keeps a delivery by area as Parquet. The receipt is not in the
// file.
func WriteTable(ctx context.Context, d *byblik.Delivery, out string, l Limits) error {
	e, err := openEngine(ctx, l, nil, []string{out})
	if err != nil {
		return err
	}
	defer e.close()
	fields := []string{`frame VARCHAR, area VARCHAR, period VARCHAR, line BIGINT, name VARCHAR, authority VARCHAR, district VARCHAR, shape BLOB, barrier BLOB`}
	for _, c := range d.Columns {
		if c.Value != nil {
			fields = append(fields, quoteName(valuePrefix+c.ID)+" DOUBLE", quoteName(statusPrefix+c.ID)+" UTINYINT")
		} else {
			fields = append(fields, quoteName(textPrefix+c.ID)+" VARCHAR")
		}
	}
	if err := e.run(ctx, "CREATE TABLE delivery ("+strings.Join(fields, ", ")+")"); err != nil {
		return err
	}
	err = e.conn.Raw(func(raw any) error {
		a, err := duckdb.NewAppenderFromConn(raw.(driver.Conn), "", "delivery")
		if err != nil {
			return err
		}
		return errors.Join(appendRows(a, d), a.Close())
	})
	if err != nil {
		return engineFault(err, "")
	}
	return e.run(ctx, "COPY delivery TO "+quoteText(out)+" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880, USE_TMP_FILE false)")
}

func appendRows(a *duckdb.Appender, d *byblik.Delivery) error {
	for i, r := range d.Rows {
		row := []driver.Value{string(r.Area.Frame), r.Area.Code, r.Period.String(), int64(r.Line), r.Name, r.Authority, r.District, nil, nil}
		if d.Shapes != nil {
			row[7] = shapeBytes(d.Shapes[i])
		}
		for _, c := range d.Columns {
			switch {
			case c.Value == nil:
				row = append(row, c.Text[i])
			case c.Value[i].Status() == byblik.OK:
				row = append(row, c.Value[i].Float(), uint8(byblik.OK))
			default:
				row = append(row, nil, uint8(c.Value[i].Status()))
			}
		}
		if err := a.AppendRow(row...); err != nil {
			return err
		}
	}
	for _, line := range d.Lines {
		row := make([]driver.Value, len(keyColumns))
		row[8] = pointBytes(nil, line)
		for _, c := range d.Columns {
			row = append(row, nil)
			if c.Value != nil {
				row = append(row, nil)
			}
		}
		if err := a.AppendRow(row...); err != nil {
			return err
		}
	}
	return nil
}

// ReadTable reads what WriteTable wrote. The receipt comes from beside it.
func ReadTable(ctx context.Context, file string, receipt byblik.Receipt, l Limits) (*byblik.Delivery, error) {
	e, err := openEngine(ctx, l, []string{file}, nil)
	if err != nil {
		return nil, err
	}
	defer e.close()
	d := &byblik.Delivery{Source: receipt.Source, Receipt: receipt}
	var names []string
	err = e.query(ctx, "SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet($1))", []any{file}, func(row []driver.Value) error {
		names = append(names, row[0].(string))
		return nil
	})
	if err != nil {
		return nil, inFile(err, filepath.Base(file))
	}
	for _, name := range names[min(len(keyColumns), len(names)):] {
		if id, ok := strings.CutPrefix(name, valuePrefix); ok {
			d.Columns = append(d.Columns, byblik.Column{ID: id, Value: []byblik.Raw{}})
		} else if id, ok := strings.CutPrefix(name, textPrefix); ok {
			d.Columns = append(d.Columns, byblik.Column{ID: id})
		}
	}
	err = e.query(ctx, "SELECT * FROM read_parquet($1)", []any{file}, func(row []driver.Value) error { return readRow(d, row) })
	if err != nil {
		return nil, inFile(err, filepath.Base(file))
	}
	return d, nil
}

var errTable = errors.New("no table of areas")

func readRow(d *byblik.Delivery, row []driver.Value) error {
	if line, ok := row[8].([]byte); ok {
		pts, _, ok := bytesPoints(line)
		if !ok {
			return errTable
		}
		d.Lines = append(d.Lines, pts)
		return nil
	}
	text := func(i int) string { s, _ := row[i].(string); return s }
	r := byblik.Row{Area: byblik.AreaCode{Frame: byblik.Frame(text(0)), Code: text(1)}, Name: text(4), Authority: text(5), District: text(6)}
	line, _ := row[3].(int64)
	r.Line = int(line)
	if p := text(2); p != "" {
		t, err := byblik.ParsePeriod(p)
		if err != nil {
			return errTable
		}
		r.Period = t
	}
	d.Rows = append(d.Rows, r)
	if b, ok := row[7].([]byte); ok {
		m, ok := bytesShape(b)
		if !ok {
			return errTable
		}
		d.Shapes = append(d.Shapes, m)
	}
	at := len(keyColumns)
	for k := range d.Columns {
		c := &d.Columns[k]
		if c.Value == nil {
			c.Text = append(c.Text, text(at))
			at++
			continue
		}
		status, ok := row[at+1].(uint8)
		if !ok {
			return errTable
		}
		v := byblik.RawWithout(byblik.Status(status))
		if byblik.Status(status) == byblik.OK {
			v = byblik.RawOf(number(row[at]))
		}
		c.Value = append(c.Value, v)
		at += 2
	}
	return nil
}

// shapeBytes writes a shape as its numbers: how many polygons, of each how
// many rings, of each how many points, and the points.
func shapeBytes(m byblik.MultiPolygon) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(m)))
	for _, p := range m {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(p)))
		for _, r := range p {
			b = pointBytes(b, r)
		}
	}
	return b
}

func pointBytes(b []byte, pts []byblik.Point) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(pts)))
	for _, p := range pts {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p[0]))
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p[1]))
	}
	return b
}

func bytesShape(b []byte) (byblik.MultiPolygon, bool) {
	polygons, b, ok := bytesCount(b, 4)
	if !ok {
		return nil, false
	}
	m := make(byblik.MultiPolygon, polygons)
	for i := range m {
		var rings int
		if rings, b, ok = bytesCount(b, 4); !ok {
			return nil, false
		}
		m[i] = make(byblik.Polygon, rings)
		for k := range m[i] {
			if m[i][k], b, ok = bytesPoints(b); !ok {
				return nil, false
			}
		}
	}
	return m, len(b) == 0
}

// bytesCount reads a number of things that take at least size bytes each.
func bytesCount(b []byte, size int) (int, []byte, bool) {
	if len(b) < 4 {
		return 0, nil, false
	}
	n := int(binary.LittleEndian.Uint32(b))
	return n, b[4:], n*size <= len(b)-4
}

func bytesPoints(b []byte) (pts []byblik.Point, rest []byte, ok bool) {
	n, b, ok := bytesCount(b, 16)
	if !ok {
		return nil, nil, false
	}
	pts = make([]byblik.Point, n)
	for i := range pts {
		pts[i] = byblik.Point{math.Float64frombits(binary.LittleEndian.Uint64(b)), math.Float64frombits(binary.LittleEndian.Uint64(b[8:]))}
		b = b[16:]
	}
	return pts, b, true
}
