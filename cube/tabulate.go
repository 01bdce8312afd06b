package cube

import (
	"context"
	"database/sql/driver"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"

	duckdb "github.com/duckdb/duckdb-go/v2"
)

// NoArea is the check that every record has an area on the reference day.
const NoArea = "no-area"

// Tabulation says what to count, in which files and areas.
type Tabulation struct {
	Catalog    *catalog.Catalog
	Definition *catalog.Tabulation
	// Files gives the Parquet file of every source that the definition reads,
	// as WriteRecords wrote it.
	Files map[string]string
	// Areas are those of the frame. Every one of them has a row in every
	// period, with 0 where nobody was counted.
	Areas []byblik.Area
	// Shapes are the polygons of the areas, in the order of Areas and in the
	// coordinates of the records; needed where the definition places units by
	// coordinates.
	Shapes []byblik.MultiPolygon
	// Secret makes the record keys, at least 16 bytes.
	Secret []byte
	// Accept maps the checks unknown-area and no-area to reasons, as
	// in source.Request: units in no area of the frame are then left out, and
	// the receipt says how many.
	Accept map[string]string
	Limits Limits
}

// Tabulate makes the columns of a tabulation. Integers and decimals are added
// up exactly, so the figures do not depend on the order of the records or the
// number of threads. The error is a *Faults, or a single *byblik.Error.
func Tabulate(ctx context.Context, t Tabulation) (*Counts, error) {
	if err := checkSecret(t.Secret); err != nil {
		return nil, err
	}
	var files []string
	for _, id := range t.Definition.Sources() {
		if t.Files[id] == "" {
			return nil, &byblik.Error{Kind: byblik.NotFound, Place: t.Definition.ID, Found: "no records of " + id, Expected: "a delivery of each of " + strings.Join(t.Definition.Sources(), ", "), Do: "take it first"}
		}
		files = append(files, t.Files[id])
	}
	e, err := openEngine(ctx, t.Limits, files, nil)
	if err != nil {
		return nil, err
	}
	defer e.close()
	c := &counting{Tabulation: t, engine: e, place: map[string]int{}}
	c.order()
	if err := c.years(ctx); err != nil {
		return nil, err
	}
	if t.Definition.Area.Column == "" {
		if err := c.placePoints(); err != nil {
			return nil, err
		}
	}
	if err := c.size(ctx); err != nil {
		return nil, err
	}
	if err := c.count(ctx); err != nil {
		return nil, err
	}
	if err := c.estimates(ctx); err != nil {
		return nil, err
	}
	return c.counts()
}

// counting is one tabulation while it is made.
type counting struct {
	Tabulation
	engine  *engine
	areas   []byblik.Area
	place   map[string]int // by code
	have    []int          // years on file
	periods []int          // years that are made
	columns []CountColumn
	records int64 // on file, in the years that are read
	joined  int64 // rows after the joins
	used    int64 // of them, in an area of the frame
	nowhere int64 // without an area
	unknown map[string]int64
}

func (c *counting) order() {
	c.areas = slices.SortedFunc(slices.Values(c.Areas), func(a, b byblik.Area) int { return strings.Compare(a.Code.Code, b.Code.Code) })
	for i, a := range c.areas {
		c.place[a.Code.Code] = i
	}
	c.unknown = map[string]int64{}
}

// window is the number of years that a period takes together.
func (c *counting) window() int {
	if c.Definition.Over != nil {
		return c.Definition.Over.Years
	}
	return 1
}

// years finds the years on file and those that have a whole window.
func (c *counting) years(ctx context.Context) error {
	if err := c.everyYear(ctx); err != nil {
		return err
	}
	q := c.query()
	text := fmt.Sprintf("SELECT DISTINCT CAST(%s AS BIGINT) FROM %s WHERE %s IS NOT NULL ORDER BY 1", q.ref(c.Definition.Year), q.table(c.Definition.Records), q.ref(c.Definition.Year))
	err := c.engine.query(ctx, text, q.args.values, func(row []driver.Value) error {
		c.have = append(c.have, int(row[0].(int64)))
		return nil
	})
	if err != nil {
		return err
	}
	for _, y := range c.have {
		whole := true
		for back := range c.window() {
			whole = whole && slices.Contains(c.have, y-back)
		}
		if whole {
			c.periods = append(c.periods, y)
		}
	}
	if len(c.periods) == 0 {
		return &byblik.Error{Kind: byblik.Invalid, Place: c.Definition.ID, Found: fmt.Sprintf("records of the years %v", c.have), Expected: fmt.Sprintf("%d years in a row", c.window()), Do: "deliver the years before as well"}
	}
	return nil
}

// everyYear refuses records without a whole year: they would count nowhere, or
// in a year that is rounded.
func (c *counting) everyYear(ctx context.Context) error {
	q := c.query()
	year := q.ref(c.Definition.Year)
	text := fmt.Sprintf("SELECT count(*) FROM %s WHERE %s IS NULL OR %s <> CAST(%s AS BIGINT)", q.table(c.Definition.Records), year, year, year)
	return c.engine.query(ctx, text, q.args.values, func(row []driver.Value) error {
		n := row[0].(int64)
		if n == 0 {
			return nil
		}
		return &byblik.Error{Kind: byblik.Invalid, Place: c.Definition.Year, Found: fmt.Sprintf("%d records without a whole year", n), Expected: "a year for each record, such as 2024",
			Do: "ask the publisher for their year, or take the file without them"}
	})
}

// size counts the records of the years that are read, each as often as it
// counts.
func (c *counting) size(ctx context.Context) error {
	q := c.query()
	text := fmt.Sprintf("SELECT count(*) FROM %s %s WHERE CAST(%s AS BIGINT) + back.back IN (%s)", q.table(c.Definition.Records), q.spread(), q.ref(c.Definition.Year), q.periodList())
	return c.engine.query(ctx, text, q.args.values, func(row []driver.Value) error {
		c.records = row[0].(int64)
		return nil
	})
}

// row gives the number of the row of an area, as the engine tells it (its code,
// or its place), and a year; −1 for no area.
func (c *counting) row(area driver.Value, year int) int {
	at := -1
	switch area := area.(type) {
	case string:
		if k, ok := c.place[area]; ok {
			at = k
		}
	case int32:
		at = int(area)
	}
	if at < 0 {
		return -1
	}
	k, _ := slices.BinarySearch(c.periods, year)
	return at*len(c.periods) + k
}

// count runs the query of the counts and sums.
func (c *counting) count(ctx context.Context) error {
	q := c.query()
	text := q.counts()
	for _, a := range c.Definition.Columns {
		if a.Estimate == nil {
			kind := CountOfUnits
			if a.Sum != "" || a.FullTime != nil {
				kind = SumOfAmounts
			}
			c.columns = append(c.columns, CountColumn{ID: a.ID, Kind: kind, Counts: c.zeros()})
		}
	}
	years := 1.0
	if o := c.Definition.Over; o != nil && o.Take == "mean" {
		years = float64(o.Years)
	}
	return c.engine.query(ctx, text, q.args.values, func(row []driver.Value) error {
		all := row[2].(int64)
		c.joined += all
		at := c.row(row[0], int(row[1].(int64)))
		if code, _ := row[0].(string); at < 0 {
			if code == "" {
				c.nowhere += all
			} else {
				c.unknown[code] += all
			}
			return nil
		}
		c.used += all
		for k, cells := 0, row[3:]; k < len(c.columns); k, cells = k+1, cells[4:] {
			n, value := number(cells[0]), number(cells[1])
			key, _ := cells[2].(uint64)
			f := Count{Value: byblik.RawOf(value / years), N: n, Key: key}
			if list, ok := cells[3].([]any); ok {
				for i, v := range list {
					f.Largest[i] = number(v)
				}
			}
			c.columns[k].Counts[at] = f
		}
		return nil
	})
}

// zeros are the figures of areas where nobody was counted.
func (c *counting) zeros() []Count { return make([]Count, len(c.areas)*len(c.periods)) }

// number reads a number of the engine; NULL is 0, the sum of nothing.
func number(v driver.Value) float64 {
	switch v := v.(type) {
	case int64:
		return float64(v)
	case float64:
		return v
	case uint64:
		return float64(v)
	case *big.Int:
		f, _ := new(big.Float).SetInt(v).Float64()
		return f
	case duckdb.Decimal:
		return v.Float64()
	}
	return 0
}

// counts closes the table: it refuses units that are nowhere, unless that is
// accepted, and writes the receipt.
func (c *counting) counts() (*Counts, error) {
	if err := c.refuse(); err != nil {
		return nil, err
	}
	out := &Counts{Tabulation: c.Definition.ID, Source: c.Definition.Fills(), Columns: c.columns}
	for _, a := range c.areas {
		for _, y := range c.periods {
			out.Rows = append(out.Rows, CountRow{a.Code, c.period(y)})
		}
	}
	receipt := &out.Receipt
	receipt.Source, receipt.File = c.Definition.ID, c.Definition.ID
	receipt.RowsRead, receipt.RowsUsed = int(c.joined), int(c.used)
	receipt.Elsewhere = int(c.joined - c.used)
	left := func(check, what string, n int64) {
		if n > 0 {
			receipt.Warnings = append(receipt.Warnings, byblik.Refusal{Check: check, Reason: fmt.Sprintf("%s (%d records %s)", c.Accept[check], n, what)})
		}
	}
	left(NoArea, "without an area", c.nowhere)
	left("unknown-area", "in areas that the frame does not have", c.joined-c.used-c.nowhere)
	return out, nil
}

// period is the period of a year: the year, or the mean of two.
func (c *counting) period(year int) byblik.Period {
	if o := c.Definition.Over; o != nil && o.Take == "mean" && o.Years == 2 {
		return byblik.Period{Kind: byblik.TwoYearMean, Year: year}
	}
	return byblik.InYear(year)
}

// refuse lists what is wrong with the records as a whole.
func (c *counting) refuse() error {
	var faults Faults
	name := c.Definition.ID
	if want := c.records; c.joined != want {
		faults.add(&byblik.Error{Kind: byblik.Invalid, Check: "double-key", Place: name, Found: fmt.Sprintf("%d rows after the joins, of %d records", c.joined, want),
			Expected: "at most one row for each record", Do: "a joined file has several rows for a record, such as two addresses on the same day; ask the publisher which is right"})
	}
	if c.nowhere > 0 && c.Accept[NoArea] == "" {
		faults.add(&byblik.Error{Kind: byblik.Invalid, Check: NoArea, Place: name, Found: fmt.Sprintf("%d records without an area on the reference day", c.nowhere),
			Expected: "an area for each record", Do: "deliver their addresses, or accept no-area with the reason"})
	}
	if len(c.unknown) > 0 && c.Accept["unknown-area"] == "" {
		var n int64
		codes := make([]string, 0, len(c.unknown))
		for code, k := range c.unknown {
			n += k
			codes = append(codes, code)
		}
		slices.Sort(codes)
		faults.add(&byblik.Error{Kind: byblik.Invalid, Check: "unknown-area", Place: name, Found: fmt.Sprintf("%d records in %d areas that the frame does not have, the first %q", n, len(codes), codes[0]),
			Expected: "areas of the frame " + string(c.Catalog.FrameOf(c.Definition)), Do: "use the areas of the same year, or accept unknown-area with the reason"})
	}
	return faults.err()
}
