package letting

import (
	"math"
	"strconv"
)

// exact writes a number for machines: at most six decimals, never an exponent.
// NaN and infinity are the empty cell.
func exact(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(math.Round(v*1e6)/1e6+0, 'f', -1, 64)
}

// percent writes a probability in whole per cent; what is neither 0 nor 1 is
// never written as if it were.
func (w words) percent(p float64) string {
	switch {
	case p != p:
		return w.T("unknown")
	case p > 0 && p < 0.005:
		return w.T("percent.under")
	case p < 1 && p > 0.995:
		return w.T("percent.over")
	}
	return w.Number(100*p, 0) + w.T("percent")
}
