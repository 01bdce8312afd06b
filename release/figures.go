package release

import (
	"fmt"
	"math"

	"byblik"
)

var figureHead = []string{"figure", "level", "place", "period", "value", "status",
	"numerator", "numerator_status", "denominator", "denominator_status", "low", "high"}

// encodeFigures writes all figures of one indicator: by level, place, period.
func (r *Release) encodeFigures(id byblik.IndicatorID) []byte {
	s := newSheet(figureHead...)
	for i := range r.Tables {
		t := &r.Tables[i]
		if t.Indicator != id {
			continue
		}
		for p, place := range r.Level(t.Level).Places {
			for k, period := range t.Periods {
				f := FigureID{Indicator: id, Level: t.Level, Place: place.Code, Period: period}
				v, n, d := t.Value[k][p], at(t.Numerator, k, p), at(t.Denominator, k, p)
				s.row(f.String(), string(t.Level), place.Code, period.String(), byblik.Exact(v.Float()), v.Status().String(),
					n.number(), n.word(), d.number(), d.word(), byblik.Exact(t.Low[k][p]), byblik.Exact(t.High[k][p]))
			}
		}
	}
	return s.bytes()
}

// behind is a count behind a figure; absent where the indicator has none.
type behind struct {
	cell   byblik.Cell
	absent bool
}

func at(grid [][]byblik.Cell, k, p int) behind {
	if grid == nil {
		return behind{absent: true}
	}
	return behind{cell: grid[k][p]}
}

func (b behind) number() string {
	if b.absent {
		return ""
	}
	return byblik.Exact(b.cell.Float())
}

func (b behind) word() string {
	if b.absent {
		return ""
	}
	return b.cell.Status().String()
}

// decodeFigures reads the figures of one indicator back into tables.
func (r *Release) decodeFigures(id byblik.IndicatorID, file string, text []byte) error {
	in := readSheet(file, text, figureHead...)
	var t *Table
	var l *Level
	place, period := 0, 0
	err := in.each(func(c []string) {
		level, when := LevelID(c[1]), in.period(c[3])
		if t == nil || t.Level != level {
			if l = r.Level(level); l == nil || len(l.Places) == 0 || r.Table(id, level) != nil {
				in.bad("level", c[1], "the levels of the release that have places, each once")
				return
			}
			r.Tables = append(r.Tables, Table{Indicator: id, Level: level})
			t, place, period = &r.Tables[len(r.Tables)-1], 0, 0
		}
		switch {
		case place == 0 && l.Places[0].Code == c[2]:
			t.grow(when, len(l.Places), c[7] != "", c[9] != "")
			period = len(t.Periods) - 1
		case period == len(t.Periods)-1:
			place, period = place+1, 0
		default:
			period++
		}
		if place >= len(l.Places) || l.Places[place].Code != c[2] || t.Periods[period] != when || c[0] != (FigureID{Indicator: id, Level: level, Place: c[2], Period: when}).String() {
			in.bad("figure", c[0], "each place and period once, in order")
			return
		}
		if (c[7] != "") != (t.Numerator != nil) || (c[9] != "") != (t.Denominator != nil) || len(t.Numerator) != len(t.Periods) && t.Numerator != nil || len(t.Denominator) != len(t.Periods) && t.Denominator != nil {
			in.bad("numerator_status, denominator_status", c[7]+" "+c[9], "counts behind all figures of an indicator at a level, or behind none")
			return
		}
		t.Value[period][place] = in.cell(c[4], c[5])
		if t.Numerator != nil {
			t.Numerator[period][place] = in.cell(c[6], c[7])
		}
		if t.Denominator != nil {
			t.Denominator[period][place] = in.cell(c[8], c[9])
		}
		t.Low[period][place], t.High[period][place] = in.float(c[10]), in.float(c[11])
	})
	if err == nil && t != nil && (place != len(l.Places)-1 || period != len(t.Periods)-1) {
		err = &byblik.Error{Kind: byblik.Invalid, File: file, Found: "an end in the middle", Expected: "each place and period", Do: "get the release again"}
	}
	return err
}

// grow adds a period to a table.
func (t *Table) grow(when byblik.Period, places int, numerator, denominator bool) {
	t.Periods = append(t.Periods, when)
	t.Value = append(t.Value, make([]byblik.Cell, places))
	if numerator {
		t.Numerator = append(t.Numerator, make([]byblik.Cell, places))
	}
	if denominator {
		t.Denominator = append(t.Denominator, make([]byblik.Cell, places))
	}
	low, high := make([]float64, places), make([]float64, places)
	for i := range low {
		low[i], high[i] = math.NaN(), math.NaN()
	}
	t.Low, t.High = append(t.Low, low), append(t.High, high)
	if t.Trend == nil {
		t.Trend = make([]Trend, places)
	}
}

func (r *Release) encodeTrends() []byte {
	s := newSheet("indicator", "level", "place", "trend")
	for i := range r.Tables {
		t := &r.Tables[i]
		for p, place := range r.Level(t.Level).Places {
			s.row(string(t.Indicator), string(t.Level), place.Code, string(t.Trend[p]))
		}
	}
	return s.bytes()
}

func (r *Release) decodeTrends(text []byte) error {
	in := readSheet(trendsPath, text, "indicator", "level", "place", "trend")
	k, p := 0, 0
	err := in.each(func(c []string) {
		for k < len(r.Tables) && p == len(r.Tables[k].Trend) {
			k, p = k+1, 0
		}
		if k == len(r.Tables) || string(r.Tables[k].Indicator) != c[0] || string(r.Tables[k].Level) != c[1] || r.Level(r.Tables[k].Level).Places[p].Code != c[2] {
			in.bad("place", fmt.Sprint(c[:3]), "the places of the figures, in order")
			return
		}
		r.Tables[k].Trend[p] = Trend(c[3])
		p++
	})
	if err == nil && len(r.Tables) > 0 && (k < len(r.Tables)-1 || p != len(r.Tables[k].Trend)) {
		err = &byblik.Error{Kind: byblik.Invalid, File: trendsPath, Found: "an end in the middle", Expected: "each place of the figures", Do: "get the release again"}
	}
	return err
}

var gapHead = []string{"indicator", "period", "points", "points_low", "points_high", "ratio", "ratio_low", "ratio_high", "trend"}

func encodeGaps(gaps []Gap) []byte {
	s := newSheet(gapHead...)
	for i := range gaps {
		g := &gaps[i]
		for k, t := range g.Periods {
			a, b := g.Points[k], g.Ratio[k]
			s.row(string(g.Indicator), t.String(), byblik.Exact(a.Value), byblik.Exact(a.Low), byblik.Exact(a.High), byblik.Exact(b.Value), byblik.Exact(b.Low), byblik.Exact(b.High), string(g.Trend))
		}
	}
	return s.bytes()
}

func decodeGaps(text []byte) (gaps []Gap, err error) {
	in := readSheet(gapsPath, text, gapHead...)
	err = in.each(func(c []string) {
		id := byblik.IndicatorID(c[0])
		if len(gaps) == 0 || gaps[len(gaps)-1].Indicator != id {
			gaps = append(gaps, Gap{Indicator: id, Trend: Trend(c[8])})
		}
		g := &gaps[len(gaps)-1]
		g.Periods = append(g.Periods, in.period(c[1]))
		g.Points = append(g.Points, Between{in.float(c[2]), in.float(c[3]), in.float(c[4])})
		g.Ratio = append(g.Ratio, Between{in.float(c[5]), in.float(c[6]), in.float(c[7])})
	})
	return gaps, err
}

func encodeChanges(changes []Change) []byte {
	s := newSheet("figure", "before", "before_status", "after", "after_status")
	for _, c := range changes {
		s.row(c.Figure.String(), byblik.Exact(c.Before.Float()), c.Before.Status().String(), byblik.Exact(c.After.Float()), c.After.Status().String())
	}
	return s.bytes()
}

func decodeChanges(text []byte) (changes []Change, err error) {
	in := readSheet(changesPath, text, "figure", "before", "before_status", "after", "after_status")
	err = in.each(func(c []string) {
		f, err := ParseFigureID(c[0])
		if err != nil {
			in.bad("figure", c[0], "the name of a figure")
		}
		changes = append(changes, Change{Figure: f, Before: in.cell(c[1], c[2]), After: in.cell(c[3], c[4])})
	})
	return changes, err
}

func encodeLacks(lacks []Lack) []byte {
	s := newSheet("figure", "without")
	for _, x := range lacks {
		s.row(x.Figure.String(), codes(x.Areas))
	}
	return s.bytes()
}

func decodeLacks(text []byte) (lacks []Lack, err error) {
	in := readSheet(coveragePath, text, "figure", "without")
	err = in.each(func(c []string) {
		f, err := ParseFigureID(c[0])
		if err != nil {
			in.bad("figure", c[0], "the name of a figure")
		}
		lacks = append(lacks, Lack{Figure: f, Areas: uncodes(c[1])})
	})
	return lacks, err
}
