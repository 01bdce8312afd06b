package source

import (
	"fmt"
	"math"
	"slices"

	"byblik"
	"byblik/catalog"
)

// noticeJumps warns where a count changed by more than the limit against the
// period before.
func (r *reading) noticeJumps(d *byblik.Delivery) {
	limit := r.Definition.Checks.Jump
	if limit == 0 {
		limit = 0.2
	}
	for k := range d.Columns {
		id := d.Columns[k].ID
		if r.jumps(id) {
			r.jumpsOf(id, d, limit)
		}
	}
}

func (r *reading) jumps(id string) bool {
	if only := r.Definition.Checks.JumpColumns; len(only) > 0 {
		return slices.Contains(only, id)
	}
	for _, c := range r.Definition.Columns {
		if c.ID == id {
			return c.Kind == catalog.Count
		}
	}
	return false
}

func (r *reading) jumpsOf(id string, d *byblik.Delivery, limit float64) {
	value := map[rowKey]float64{}
	var periods []byblik.Period
	for _, from := range []*byblik.Delivery{r.prior, d} {
		if from == nil || from.Column(id) == nil {
			continue
		}
		for i, v := range from.Column(id).Value {
			if v.Status() == byblik.OK {
				value[rowKey{area: from.Rows[i].Area, period: from.Rows[i].Period}] = v.Float()
			}
			if !slices.Contains(periods, from.Rows[i].Period) {
				periods = append(periods, from.Rows[i].Period)
			}
		}
	}
	slices.SortFunc(periods, byblik.Period.Compare)
	for i, v := range d.Column(id).Value {
		row := d.Rows[i]
		at := slices.Index(periods, row.Period)
		if at < 1 || v.Status() != byblik.OK {
			continue
		}
		was, ok := value[rowKey{area: row.Area, period: periods[at-1]}]
		if ok && was > 0 && math.Abs(v.Float()/was-1) > limit {
			r.warn(row.Line, row.Area.Code, "jump", fmt.Sprintf("%s: %+.0f %% against %s", id, 100*(v.Float()/was-1), periods[at-1]))
		}
	}
}

// ranges sums up the number columns of a delivery.
func ranges(d *byblik.Delivery) []byblik.Range {
	var out []byblik.Range
	for _, c := range d.Columns {
		if c.Text != nil || len(c.Value) == 0 {
			continue
		}
		g := byblik.Range{Column: c.ID}
		for _, v := range c.Value {
			if v.Status() != byblik.OK {
				g.Missing++
				continue
			}
			x := v.Float()
			if g.Present == 0 || x < g.Min {
				g.Min = x
			}
			if g.Present == 0 || x > g.Max {
				g.Max = x
			}
			g.Present++
			g.Total += x
		}
		out = append(out, g)
	}
	return out
}
