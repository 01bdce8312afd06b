package disclose

import (
	"math"

	"byblik"
)

// tryInversion looks for counts behind printed shares. A share of r decimals
// over a denominator below 100·10^r tells its numerator; here the denominator
// too is only known within its interval. A share that the protected counts
// give themselves tells nothing.
func (a *assault) tryInversion() {
	tried, found := a.try(Inversion)
	for _, r := range a.Releases {
		for _, q := range r.Ratios {
			if q.Value.Status() != byblik.OK {
				continue
			}
			tried(1)
			n, d := r.Counts[q.Numerator], r.Counts[q.Denominator]
			if n.Status() != byblik.OK || d.Status() != byblik.OK {
				found(Breach{Release: r.ID, Figure: q.Numerator, Left: a.inverted(q), What: "a share is shown beside a suppressed count"})
				continue
			}
			if own := Share(n, d, q.Per); own.Status() == byblik.OK && q.prints(own.Float()) {
				continue
			}
			found(Breach{Release: r.ID, Figure: q.Numerator, Left: a.inverted(q), What: "a share that the protected counts do not give: it tells of the raw ones"})
		}
	}
}

// prints says whether a value is printed as this share is.
func (q Ratio) prints(v float64) bool {
	if q.Decimals < 0 {
		return math.Abs(v-q.Value.Float()) <= 1e-9*max(1, math.Abs(v))
	}
	half := 0.5 * math.Pow10(-q.Decimals)
	return math.Abs(v-q.Value.Float()) <= half*(1+1e-9)
}

// mostDenominators is how many denominators are tried for a share.
const mostDenominators = 100000

// inverted is the interval of numerators that some denominator within its
// bounds turns into the printed share.
func (a *assault) inverted(q Ratio) Interval {
	n, d := a.left(q.Numerator), a.left(q.Denominator)
	left := Interval{math.Inf(1), math.Inf(-1)}
	if math.IsInf(d.High, 0) || d.High-d.Low > mostDenominators {
		return n
	}
	for whole := math.Ceil(d.Low); whole <= d.High; whole++ {
		if whole <= 0 {
			continue
		}
		guess := math.Round(q.Value.Float() * whole / q.Per)
		for m := guess - 1; m <= guess+1; m++ {
			if m >= n.Low && m <= n.High && m <= whole && q.prints(q.Per*m/whole) {
				left.Low, left.High = min(left.Low, m), max(left.High, m)
			}
		}
	}
	if left.Low > left.High {
		return n
	}
	return left
}

// left is what a count can still be.
func (a *assault) left(f Figure) Interval { return a.world.left(a.sol, f) }

func (w *world) left(sol *solution, f Figure) Interval {
	if s, ok := w.subject(f); ok {
		if x, ok := w.now[s]; ok {
			return sol.of[x]
		}
	}
	return Interval{0, math.Inf(1)}
}
