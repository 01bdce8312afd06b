package forecast

import (
	"math"

	"byblik"
	"byblik/catalog"
)

// Scale says on which scale a quantity moves.
type Scale uint8

// The two scales: shares move on the logit, amounts on the logarithm.
const (
	Share  Scale = iota // per cent of persons, between 0 and 100
	Amount              // a positive number: residents, an income, a ratio of incomes
)

// Series holds one quantity of many areas over consecutive years. Value is NaN
// where there is no figure; Of is the number of persons behind it, 0 or NaN
// where nobody knows it. Both are by area, then by year from First on.
type Series struct {
	ID    string
	Title catalog.Text
	Scale Scale
	Areas []string
	First int
	Value [][]float64
	Of    [][]float64
}

// Years is the number of years the series spans.
func (s *Series) Years() int {
	if len(s.Value) == 0 {
		return 0
	}
	return len(s.Value[0])
}

// Until gives the series as it was known after a year: everything later is
// gone. Rolling origins stand on it, so that no forecast sees its own year.
func (s *Series) Until(year int) *Series {
	n := min(max(year-s.First+1, 0), s.Years())
	t := *s
	t.Value, t.Of = make([][]float64, len(s.Value)), make([][]float64, len(s.Value))
	for i := range s.Value {
		t.Value[i], t.Of[i] = s.Value[i][:n:n], s.Of[i][:n:n]
	}
	return &t
}

// At gives the value of an area (by place) in a year, NaN where there is none.
func (s *Series) At(area, year int) float64 {
	if t := year - s.First; t >= 0 && t < s.Years() {
		return s.Value[area][t]
	}
	return math.NaN()
}

// point is one figure on the scale of the model: y, and v, the variance that
// y would have if the persons behind it were drawn anew. For a share of k in n
//
//	y = log((k + ½)/(n − k + ½)),  v = 1/(n·p·(1 − p)),  p = (k + ½)/(n + 1)
//
// the empirical logit (Cox and Snell, Analysis of Binary Data, 1989, § 2.1.6);
// for an amount y = log x and v = 1/n.
func (s *Series) point(area, t int) (y, v float64, ok bool) {
	x, n := s.Value[area][t], s.persons(area, t)
	if math.IsNaN(x) || s.Scale == Amount && x <= 0 {
		return 0, 0, false
	}
	if s.Scale == Amount {
		return math.Log(x), 1 / n, true
	}
	p := (min(max(x/100, 0), 1)*n + 0.5) / (n + 1)
	return s.Scale.to(x, n), 1 / (n * p * (1 - p)), true
}

// persons are those behind a figure, or what stands in for them.
func (s *Series) persons(area, t int) float64 {
	if n := s.Of[area][t]; n > 0 {
		return n
	}
	return unknownPersons
}

// unknownPersons stands in where a percentage comes without its denominator.
// It is the least size of a housing area on the State's lists; how far figures
// stray is estimated anyway, so that only its order matters.
const unknownPersons = 1000

// to turns a value of n persons into a number on the model's scale. A limit is
// a value like any other: it takes the same half person, without which a few
// persons among many would always seem to lie above it. Beyond the ends of the
// scale is infinity.
func (s Scale) to(x, n float64) float64 {
	if s == Amount {
		return math.Log(max(x, 0))
	}
	k := x / 100 * n
	switch {
	case k > n:
		return math.Inf(1)
	case k < 0:
		return math.Inf(-1)
	}
	return math.Log((k + 0.5) / (n - k + 0.5))
}

// back is the inverse of to.
func (s Scale) back(y, n float64) float64 {
	if s == Amount {
		return math.Exp(y)
	}
	p := 1 / (1 + math.Exp(-y))
	return 100 * min(max((n+1)*p-0.5, 0), n) / n
}

// FromPanel takes an indicator out of a screening's observations. Where the
// indicator has no counts the persons are those of weight, such as residents.
// Areas with fewer persons than least in a year have no value that year.
func FromPanel(p *byblik.Panel, id, weight byblik.IndicatorID, title catalog.Text, least float64) *Series {
	periods := p.Periods(id)
	s := &Series{ID: string(id), Title: title}
	for _, a := range p.Areas {
		s.Areas = append(s.Areas, a.Code.Code)
	}
	if len(periods) == 0 {
		return s
	}
	s.First = periods[0].Year
	years := periods[len(periods)-1].Year - s.First + 1
	for range p.Areas {
		s.Value = append(s.Value, blank(years))
		s.Of = append(s.Of, blank(years))
	}
	for _, t := range periods {
		s.fill(p, p.Find(id, t), p.Find(weight, t), t.Year-s.First, least)
	}
	return s
}

func (s *Series) fill(p *byblik.Panel, o, weight *byblik.Observations, t int, least float64) {
	for i := range p.Areas {
		n := math.NaN()
		if weight != nil {
			n = weight.Value[i].Float()
		}
		if !(n >= least) {
			continue
		}
		if o.Denominator != nil {
			n = o.Denominator[i]
		}
		s.Value[i][t], s.Of[i][t] = o.Value[i].Float(), n
	}
}

func blank(n int) []float64 {
	b := make([]float64, n)
	for i := range b {
		b[i] = math.NaN()
	}
	return b
}
