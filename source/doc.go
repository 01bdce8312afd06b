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
// Every file goes the same way: bytes → a grid (head, records, the line, row or
// feature where each stands, and shapes where the format draws) → rows of the
// wanted periods → checks → a delivery. Only the first step knows formats:
// texts (csv, px, json-stat, geojson, topojson), workbooks, Parquet, GeoPackage
// and shapefiles.
//
// A stranger's file may be built to harm. No reader takes memory or time on the
// file's word: what it says of its lengths is held against its bytes first, and
// bytes, cells, points, figures and depth have bounds. Cells that show something
// else than they hold (a formula without its result, a figure that became a day)
// are faults of the cell, told only if the definition reads it.
package source
