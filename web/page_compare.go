package web

import (
	"slices"
	"strings"

	"byblik/release"
)

// mostCompared is the number of areas that can be compared at once.
const mostCompared = 6

// compareView is the page that sets areas beside each other, in the order in
// which they were chosen: there is no ranking.
type compareView struct {
	Chosen   []comparedArea
	Criteria []comparedCriterion
	Rows     []comparedRow
	Choices  []areaChoices // all areas, to choose from
	Open     bool          // another area fits
	Full     bool          // one more was asked for than fits
	Try      []link        // comparisons to begin with
	Rest     string
	Asked    []askedName // typed names that are not one area
}

// areaChoices are the areas of a district, to choose from.
type areaChoices struct {
	District string
	Areas    []choice
}

// comparedArea is an area that was chosen.
type comparedArea struct {
	Code, Name, Href, District, Zone, Without string
	Met                                       string
}

// comparedCriterion is one criterion with a row per area.
type comparedCriterion struct {
	Title, Unit, None string
	First             stripRow // the scale
	Rows              []comparedStrip
}

type comparedStrip struct {
	Name string
	stripRow
}

// comparedRow is an indicator with a figure per area.
type comparedRow struct {
	Title, Href, Unit, Period string
	Cells                     []lineCell
	Rest                      lineCell
}

// askedName is what was typed, with the areas that it could mean.
type askedName struct {
	Typed string
	Could []link
	More  bool // there are others still
}

// comparePage sets two to six areas beside each other. Areas come by code in
// the address; names are typed into a form and sent in its body.
func comparePage(r *request) (*answer, error) {
	codes, err := r.compared()
	if err != nil {
		return nil, err
	}
	v := &compareView{Rest: r.placeName(release.PartLevel, release.RestOfCity)}
	a := &answer{title: r.say("compare.title"), about: r.say("compare.about", "city", r.City()), page: v}
	if r.body.Method == "POST" {
		if codes, v.Asked, v.Full = r.named(codes); len(v.Asked) == 0 && !v.Full {
			var args []string
			for _, c := range codes {
				args = append(args, "o", c)
			}
			return &answer{redirect: r.Link("compare", args...)}, nil
		}
		a.private = true
	}
	content := compareContent{Areas: []placeContent{}}
	a.csv = &sheet{head: figureHead}
	for _, c := range codes {
		i, _ := r.at(release.AreaLevel, c)
		content.Areas = append(content.Areas, r.placeJSON(release.AreaLevel, c, r.finding(i)))
		for k := range r.Indicators {
			r.addFigures(a.csv, &r.Indicators[k], release.AreaLevel, c)
		}
	}
	a.json = content
	r.compare(v, codes)
	return a, nil
}

// compareContent is the JSON of a comparison.
type compareContent struct {
	Areas []placeContent `json:"areas"`
}

// compared reads the codes of the address.
func (r *request) compared() ([]string, error) {
	var codes []string
	for _, c := range r.query["o"] {
		if _, ok := r.at(release.AreaLevel, c); !ok {
			return nil, notFound("area")
		}
		if !slices.Contains(codes, c) {
			codes = append(codes, c)
		}
	}
	if len(codes) > mostCompared {
		return nil, invalid("o", "more than six areas", "up to six")
	}
	return codes, nil
}

// named adds the areas whose names were typed. A name that could mean several
// areas, or none, is asked about.
func (r *request) named(codes []string) (all []string, asked []askedName, full bool) {
	for _, typed := range append(slices.Clone(r.body.PostForm["name"]), r.body.PostForm["code"]...) {
		typed = strings.TrimSpace(typed)
		if typed == "" {
			continue
		}
		found := []string{typed}
		if _, ok := r.at(release.AreaLevel, typed); !ok {
			found = r.areasCalled(typed)
		}
		switch {
		case len(found) == 1 && slices.Contains(codes, found[0]):
		case len(found) == 1 && len(codes) < mostCompared:
			codes = append(codes, found[0])
		case len(found) == 1:
			full = true
		default:
			const most = 8
			n := askedName{Typed: typed, More: len(found) > most}
			for _, c := range found[:min(most, len(found))] {
				args := []string{}
				if slices.Contains(codes, c) {
					continue
				}
				for _, x := range append(slices.Clone(codes), c) {
					args = append(args, "o", x)
				}
				n.Could = append(n.Could, link{Name: r.placeName(release.AreaLevel, c), Href: r.Link("compare", args...)})
			}
			asked = append(asked, n)
		}
	}
	return codes, asked, full
}

// areasCalled finds the areas that a name or an address can mean: one, where
// one place has the name and lies in one area.
func (r *request) areasCalled(typed string) (codes []string) {
	places := r.places(release.AreaLevel)
	hits := r.found.search(typed, maxHits)
	if len(hits) > 0 && hits[0].distance == 0 && (len(hits) == 1 || hits[1].distance > 0) {
		hits = hits[:1]
	}
	for _, h := range hits {
		for _, i := range h.areas {
			if c := places[i].Code; !slices.Contains(codes, c) {
				codes = append(codes, c)
			}
		}
	}
	return codes
}

func (r *request) compare(v *compareView, codes []string) {
	v.Open = len(codes) < mostCompared
	places := r.places(release.AreaLevel)
	if v.Open {
		for _, i := range r.mapOrder(release.AreaLevel) {
			d := r.districtName(places[i].District)
			if n := len(v.Choices); n == 0 || v.Choices[n-1].District != d {
				v.Choices = append(v.Choices, areaChoices{District: d})
			}
			c := &v.Choices[len(v.Choices)-1]
			c.Areas = append(c.Areas, choice{Value: places[i].Code, Name: r.in(places[i].Name)})
		}
	}
	if len(codes) == 0 {
		v.Try = r.comparable()
	}
	for k, c := range codes {
		i, _ := r.at(release.AreaLevel, c)
		var rest []string
		for j, x := range codes {
			if j != k {
				rest = append(rest, "o", x)
			}
		}
		area := comparedArea{Code: c, Name: r.in(places[i].Name), Href: r.Link("area", c), District: r.districtName(places[i].District), Zone: r.zoneName(places[i].Zone), Without: r.Link("compare", rest...)}
		if n := r.metOf(r.finding(i)); n == n {
			area.Met = r.say("map.met", "n", int(n))
		} else {
			area.Met = r.say("compare.few")
		}
		v.Chosen = append(v.Chosen, area)
	}
	if len(codes) == 0 {
		return
	}
	r.compareCriteria(v, codes)
	r.compareFigures(v, codes)
}

// comparable are the zones whose areas can stand beside each other, by name.
func (r *request) comparable() []link {
	zones := r.Screening.Zones
	var out []link
	for _, i := range r.sorted(len(zones), func(i int) string { return r.zoneName(zones[i].ID) }) {
		var args []string
		for _, m := range zones[i].Members {
			args = append(args, "o", m.Area.Code)
		}
		if n := len(args) / 2; n > 1 && n <= mostCompared {
			out = append(out, link{Name: r.zoneName(zones[i].ID), Href: r.Link("compare", args...)})
		}
	}
	return out
}

func (r *request) compareCriteria(v *compareView, codes []string) {
	for k := range r.Screening.Criteria {
		c := comparedCriterion{Title: r.in(r.Screening.Criteria[k].Title), Unit: r.in(r.Screening.Criteria[k].Unit)}
		for j, code := range codes {
			i, _ := r.at(release.AreaLevel, code)
			f := r.finding(i)
			if f == nil || k >= len(f.Criteria) {
				continue
			}
			row := r.stripRow(k, f.Criteria[k], r.criterionHref(k, release.AreaLevel, code))
			if c.First.Ticks == "" {
				c.First = row
			}
			if !r.Screening.Criteria[k].Data {
				c.None = row.None
				break
			}
			c.Rows = append(c.Rows, comparedStrip{v.Chosen[j].Name, row})
		}
		v.Criteria = append(v.Criteria, c)
	}
}

func (r *request) compareFigures(v *compareView, codes []string) {
	for _, ind := range r.inOrder() {
		t := r.table(ind.ID, release.AreaLevel)
		if t == nil || len(t.Periods) == 0 {
			continue
		}
		last := t.Periods[len(t.Periods)-1]
		row := comparedRow{Title: r.in(ind.Title), Href: r.Link("indicator", string(ind.ID)), Unit: r.in(ind.Unit), Period: r.period(last)}
		cell := func(level release.LevelID, code string) lineCell {
			f := release.FigureID{Indicator: ind.ID, Level: level, Place: code, Period: last}
			c, low, high, ok := r.cell(f)
			if !ok {
				return lineCell{Value: "–"}
			}
			x := lineCell{Value: r.cellText(c, ind.Decimals), Href: r.figureHref(f)}
			if low == low && high == high {
				x.Range = r.span(r.figure(low, ind.Decimals), r.figure(high, ind.Decimals))
			}
			return x
		}
		for _, code := range codes {
			row.Cells = append(row.Cells, cell(release.AreaLevel, code))
		}
		row.Rest = lineCell{Value: "–"}
		if ind.Kind != release.Count {
			row.Rest = cell(release.PartLevel, release.RestOfCity)
		}
		v.Rows = append(v.Rows, row)
	}
}
