package compile

import (
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
	type other struct {
		at       int
		distance float64
	}
	all := make([][]string, len(areas))
	near := make([]other, 0, twins+1)
	for i := range areas {
		near = near[:0]
		for j := range areas {
			d := difference(&areas[i], &areas[j], known)
			if i == j || math.IsNaN(d) || len(near) == twins && d >= near[twins-1].distance {
				continue
			}
			// Among equally like areas the first by code stays ahead.
			at := len(near)
			for at > 0 && d < near[at-1].distance {
				at--
			}
			near = slices.Insert(near, at, other{j, d})
			near = near[:min(twins, len(near))]
		}
		for _, o := range near {
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
