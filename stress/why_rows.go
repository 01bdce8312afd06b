package stress

import "math"

// WhyHeader is the head of why.csv. Rows with the same area, flip and set
// belong together: all of them change at once.
var WhyHeader = []string{"area", "flip", "criterion", "change_points", "change_persons", "reason", "set", "indicator"}

// The sets of why.csv.
const (
	SetOne      = "one"           // one criterion, fewest persons
	SetInPoints = "one_in_points" // one criterion whose figure is no count, in points
	SetSeveral  = "several"       // several criteria together, fewest persons in all
)

// WhyRows gives the rows of why.csv. Cells are string, int or float64; NaN is
// an empty cell. Where no change is known, one row has the reason.
func WhyRows(list []Explanation) [][]any {
	var rows [][]any
	for i := range list {
		e := &list[i]
		rows = append(rows, e.rows("flag", &e.Flag)...)
		if e.Zone.Reason != NoZones {
			rows = append(rows, e.rows("zone", &e.Zone)...)
		}
	}
	return rows
}

func (e *Explanation) rows(flip string, c *Counterfactual) [][]any {
	var rows [][]any
	for _, set := range []struct {
		name    string
		changes []Shift
	}{{SetOne, c.One}, {SetInPoints, c.InPoints}, {SetSeveral, c.Several}} {
		for _, x := range set.changes {
			row := []any{e.Code.Code, flip, x.Criterion, x.Points, math.NaN(), "", set.name, string(x.Indicator)}
			if x.Counted {
				row[4] = x.Steps
			}
			rows = append(rows, row)
		}
	}
	if rows == nil {
		rows = [][]any{{e.Code.Code, flip, "", math.NaN(), math.NaN(), string(c.Reason), "", ""}}
	}
	return rows
}

// MarginHeader names the columns that criteria.csv has of margins.
var MarginHeader = []string{"margin", "margin_persons", "needed_persons"}

// Cells gives the cells under MarginHeader; NaN is an empty cell.
func (m Margin) Cells() []any {
	cells := []any{m.Points, math.NaN(), math.NaN()}
	if m.Why == "" {
		cells[1] = m.Persons
	}
	if m.Needed > 0 {
		cells[2] = m.Needed
	}
	return cells
}
