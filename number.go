package byblik

import (
	"math"
	"strconv"
)

// Exact writes a number for machines, as every file of byblik has it: the
// shortest decimals that read back as the same number, with a point and never
// an exponent. A NaN or an infinity, a number that is not there, is empty.
func Exact(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
