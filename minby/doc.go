// Package minby makes an invented town, Minby, from a seed: areas and their
// borders, people and their conditions of life over eight years, motorway and
// railway, housing areas and the lists they stand on. It exists so that the
// whole way from a publisher's files to proposed zones can be shown, tried and
// tested without figures about any real person or place.
//
// # The idea
//
// Minby delivers like a real publisher: Files gives GeoJSON and
// semicolon-separated tables with decimal commas, and the ordinary sources,
// indicators and rule set of the catalog (minby-…) read them. Nothing knows
// that the town is invented except what the files and definitions say
// themselves.
//
// The plan is drawn by hand and is the same for every seed: a coast to the
// east, a harbour with docks that divides the town, a motorway and a railway
// that cross, ten districts. The quarters between these lines are cut in two,
// again and again, until there are 400 areas. All faces share their points, so
// the areas cover the land without gaps or overlaps, to the last digit.
//
// On the land lies a need: hills in the estates at the edge, in the old
// working quarter by the harbour and beside motorway and railway, hollows
// along the shores, a smooth field of chance, and a little that each area has
// to itself. Every criterion is the same need seen through its own noise, and
// every count is drawn person by person. One estate gets better over the
// years, one gets worse; a few areas play a role that a town has to show,
// such as a churchyard among flagged areas or a figure that is withheld.
//
// # The same bytes
//
// Each area and purpose has its own stream of random numbers, and only
// operations whose result the standard fixes are used (no exponential, no
// logarithm), so the same seed gives the same bytes.
//
// # Where it lies
//
// The coordinates put Minby into open water in the Kattegat (longitude
// 11.2–11.5, latitude 56.2–56.4), where nobody lives, so that no real place
// can be taken for it.
package minby
