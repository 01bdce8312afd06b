package spatial

import (
	"errors"
	"fmt"

	"github.com/tidwall/rtree"

	"byblik"
)

// Overlap is the area in square metres that shape From of one division and
// shape To of another have in common.
type Overlap struct {
	From, To int
	Area     float64
}

// Overlaps measures what the areas of two divisions of the same ground have in
// common, sorted by From and then To; pairs that only touch are left out. The
// shapes are planar and valid (Repair). The number of workers (0 = one per
// core) does not change the result.
func Overlaps(from, to []byblik.MultiPolygon, workers int) ([]Overlap, error) {
	var tree rtree.RTreeG[int]
	for k, m := range to {
		if low, high, ok := Bounds(m); ok {
			tree.Insert(low, high, k)
		}
	}
	found := make([][]Overlap, len(from))
	errs := make([]error, len(from))
	inParallel(len(from), workers, func(i int) {
		low, high, ok := Bounds(from[i])
		if !ok {
			return
		}
		near := make([]bool, len(to))
		tree.Search(low, high, func(_, _ [2]float64, k int) bool {
			near[k] = true
			return true
		})
		for k := range to {
			if !near[k] {
				continue
			}
			common, err := CommonArea(from[i], to[k])
			if err != nil {
				errs[i] = errors.Join(errs[i], fmt.Errorf("shapes %d and %d: %w", i, k, err))
			} else if common > 0 {
				found[i] = append(found[i], Overlap{i, k, common})
			}
		}
	})
	var all []Overlap
	for _, list := range found {
		all = append(all, list...)
	}
	return all, errors.Join(errs...)
}
