package byblik

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// PeriodKind says what stretch or day a Period is.
type PeriodKind uint8

// The kinds of period that official figures describe.
const (
	NoPeriod      PeriodKind = iota // the zero value: no period
	Year                            // a calendar year
	Quarter                         // a quarter of a year
	Month                           // a month
	FirstJanuary                    // the state on 1 January (population)
	FirstDecember                   // the State's lists of 1 December
	TwoYearMean                     // the mean of Year-1 and Year
)

// Period is the time that a figure describes. Part is the quarter (1–4) or
// the month (1–12) and zero otherwise. The zero value means “no period”.
type Period struct {
	Kind PeriodKind
	Year int
	Part int
}

// InYear is the calendar year y.
func InYear(y int) Period { return Period{Kind: Year, Year: y} }

// String writes the period as ParsePeriod reads it.
func (p Period) String() string {
	switch p.Kind {
	case Year:
		return fmt.Sprintf("%04d", p.Year)
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", p.Year, p.Part)
	case Month:
		return fmt.Sprintf("%04d-%02d", p.Year, p.Part)
	case FirstJanuary:
		return fmt.Sprintf("%04d-01-01", p.Year)
	case FirstDecember:
		return fmt.Sprintf("%04d-12-01", p.Year)
	case TwoYearMean:
		return fmt.Sprintf("%04d/%04d", p.Year-1, p.Year)
	}
	return ""
}

// Compare orders periods by year, then part, then kind.
func (p Period) Compare(q Period) int {
	return cmp.Or(cmp.Compare(p.Year, q.Year), cmp.Compare(p.Part, q.Part), cmp.Compare(p.Kind, q.Kind))
}

// ParsePeriod reads 2013, 2013-Q2, 2013-04, 2013-01-01, 2013-12-01 or
// 2012/2013 (the mean of two years).
func ParsePeriod(s string) (Period, error) {
	bad := fmt.Errorf("period %q: expected a year such as 2013, or 2013-Q2, 2013-04, 2013-01-01, 2013-12-01, 2012/2013", s)
	year := func(t string) (int, bool) {
		y, err := strconv.Atoi(t)
		return y, err == nil && len(t) == 4 && y >= 1000
	}
	if a, b, ok := strings.Cut(s, "/"); ok {
		y1, ok1 := year(a)
		y2, ok2 := year(b)
		if !ok1 || !ok2 || y2 != y1+1 {
			return Period{}, bad
		}
		return Period{Kind: TwoYearMean, Year: y2}, nil
	}
	head, rest, more := strings.Cut(s, "-")
	y, ok := year(head)
	if !ok {
		return Period{}, bad
	}
	switch {
	case !more:
		return InYear(y), nil
	case rest == "01-01":
		return Period{Kind: FirstJanuary, Year: y}, nil
	case rest == "12-01":
		return Period{Kind: FirstDecember, Year: y}, nil
	case len(rest) == 2 && rest[0] == 'Q' && rest[1] >= '1' && rest[1] <= '4':
		return Period{Kind: Quarter, Year: y, Part: int(rest[1] - '0')}, nil
	case len(rest) == 2:
		if m, err := strconv.Atoi(rest); err == nil && m >= 1 && m <= 12 {
			return Period{Kind: Month, Year: y, Part: m}, nil
		}
	}
	return Period{}, bad
}
