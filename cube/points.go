package cube

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"

	"byblik"
	"byblik/spatial"

	duckdb "github.com/duckdb/duckdb-go/v2"
)

// placePoints finds the area of every pair of coordinates and gives the
// engine a table of them.
func (c *counting) placePoints(ctx context.Context) error {
	if len(c.Shapes) != len(c.Areas) {
		return &byblik.Error{Kind: byblik.Usage, Place: c.Definition.ID, Found: fmt.Sprintf("%d polygons for %d areas", len(c.Shapes), len(c.Areas)), Expected: "a polygon for each area, in the coordinates of the records", Do: "give the borders"}
	}
	q := c.query()
	x, y := q.ref(c.Definition.Area.X), q.ref(c.Definition.Area.Y)
	from := q.from0()
	var points []byblik.Point
	err := c.engine.query(ctx, fmt.Sprintf("SELECT DISTINCT %s, %s FROM %s WHERE %s IS NOT NULL AND %s IS NOT NULL ORDER BY ALL", x, y, from, x, y), q.args.values, func(row []driver.Value) error {
		points = append(points, byblik.Point{number(row[0]), number(row[1])})
		return nil
	})
	if err != nil {
		return err
	}
	at := spatial.Assign(points, c.Shapes, c.Limits.Threads)
	if err := c.engine.run(ctx, "CREATE TABLE placed (x DOUBLE, y DOUBLE, area VARCHAR)"); err != nil {
		return err
	}
	return c.engine.conn.Raw(func(raw any) error {
		a, err := duckdb.NewAppenderFromConn(raw.(driver.Conn), "", "placed")
		if err != nil {
			return engineFault(err, "")
		}
		for i, p := range points {
			if at[i] < 0 {
				continue
			}
			if err := a.AppendRow(p[0], p[1], c.Areas[at[i]].Code.Code); err != nil {
				return engineFault(errors.Join(err, a.Close()), "")
			}
		}
		if err := a.Close(); err != nil {
			return engineFault(err, "")
		}
		return nil
	})
}

// from0 is the source of the coordinates alone.
func (q *query) from0() string {
	source, _, _ := strings.Cut(q.Definition.Area.X, "/")
	return q.table(source)
}
