// Package stress asks how firm a screening is: what would have come out under
// other choices that are just as defensible.
//
// # The idea
//
// A rank, and a designation too, is the end of a chain of choices: how an
// indicator is normalised, how much it weighs, how far from the city is too
// far, in how many years. Each choice is varied within what is defensible, all
// of them at once, the screening is made again, many times over, and every area
// gets the spread of what came out. An area that hardly moves is where it is
// because of its figures; one that moves much is where it is because of the
// method.
//
// Three questions are answered.
//
// Ranks: how wide is the spread of an area's rank under other weights and
// normalisations?
//
// Plausible: in what share of 10,000 plausible screenings does an area lie
// inside a zone, is its result firm, borderline or fragile, and which choice
// moves it most? The choices are in Choices: weights, limits, scale, treatment
// of extreme figures, how many criteria in how many years, a criterion left
// out, overlapping criteria counted once, chance in rates, the error of
// surveys, enclosed areas, the least size of a zone. What moves an area is told
// by first-order Sobol' indices: the share of the variance that would go if
// that one choice were settled.
//
// Compare: who came in and went out from one screening to the next, and was it
// their own figures, the city's, the rule, the years or the neighbours?
//
// # Fast and the same
//
// A whole screening (City.Run) takes milliseconds, and a stress run needs over
// a hundred thousand. So Plausible has a screening of its own that knows only
// who is inside: figures, standard scores and borders are prepared once, splits
// and names are left away since they move nobody in or out. Where a choice can
// be written as a rule set, both must agree on every area; the tests hold them
// against each other on Birmingham and Copenhagen.
//
// Nothing here draws at random on its own: the draws are given, or come from
// an explicit seed. Each number hangs on seed, run, component and area alone, so
// that the result is the same for any number of workers, to the last bit.
package stress
