package source

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"byblik/catalog"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// parquet reads the columns of a Parquet file that the definition names, and
// its shapes where an extent is declared (GeoParquet). A library takes the
// bytes apart; what it cannot stand is looked for first.
func (r *reading) parquet(raw []byte) (c *collection) {
	if !r.is(raw, aParquetFile, "a Parquet file") {
		return nil
	}
	defer func() {
		if p := recover(); p != nil { // a library's way to say that the bytes do not hold
			r.damaged("", fmt.Sprint("bytes that do not hold: ", p), "a whole Parquet file")
			c = nil
		}
	}()
	f, err := openParquet(raw)
	if err != nil {
		r.parquetFault("", err)
		return nil
	}
	p := &parquetFile{reading: r, file: f, walk: pageWalk{raw: raw}}
	return p.collection()
}

func (r *reading) parquetFault(column string, err error) {
	var much tooMuch
	if errors.As(err, &much) {
		r.tooLarge(string(much), "at most 512 MiB of unpacked pages")
		return
	}
	r.damaged(column, "a Parquet file that does not hold: "+err.Error(), "a whole Parquet file, its pages plain or packed with snappy, gzip or zstd")
}

// parquetFile is a Parquet file while it is read.
type parquetFile struct {
	*reading
	file *parquet.File
	walk pageWalk
	rows int
}

func (p *parquetFile) collection() *collection {
	c := p.collect()
	c.table = p.Definition.Extent == nil && p.Definition.Format != catalog.Lines
	if c.table {
		c.grid.unit = inRows
	}
	if !p.countRows(c) {
		return nil
	}
	shape, ok := p.shapeColumn(c)
	if !ok || !c.table && !c.checkSystem() {
		return nil
	}
	columns := make([][]string, len(c.names))
	for _, col := range p.file.Root().Columns() {
		k, wanted := c.at[strings.TrimSpace(col.Name())]
		switch {
		case !wanted:
			c.others = append(c.others, col.Name())
			continue
		case c.seen[k]:
			p.fault("doubled-column", 0, col.Name(), "the same name twice", "each name once", "ask the publisher which of the two is right, and rename the other")
			return nil
		}
		if columns[k], ok = p.column(col); !ok {
			return nil
		}
		c.seen[k] = true
	}
	blobs, ok := p.blobs(shape)
	if !ok {
		return nil
	}
	for i := range p.rows {
		f := c.next()
		for k := range c.names {
			if columns[k] != nil {
				c.set(f, k, columns[k][i], nil)
			}
		}
		if shape != nil {
			c.readWKB(f, blobs[i])
		}
		c.keep(f)
		if c.points > maxPoints {
			p.tooLarge("more than "+strconv.Itoa(maxPoints)+" points", "borders of a country at most")
			return nil
		}
	}
	return c
}

// countRows holds the numbers of rows that a file says against each other and
// against what fits.
func (p *parquetFile) countRows(c *collection) bool {
	m := p.file.Metadata()
	total := int64(0)
	for _, g := range m.RowGroups {
		if g.NumRows < 0 || g.NumRows > maxCells {
			p.damaged("", fmt.Sprintf("a group of %d rows", g.NumRows), "a whole Parquet file")
			return false
		}
		total += g.NumRows
	}
	switch {
	case total != m.NumRows:
		p.damaged("", fmt.Sprintf("%d rows in groups that hold %d", m.NumRows, total), "one number of rows")
	case total*int64(len(c.names)+1) > maxCells:
		p.tooLarge(fmt.Sprintf("%d rows of %d columns that are read", total, len(c.names)), fmt.Sprintf("at most %d cells", maxCells))
	default:
		p.rows = int(total)
		return true
	}
	return false
}

// column reads a column as texts.
func (p *parquetFile) column(col *parquet.Column) ([]string, bool) {
	write, what := p.writer(col)
	if what != "" {
		p.fault("column-type", 0, col.Name(), what, "numbers, texts or days", "write the column as BIGINT, DOUBLE, DATE or VARCHAR")
		return nil, false
	}
	cells := make([]string, 0, p.rows)
	err := p.values(col, func(v parquet.Value) {
		if v.IsNull() {
			cells = append(cells, "")
		} else {
			cells = append(cells, write(v))
		}
	})
	if err != nil {
		p.parquetFault(col.Name(), err)
		return nil, false
	}
	return cells, true
}

// values calls f for every value of a column, which must be one for each row.
func (p *parquetFile) values(col *parquet.Column, f func(parquet.Value)) error {
	n := 0
	for i, g := range p.file.RowGroups() {
		chunks := g.ColumnChunks()
		if col.Index() < 0 || col.Index() >= len(chunks) {
			return errors.New("no such column in a group of rows")
		}
		m := &p.file.Metadata().RowGroups[i].Columns[col.Index()].MetaData
		if m.NumValues != g.NumRows() {
			return fmt.Errorf("%d values for %d rows", m.NumValues, g.NumRows())
		}
		if err := p.walk.chunk(m); err != nil {
			return err
		}
		got, err := chunkValues(chunks[col.Index()], f, int(g.NumRows()))
		if err != nil {
			return err
		}
		n += got
	}
	if n != p.rows {
		return fmt.Errorf("%d values for %d rows", n, p.rows)
	}
	return nil
}

func chunkValues(chunk parquet.ColumnChunk, f func(parquet.Value), most int) (n int, err error) {
	pages := chunk.Pages()
	defer pages.Close()
	buffer := make([]parquet.Value, 1024)
	for {
		page, err := pages.ReadPage()
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		values := page.Values()
		for {
			got, err := values.ReadValues(buffer)
			if n += got; n > most {
				return n, errors.New("more values than rows")
			}
			for _, v := range buffer[:got] {
				f(v)
			}
			if errors.Is(err, io.EOF) || err == nil && got == 0 {
				break
			}
			if err != nil {
				return n, err
			}
		}
		parquet.Release(page)
	}
}

// writer gives the function that writes the values of a column as text, or
// what makes the column unreadable: what nests or repeats has no one cell,
// and decimals, times and the old INT96 have no one text.
func (p *parquetFile) writer(col *parquet.Column) (write func(parquet.Value) string, what string) {
	if !col.Leaf() || col.Repeated() || col.MaxRepetitionLevel() > 0 || col.MaxDefinitionLevel() > 1 {
		return nil, "a nested column"
	}
	decimal := p.Definition.Written.Decimal
	kind, logical := col.Type().Kind(), col.Type().LogicalType()
	if logical != nil && logical.Value != nil {
		switch l := logical.Value.(type) {
		case *format.StringType, *format.EnumType:
		case *format.IntType:
			if !l.IsSigned && kind == parquet.Int32 {
				return func(v parquet.Value) string { return strconv.FormatUint(uint64(v.Uint32()), 10) }, ""
			}
			if !l.IsSigned {
				return func(v parquet.Value) string { return strconv.FormatUint(v.Uint64(), 10) }, ""
			}
		case *format.DateType:
			return func(v parquet.Value) string {
				return time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(v.Int32())).Format(time.DateOnly)
			}, ""
		default:
			return nil, "values of the type " + logical.String()
		}
	} else if converted := col.Type().ConvertedType(); converted != nil && kind != parquet.ByteArray {
		return nil, fmt.Sprintf("values of the converted type %d", *converted)
	}
	switch kind {
	case parquet.Int32:
		return func(v parquet.Value) string { return strconv.FormatInt(int64(v.Int32()), 10) }, ""
	case parquet.Int64:
		return func(v parquet.Value) string { return strconv.FormatInt(v.Int64(), 10) }, ""
	case parquet.Float:
		return func(v parquet.Value) string {
			return withDecimal(strconv.FormatFloat(float64(v.Float()), 'f', -1, 32), decimal)
		}, ""
	case parquet.Double:
		return func(v parquet.Value) string { return withDecimal(plainFloat(v.Double()), decimal) }, ""
	case parquet.Boolean:
		return func(v parquet.Value) string { return strings.ToUpper(strconv.FormatBool(v.Boolean())) }, ""
	case parquet.ByteArray:
		if logical == nil || logical.Value == nil {
			return nil, "bytes that are not marked as text"
		}
		return func(v parquet.Value) string { return string(v.ByteArray()) }, ""
	}
	return nil, "values of the type " + kind.String()
}

// blobs reads the shapes of all rows as bytes.
func (p *parquetFile) blobs(col *parquet.Column) ([][]byte, bool) {
	if col == nil {
		return nil, true
	}
	blobs := make([][]byte, 0, p.rows)
	err := p.values(col, func(v parquet.Value) { blobs = append(blobs, slices.Clone(v.ByteArray())) })
	if err != nil {
		p.parquetFault(col.Name(), err)
		return nil, false
	}
	return blobs, true
}
