package dossier

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
	"byblik/stress"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Compared says of two screenings what their tables do not.
type Compared struct {
	Place    catalog.Text
	Invented bool
	Units    map[string]catalog.Text // of the criteria, by id; may be nil
	Near     float64                 // standard scores within which an area is near
	Before   string                  // fingerprint of the earlier screening
	After    string                  // fingerprint of the later one
	Version  string                  // version of the program
}

// Differences makes differences.csv, one row per area and criterion, and
// differences.html, the same for a reader: who came in, who went out, who is
// near, and why. The list is that of stress.Compare.
func Differences(lang catalog.Lang, before, after *stress.Past, list []stress.Difference, about Compared) (map[string][]byte, error) {
	w, err := wordsIn(lang)
	if err != nil {
		return nil, err
	}
	d := &differing{words: w, sides: [2]oneSide{newSide(before), newSide(after)}, about: about, list: slices.Clone(list)}
	for _, s := range d.sides {
		for _, a := range s.past.Areas {
			if len(a.Figures) != len(s.past.Criteria) {
				return nil, fmt.Errorf("dossier: %s has %d figures for %d criteria", a.Area, len(a.Figures), len(s.past.Criteria))
			}
		}
	}
	d.sort()
	out := map[string][]byte{}
	if out["differences.csv"], err = d.table().csv(); err != nil {
		return nil, err
	}
	out["differences.html"], err = d.page()
	return out, err
}

// differing is two screenings and what differs between them.
type differing struct {
	words words
	sides [2]oneSide // before, after
	about Compared
	list  []stress.Difference
}

// oneSide is one screening with its areas and criteria by name.
type oneSide struct {
	past *stress.Past
	area map[byblik.AreaCode]*stress.PastArea
	at   map[string]int // criteria
}

func newSide(p *stress.Past) oneSide {
	s := oneSide{p, map[byblik.AreaCode]*stress.PastArea{}, map[string]int{}}
	for i := range p.Areas {
		s.area[p.Areas[i].Area] = &p.Areas[i]
	}
	for k, c := range p.Criteria {
		s.at[c.ID] = k
	}
	return s
}

// figure is what a side has for an area and a criterion; nil if it lacks one.
func (s *oneSide) figure(a byblik.AreaCode, criterion string) *stress.PastFigure {
	area, k, ok := s.area[a], 0, false
	if k, ok = s.at[criterion]; !ok || area == nil {
		return nil
	}
	return &area.Figures[k]
}

// sort orders areas by name within each kind of change.
func (d *differing) sort() {
	tag := language.English
	if d.words.Language() == catalog.Da {
		tag = language.Danish
	}
	col := collate.New(tag, collate.Numeric)
	kind := map[stress.Move]int{stress.In: 0, stress.Out: 1, stress.Near: 2}
	slices.SortStableFunc(d.list, func(a, b stress.Difference) int {
		return cmp.Or(kind[a.Change]-kind[b.Change], col.CompareString(cmp.Or(a.Name, a.Area.Code), cmp.Or(b.Name, b.Area.Code)), strings.Compare(a.Area.Code, b.Area.Code))
	})
}

// criteria are the criteria of either side: those of the later one, then
// those that went.
func (d *differing) criteria() []stress.PastCriterion {
	out := slices.Clone(d.sides[1].past.Criteria)
	for _, c := range d.sides[0].past.Criteria {
		if _, both := d.sides[1].at[c.ID]; !both {
			out = append(out, c)
		}
	}
	return out
}

// table has one row per area and criterion; named says whether the criterion
// is one of those that the reason is about.
func (d *differing) table() table {
	t := table{name: "differences", header: []string{"area", "name", "change", "reason", "criterion", "named", "status_before", "status_after", "value_before", "value_after",
		"city_before", "city_after", "limit_before", "limit_after", "z_before", "z_after", "met_before", "met_after"}}
	for _, x := range d.list {
		for _, c := range d.criteria() {
			row := []any{x.Area.Code, x.Name, string(x.Change), string(x.Reason), c.ID, yesNo(slices.Contains(x.Criteria, c.ID))}
			before, after := cells(d.sides[0].figure(x.Area, c.ID)), cells(d.sides[1].figure(x.Area, c.ID))
			for k := range before {
				row = append(row, before[k], after[k])
			}
			t.rows = append(t.rows, row)
		}
	}
	return t
}

// cells are status, value, city, limit, z and met of a figure; all empty
// where there is none.
func cells(f *stress.PastFigure) [6]any {
	out := [6]any{"", math.NaN(), math.NaN(), math.NaN(), math.NaN(), ""}
	if f == nil {
		return out
	}
	out[0] = f.Status.String()
	if f.Status == byblik.OK {
		out = [6]any{out[0], f.Value, f.City, f.Limit, f.Z, yesNo(f.Met)}
	}
	return out
}
