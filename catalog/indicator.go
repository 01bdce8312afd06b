package catalog

import "byblik"

// Indicator defines one measured quantity per area and period. Either Value
// names a column that holds it ready made, or Numerator and Denominator name
// the counts (several columns are added); column references are written
// source/column. Base names the count that a ready-made share is a share of,
// so that it can be told in persons: numerator = value / Per · base. With Per 1
// the value may be a mean, and base the persons that it is a mean over.
type Indicator struct {
	ID          byblik.IndicatorID `yaml:"id" jsonschema:"required,pattern=^[a-z0-9][a-z0-9-]*$"`
	Version     int                `yaml:"version" jsonschema:"required,minimum=1"`
	Title       Text               `yaml:"title" jsonschema:"required"`
	Definition  Text               `yaml:"definition" jsonschema:"required"`
	Unit        Text               `yaml:"unit" jsonschema:"required"`
	Sample      *Sample            `yaml:"sample"` // with counts of answers: how the sample was drawn
	Direction   Direction          `yaml:"direction" jsonschema:"required,enum=higher_is_worse,enum=lower_is_worse,enum=neutral"`
	Value       string             `yaml:"value"`
	Base        string             `yaml:"base"` // with value: the count of persons that the share is a share of
	Numerator   []string           `yaml:"numerator"`
	Denominator []string           `yaml:"denominator"`
	Persons     Text               `yaml:"persons"`                                                             // who the numerator counts, in the plural: “residents with a low income”
	Per         float64            `yaml:"per" jsonschema:"minimum=0"`                                          // 100 for per cent (default), 1 for a share from 0 to 1
	ZeroOver    string             `yaml:"zero_over_zero" jsonschema:"enum=not_applicable,enum=0,enum=missing"` // "not_applicable" (default), "0" or "missing"
	Protected   []string           `yaml:"protected"`                                                           // traits it measures or contains: origin, ethnicity, language
	Decimals    *int               `yaml:"decimals"`                                                            // printed precision of a ready-made value
	Legal       Text               `yaml:"legal_basis"`
	First       string             `yaml:"first_period"`
	Notes       []Text             `yaml:"notes"`
}

// Sample says how much less an answer tells than one of a simple random sample:
// the design effect, the variance of a share over that of as many persons drawn
// at random (Kish, Survey Sampling, 1965, section 8.2). Intervals take it in.
type Sample struct {
	Effect   string  `yaml:"effect"`                          // reference to the column that holds it, such as the ID_deff of a tabulation
	Declared float64 `yaml:"declared" jsonschema:"minimum=0"` // what the publisher says, where no such column came; 0 = nothing
}

// Direction says which end is worse for the people who live there.
type Direction string

// The directions of an indicator.
const (
	HigherIsWorse Direction = "higher_is_worse"
	LowerIsWorse  Direction = "lower_is_worse"
	Neutral       Direction = "neutral" // a size, such as residents
)
