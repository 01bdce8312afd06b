package letting

import "slices"

// plan is how the lettings of an area go in every year of the study: the type
// of each letting, today's until the first tried year, then the tried ones.
type plan struct {
	today, tried []int // type of each letting of a year, by its number
	flow         flow
}

// flow is what a plan moves without chance: who is counted among, and incomes.
type flow struct {
	of        [criteria][]float64
	brought   [criteria][]float64 // persons expected to move in; income times taxpayers
	residents []float64
}

// interleave spreads the lettings of a year evenly over their numbers: each
// number goes to the type that lags most behind its part.
func interleave(counts []int) []int {
	total := 0
	for _, n := range counts {
		total += n
	}
	placed, out := make([]int, len(counts)), make([]int, total)
	for j := range out {
		best, most := -1, 0
		for k, n := range counts {
			lag := n*(j+1) - placed[k]*total
			if placed[k] < n && (best < 0 || lag > most) {
				best, most = k, lag
			}
		}
		out[j] = best
		placed[best]++
	}
	return out
}

// without gives today's lettings with one type taken out: its lettings go to
// the other types in proportion, or to the first other type if there is none.
func without(today []int, k int) []int {
	weights := make([]float64, len(today))
	total, others := 0, 0
	for i, n := range today {
		total += n
		if i != k {
			weights[i] = float64(n)
			others += n
		}
	}
	if others == 0 {
		weights[(slices.Index(today, today[k])+1)%len(today)] = 1
		weights[k] = 0
	}
	return interleave(apportion(total, weights))
}

// exactly gives the lettings of a year with exactly n of type k: the first n
// numbers are of that type, the others keep theirs.
func exactly(others []int, k, n int) []int {
	out := slices.Clone(others)
	for j := range n {
		out[j] = k
	}
	return out
}

// newPlan works out what a plan moves without chance.
func (s *Study) newPlan(a *area, today, tried []int) *plan {
	p := &plan{today: today, tried: tried}
	years := len(a.known.residents)
	f := &p.flow
	f.residents = slices.Clone(a.known.residents)
	for c := range criteria {
		f.of[c], f.brought[c] = slices.Clone(a.known.of[c]), make([]float64, years)
	}
	for i := range years - 1 {
		in := s.brings(p.in(s, a, i))
		let := float64(a.lettings)
		for c := range criteria {
			f.brought[c][i] = in.m[c]
			if i >= a.last[c] && a.last[c] >= 0 {
				f.of[c][i+1] = f.of[c][i] - float64(let*f.of[c][i]/a.homes) + in.d[c]
			}
		}
		if i >= a.base {
			f.residents[i+1] = f.residents[i] - float64(let*f.residents[i]/a.homes) + in.persons
		}
	}
	return p
}

// in is the plan of the lettings of year i.
func (p *plan) in(s *Study, a *area, i int) []int {
	if a.first+i >= s.assume.TriedFrom {
		return p.tried
	}
	return p.today
}

// brings sums the profiles of lettings, type by type, so that the same counts
// give the same sum whatever their order.
func (s *Study) brings(types []int) profile {
	counts := make([]int, len(s.profiles))
	for _, k := range types {
		counts[k]++
	}
	var sum profile
	for k, n := range counts {
		p := &s.profiles[k]
		for c := range criteria {
			sum.m[c] += float64(float64(n) * p.m[c])
			sum.d[c] += float64(float64(n) * p.d[c])
		}
		sum.persons += float64(float64(n) * p.persons)
	}
	return sum
}
