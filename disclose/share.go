package disclose

import (
	"slices"

	"byblik"
)

// Share is per × numerator / denominator of two protected counts. Since it
// takes nothing else, any number of decimals tells no more than the two. It is
// not applicable where the denominator is 0, else without a number for the
// reason of the denominator, then of the numerator.
func Share(numerator, denominator byblik.Cell, per float64) byblik.Cell {
	for _, c := range []byblik.Cell{denominator, numerator} {
		if c.Status() != byblik.OK {
			return c
		}
	}
	if denominator.Float() == 0 {
		return byblik.CellWithout(byblik.NotApplicable)
	}
	return byblik.CellOf(per * numerator.Float() / denominator.Float())
}

// Change is the difference of two protected figures of the same kind, such as
// a share in two periods; without a number where one has none.
func Change(from, to byblik.Cell) byblik.Cell {
	for _, c := range []byblik.Cell{to, from} {
		if c.Status() != byblik.OK {
			return c
		}
	}
	return byblik.CellOf(to.Float() - from.Float())
}

// Ranks gives each cell its place, 1 for the largest (the smallest if rising);
// equal cells share the smallest rank, and a cell without a number has 0.
func Ranks(cells []byblik.Cell, rising bool) []int {
	values := numbers(cells)
	slices.SortFunc(values, func(a, b float64) int { return compareWay(a, b, rising) })
	ranks := make([]int, len(cells))
	for i, c := range cells {
		if c.Status() == byblik.OK {
			ranks[i] = 1 + slices.IndexFunc(values, func(v float64) bool { return v == c.Float() })
		}
	}
	return ranks
}

// Sorted gives the order in which rows stand when they are sorted by a
// protected column: by value, equal values in the order they came in, cells
// without a number last.
func Sorted(cells []byblik.Cell, rising bool) []int {
	order := make([]int, len(cells))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := cells[i], cells[j]
		switch {
		case a.Status() != byblik.OK && b.Status() != byblik.OK:
			return 0
		case a.Status() != byblik.OK:
			return 1
		case b.Status() != byblik.OK:
			return -1
		}
		return compareWay(a.Float(), b.Float(), rising)
	})
	return order
}

func compareWay(a, b float64, rising bool) int {
	if !rising {
		a, b = b, a
	}
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func numbers(cells []byblik.Cell) []float64 {
	var vs []float64
	for _, c := range cells {
		if c.Status() == byblik.OK {
			vs = append(vs, c.Float())
		}
	}
	return vs
}

// Class is the number of limits, ascending, that a protected value reaches;
// −1 without a number.
func Class(c byblik.Cell, limits []float64) int {
	if c.Status() != byblik.OK {
		return -1
	}
	k := 0
	for k < len(limits) && c.Float() >= limits[k] {
		k++
	}
	return k
}
