package compile

import (
	"math"
	"slices"

	"byblik"
	"byblik/disclose"
	"byblik/release"
)

// orders tells the attack in which order the rows of a release's tables stand:
// those of the figures by place, of the criteria by area, of the zones and of
// their members, of groups that are too small, and of neighbours.
func (p *Past) orders(k int) []disclose.Order {
	r := p.releases[k]
	names := namesIn(r)
	var out []disclose.Order
	add := func(name string, x *release.Indicator, level release.LevelID, codes []string) {
		t := r.Table(x.ID, level)
		if t == nil || len(t.Periods) == 0 || len(codes) == 0 || x.Kind == release.Mean {
			return
		}
		o := disclose.Order{Name: name, Names: names.of(level, codes)}
		for _, code := range codes {
			o.Figures = append(o.Figures, p.ordered(k, x, level, code, t.Periods[len(t.Periods)-1]))
		}
		out = append(out, o)
	}
	for i := range r.Indicators {
		x := &r.Indicators[i]
		for _, l := range x.Levels {
			var codes []string
			for _, place := range r.Level(l).Places {
				codes = append(codes, place.Code)
			}
			add("figures/"+string(x.ID)+".csv", x, l, codes)
		}
	}
	var areas []string
	for _, a := range r.Screening.Areas {
		areas = append(areas, a.Area.Code)
	}
	for i := range r.Screening.Criteria {
		if x := single(r, i); x != nil {
			add("screening/criteria.csv", x, release.AreaLevel, areas)
		}
	}
	if x := r.Indicator(r.Screening.Residents); x != nil {
		var zones []string
		for _, z := range r.Screening.Zones {
			zones = append(zones, z.ID)
			var members []string
			for _, m := range z.Members {
				members = append(members, m.Area.Code)
			}
			add("screening/members.csv", x, release.AreaLevel, members)
		}
		add("screening/zones.csv", x, release.ZoneLevel, zones)
		var first []string
		for _, group := range r.Screening.TooSmall {
			var codes []string
			for _, a := range group {
				codes = append(codes, a.Code)
			}
			first = append(first, codes[0])
			add("screening/too_small.csv", x, release.AreaLevel, codes)
		}
		add("screening/too_small.csv", x, release.AreaLevel, first)
		for _, a := range r.Screening.Areas {
			add("screening/areas.csv borders", x, release.AreaLevel, a.Borders)
		}
	}
	return out
}

// names are what rows can stand in the order of without telling anything.
type names struct {
	danish map[release.LevelID]map[string]string // name of a place, by code
	first  map[string]string                     // first small area of a zone, by its id
}

func namesIn(r *release.Release) names {
	n := names{danish: map[release.LevelID]map[string]string{}, first: map[string]string{}}
	for _, l := range r.Levels {
		n.danish[l.ID] = map[string]string{}
		for _, place := range l.Places {
			n.danish[l.ID][place.Code] = place.Name.Da
		}
	}
	for _, a := range r.Screening.Areas {
		if first, ok := n.first[a.Zone]; !ok || a.Area.Code < first {
			n.first[a.Zone] = a.Area.Code
		}
	}
	return n
}

// of gives the codes of places, their Danish names and, of zones, the first
// small area of each.
func (n names) of(level release.LevelID, codes []string) [][]string {
	danish, first := make([]string, len(codes)), make([]string, len(codes))
	for i, code := range codes {
		danish[i], first[i] = n.danish[level][code], n.first[code]
	}
	if level != release.ZoneLevel {
		return [][]string{codes, danish}
	}
	return [][]string{codes, danish, first}
}

// ordered names the counts behind a figure.
func (p *Past) ordered(k int, x *release.Indicator, level release.LevelID, code string, t byblik.Period) disclose.Ordered {
	f := release.FigureID{Indicator: x.ID, Level: level, Place: code, Period: t}
	o := disclose.Ordered{Numerator: p.figureOf(k, x, f)}
	if x.Kind == release.Share {
		f.Part = "denominator"
		d := p.figureOf(k, x, f)
		o.Denominator = &d
	}
	return o
}

// classes tells the attack in which class each figure lies by what a release
// says of it: the map's classes by the printed value, and the bands of criteria. A printed limit is rounded: what lies closer to it
// than that is left out.
func (p *Past) classes(k int) []disclose.Classed {
	r := p.releases[k]
	var out []disclose.Classed
	for i := range r.Tables {
		t := &r.Tables[i]
		x := r.Indicator(t.Indicator)
		if len(x.Limits) == 0 || x.Kind == release.Mean {
			continue
		}
		for j, when := range t.Periods {
			for n, place := range r.Level(t.Level).Places {
				if v := t.Value[j][n]; v.Status() == byblik.OK && apart(v.Float(), x.Limits, unit(x.Decimals)) {
					out = append(out, disclose.Classed{Of: p.ordered(k, x, t.Level, place.Code, when), Per: per(x), Limits: x.Limits, Class: disclose.Class(v, x.Limits)})
				}
			}
		}
	}
	return append(out, p.bands(k)...)
}

// bands are the classes of areas by the limits of the screening's criteria.
func (p *Past) bands(k int) []disclose.Classed {
	r := p.releases[k]
	var out []disclose.Classed
	for i := range r.Screening.Criteria {
		c, x := &r.Screening.Criteria[i], single(r, i)
		if x == nil || x.Kind == release.Mean || !c.Data || c.LimitZ == 0 || !(c.SD > 0) {
			continue
		}
		way := math.Copysign(1, (c.Limit-c.City)*c.LimitZ)
		limits, classes := []float64{}, []release.Band{release.NotMetFar, release.NotMetClose, release.MetClose, release.MetFar}
		for _, z := range []float64{c.LimitZ - closeZ, c.LimitZ, c.LimitZ + closeZ} {
			limits = append(limits, c.City+way*z*c.SD)
		}
		if way < 0 {
			slices.Reverse(limits)
			slices.Reverse(classes)
		}
		for _, a := range r.Screening.Areas {
			f := &a.Criteria[i]
			if f.Status == byblik.OK && apart(f.Value, limits, 2*unit(x.Decimals)) {
				out = append(out, disclose.Classed{Of: p.ordered(k, x, release.AreaLevel, a.Area.Code, r.Manifest.Period), Per: per(x), Limits: limits, Class: slices.Index(classes, f.Band)})
			}
		}
	}
	return out
}

// single is the one indicator that a criterion rests on; nil if it rests on
// several or on none that is published.
func single(r *release.Release, criterion int) *release.Indicator {
	of := r.Screening.Criteria[criterion].Indicators
	if len(of) != 1 {
		return nil
	}
	return r.Indicator(of[0])
}

// unit is one in the last of so many decimals.
func unit(decimals int) float64 { return math.Pow10(-decimals) }

// apart says that a value lies farther from every limit than rounding may have
// moved either.
func apart(v float64, limits []float64, by float64) bool {
	return !slices.ContainsFunc(limits, func(l float64) bool { return math.Abs(v-l) <= by })
}

func per(x *release.Indicator) float64 {
	if x.Kind == release.Share {
		return x.Per
	}
	return 1
}
