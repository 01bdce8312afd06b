// Package cube turns the rows of deliveries into observations: one figure per
// area, indicator and period, in the order of the frame's areas.
//
// The idea is that a figure is either whole or says why it is not. An
// indicator is a column of a source taken as it is, or counts added up over
// counts added up; as soon as one part of an area is missing, suppressed or
// not applicable, so is the figure, for a sum over the rest would be a guess.
// What nobody can have measured is a fault: persons counted among none, or
// more of them than there are.
package cube
