// Package source reads deliveries: the files of a publisher, as they came,
// become rows keyed by area and period, with a receipt that says what was
// read, what was left out and why.
//
// The idea is to refuse rather than guess. A file that is cut, written in
// another encoding than declared, lost its header or its leading zeros, says
// “1.467” where nobody knows whether that is one and a half or fifteen
// hundred, or draws an area that crosses itself, is not read half: all its
// faults are listed, each with file, line, what was found, what was expected
// and what to do. A known defect is declared in the source's definition
// (Expected) or accepted by name with a reason (Request.Accept); then the rows
// and cells concerned are left out or repaired, and the receipt tells so.
// Nothing is dropped in silence.
//
// Every file goes the same way: bytes → text in UTF-8 → a grid (head, records,
// line numbers, and shapes for GeoJSON) → rows of the wanted periods → checks
// → a delivery. Only the first two steps know about formats.
package source
