package web

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"byblik"
	"byblik/release"
)

// seriesView is one indicator of one place over the years, beside the rest of
// the city: a picture and its table.
type seriesView struct {
	ID           string // of the indicator, unique on the page
	Title, Unit  string
	Href         string // page of the indicator
	Trend        string // in words
	Coarse       string // says that the figures are of a larger place
	Place, Other string // names of the two lines
	Alt          string // what the picture shows, if it is not the two lines
	Rows         []seriesRow
	Picture      *seriesPicture
}

// seriesRow is one period.
type seriesRow struct {
	Period            string
	Value, Href       string
	Range             string
	Other, OtherHref  string
	Gap               string // in points, Value − Other
	Missing, OtherOut bool
}

// seriesPicture is drawn in a box of seriesWidth × seriesHeight.
type seriesPicture struct {
	Line, OtherLine string // paths
	Band            string // path of the interval
	Dots            []dot
	OtherX, OtherY  string // end of the line of the rest
	LastX, LastY    string
	Last, OtherLast string
	OtherLabelY     string
	LastLabelY      string
	Years           []tick
	Steps           []tick
}

type dot struct {
	X, Y, Title string
}

// tick is a mark on an axis.
type tick struct {
	At, Label string
}

const (
	seriesWidth, seriesHeight  = 320.0, 150.0
	seriesLeft, seriesRight    = 30.0, 48.0
	seriesTop, seriesUnderneat = 14.0, 24.0
)

// series shows indicator id of a place against another place (the rest of the
// city); nil if the release has no figures of it.
func (r *request) series(id byblik.IndicatorID, level release.LevelID, code string) *seriesView {
	ind, t := r.Indicator(id), r.table(id, level)
	p, ok := r.at(level, code)
	if ind == nil || t == nil || !ok {
		return nil
	}
	otherLevel, otherCode := release.PartLevel, release.RestOfCity
	if r.table(id, otherLevel) == nil {
		otherLevel, otherCode = release.CityLevel, release.City
	}
	s := &seriesView{ID: string(id), Title: r.in(ind.Title), Unit: r.in(ind.Unit), Trend: r.trend(ind, t, p),
		Place: r.placeName(level, code), Other: r.placeName(otherLevel, otherCode)}
	var own, low, high, other []float64
	for i, period := range t.Periods {
		c := t.Value[i][p]
		l, h := nan, nan
		if t.Low != nil {
			l, h = t.Low[i][p], t.High[i][p]
		}
		o, _, _, _ := r.cell(release.FigureID{Indicator: id, Level: otherLevel, Place: otherCode, Period: period})
		row := seriesRow{Period: r.period(period), Value: r.cellText(c, ind.Decimals), Missing: c.Status() != byblik.OK,
			Other: r.cellText(o, ind.Decimals), OtherOut: o.Status() != byblik.OK,
			Href:      r.figureHref(release.FigureID{Indicator: id, Level: level, Place: code, Period: period}),
			OtherHref: r.figureHref(release.FigureID{Indicator: id, Level: otherLevel, Place: otherCode, Period: period}), Gap: "–"}
		if !row.Missing && !math.IsNaN(l) {
			row.Range = r.span(r.figure(l, ind.Decimals), r.figure(h, ind.Decimals))
		}
		if !row.Missing && !row.OtherOut {
			row.Gap = r.signed(rounded(c.Float(), ind.Decimals)-rounded(o.Float(), ind.Decimals), ind.Decimals)
		}
		s.Rows = append(s.Rows, row)
		own, low, high, other = append(own, c.Float()), append(low, l), append(high, h), append(other, o.Float())
	}
	s.Picture = r.draw(ind, t.Periods, own, low, high, other)
	return s
}

// signed writes a difference with its sign.
func (w words) signed(v float64, decimals int) string {
	s := w.figure(v, decimals)
	if v > 0 && strings.Trim(s, "0.,") != "" {
		return "+" + s
	}
	return s
}

// cellText writes a cell for readers: the figure, or the reason why there is none.
func (w words) cellText(c byblik.Cell, decimals int) string {
	if c.Status() == byblik.OK {
		return w.figure(c.Float(), decimals)
	}
	return w.say("status." + c.Status().String())
}

// trend is the trend word of a place; better or worse is added where the
// indicator has a direction.
func (r *request) trend(ind *release.Indicator, t *release.Table, place int) string {
	if place >= len(t.Trend) || t.Trend[place] == "" {
		return ""
	}
	key := "trend." + string(t.Trend[place])
	if w := r.or(key+"."+string(ind.Direction), ""); w != "" {
		return w
	}
	return r.say(key)
}

// placeName is the name of a place at a level.
func (r *request) placeName(level release.LevelID, code string) string {
	if i, ok := r.at(level, code); ok {
		return r.in(r.places(level)[i].Name)
	}
	return code
}

// figureHref is the address of a figure's birth certificate.
func (r *request) figureHref(f release.FigureID) string { return r.Link("figure", f.String()) }

// draw makes the picture; nil where fewer than two figures are there.
func (r *request) draw(ind *release.Indicator, periods []byblik.Period, own, low, high, other []float64) *seriesPicture {
	top, bottom, n := math.Inf(-1), math.Inf(1), 0
	for i := range own {
		for _, v := range []float64{own[i], low[i], high[i], other[i]} {
			if !math.IsNaN(v) {
				top, bottom = math.Max(top, v), math.Min(bottom, v)
			}
		}
		if !math.IsNaN(own[i]) {
			n++
		}
	}
	if n < 2 || len(periods) < 2 {
		return nil
	}
	if ind.Kind == release.Share || bottom > 0 && bottom < top/2 {
		bottom = 0
	}
	step := niceStep((top - bottom) / 3)
	bottom, top = math.Floor(bottom/step)*step, math.Ceil(top/step)*step
	x := func(i int) float64 {
		return seriesLeft + (seriesWidth-seriesLeft-seriesRight)*float64(i)/float64(len(periods)-1)
	}
	y := func(v float64) float64 {
		return seriesTop + (seriesHeight-seriesTop-seriesUnderneat)*(top-v)/(top-bottom)
	}
	p := &seriesPicture{Line: polyline(own, x, y), OtherLine: polyline(other, x, y), Band: area(low, high, x, y)}
	for i, v := range own {
		if !math.IsNaN(v) {
			p.Dots = append(p.Dots, dot{short(x(i)), short(y(v)), r.period(periods[i]) + ": " + r.figure(v, ind.Decimals)})
			p.LastX, p.LastY, p.Last = short(x(i)), short(y(v)), r.figure(v, ind.Decimals)
		}
	}
	last := len(other) - 1
	if v := other[last]; !math.IsNaN(v) {
		p.OtherX, p.OtherY, p.OtherLast = short(x(last)), short(y(v)), r.figure(v, ind.Decimals)
		a, b := y(own[last]), y(v)
		if d := math.Abs(a - b); d < 14 && !math.IsNaN(a) {
			if a <= b {
				a, b = a-(14-d)/2, b+(14-d)/2
			} else {
				a, b = a+(14-d)/2, b-(14-d)/2
			}
		}
		p.OtherLabelY, p.LastLabelY = short(b+4), short(a+4)
	}
	if p.LastLabelY == "" || math.IsNaN(own[last]) {
		v, _ := strconv.ParseFloat(p.LastY, 64)
		p.LastLabelY = short(v + 4)
	}
	for v := bottom; v <= top+step/2; v += step {
		p.Steps = append(p.Steps, tick{short(y(v)), r.figure(v, decimalsOf(step))})
	}
	for _, i := range []int{0, len(periods) - 1} {
		p.Years = append(p.Years, tick{short(x(i)), r.period(periods[i])})
	}
	return p
}

// short writes a coordinate.
func short(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }

// polyline joins the figures that are there; a gap in them is a gap.
func polyline(v []float64, x func(int) float64, y func(float64) float64) string {
	var b strings.Builder
	move := true
	for i := range v {
		if math.IsNaN(v[i]) {
			move = true
			continue
		}
		c := "L"
		if move {
			c = "M"
		}
		fmt.Fprintf(&b, "%s%s %s", c, short(x(i)), short(y(v[i])))
		move = false
	}
	return b.String()
}

// area fills between low and high over each stretch where both are there.
func area(low, high []float64, x func(int) float64, y func(float64) float64) string {
	var b strings.Builder
	for i := 0; i < len(low); i++ {
		j := i
		for j < len(low) && !math.IsNaN(low[j]) && !math.IsNaN(high[j]) {
			j++
		}
		if j-i > 1 {
			for k := i; k < j; k++ {
				fmt.Fprintf(&b, "%c%s %s", "LM"[boolInt(k == i)], short(x(k)), short(y(high[k])))
			}
			for k := j - 1; k >= i; k-- {
				fmt.Fprintf(&b, "L%s %s", short(x(k)), short(y(low[k])))
			}
			b.WriteByte('z')
		}
		i = max(i, j)
	}
	return b.String()
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// niceStep is 1, 2 or 5 times a power of ten, at least v.
func niceStep(v float64) float64 {
	if !(v > 0) {
		return 1
	}
	p := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 5} {
		if m*p >= v {
			return m * p
		}
	}
	return 10 * p
}

// decimalsOf gives the decimals that a step needs.
func decimalsOf(step float64) int {
	return max(0, int(math.Ceil(-math.Log10(step)-1e-9)))
}
