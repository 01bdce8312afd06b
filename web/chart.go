package web

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"byblik"
	"byblik/release"
)

// chartLine is one place of a chart over time.
type chartLine struct {
	Name             string
	Own              bool // what the chart is about; the others are for comparison
	Dashed           bool
	value, low, high []float64
}

// The box of a chart over time.
const (
	chartWidth, chartHeight = 520.0, 270.0
	chartLeft, chartRight   = 8.0, 150.0
	chartTop, chartUnder    = 18.0, 30.0
	inkTone, softTone       = "#17212b", "#4b5763"
	lineTone, gridTone      = "#6b7782", "#d5dbe1"
	ownTone                 = "#143352"
)

// lineOf is the series of a place.
func (r *request) lineOf(ind *release.Indicator, level release.LevelID, code, name string) (l chartLine, ok bool) {
	t := r.table(ind.ID, level)
	p, known := r.at(level, code)
	if t == nil || !known {
		return l, false
	}
	l.Name = name
	for i := range t.Periods {
		l.value = append(l.value, rounded(t.Value[i][p].Float(), ind.Decimals))
		low, high := nan, nan
		if t.Low != nil && t.Value[i][p].Status() == byblik.OK {
			low, high = rounded(t.Low[i][p], ind.Decimals), rounded(t.High[i][p], ind.Decimals)
		}
		l.low, l.high = append(l.low, low), append(l.high, high)
	}
	return l, true
}

// chart draws lines over time with their intervals and their names at the
// right end, as SVG without style sheet, the same on the page, in print and as
// a file. It is nil where no line has two figures.
func (r *request) chart(ind *release.Indicator, periods []byblik.Period, lines []chartLine) string {
	low, high, two := math.Inf(1), math.Inf(-1), false
	for _, l := range lines {
		n := 0
		for i, v := range l.value {
			for _, x := range []float64{v, l.low[i], l.high[i]} {
				if !math.IsNaN(x) {
					low, high = math.Min(low, x), math.Max(high, x)
				}
			}
			if !math.IsNaN(v) {
				n++
			}
		}
		two = two || n > 1
	}
	if !two || len(periods) < 2 {
		return ""
	}
	if low > 0 {
		low = 0
	}
	step := niceStep((high - low) / 4)
	low, high = math.Floor(low/step)*step, math.Ceil(high/step)*step
	x := func(i int) float64 {
		return chartLeft + 34 + (chartWidth-chartLeft-chartRight-34)*float64(i)/float64(len(periods)-1)
	}
	y := func(v float64) float64 {
		return chartTop + (chartHeight-chartTop-chartUnder)*(high-v)/(high-low)
	}
	var b strings.Builder
	for v := low; v <= high+step/2; v += step {
		fmt.Fprintf(&b, `<path d="M%s %sH%s" stroke="%s"/><text x="%s" y="%s" font-size="13" fill="%s">%s</text>`, short(chartLeft), short(y(v)), short(chartWidth-chartRight), gridTone,
			short(chartLeft), short(y(v)-4), softTone, r.figure(v, decimalsOf(step)))
	}
	for i, p := range periods {
		if i == 0 || i == len(periods)-1 || len(periods) < 6 {
			anchor := "middle"
			if i == len(periods)-1 {
				anchor = "end"
			}
			fmt.Fprintf(&b, `<text x="%s" y="%s" font-size="13" text-anchor="%s" fill="%s">%s</text>`, short(x(i)), short(chartHeight-8), anchor, softTone, escaped(r.period(p)))
		}
	}
	for _, l := range lines {
		tone, width := lineTone, "2"
		if l.Own {
			tone, width = ownTone, "3"
		}
		if d := area(l.low, l.high, x, y); d != "" {
			fmt.Fprintf(&b, `<path d="%s" fill="%s" opacity=".14"/>`, d, tone)
		}
		dash := ""
		if l.Dashed {
			dash = ` stroke-dasharray="5 4"`
		}
		fmt.Fprintf(&b, `<path d="%s" fill="none" stroke="%s" stroke-width="%s"%s/>`, polyline(l.value, x, y), tone, width, dash)
		for i, v := range l.value {
			if !math.IsNaN(v) {
				fmt.Fprintf(&b, `<circle cx="%s" cy="%s" r="3.4" fill="%s"/>`, short(x(i)), short(y(v)), tone)
			}
		}
	}
	r.labels(&b, ind, lines, y)
	for i, p := range periods { // what the pointer tells, without script
		said := []string{r.period(p)}
		for _, l := range lines {
			said = append(said, l.Name+": "+r.figure(l.value[i], ind.Decimals))
		}
		half := (x(1) - x(0)) / 2
		fmt.Fprintf(&b, `<rect x="%s" y="%s" width="%s" height="%s" fill="#fff" fill-opacity="0"><title>%s</title></rect>`, short(x(i)-half), short(chartTop), short(2*half), short(chartHeight-chartTop-chartUnder), escaped(strings.Join(said, "\n")))
	}
	return b.String()
}

// labels writes each line's last figure and name at the right end, far enough
// apart to be read.
func (r *request) labels(b *strings.Builder, ind *release.Indicator, lines []chartLine, y func(float64) float64) {
	type label struct {
		at   float64
		line *chartLine
		v    float64
	}
	var all []label
	for i := range lines {
		for k := len(lines[i].value) - 1; k >= 0; k-- {
			if v := lines[i].value[k]; !math.IsNaN(v) {
				all = append(all, label{y(v), &lines[i], v})
				break
			}
		}
	}
	slices.SortStableFunc(all, func(a, b label) int {
		return boolInt(a.at > b.at) - boolInt(a.at < b.at)
	})
	const apart = 38.0
	for range 8 {
		for i := 1; i < len(all); i++ {
			if d := apart - (all[i].at - all[i-1].at); d > 0 {
				all[i-1].at -= d / 2
				all[i].at += d / 2
			}
		}
	}
	for i := range all {
		all[i].at = math.Max(all[i].at, chartTop+10)
		if i > 0 {
			all[i].at = math.Max(all[i].at, all[i-1].at+apart)
		}
	}
	for _, l := range all {
		tone := softTone
		if l.line.Own {
			tone = ownTone
		}
		fmt.Fprintf(b, `<text x="%s" y="%s" font-size="17" font-weight="600" fill="%s">%s<tspan x="%s" dy="16" font-size="13" font-weight="400">%s</tspan></text>`, short(chartWidth-chartRight+10), short(l.at), tone,
			r.figure(l.v, ind.Decimals), short(chartWidth-chartRight+10), escaped(l.line.Name))
	}
}

// spread draws all small areas as unnamed ticks on one scale, with the city,
// the designated areas and the rest as labelled marks.
func (r *request) spread(ind *release.Indicator, at int, marks []chartLine) string {
	t := r.table(ind.ID, release.AreaLevel)
	if t == nil || at < 0 || at >= len(t.Value) {
		return ""
	}
	var all []float64
	for _, c := range t.Value[at] {
		if c.Status() == byblik.OK {
			all = append(all, rounded(c.Float(), ind.Decimals))
		}
	}
	if len(all) < 2 {
		return ""
	}
	slices.Sort(all)
	step := niceStep((all[len(all)-1] - all[0]) / 5)
	low, high := math.Floor(all[0]/step)*step, math.Ceil(all[len(all)-1]/step)*step
	x := func(v float64) float64 { return 12 + (chartWidth-24)*(v-low)/(high-low) }
	var b strings.Builder
	for v := low; v <= high+step/2; v += step {
		fmt.Fprintf(&b, `<text x="%s" y="132" font-size="13" text-anchor="middle" fill="%s">%s</text>`, short(x(v)), softTone, r.figure(v, decimalsOf(step)))
	}
	b.WriteString(`<path d="M12 114H508" stroke="` + gridTone + `"/><path stroke="` + lineTone + `" stroke-opacity=".45" d="`)
	for _, v := range slices.Compact(all) {
		fmt.Fprintf(&b, "M%s 88v26", short(x(v)))
	}
	b.WriteString(`"/>`)
	row := 0
	for _, m := range marks {
		if at >= len(m.value) || !(m.value[at] >= low && m.value[at] <= high) { // of a size, the city lies far outside
			continue
		}
		v, tone := m.value[at], softTone
		if m.Own {
			tone = ownTone
		}
		anchor, dx := "start", 5.0
		if x(v) > chartWidth*.6 {
			anchor, dx = "end", -5
		}
		top := 12 + 24*float64(row)
		row++
		fmt.Fprintf(&b, `<path d="M%s %sV118" stroke="%s" stroke-width="2"/><text x="%s" y="%s" font-size="14" text-anchor="%s" fill="%s">%s</text>`, short(x(v)), short(top-8), tone, short(x(v)+dx), short(top+4), anchor, tone,
			escaped(m.Name+" "+r.figure(v, ind.Decimals)))
	}
	return b.String()
}
