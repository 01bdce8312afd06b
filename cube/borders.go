package cube

import (
	"fmt"

	"byblik"
	"byblik/spatial"
)

// Division is the areas of one frame with their polygons, planar and valid.
type Division struct {
	Areas  []byblik.AreaCode
	Shapes []byblik.MultiPolygon
}

// Residents are points where people live, in the coordinates of the
// divisions, with how many live there: addresses, blocks, cells of a grid.
type Residents struct {
	Points []byblik.Point
	Count  []float64
}

// uncovered is the share of an area's ground outside the other division that
// is taken for a difference in drawing.
const uncovered = 0.05

// Pieces cuts the old areas along the borders of the new ones. A piece weighs
// as much as residents live in it, or, without residents (nil) and in an old
// area where nobody lives, its square metres. Count residents rather than
// ground where they are known: people do not live evenly spread. An old area
// with more than 5 per cent of its ground outside all new ones is refused; of a
// new area with as much outside all old ones the figures will be missing.
func Pieces(old, new Division, residents *Residents) ([]Link, error) {
	overlaps, err := spatial.Overlaps(old.Shapes, new.Shapes, 0)
	if err != nil {
		return nil, &byblik.Error{Kind: byblik.Invalid, Check: "crosswalk", Found: err.Error(), Expected: "valid polygons", Do: "repair them first"}
	}
	covered, filled := make([]float64, len(old.Areas)), make([]float64, len(new.Areas))
	for _, o := range overlaps {
		covered[o.From] += o.Area
		filled[o.To] += o.Area
	}
	var faults Faults
	for i, a := range old.Areas {
		if whole := spatial.Area(old.Shapes[i]); covered[i] < (1-uncovered)*whole {
			faults.add(&byblik.Error{Kind: byblik.Invalid, Check: "crosswalk", Place: a.String(), Found: fmt.Sprintf("%.1f per cent of its ground in new areas", 100*covered[i]/whole),
				Expected: "the same ground before and after", Do: "give the new areas of all of the old ones"})
		}
	}
	if err := faults.err(); err != nil {
		return nil, err
	}
	people, inhabited := lived(old, new, residents)
	var links []Link
	for _, o := range overlaps {
		w := o.Area
		if inhabited[o.From] {
			w = people[[2]int32{int32(o.From), int32(o.To)}]
		}
		links = append(links, Link{old.Areas[o.From], new.Areas[o.To], w})
	}
	for k, a := range new.Areas {
		if open := spatial.Area(new.Shapes[k]) - filled[k]; open > uncovered*spatial.Area(new.Shapes[k]) {
			links = append(links, Link{New: a, Weight: open})
		}
	}
	return links, nil
}

// lived counts the residents of every piece, and says which old areas have any.
func lived(old, new Division, r *Residents) (people map[[2]int32]float64, inhabited []bool) {
	people, inhabited = map[[2]int32]float64{}, make([]bool, len(old.Areas))
	if r == nil {
		return people, inhabited
	}
	from, to := spatial.Assign(r.Points, old.Shapes, 0), spatial.Assign(r.Points, new.Shapes, 0)
	for i, n := range r.Count {
		if from[i] >= 0 && to[i] >= 0 && n > 0 {
			people[[2]int32{from[i], to[i]}] += n
			inhabited[from[i]] = true
		}
	}
	return people, inhabited
}
