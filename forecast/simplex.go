package forecast

import (
	"cmp"
	"slices"
)

// corner is a point of the search and what it costs.
type corner struct {
	x    []float64
	cost float64
}

// simplex finds a low point of a function by the moves of Nelder and Mead (The
// Computer Journal 7, 1965), with their coefficients 1, 2, ½, ½. size is the
// first step in each direction.
func simplex(cost func([]float64) float64, start, size []float64, rounds int) []float64 {
	n := len(start)
	at := func(x []float64) corner { return corner{x, cost(x)} }
	corners := []corner{at(slices.Clone(start))}
	for i := range n {
		x := slices.Clone(start)
		x[i] += size[i]
		corners = append(corners, at(x))
	}
	order := func() {
		slices.SortStableFunc(corners, func(a, b corner) int { return cmp.Compare(a.cost, b.cost) })
	}
	for range rounds {
		order()
		worst, middle := corners[n], middleOf(corners[:n])
		toward := func(by float64) corner { return at(between(middle, worst.x, by)) }
		flipped := toward(-1)
		switch {
		case flipped.cost < corners[0].cost:
			corners[n] = cheaper(toward(-2), flipped)
		case flipped.cost < corners[n-1].cost:
			corners[n] = flipped
		default:
			if near := toward(0.5); near.cost < worst.cost && near.cost <= flipped.cost {
				corners[n] = near
			} else if flipped.cost < worst.cost {
				corners[n] = flipped
			} else {
				for i := 1; i <= n; i++ {
					corners[i] = at(between(corners[0].x, corners[i].x, 0.5))
				}
			}
		}
	}
	order()
	return corners[0].x
}

func cheaper(a, b corner) corner {
	if a.cost < b.cost {
		return a
	}
	return b
}

// between is a + by·(b − a).
func between(a, b []float64, by float64) []float64 {
	x := make([]float64, len(a))
	for i := range x {
		x[i] = a[i] + float64(by*(b[i]-a[i]))
	}
	return x
}

func middleOf(corners []corner) []float64 {
	m := make([]float64, len(corners[0].x))
	for _, c := range corners {
		for i, v := range c.x {
			m[i] += v / float64(len(corners))
		}
	}
	return m
}
