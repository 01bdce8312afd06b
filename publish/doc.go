// Package publish writes a release in the formats that other programs read.
//
// # The idea
//
// The canonical files of a release are made by package release. Whatever else
// is offered, for Excel, statistics programs, maps and catalogues, is made here
// from the same release in memory and lies beside them in formats/. No format
// computes a figure: each writes the number that the canonical file has, and
// for a figure that is not there the word of its status and no number. A test
// walks all figures through all formats.
//
// A format is one file format_<name>.go and one row in formats.go. All give
// the same bytes for the same release: no clock, no map order, no locale.
package publish
