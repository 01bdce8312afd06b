package dossier

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"byblik/catalog"
)

// exact writes a number for machines: the shortest decimals that read back as
// the same number, never an exponent. NaN is the empty cell.
func exact(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// figure writes a number for readers: rounded half up (away from zero) on its
// shortest decimals, with the separators of the language and a true minus.
func figure(lang catalog.Lang, v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	r, ok := new(big.Rat).SetString(exact(math.Abs(v)))
	if !ok {
		return "–"
	}
	whole, frac, _ := strings.Cut(r.FloatString(decimals), ".")
	thousand, point := ",", "."
	if lang == catalog.Da {
		thousand, point = ".", ","
	}
	var b strings.Builder
	if v < 0 && strings.Trim(whole+frac, "0") != "" {
		b.WriteString("−")
	}
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(thousand)
		}
		b.WriteRune(d)
	}
	if frac != "" {
		b.WriteString(point + frac)
	}
	return b.String()
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
