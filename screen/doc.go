// Package screen turns figures into findings: it holds the observations of a
// frame of small areas against a rule set and says, for every area, what came
// out. It computes and decides nothing: who is designated is decided by
// people, in package designate and beyond.
//
// One engine, two shapes of rule set. An index (the English, Welsh, Scottish,
// American, Berlin and Townsend ones) is a small graph of scores: each
// component is prepared by named steps, components are summed or averaged with
// the weights as written, and the result is ranked and classed. A screening
// by criteria (the city's six) measures how far each area lies from its city
// on each criterion, counts the criteria that are met, and flags areas where
// enough of them are met in enough years.
//
// Three conventions hold throughout. Higher is worse: an indicator whose
// direction is lower_is_worse is turned round first, and rank 1 is the most
// disadvantaged area, ties sharing the smallest rank. An area without a figure
// keeps its place in every result, with a status in place of a value; it is
// never dropped and never counts as zero, and N is the number of areas with a
// value. And the order of the areas does not matter: sums over areas are exact
// (Shewchuk's algorithm), so that the last digit cannot depend on it.
//
// Every step is an operation with a name, a formula and a source. A rule set
// names it; [CheckRuleSet] refuses a name that is unknown or a parameter that
// is missing or has no meaning there. A rule that cannot be written with these
// operations needs a new named one in Go: the rule files are no language.
package screen
