package lists

import (
	"cmp"
	"fmt"
	"slices"
)

// shares are the criteria that housing_areas.csv gives as count or percentage.
var shares = []CriterionID{Labour, Convicted, Education, Origin}

// areasReader reads housing_areas.csv: one row per area and year.
type areasReader struct {
	table  *Table
	faults *faults
	areas  map[string]*HousingArea
	first  map[string]int // line where an area begins
	seen   map[dayKey]int // line of each area, year and day
	newest map[string]AreaYear
}

func (r *areasReader) read() []HousingArea {
	r.areas, r.first, r.seen, r.newest = map[string]*HousingArea{}, map[string]int{}, map[dayKey]int{}, map[string]AreaYear{}
	optional := []string{"education_unknown_n", "known"}
	for _, s := range shares {
		optional = append(optional, string(s)+"_n", string(s)+"_d", string(s)+"_pct")
	}
	at := r.table.columns([]string{"area", "name", "municipality", "region", "year", "base_2010", "residents", "income"}, optional, r.faults)
	for _, s := range shares {
		_, n := at[string(s)+"_n"]
		_, d := at[string(s)+"_d"]
		if _, pct := at[string(s)+"_pct"]; n != d || !n && !pct {
			r.faults.add(r.table.File, 1, string(s)+"_n", "missing-column", "no columns that give "+string(s), fmt.Sprintf("%s_n and %s_d, or %s_pct", s, s, s), "add them; blank cells mean missing")
		}
	}
	for i := range r.table.Rows {
		r.take(r.table.row(i, at, r.faults))
	}
	out := make([]HousingArea, 0, len(r.areas))
	for _, a := range r.areas {
		sortEditions(a.editions)
		a.Years = settle(a.editions, "")
		out = append(out, *a)
	}
	sortedCodes(out)
	return out
}

// take adds one row to its area.
func (r *areasReader) take(c cells) {
	code := c.needed("area")
	base := c.yes("base_2010")
	y := AreaYear{
		Year: c.year("year"), Residents: c.amount("residents", persons), Income: c.amount("income", kroner), Known: c.day("known"), Line: c.line,
		Labour: c.figure("labour", fullTime), Convicted: c.figure("convicted", persons), Education: c.figure("education", persons), Origin: c.figure("origin", persons),
	}
	y.EducationUnknown = c.unknown(y.Education)
	if code == "" || y.Year == 0 {
		return
	}
	a := r.areas[code]
	if a == nil {
		a = &HousingArea{Code: areaCode(code), Region: c.text("region"), Municipality: c.text("municipality"), Base2010: base}
		r.areas[code], r.first[code] = a, c.line
	}
	k := dayKey{y.Year, code, y.Known}
	if first, again := r.seen[k]; again {
		c.twice("year", "an area", code, y.Year, y.Known, first)
		return
	}
	r.seen[k] = c.line
	r.sameAsBefore(c, a, base)
	if y.Income.Known && c.text("region") == "" {
		c.fault("region", "blank", "a blank cell beside an income", "the region whose mean income it is held against", "fill it in")
	}
	if e, ok := r.newest[code]; !ok || cmp.Or(cmp.Compare(y.Year, e.Year), cmp.Compare(y.Known, e.Known)) > 0 {
		r.newest[code] = y
		a.Name = cmp.Or(c.text("name"), a.Name, code)
	}
	a.editions = append(a.editions, y)
}

// sameAsBefore refuses what may not differ between the years of an area.
func (r *areasReader) sameAsBefore(c cells, a *HousingArea, base bool) {
	for _, x := range []struct{ column, here, before string }{
		{"base_2010", word(base), word(a.Base2010)}, {"region", c.text("region"), a.Region}, {"municipality", c.text("municipality"), a.Municipality},
	} {
		if x.here != x.before {
			c.fault(x.column, "differs", shown(x.here), fmt.Sprintf("%s, as in line %d of the same area", shown(x.before), r.first[a.Code.Code]), "correct one of them: it cannot change between years")
		}
	}
}

func word(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// unknown reads the persons with unknown education, who are part of the
// denominator and beside the count.
func (c cells) unknown(education Figure) float64 {
	const column = "education_unknown_n"
	n, _, ok := c.number(column, persons)
	switch {
	case !ok || n == 0:
		return 0
	case education.Kind != CountedFigure:
		c.fault(column, "unknown-without-count", shown(c.text(column)), "education_n and education_d beside it", "leave it blank: a printed percentage is taken as published")
	case n+education.Count > education.Of:
		c.fault(column, "part-exceeds-whole", fmt.Sprintf("%s besides %s of %s", c.text(column), c.text("education_n"), c.text("education_d")), "parts at most as large as their whole", "correct one of them")
	default:
		return n
	}
	return 0
}

// checkArea refuses an area that no list can say anything about.
func (r *areasReader) checkArea(a *HousingArea) {
	if slices.ContainsFunc(a.Years, func(y AreaYear) bool { return y.any() }) {
		return
	}
	r.faults.add(r.table.File, r.first[a.Code.Code], "labour_n", "no-figure", "the area "+shown(a.Code.Code)+" without any figure in any year", "labour, convicted, education, origin or income in at least one year", "fill them in, or remove the area")
}

// any tells whether a year has any figure but residents.
func (y AreaYear) any() bool {
	return y.Income.Known || slices.ContainsFunc(shares, func(id CriterionID) bool { return y.figureOf(id).Kind != MissingFigure })
}
