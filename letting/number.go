package letting

import (
	"math"
	"strconv"
	"strings"

	"byblik/catalog"
)

// exact writes a number for machines: at most six decimals, never an exponent.
// NaN and infinity are the empty cell.
func exact(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(math.Round(v*1e6)/1e6+0, 'f', -1, 64)
}

// figure writes a number for readers, with the separators of the language and
// a true minus.
func figure(l catalog.Lang, v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	whole, frac, _ := strings.Cut(strconv.FormatFloat(math.Abs(v), 'f', decimals, 64), ".")
	thousand, point := ",", "."
	if l == catalog.Da {
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

// percent writes a probability in whole per cent; what is neither 0 nor 1 is
// never written as if it were.
func (w words) percent(p float64) string {
	switch {
	case p != p:
		return w.say("unknown")
	case p > 0 && p < 0.005:
		return w.say("percent.under")
	case p < 1 && p > 0.995:
		return w.say("percent.over")
	}
	return figure(w.lang, 100*p, 0) + w.say("percent")
}
