package lists

import (
	"slices"
	"strings"

	"byblik"
)

// Nation is the region code of national references.
const Nation = "DK"

// Reference is one row of references.csv: the national average of convictions
// (region DK) and the mean gross income of a region.
type Reference struct {
	Year      int
	Region    string
	Convicted Figure
	Income    Amount
	Known     string // the day on which this became known; empty if not on file
	Line      int    // line of references.csv; 0 if made otherwise
}

// References finds what areas are held against. The zero value has none.
type References struct {
	rows     map[refKey]Reference
	editions []Reference // as delivered, by year, region and day
}

type refKey struct {
	year   int
	region string
}

// NewReferences takes rows in; a later row replaces an earlier one of the same
// year and region, as far as it is filled.
func NewReferences(rows ...Reference) *References { return settleReferences(rows, "") }

// Of gives the reference of a year and region.
func (r *References) Of(year int, region string) (Reference, bool) {
	if r == nil {
		return Reference{}, false
	}
	x, ok := r.rows[refKey{year, region}]
	return x, ok
}

// Years lists the years of a region's rows, ascending.
func (r *References) Years(region string) []int {
	var ys []int
	if r != nil {
		for k := range r.rows {
			if k.region == region {
				ys = append(ys, k.year)
			}
		}
	}
	slices.Sort(ys)
	return ys
}

// Imported is one row of imported.csv: a list that is taken over and not
// computed, such as omdannelse of 2018–2020, whose count of years nobody could
// verify.
type Imported struct {
	Area byblik.AreaCode
	Year int
	List ListID
	On   bool
	Line int
}

// Split is one row of splits.csv: from the list of Year on, Part is a housing
// area of its own, cut out of Area with the minister's approval (§ 61 a,
// stk. 3). Area then is on no list of its own.
type Split struct {
	Year int
	Area byblik.AreaCode
	Part byblik.AreaCode
	Line int
}

// Delivery is all that one folder holds, checked.
type Delivery struct {
	Areas      []HousingArea // by code, bytewise
	References *References
	Imported   []Imported // by area, year and list
	Splits     []Split    // by year, area and part
	Units      []Unit     // by code
	Borders    []Border   // by unit and first list
	// KnownBy is the day as of which figures were known; empty: the newest.
	KnownBy string
	// Where the figures stand, for messages.
	AreasFile, ReferencesFile string
	ReferencesEnd             int // last line of the references
	// The same delivery with all its editions, and its areas of small units
	// within each of their borders.
	whole *Delivery
	drawn map[byblik.AreaCode][]drawn
}

// Area finds an area by code, or nil.
func (d *Delivery) Area(code byblik.AreaCode) *HousingArea {
	for i := range d.Areas {
		if d.Areas[i].Code == code {
			return &d.Areas[i]
		}
	}
	return nil
}

// Invented says whether the delivery calls its own region invented, as that of
// Minby does; then every page says so.
func (d *Delivery) Invented() bool {
	return slices.ContainsFunc(d.Areas, func(a HousingArea) bool { return strings.Contains(a.Region, "(opdigtet)") })
}

// Years lists the years that any area has on file, ascending.
func (d *Delivery) Years() []int {
	var ys []int
	for i := range d.Areas {
		for _, y := range d.Areas[i].Years {
			ys = append(ys, y.Year)
		}
	}
	slices.Sort(ys)
	return slices.Compact(ys)
}

// ListID names a list by the code that tables use.
type ListID string

// The five lists. Before 2021 the same codes carry that year's legal names.
const (
	VulnerableHousingArea ListID = "udsat"                // § 61 a, stk. 1
	ParallelSociety       ListID = "parallelsamfund"      // § 61 a, stk. 2; ghettoområde until 2021
	TransformationArea    ListID = "omdannelse"           // § 61 a, stk. 4; hårdt ghettoområde until 2021
	PreventionArea        ListID = "forebyggelse"         // § 61 b, from 2021
	CombinedLetting       ListID = "kombineret_udlejning" // from 2021
)

// CriterionID names a criterion by the code that tables use.
type CriterionID string

// The criteria, and the smallest number of residents, which tables show beside
// them.
const (
	Labour    CriterionID = "labour"
	Convicted CriterionID = "convicted"
	Education CriterionID = "education"
	Income    CriterionID = "income"
	Origin    CriterionID = "origin"
	Residents CriterionID = "residents"
)
