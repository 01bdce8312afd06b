package cube

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
)

// Crosswalk carries counts over a change of borders: it says which share of
// each old area belongs to which new one. It has a date: figures of periods
// before From are carried, later ones are in the new areas already.
type Crosswalk struct {
	From  byblik.Period     // first period of the new areas
	links []Link            // sorted by old and then new area; the shares of an old area add up to 1
	holes []byblik.AreaCode // new areas with ground of which no old area is known
}

// Link is one piece of ground: Weight is how much of the old area Old lies in
// New, in any unit that is the same for all links of Old — square metres,
// residents, or 1 where areas are only put together. A piece without Old is
// ground of a new area that lay in no known old one: its figures are missing.
type Link struct {
	Old, New byblik.AreaCode
	Weight   float64
}

// sliver is the share of an old area under which a piece is taken for a
// difference in drawing and not for a change: borders of two years are often
// digitised anew.
const sliver = 0.005

// NewCrosswalk makes a crosswalk from its pieces. Pieces of less than 0.5 per
// cent of their old area are left out, and the others fill it. An old area
// whose pieces weigh nothing is refused.
func NewCrosswalk(from byblik.Period, pieces []Link) (*Crosswalk, error) {
	total := map[byblik.AreaCode]float64{}
	seen := map[[2]byblik.AreaCode]bool{}
	var faults Faults
	pieces = slices.Clone(pieces)
	slices.SortFunc(pieces, func(a, b Link) int {
		return cmp.Or(strings.Compare(a.Old.String(), b.Old.String()), strings.Compare(a.New.String(), b.New.String()))
	})
	c := &Crosswalk{From: from}
	for _, p := range pieces {
		if p.Old == (byblik.AreaCode{}) {
			c.holes = append(c.holes, p.New)
			continue
		}
		if !(p.Weight >= 0) || math.IsInf(p.Weight, 0) {
			faults.add(&byblik.Error{Kind: byblik.Invalid, Check: "crosswalk", Place: p.Old.String(), Found: fmt.Sprintf("the weight %v", p.Weight), Expected: "a weight of at least 0", Do: "correct the crosswalk"})
		}
		if pair := [2]byblik.AreaCode{p.Old, p.New}; seen[pair] {
			faults.add(&byblik.Error{Kind: byblik.Invalid, Check: "double-key", Place: p.Old.String(), Found: "two pieces in " + p.New.String(), Expected: "each pair of areas once", Do: "correct the crosswalk"})
		} else {
			seen[pair] = true
		}
		total[p.Old] += p.Weight
	}
	kept := map[byblik.AreaCode]float64{}
	for _, p := range pieces {
		if p.Old != (byblik.AreaCode{}) && p.Weight > 0 && p.Weight >= sliver*total[p.Old] {
			c.links = append(c.links, p)
			kept[p.Old] += p.Weight
		}
	}
	for _, old := range slices.SortedFunc(maps.Keys(total), func(a, b byblik.AreaCode) int { return strings.Compare(a.String(), b.String()) }) {
		if total[old] == 0 {
			faults.add(&byblik.Error{Kind: byblik.Invalid, Check: "crosswalk", Place: old.String(), Found: "pieces that weigh nothing", Expected: "a weight above 0", Do: "weigh this area by square metres where nobody lives in it"})
		}
	}
	slices.SortFunc(faults.Listed, func(a, b *byblik.Error) int { return strings.Compare(a.Place, b.Place) })
	for i := range c.links {
		c.links[i].Weight /= kept[c.links[i].Old]
	}
	return c, faults.err()
}

// Links gives the pieces with the share of the old area as weight.
func (c *Crosswalk) Links() []Link { return slices.Clone(c.links) }

// Carry gives a delivery in the new areas. Counts, as the definition declares
// them, are divided by the shares and added up; nothing is rounded. A part
// that is missing makes a new area missing. Percentages, other numbers and
// texts cannot be divided and are left out, as are shapes. Every sum before is
// held against the sum after. An area that the crosswalk does not know is
// refused by name (unknown-area), or left out under that check's acceptance;
// the receipt says so, and what was carried.
func (c *Crosswalk) Carry(d *byblik.Delivery, def *catalog.Source, accept map[string]string) (*byblik.Delivery, error) {
	w := &carrying{Crosswalk: c, def: def, accept: accept, of: map[byblik.AreaCode][]Link{}, parts: map[byblik.AreaCode]int{}}
	for _, l := range c.links {
		w.of[l.Old] = append(w.of[l.Old], l)
		w.parts[l.New]++
	}
	for _, area := range c.holes {
		w.parts[area]++ // never delivered
	}
	out := &byblik.Delivery{Source: d.Source, Receipt: d.Receipt}
	out.Receipt.Warnings = slices.Clone(d.Receipt.Warnings)
	if err := w.rows(d, out); err != nil {
		return nil, err
	}
	for _, col := range d.Columns {
		if k := def.Column(col.ID); k == nil || k.Kind != catalog.Count || col.Value == nil {
			out.Receipt.Warnings = append(out.Receipt.Warnings, byblik.Refusal{Check: "crosswalk", Reason: col.ID + " is no count and cannot be carried over a change of borders"})
			continue
		}
		v, err := w.column(d, col, out)
		if err != nil {
			return nil, err
		}
		out.Columns = append(out.Columns, v)
	}
	return out, nil
}

// carrying is one delivery on its way into the new areas.
type carrying struct {
	*Crosswalk
	def    *catalog.Source
	accept map[string]string
	of     map[byblik.AreaCode][]Link // pieces of an old area
	parts  map[byblik.AreaCode]int    // how many old areas reach into a new one
	at     map[CountRow]int           // rows of the new areas
	have   []int                      // of each new row: old areas that were delivered
	skip   []bool                     // of each old row: left out
}

// rows makes the rows of the new areas, one per area and period delivered.
func (w *carrying) rows(d, out *byblik.Delivery) error {
	w.at, w.skip = map[CountRow]int{}, make([]bool, len(d.Rows))
	var faults Faults
	seen := map[CountRow]bool{}
	periods := map[byblik.Period]bool{}
	for i, r := range d.Rows {
		place := byblik.Error{Kind: byblik.Invalid, File: d.Receipt.File, Line: r.Line, Place: r.Area.String()}
		switch row := (CountRow{r.Area, r.Period}); {
		case w.From != (byblik.Period{}) && r.Period.Compare(w.From) >= 0:
			place.Check, place.Found, place.Expected, place.Do = "crosswalk", "figures of "+r.Period.String(), "figures of before "+w.From.String()+", when the borders changed", "carry only the older periods"
			faults.add(&place)
		case w.of[r.Area] == nil && w.accept["unknown-area"] == "":
			place.Check, place.Found, place.Expected, place.Do = "unknown-area", "an area that the crosswalk does not know", "the areas of before the change", "add it to the crosswalk, or accept unknown-area with the reason"
			faults.add(&place)
		case w.of[r.Area] == nil:
			w.skip[i] = true
			out.Receipt.Warnings = append(out.Receipt.Warnings, byblik.Refusal{Line: r.Line, Area: r.Area.Code, Check: "unknown-area", Reason: w.accept["unknown-area"]})
		case seen[row]:
			place.Check, place.Found, place.Expected, place.Do = "double-key", r.Period.String()+" a second time", "one row for each area and period", "carry one delivery at a time"
			faults.add(&place)
		default:
			seen[row], periods[r.Period] = true, true
		}
	}
	if err := faults.err(); err != nil {
		return err
	}
	var rows []CountRow
	for area := range w.parts {
		for t := range periods {
			rows = append(rows, CountRow{area, t})
		}
	}
	slices.SortFunc(rows, compareRows)
	for i, r := range rows {
		w.at[r] = i
		out.Rows = append(out.Rows, byblik.Row{Area: r.Area, Period: r.Period, Line: i + 1})
	}
	w.have = make([]int, len(rows))
	for i, r := range d.Rows {
		for _, l := range w.of[r.Area] {
			if !w.skip[i] {
				w.have[w.at[CountRow{l.New, r.Period}]]++
			}
		}
	}
	return nil
}

// column carries the figures of one column and holds its sums together.
func (w *carrying) column(d *byblik.Delivery, col byblik.Column, out *byblik.Delivery) (byblik.Column, error) {
	sum, status := make([]float64, len(out.Rows)), make([]byblik.Status, len(out.Rows))
	before, after := 0.0, 0.0
	for i, r := range d.Rows {
		if w.skip[i] {
			continue
		}
		v := col.Value[i]
		if v.Status() == byblik.OK {
			before += v.Float()
		}
		for _, l := range w.of[r.Area] {
			at := w.at[CountRow{l.New, r.Period}]
			if status[at] = worse(status[at], v.Status()); v.Status() == byblik.OK {
				part := float64(l.Weight * v.Float())
				sum[at] += part
				after += part
			}
		}
	}
	if math.Abs(before-after) > 1e-9*max(1, math.Abs(before)) {
		return byblik.Column{}, &byblik.Error{Kind: byblik.Invalid, Check: "crosswalk", File: d.Receipt.File, Place: col.ID, Found: fmt.Sprintf("%v before and %v after", before, after), Expected: "the same sum", Do: "the shares of an area do not add up to 1; correct the crosswalk"}
	}
	c := byblik.Column{ID: col.ID, Value: make([]byblik.Raw, len(out.Rows))}
	for i, r := range out.Rows {
		c.Value[i] = byblik.RawOf(sum[i])
		switch {
		case status[i] != byblik.OK:
			c.Value[i] = byblik.RawWithout(status[i])
		case w.have[i] < w.parts[r.Area]: // an old area was not delivered
			c.Value[i] = byblik.RawWithout(byblik.Missing)
		}
	}
	return c, nil
}

// Difference is a figure that two deliveries tell differently.
type Difference struct {
	Area   byblik.AreaCode
	Period byblik.Period
	Column string
	Here   float64 // NaN where there is none
	There  float64 // NaN where there is none
}

// Compare lists the figures of the columns that two deliveries share in which
// they differ by more than tolerance, in the order of the first; areas that
// only one of them has are listed too.
func Compare(here, there *byblik.Delivery, tolerance float64) []Difference {
	at := map[CountRow]int{}
	for i, r := range there.Rows {
		at[CountRow{r.Area, r.Period}] = i
	}
	var out []Difference
	for _, col := range here.Columns {
		other := there.Column(col.ID)
		if col.Value == nil || other == nil || other.Value == nil {
			continue
		}
		met := map[CountRow]bool{}
		note := func(r byblik.Row, a, b float64) {
			if !(math.Abs(a-b) <= tolerance) && !(math.IsNaN(a) && math.IsNaN(b)) {
				out = append(out, Difference{r.Area, r.Period, col.ID, a, b})
			}
		}
		for i, r := range here.Rows {
			b := math.NaN()
			if k, ok := at[CountRow{r.Area, r.Period}]; ok {
				b = other.Value[k].Float()
			}
			met[CountRow{r.Area, r.Period}] = true
			note(r, col.Value[i].Float(), b)
		}
		for k, r := range there.Rows {
			if !met[CountRow{r.Area, r.Period}] {
				note(r, math.NaN(), other.Value[k].Float())
			}
		}
	}
	return out
}
