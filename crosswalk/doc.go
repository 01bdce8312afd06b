// Package crosswalk carries counts over a change of borders.
//
// # The idea
//
// When areas are drawn anew, a series breaks. Who wants to go on with it says how
// the old areas belong to the new ones: a table of codes, with weights where an
// area is divided, or the polygons before and after. Then each old area gives
// each new one its share, by ground or by where people live, and counts, never
// shares or means, are carried. Package cube does the arithmetic; this package reads
// what is needed for it and tells what came of it: the sums before and after,
// what was left out, and, where the publisher has counted in the new areas too,
// each area in which the sums differ.
//
// What it writes is internal: small numbers are not protected.
package crosswalk
