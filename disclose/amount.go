package disclose

import (
	"fmt"
	"math"

	"byblik"
)

// Amount is a sum over persons, such as their income, with what its protection needs.
type Amount struct {
	Sum byblik.Raw
	// Persons is the count of contributors and Key that of their records.
	Persons byblik.Raw
	Key     Key
	// First and Second are the two largest contributions.
	First, Second byblik.Raw
}

// ProtectMean gives the public mean of an amount: suppressed where persons,
// the protected count of its contributors, is, where they are fewer than
// Means, or where the p% rule fails: the second largest contributor, who knows
// the own part, could guess the largest to within p per cent, since
//
//	sum − first − second < p/100 · first
//
// (Handbook on SDC, ch. 3.2). The mean that is left is rounded at random to a
// multiple of step, without bias, by the key of its persons. step belongs to
// the plan, never to the data. A mean says nothing of a single sum as long as
// the number of persons is not known better than the protected count tells:
// then sums that belong to it differ by several persons' means. The true mean
// beside a rounded count would tell it, since only few counts give a sum
// without a fraction (Handbook, ch. 5.4); so step must not be finer than the
// amount's own unit, and Attack tries it.
func ProtectMean(a Amount, persons byblik.Cell, step float64, rules Rules, secret Secret) (byblik.Cell, error) {
	if !(step > 0) {
		return byblik.Cell{}, &byblik.Error{Kind: byblik.Usage, Place: "step of a mean", Found: fmt.Sprint(step), Expected: "a number above 0", Do: "name it in the publication plan"}
	}
	if a.Sum.Status() != byblik.OK {
		return byblik.CellWithout(a.Sum.Status()), nil
	}
	if persons.Status() != byblik.OK {
		return persons, nil
	}
	n := a.Persons.Float()
	if n == 0 {
		return byblik.CellWithout(byblik.NotApplicable), nil
	}
	c := Contributors{int(n), a.Sum.Float(), a.First.Float(), a.Second.Float()}
	if !(n >= float64(rules.Means)) || rules.dominated(c) {
		return byblik.CellWithout(byblik.Suppressed), nil
	}
	mean := a.Sum.Float() / n
	return byblik.CellOf(sign(mean) * round(math.Abs(mean), step, secret.chance("mean", a.Key))), nil
}

func sign(v float64) float64 {
	if v < 0 {
		return -1
	}
	return 1
}

// Contributors are the number of persons behind a sum, the sum and its two
// largest parts.
type Contributors struct {
	Number        int
	Sum           float64
	First, Second float64
}

// dominated is the p% rule: whether the rest of a sum is too small to hide its
// largest part from the second largest.
func (r Rules) dominated(c Contributors) bool {
	if r.P == 0 {
		return false
	}
	return !(c.Sum-c.First-c.Second >= r.P/100*c.First)
}
