package spatial

import (
	"math"
	"math/big"

	"byblik"
)

// orient is +1 if c lies to the left of the line from a to b, −1 to the
// right, 0 on it, exactly: plain arithmetic decides where its error bound
// (Shewchuk 1997) allows, else the same determinant in long precision.
func orient(a, b, c byblik.Point) int {
	l := (a[0] - c[0]) * (b[1] - c[1])
	r := (a[1] - c[1]) * (b[0] - c[0])
	d := l - r
	if bound := 3.4e-16 * (math.Abs(l) + math.Abs(r)); d > bound || -d > bound {
		if d > 0 {
			return 1
		}
		return -1
	}
	return orientExact(a, b, c)
}

func orientExact(a, b, c byblik.Point) int {
	const bits = 1024 // more than coordinates of any one map need
	num := func(v float64) *big.Float { return new(big.Float).SetPrec(bits).SetFloat64(v) }
	sub := func(p, q float64) *big.Float { return new(big.Float).SetPrec(bits).Sub(num(p), num(q)) }
	mul := func(p, q *big.Float) *big.Float { return new(big.Float).SetPrec(bits).Mul(p, q) }
	return mul(sub(a[0], c[0]), sub(b[1], c[1])).Cmp(mul(sub(a[1], c[1]), sub(b[0], c[0])))
}
