// Package monitor says how a place is doing over time and against the rest of
// the city, with how sure that is.
//
// # Intervals
//
// A share of counts has a 95 per cent interval of two parts: chance in small
// numbers (Wilson) and the rounding that protects the counts. The two are
// independent and are put together by the square-and-add rule (Newcombe's
// method 10; MOVER): each half-width is the root of the sum of both squared.
//
// # Gap
//
// The gap (efterslæb) is always the designated areas together against the rest
// of the city without them, in points and as a ratio. The designated areas are
// part of the city, so a gap to the city's average would hide a part of it.
//
// # Trend
//
// A trend word needs a whole series and its uncertainty. Two points make no
// arrow. See TrendOf for the rule.
package monitor
