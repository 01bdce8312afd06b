package byblik

// Cell is a figure that the public may see: a protected count, or something
// computed from protected counts alone. There is one way from Raw to Cell,
// package disclose; a release that is read gives back the cells that were
// written. Unlike Raw it may be printed. The zero value is the number 0.
type Cell struct{ figure }

// CellOf is the protected figure v; a NaN or an infinity becomes Missing. Only
// the packages that protect figures, or read protected ones, may call it
// (layout_test.go).
func CellOf(v float64) Cell { return Cell{figureOf(v)} }

// CellWithout is a public figure that is not there, for the given reason.
func CellWithout(s Status) Cell { return Cell{figure{status: s}} }
