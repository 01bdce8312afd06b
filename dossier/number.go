package dossier

import (
	"math"
	"strconv"
)

// exact writes a number for machines: the shortest decimals that read back as
// the same number, never an exponent. NaN is the empty cell.
func exact(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// decimalsFor gives the decimals that a spread deserves: income in kroner
// needs none, a share one, a standard score two.
func decimalsFor(spread float64) int {
	switch spread = math.Abs(spread); {
	case spread >= 100:
		return 0
	case spread >= 1:
		return 1
	case spread >= 0.1:
		return 2
	}
	return 3
}
