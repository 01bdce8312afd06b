package designate

import (
	"math"
	"slices"

	"byblik"
	"byblik/spatial"

	"github.com/tidwall/rtree"
)

// Portion is what a small area and a housing area have in common, by land and
// by residents. Shares by residents are estimates: the residents of a housing
// area are spread over its departments by dwellings (by land where a department
// of it has none on file), and inside a department evenly over its land.
type Portion struct {
	Housing, Area      int     // indices
	LandOfHousing      float64 // share of the housing area's land that lies in the small area, 0–1
	LandOfArea         float64 // share of the small area's land that is the housing area's, 0–1
	ResidentsOfHousing float64 // share of the housing area's residents that live in the small area, 0–1
	// ResidentsOfArea is the share of the small area's residents that live in
	// the housing area; NaN unless the residents of both are known. It is above
	// 1 where estimate and count disagree.
	ResidentsOfArea float64
}

// Land holds the shapes that housing areas are joined with, planar, in one
// projection and valid.
type Land struct {
	Areas         []byblik.MultiPolygon
	AreaResidents []float64 // NaN where not known
	Departments   []Department
}

// Portions measures every housing area in every small area that it has land
// in, ordered by housing area, then by small area. Residents are those of the
// housing areas, NaN where not known.
func (l Land) Portions(housing []ListedHousing, residents []float64) ([]Portion, error) {
	var tree rtree.RTreeG[int]
	for i, m := range l.Areas {
		if low, high, ok := spatial.Bounds(m); ok {
			tree.Insert(low, high, i)
		}
	}
	var out []Portion
	for k, h := range housing {
		var near []int
		if low, high, ok := spatial.Bounds(h.Shape); ok {
			tree.Search(low, high, func(_, _ [2]float64, i int) bool {
				near = append(near, i)
				return true
			})
		}
		slices.Sort(near)
		holdings, err := holdings(l.Areas, h.Housing, near)
		if err != nil {
			return nil, err
		}
		weights := l.weights(h.Departments)
		for _, x := range holdings {
			p := Portion{Housing: k, Area: x.Area, LandOfHousing: x.OfHousing, LandOfArea: x.OfArea}
			if p.ResidentsOfHousing, err = l.residing(h.Departments, weights, x.Area); err != nil {
				return nil, err
			}
			p.ResidentsOfArea = math.NaN()
			if n := l.AreaResidents[x.Area]; n > 0 {
				p.ResidentsOfArea = p.ResidentsOfHousing * residents[k] / n
			}
			out = append(out, p)
		}
	}
	return out, nil
}

// weights shares the residents of a housing area among its departments. A
// department that is drawn several times has its dwellings once, by land.
func (l Land) weights(of []int) []float64 {
	type one struct{ organisation, name string }
	land := map[one]float64{}
	counted := true
	for _, d := range of {
		x := l.Departments[d]
		land[one{x.Organisation, x.Name}] += spatial.Area(x.Shape)
		counted = counted && x.Dwellings > 0
	}
	out, total := make([]float64, len(of)), 0.0
	for i, d := range of {
		x := l.Departments[d]
		out[i] = spatial.Area(x.Shape)
		if counted {
			out[i] *= x.Dwellings / land[one{x.Organisation, x.Name}]
		}
		total += out[i]
	}
	for i := range out {
		out[i] /= total
	}
	return out
}

// residing is the share of the residents of departments who live in an area.
func (l Land) residing(of []int, weights []float64, area int) (float64, error) {
	sum := 0.0
	for i, d := range of {
		shape := l.Departments[d].Shape
		common, err := spatial.CommonArea(l.Areas[area], shape)
		if err != nil {
			return 0, &byblik.Error{Kind: byblik.Invalid, Check: "geometry", Place: "department " + l.Departments[d].Name,
				Found: err.Error(), Expected: "valid shapes", Do: "check and repair the shapes first"}
		}
		sum += float64(weights[i] * common / spatial.Area(shape))
	}
	return sum, nil
}
