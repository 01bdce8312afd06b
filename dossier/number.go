package dossier

import (
	"math"
)

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
