package lists

import (
	"cmp"
	"fmt"
	"slices"

	"byblik"
)

// readReferences reads references.csv.
func readReferences(t *Table, f *faults) *References {
	at := t.columns([]string{"year", "region"}, []string{"convicted_n", "convicted_d", "convicted_pct", "income", "known"}, f)
	var rows []Reference
	seen := map[dayKey]int{}
	for i := range t.Rows {
		c := t.row(i, at, f)
		r := Reference{Year: c.year("year"), Region: c.needed("region"), Convicted: c.figure("convicted", persons), Income: c.amount("income", kroner), Known: c.day("known"), Line: c.line}
		if r.Region != Nation && r.Convicted.Kind != MissingFigure {
			c.fault("region", "convicted-of-region", "a figure of convictions for the region "+shown(r.Region), "the national average alone, in the row of the region DK", "leave the cells blank: the law compares with the nation")
		}
		if r.Income.Known && r.Income.Value == 0 {
			c.fault("income", "zero-denominator", "0", "a mean income above 0", "correct it or leave it blank")
		}
		k := dayKey{r.Year, r.Region, r.Known}
		if first, again := seen[k]; again {
			c.twice("year", "a region", r.Region, r.Year, r.Known, first)
			continue
		}
		seen[k] = c.line
		rows = append(rows, r)
	}
	slices.SortStableFunc(rows, func(x, y Reference) int {
		return cmp.Or(cmp.Compare(x.Year, y.Year), cmp.Compare(x.Region, y.Region), cmp.Compare(x.Known, y.Known))
	})
	return settleReferences(rows, "")
}

// dayKey is a year of an area, unit or region, as it became known on a day.
type dayKey struct {
	year  int
	of    string
	known string
}

var listIDs = []ListID{VulnerableHousingArea, ParallelSociety, TransformationArea, PreventionArea, CombinedLetting}

// readImported reads imported.csv.
func readImported(t *Table, d *Delivery, f *faults) []Imported {
	at := t.columns([]string{"area", "year", "list", "on"}, nil, f)
	var all []Imported
	seen := map[importKey]int{}
	for i := range t.Rows {
		c := t.row(i, at, f)
		x := Imported{Area: areaCode(c.needed("area")), Year: c.year("year"), List: ListID(c.needed("list")), On: c.yes("on"), Line: c.line}
		if x.List != "" && !slices.Contains(listIDs, x.List) {
			c.fault("list", "unknown-list", shown(string(x.List)), "udsat, parallelsamfund, omdannelse, forebyggelse or kombineret_udlejning", "correct it")
		}
		c.knownArea("area", x.Area, d)
		k := importKey{x.Area, x.Year, x.List}
		if first, twice := seen[k]; twice {
			c.fault("year", "double-key", "the same area, year and list a second time", fmt.Sprintf("each once; the first is in line %d", first), "remove one of them")
			continue
		}
		seen[k] = c.line
		all = append(all, x)
	}
	slices.SortFunc(all, func(x, y Imported) int {
		return cmp.Or(cmp.Compare(x.Area.Code, y.Area.Code), cmp.Compare(x.Year, y.Year), cmp.Compare(x.List, y.List))
	})
	return all
}

func areaCode(s string) byblik.AreaCode { return byblik.AreaCode{Frame: Frame, Code: s} }

func (c cells) knownArea(column string, code byblik.AreaCode, d *Delivery) {
	if code.Code != "" && d.Area(code) == nil {
		c.fault(column, "unknown-area", shown(code.Code), "an area of "+AreasFile+".csv", "correct the code")
	}
}

// readSplits reads splits.csv.
func readSplits(t *Table, d *Delivery, f *faults) []Split {
	at := t.columns([]string{"year", "area", "part"}, nil, f)
	var all []Split
	whole := map[string]string{} // part → what it was cut out of
	for i := range t.Rows {
		c := t.row(i, at, f)
		x := Split{Year: c.year("year"), Area: areaCode(c.needed("area")), Part: areaCode(c.needed("part")), Line: c.line}
		c.knownArea("area", x.Area, d)
		c.knownArea("part", x.Part, d)
		if _, twice := whole[x.Part.Code]; twice {
			c.fault("part", "double-key", "the part "+shown(x.Part.Code)+" a second time", "each part cut out of one area", "remove one of the rows")
			continue
		}
		whole[x.Part.Code] = x.Area.Code
		for up, n := x.Area.Code, 0; up != ""; up, n = whole[up], n+1 {
			if up == x.Part.Code || n > len(whole) {
				c.fault("part", "circle", shown(x.Part.Code)+" as a part of itself", "parts that lead to a whole", "correct area or part")
				break
			}
		}
		all = append(all, x)
	}
	slices.SortFunc(all, func(x, y Split) int {
		return cmp.Or(cmp.Compare(x.Year, y.Year), cmp.Compare(x.Area.Code, y.Area.Code), cmp.Compare(x.Part.Code, y.Part.Code))
	})
	return all
}
