// Package stress asks how firm a screening is: what would have come out under
// other choices that are just as defensible.
//
// # The idea
//
// A rank is the end of a chain of choices: how an indicator is normalised, how
// much it weighs. Each choice is varied within what is defensible, the ranks
// are computed again, many times over, and every area gets the spread of its
// ranks. An area whose rank hardly moves is where it is because of its
// figures; one that moves much is where it is because of the method.
//
// Nothing here draws at random on its own: the draws are given, or come from
// an explicit seed. The same draws give the same result for any number of
// workers, to the last bit.
package stress
