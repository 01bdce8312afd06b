package lists

import (
	"math"
	"math/big"

	"byblik/catalog"
)

// share is a share of persons over one or several years, the latest first.
type share struct {
	figures []Figure
	pooled  bool    // counts are added up instead of percentages averaged
	extra   float64 // persons that count besides, in the latest year: unknown education
	moved   float64 // persons that the latest count is changed by, to try a margin
}

// span gives where the share may lie, in per cent.
//
// mean-of-rates: (1/k) Σ 100·nᵢ/dᵢ; pooled: 100·Σnᵢ/Σdᵢ.
func (s share) span() span {
	out := span{point: true, exact: s.exact}
	if s.pooled {
		var n, d float64
		for i := range s.figures {
			n += s.count(i)
			d += s.figures[i].Of
		}
		out.lo = 100 * n / d
		out.hi = out.lo
		return out
	}
	for i, f := range s.figures {
		lo, hi := s.bounds(i)
		out.lo += lo
		out.hi += hi
		out.point = out.point && f.Kind == CountedFigure
	}
	out.lo /= float64(len(s.figures))
	out.hi /= float64(len(s.figures))
	return out
}

// count is the numerator of one year: the latest with what is added to it,
// never below nobody nor above everybody.
func (s share) count(i int) float64 {
	f := s.figures[i]
	if i > 0 {
		return f.Count
	}
	return min(max(f.Count+s.extra+s.moved, 0), f.Of)
}

// bounds are the ends of one year's share in per cent.
func (s share) bounds(i int) (lo, hi float64) {
	f := s.figures[i]
	if f.Kind == CountedFigure {
		v := 100 * s.count(i) / f.Of
		return v, v
	}
	half := 0.5 * math.Pow10(-f.Decimals)
	shift := 0.0
	if i == 0 && s.moved != 0 {
		shift = 100 * s.moved / f.Of
	}
	return min(max(f.Percent-half+shift, 0), 100), min(max(f.Percent+half+shift, 0), 100)
}

var hundred = big.NewRat(100, 1)

// exact is one end of the span in rational arithmetic.
func (s share) exact(high bool) *big.Rat {
	sum := new(big.Rat)
	if s.pooled {
		of := new(big.Rat)
		for i := range s.figures {
			sum.Add(sum, s.exactCount(i))
			of.Add(of, decimal(s.figures[i].Of))
		}
		return sum.Mul(sum.Quo(sum, of), hundred)
	}
	for i := range s.figures {
		sum.Add(sum, s.exactBound(i, high))
	}
	return sum.Quo(sum, big.NewRat(int64(len(s.figures)), 1))
}

func (s share) exactCount(i int) *big.Rat {
	n := decimal(s.figures[i].Count)
	if i == 0 {
		n.Add(n, decimal(s.extra)).Add(n, decimal(s.moved))
		n = within(n, decimal(s.figures[i].Of))
	}
	return n
}

func (s share) exactBound(i int, high bool) *big.Rat {
	f := s.figures[i]
	if f.Kind == CountedFigure {
		n := s.exactCount(i)
		return n.Mul(n.Quo(n, decimal(f.Of)), hundred)
	}
	v := decimal(f.Percent)
	half := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Mul(big.NewInt(2), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(f.Decimals)), nil)))
	if high {
		v.Add(v, half)
	} else {
		v.Sub(v, half)
	}
	if i == 0 && s.moved != 0 {
		shift := new(big.Rat).Mul(decimal(s.moved), hundred)
		v.Add(v, shift.Quo(shift, decimal(f.Of)))
	}
	return within(v, hundred)
}

// within keeps a number between 0 and a top.
func within(v, top *big.Rat) *big.Rat {
	if v.Sign() < 0 {
		return new(big.Rat)
	}
	if v.Cmp(top) > 0 {
		return new(big.Rat).Set(top)
	}
	return v
}

// FigureOf is where a year keeps the figure of a criterion that is a share of
// persons; nil for residents and income.
func (y *AreaYear) FigureOf(id CriterionID) *Figure {
	switch id {
	case Labour:
		return &y.Labour
	case Convicted:
		return &y.Convicted
	case Education:
		return &y.Education
	case Origin:
		return &y.Origin
	}
	return nil
}

// figureOf picks a criterion's figure from a year; missing where it is no share.
func (y *AreaYear) figureOf(id CriterionID) Figure {
	if f := y.FigureOf(id); f != nil {
		return *f
	}
	return Figure{}
}

// measured is the value of a criterion and the limit it is held against.
type measured struct {
	value, limit span
	share        *share // nil for income
	years        []YearBehind
	known        bool // both are there
	valued       bool // the value is there, whatever becomes of the limit
	limited      bool // the limit is there
}

// measure finds the figures of a criterion for the list of a year. Absent
// figures leave it unknown: nothing is carried over from other years.
func (g *Register) measure(k *catalog.StateCriterion, a *HousingArea, year int) measured {
	m := measured{limit: pointAt(limitFor(k, a, year)), limited: true}
	if k.Figure == string(Income) {
		return g.measureIncome(m, k, a, year)
	}
	s := &share{pooled: g.book.pooled() && len(k.YearsBack) > 1, figures: make([]Figure, 0, len(k.YearsBack))}
	m.valued = true
	for i, back := range k.YearsBack {
		y := a.Year(year - back)
		f := Figure{}
		if y != nil {
			f = y.figureOf(CriterionID(k.Figure))
		}
		if i == 0 && k.Unknown && f.Kind == CountedFigure {
			s.extra = y.EducationUnknown
		}
		v, ok := f.Share()
		m.years = append(m.years, YearBehind{year - back, v, ok, f.Kind == PublishedFigure})
		m.valued = m.valued && ok && !(s.pooled && f.Kind != CountedFigure)
		s.figures = append(s.figures, f)
	}
	if m.valued {
		m.value, m.share = s.span(), s
	}
	if k.Against == "nation" {
		m.limit, m.limited = g.national(k, year)
	}
	m.known = m.valued && m.limited
	return m
}

// measureIncome puts the mean income of an area in per cent of its region's.
func (g *Register) measureIncome(m measured, k *catalog.StateCriterion, a *HousingArea, year int) measured {
	t := year - k.YearsBack[0]
	y := a.Year(t)
	ref, ok := g.delivery.References.Of(t, a.Region)
	m.known = y != nil && y.Income.Known && ok && ref.Income.Known && ref.Income.Value > 0
	m.valued = m.known
	if m.known {
		own, region := y.Income.Value, ref.Income.Value
		m.value = span{100 * own / region, 100 * own / region, true, func(bool) *big.Rat {
			r := new(big.Rat).Mul(decimal(own), hundred)
			return r.Quo(r, decimal(region))
		}}
	}
	m.years = append(m.years, YearBehind{t, m.value.lo, m.known, false})
	return m
}

// national is a multiple of the mean of the nation's percentages.
func (g *Register) national(k *catalog.StateCriterion, year int) (span, bool) {
	s := share{figures: make([]Figure, 0, len(k.YearsBack))}
	for _, back := range k.YearsBack {
		ref, _ := g.delivery.References.Of(year-back, Nation)
		if _, ok := ref.Convicted.Share(); !ok {
			return span{}, false
		}
		s.figures = append(s.figures, ref.Convicted)
	}
	return s.span().times(k.Limit), true
}
