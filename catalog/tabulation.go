package catalog

import (
	"slices"
	"strings"

	"byblik"
)

// Tabulation defines how unit records — persons, dwellings, answers — become
// counts, sums and estimates per area and period: the columns of a source
// that indicators then read like any other. It is a closed form: conditions
// compare a column with given values or ask for an age, and there is nothing
// else, so that no text of a definition ever reaches an engine as program.
//
// References to columns are written source/column and lead to sources of
// class microdata or survey.
type Tabulation struct {
	ID      string `yaml:"id" jsonschema:"required,pattern=^[a-z0-9][a-z0-9-]*$"`
	Version int    `yaml:"version" jsonschema:"required,minimum=1"`
	Title   Text   `yaml:"title" jsonschema:"required"`
	// Source is the id of the source whose columns the tabulation fills, as if
	// the publisher had counted; its frame is the frame of the areas. Without
	// one, indicators name the tabulation itself, and Frame names the frame.
	Source  string       `yaml:"source"`
	Frame   byblik.Frame `yaml:"frame"`
	Records string       `yaml:"records" jsonschema:"required"` // id of the source with the unit records
	Unit    string       `yaml:"unit" jsonschema:"required"`    // reference to the column that tells one unit from another (a pseudonym)
	Year    string       `yaml:"year" jsonschema:"required"`    // reference to the column with the year of a record
	// Reference is the day of the year, month-day, on which ages are counted
	// and dated rows hold; empty: 01-01.
	Reference string      `yaml:"reference" jsonschema:"pattern=^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"`
	Birth     string      `yaml:"birth"` // reference to the column with the day of birth; needed by ages
	Join      []Join      `yaml:"join"`
	Area      Place       `yaml:"area" jsonschema:"required"`
	Over      *Window     `yaml:"over"`
	Design    *Design     `yaml:"design"`
	Columns   []Aggregate `yaml:"columns" jsonschema:"required,minItems=1"`
	Notes     []Text      `yaml:"notes"`
}

// Join adds the columns of a second source to every record: the row whose On
// columns equal those of the record. More than one such row is refused; none
// leaves the columns missing.
type Join struct {
	Records string  `yaml:"records" jsonschema:"required"` // id of the source that is added
	On      []Match `yaml:"on" jsonschema:"required,minItems=1"`
	Valid   *Dated  `yaml:"valid"`
}

// Match says that two columns must be equal; Later is the number of years
// that Equals lies after Column, so that the income of the year before can be
// joined to the residents of 1 January.
type Match struct {
	Column string `yaml:"column" jsonschema:"required"` // reference to a column of the source that is added
	Equals string `yaml:"equals" jsonschema:"required"` // reference to a column of the records or of an earlier join
	Later  int    `yaml:"later" jsonschema:"minimum=0,maximum=10"`
}

// Dated keeps the row that holds on the reference day: From ≤ day < Until. A
// person who moves on the reference day is counted at the new address. A
// missing Until is open.
type Dated struct {
	From  string `yaml:"from" jsonschema:"required"`
	Until string `yaml:"until" jsonschema:"required"`
}

// Place says in which area a unit is: by a column with the area's code, or by
// a column pair with coordinates that lie in the polygons of a source.
type Place struct {
	Column string `yaml:"column"`
	X      string `yaml:"x"`
	Y      string `yaml:"y"`
}

// Window takes several years together: the mean of the year and those before
// it (two-year averages), or their sum (answers that are pooled). Persons
// who are there in several years are one person for disclosure control. A
// period of which one year is not on file is not made.
type Window struct {
	Years int    `yaml:"years" jsonschema:"required,minimum=2,maximum=10"`
	Take  string `yaml:"take" jsonschema:"required,enum=mean,enum=sum"`
}

// Design says how a sample was drawn, for estimates: all are references to
// columns. Population is the number of clusters (of units, where there are
// none) that the stratum has in the population; it brings the finite
// population correction.
type Design struct {
	Weight     string `yaml:"weight" jsonschema:"required"`
	Stratum    string `yaml:"stratum"`
	Cluster    string `yaml:"cluster"`
	Population string `yaml:"population"`
}

// Aggregate is one column that is made. Without Sum, FullTime and Estimate it
// counts the units that fulfil Where.
type Aggregate struct {
	ID       string      `yaml:"id" jsonschema:"required,pattern=^[A-Za-z0-9_]+$"`
	Where    []Condition `yaml:"where"` // all must hold
	Sum      string      `yaml:"sum"`   // reference to the column that is added up
	Decimals int         `yaml:"decimals" jsonschema:"minimum=0,maximum=6"`
	FullTime *FullTime   `yaml:"full_time"`
	Estimate *Estimate   `yaml:"estimate"`
}

// FullTime counts in full-time persons: the hours of the year over those of a
// full-time person, at most 1 per person. Either Year gives the hours of a
// year, or Weekday those of a weekday (Monday to Friday), as Danmarks
// Statistik and the State's lists count: 7.4.
type FullTime struct {
	Hours   string  `yaml:"hours" jsonschema:"required"` // reference to the column with hours of the year
	Year    float64 `yaml:"hours_per_year" jsonschema:"minimum=0"`
	Weekday float64 `yaml:"hours_per_weekday" jsonschema:"minimum=0"`
}

// Estimate is a figure of the population made from a weighted sample: the
// per cent of the units under Where that fulfil Share, the mean of Mean over
// them, or the total of Total. It makes two columns, ID and ID_se, the
// design-based standard error; a share makes ID_deff too, the design effect of
// the whole sample in a period, which is the same in all areas.
type Estimate struct {
	Share []Condition `yaml:"share"`
	Mean  string      `yaml:"mean"`  // reference
	Total string      `yaml:"total"` // reference
}

// Condition holds for a unit, or not. Exactly one of the comparisons is
// given. A cell that is missing fulfils no condition, not even NotIn, unless
// OrMissing says so.
type Condition struct {
	Column string   `yaml:"column"` // reference; empty with Age
	In     []string `yaml:"in"`     // one of these values
	NotIn  []string `yaml:"not_in"` // none of these values
	From   *float64 `yaml:"from"`   // at least
	To     *float64 `yaml:"to"`     // at most
	Above  *float64 `yaml:"above"`  // more than
	Below  *float64 `yaml:"below"`  // less than
	// BelowInYear gives the limit of each year, such as half of the year's
	// median income; in a year that it does not name, nothing is below.
	BelowInYear map[string]float64 `yaml:"below_in_year"`
	Age         *AgeBand           `yaml:"age"`        // completed years on the reference day
	OrMissing   bool               `yaml:"or_missing"` // also where the cell is missing
}

// AgeBand is a span of completed years of age; without To it is open.
type AgeBand struct {
	From int  `yaml:"from" jsonschema:"minimum=0,maximum=130"`
	To   *int `yaml:"to" jsonschema:"minimum=0,maximum=130"`
}

// Sources lists the ids of the sources whose records a tabulation reads, each
// once: the units first, then those joined, in order.
func (t *Tabulation) Sources() []string {
	ids := []string{t.Records}
	for _, j := range t.Join {
		ids = append(ids, j.Records)
	}
	return ids
}

// FrameOf is the frame of the areas of a tabulation.
func (c *Catalog) FrameOf(t *Tabulation) byblik.Frame {
	if s := c.Sources[t.Source]; s != nil {
		return s.Key.Frame
	}
	return t.Frame
}

// Fills is the id under which indicators find the columns of a tabulation.
func (t *Tabulation) Fills() string {
	if t.Source != "" {
		return t.Source
	}
	return t.ID
}

// makes says whether a tabulation makes a column.
func (t *Tabulation) makes(id string) bool {
	for i := range t.Columns {
		if slices.Contains(t.Columns[i].Makes(), id) {
			return true
		}
	}
	return false
}

// ClassOf is the class of figures that come from a source or, where no source
// has the id, are made by a tabulation: that of the records it counts.
func (c *Catalog) ClassOf(id string) SourceClass {
	if s := c.Sources[id]; s != nil {
		return s.Class
	}
	if t := c.Tabulations[id]; t != nil && c.Sources[t.Records] != nil {
		return c.Sources[t.Records].Class
	}
	return ""
}

// IsCount says whether a column, written source/column or tabulation/column,
// holds counts of units rather than sums, estimates and ready-made values.
func (c *Catalog) IsCount(ref string) bool {
	id, column, _ := strings.Cut(ref, "/")
	if s := c.Sources[id]; s != nil {
		col := s.Column(column)
		return col != nil && col.Kind == Count
	}
	if t := c.Tabulations[id]; t != nil {
		return slices.ContainsFunc(t.Columns, func(a Aggregate) bool {
			return a.ID == column && a.Sum == "" && a.FullTime == nil && a.Estimate == nil
		})
	}
	return false
}

// IsUnits says whether a source has one row per unit (person, dwelling,
// answer) rather than per area.
func (s *Source) IsUnits() bool { return s.Class == Microdata || s.Class == Survey }

// Column gives a column of a source by id, or nil.
func (s *Source) Column(id string) *Column {
	for i := range s.Columns {
		if s.Columns[i].ID == id {
			return &s.Columns[i]
		}
	}
	return nil
}
