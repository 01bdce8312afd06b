package stress

import "math/bits"

// points gives points of the unit square, evenly spread: the first two
// dimensions of the Sobol' sequence, a (0,2)-sequence in base 2, in which any
// block of 2^m points puts one point into each of 2^m boxes of equal size. A
// point in many dimensions is made of as many such squares as needed, each with
// its points in another order and with its digits scrambled, so that squares
// know nothing of one another while within each the spread is even.
//
// The scrambling is Owen's: every digit is flipped or not by a hash of the
// digits before it. It keeps the even spread, makes each point uniform and the
// mean unbiased, and its seeds give independent repetitions.
//
// Sources: I. M. Sobol', USSR Computational Mathematics and Mathematical
// Physics 7 (1967); A. B. Owen, “Randomly permuted (t,m,s)-nets and
// (t,s)-sequences” (1995); T. Kollig and A. Keller, “Efficient
// multidimensional sampling” (2002), for the padding; B. Burley, “Practical
// hash-based Owen scrambling”, Journal of Computer Graphics Techniques 9 (2020).
type points struct{ seed uint64 }

// at gives the point of a square: the index-th of square number square.
func (p points) at(index uint32, square int) (u, v float64) {
	s := mix(p.seed + uint64(square)*0x9e3779b97f4a7c15)
	i := owen(index, uint32(s))
	x, y := bits.Reverse32(i), pascal(i)
	x = owen(x, uint32(s>>32))
	y = owen(y, uint32(mix(s)))
	return unit32(x), unit32(y)
}

// pascal is the second dimension of the sequence: the digits of the index
// times Pascal's triangle modulo 2.
func pascal(i uint32) uint32 {
	var y uint32
	for v := uint32(1) << 31; i != 0; i >>= 1 {
		if i&1 != 0 {
			y ^= v
		}
		v ^= v >> 1
	}
	return y
}

// owen scrambles the digits of x from the highest on: which digit is flipped
// depends on the digits above it and the seed (the hash of Laine and Karras in
// Vegdahl's form, on reversed bits).
func owen(x, seed uint32) uint32 {
	x = bits.Reverse32(x)
	x ^= x * 0x3d20adea
	x += seed
	x *= (seed >> 16) | 1
	x ^= x * 0x05526c56
	x ^= x * 0x53a22864
	return bits.Reverse32(x)
}

// unit32 is the middle of the box of x, above 0 and below 1.
func unit32(x uint32) float64 { return (float64(x) + 0.5) / (1 << 32) }

// mix turns a counter into a number that looks random: the finaliser of
// SplitMix64 (Steele, Lea and Flood, “Fast splittable pseudorandom number
// generators”, OOPSLA 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// unit64 is a number above 0 and below 1 from a hash.
func unit64(x uint64) float64 { return (float64(x>>11) + 0.5) / (1 << 53) }
