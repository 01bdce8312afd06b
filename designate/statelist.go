package designate

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"byblik"
	"byblik/spatial"
)

// Department is the land of a social housing department (almen boligafdeling).
// A publisher may draw one department as several, with the same organisation,
// name and number of dwellings in each.
type Department struct {
	ID           string // the publisher's identity of this drawing
	Organisation string
	Name         string
	Dwellings    float64 // of the whole department; 0 if not known
	Shape        byblik.MultiPolygon
}

// Belonging says that a housing area on one of the State's lists has land of a
// department. A list names its housing areas and, in an annex, their
// departments; it draws none.
type Belonging struct {
	Area       string // name of the housing area
	List       string // as layerLists or a table of lists names it
	Year       int
	Department string // ID, or name
	File       string // that tells it; may be empty
	Line       int
}

// ListedHousing is a housing area on a list, with its departments.
type ListedHousing struct {
	Housing
	Departments []int // indices, ascending
}

// layerLists are the lists by the names that a layer of housing areas has for
// them, and by the codes of the tables of lists. Kombineret udlejning is none
// of them: it rules letting and designates nothing.
var layerLists = map[string]string{
	"udsat": "udsat_boligomraade", "parallelsamfund": "parallelsamfund", "omdannelse": "omdannelsesomraade", "forebyggelse": "forebyggelsesomraade",
	"udsat_boligomraade": "udsat_boligomraade", "omdannelsesomraade": "omdannelsesomraade", "forebyggelsesomraade": "forebyggelsesomraade",
}

// lawNames are the lists as the law names them, for readers; codes have no å.
var lawNames = map[string]string{
	"udsat_boligomraade": "udsat boligområde", "omdannelsesomraade": "omdannelsesområde", "forebyggelsesomraade": "forebyggelsesområde",
}

// JoinDepartments draws each housing area as the land of its departments,
// united where they touch or overlap. What lies between them, such as a street,
// is left out. Shapes are valid (spatial.Repair) and all in one kind of
// coordinates, which the results keep. Housing areas come by year, list and
// name. A department that is not found, that has no shape, or whose name is
// that of several organisations is refused.
func JoinDepartments(rows []Belonging, departments []Department) ([]ListedHousing, error) {
	find := newDepartments(departments)
	found := map[listKey][]int{}
	for _, r := range rows {
		list, ok := layerLists[r.List]
		if !ok {
			return nil, r.refuse("list", shown(r.List), strings.Join(slices.Sorted(maps.Keys(layerLists)), ", "), "correct the list")
		}
		if strings.TrimSpace(r.Area) == "" || r.Year < 2010 {
			return nil, r.refuse("area", fmt.Sprintf("%s in %d", shown(r.Area), r.Year), "a name, and a year from 2010 on", "fill them in")
		}
		parts, err := find.all(r)
		if err != nil {
			return nil, err
		}
		k := listKey{r.Year, list, r.Area}
		found[k] = append(found[k], parts...)
	}
	var out []ListedHousing
	for _, k := range slices.SortedFunc(maps.Keys(found), listKey.compare) {
		of := found[k]
		slices.Sort(of)
		h := ListedHousing{Housing{Name: k.area, List: k.list, Year: k.year}, slices.Compact(of)}
		for _, d := range h.Departments {
			h.Shape = append(h.Shape, departments[d].Shape...)
		}
		var err error
		if h.Shape, err = spatial.Repair(h.Shape); err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, nil
}

// listKey is a housing area on a list in a year.
type listKey struct {
	year       int
	list, area string
}

func (k listKey) compare(o listKey) int {
	return cmp.Or(cmp.Compare(k.year, o.year), cmp.Compare(k.list, o.list), cmp.Compare(k.area, o.area))
}

func (b Belonging) refuse(place, found, expected, do string) error {
	return &byblik.Error{Kind: byblik.Invalid, Check: "state-list", File: b.File, Line: b.Line, Place: place, Found: found, Expected: expected, Do: do}
}

func shown(s string) string { return fmt.Sprintf("%q", s) }

// departmentIndex finds departments by identity and by name.
type departmentIndex struct {
	list   []Department
	byID   map[string]int
	byName map[string][]int
}

func newDepartments(all []Department) *departmentIndex {
	x := &departmentIndex{all, map[string]int{}, map[string][]int{}}
	for i, d := range all {
		x.byID[d.ID] = i
		x.byName[plainName(d.Name)] = append(x.byName[plainName(d.Name)], i)
	}
	return x
}

// plainName is a name without regard to case and to the number of blanks.
func plainName(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// all gives the drawings of the department that a row names.
func (x *departmentIndex) all(r Belonging) ([]int, error) {
	at := x.byName[plainName(r.Department)]
	if i, ok := x.byID[strings.TrimSpace(r.Department)]; ok {
		at = []int{i}
	}
	if len(at) == 0 {
		return nil, r.refuse("department", shown(r.Department), "the id or the full name of a department", "look it up in the layer of departments; names are not guessed")
	}
	var drawn []int
	for _, i := range at {
		d := x.list[i]
		if d.Organisation != x.list[at[0]].Organisation {
			return nil, r.refuse("department", fmt.Sprintf("%s, which %s and %s both have", shown(r.Department), x.list[at[0]].Organisation, d.Organisation), "one department", "name it by its id: "+x.list[at[0]].ID+" or "+d.ID)
		}
		if len(d.Shape) > 0 {
			drawn = append(drawn, i)
		}
	}
	if drawn == nil {
		return nil, r.refuse("department", shown(r.Department)+", which has no shape", "a department with land", "ask the publisher for its shape")
	}
	return drawn, nil
}
