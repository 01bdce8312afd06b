package web

import (
	"slices"
	"strings"
	"unicode"

	"byblik"
	"byblik/release"
)

// mapView is the page of the map.
type mapView struct {
	made       *mapMade
	Title      string
	Neutral    bool   // a size, neither good nor bad
	CardAt     string // where the card of an area is, before its code
	Chosen     bool   // something rarer is chosen
	Unfiltered string // the map without filter; empty: it has none
	Sorted     string // the order of the table in words
	ViewBox    string
	Ground     *ground
	Drawn      []mapPlace // as the keyboard goes
	Rows       []mapPlace // of the table
	Names      []mapName  // of districts
	Places     []mapName  // other names, where there is room
	Lead       string
	Choices    mapChoices
	Marks      []mapMark
	Layer      map[string]bool
	Legend     []legendRow
	City       string
	CityHref   string
	Period     string
	Source     string
	Filtered   string // how many of how many
	About      string // page of the indicator
	Embed      link
	Picture    string
	Shapes     string
	HasMap     bool   // the release has borders
	Live       string // the map that can be zoomed; empty: built without it
	Worker     string
	Level      string
	HasRange   bool
	Districts  bool // level
	Screening  bool
	Unit, What string
}

// mapChoices are the controls of the map.
type mapChoices struct {
	What, Period, Level, District, Class, Sort []choice
	Layers                                     []choice
}

// choice is one option of a control.
type choice struct {
	Value, Name string
	Chosen      bool
}

// mapPage shows one indicator, or the screening, for the whole city: a map, a
// legend and a table of the same figures.
func mapPage(r *request) (*answer, error) {
	if r.query.Get("was") != "" {
		return &answer{redirect: r.cleaned()}, nil
	}
	m, err := r.makeMap()
	if err != nil {
		return nil, err
	}
	v := r.mapView(m)
	a := &answer{title: r.say("map.title.of", "title", m.title), about: v.Lead, page: v, csv: r.mapSheet(m), json: r.mapJSON(m)}
	if r.form == asSVG {
		a.svg = r.mapPicture(v)
	}
	return a, nil
}

func (r *request) mapView(m *mapMade) *mapView {
	v := &mapView{made: m, Title: m.title, Neutral: m.neutral, CardAt: strings.TrimSuffix(r.Link("embedarea", "-"), "-"), ViewBox: r.ground.viewBox(), Ground: r.ground, Drawn: m.places, Rows: m.rows(r), Legend: m.legend, Layer: map[string]bool{}, Period: r.period(m.period),
		Unit: m.unit, What: m.what, Screening: m.indicator == nil, Districts: m.level == release.DistrictLevel, CityHref: m.cityHref, Shapes: r.As(asJSON, "shapes")}
	v.HasMap = len(r.ground.areas) > 0
	v.Level, v.Live, v.Worker = string(m.level), r.site.assets.hashed["vendor/map-live.mjs"], r.site.assets.hashed["vendor/map-worker.mjs"]
	if v.Districts {
		v.CardAt = ""
	}
	if m.city.Status() == byblik.OK {
		v.City = r.figure(m.city.Float(), m.decimals)
	}
	for _, l := range mapLayers {
		v.Layer[l] = slices.Contains(m.layers, l) && r.hasLayer(l)
	}
	v.Filtered = r.say("map.shown", "n", len(v.Rows), "all", len(m.places), "many", r.in(r.Level(m.level).Many))
	for _, p := range m.places {
		v.HasRange = v.HasRange || p.Range != ""
	}
	if m.indicator != nil {
		v.About, v.Lead, v.Source = r.Link("indicator", string(m.indicator.ID)), r.in(m.indicator.Definition), r.sourceLine(m.indicator)
	} else {
		v.About, v.Lead = r.Link("screening"), r.screeningLead()
		v.Source = r.in(r.Screening.Title)
	}
	v.Embed, v.Picture = link{Name: v.Title + ", " + v.Period, Href: r.address(r.Language(), "embedmap", asHTML, r.args())}, r.As(asSVG, "map", r.args()...)
	for i, d := range r.places(release.DistrictLevel) {
		if i < len(r.ground.districtAt) {
			v.Names = append(v.Names, mapName{r.ground.districtAt[i][0], r.ground.districtAt[i][1], r.in(d.Name)})
		}
	}
	v.Places = roomFor(r.ground.Names, v.Names)
	v.Marks = r.mapMarks(m)
	v.Choices = r.mapChoices(m)
	v.Chosen = m.district != "" || m.mapAsked.only != "" || len(r.query["l"]) > 0
	if m.district != "" || m.mapAsked.only != "" {
		v.Unfiltered = r.mapWith("")
	}
	v.Sorted = r.say("map.sorted." + m.sort)
	return v
}

// sourceLine names who made the figures of an indicator.
func (r *request) sourceLine(ind *release.Indicator) string {
	var names []string
	for _, id := range ind.Sources {
		if s := r.source[id]; s != nil {
			names = append(names, strings.TrimSuffix(r.in(s.Attribution), "."))
		}
	}
	return r.list(names)
}

// hasLayer says whether the release has anything to show in a layer.
func (r *request) hasLayer(l string) bool {
	switch l {
	case "zones":
		return r.ground.Zone != ""
	case "housing":
		return len(r.ground.Housing) > 0
	case "playgrounds":
		return len(r.Playgrounds) > 0
	}
	for _, i := range r.Interventions {
		if len(i.Areas) > 0 {
			return true
		}
	}
	return false
}

func (r *request) mapChoices(m *mapMade) mapChoices {
	var c mapChoices
	c.What = append(c.What, choice{screeningValue, r.say("map.screening"), m.indicator == nil})
	order := r.sorted(len(r.Indicators), func(i int) string { return r.in(r.Indicators[i].Title) })
	for _, i := range order {
		ind := &r.Indicators[i]
		if r.table(ind.ID, r.finest(ind.ID)) != nil {
			c.What = append(c.What, choice{string(ind.ID), r.in(ind.Title), m.indicator == ind})
		}
	}
	for i := len(m.periods) - 1; i >= 0; i-- {
		value := m.periods[i].String()
		c.Period = append(c.Period, choice{value, r.period(m.periods[i]), m.periods[i] == m.period})
	}
	for _, l := range mapLevels {
		if level := r.Level(l); level != nil && len(level.Places) > 0 && (m.indicator == nil && l == release.AreaLevel || m.indicator != nil && r.table(m.indicator.ID, l) != nil) {
			c.Level = append(c.Level, choice{string(l), r.capital(r.in(level.Many)), m.level == l})
		}
	}
	c.District = append(c.District, choice{"", r.say("map.district.all"), m.district == ""})
	districts := r.places(release.DistrictLevel)
	for _, i := range r.sorted(len(districts), func(i int) string { return r.in(districts[i].Name) }) {
		c.District = append(c.District, choice{districts[i].Code, r.in(districts[i].Name), m.district == districts[i].Code})
	}
	c.Class = append(c.Class, choice{"", r.say("map.class.any"), m.mapAsked.only == ""})
	for _, l := range m.legend {
		c.Class = append(c.Class, choice{l.ID, l.Text, l.Here})
	}
	for _, s := range []string{"name", "district", "high", "low"} {
		if s != "district" || m.level == release.AreaLevel {
			c.Sort = append(c.Sort, choice{s, r.say("map.sort." + s), m.sort == s})
		}
	}
	for _, l := range mapLayers {
		if r.hasLayer(l) {
			on := false
			for _, x := range m.layers {
				on = on || x == l
			}
			c.Layers = append(c.Layers, choice{l, r.say("map.layer." + l), on})
		}
	}
	return c
}

// mapContent is the JSON of a map: what it shows, its classes, and every place
// in the order of the table.
type mapContent struct {
	Shows   string      `json:"shows"`
	Title   string      `json:"title"`
	Period  string      `json:"period"`
	Level   string      `json:"level"`
	Unit    string      `json:"unit"`
	City    num         `json:"city"`
	Classes []classJSON `json:"classes"`
	Places  []placeJSON `json:"places"`
}

// classJSON is a class, from included, to excluded, or a state without limits.
type classJSON struct {
	Class string `json:"class"`
	From  num    `json:"from"`
	To    num    `json:"to"`
	Count int    `json:"count"`
}

type placeJSON struct {
	figureJSON
	District string `json:"district,omitempty"`
	Zone     string `json:"zone,omitempty"`
	Class    string `json:"class"`
}

func (r *request) mapJSON(m *mapMade) mapContent {
	c := mapContent{Shows: m.what, Title: m.title, Period: m.period.String(), Level: string(m.level), Unit: m.unit, City: num(rounded(m.city.Float(), m.decimals))}
	for i, l := range m.legend {
		j := classJSON{Class: l.ID, From: num(nan), To: num(nan), Count: l.Count}
		if i <= len(m.limits) {
			if i > 0 {
				j.From = num(m.limits[i-1])
			}
			if i < len(m.limits) {
				j.To = num(m.limits[i])
			}
		}
		c.Classes = append(c.Classes, j)
	}
	for _, p := range m.rows(r) {
		c.Places = append(c.Places, placeJSON{p.figure, p.District, p.Zone, p.Class})
	}
	return c
}

func (r *request) mapSheet(m *mapMade) *sheet {
	s := &sheet{head: append(append([]string(nil), figureHead...), "district", "zone", "class")}
	for _, p := range m.rows(r) {
		f := p.figure
		s.add(f.Figure, f.Indicator, f.Level, f.Place, f.Name, f.Period, exact(float64(f.Value)), f.Mark, exact(float64(f.Low)), exact(float64(f.High)), exact(float64(f.Numerator)), exact(float64(f.Denominator)), f.Unit, p.District, p.Zone, p.Class)
	}
	return s
}

// capital gives a text a capital letter in front.
func (w words) capital(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return string(unicode.ToUpper(r[0])) + string(r[1:])
}

// screeningLead says what the map of the screening counts, and how many
// criteria it takes.
func (r *request) screeningLead() string {
	known, all := r.criteriaWithData(), r.Screening.Known()
	if known == all && r.Screening.OfLatest == 1 {
		return r.say("map.screening.lead.year", "need", r.Screening.Need(all), "from", all)
	}
	if known == all {
		return r.say("map.screening.lead", "need", r.Screening.Need(all), "from", all)
	}
	return r.say("map.screening.lead.some", "need", r.Screening.Need(all), "from", all, "shown", known)
}

// roomFor keeps the names that would not lie over others, or say the same.
func roomFor(names, others []mapName) []mapName {
	const high, wide = 26, 11 // grid units of a line, and of a letter
	var out []mapName
	for _, n := range names {
		free := true
		for _, o := range append(slices.Clone(others), out...) {
			reach := wide * (len([]rune(n.Name)) + len([]rune(o.Name))) / 2
			if n.Name == o.Name || abs(n.Y-o.Y) < high && abs(n.X-o.X) < reach {
				free = false
			}
		}
		if free {
			out = append(out, n)
		}
	}
	return out
}

// criteriaWithData is the number of criteria that the public run could count.
func (v *view) criteriaWithData() int {
	n := 0
	for _, c := range v.Screening.Criteria {
		n += boolInt(c.Data)
	}
	return n
}
