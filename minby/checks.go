package minby

import "math"

// check is a limit of the State's lists that the figures of a housing area are
// held against: the mean of the latest window years, for figures up to each of
// the years from–to.
type check struct {
	from, to, window int
	limit            func(year int) float64
}

func flat(v float64) func(int) float64 { return func(int) float64 { return v } }

// times is a multiple of the mean national share of two years.
func times(m float64) func(int) float64 {
	return func(year int) float64 { return m * (nationalShare(year) + nationalShare(year-1)) / 2 }
}

// checksOf lists the limits that some year's rules set (the rules of 2010 for
// the list of 2013, those of 2014 for 2014–2017, then those of 2018 and 2021).
func (s *story) checksOf(what aspect) []check {
	switch what {
	case labour:
		return []check{{2012, 2012, 4, flat(40)}, {2013, lastClosed, 2, flat(40)}, {2020, lastClosed, 2, flat(30)}, {2020, lastClosed, 1, flat(40)}}
	case convicted:
		return []check{{2012, 2012, 4, flat(2.7)}, {2013, 2016, 2, flat(2.7)}, {2017, lastClosed, 2, times(3)}, {2020, lastClosed, 2, times(2)}}
	case education: // until 2017 those whose education is unknown counted in
		return []check{{2013, 2016, 1, flat(50)}, {2013, 2016, 1, flat(50 - s.unknown)}, {2017, lastClosed, 1, flat(60)}}
	case origin:
		return []check{{2013, Last, 1, flat(50)}, {2021, Last, 1, flat(30)}}
	case income:
		return []check{{2013, lastClosed, 1, flat(55)}, {2020, lastClosed, 1, flat(65)}}
	}
	return nil
}

// clearOf is how far figures keep from a limit that they are not to meet, in
// percentage points: more than rounding or a national figure can carry.
func clearOf(what aspect) float64 {
	if what == convicted {
		return 0.04
	}
	return 0.2
}

// holds says whether figures tell what was meant: on the same side of every
// limit, and clear of it. Where the limit itself is meant, nothing is asked.
func (s *story) holds(what aspect, meant, got [listYears]float64) bool {
	clear := clearOf(what)
	for _, c := range s.checksOf(what) {
		for year := c.from; year <= c.to; year++ {
			limit := c.limit(year)
			wish := mean(meant, year, c.window) - limit
			off := mean(got, year, c.window) - limit
			if math.IsNaN(wish) || math.Abs(wish) < clear/2 {
				continue
			}
			if (wish > 0) != (off > 0) || math.Abs(off) < clear {
				return false
			}
		}
	}
	return true
}

func mean(shares [listYears]float64, year, window int) float64 {
	sum := 0.0
	for k := range window {
		sum += shares[year-k-ListFirst]
	}
	return sum / float64(window)
}
