package disclose

import "byblik"

// Ready shows a value of a public source, such as a score, as it came: it
// counts nobody, and everybody can read it elsewhere.
func Ready(v byblik.Raw) byblik.Cell {
	if v.Status() != byblik.OK {
		return byblik.CellWithout(v.Status())
	}
	return byblik.CellOf(v.Float())
}

// MeanOf is the mean of public values, weighted by published counts:
// Σ weight · value / Σ weight. A value without weight, or a weight without value,
// takes no part; missing where none does.
func MeanOf(values, weights []byblik.Cell) byblik.Cell {
	sum, all := 0.0, 0.0
	for i, v := range values {
		if w := weights[i]; v.Status() == byblik.OK && w.Status() == byblik.OK {
			sum += float64(v.Float() * w.Float())
			all += w.Float()
		}
	}
	if all == 0 {
		return byblik.CellWithout(byblik.Missing)
	}
	return byblik.CellOf(sum / all)
}
