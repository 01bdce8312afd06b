package disclose

import (
	"fmt"

	"byblik"
)

// Rules are the announced rules of protection. They are no secret.
type Rules struct {
	// Threshold is the fewest persons in a shown count.
	Threshold int
	// Complement says that a shown count also leaves so many out of its
	// denominator.
	Complement bool
	// Base is the number whose multiples counts are rounded to.
	Base int
	// Wide is the fewest values that a shown count may be left with.
	Wide int
	// Means is the fewest persons behind a sum or a mean.
	Means int
	// P, in per cent, is how closely the largest contributor to a sum must not
	// be guessed by the second largest. 0 turns the rule off.
	P float64
}

// Standard are the rules of the house: 5, 5 and 15 per cent.
func Standard() Rules {
	return Rules{Threshold: 5, Complement: true, Base: 5, Wide: 5, Means: 5, P: 15}
}

// check refuses rules that no protection follows from.
func (r Rules) check() error {
	if r.Base < 2 || r.Threshold < 0 || r.Wide < 0 || r.Means < 0 || !(r.P >= 0) {
		return &byblik.Error{Kind: byblik.Usage, Place: "rules of protection", Found: fmt.Sprintf("base %d, threshold %d, wide %d, means %d, p %v", r.Base, r.Threshold, r.Wide, r.Means, r.P),
			Expected: "a base of at least 2 and nothing negative", Do: "take the rules of the publication plan"}
	}
	return nil
}
