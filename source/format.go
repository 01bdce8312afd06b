package source

import (
	"bytes"

	"byblik/catalog"
)

// maxCells is the most cells of one file that are read: a city's register of
// 2.4 million rows with fifteen columns fits. More would fill the memory.
const maxCells = 40_000_000

// maxFigures is the most figures of one cross table: ten times what a statistical
// office gives in one file.
const maxFigures = 10_000_000

// tooMuch is an error of size inside a format.
type tooMuch string

// Error says what was too much.
func (t tooMuch) Error() string { return string(t) }

// draws says whether features are read: areas or lines.
func (r *reading) draws() bool {
	switch r.Definition.Format {
	case catalog.GeoJSON, catalog.Marks, catalog.TopoJSON, catalog.GeoPackage, catalog.Shapefile, catalog.Lines, catalog.Parquet:
		return true
	}
	return false
}

// table takes a file of rows or of a cross table apart.
func (r *reading) table(raw []byte) *grid {
	switch r.Definition.Format {
	case catalog.XLSX:
		return r.sheetGrid(raw)
	case catalog.PX:
		return r.pxGrid(raw)
	case catalog.JSONStat:
		return r.jsonStatGrid(raw)
	}
	text, ok := r.decode(raw)
	if !ok {
		return nil
	}
	if r.Definition.Format == catalog.Matrix {
		return r.matrixGrid(text)
	}
	return r.csvGrid(text)
}

// collection takes a file of features apart. A source of lines may come in
// any format that draws, told by its first bytes.
func (r *reading) collection(raw []byte) *collection {
	format := r.Definition.Format
	if format == catalog.Lines {
		format = drawnFormat(raw)
	}
	switch format {
	case catalog.GeoPackage:
		return r.geoPackage(raw)
	case catalog.Parquet:
		return r.parquet(raw)
	case catalog.Shapefile:
		return r.shapefile(raw)
	}
	text, ok := r.decode(raw)
	switch {
	case !ok:
		return nil
	case format == catalog.TopoJSON, r.Definition.Format == catalog.Lines && isTopology(text):
		return r.topoJSON(text)
	}
	return r.geoJSON(text)
}

// drawnFormat tells the format of a file of features by its bytes.
func drawnFormat(raw []byte) catalog.SourceFormat {
	switch looksLike(raw) {
	case aGeoPackage:
		return catalog.GeoPackage
	case aParquetFile:
		return catalog.Parquet
	case aZip, aShapefile:
		return catalog.Shapefile
	}
	return catalog.GeoJSON
}

// What a file looks like by its first bytes.
const (
	aZip         = "a zip file or a workbook (.xlsx)"
	anOldBook    = "an old workbook (.xls) or one with a password"
	aGeoPackage  = "a SQLite file, such as a GeoPackage"
	aParquetFile = "a Parquet file"
	aShapefile   = "a shapefile"
	aWebPage     = "a web page"
	somethingBut = "bytes of another format"
)

// looksLike tells a file by its first bytes.
func looksLike(raw []byte) string {
	switch {
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")):
		return aZip
	case bytes.HasPrefix(raw, []byte{0xd0, 0xcf, 0x11, 0xe0}):
		return anOldBook
	case bytes.HasPrefix(raw, []byte("SQLite format 3\x00")):
		return aGeoPackage
	case bytes.HasPrefix(raw, []byte("PAR1")):
		return aParquetFile
	case bytes.HasPrefix(raw, []byte{0, 0, 0x27, 0x0a}):
		return aShapefile
	case webPage(raw):
		return aWebPage
	}
	return somethingBut
}

// is refuses a file that is plainly of another format than declared.
func (r *reading) is(raw []byte, want, expected string) bool {
	found := looksLike(raw)
	if found == want {
		return true
	}
	do := "check that this is the right file, or correct format in the definition"
	switch found {
	case anOldBook:
		do = "save the workbook as .xlsx without a password"
	case aWebPage:
		do = "follow the link of the page to the file itself and save that"
	}
	r.fault("wrong-format", 0, "", found, expected, do)
	return false
}

// damaged tells of a file whose parts contradict each other.
func (r *reading) damaged(place, found, expected string) {
	r.fault("damaged", 0, place, found, expected, "copy the file again from the publisher")
}

// tooLarge tells of a file that would take more than it may.
func (r *reading) tooLarge(found, expected string) {
	r.fault("too-large", 0, "", found, expected, "look whether this is the right file, or deliver the figures in smaller files")
}
