package lists

import (
	"cmp"
	"fmt"
	"slices"

	"byblik"
)

// Frame is the frame of housing areas: they are neither small areas nor zones.
const Frame byblik.Frame = "boligomraade"

// HousingArea is a boligområde (§ 61 a, stk. 3): connected parcels that social
// housing departments owned in 2010, with at least 1,000 residents together.
type HousingArea struct {
	Code         byblik.AreaCode
	Name         string
	Municipality string
	Region       string     // one of the five regions, as references name it
	Base2010     bool       // on the list of areas that had 1,000 residents in 2010
	Years        []AreaYear // ascending, each year once
	editions     []AreaYear // as delivered, by year and day: see Delivery.AsKnown
}

// AreaYear holds what describes a housing area in one calendar year; residents
// and origin are those of 1 January. A list of 1 December Y uses residents and
// origin of Y, everything else of the years before.
type AreaYear struct {
	Year      int
	Residents Amount
	Labour    Figure // 18–64 outside labour market and education, full-time persons
	Convicted Figure // convicted under straffeloven, våbenloven or lov om euforiserende stoffer
	Education Figure // 30–59 with only grundskole
	// EducationUnknown counts persons with unknown education inside
	// Education.Of; the 2014 rules count them as only grundskole. Zero where
	// nothing is known of them.
	EducationUnknown float64
	Origin           Figure // immigrants and descendants from non-Western countries, as the law says
	Income           Amount // mean gross income of taxpayers 15–64, kroner
	Taxpayers        Amount // how many they are; asked of small units alone
	Known            string // the day on which this became known, as 2023-04-01; empty if not on file
	Line             int    // line of the file; 0 if made otherwise
}

// Amount is a number that may be missing. The zero value is missing.
type Amount struct {
	Value float64
	Known bool
}

// AmountOf is a known amount.
func AmountOf(v float64) Amount { return Amount{Value: v, Known: true} }

// FigureKind says how a share is known.
type FigureKind uint8

// The ways to know a share. The zero value is missing.
const (
	MissingFigure   FigureKind = iota
	CountedFigure              // a count and its denominator: exact
	PublishedFigure            // a printed percentage, rounded to its decimals
)

// Figure is a share of persons: a count with its denominator, or a printed
// percentage, whose denominator may be known as well (Of above zero). It keeps
// its numbers from printers, as byblik.Raw does, because small counts are
// persons.
type Figure struct {
	Kind     FigureKind
	Count    float64 // counted: persons; full-time persons may have decimals
	Of       float64 // denominator; 0 if not known
	Percent  float64 // published
	Decimals int     // published: decimals as printed
}

// Counted is the figure of n persons of d.
func Counted(n, d float64) Figure { return Figure{Kind: CountedFigure, Count: n, Of: d} }

// Published is a printed percentage; of is its denominator or 0.
func Published(percent float64, decimals int, of float64) Figure {
	return Figure{Kind: PublishedFigure, Percent: percent, Decimals: decimals, Of: of}
}

// Share gives the share in per cent, as near as a float64 comes; false where
// the figure is missing. It is for display and for models; what is met is
// decided exactly.
func (f Figure) Share() (float64, bool) {
	switch {
	case f.Kind == CountedFigure && f.Of > 0:
		return 100 * f.Count / f.Of, true
	case f.Kind == PublishedFigure:
		return f.Percent, true
	}
	return 0, false
}

// Format hides the numbers from every verb of fmt.
func (f Figure) Format(s fmt.State, _ rune) { _, _ = s.Write([]byte("[figure]")) }

// Year gives what is known of a year, or nil.
func (a *HousingArea) Year(y int) *AreaYear {
	if i, ok := a.at(y); ok {
		return &a.Years[i]
	}
	return nil
}

func (a *HousingArea) at(y int) (int, bool) {
	return slices.BinarySearchFunc(a.Years, y, func(x AreaYear, y int) int { return cmp.Compare(x.Year, y) })
}

// With gives a copy of the area in which one year is put in or replaced; the
// area itself stays as it is.
func (a *HousingArea) With(y AreaYear) *HousingArea {
	b := *a
	b.Years = slices.Clone(a.Years)
	if i, ok := b.at(y.Year); ok {
		b.Years[i] = y
	} else {
		b.Years = slices.Insert(b.Years, i, y)
	}
	return &b
}
