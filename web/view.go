package web

import (
	"time"

	"byblik"
	"byblik/release"
)

// view is a release with what is looked up in it. It is made once and never
// changes.
type view struct {
	*release.Release
	place      map[release.LevelID]map[string]int // place by level and code
	tables     map[tableKey]*release.Table
	birth      map[birthKey]*release.Birth
	source     map[string]*release.Source
	zoneAt     map[string]int // zone by id, in Screening.Zones
	found      *finder        // search
	stripTicks []string       // of each criterion, for the strip
	// The city on the small map.
	small                                              projection
	smallDistricts, smallZones, smallWater, smallRails []string
	ground                                             *ground                  // the city on the large map
	lacks                                              map[release.FigureID]int // small areas that a figure leaves out
	cache                                              *cache
	opened                                             time.Time      // from which it is public
	clock                                              *time.Location // that hours are told by
}

type tableKey struct {
	indicator byblik.IndicatorID
	level     release.LevelID
}

type birthKey struct {
	indicator byblik.IndicatorID
	period    string
}

func newView(r *release.Release, opened time.Time) *view {
	v := &view{
		Release: r,
		place:   map[release.LevelID]map[string]int{},
		tables:  map[tableKey]*release.Table{},
		birth:   map[birthKey]*release.Birth{},
		source:  map[string]*release.Source{},
		zoneAt:  map[string]int{},
		cache:   newCache(cacheBytes),
		opened:  opened,
		clock:   clockOf(r.Manifest.Clock),
	}
	for _, l := range r.Levels {
		m := map[string]int{}
		for i, p := range l.Places {
			m[p.Code] = i
		}
		v.place[l.ID] = m
	}
	for i := range r.Tables {
		t := &r.Tables[i]
		v.tables[tableKey{t.Indicator, t.Level}] = t
	}
	for i := range r.Births {
		b := &r.Births[i]
		v.birth[birthKey{b.Indicator, b.Period}] = b
	}
	for i := range r.Sources {
		v.source[r.Sources[i].ID] = &r.Sources[i]
	}
	for i, z := range r.Screening.Zones {
		v.zoneAt[z.ID] = i
	}
	v.found = newFinder(r)
	v.drawSmall()
	v.ground = newGround(&r.Geography)
	v.lacks = map[release.FigureID]int{}
	for _, l := range r.Lacks {
		f := l.Figure
		f.Part = ""
		v.lacks[f] = max(v.lacks[f], len(l.Areas))
	}
	for k := range r.Screening.Criteria {
		v.stripTicks = append(v.stripTicks, v.ticks(k))
	}
	return v
}

// drawSmall draws what every small map shows.
func (v *view) drawSmall() {
	g := &v.Geography
	v.small = projectionOf(g.Areas, locatorWidth, 8)
	for _, s := range g.Districts {
		v.smallDistricts = append(v.smallDistricts, v.small.path(s))
	}
	if len(g.Districts) == 0 && len(g.Areas) > 0 {
		v.smallDistricts = []string{boundary(simplify(v.small.at, mapThin, g.Areas)[0]).path()}
	}
	for _, s := range g.Zones {
		v.smallZones = append(v.smallZones, v.small.path(s))
	}
	for _, c := range g.Context {
		if c.Kind == "water" && c.Shape != nil {
			v.smallWater = append(v.smallWater, v.small.path(c.Shape))
		}
		if c.Kind == "rail" && c.Line != nil {
			v.smallRails = append(v.smallRails, v.small.line(c.Line))
		}
	}
}

// at gives the position of a place at a level, and whether it exists.
func (v *view) at(level release.LevelID, code string) (int, bool) {
	i, ok := v.place[level][code]
	return i, ok
}

// places gives the places of a level; none if the release lacks the level.
func (v *view) places(level release.LevelID) []release.Place {
	if l := v.Level(level); l != nil {
		return l.Places
	}
	return nil
}

// table gives the figures of an indicator at a level, or nil.
func (v *view) table(id byblik.IndicatorID, level release.LevelID) *release.Table {
	return v.tables[tableKey{id, level}]
}

// cell gives one figure and its interval (NaN where there is none). What the
// release does not hold is missing.
func (v *view) cell(f release.FigureID) (c byblik.Cell, low, high float64, ok bool) {
	t := v.table(f.Indicator, f.Level)
	p, known := v.at(f.Level, f.Place)
	if t == nil || !known {
		return byblik.CellWithout(byblik.Missing), nan, nan, false
	}
	for i, period := range t.Periods {
		if period != f.Period {
			continue
		}
		values := t.Value
		switch f.Part {
		case "numerator":
			values = t.Numerator
		case "denominator":
			values = t.Denominator
		}
		if values == nil {
			return byblik.CellWithout(byblik.Missing), nan, nan, false
		}
		low, high = nan, nan
		if f.Part == "" && t.Low != nil {
			low, high = t.Low[i][p], t.High[i][p]
		}
		return values[i][p], low, high, true
	}
	return byblik.CellWithout(byblik.Missing), nan, nan, false
}

// latest gives the newest figure of a place, NaN interval where there is none.
func (v *view) latest(id byblik.IndicatorID, level release.LevelID, place int) (c byblik.Cell, period byblik.Period, ok bool) {
	t := v.table(id, level)
	if t == nil || len(t.Periods) == 0 || place < 0 {
		return byblik.CellWithout(byblik.Missing), byblik.Period{}, false
	}
	last := len(t.Periods) - 1
	return t.Value[last][place], t.Periods[last], true
}
