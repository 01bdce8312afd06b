package cube

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/spatial"
)

// Register counts a source from the unit records that were taken: all that
// the tabulations of the catalog fill of it.
type Register struct {
	Catalog    *catalog.Catalog
	Deliveries Deliveries
	Hashes     map[string]string // SHA-256 of the delivery to read, by source, where it is known
	Areas      []byblik.Area
	Shapes     []byblik.MultiPolygon // of the areas, in their order, in longitude and latitude; needed where records have coordinates
	Secret     []byte                // of the record keys
	Accept     map[string]string
	Limits     Limits
}

// Counted is a source that was counted from unit records.
type Counted struct {
	Counts   []*Counts        // one per tabulation, by id
	Receipts []byblik.Receipt // of the deliveries that were read, by source
	keys     map[counted]uint64
}

// counted names a figure: source/column, area, period.
type counted struct {
	column string
	row    CountRow
}

// Fills says whether a tabulation of the catalog fills columns of a source.
func Fills(c *catalog.Catalog, source string) bool { return len(tabulationsOf(c, source)) > 0 }

// tabulationsOf gives the tabulations that fill a source, by id.
func tabulationsOf(c *catalog.Catalog, source string) []*catalog.Tabulation {
	var all []*catalog.Tabulation
	for _, id := range slices.Sorted(maps.Keys(c.Tabulations)) {
		if t := c.Tabulations[id]; t.Fills() == source {
			all = append(all, t)
		}
	}
	return all
}

// Count makes the columns of a source. A source of records whose hash is not
// named must have been taken exactly once: of two deliveries nobody can say
// which is right.
func (r Register) Count(ctx context.Context, source string) (*Counted, error) {
	kept, err := r.Deliveries.All()
	if err != nil {
		return nil, err
	}
	out := &Counted{keys: map[counted]uint64{}}
	files := map[string]string{}
	for _, t := range tabulationsOf(r.Catalog, source) {
		for _, id := range t.Sources() {
			if files[id] != "" {
				continue
			}
			k, err := r.one(kept, id)
			if err != nil {
				return nil, err
			}
			files[id] = r.Deliveries.File(k.Receipt.SHA256)
			out.Receipts = append(out.Receipts, k.Receipt)
		}
		shapes, err := r.shapesFor(t)
		if err != nil {
			return nil, err
		}
		c, err := Tabulate(ctx, Tabulation{Catalog: r.Catalog, Definition: t, Files: files, Areas: r.Areas, Shapes: shapes, Secret: r.Secret, Accept: r.Accept, Limits: r.Limits})
		if err != nil {
			return nil, err
		}
		out.add(c)
	}
	slices.SortFunc(out.Receipts, func(a, b byblik.Receipt) int { return strings.Compare(a.Source, b.Source) })
	return out, nil
}

// shapesFor gives the polygons in the coordinates of the records; nil where
// records name their area.
func (r Register) shapesFor(t *catalog.Tabulation) ([]byblik.MultiPolygon, error) {
	if t.Area.Column != "" {
		return nil, nil
	}
	id, _, _ := strings.Cut(t.Area.X, "/")
	zone := ""
	if s := r.Catalog.Sources[id]; s != nil && s.Extent != nil {
		zone = s.Extent.UTM()
	}
	if zone == "" || len(r.Shapes) == 0 {
		return r.Shapes, nil
	}
	p, err := spatial.ProjectionOf(zone)
	if err != nil {
		return nil, err
	}
	return p.PlanarAll(r.Shapes, r.Limits.Threads), nil
}

// one finds the delivery of a source.
func (r Register) one(kept []*Kept, id string) (*Kept, error) {
	var found []*Kept
	for _, k := range kept {
		if k.Receipt.Source == id && k.Deleted == "" && (r.Hashes[id] == "" || r.Hashes[id] == k.Receipt.SHA256) {
			found = append(found, k)
		}
	}
	if len(found) == 1 {
		return found[0], r.Deliveries.Check(found[0])
	}
	e := &byblik.Error{Kind: byblik.NotFound, File: filepath.Base(r.Deliveries.Dir), Place: id, Found: fmt.Sprintf("%d deliveries", len(found)), Expected: "one delivery", Do: "take it: byblik take " + id + " FILE"}
	if len(found) > 1 {
		e.Kind, e.Do = byblik.Conflict, "keep the one that is right in a data folder of its own"
	}
	return nil, e
}

func (c *Counted) add(counts *Counts) {
	c.Counts = append(c.Counts, counts)
	for _, col := range counts.Columns {
		for i, v := range col.Counts {
			c.keys[counted{counts.Source + "/" + col.ID, counts.Rows[i]}] = v.Key
		}
	}
}

// Makes says whether a column, as source/column, was counted.
func (c *Counted) Makes(column string) bool {
	source, id, _ := strings.Cut(column, "/")
	return slices.ContainsFunc(c.Counts, func(x *Counts) bool { return x.Source == source && x.Column(id) != nil })
}

// Key is the record key of a figure; false where it was not counted from
// records.
func (c *Counted) Key(column string, area byblik.AreaCode, t byblik.Period) (uint64, bool) {
	key, ok := c.keys[counted{column, CountRow{area, t}}]
	return key, ok
}

// Replace gives the deliveries of a source with the counted columns in place
// of those that came as a table, in the periods that came; what the publisher
// counted stays where nothing was counted from records. Without a table all
// periods are given.
func (c *Counted) Replace(came []*byblik.Delivery) []*byblik.Delivery {
	var out []*byblik.Delivery
	for _, d := range came {
		rest := *d
		rest.Columns = slices.DeleteFunc(slices.Clone(d.Columns), func(col byblik.Column) bool { return c.Makes(d.Source + "/" + col.ID) })
		out = append(out, &rest)
	}
	periods := map[byblik.Period]bool{}
	for _, d := range came {
		for _, r := range d.Rows {
			if r.Period != (byblik.Period{}) {
				periods[r.Period] = true
			}
		}
	}
	for _, x := range c.Counts {
		out = append(out, within(x.Delivery(), periods))
	}
	return out
}

// within keeps the rows of some periods; none named keeps all.
func within(d *byblik.Delivery, periods map[byblik.Period]bool) *byblik.Delivery {
	if len(periods) == 0 {
		return d
	}
	out := &byblik.Delivery{Source: d.Source, Receipt: d.Receipt}
	for _, c := range d.Columns {
		out.Columns = append(out.Columns, byblik.Column{ID: c.ID, Value: []byblik.Raw{}})
	}
	for i, r := range d.Rows {
		if periods[r.Period] {
			out.Rows = append(out.Rows, r)
			for k := range out.Columns {
				out.Columns[k].Value = append(out.Columns[k].Value, d.Columns[k].Value[i])
			}
		}
	}
	return out
}
