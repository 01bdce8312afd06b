package stress

import (
	"math/bits"
)

// block is the number of areas whose ranks in all draws lie together, so that
// the quantiles of a block are found in the cache.
const block = 64

// blocks holds the rank of every area in every draw, block by block of areas:
// within a block one row per draw.
type blocks[R uint16 | uint32] struct {
	rank  []R
	draws int
}

func newBlocks[R uint16 | uint32](n, draws int) blocks[R] {
	return blocks[R]{make([]R, (n+block-1)/block*block*draws), draws}
}

// put stores the ranks of one draw.
func (b blocks[R]) put(draw int, ranks []R) {
	for from := 0; from < len(ranks); from += block {
		copy(b.rank[from*b.draws+draw*block:], ranks[from:min(from+block, len(ranks))])
	}
}

// take gathers the ranks of one area over all draws.
func (b blocks[R]) take(area int, into []R) {
	at := area/block*block*b.draws + area%block
	for k := range into {
		into[k] = b.rank[at]
		at += block
	}
}

// spread simulates and sums up, with ranks kept in R.
func spread[R uint16 | uint32](p RankPlan, tables []table, part []int, out *RankSpread) {
	n, m := len(part), len(p.Norms[0])
	if n == 0 || len(p.Draws) == 0 {
		return
	}
	all := newBlocks[R](n, len(p.Draws))
	jobs := tiles(p.Draws, len(p.Norms))
	share(len(jobs), p.Workers, func(int) func(int) {
		scores, ranks, r := matrix(tile, n), make([]R, n), newRanker(n)
		return func(j int) {
			of := jobs[j]
			scoreTile(tables[p.Draws[of[0]].Norm], p.Draws, of, m, scores)
			for d, k := range of {
				rank(r, scores[d], ranks)
				all.put(k, ranks)
			}
		}
	})
	share((n+block-1)/block, p.Workers, func(int) func(int) {
		s := newSorter[R](len(p.Draws))
		return func(b int) {
			for i := b * block; i < min(b*block+block, n); i++ {
				all.take(i, s.a)
				s.sumUp(p.Top, part[i], out)
			}
		}
	})
}

func matrix(rows, columns int) [][]float64 {
	x := make([][]float64, rows)
	for i := range x {
		x[i] = make([]float64, columns)
	}
	return x
}

// tiles puts draws of the same normalisation together, tile at a time.
func tiles(draws []Draw, norms int) [][]int {
	of := make([][]int, norms)
	var jobs [][]int
	for k, d := range draws {
		of[d.Norm] = append(of[d.Norm], k)
		if len(of[d.Norm]) == tile {
			jobs = append(jobs, of[d.Norm])
			of[d.Norm] = nil
		}
	}
	for _, rest := range of {
		if len(rest) > 0 {
			jobs = append(jobs, rest)
		}
	}
	return jobs
}

// scoreTile computes the scores of up to tile draws in one reading of the table.
func scoreTile(t table, draws []Draw, of []int, m int, scores [][]float64) {
	var weights [][]float64
	for d := 0; d < len(of); d += lanes {
		weights = append(weights, interleave(draws, of[d:min(d+lanes, len(of))], m))
	}
	n := len(scores[0])
	const strip = 32 // areas that stay in the first cache for all draws of the tile
	for from := 0; from < n; from += strip {
		for g, w := range weights {
			t.score(m, w, scores[g*lanes:][:lanes], from, min(from+strip, n))
		}
	}
}

// sorter sorts the ranks of one area, byte by byte.
type sorter[R uint16 | uint32] struct{ a, b []R }

func newSorter[R uint16 | uint32](n int) *sorter[R] {
	return &sorter[R]{make([]R, n), make([]R, n)}
}

// sumUp writes the statistics of the ranks in s.a for one area.
func (s *sorter[R]) sumUp(top, area int, out *RankSpread) {
	low, high, sum, among := s.a[0], s.a[0], uint64(0), 0
	for _, v := range s.a {
		low, high = min(low, v), max(high, v)
		sum += uint64(v)
		if int(v) <= top {
			among++
		}
	}
	s.sort(low, high)
	draws := float64(len(s.a))
	out.Mean[area] = float64(sum) / draws
	out.TopShare[area] = float64(among) / draws
	out.Q05[area] = quantile7(s.a, 0.05)
	out.Median[area] = quantile7(s.a, 0.5)
	out.Q95[area] = quantile7(s.a, 0.95)
}

// sort orders s.a; only the bytes in which the ranks differ cost a pass.
func (s *sorter[R]) sort(low, high R) {
	for shift := 0; shift < bits.Len32(uint32(high-low)); shift += 8 {
		var count [256]uint32
		for _, v := range s.a {
			count[(v-low)>>shift&255]++
		}
		at := uint32(0)
		for i, c := range count {
			count[i] = at
			at += c
		}
		for _, v := range s.a {
			k := (v - low) >> shift & 255
			s.b[count[k]] = v
			count[k]++
		}
		s.a, s.b = s.b, s.a
	}
}

// quantile7 interpolates between the order statistics around (n−1)·p + 1.
func quantile7[R uint16 | uint32](sorted []R, p float64) float64 {
	h := float64(len(sorted)-1) * p
	k := int(h)
	low, part := float64(sorted[k]), h-float64(k)
	if part == 0 || k+1 == len(sorted) {
		return low
	}
	return low + float64(part*(float64(sorted[k+1])-low))
}
