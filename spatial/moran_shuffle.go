package spatial

import (
	"math"
	"math/bits"
	"slices"
	"sync"
)

// shuffle draws neighbours at random and counts how often they are more alike
// than the real ones.
type shuffle struct {
	f      *field
	z      []int32 // deviations as whole numbers of 2⁻³⁰ of the largest
	rule   LocalMoranRule
	copies sync.Pool // copies of z, in which the others come first
}

func newShuffle(f *field, rule LocalMoranRule) *shuffle {
	most := 0.0
	for _, z := range f.z {
		most = max(most, math.Abs(z))
	}
	s := &shuffle{f: f, z: make([]int32, len(f.z)), rule: rule}
	for a, z := range f.z {
		if most > 0 {
			s.z[a] = int32(math.Round(z / most * (1 << 30)))
		}
	}
	s.copies.New = func() any { c := slices.Clone(s.z); return &c }
	return s
}

// p is the folded pseudo p-value of an area.
func (s *shuffle) p(a int) float64 {
	near := s.f.neighbours(a)
	observed := int64(0)
	for _, b := range near {
		observed += int64(s.z[b])
	}
	sign := int64(1)
	if s.z[a] < 0 {
		sign = -1 // I is z times the sum: a smaller sum gives a larger I
	}
	z := s.copies.Get().(*[]int32)
	defer s.copies.Put(z)
	last := len(*z) - 1
	others := (*z)[:last]
	if a < last {
		others[a] = (*z)[last] // the last stands in for the area itself
		defer func() { others[a] = s.z[a] }()
	}
	draw := deal
	if len(near)*len(near)*4 <= last && len(near) <= maxChosen {
		draw = redraw
	}
	larger := draw(others, stream(s.rule.Seed, uint64(s.f.area[a])), len(near), s.rule.Permutations, sign, sign*observed)
	return float64(min(larger, s.rule.Permutations-larger)+1) / float64(s.rule.Permutations+1)
}

// stream is the start of the random numbers of one area: SplitMix64's mixing
// of seed and number (Steele, Lea and Flood, OOPSLA 2014).
func stream(seed, number uint64) uint64 {
	z := seed + 0x9e3779b97f4a7c15*(number+1)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// step and twist are the constants of wyrand (Wang Yi, wyhash, final version
// 3), which passes BigCrush and PractRand.
const (
	step  = 0xa0761d6478bd642f
	twist = 0xe7037ed1a0b428db
)

// next gives 64 random bits.
func next(state *uint64) uint64 {
	*state += step
	high, low := bits.Mul64(*state, *state^twist)
	return high ^ low
}

const maxChosen = 64

// redraw counts permutations whose sum is at least the observed one. It draws
// k of the others independently and starts the permutation anew when two are
// the same or a number falls into the part that would favour some (Lemire,
// “Fast Random Integer Generation in an Interval”, 2019). Both are so rare
// that starting anew is cheaper than mending, and what is left is uniform.
// k different low or high bits spare comparing the choice with itself.
func redraw(others []int32, state uint64, k, permutations int, sign, observed int64) int {
	n := uint64(len(others))
	unfair := uint32(-uint32(n)) % uint32(n)
	var chosen [maxChosen + 1]uint32
	larger := 0
	for done := 0; done < permutations; {
		sum, low, high, again := int64(0), uint64(0), uint64(0), false
		for t := 1; t < k; t += 2 {
			r := next(&state)
			u, v := uint64(uint32(r))*n, (r>>32)*n
			if uint32(u) < unfair || uint32(v) < unfair {
				again = true
			}
			c, d := u>>32, v>>32
			pick := (*[2]uint32)(chosen[t-1:])
			pick[0], pick[1] = uint32(c), uint32(d)
			low |= 1<<(c&63) | 1<<(d&63)
			high |= 1<<(c>>6&63) | 1<<(d>>6&63)
			sum += int64(others[c]) + int64(others[d])
		}
		if k&1 == 1 {
			u := next(&state) >> 32 * n
			again = again || uint32(u) < unfair
			c := u >> 32
			chosen[k-1] = uint32(c)
			low |= 1 << (c & 63)
			high |= 1 << (c >> 6 & 63)
			sum += int64(others[c])
		}
		if again || max(bits.OnesCount64(low), bits.OnesCount64(high)) < k && repeats(chosen[:k]) {
			continue
		}
		if sign*sum >= observed {
			larger++
		}
		done++
	}
	return larger
}

func repeats(chosen []uint32) bool {
	for t, c := range chosen {
		for _, d := range chosen[:t] {
			if c == d {
				return true
			}
		}
	}
	return false
}

// deal does the same where the neighbours are many of the others: it deals the
// first k of a shuffled pack (Fisher and Yates).
func deal(others []int32, state uint64, k, permutations int, sign, observed int64) int {
	pack := slices.Clone(others)
	larger := 0
	for range permutations {
		sum := int64(0)
		for t := range k {
			left := uint64(len(pack) - t)
			high, low := bits.Mul64(next(&state), left)
			for low < -left%left {
				high, low = bits.Mul64(next(&state), left)
			}
			c := t + int(high)
			pack[t], pack[c] = pack[c], pack[t]
			sum += int64(pack[t])
		}
		if sign*sum >= observed {
			larger++
		}
	}
	return larger
}
