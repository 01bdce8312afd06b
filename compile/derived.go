package compile

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"byblik"
	"byblik/disclose"
	"byblik/monitor"
	"byblik/release"
)

// derived lists everything that a release says beside its counts and that
// its counts give by a published rule, with what they give: intervals, trend
// words, gaps, standard scores and their bands, means of larger places over public
// values, twins, the rows of changes and of what is left out, and what the ladder of
// households lets through.
func (p *Past) derived(k int) []disclose.Derived {
	d := &deriving{Past: p, k: k, r: p.releases[k]}
	for i := range d.r.Tables {
		d.table(&d.r.Tables[i])
	}
	d.scores()
	d.twins()
	d.changes()
	d.lacks()
	return d.all
}

// deriving collects them.
type deriving struct {
	*Past
	k   int
	r   *release.Release
	in  map[disclose.Place][]int // where the small areas of each place stand
	all []disclose.Derived
}

func (d *deriving) add(name, says, follows string) {
	d.all = append(d.all, disclose.Derived{Name: name, Says: says, Follows: follows})
}

// figuresOf are the counts of a table in one period, shares unrounded.
func (p *Past) figuresOf(k int, x *release.Indicator, t *release.Table, j int) *figures {
	f := &figures{x: x, value: t.Value[j], effect: p.effect(k, x.ID, t.Periods[j]), step: p.step(x.ID)}
	if x.Kind != release.Share {
		return f
	}
	f.numerator, f.denominator, f.value = t.Numerator[j], t.Denominator[j], nil
	for p := range f.numerator {
		f.value = append(f.value, disclose.Share(f.numerator[p], f.denominator[p], x.Per))
	}
	return f
}

func (d *deriving) table(t *release.Table) {
	x, places := d.r.Indicator(t.Indicator), d.r.Level(t.Level).Places
	if x.Kind == release.Mean && !isMean(x) {
		d.ready(x, t)
		return
	}
	var exact [][]monitor.Interval
	for j, when := range t.Periods {
		f := d.figuresOf(d.k, x, t, j)
		exact = append(exact, f.intervals())
		low, high := f.bounds(exact[j])
		for n, place := range places {
			name := "figures/" + string(x.ID) + ".csv " + string(t.Level) + " " + place.Code + " " + when.String()
			d.add(name+" low, high", numbers(t.Low[j][n], t.High[j][n]), numbers(low[n], high[n]))
			if v := t.Value[j][n]; v.Status() == byblik.OK && v.Float() != 0 {
				d.add(name+" households", "shown", d.rung(x, place, j == len(t.Periods)-1))
			}
		}
	}
	for n, place := range places {
		series := make([]monitor.Interval, len(t.Periods))
		for j := range series {
			series[j] = exact[j][n]
		}
		word := d.trendOf(x.ID, t.Periods, series)
		if h := disclose.Rung(place.Homes); h != "" && h != disclose.Series {
			word = release.Unclear
		}
		d.add("trends.csv "+string(x.ID)+" "+string(t.Level)+" "+place.Code, string(t.Trend[n]), string(word))
	}
	if t.Level == release.PartLevel && x.Kind != release.Count {
		d.gap(x, t.Periods, exact)
	}
}

// ready holds the means of public values against the values of the small areas
// and their residents, as published: raw residents would weigh otherwise. The
// values themselves, and so their trends, anybody has from who publishes them. What the
// release gives rounded may be off by that.
func (d *deriving) ready(x *release.Indicator, t *release.Table) {
	areas, u := d.r.Table(x.ID, release.AreaLevel), unit(x.Decimals)
	for j, when := range t.Periods {
		for n, place := range d.r.Level(t.Level).Places {
			name := "figures/" + string(x.ID) + ".csv " + string(t.Level) + " " + place.Code + " " + when.String()
			d.add(name+" low, high", numbers(t.Low[j][n], t.High[j][n]), numbers(math.NaN(), math.NaN()))
			if t.Level == release.AreaLevel || areas == nil {
				continue
			}
			own := disclose.MeanOf(d.weighed(areas, t.Level, place.Code, when))
			if says := t.Value[j][n]; says.Status() == byblik.OK && own.Status() == byblik.OK {
				d.near(name, says.Float(), own.Float(), u+1e-9)
			} else {
				d.add(name, says.Status().String(), own.Status().String())
			}
		}
	}
	if t.Level != release.PartLevel {
		return
	}
	for i := range d.r.Gaps {
		for j, when := range d.r.Gaps[i].Periods {
			if k := slices.Index(t.Periods, when); d.r.Gaps[i].Indicator == x.ID && k >= 0 {
				d.near("gaps.csv "+string(x.ID)+" "+when.String(), d.r.Gaps[i].Points[j].Value, t.Value[k][0].Float()-t.Value[k][1].Float(), 1.5*u+1e-9)
			}
		}
	}
}

// weighed gives the values of the small areas of a place with their residents
// of that year.
func (d *deriving) weighed(areas *release.Table, level release.LevelID, place string, when byblik.Period) (values, weights []byblik.Cell) {
	j := slices.Index(areas.Periods, when)
	residents := d.r.Table(d.r.Screening.Residents, release.AreaLevel)
	if j < 0 || residents == nil {
		return nil, nil
	}
	for _, n := range d.areasOf(level, place) {
		w := byblik.CellWithout(byblik.Missing)
		for k, t := range residents.Periods {
			if t.Year == when.Year {
				w = residents.Value[k][n]
			}
		}
		values, weights = append(values, areas.Value[j][n]), append(weights, w)
	}
	return values, weights
}

func (d *deriving) areasOf(level release.LevelID, place string) []int {
	if d.in == nil {
		at := map[string]int{}
		for n, a := range d.r.Level(release.AreaLevel).Places {
			at[a.Code] = n
		}
		d.in = map[disclose.Place][]int{}
		for p, codes := range blocks(d.r) {
			for _, code := range codes {
				d.in[p] = append(d.in[p], at[code])
			}
		}
	}
	return d.in[disclose.Place{Level: string(level), Code: place}]
}

// rung says whether the ladder lets a figure be shown, by the band that the
// release says.
func (d *deriving) rung(x *release.Indicator, place release.Place, latest bool) string {
	h := disclose.Rung(place.Homes)
	if h == "" || x.Class == publicClass || h.Shows(disclose.Asked{Residents: x.ID == d.r.Screening.Residents, KeyFigure: isKey(d.plan, x), Latest: latest, Classes: classesOf(d.plan, x)}) {
		return "shown"
	}
	return "withheld"
}

func (d *deriving) trendOf(id byblik.IndicatorID, periods []byblik.Period, series []monitor.Interval) release.Trend {
	every := 1
	if x := plannedIn(d.plan, id); x != nil {
		every = x.Pooled
	}
	return trendOf(every, periods, series)
}

func (d *deriving) gap(x *release.Indicator, periods []byblik.Period, exact [][]monitor.Interval) {
	for i := range d.r.Gaps {
		g := &d.r.Gaps[i]
		if g.Indicator != x.ID || len(g.Points) != len(periods) {
			continue
		}
		var points []monitor.Interval
		for j, when := range periods {
			own, ratio := monitor.Difference(exact[j][0], exact[j][1]), monitor.Ratio(exact[j][0], exact[j][1])
			points = append(points, own)
			if x.Kind == release.Mean && math.IsNaN(g.Ratio[j].Value) {
				ratio = monitor.Interval{Value: math.NaN(), Low: math.NaN(), High: math.NaN()} // of what may be below zero none is told
			}
			says, a, b := g.Points[j], between(own, x.Decimals), between(ratio, 2)
			d.add("gaps.csv "+string(x.ID)+" "+when.String(), numbers(says.Value, says.Low, says.High, g.Ratio[j].Value, g.Ratio[j].Low, g.Ratio[j].High), numbers(a.Value, a.Low, a.High, b.Value, b.Low, b.High))
		}
		d.add("gaps.csv "+string(x.ID)+" trend", string(g.Trend), string(d.trendOf(x.ID, periods, points)))
	}
}

// scores holds the standard scores of small areas against their figures, and
// the score of each, the mean of scores by the areas' own mean and standard
// deviation, against both. What the release gives rounded may be off by that.
// Nothing is to be found out where a figure was public before.
func (d *deriving) scores() {
	s := &d.r.Screening
	sum, off, n := make([]float64, len(s.Areas)), make([]float64, len(s.Areas)), make([]float64, len(s.Areas))
	for c := range s.Criteria {
		of, x := &s.Criteria[c], single(d.r, c)
		if x == nil || x.Class == publicClass || !(of.SD > 0) || of.LimitZ == 0 {
			for i := range s.Areas {
				if s.Areas[i].Criteria[c].Status == byblik.OK {
					n[i] = math.NaN()
				}
			}
			continue
		}
		way, u := math.Copysign(1, (of.Limit-of.City)*of.LimitZ), unit(x.Decimals)
		mean, sd := spread(s.Areas, c)
		for i := range s.Areas {
			if f := &s.Areas[i].Criteria[c]; f.Status == byblik.OK {
				d.band(i, c)
				d.near("screening/criteria.csv "+s.Areas[i].Area.Code+" "+of.ID, f.Z, way*(f.Value-of.City)/of.SD, (u+math.Abs(f.Z)*0.0005)/of.SD+0.001)
				sum[i], off[i], n[i] = sum[i]+float64(way*(f.Value-mean)/sd), off[i]+float64(u/sd), n[i]+1
			}
		}
	}
	for i := range s.Areas {
		if a := &s.Areas[i]; a.Status == byblik.OK && n[i] > 0 {
			d.near("screening/areas.csv "+a.Area.Code+" score", a.Score, sum[i]/n[i], off[i]/n[i]+0.001)
		}
	}
}

// band holds the band of a mean against its standard score; those of counts and
// shares are tried as classes.
func (d *deriving) band(i, c int) {
	s, x := &d.r.Screening, single(d.r, c)
	f, of := &s.Areas[i].Criteria[c], &s.Criteria[c]
	if x.Kind != release.Mean || !apart(f.Z, []float64{of.LimitZ - closeZ, of.LimitZ, of.LimitZ + closeZ}, 0.001) {
		return
	}
	follows := release.NotMetFar
	switch off := f.Z - of.LimitZ; {
	case off > closeZ:
		follows = release.MetFar
	case off > 0:
		follows = release.MetClose
	case off > -closeZ:
		follows = release.NotMetClose
	}
	d.add("screening/criteria.csv "+s.Areas[i].Area.Code+" "+of.ID+" band", string(f.Band), string(follows))
}

// spread is the mean and the standard deviation of a criterion over the areas
// that have a value.
func spread(areas []release.AreaFinding, criterion int) (mean, sd float64) {
	var vs []float64
	for i := range areas {
		if f := &areas[i].Criteria[criterion]; f.Status == byblik.OK {
			vs = append(vs, f.Value)
			mean += f.Value
		}
	}
	mean /= float64(len(vs))
	for _, v := range vs {
		sd += float64((v - mean) * (v - mean))
	}
	return mean, math.Sqrt(sd / float64(len(vs)))
}

// near adds a number that may be off by so much.
func (d *deriving) near(name string, says, follows, off float64) {
	if math.Abs(says-follows) <= off || math.IsNaN(says) && math.IsNaN(follows) {
		follows = says
	}
	d.add(name, numbers(says), numbers(follows))
}

func (d *deriving) twins() {
	areas := d.r.Screening.Areas
	like := twinsOf(areas, d.r.Screening.Known())
	for i := range areas {
		d.add("screening/areas.csv "+areas[i].Area.Code+" twins", strings.Join(areas[i].Twins, " "), strings.Join(like[i], " "))
	}
}

// changes holds the rows of changed figures against the figures themselves,
// those of earlier releases too, and against the order of the tables.
func (d *deriving) changes() {
	now, last := map[release.FigureID]byblik.Cell{}, map[release.FigureID]byblik.Cell{}
	eachCell(d.r, func(f release.FigureID, c byblik.Cell) { now[f] = c })
	for e := range d.k {
		eachCell(d.releases[e], func(f release.FigureID, c byblik.Cell) {
			if place := figure("", f.Level, f.Place, f.Period).Place; d.names[e][place] == d.names[d.k][place] {
				last[f] = c
			}
		})
	}
	var rows []release.FigureID
	for _, c := range d.r.Changes {
		rows = append(rows, c.Figure)
		before, known := last[c.Figure]
		if !known {
			before = c.Before // of a release that is not at hand
		}
		d.add("changes.csv "+c.Figure.String(), cell(c.Before)+" "+cell(c.After), cell(before)+" "+cell(now[c.Figure]))
	}
	d.inOrder("changes.csv", rows, false)
}

// lacks holds what larger places leave out against the figures of the small
// areas.
func (d *deriving) lacks() {
	var rows []release.FigureID
	for _, l := range d.r.Lacks {
		rows = append(rows, l.Figure)
		for _, area := range l.Areas {
			follows := "without"
			if x := d.r.Indicator(l.Figure.Indicator); x == nil || x.Kind == release.Mean {
				break // a mean leaves areas out that have nobody to weigh by, too
			}
			if t := d.r.Table(l.Figure.Indicator, release.AreaLevel); t != nil {
				j, n := slices.Index(t.Periods, l.Figure.Period), slices.IndexFunc(d.r.Level(release.AreaLevel).Places, func(p release.Place) bool { return p.Code == area })
				grid := map[string][][]byblik.Cell{"": t.Value, "numerator": t.Numerator, "denominator": t.Denominator}[l.Figure.Part]
				if j >= 0 && n >= 0 && grid != nil && grid[j][n].Status() == byblik.OK {
					follows = "with"
				}
			}
			d.add("coverage.csv "+l.Figure.String()+" "+area, "without", follows)
		}
		d.add("coverage.csv "+l.Figure.String(), strings.Join(l.Areas, " "), strings.Join(slices.Sorted(slices.Values(l.Areas)), " "))
	}
	d.inOrder("coverage.csv", rows, true)
}

// inOrder holds the order of rows against that of the tables: indicator, level,
// then place and period, or period and place.
func (d *deriving) inOrder(file string, rows []release.FigureID, byPeriod bool) {
	at := map[release.FigureID]int{}
	for _, l := range d.r.Levels {
		for n, p := range l.Places {
			at[release.FigureID{Level: l.ID, Place: p.Code}] = n
		}
	}
	level := func(f release.FigureID) int {
		return slices.IndexFunc(d.r.Levels, func(l release.Level) bool { return l.ID == f.Level })
	}
	part := map[string]int{"": 0, "numerator": 1, "denominator": 2}
	sorted := slices.SortedStableFunc(slices.Values(rows), func(x, y release.FigureID) int {
		place := cmp.Compare(at[release.FigureID{Level: x.Level, Place: x.Place}], at[release.FigureID{Level: y.Level, Place: y.Place}])
		period := x.Period.Compare(y.Period)
		if byPeriod {
			place, period = period, place
		}
		return cmp.Or(cmp.Compare(x.Indicator, y.Indicator), cmp.Compare(level(x), level(y)), place, period, cmp.Compare(part[x.Part], part[y.Part]))
	})
	for i, f := range rows {
		d.add(fmt.Sprintf("%s row %d", file, i+1), f.String(), sorted[i].String())
	}
}

// numbers writes numbers side by side; nothing for what is none.
func numbers(vs ...float64) string {
	var b []byte
	for i, v := range vs {
		if i > 0 {
			b = append(b, ' ')
		}
		if !math.IsNaN(v) {
			b = strconv.AppendFloat(b, v, 'f', -1, 64)
		}
	}
	return string(b)
}

func cell(c byblik.Cell) string {
	if c.Status() != byblik.OK {
		return c.Status().String()
	}
	return numbers(c.Float())
}
