package main

import (
	"context"
	"path/filepath"
	"slices"

	"byblik"
	"byblik/cube"
	"byblik/disclose"
	"byblik/run"
)

// registers counts, from the deliveries that byblik take keeps in a data
// folder, the columns of a source that tabulations of the catalog fill.
type registers struct {
	data   string            // the data folder
	secret []byte            // of the record keys
	hashes map[string]string // SHA-256 of the delivery to count, by source; where none is named there must be one alone
	made   []*cube.Counted
}

func (r *registers) deliveries() cube.Deliveries {
	return cube.Deliveries{Dir: filepath.Join(r.data, "deliveries")}
}

// tabulations names what was counted.
func (r *registers) tabulations() (ids []string) {
	for _, c := range r.made {
		for _, x := range c.Counts {
			ids = append(ids, x.Tabulation)
		}
	}
	return ids
}

// ofTables gives what was accepted of tables. That persons have no area can be
// accepted of registers alone, and readers of tables do not know it.
func (r *registers) ofTables(accept map[string]string) map[string]string {
	if r != nil {
		delete(accept, cube.NoArea)
	}
	return accept
}

// leftOut tells which persons were accepted to be nowhere.
func (r *registers) leftOut() (out []byblik.Refusal) {
	if r != nil {
		for _, c := range r.made {
			for _, x := range c.Counts {
				out = append(out, x.Receipt.Warnings...)
			}
		}
	}
	return out
}

// replace gives the deliveries of a source with what was counted from persons
// in place of what came as a table, for the periods that came; nil counts
// nothing. Came are the deliveries of all sources.
func (r *registers) replace(j job, in *run.Input, came map[string][]*byblik.Delivery, id string) ([]*byblik.Delivery, error) {
	if r == nil || !cube.Fills(j.catalog, id) || in.Areas == nil {
		return came[id], nil
	}
	var shapes []byblik.MultiPolygon
	if borders := came[j.rules.Areas.Geography]; len(borders) > 0 {
		shapes = shapesOf(in.Areas, lastWithShapes(borders))
	}
	c, err := cube.Register{Catalog: j.catalog, Deliveries: r.deliveries(), Hashes: r.hashes, Areas: in.Areas, Shapes: shapes, Secret: r.secret,
		Accept: j.arguments.Reasons(), Limits: cube.Limits{Threads: j.workers}}.Count(context.Background(), id)
	if err != nil {
		return nil, err
	}
	r.made = append(r.made, c)
	for _, receipt := range c.Receipts {
		if !slices.ContainsFunc(in.Receipts, func(x byblik.Receipt) bool { return x.SHA256 == receipt.SHA256 }) {
			in.Receipts = append(in.Receipts, receipt)
			in.Sources = appendNew(in.Sources, j.catalog.Sources[receipt.Source])
		}
	}
	return c.Replace(came[id]), nil
}

// shapesOf gives the polygons of areas, in their order; an area that is not
// drawn has none.
func shapesOf(areas []byblik.Area, d *byblik.Delivery) []byblik.MultiPolygon {
	if d.Shapes == nil {
		return nil
	}
	out, at := make([]byblik.MultiPolygon, len(areas)), map[byblik.AreaCode]int{}
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

// key is the key of the persons that a column counts, for disclosure control;
// false where they came as a count.
func (r *registers) key(column string, area byblik.AreaCode, t byblik.Period) (disclose.Key, bool) {
	if r != nil {
		for _, c := range r.made {
			if k, ok := c.Key(column, area, t); ok {
				return disclose.Key(k), true
			}
		}
	}
	return 0, false
}
