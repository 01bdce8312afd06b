// Package compile makes a public release of a screening: observations become
// protected figures at every level, the same screening runs once more on
// protected figures alone, and both become one release.
//
// # One engine, twice
//
// The decision run works on observations as delivered and decides which areas
// form a zone. Nothing else of it is published. The public run is the same
// screening over a panel of protected cells; values, limits, scores, verdicts,
// intervals and trends come from it. Where the public figures alone would
// flag other areas than the decision did, the area is marked.
//
// # Levels
//
// Small areas, districts, zones, the designated areas together and the rest
// of the city, and the city. Each count at each level is protected on its
// own; no total is the sum of protected parts.
package compile
