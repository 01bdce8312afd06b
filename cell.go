package byblik

import "math"

// Cell is a figure that the public may see: a protected count, or something
// computed from protected counts alone. There is one way from Raw to Cell,
// package disclose; a release that is read gives back the cells that were
// written. Unlike Raw it may be printed. The zero value is the number 0.
type Cell struct {
	value  float64
	status Status
}

// CellOf is the protected figure v; a NaN or an infinity becomes Missing. Only
// the packages that protect figures, or read protected ones, may call it
// (layout_test.go).
func CellOf(v float64) Cell {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Cell{status: Missing}
	}
	return Cell{value: v}
}

// CellWithout is a public figure that is not there, for the given reason.
func CellWithout(s Status) Cell { return Cell{status: s} }

// Float gives the number, NaN unless the status is OK.
func (c Cell) Float() float64 {
	if c.status != OK {
		return math.NaN()
	}
	return c.value
}

// Status says whether the number is there.
func (c Cell) Status() Status { return c.status }
