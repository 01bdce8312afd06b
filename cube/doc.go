// Package cube turns the rows of deliveries into observations: one figure per
// area, indicator and period, in the order of the frame's areas.
//
// # From rows of areas
//
// The idea is that a figure is either whole or says why it is not. An
// indicator is a column of a source taken as it is, or counts added up over
// counts added up; as soon as one part of an area is missing, suppressed or
// not applicable, so is the figure, for a sum over the rest would be a guess.
// What nobody can have measured is a fault: persons counted among none, or
// more of them than there are. Observe does this.
//
// # From rows of persons
//
// A register has one row per person and year. WriteRecords reads such a file
// as its definition says, refuses what does not hold, and keeps it as
// Parquet; Tabulate makes counts, sums and estimates by area of it, as a
// definition of the catalog says; Counts.Delivery hands them to Observe.
//
// All this is done by one engine (DuckDB) behind a small closed set of
// aggregates: how many units, what sum, how many full-time persons, what
// share or mean of a weighted sample, each under conditions that compare a
// column with given values. The package writes the text of every query
// itself; names come from definitions that the catalog has checked, values are
// arguments. The engine has no database of its own, may read the files of the
// tabulation and nothing else, writes no temporary file, and its settings are
// locked before the first query, which can only be a SELECT.
//
// A sum does not depend on the order of the rows: whole numbers and decimals
// are added up, never binary fractions. Estimates from samples are weighted
// and carry a design-based standard error by Taylor linearisation; they are
// computed here in a fixed order, since the engine has no such aggregate.
//
// Every figure knows its units: how many, the two largest parts of a sum, and
// a key that is the same for the same units wherever they are counted (Count),
// so that disclosure control can give them the same noise everywhere and for
// ever.
package cube
