package designate

import (
	"cmp"
	"slices"

	"github.com/tidwall/rtree"

	"byblik"
	"byblik/spatial"
)

// Housing is a housing area (boligområde) on one of the State's lists, with
// its shape in metres.
type Housing struct {
	Name  string
	List  string
	Year  int
	Shape byblik.MultiPolygon
}

// Holding is an area that holds part of a housing area.
type Holding struct {
	Area      int     // index of the area
	OfHousing float64 // share of the housing area that lies in the area, 0–1
	OfArea    float64 // share of the area that the housing area covers, 0–1
}

// HoldingRule says when an area holds a housing area: either share suffices.
type HoldingRule struct {
	OfHousing float64 // such as 0.5: the area holds at least half of the housing area
	OfArea    float64 // such as 0.1: the housing area covers at least a tenth of the area
}

// AssignHousing finds the areas that hold each housing area; all shapes are
// planar, in one projection, and valid. Borders of housing areas follow plots
// and those of small areas follow streets, so slivers must not count: an area
// holds a housing area if it has at least rule.OfHousing of it, or is covered
// by it to at least rule.OfArea. If no area passes, the one with the largest
// share of the housing area holds it, so that a listed housing area is never
// lost to being spread out. One that lies in no area has no holding.
func AssignHousing(areas []byblik.MultiPolygon, housing []Housing, rule HoldingRule) ([]Listed, error) {
	var tree rtree.RTreeG[int]
	for i, m := range areas {
		if low, high, ok := spatial.Bounds(m); ok {
			tree.Insert(low, high, i)
		}
	}
	out := make([]Listed, len(housing))
	for k, h := range housing {
		out[k] = Listed{Name: h.Name, List: h.List, Year: h.Year}
		low, high, ok := spatial.Bounds(h.Shape)
		if !ok {
			continue
		}
		var near []int
		tree.Search(low, high, func(_, _ [2]float64, i int) bool {
			near = append(near, i)
			return true
		})
		slices.Sort(near)
		shares, err := holdings(areas, h, near)
		if err != nil {
			return nil, err
		}
		out[k].Areas = chooseHoldings(shares, rule)
	}
	return out, nil
}

// holdings measures the shares of a housing area in the areas near it.
func holdings(areas []byblik.MultiPolygon, h Housing, near []int) ([]Holding, error) {
	size := spatial.Area(h.Shape)
	var out []Holding
	for _, i := range near {
		common, err := spatial.CommonArea(areas[i], h.Shape)
		if err != nil {
			return nil, &byblik.Error{Kind: byblik.Invalid, Check: "geometry", Place: "housing area " + h.Name,
				Found: err.Error(), Expected: "valid shapes", Do: "check and repair the shapes first"}
		}
		if common > 0 && size > 0 {
			out = append(out, Holding{Area: i, OfHousing: common / size, OfArea: common / spatial.Area(areas[i])})
		}
	}
	return out, nil
}

func chooseHoldings(all []Holding, rule HoldingRule) []Holding {
	var out []Holding
	for _, h := range all {
		if h.OfHousing >= rule.OfHousing || h.OfArea >= rule.OfArea {
			out = append(out, h)
		}
	}
	if out == nil && len(all) > 0 {
		out = []Holding{slices.MaxFunc(all, func(a, b Holding) int {
			return cmp.Or(cmp.Compare(a.OfHousing, b.OfHousing), cmp.Compare(b.Area, a.Area))
		})}
	}
	return out
}
