package stress

import (
	"fmt"
	"math"

	"byblik"
)

// Draw is one replicate: the normalisation it takes and a weight for each
// indicator. The weights need not sum to 1: only the order of the scores counts.
type Draw struct {
	Norm    int
	Weights []float64
}

// RankPlan is a Monte-Carlo experiment on ranks. Norms holds the indicators
// under each normalisation, Norms[k][j][i] being indicator j of area i, higher
// = worse. An area that lacks an indicator under any normalisation takes no
// part.
type RankPlan struct {
	Norms   [][][]float64
	Draws   []Draw
	Top     int // counts how often an area is among the first Top; 0 for none
	Workers int // 0 for one per core
}

// RankSpread is how the rank of each area (1 = highest score) spreads over the
// draws. Figures of areas that take no part are NaN.
type RankSpread struct {
	N        int // areas that take part
	Mean     []float64
	Q05      []float64 // 5 % quantile, type 7
	Median   []float64
	Q95      []float64 // 95 % quantile, type 7
	TopShare []float64 // share of draws with rank ≤ Top
}

// Ranks carries out the experiment. In draw k the score of area i is
//
//	s_i = Σ_j w_j · Norms[norm_k][j][i]
//
// and its rank is 1 + the number of areas with a higher score, so that equal
// scores share the smallest rank. Quantiles are of type 7 (Hyndman and Fan,
// The American Statistician 50, 1996).
//
// Source of the method: Saisana, Saltelli and Tarantola, “Uncertainty and
// sensitivity analysis techniques as tools for the quality assessment of
// composite indicators”, Journal of the Royal Statistical Society A 168 (2005);
// OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7.
//
// Memory is 2 bytes per area and draw (4 above 65,535 areas) and a packed copy
// of the normalisations; the scores of one draw at a time are in the cache.
func Ranks(p RankPlan) (*RankSpread, error) {
	n, m, err := p.size()
	if err != nil {
		return nil, err
	}
	part := p.taking(n)
	tables := pack(p.Norms, part, m, p.Workers)
	out := newRankSpread(n, len(part))
	if len(part) <= math.MaxUint16 {
		spread[uint16](p, tables, part, out)
	} else {
		spread[uint32](p, tables, part, out)
	}
	return out, nil
}

func newRankSpread(n, part int) *RankSpread {
	column := func() []float64 {
		x := make([]float64, n)
		for i := range x {
			x[i] = math.NaN()
		}
		return x
	}
	return &RankSpread{N: part, Mean: column(), Q05: column(), Median: column(), Q95: column(), TopShare: column()}
}

// size checks that everything fits and gives the number of areas and indicators.
func (p RankPlan) size() (n, m int, err error) {
	if len(p.Norms) == 0 || len(p.Norms[0]) == 0 {
		return 0, 0, misfit("no normalised indicators", "at least one normalisation with one indicator")
	}
	m, n = len(p.Norms[0]), len(p.Norms[0][0])
	for k, norm := range p.Norms {
		if len(norm) != m {
			return 0, 0, misfit(fmt.Sprintf("%d indicators in normalisation %d", len(norm), k), fmt.Sprint(m))
		}
		for j, column := range norm {
			if len(column) != n {
				return 0, 0, misfit(fmt.Sprintf("%d areas in indicator %d of normalisation %d", len(column), j, k), fmt.Sprint(n))
			}
		}
	}
	for k, d := range p.Draws {
		if d.Norm < 0 || d.Norm >= len(p.Norms) {
			return 0, 0, misfit(fmt.Sprintf("normalisation %d in draw %d", d.Norm, k), fmt.Sprintf("0 to %d", len(p.Norms)-1))
		}
		if len(d.Weights) != m {
			return 0, 0, misfit(fmt.Sprintf("%d weights in draw %d", len(d.Weights), k), fmt.Sprint(m))
		}
		for _, w := range d.Weights {
			if !finite(w) {
				return 0, 0, misfit(fmt.Sprintf("weight %g in draw %d", w, k), "a number")
			}
		}
	}
	return n, m, nil
}

func misfit(found, expected string) error {
	return &byblik.Error{Kind: byblik.Invalid, Check: "ranks", Found: found, Expected: expected,
		Do: "give every normalisation the same areas and indicators, and every draw a weight for each indicator"}
}

// taking lists the areas that have every indicator under every normalisation.
func (p RankPlan) taking(n int) []int {
	lacking := make([]bool, n)
	for _, norm := range p.Norms {
		for _, column := range norm {
			for i, v := range column {
				if !finite(v) {
					lacking[i] = true
				}
			}
		}
	}
	part := make([]int, 0, n)
	for i, no := range lacking {
		if !no {
			part = append(part, i)
		}
	}
	return part
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
