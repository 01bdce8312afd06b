package web

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"byblik"
	"byblik/release"
)

// screeningValue is the value of v that shows how many criteria are met.
const screeningValue = "screening"

// The layers that can be laid over the map, in drawing order. Without a choice
// the zones are shown; the word none is the choice of nothing.
var mapLayers = []string{"zones", "housing", "playgrounds", "interventions"}

// mapQuery are the parameters of the map: v what it shows, t the period, n the
// level, d one district, k one class, s the order of the table, l the layers.
// The form sends was, what it showed: its answer is a redirect to the address
// that holds the view and nothing else.
var mapQuery = []string{"v", "t", "n", "d", "k", "s", "l", "was"}

// mapAsked is what the address of a map asks for, checked.
type mapAsked struct {
	indicator *release.Indicator // nil: the screening
	period    byblik.Period
	periods   []byblik.Period
	level     release.LevelID
	district  string
	only      string // class
	sort      string
	layers    []string
}

// cleaned is the address for what the form of the map sent. Choices that say
// nothing are left out; if another indicator was chosen, so are the period,
// the level and the class, which it may not have.
func (r *request) cleaned() string {
	kept := url.Values{}
	for k, v := range r.query {
		kept[k] = v
	}
	kept.Del("was")
	if r.query.Get("was") != kept.Get("v") {
		kept.Del("k")
		if t := r.table(byblik.IndicatorID(kept.Get("v")), release.LevelID(kept.Get("n"))); t == nil {
			kept.Del("n")
			kept.Del("t")
		} else if !slices.ContainsFunc(t.Periods, func(p byblik.Period) bool { return p.String() == kept.Get("t") }) {
			kept.Del("t")
		}
	}
	layers := slices.DeleteFunc(slices.Clone(kept["l"]), func(l string) bool { return l == "none" })
	switch {
	case len(layers) == 1 && layers[0] == "zones":
		kept.Del("l")
	case len(layers) > 0:
		kept["l"] = layers
	}
	for k, usual := range map[string]string{"v": screeningValue, "n": string(release.AreaLevel), "s": "name"} {
		if kept.Get(k) == usual {
			kept.Del(k)
		}
	}
	return r.mapAt(kept)
}

// readMap checks the parameters of a map. What the release does not have is
// refused, never replaced by something else.
func (r *request) readMap() (*mapAsked, error) {
	q := &mapAsked{level: release.LevelID(r.query.Get("n")), district: r.query.Get("d"), only: r.query.Get("k"), sort: r.query.Get("s")}
	v := r.query.Get("v")
	if q.level == "" {
		q.level = r.finest(byblik.IndicatorID(v))
	}
	if q.level != release.AreaLevel && q.level != release.DistrictLevel {
		return nil, invalid("n", string(q.level), "area or district")
	}
	if v != "" && v != screeningValue {
		if q.indicator = r.Indicator(byblik.IndicatorID(v)); q.indicator == nil {
			return nil, notFound("indicator")
		}
		t := r.table(q.indicator.ID, q.level)
		if t == nil || len(t.Periods) == 0 {
			return nil, notFound("figures of the indicator at the level")
		}
		q.periods = t.Periods
	} else if q.level != release.AreaLevel {
		return nil, invalid("n", string(q.level), "area: only small areas are screened")
	} else {
		q.periods = []byblik.Period{r.Manifest.Period}
	}
	q.period = q.periods[len(q.periods)-1]
	if t := r.query.Get("t"); t != "" {
		at := slices.IndexFunc(q.periods, func(p byblik.Period) bool { return p.String() == t })
		if at < 0 {
			return nil, notFound("period")
		}
		q.period = q.periods[at]
	}
	if _, ok := r.at(release.DistrictLevel, q.district); q.district != "" && !ok {
		return nil, notFound("district")
	}
	if q.sort == "" {
		q.sort = "name"
	}
	if !slices.Contains([]string{"name", "district", "high", "low"}, q.sort) {
		return nil, invalid("s", q.sort, "name, district, high or low")
	}
	return q, r.readLayers(q)
}

// mapLevels are the levels that a map can show, the finest first.
var mapLevels = []release.LevelID{release.AreaLevel, release.DistrictLevel}

// finest is the finest level at which an indicator can be drawn: the small
// areas, unless it is published for districts only.
func (v *view) finest(id byblik.IndicatorID) release.LevelID {
	for _, l := range mapLevels {
		if v.table(id, l) != nil {
			return l
		}
	}
	return release.AreaLevel
}

func (r *request) readLayers(q *mapAsked) error {
	asked, chosen := r.query["l"]
	if !chosen {
		q.layers = []string{"zones"}
	}
	for _, l := range asked {
		if l != "none" && !slices.Contains(mapLayers, l) {
			return invalid("l", l, strings.Join(mapLayers, ", ")+" or none")
		}
		if l != "none" && !slices.Contains(q.layers, l) {
			q.layers = append(q.layers, l)
		}
	}
	return nil
}

// mapPlace is one place on the map and in the table.
type mapPlace struct {
	Code, Name string
	Href       string // page of the place
	Value      string // printed
	ValueHref  string // certificate
	Range      string
	District   string
	Zone       string
	Class      string // id of the class or state
	ClassText  string
	Tone       string // shade, or pattern of the state
	Label      string // for those who listen
	D          string // path
	Out        bool   // no figure
	Faded      bool   // outside the filter

	number float64
	figure figureJSON
}

// mapMade is a map with its classes and places, before it is drawn.
type mapMade struct {
	*mapAsked
	scale
	title, unit, what string
	decimals          int
	places            []mapPlace // in the order of the keyboard: by district, then name
	city              byblik.Cell
	cityHref          string
	legend            []legendRow
}

// legendRow is a class or a state with the number of its places.
type legendRow struct {
	ID, Text, Tone string
	Out            bool // a state
	Count          int
	Href           string // the map with only this class
	Here           bool   // chosen
	City           string // the city's value, in its class
}

// makeMap finds the figure and the class of every place.
func (r *request) makeMap() (*mapMade, error) {
	q, err := r.readMap()
	if err != nil {
		return nil, err
	}
	m := &mapMade{mapAsked: q, city: byblik.CellWithout(byblik.NotApplicable)}
	if q.indicator == nil {
		r.fillScreening(m)
	} else {
		r.fillIndicator(m)
	}
	if q.only != "" && !slices.ContainsFunc(m.legend, func(l legendRow) bool { return l.ID == q.only }) {
		return nil, notFound("class")
	}
	for i := range m.places {
		p := &m.places[i]
		p.Faded = q.district != "" && r.districtOf(q.level, p.Code) != q.district || q.only != "" && p.Class != q.only
	}
	return m, nil
}

// districtOf is the district of a place: itself, for a district.
func (r *request) districtOf(level release.LevelID, code string) string {
	if level == release.DistrictLevel {
		return code
	}
	if i, ok := r.at(level, code); ok {
		return r.places(level)[i].District
	}
	return ""
}

// mapOrder is the order of the keyboard: by district, then name.
func (r *request) mapOrder(level release.LevelID) []int {
	places := r.places(level)
	return r.sorted(len(places), func(i int) string {
		if level == release.DistrictLevel {
			return r.in(places[i].Name)
		}
		return r.districtName(places[i].District) + "\x00" + r.in(places[i].Name)
	})
}

// newPlace begins place i of a level.
func (r *request) newPlace(level release.LevelID, i int) mapPlace {
	p := r.places(level)[i]
	m := mapPlace{Code: p.Code, Name: r.in(p.Name), Zone: r.zoneName(p.Zone)}
	if level == release.AreaLevel {
		m.Href, m.District = r.Link("area", p.Code), r.districtName(p.District)
	} else {
		m.Href = r.Link("map", "v", r.query.Get("v"), "t", r.query.Get("t"), "d", p.Code)
	}
	if paths := r.ground.path[level]; i < len(paths) {
		m.D = paths[i]
	}
	return m
}

// fillIndicator fills a map of an indicator.
func (r *request) fillIndicator(m *mapMade) {
	ind := m.indicator
	m.scale, m.decimals, m.unit, m.what = r.scaleOf(ind), ind.Decimals, r.in(ind.Unit), string(ind.ID)
	m.title = r.in(ind.Title)
	at := slices.Index(m.periods, m.period)
	for _, i := range r.mapOrder(m.level) {
		p := r.newPlace(m.level, i)
		p.figure = r.figuresOf(ind, m.level, p.Code)[at]
		p.number = float64(p.figure.Value)
		p.Out = math.IsNaN(p.number)
		p.ValueHref = r.figureHref(release.FigureID{Indicator: ind.ID, Level: m.level, Place: p.Code, Period: m.period})
		if p.Out {
			p.Value = r.say("status." + p.figure.Mark)
		} else {
			p.Value = r.figure(p.number, m.decimals)
			if low, high := float64(p.figure.Low), float64(p.figure.High); !math.IsNaN(low) && !math.IsNaN(high) {
				p.Range = r.span(r.figure(low, m.decimals), r.figure(high, m.decimals))
			}
		}
		m.add(r, p)
	}
	city := release.FigureID{Indicator: ind.ID, Level: release.CityLevel, Place: release.City, Period: m.period}
	if c, _, _, ok := r.cell(city); ok && ind.Kind != release.Count {
		m.city, m.cityHref = c, r.figureHref(city)
	}
	r.fillLegend(m)
}

// fillScreening fills the map of the screening: how many criteria are met.
func (r *request) fillScreening(m *mapMade) {
	m.title, m.unit, m.what = r.say("map.screening"), r.say("map.screening.unit"), screeningValue
	for n := 1; n <= r.criteriaWithData() && n <= 5; n++ {
		m.limits = append(m.limits, float64(n))
	}
	for _, i := range r.mapOrder(m.level) {
		p := r.newPlace(m.level, i)
		f := r.finding(i)
		p.ValueHref = p.Href
		p.figure = figureJSON{Level: string(m.level), Place: p.Code, Name: p.Name, Period: m.period.String(), Value: num(nan), Low: num(nan), High: num(nan), Numerator: num(nan), Denominator: num(nan), Unit: m.unit, Indicator: screeningValue}
		if p.number = r.metOf(f); math.IsNaN(p.number) {
			p.Out, p.figure.Mark = true, stateNotApplicable
			p.Value = r.say("status." + stateNotApplicable)
		} else {
			p.figure.Value, p.Value = num(p.number), r.figure(p.number, 0)
		}
		m.add(r, p)
	}
	r.fillLegend(m)
}

// metOf is the number of criteria that an area meets in the public run.
func (v *view) metOf(f *release.AreaFinding) float64 {
	if f == nil || f.Status != byblik.OK {
		return nan
	}
	n := 0
	for _, c := range f.Criteria {
		if c.Met {
			n++
		}
	}
	return float64(n)
}

// add classes a place and appends it.
func (m *mapMade) add(r *request, p mapPlace) {
	if p.Out {
		p.Class, p.Tone, p.ClassText = p.figure.Mark, p.figure.Mark, p.Value
		p.Label = r.say("map.label.out", "name", p.Name, "why", p.Value)
	} else {
		c := m.class(p.number)
		p.Class, p.Tone, p.ClassText = classID(c, ""), strconv.Itoa(m.tone(c)), r.classText(m.scale, c)
		p.Label = r.say("map.label", "name", p.Name, "value", p.Value, "unit", m.unit, "class", p.ClassText)
		if m.indicator == nil {
			p.Label = r.say("map.label.met", "name", p.Name, "met", r.say("map.met", "n", int(p.number)))
		}
	}
	m.places = append(m.places, p)
}

// fillLegend counts the places of each class and state.
func (r *request) fillLegend(m *mapMade) {
	count := map[string]int{}
	for _, p := range m.places {
		count[p.Class]++
	}
	cityClass := -1
	if m.city.Status() == byblik.OK {
		cityClass = m.class(rounded(m.city.Float(), m.decimals))
	}
	row := func(id, text, tone string) legendRow {
		l := legendRow{ID: id, Text: text, Tone: tone, Count: count[id], Here: id == m.mapAsked.only}
		if l.Here {
			id = ""
		}
		l.Href = r.mapWith(id)
		return l
	}
	for c := 0; c <= len(m.limits); c++ {
		l := row(classID(c, ""), r.classText(m.scale, c), strconv.Itoa(m.tone(c)))
		if m.indicator == nil {
			l.Text = r.say("map.met", "n", c)
			if c == len(m.limits) && c < r.criteriaWithData() {
				l.Text = r.say("map.met.more", "n", c)
			}
		}
		if c == cityClass {
			l.City = r.figure(m.city.Float(), m.decimals)
		}
		m.legend = append(m.legend, l)
	}
	for _, s := range states {
		if count[s] > 0 || m.mapAsked.only == s {
			l := row(s, r.say("status."+s), s)
			l.Out = true
			m.legend = append(m.legend, l)
		}
	}
}

// mapWith is the address of what this map shows, with only this class.
func (r *request) mapWith(class string) string {
	kept := url.Values{}
	for _, k := range []string{"v", "t", "n", "l"} {
		kept[k] = r.query[k]
	}
	kept.Set("k", class)
	return r.mapAt(kept)
}

// mapAt is the address of the map with parameters.
func (r *request) mapAt(kept url.Values) string {
	var args []string
	for _, k := range mapQuery {
		for _, v := range kept[k] {
			args = append(args, k, v)
		}
	}
	return r.Link("map", args...)
}

// rows gives the places inside the filter in the order of the table.
func (m *mapMade) rows(r *request) []mapPlace {
	var in []mapPlace
	for _, p := range m.places {
		if !p.Faded {
			in = append(in, p)
		}
	}
	order := r.sorted(len(in), func(i int) string { return in[i].Name })
	if m.sort == "district" {
		return in // the order of the keyboard
	}
	out := make([]mapPlace, 0, len(in))
	for _, i := range order {
		out = append(out, in[i])
	}
	if m.sort == "high" || m.sort == "low" {
		slices.SortStableFunc(out, func(a, b mapPlace) int {
			switch {
			case a.Out || b.Out:
				return boolInt(a.Out) - boolInt(b.Out)
			case (a.number > b.number) == (m.sort == "high") && a.number != b.number:
				return -1
			case a.number != b.number:
				return 1
			}
			return 0
		})
	}
	return out
}
