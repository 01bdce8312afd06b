package byblik

// Delivery is one source as it arrived: rows keyed by area and period,
// figures by column, and shapes where the source draws areas. It is a fact
// and never changes; a correction is a new delivery.
type Delivery struct {
	Source  string // id of the source definition in the catalog
	Receipt Receipt
	Rows    []Row
	Columns []Column
	Shapes  []MultiPolygon // longitude, latitude; one per row, nil for tables
	Lines   []Line         // longitude, latitude; barrier lines, nil otherwise
	Marks   []Mark         // longitude, latitude; one per row of a source that draws for orientation, nil otherwise
}

// ShapesOf gives the polygons of areas, in their order; an area that is not
// drawn has none, and a delivery that draws nothing gives nil.
func (d *Delivery) ShapesOf(areas []Area) []MultiPolygon {
	if d.Shapes == nil {
		return nil
	}
	out, at := make([]MultiPolygon, len(areas)), map[AreaCode]int{}
	for i, a := range areas {
		at[a.Code] = i
	}
	for i, row := range d.Rows {
		if k, ok := at[row.Area]; ok {
			out[k] = append(out[k], d.Shapes[i]...)
		}
	}
	return out
}

// Mark is something drawn on a map for orientation. One of the three is used.
type Mark struct {
	Shape MultiPolygon
	Line  Line
	Point *Point
}

// Row is the key of one row of a delivery. Period is zero where the source
// gives none; the names are empty where the source has none.
type Row struct {
	Area          AreaCode
	Period        Period
	Line          int // line of the file, from 1; the number of the feature or row where a format has no lines
	Name          string
	Authority     string
	AuthorityName string
	District      string
}

// Column holds the figures of one column, one per row. Value is nil for a
// text column, Text nil for a number column.
type Column struct {
	ID    string
	Value []Raw
	Text  []string
}

// Column gives a column by id, or nil.
func (d *Delivery) Column(id string) *Column {
	for i := range d.Columns {
		if d.Columns[i].ID == id {
			return &d.Columns[i]
		}
	}
	return nil
}

// Receipt tells what a delivery contained and what was done with it.
type Receipt struct {
	Source    string // id of the source definition
	File      string // name of the file, without its folder
	SHA256    string // of the bytes as delivered, lower-case hexadecimal
	Bytes     int64
	Beside    []FilePrint // further files of the same delivery, such as the .dbf of a shapefile
	RowsRead  int
	RowsUsed  int
	Elsewhere int       // rows of other periods or authorities, passed over
	Refused   []Refusal // rows and cells left out, each with line and reason; line 0 is an area of the frame without a row
	Repaired  []Refusal // rows kept after a declared repair
	Warnings  []Refusal // rows kept, worth a look (jumps against last year)
	Ranges    []Range   // one per number column, in the order of the definition
}

// FilePrint names a file by its bytes.
type FilePrint struct {
	File   string // without its folder
	SHA256 string // lower-case hexadecimal
	Bytes  int64
}

// RowsRefused counts the rows left out: those read that are neither used nor
// of another period or authority. A row without one of its cells is used, and
// an area that the file does not have was never a row.
func (r *Receipt) RowsRefused() int { return r.RowsRead - r.RowsUsed - r.Elsewhere }

// Refusal says what happened to one row.
type Refusal struct {
	Line   int
	Area   string // official code, or the key as written
	Check  string // name of the check, as --accept takes it
	Reason string
}

// Range sums up one number column over the rows used.
type Range struct {
	Column  string
	Min     float64
	Max     float64
	Total   float64
	Present int
	Missing int
}
