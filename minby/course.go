package minby

import (
	"math"
	"strconv"
)

// ListFirst is the first year of the figures for the State's lists: with four
// years behind it the list of 2013 can be made under the rules of 2010.
const ListFirst = 2009

const (
	listYears  = Last - ListFirst + 1
	lastClosed = Last - 1 // the last year that is over: of Last only residents and origin are known
)

// aspect is what the State's lists measure of a housing area.
type aspect uint8

const (
	labour    aspect = iota // 18–64 outside labour market and education
	convicted               // convicted, of the adults
	education               // 30–59 with only primary school
	origin                  // non-western origin, of the residents
	income                  // mean gross income
	residents
)

// knot is a value in a year; a course runs straight from knot to knot, and
// level before the first and after the last.
type knot struct {
	year  int
	value float64
}

type course []knot

func (c course) at(year int) float64 {
	for i, k := range c {
		if year > k.year {
			continue
		}
		if i == 0 || year == k.year {
			return k.value
		}
		a := c[i-1]
		t := float64(year-a.year) / float64(k.year-a.year)
		return a.value + float64(t*(k.value-a.value))
	}
	return c[len(c)-1].value
}

// story is what a housing area has to show: how its shares run, in per cent
// (convicted: as a multiple of the national share; income: in per cent of the
// region's), and which cells are written exactly so.
type story struct {
	part                                         float64 // share of its small area's residents that live in it
	newer                                        bool    // built after 2010, so not on the base list
	labour, convicted, education, income, origin course
	unknown                                      float64  // per cent of those aged 30–59 whose education is unknown
	printed                                      []aspect // known only as printed percentages
	pins                                         []pin
	gap                                          int   // a year without a row; 0 if none
	hard                                         []int // imported: on the list of omdannelse in 2018–2020
	untold                                       []int // years of which nothing is imported
}

// pin is a cell that is written as it stands here: a count and its
// denominator, a printed percentage, a number of residents, or nothing.
type pin struct {
	what      aspect
	year      int
	n, d, pct string
}

func (s *story) pinned(what aspect, year int) (pin, bool) {
	for _, p := range s.pins {
		if p.what == what && p.year == year {
			return p, true
		}
	}
	return pin{}, false
}

// share is the pinned share in per cent; NaN where nothing is written.
func (p pin) share() float64 {
	if p.pct != "" {
		return decimal(p.pct)
	}
	return 100 * decimal(p.n) / decimal(p.d)
}

func decimal(text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

// meant gives the share of each year that a story asks for, in per cent.
func (s *story) meant(what aspect) (out [listYears]float64) {
	for k := range out {
		year := ListFirst + k
		switch what {
		case labour:
			out[k] = s.labour.at(year)
		case convicted:
			out[k] = s.convicted.at(year) * nationalShare(year)
		case education:
			out[k] = s.education.at(year)
		case origin:
			out[k] = s.origin.at(year)
		case income:
			out[k] = s.income.at(year)
		}
	}
	return out
}

// withPins puts the pinned shares in place of others.
func (s *story) withPins(what aspect, shares [listYears]float64) [listYears]float64 {
	for k := range shares {
		if p, ok := s.pinned(what, ListFirst+k); ok {
			shares[k] = p.share()
		}
	}
	return shares
}
