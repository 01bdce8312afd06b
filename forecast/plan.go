package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"byblik"
	"byblik/lists"
)

// MidyearCount is a count of a year that is not over: N of D persons of an area
// at the end of a month.
type MidyearCount struct {
	Area      string
	Year      int
	Month     int
	Criterion lists.CriterionID
	N, D      float64
}

// planned is a forecast made ready: fitted quantities, open areas, references.
type planned struct {
	in         Input
	delivery   *lists.Delivery
	quantities []quantity
	first      []int // by quantity: first year that is drawn
	years      []int // and how many years
	horizon    int
	rho        float64
	references drawnReferences
	areas      []open
}

// open is an area with rows for all years that are drawn.
type open struct {
	place   int // in the delivery and in every series
	area    lists.HousingArea
	persons map[lists.CriterionID]float64
	midyear map[lists.CriterionID]*Midyear
}

// manyPersons stands for a denominator that nobody knows, so that rounding to
// whole persons changes nothing.
const manyPersons = 1_000_000

func plan(in Input) (*planned, error) {
	if in.Book.RuleSet(in.Year) == nil {
		return nil, &byblik.Error{Kind: byblik.Usage, Place: "--year", Found: fmt.Sprint(in.Year), Expected: "a year that a rule set covers", Do: "choose a year"}
	}
	p := &planned{in: in, delivery: in.Delivery}
	for _, q := range asked {
		first, years := in.Year-q.back+1, 0
		if s := SeriesOf(in.Delivery, q.id); s.Years() > 0 {
			q.fit = s.Fit()
			first = s.First + s.Years()
			years = max(0, in.Year-q.back-first+1)
		}
		p.quantities, p.first, p.years = append(p.quantities, q), append(p.first, first), append(p.years, years)
		p.horizon = max(p.horizon, years)
	}
	p.rho = togetherness(p.quantities)
	p.references = newDrawnReferences(in.Delivery, in.Year-1)
	register := in.Book.Over(in.Delivery)
	for i := range in.Delivery.Areas {
		if register.Listed(in.Delivery.Areas[i].Code, in.Year) {
			p.areas = append(p.areas, p.open(i))
		}
	}
	return p, nil
}

// open makes room for the years to come and remembers the persons behind the
// last figure of each share.
func (p *planned) open(place int) open {
	a := p.delivery.Areas[place]
	o := open{place: place, persons: map[lists.CriterionID]float64{}, midyear: map[lists.CriterionID]*Midyear{}}
	for k, q := range p.quantities {
		o.persons[q.id] = manyPersons
		for i := range a.Years {
			if q.id != lists.Residents && q.id != lists.Income {
				if f := a.Years[i].FigureOf(q.id); f.Kind != lists.MissingFigure && f.Of > 0 {
					o.persons[q.id] = f.Of
				}
			}
		}
		for t := range p.years[k] {
			if y := p.first[k] + t; a.Year(y) == nil {
				a = *a.With(lists.AreaYear{Year: y})
			}
		}
		for _, m := range p.in.Midyear {
			if m.Area == a.Code.Code && m.Criterion == q.id && m.Year == p.first[k] && p.years[k] > 0 && m.Month < 12 {
				o.midyear[q.id] = &Midyear{Value: midyearValue(m), Of: m.D, Part: float64(m.Month) / 12}
			}
		}
	}
	o.area = a
	return o
}

func midyearValue(m MidyearCount) float64 {
	if m.Criterion == lists.Residents {
		return m.N
	}
	return 100 * m.N / m.D
}

// drawnReferences are the national share of convictions and the regions' mean
// incomes: the years that are known, and the movement of those to come. They
// move by the shared movement alone (see tide).
type drawnReferences struct {
	rows  []lists.Reference
	moves []referenceMove
}

type referenceMove struct {
	region string
	first  int
	years  int
	scale  Scale
	last   float64 // on the model's scale
	tide   tide
	series *Series
}

func newDrawnReferences(d *lists.Delivery, until int) drawnReferences {
	out := drawnReferences{rows: referenceRows(d)}
	for _, region := range regions(d) {
		s := referenceSeries(d, region)
		n := s.Years()
		if n == 0 || s.First+n > until {
			continue
		}
		y, _, _ := s.point(0, n-1)
		out.moves = append(out.moves, referenceMove{region, s.First + n, until - s.First - n + 1, s.Scale, y, s.tide(), s})
	}
	return out
}

// referenceSeries is the share of convictions of the nation, or the income of
// a region.
func referenceSeries(d *lists.Delivery, region string) *Series {
	s := &Series{Scale: Amount}
	if region == lists.Nation {
		s.Scale = Share
	}
	years := d.References.Years(region)
	if len(years) == 0 {
		return s
	}
	s.First = years[0]
	value, last := blank(years[len(years)-1]-s.First+1), s.First-1
	for _, y := range years {
		r, _ := d.References.Of(y, region)
		x := math.NaN()
		if region == lists.Nation {
			if v, ok := r.Convicted.Share(); ok {
				x = v
			}
		} else if r.Income.Known {
			x = r.Income.Value
		}
		value[y-s.First] = x
		if !math.IsNaN(x) {
			last = y
		}
	}
	s.Areas, s.Value, s.Of = []string{region}, [][]float64{value}, [][]float64{slicesOf(len(value), manyPersons)}
	return s.Until(last)
}

func slicesOf(n int, v float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = v
	}
	return out
}

// draw gives references that reach as far as the list asks.
func (x drawnReferences) draw(r *rand.Rand) *lists.References {
	rows := slices.Clone(x.rows)
	for _, m := range x.moves {
		for h, moved := range m.tide.draw(r, m.years) {
			rows = append(rows, m.row(h, m.scale.back(m.last+moved, manyPersons)))
		}
	}
	return lists.NewReferences(rows...)
}

// line gives references that go on along straight lines.
func (x drawnReferences) line() *lists.References {
	rows := slices.Clone(x.rows)
	for _, m := range x.moves {
		for h := range m.years {
			if v, ok := m.series.lineAhead(0, h+1); ok {
				rows = append(rows, m.row(h, max(v, 0)))
			}
		}
	}
	return lists.NewReferences(rows...)
}

// row is the reference of a year that is not there yet.
func (m referenceMove) row(h int, v float64) lists.Reference {
	ref := lists.Reference{Year: m.first + h, Region: m.region}
	if m.scale == Share {
		ref.Convicted = lists.Counted(math.Round(min(v, 100)/100*manyPersons), manyPersons)
	} else {
		ref.Income = lists.AmountOf(math.Round(v))
	}
	return ref
}
