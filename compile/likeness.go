package compile

import (
	"cmp"
	"math"
	"slices"

	"byblik/release"
	"byblik/spatial"
)

// How many twins an area has, and of how many criteria two areas must both
// have a figure to be compared.
const (
	twins        = 5
	twinCriteria = 4
)

// twinsOf finds for each area those most like it: least root mean square
// difference of the public standard scores, over the criteria that both have:
// all known ones, where those are fewer than twinCriteria. Ties are taken by code.
func twinsOf(areas []release.AreaFinding, known int) [][]string {
	all := make([][]string, len(areas))
	for i := range areas {
		type other struct {
			at       int
			distance float64
		}
		var near []other
		for j := range areas {
			if d := difference(&areas[i], &areas[j], known); i != j && !math.IsNaN(d) {
				near = append(near, other{j, d})
			}
		}
		slices.SortStableFunc(near, func(x, y other) int { return cmp.Compare(x.distance, y.distance) })
		for _, o := range near[:min(twins, len(near))] {
			all[i] = append(all[i], areas[o.at].Area.Code)
		}
	}
	return all
}

func difference(x, y *release.AreaFinding, known int) float64 {
	sum, n := 0.0, 0
	for k := range x.Criteria {
		d := x.Criteria[k].Z - y.Criteria[k].Z
		if !math.IsNaN(d) {
			sum += float64(d * d)
			n++
		}
	}
	if n < min(twinCriteria, known) || n == 0 {
		return math.NaN()
	}
	return math.Sqrt(sum / float64(n))
}

// borders finds the neighbours of each area: those that share a point or more
// of their outline.
func (b *builder) borders() {
	if b.Decision.Shapes == nil {
		return
	}
	for i, near := range spatial.VertexNeighbours(b.Decision.Shapes, b.Run.Workers) {
		var list []string
		for _, j := range near {
			list = append(list, b.areas[j].Code.Code)
		}
		slices.Sort(list)
		b.out.Screening.Areas[i].Borders = list
	}
}
