// Package spatial knows how small areas lie to one another: which share a
// border and how long it is, what cuts that border, which areas hang
// together, and how a group that is too large falls apart into parts that
// still hang together.
//
// # The idea
//
// All measuring is done in the plane. A Projection is chosen once from the
// shapes (the UTM zone of their middle) and every length is in metres, every
// area in square metres.
//
// A shape is checked before it is measured. Check says what is wrong and
// where; Repair mends it on purpose and keeps both halves of a bow-tie, where
// the usual Buffer(0) silently drops one.
//
// Two areas are neighbours when they share a stretch of border, not when they
// share a corner. Published borders are rarely exact: one side has a vertex
// the other lacks, there are slivers and gaps. Borders therefore measures how
// much of the outline of one area runs along the outline of the other within
// a tolerance, from both sides, and takes the mean. What lies along a barrier
// (a motorway, a railway) is part of the border but not of the open border.
// Bridges and cuts that the map does not show are given by hand.
//
// From the borders comes a Graph, and from the graph Components and, for a
// group that is too large, Skater: a minimum spanning tree of likeness that
// is cut where the parts differ most.
//
// # Order
//
// Results do not depend on the number of workers: each area is summed by one
// worker in the order of its own outline. They depend on the order of the
// areas only in that the areas are named by their index.
package spatial
