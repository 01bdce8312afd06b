package release

import (
	"time"

	"byblik"
	"byblik/catalog"
)

// Release is everything that one release says.
type Release struct {
	Manifest      Manifest
	Levels        []Level     // small areas first, the city last
	Indicators    []Indicator // by id
	Tables        []Table     // by indicator, then level in the order of Levels
	Screening     Screening
	Lists         Lists
	Geography     Geography
	Addresses     []Address // by street, number
	Playgrounds   []Spot
	Interventions []Intervention // by id
	Sources       []Source       // by id
	Births        []Birth        // by indicator, then period
	Protection    Protection
	Certificate   Certificate
	Noise         []Drawn  // of a release that is keyed by records, by column, then period
	Changes       []Change // published figures that differ from what an earlier release said
	Lacks         []Lack   // figures of larger places that leave small areas out
	Gaps          []Gap    // by indicator, of those that are published for the parts
	// Definitions are the files behind the figures: rule set, indicators,
	// sources and publication plan, by path below definitions/.
	Definitions map[string][]byte
	// Hash is the SHA-256 of manifest.json, which names the hashes of all
	// other files: it stands for the whole release.
	Hash string
}

// Manifest says which release this is, and lists its files.
type Manifest struct {
	Format   string        `json:"format"` // Format2, or Format1
	ID       string        `json:"id"`     // such as minby-2025-1: place, period, number of the release
	Place    catalog.Text  `json:"place"`
	Title    catalog.Text  `json:"title"`
	Invented bool          `json:"invented"`
	Period   byblik.Period `json:"-"`
	PeriodAs string        `json:"period"` // Period as text
	Frame    byblik.Frame  `json:"frame"`  // of the small areas
	Number   int           `json:"number"` // 1, 2, … for the same place and period
	Replaces string        `json:"replaces,omitempty"`
	// Reason says why a release replaces an earlier one.
	Reason *catalog.Text `json:"reason,omitempty"`
	Hour   time.Time     `json:"hour"`            // when it may become public, UTC
	Clock  string        `json:"clock,omitempty"` // time zone that hours are told in; empty: Europe/Copenhagen
	// Contact is who answers for the site of the city; nil: nobody said so.
	Contact *catalog.Contact `json:"contact,omitempty"`
	RuleSet string           `json:"rule_set"`
	// Run is the fingerprint of the decision run, PublicRun that of the run on
	// protected figures.
	Run       string `json:"run"`
	PublicRun string `json:"public_run"`
	Program   string `json:"program"`
	Recipe    Recipe `json:"recipe"`
	Files     []File `json:"files"` // by path; all but manifest.json
}

// Recipe is what a person chose for the release. With the program, the
// definitions, the deliveries and the key of the noise it makes the same bytes
// again.
type Recipe struct {
	Period   string     `json:"period,omitempty"`  // as asked for; empty: the newest complete one
	Within   string     `json:"within,omitempty"`  // authority code; empty: all areas
	Partial  bool       `json:"partial,omitempty"` // made although criteria lack data
	Seed     uint64     `json:"seed"`
	Stress   int        `json:"stress"` // plausible screenings
	Accepted []Accepted `json:"accepted,omitempty"`
	Earlier  []Earlier  `json:"earlier,omitempty"` // releases that this one was attacked together with, the oldest first
}

// Accepted is a check on data that somebody accepted, with the reason.
type Accepted struct {
	Check  string `json:"check"`
	Reason string `json:"reason"`
}

// Earlier is a release that was there before.
type Earlier struct {
	ID   string `json:"id"`
	Hash string `json:"hash"`
}

// Format2 is the format that this package writes. Format1, which it still reads,
// has formulas in English alone and does not tell by what its counts were drawn.
const (
	Format1 = "byblik-release/1"
	Format2 = "byblik-release/2"
)

// File is one file of a release.
type File struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// LevelID names a level of places.
type LevelID string

// The levels. Every place of a higher level is a union of small areas.
const (
	AreaLevel     LevelID = "area"     // small areas
	DistrictLevel LevelID = "district" // districts (bydele)
	ZoneLevel     LevelID = "zone"     // zones (udsatte byområder) of the decision
	PartLevel     LevelID = "part"     // two places: designated and rest
	CityLevel     LevelID = "city"     // one place: city
)

// The places of PartLevel and CityLevel.
const (
	Designated = "designated" // all zones together
	RestOfCity = "rest"       // the city without them
	City       = "city"
)

// Level is a kind of place, with its places in a fixed order.
type Level struct {
	ID     LevelID      `json:"id"`
	One    catalog.Text `json:"one"`  // “district”
	Many   catalog.Text `json:"many"` // “districts”
	Places []Place      `json:"places"`
}

// Place is one place of a level.
type Place struct {
	Code     string       `json:"code"` // official code; zone id for zones
	Name     catalog.Text `json:"name"` // may be the same in both languages
	District string       `json:"district,omitempty"`
	Zone     string       `json:"zone,omitempty"` // id of the zone that an area is a member of
	// Homes is the band of households that decides how much is published:
	// 0–19 nothing but residents, 20–49 key figures, 50–99 few classes, 100–149
	// no series, from 150 series.
	Homes string `json:"homes,omitempty"`
}

// Indicator is what a table measures, in the words of its definition.
type Indicator struct {
	ID          byblik.IndicatorID `json:"id"`
	Version     int                `json:"version"`
	Kind        Kind               `json:"kind"`
	Title       catalog.Text       `json:"title"`
	Definition  catalog.Text       `json:"definition"`
	Unit        catalog.Text       `json:"unit"`
	Direction   catalog.Direction  `json:"direction"`
	Decimals    int                `json:"decimals"` // printed on pages; files carry the same
	Per         float64            `json:"per"`      // 100 for per cent
	Numerator   []string           `json:"numerator,omitempty"`
	Denominator []string           `json:"denominator,omitempty"`
	Persons     catalog.Text       `json:"persons"`             // who the numerator counts
	Criterion   string             `json:"criterion,omitempty"` // criterion of the screening that it belongs to
	Goal        string             `json:"goal,omitempty"`      // 1a … 2c
	Limits      []float64          `json:"limits"`              // limits between the map's classes, ascending; the same in every release
	Levels      []LevelID          `json:"levels"`              // at which it is published
	Class       string             `json:"class"`               // of its sources: public, restricted, microdata, survey
	Sources     []string           `json:"sources"`
	Legal       catalog.Text       `json:"legal_basis"`
	Notes       []catalog.Text     `json:"notes,omitempty"`
}

// Kind says what the values of an indicator are.
type Kind string

// The kinds of value.
const (
	Count    Kind = "count"    // persons or things
	Share    Kind = "share"    // numerator over denominator, both counts
	Mean     Kind = "mean"     // of an amount over the persons of the denominator; without one, a ready-made figure
	Estimate Kind = "estimate" // of a survey, with an interval
)

// Table holds one indicator at one level: periods × places, places in the
// order of the level. Numerator and Denominator are nil where there are none.
// Low and High bound the 95 per cent interval, NaN where there is none: of a
// survey estimate its sampling error, of a share both chance in small numbers
// and the rounding that protects it.
type Table struct {
	Indicator   byblik.IndicatorID
	Level       LevelID
	Periods     []byblik.Period // oldest first
	Value       [][]byblik.Cell
	Numerator   [][]byblik.Cell
	Denominator [][]byblik.Cell
	Low, High   [][]float64
	Trend       []Trend // per place, over all periods
}

// Trend is the word that the published rule finds for a series.
type Trend string

// The trend words. Steady means that the series is long and precise enough to
// say that nothing moved; Unclear that it is not.
const (
	Rising  Trend = "rising"
	Falling Trend = "falling"
	Steady  Trend = "steady"
	Unclear Trend = "unclear"
)

// Lack says that a count of a larger place leaves out small areas that have no
// figure of it. Part of the name is numerator or denominator; empty for a
// count.
type Lack struct {
	Figure FigureID
	Areas  []string // codes, sorted
}

// Change is a figure that differs from what the last release before said of
// the same place in the same borders.
type Change struct {
	Figure FigureID    `json:"figure"`
	Before byblik.Cell `json:"-"`
	After  byblik.Cell `json:"-"`
}

// Gap is the difference between the designated areas together and the rest of
// the city without them (efterslæb), one entry per period. Points are
// designated − rest, in the unit of the indicator; Ratio is designated / rest.
// NaN where it is not known.
type Gap struct {
	Indicator byblik.IndicatorID
	Periods   []byblik.Period
	Points    []Between
	Ratio     []Between
	Trend     Trend // of the points
}

// Between is a value with its 95 per cent interval.
type Between struct{ Value, Low, High float64 }
