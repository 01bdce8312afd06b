package publish

import (
	"fmt"
	"maps"
	"strings"

	"byblik/catalog"
	"byblik/release"
)

// Format is one way to write a release.
type Format struct {
	ID    string       // such as csv-da
	Title catalog.Text // for pages and catalogues
	Type  string       // media type of its files
	At    string       // how the paths of its files begin, or, with a point, end
	// Write gives the files by path below formats/. It may look at the files
	// of the formats before it.
	Write func(r *release.Release, before map[string][]byte) (map[string][]byte, error)
}

// Formats lists them all, those that describe the others last.
func Formats() []Format {
	return []Format{
		{"csv", catalog.Text{Da: "CSV til programmer: alle tal i én tabel", En: "CSV for programs: all figures in one table"}, "text/csv", "figures.csv", writeCSV},
		{"csv-da", catalog.Text{Da: "CSV til dansk Excel: semikolon og decimalkomma", En: "CSV for Danish Excel: semicolons and decimal commas"}, "text/csv", "tal.csv", writeDanishCSV},
		{"xlsx", catalog.Text{Da: "Excel-projektmappe: et ark pr. indikator", En: "Excel workbook: one sheet per indicator"}, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", writeXLSX},
		{"json-stat", catalog.Text{Da: "JSON-stat 2: én fil pr. indikator", En: "JSON-stat 2: one file per indicator"}, "application/json", "json-stat/", writeJSONStat},
		{"geojson", catalog.Text{Da: "GeoJSON: grænser med tal", En: "GeoJSON: borders with figures"}, "application/geo+json", "geojson/", writeGeoJSON},
		{"geopackage", catalog.Text{Da: "GeoPackage: grænser og tal til GIS", En: "GeoPackage: borders and figures for GIS"}, "application/geopackage+sqlite3", ".gpkg", writeGeoPackage},
		{"geoparquet", catalog.Text{Da: "GeoParquet: grænser og tal til dataanalyse", En: "GeoParquet: borders and figures for data analysis"}, "application/vnd.apache.parquet", "parquet/", writeGeoParquet},
		{"dictionary", catalog.Text{Da: "Dataordbog på dansk og engelsk", En: "Data dictionary in Danish and English"}, "text/csv", "dictionary", writeDictionary},
		{"prov", catalog.Text{Da: "PROV-O: hvordan tallene blev til", En: "PROV-O: how the figures were made"}, "application/ld+json", "prov.", writePROV},
		{"dcat", catalog.Text{Da: "DCAT-AP-DK: beskrivelse til datakataloger", En: "DCAT-AP-DK: description for data catalogues"}, "application/ld+json", "dcat.", writeDCAT},
	}
}

// Files writes a release in every format, by path inside the release.
func Files(r *release.Release) (map[string][]byte, error) {
	all := map[string][]byte{}
	for _, f := range Formats() {
		files, err := f.Write(r, all)
		if err != nil {
			return nil, fmt.Errorf("publish: %s: %w", f.ID, err)
		}
		maps.Copy(all, files)
	}
	out := make(map[string][]byte, len(all))
	for path, text := range all {
		out[release.FormatsFolder+path] = text
	}
	return out, nil
}

// Of gives the format that a file below formats/ belongs to, or nil.
func Of(path string) *Format {
	formats := Formats()
	path = strings.TrimPrefix(path, release.FormatsFolder)
	for i := range formats {
		f := &formats[i]
		if strings.HasPrefix(path, f.At) && f.At[0] != '.' || f.At[0] == '.' && strings.HasSuffix(path, f.At) {
			return f
		}
	}
	return nil
}
