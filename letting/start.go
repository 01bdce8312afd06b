package letting

import (
	"fmt"
	"math"

	"byblik"
	"byblik/lists"
	"byblik/screen"
)

// area is a housing area made ready: what is known of it, its homes, and how
// they are let.
type area struct {
	of       *lists.HousingArea
	homes    float64
	lettings int // a year
	assumed  AreaAssumption
	today    []int // lettings a year by type
	tried    []int // as the mix asks, and with what it receives from elsewhere
	base     int   // index of the last year with residents: its list is known
	first    int   // year of index 0
	known    course
	last     [criteria]int // index of the last known figure; −1 if there is none
	rounded  bool          // a printed percentage is where the arithmetic begins
}

// course is what becomes of an area over the years, by index of year.
type course struct {
	base      bool
	residents []float64
	share     [criteria][]float64 // per cent; NaN where it is not known
	persons   [criteria][]float64
	of        [criteria][]float64
	nation    []float64
	answers   []answers
	judged    []bool // which answers stand
}

func newCourse(years int) course {
	c := course{residents: nans(years), nation: nans(years), answers: make([]answers, years), judged: make([]bool, years)}
	for k := range criteria {
		c.share[k], c.persons[k], c.of[k] = nans(years), nans(years), nans(years)
	}
	return c
}

func nans(n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = math.NaN()
	}
	return v
}

// newArea takes an area from the folder. Its years begin with the first on
// file and end with the study.
func (s *Study) newArea(of *lists.HousingArea, known *lists.Register) (*area, error) {
	a := &area{of: of, assumed: s.assume.of(of.Code.Code), base: -1}
	if len(of.Years) == 0 {
		return nil, missing(of, "no year on file")
	}
	a.first = of.Years[0].Year
	a.known = newCourse(s.options.Until - a.first + 1)
	a.known.base = of.Base2010
	for i := range of.Years {
		y := &of.Years[i]
		if y.Year <= s.options.Until {
			a.take(y, s)
		}
	}
	if a.base < 0 {
		return nil, missing(of, "no residents in any year")
	}
	if y := a.first + a.base; s.options.Until <= y || s.assume.TriedFrom < y {
		return nil, &byblik.Error{Kind: byblik.Usage, File: s.assume.File, Line: s.assume.lines["tried_from"], Place: "tried_from, --until", Found: fmt.Sprintf("lettings tried from %d, lists to %d", s.assume.TriedFrom, s.options.Until),
			Expected: fmt.Sprintf("lettings from %d on and lists after %[1]d, the last year on file", y), Do: "choose later years"}
	}
	s.nation(&a.known, a.first)
	a.remember(known, s)
	return a, a.house(s)
}

func missing(of *lists.HousingArea, found string) error {
	return &byblik.Error{Kind: byblik.Invalid, Check: "letting", File: "housing_areas.csv", Place: of.Code.Code, Found: found, Expected: "residents of one year or more", Do: "add the figures or leave the area out"}
}

// take notes what one year on file says.
func (a *area) take(y *lists.AreaYear, s *Study) {
	i := y.Year - a.first
	c, ages := &a.known, s.assume.AgeShares
	if y.Residents.Known {
		c.residents[i], a.base = y.Residents.Value, i
	}
	of := [criteria]float64{ages.From18To64, ages.From18, ages.From30To59, 1, ages.Taxpayers}
	for k, f := range [...]lists.Figure{y.Labour, y.Convicted, y.Education, y.Origin} {
		share, ok := f.Share()
		if !ok {
			continue
		}
		d := f.Of
		if d <= 0 {
			d = of[k] * y.Residents.Value
		}
		c.share[k][i], c.of[k][i], c.persons[k][i] = share, d, share*d/100
	}
	ref, ok := s.delivery.References.Of(y.Year, a.of.Region)
	if ok && ref.Income.Known && ref.Income.Value > 0 && y.Income.Known {
		d := of[income] * y.Residents.Value
		c.share[income][i], c.of[income][i] = 100*y.Income.Value/ref.Income.Value, d
		c.persons[income][i] = c.share[income][i] * d
	}
}

// nation lays the national figure into a course, as far as it is known.
func (s *Study) nation(c *course, first int) {
	for i := range c.nation {
		if ref, ok := s.delivery.References.Of(first+i, lists.Nation); ok {
			if v, known := ref.Convicted.Share(); known {
				c.nation[i] = v
			}
		}
	}
}

// remember takes over the lists up to the last year on file, each under the
// rules of its own year.
func (a *area) remember(g *lists.Register, s *Study) {
	for i := range a.base + 1 {
		a.known.answers[i] = answers{unknown: 1<<len(s.rules.lists) - 1}
		standing, err := g.Standing(a.of, a.first+i)
		if err != nil {
			continue // before the first list
		}
		for k, l := range s.rules.lists {
			r := standing.Result(l.id)
			if r == nil || !r.On.Known() {
				continue
			}
			a.known.answers[i].unknown &^= 1 << k
			if r.On == screen.Yes {
				a.known.answers[i].on |= 1 << k
			}
		}
	}
	for k := range criteria {
		a.last[k] = -1
		for i, v := range a.known.share[k] {
			if v == v && a.known.of[k][i] > 0 {
				a.last[k] = i
			}
		}
	}
	if y := a.of.Year(a.first + a.last[labour]); a.last[labour] >= 0 && y.Labour.Kind == lists.PublishedFigure {
		a.rounded = true
	}
}

// house finds the homes and divides their lettings by type.
func (a *area) house(s *Study) error {
	x := a.assumed
	a.homes = x.Homes
	if a.homes == 0 {
		a.homes = a.known.residents[a.base] / x.ResidentsPerHome
	}
	a.lettings = int(math.Floor(x.Turnover*a.homes + 0.5))
	if a.lettings < 1 || float64(a.lettings) > a.homes {
		return &byblik.Error{Kind: byblik.Usage, File: s.assume.File, Line: s.assume.lines[x.at], Place: x.at, Found: fmt.Sprintf("%d lettings a year in the %.0f homes of %s", a.lettings, a.homes, a.of.Code.Code),
			Expected: "one letting a year or more, and no more than homes", Do: "correct turnover, homes or residents_per_home"}
	}
	a.today, a.tried = apportion(a.lettings, x.Today), apportion(a.lettings, x.Tried)
	return nil
}

// year is the index of a calendar year.
func (a *area) year(y int) int { return y - a.first }
