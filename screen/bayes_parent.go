package screen

import "math"

// ShrinkToParent draws the rate of each area towards the rate of the parent
// area it lies in, such as its municipality, on the logit scale, as the
// English Indices of Deprivation do. With p_j = r_j/n_j the area's rate and R/N
// that of its parent of k areas,
//
//	m_j = ln(p_j/(1 − p_j)),  M = ln(R/(N − R))
//	1/s_j² = n_j p_j (1 − p_j),  t² = Σ (m_j − M)²/(k − 1)
//	w_j = (1/s_j²)/(1/s_j² + 1/t²)
//
// the estimate is the rate whose logit is w_j·m_j + (1 − w_j)·M. An area where
// nobody or everybody is counted has no logit and no precision: it gets the
// parent's rate and takes no part in t². So does the only area of a parent.
//
// Source: Noble et al., “Measuring multiple deprivation at the small-area
// level”, Environment and Planning A 38 (2006); Scottish Indices of Deprivation
// 2003, appendix 1. Some editions add ½ to the counts before taking logits,
// which matters where counts are few.
func (e Events) ShrinkToParent(parent []string) []float64 {
	parents := e.parents(parent)
	out := make([]float64, len(e.Count))
	for i := range out {
		p, of := e.rate(i), parents[parent[i]]
		if math.IsNaN(p) {
			out[i] = p
			continue
		}
		own := 0.0
		if certain := e.AtRisk[i] * p * (1 - p); certain > 0 && of.between > 0 {
			own = certain / (certain + 1/of.between)
		}
		all := logit(of.count / of.atRisk)
		switch {
		case math.IsInf(all, 0):
			out[i] = p // then it is the parent's rate too
		case own == 0:
			out[i] = of.count / of.atRisk
		default:
			z := own*logit(p) + (1-own)*all
			out[i] = 1 / (1 + math.Exp(-z))
		}
	}
	return out
}

func logit(p float64) float64 { return math.Log(p / (1 - p)) }

// family are the areas of a parent taken together.
type family struct {
	count, atRisk, areas float64
	between              float64 // t², the variance of the areas' logits around the parent's
}

func (e Events) parents(parent []string) map[string]*family {
	all := map[string]*family{} // asked, never walked through
	for i, name := range parent {
		f := all[name]
		if f == nil {
			f = &family{}
			all[name] = f
		}
		if p := e.rate(i); !math.IsNaN(p) {
			f.count += e.Count[i]
			f.atRisk += e.AtRisk[i]
			if p > 0 && p < 1 {
				f.areas++
			}
		}
	}
	for i, name := range parent {
		f := all[name]
		if p := e.rate(i); p > 0 && p < 1 && f.areas > 1 {
			d := logit(p) - logit(f.count/f.atRisk)
			f.between += d * d / (f.areas - 1)
		}
	}
	return all
}
