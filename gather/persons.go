package gather

import (
	"slices"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/run"
)

// Persons counts, from registers that were taken, what would else come as a
// table. It keeps what it counted, since a release must tell of it.
type Persons struct {
	// Fills says whether a tabulation of a catalog fills any column of a source.
	Fills func(c *catalog.Catalog, source string) bool
	Count func(ToCount) (*Counted, error)
	// Alone is the check that can be accepted of persons alone; readers of tables
	// do not know it.
	Alone string

	made []*Counted
}

// ToCount is a source that is to be counted.
type ToCount struct {
	Source  string
	Catalog *catalog.Catalog
	Areas   []byblik.Area
	Shapes  []byblik.MultiPolygon // of the areas, in their order; none where no borders came
	Accept  map[string]string
	Workers int
}

// Counted is what was counted of one source.
type Counted struct {
	Tabulations []string         // by which it was counted
	Receipts    []byblik.Receipt // of the registers
	LeftOut     []byblik.Refusal // persons who were accepted to be nowhere
	// Replace gives the deliveries of the source with the counts in place of what
	// came as a table, for the periods that came.
	Replace func(came []*byblik.Delivery) []*byblik.Delivery
	// Key is the key of the persons behind a figure; false where they were not
	// counted.
	Key func(column string, area byblik.AreaCode, t byblik.Period) (uint64, bool)
}

// Tabulations names by what was counted.
func (p *Persons) Tabulations() (ids []string) {
	if p != nil {
		for _, c := range p.made {
			ids = append(ids, c.Tabulations...)
		}
	}
	return ids
}

// Key is the key of the persons that a column counts, for disclosure control;
// false where they came as a count.
func (p *Persons) Key(column string, area byblik.AreaCode, t byblik.Period) (disclose.Key, bool) {
	if p != nil {
		for _, c := range p.made {
			if k, ok := c.Key(column, area, t); ok {
				return disclose.Key(k), true
			}
		}
	}
	return 0, false
}

// ofTables gives what was accepted of tables.
func (p *Persons) ofTables(accept map[string]string) map[string]string {
	if p != nil {
		delete(accept, p.Alone)
	}
	return accept
}

// leftOut tells which persons were accepted to be nowhere.
func (p *Persons) leftOut() (out []byblik.Refusal) {
	if p != nil {
		for _, c := range p.made {
			out = append(out, c.LeftOut...)
		}
	}
	return out
}

// counted gives the deliveries of a source with what was counted from persons
// in place of what came as a table. Came are the deliveries of all sources.
func (r *Request) counted(in *run.Input, came map[string][]*byblik.Delivery, id string) ([]*byblik.Delivery, error) {
	p := r.Persons
	if p == nil || !p.Fills(r.Catalog, id) || in.Areas == nil {
		return came[id], nil
	}
	var shapes []byblik.MultiPolygon
	if borders := came[r.Rules.Areas.Geography]; len(borders) > 0 {
		shapes = lastWithShapes(borders).ShapesOf(in.Areas)
	}
	c, err := p.Count(ToCount{Source: id, Catalog: r.Catalog, Areas: in.Areas, Shapes: shapes, Accept: r.Arguments.Reasons(), Workers: r.Workers})
	if err != nil {
		return nil, err
	}
	p.made = append(p.made, c)
	for _, receipt := range c.Receipts {
		if !slices.ContainsFunc(in.Receipts, func(x byblik.Receipt) bool { return x.SHA256 == receipt.SHA256 }) {
			in.Receipts = append(in.Receipts, receipt)
			in.Sources = appendNew(in.Sources, r.Catalog.Sources[receipt.Source])
		}
	}
	return c.Replace(came[id]), nil
}
