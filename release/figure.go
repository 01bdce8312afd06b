package release

import (
	"fmt"
	"strings"

	"byblik"
)

// FigureID names one figure for good.
type FigureID struct {
	Indicator byblik.IndicatorID
	Level     LevelID
	Place     string
	Period    byblik.Period
	Part      string // "", "numerator" or "denominator"
}

// String writes indicator.level.place.period, with .numerator or .denominator
// for a count behind it.
func (f FigureID) String() string {
	s := string(f.Indicator) + "." + string(f.Level) + "." + f.Place + "." + f.Period.String()
	if f.Part != "" {
		s += "." + f.Part
	}
	return s
}

// ParseFigureID reads what String writes. No part of a name holds a point.
func ParseFigureID(s string) (FigureID, error) {
	bad := fmt.Errorf("figure %q: expected indicator.level.place.period, such as minby-low-income.area.017.2025", s)
	parts := strings.Split(s, ".")
	if len(parts) != 4 && len(parts) != 5 {
		return FigureID{}, bad
	}
	t, err := byblik.ParsePeriod(parts[3])
	if err != nil || parts[0] == "" || parts[1] == "" || parts[2] == "" {
		return FigureID{}, bad
	}
	f := FigureID{Indicator: byblik.IndicatorID(parts[0]), Level: LevelID(parts[1]), Place: parts[2], Period: t}
	if len(parts) == 5 {
		if f.Part = parts[4]; f.Part != "numerator" && f.Part != "denominator" {
			return FigureID{}, bad
		}
	}
	return f, nil
}

// MarshalText writes the name.
func (f FigureID) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads the name.
func (f *FigureID) UnmarshalText(text []byte) (err error) {
	*f, err = ParseFigureID(string(text))
	return err
}

// Level gives a level by id, or nil.
func (r *Release) Level(id LevelID) *Level {
	for i := range r.Levels {
		if r.Levels[i].ID == id {
			return &r.Levels[i]
		}
	}
	return nil
}

// Indicator gives an indicator by id, or nil.
func (r *Release) Indicator(id byblik.IndicatorID) *Indicator {
	for i := range r.Indicators {
		if r.Indicators[i].ID == id {
			return &r.Indicators[i]
		}
	}
	return nil
}

// Table gives the figures of an indicator at a level, or nil.
func (r *Release) Table(id byblik.IndicatorID, level LevelID) *Table {
	for i := range r.Tables {
		if t := &r.Tables[i]; t.Indicator == id && t.Level == level {
			return t
		}
	}
	return nil
}
