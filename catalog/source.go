package catalog

import "byblik"

// Source defines one delivery: which file, how it is written, what its
// columns mean and which defects are known beforehand.
type Source struct {
	ID          string       `yaml:"id" jsonschema:"required,pattern=^[a-z0-9][a-z0-9-]*$"`
	Title       Text         `yaml:"title" jsonschema:"required"`
	Publisher   string       `yaml:"publisher" jsonschema:"required,minLength=1"`
	Licence     string       `yaml:"licence" jsonschema:"required,minLength=1"`
	Attribution Text         `yaml:"attribution"`
	Class       SourceClass  `yaml:"class" jsonschema:"required,enum=public,enum=restricted,enum=microdata,enum=survey"`
	Format      SourceFormat `yaml:"format" jsonschema:"required,enum=csv,enum=xlsx,enum=parquet,enum=px,enum=json-stat,enum=matrix,enum=geojson,enum=topojson,enum=geopackage,enum=shapefile,enum=lines,enum=marks"`
	// Files lists the file names that may hold the delivery, the first that
	// is there and covers the wish is read. A name may hold {period}, which
	// stands for the period of the run, and * for any run of characters.
	Files    []File  `yaml:"files" jsonschema:"required,minItems=1"`
	Optional bool    `yaml:"optional"` // its absence is said, not refused
	Sheet    string  `yaml:"sheet"`    // sheet of a workbook; needed where it has several
	Layer    string  `yaml:"layer"`    // layer of a GeoPackage, object of a TopoJSON file, shapefile of a zip; needed where there are several
	Written  Written `yaml:"written"`
	Key      Key     `yaml:"key"`
	// Unit lists, for microdata and surveys, the ids of the columns that no two
	// rows share: the person, or the person and the year.
	Unit []string `yaml:"unit"`
	// Protection says why records about persons may be held, and until when.
	Protection *Protection `yaml:"protection"`
	Period     PeriodRule  `yaml:"period"`
	Columns    []Column    `yaml:"columns"`
	RowState   *RowState   `yaml:"row_status"`
	Extent     *Extent     `yaml:"extent"` // where coordinates may lie, in the file's own coordinates
	Expected   []Expected  `yaml:"expected"`
	Checks     Checks      `yaml:"checks"`
	Notes      []Text      `yaml:"notes"`
}

// Protection is what the law asks to be known of records about persons before
// they are used: GDPR (Regulation (EU) 2016/679), article 30(1), and for health
// (article 9) and convictions (article 10) the Danish databeskyttelseslov, § 10:
// statistics and research only, never a decision about a person.
type Protection struct {
	LegalBasis Text `yaml:"legal_basis" jsonschema:"required"`
	Purpose    Text `yaml:"purpose" jsonschema:"required"`
	// DeleteAfter is the last day on which the records may be held,
	// year-month-day.
	DeleteAfter string `yaml:"delete_after" jsonschema:"required,pattern=^[0-9]{4}-[0-9]{2}-[0-9]{2}$"`
	// Special lists the ids of the columns with health, convictions or another
	// special category of personal data.
	Special []string `yaml:"special"`
}

// SourceClass says who may see a source's rows.
type SourceClass string

// The classes of source.
const (
	Public     SourceClass = "public"     // already published elsewhere
	Restricted SourceClass = "restricted" // small tables not yet published
	Microdata  SourceClass = "microdata"  // one row per person
	Survey     SourceClass = "survey"     // answers with weights
)

// SourceFormat is the format of a file; .gz is recognised by its bytes.
type SourceFormat string

// The formats that are read. Parquet and GeoPackage hold tables, and areas
// where the source declares an extent.
const (
	CSV        SourceFormat = "csv"        // separated text, also tab
	XLSX       SourceFormat = "xlsx"       // one sheet of a workbook
	Parquet    SourceFormat = "parquet"    // columns; GeoParquet draws areas
	PX         SourceFormat = "px"         // PC-Axis table
	JSONStat   SourceFormat = "json-stat"  // JSON-stat 2 data set
	Matrix     SourceFormat = "matrix"     // separated text with a column for each period, as Statistikbanken's download writes it
	GeoJSON    SourceFormat = "geojson"    // polygons of areas
	TopoJSON   SourceFormat = "topojson"   // polygons with shared borders
	GeoPackage SourceFormat = "geopackage" // layer of a SQLite file
	Shapefile  SourceFormat = "shapefile"  // .shp with .dbf beside it, or both in a zip
	Lines      SourceFormat = "lines"      // lines that cut the city, in any of the formats that draw
	Marks      SourceFormat = "marks"      // GeoJSON of points, lines and polygons, for orientation on a map
)

// IsCrossTable says whether a format holds a table of several dimensions, whose
// categories the columns of a source pick.
func (f SourceFormat) IsCrossTable() bool { return f == PX || f == JSONStat || f == Matrix }

// File is a name under which the delivery may lie. Covers lists the
// authorities it holds, when it holds only part of the frame.
type File struct {
	Name   string   `yaml:"name" jsonschema:"required,minLength=1"`
	Covers []string `yaml:"covers"`
}

// Written says how a file is written. Numbers that a format stores as numbers
// need no decimal sign; texts that hold numbers follow it in every format.
type Written struct {
	// Encoding of texts: utf-8 (default, BOM allowed), windows-1252, latin-1,
	// cp850, utf-16 (its BOM tells the order of bytes), utf-16le, utf-16be. It
	// also decodes the texts of a shapefile, and a PX file that names none.
	Encoding  string   `yaml:"encoding" jsonschema:"enum=utf-8,enum=windows-1252,enum=latin-1,enum=cp850,enum=utf-16,enum=utf-16le,enum=utf-16be"`
	Delimiter string   `yaml:"delimiter" jsonschema:"pattern=^([^\t]|tab)$"` // "," (default), ";" or "tab"
	Decimal   string   `yaml:"decimal"`                                      // "." (default) or ","
	Thousands string   `yaml:"thousands"`                                    // "" (default), ".", "," or " "
	Missing   []string `yaml:"missing"`                                      // cells that mean missing; the empty cell always does
	// Suppressed lists cells that mean withheld to protect persons, such as
	// the status “c” of a JSON-stat figure.
	Suppressed    []string `yaml:"suppressed"`
	NotApplicable []string `yaml:"not_applicable"`              // cells that mean that there can be no figure
	Zero          []string `yaml:"zero"`                        // cells other than 0 that mean nobody or nothing, such as “-” in PX
	NoCells       []string `yaml:"no_cells"`                    // last names of the head line under which rows have no cell
	Labels        []string `yaml:"labels"`                      // matrix: what the columns of labels hold, from the left, for their heads are often blank
	Head          int      `yaml:"head" jsonschema:"minimum=0"` // row of a sheet that holds the names of the columns; 0 = 1
}

// Key says how rows name their area. The code column gives the official code;
// Join "name" looks the area up by its official name instead.
type Key struct {
	Frame         byblik.Frame `yaml:"frame"`
	Column        string       `yaml:"column"`
	Join          string       `yaml:"join" jsonschema:"enum=code,enum=name"`   // "code" (default) or "name"
	Width         int          `yaml:"width" jsonschema:"minimum=0,maximum=40"` // digits to fill up with leading zeros; 0 = as written
	Trim          bool         `yaml:"trim"`                                    // cut padding spaces
	Name          string       `yaml:"name"`                                    // column of the area's name
	Authority     string       `yaml:"authority"`                               // column of the authority's code
	AuthorityName string       `yaml:"authority_name"`                          // column of the authority's name
	District      string       `yaml:"district"`                                // column of the district's name
	Lists         bool         `yaml:"lists"`                                   // the file lists all areas of the frame
	Also          string       `yaml:"also"`                                    // id of a text column that tells several rows of one area and period apart
	Pattern       string       `yaml:"pattern"`                                 // regular expression that a whole code must match, so that a lost leading zero is found
	// Count is the number of areas that the publisher says a whole file has,
	// so that a file which lists its own areas and was cut is found. A file
	// that covers only some authorities is not held against it.
	Count int `yaml:"count" jsonschema:"minimum=0"`
	// Counts gives that number by period, where it changes.
	Counts map[string]int `yaml:"counts"`
}

// PeriodRule says which period rows describe: a column, the {period} of the
// file's name, or one fixed period. All empty: no period (borders).
type PeriodRule struct {
	Column   string `yaml:"column"`
	FromFile bool   `yaml:"from_file"`
	Fixed    string `yaml:"fixed"`
}

// ColumnKind says what a column's figures are, and with it which are
// impossible.
type ColumnKind string

// The kinds of column.
const (
	Count  ColumnKind = "count"  // persons or things: never negative
	Share  ColumnKind = "share"  // per cent, 0 to 100
	Number ColumnKind = "number" // any number: scores, ranks, amounts
	Words  ColumnKind = "text"   // not a number
	Day    ColumnKind = "date"   // a day such as 1990-05-17, in unit records
)

// Column is one column that is read. Name is the header as the file has it
// (spaces around it do not count), ID the name used by indicators.
type Column struct {
	ID        string     `yaml:"id" jsonschema:"required,pattern=^[A-Za-z0-9_]+$"`
	Name      string     `yaml:"name" jsonschema:"required,minLength=1"`
	Kind      ColumnKind `yaml:"kind" jsonschema:"required,enum=count,enum=share,enum=number,enum=text,enum=date"`
	Unit      string     `yaml:"unit"`
	Zero      string     `yaml:"zero" jsonschema:"enum=value,enum=missing"` // "value" (default) or "missing": what 0 means here
	Missing   []string   `yaml:"missing"`                                   // further missing codes of this column
	Part      string     `yaml:"part_of"`                                   // id of the column that this one cannot exceed
	Fractions bool       `yaml:"fractions"`                                 // counts may have decimals, such as full-time persons
	Min       *float64   `yaml:"min"`                                       // smallest possible value
	Max       *float64   `yaml:"max"`                                       // largest possible value
	From      string     `yaml:"from"`                                      // first period that has the column
	Until     string     `yaml:"until"`                                     // last period that has it
	// Break lists periods whose figures cannot be compared with the others
	// and count as missing.
	Break []string `yaml:"break"`
	// Pick says which category of each further dimension of a PX, JSON-stat or
	// matrix table the column holds, by code, in a matrix by label: {sex: F}. A dimension with a single
	// category needs none.
	Pick map[string]string `yaml:"pick"`
	Note *Text             `yaml:"note"`
}

// RowState reads a column of words that says why a row has no figures. It
// speaks of the columns named by id, or of all figures of the row. Where OK
// lists the words for a row in order, any word that is listed nowhere is
// refused.
type RowState struct {
	Column        string   `yaml:"column" jsonschema:"required"`
	Missing       []string `yaml:"missing"`
	Suppressed    []string `yaml:"suppressed"`
	NotApplicable []string `yaml:"not_applicable"`
	OK            []string `yaml:"ok"`
	Columns       []string `yaml:"columns"`
	From          string   `yaml:"from"` // first period that has the column
}

// CRS84 is longitude and latitude on WGS 84, in this order, as extents name it.
const CRS84 = "CRS84"

// Extent is the box in which all coordinates lie, and their reference system
// as the file really has it: "CRS84" (longitude, latitude) or "EPSG:25832",
// "EPSG:25833". A declaration inside the file that differs is an error unless
// Declared names it.
type Extent struct {
	CRS      string     `yaml:"crs" jsonschema:"required,enum=CRS84,enum=EPSG:25832,enum=EPSG:25833"`
	Declared []string   `yaml:"declared"`
	Min      [2]float64 `yaml:"min" jsonschema:"required"`
	Max      [2]float64 `yaml:"max" jsonschema:"required"`
}

// UTM is the UTM zone of the coordinates, such as "32N"; empty where they are
// longitude and latitude.
func (x *Extent) UTM() string {
	return map[string]string{"EPSG:25832": "32N", "EPSG:25833": "33N"}[x.CRS]
}

// Expected is a defect that is known beforehand and treated deliberately:
// check invalid-ring (repaired), blank-row (left out), outside-frame (left
// out), missing-area (said), part-exceeds-whole (both figures kept, with a
// warning), row-status (a row whose word is not among those in order is left
// out), double-key (of identical rows the first is kept, others are all
// left out, for nobody can say which is right). Areas
// lists the codes concerned, Periods the periods; empty means any.
type Expected struct {
	Check   string   `yaml:"check" jsonschema:"required"`
	Areas   []string `yaml:"areas"`
	Periods []string `yaml:"periods"`
	Because Text     `yaml:"because" jsonschema:"required"`
}

// Checks tunes the checks that compare periods.
type Checks struct {
	Jump float64 `yaml:"jump"` // relative change of a count against the period before that warns; 0 = 0.2
	// JumpColumns lists the ids of the counts compared; empty means all.
	JumpColumns []string `yaml:"jump_columns"`
}
