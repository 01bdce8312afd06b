package cube

import (
	"context"
	"fmt"

	"byblik"
	"byblik/spatial"

	duckdb "github.com/duckdb/duckdb-go/v2"
)

// areaAt is a function of the engine: the place, among the areas, of the one
// that holds a point, and −1 for none. Missing coordinates give a missing
// place.
type areaAt struct {
	locator *spatial.Locator
	kinds   []duckdb.TypeInfo // of x and y
	place   duckdb.TypeInfo   // of the result
}

// Config tells the engine of the types.
func (f *areaAt) Config() duckdb.ScalarFuncConfig {
	return duckdb.ScalarFuncConfig{InputTypeInfos: f.kinds, ResultTypeInfo: f.place}
}

// Executor finds the areas of some thousand points at a time, in the threads
// of the engine.
func (f *areaAt) Executor() duckdb.ScalarFuncExecutor {
	return duckdb.ScalarFuncExecutor{ChunkContextExecutor: func(_ context.Context, chunk *duckdb.ChunkIteratorState) error {
		for row, err := range chunk.Rows() {
			if err != nil {
				return err
			}
			x, ok1 := (*row.GetValuePtr(0)).(float64)
			y, ok2 := (*row.GetValuePtr(1)).(float64)
			if !ok1 || !ok2 {
				continue // a missing coordinate: the engine makes the result missing
			}
			if err := row.SetResult(int32(f.locator.Find(byblik.Point{x, y}))); err != nil {
				return err
			}
		}
		return nil
	}}
}

// placePoints teaches the engine where the areas are.
func (c *counting) placePoints() error {
	if len(c.Shapes) != len(c.Areas) {
		return &byblik.Error{Kind: byblik.Usage, Place: c.Definition.ID, Found: fmt.Sprintf("records with coordinates, and %d polygons for %d areas", len(c.Shapes), len(c.Areas)), Expected: "a polygon for each area", Do: "name a source of polygons under areas.geography of the rule set, and deliver it"}
	}
	shapes := make([]byblik.MultiPolygon, len(c.areas))
	for i, a := range c.Areas {
		shapes[c.place[a.Code.Code]] = c.Shapes[i]
	}
	number, err := duckdb.NewTypeInfo(duckdb.TYPE_DOUBLE)
	if err != nil {
		return engineFault(err, "")
	}
	place, err := duckdb.NewTypeInfo(duckdb.TYPE_INTEGER)
	if err != nil {
		return engineFault(err, "")
	}
	f := &areaAt{locator: spatial.NewLocator(shapes), kinds: []duckdb.TypeInfo{number, number}, place: place}
	if err := duckdb.RegisterScalarUDF(c.engine.conn, "area_at", f); err != nil {
		return engineFault(err, "")
	}
	return nil
}
