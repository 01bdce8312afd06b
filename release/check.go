package release

import (
	"fmt"
	"io/fs"
	"strings"
	"unicode"

	"byblik"
)

// isName tells whether a text may name a file, a part of an address and a part
// of a figure's name: letters, digits, hyphens and underscores.
func isName(s string) bool {
	return s != "" && strings.IndexFunc(s, func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '-' && c != '_'
	}) < 0
}

// isCode tells whether a text may be the code of a place: no point, which parts
// the names of figures, no slash, no blank and no control character.
func isCode(s string) bool {
	return s != "" && strings.IndexFunc(s, func(c rune) bool {
		return unicode.IsSpace(c) || unicode.IsControl(c) || strings.ContainsRune("./\\", c) || c == unicode.ReplacementChar
	}) < 0
}

// check refuses slices that do not fit together and names that would not
// stand: a fault of the caller must not become a shifted row.
func (r *Release) check() error {
	if !isName(r.Manifest.ID) {
		return fmt.Errorf("release: id %q: expected letters, digits and hyphens, such as minby-2025-1", r.Manifest.ID)
	}
	for name := range r.Definitions {
		if !fs.ValidPath(name) || name == "." {
			return fmt.Errorf("release: definition %q: expected a path below %s", name, definitionsFolder)
		}
	}
	for _, f := range []func() error{r.checkLevels, r.checkTables, r.checkFindings, r.checkBorders} {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

func (r *Release) checkLevels() error {
	if r.Level(AreaLevel) == nil {
		return fmt.Errorf("release: no level %s", AreaLevel)
	}
	for i := range r.Levels {
		l := &r.Levels[i]
		if !isName(string(l.ID)) || r.Level(l.ID) != l {
			return fmt.Errorf("release: level %q: expected letters, digits and hyphens, each level once", l.ID)
		}
		there := map[string]bool{}
		for _, p := range l.Places {
			if !isCode(p.Code) || there[p.Code] {
				return fmt.Errorf("release: place code %q of level %s: expected a text without points, slashes and blanks, each once", p.Code, l.ID)
			}
			there[p.Code] = true
		}
	}
	return nil
}

func (r *Release) checkTables() error {
	for _, x := range r.Noise {
		if n := len(r.Level(AreaLevel).Places); len(x.Masked) != n {
			return fmt.Errorf("release: %d keys of %s in %s: expected one for each of %d small areas", len(x.Masked), x.Column, x.Period, n)
		}
	}
	for i := range r.Indicators {
		if x := &r.Indicators[i]; !isName(string(x.ID)) || r.Indicator(x.ID) != x {
			return fmt.Errorf("release: indicator %q: expected letters, digits and hyphens, each indicator once", x.ID)
		}
	}
	for i := range r.Tables {
		t := &r.Tables[i]
		if r.Table(t.Indicator, t.Level) != t {
			return fmt.Errorf("release: the table of %s at %s is there twice", t.Indicator, t.Level)
		}
		if err := t.check(r); err != nil {
			return err
		}
	}
	return nil
}

func (r *Release) checkFindings() error {
	places := r.Level(AreaLevel).Places
	if n := len(r.Screening.Areas); n != 0 && n != len(places) {
		return fmt.Errorf("release: %d findings for %d areas", n, len(places))
	}
	for i := range r.Screening.Areas {
		if x := &r.Screening.Areas[i]; x.Area.Code != places[i].Code || len(x.Criteria) != len(r.Screening.Criteria) {
			return fmt.Errorf("release: finding %d is of %s with %d criteria", i, x.Area, len(x.Criteria))
		}
	}
	return nil
}

// checkBorders wants borders of every place of a level, or of none.
func (r *Release) checkBorders() error {
	g := &r.Geography
	for _, x := range []struct {
		level  LevelID
		shapes []byblik.MultiPolygon
	}{{AreaLevel, g.Areas}, {DistrictLevel, g.Districts}, {ZoneLevel, g.Zones}} {
		if x.shapes == nil {
			continue
		}
		if l := r.Level(x.level); l == nil || len(l.Places) != len(x.shapes) {
			return fmt.Errorf("release: %d borders of level %s: expected one for each of its places", len(x.shapes), x.level)
		}
	}
	return nil
}

func (t *Table) check(r *Release) error {
	l, x := r.Level(t.Level), r.Indicator(t.Indicator)
	if l == nil || x == nil {
		return fmt.Errorf("release: a table of %s at %s, which the release does not have", t.Indicator, t.Level)
	}
	name := fmt.Sprintf("release: the table of %s at %s", t.Indicator, t.Level)
	for k := 1; k < len(t.Periods); k++ {
		if t.Periods[k].Compare(t.Periods[k-1]) <= 0 {
			return fmt.Errorf("%s has %s after %s", name, t.Periods[k], t.Periods[k-1])
		}
	}
	if x.Kind == Share && len(l.Places) > 0 && (t.Numerator == nil || t.Denominator == nil) {
		return fmt.Errorf("%s is of a share and has no counts", name)
	}
	fits := isGrid(t.Value, t, l) && isGrid(t.Low, t, l) && isGrid(t.High, t, l) &&
		(t.Numerator == nil || isGrid(t.Numerator, t, l)) && (t.Denominator == nil || isGrid(t.Denominator, t, l))
	if !fits || len(t.Trend) != len(l.Places) {
		return fmt.Errorf("%s is not %d periods × %d places", name, len(t.Periods), len(l.Places))
	}
	return nil
}

// isGrid tells whether figures are laid out as periods × places.
func isGrid[T any](grid [][]T, t *Table, l *Level) bool {
	for _, row := range grid {
		if len(row) != len(l.Places) {
			return false
		}
	}
	return len(grid) == len(t.Periods)
}
