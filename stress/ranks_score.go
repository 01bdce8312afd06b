package stress

// Scores are a product of a matrix and a vector, and reading the matrix is
// what costs. So it is packed by area, and tile draws are computed while a
// pair of areas is in the first cache.

const (
	lanes = 4         // draws held in registers at a time
	tile  = 2 * lanes // draws computed in one reading of the matrix
)

// table is one normalisation packed by area: indicator j of area i is at i·m+j.
type table []float64

func pack(norms [][][]float64, part []int, m, workers int) []table {
	tables := make([]table, len(norms))
	for k := range tables {
		tables[k] = make(table, len(part)*m)
	}
	const block = 256 // areas
	blocks := (len(part) + block - 1) / block
	share(blocks*len(norms), workers, func(int) func(int) {
		return func(job int) {
			t, columns, from := tables[job/blocks], norms[job/blocks], job%blocks*block
			to := min(from+block, len(part))
			for j, column := range columns {
				at := from*m + j
				for _, i := range part[from:to] {
					t[at] = column[i]
					at += m
				}
			}
		}
	})
	return tables
}

// interleave lays the weights of up to lanes draws side by side: weight j of
// draw d is at j·lanes+d. Draws that are not there have weight 0.
func interleave(draws []Draw, of []int, m int) []float64 {
	w := make([]float64, m*lanes)
	for d, k := range of {
		for j, v := range draws[k].Weights {
			w[j*lanes+d] = v
		}
	}
	return w
}

// score fills out[d][i] = Σ_j w_d,j · t_i,j for lanes draws and the areas from
// to to. Each sum runs over the indicators in their order, in plain float64,
// so that blocks and workers cannot change a digit.
func (t table) score(m int, weights []float64, out [][]float64, from, to int) {
	i := from
	for ; i+1 < to; i += 2 {
		s := scorePair(t[i*m:][:m], t[(i+1)*m:][:m], weights)
		for d := range lanes {
			out[d][i], out[d][i+1] = s[d], s[lanes+d]
		}
	}
	if i < to {
		row := t[i*m:][:m]
		s := scorePair(row, row, weights)
		for d := range lanes {
			out[d][i] = s[d]
		}
	}
}

// scorePair is the inner loop: two areas by four draws, eight sums that do not
// wait for each other. The conversions forbid fused multiply-add, which would
// round otherwise on other processors.
func scorePair(a, b, weights []float64) [2 * lanes]float64 {
	var a0, a1, a2, a3, b0, b1, b2, b3 float64
	b = b[:len(a)]
	for j, x := range a {
		y := b[j]
		if len(weights) < lanes {
			break
		}
		w := (*[lanes]float64)(weights)
		weights = weights[lanes:]
		a0 += float64(x * w[0])
		a1 += float64(x * w[1])
		a2 += float64(x * w[2])
		a3 += float64(x * w[3])
		b0 += float64(y * w[0])
		b1 += float64(y * w[1])
		b2 += float64(y * w[2])
		b3 += float64(y * w[3])
	}
	return [...]float64{a0, a1, a2, a3, b0, b1, b2, b3}
}
