package dossier

import (
	"math"
	"slices"
	"strconv"

	"byblik"
	"byblik/stress"
)

// tables lists the tables of the folder in the order of the workbook.
func (x *index) tables() []table {
	ts := []table{x.findingsTable()}
	if x.municipal() {
		ts = append(ts, x.criteriaTable(), x.areasTable())
	}
	if x.s.Why != nil {
		ts = append(ts, table{name: "why", header: stress.WhyHeader, rows: stress.WhyRows(x.s.Why)})
	}
	if x.s.Rules.Zones != nil {
		ts = append(ts, x.zonesTable(), x.membersTable())
	}
	if f := x.s.Firmness; f != nil {
		areas, zones := table{name: "stress"}, table{name: "zones_stress"}
		areas.header, areas.rows = f.Table()
		zones.header, zones.rows = f.ZonesTable()
		ts = append(ts, areas, zones)
	}
	if len(x.s.Authorities) > 1 {
		ts = append(ts, x.authoritiesTable())
	}
	return ts
}

// authoritiesTable is the summary by authority, its figures as numbers.
func (x *index) authoritiesTable() table {
	t := table{name: "authorities", header: x.s.Authorities[0]}
	for _, cells := range x.s.Authorities[1:] {
		row := make([]any, len(cells))
		for i, c := range cells {
			row[i] = c
			if v, err := strconv.ParseFloat(c, 64); err == nil && i > 1 {
				row[i] = v
			}
		}
		t.rows = append(t.rows, row)
	}
	return t
}

func (x *index) findingsTable() table {
	t := table{name: "findings", header: []string{"area", "measure", "value", "rank", "class", "status"}}
	for _, f := range x.s.Findings {
		row := []any{f.Area.Code, f.Measure, "", "", "", f.Status.String()}
		if f.Status == byblik.OK {
			row[2], row[3], row[4] = f.Value, f.Rank, f.Class
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// criteriaTable has one row per area and criterion. The city's value and the
// limit stand on every row whose criterion has data, so that a row can be
// judged on its own.
func (x *index) criteriaTable() table {
	t := table{name: "criteria", header: slices.Concat(criteriaHead, stress.MarginHeader)}
	for i, a := range x.s.Areas {
		for k := range x.s.Criteria {
			c := &x.s.Criteria[k]
			f := c.Findings[i]
			row := []any{a.Code.Code, c.Rule.ID, math.NaN(), math.NaN(), math.NaN(), math.NaN(), "", f.Status.String()}
			if c.HasData {
				row[3], row[4] = c.City, c.Limit
			}
			if f.Status == byblik.OK {
				row[2], row[3], row[4], row[5], row[6] = f.Value, f.City, f.Limit, f.Z, yesNo(f.Met)
			}
			t.rows = append(t.rows, append(row, x.margin(i, k)...))
		}
	}
	return t
}

// margin gives the cells of one area and criterion under stress.MarginHeader.
func (x *index) margin(area, criterion int) []any {
	if area < len(x.s.Why) {
		return x.s.Why[area].Margins[criterion].Cells()
	}
	return []any{math.NaN(), math.NaN(), math.NaN()}
}

// areasTable has one row per area: where it lies, whether it is flagged, the
// zone that it belongs to, and why it does.
func (x *index) areasTable() table {
	t := table{name: "areas", header: areasHead}
	zone, reason := map[byblik.AreaCode]string{}, map[byblik.AreaCode]string{}
	for _, z := range x.s.Zones {
		for _, m := range z.Members {
			zone[m.Area], reason[m.Area] = z.ID, string(m.Reason)
		}
	}
	for i, a := range x.s.Areas {
		t.rows = append(t.rows, []any{a.Code.Code, a.Name, a.District, a.Authority, x.s.Residents[i], yesNo(x.s.Flagged[i]), x.s.Periods[i], x.s.Review[i], zone[a.Code], reason[a.Code]})
	}
	return t
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// zonesTable keeps the caller's order: machines read it, the page orders by
// name.
func (x *index) zonesTable() table {
	t := table{name: "zones", header: zonesHead}
	for _, z := range x.s.Zones {
		t.rows = append(t.rows, []any{z.ID, z.Name, z.Residents, len(z.Members), string(z.State), z.Reason})
	}
	return t
}

func (x *index) membersTable() table {
	t := table{name: "members", header: membersHead}
	for _, z := range x.s.Zones {
		for _, m := range z.Members {
			t.rows = append(t.rows, []any{z.ID, m.Area.Code, string(m.Reason)})
		}
	}
	return t
}
