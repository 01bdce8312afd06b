package forecast

import (
	"math"
	"math/rand/v2"
	"runtime"
	"sync"

	"byblik"
	"byblik/catalog"
	"byblik/lists"
	"byblik/screen"
)

// Input is what a forecast of the lists of one December needs.
type Input struct {
	Delivery *lists.Delivery // what is known; figures of the year and after may be missing
	Book     *lists.Book
	Year     int
	Runs     int
	Seed     uint64
	Workers  int // 0: all processors; never changes a result
	Midyear  []MidyearCount
}

// December is a forecast of the lists of one 1 December.
type December struct {
	Year  int
	Rules *catalog.RuleSet
	Chose lists.Options
	Runs  int
	Seed  uint64
	Rho   float64 // how much surprises within an area go together
	Areas []AreaChances
	// Invented data say so on every page.
	Invented bool
}

// AreaChances is what may become of one area.
type AreaChances struct {
	Code  byblik.AreaCode
	Name  string
	Lists []ListChance
	Known []Needed // each figure that the year's lists ask for
}

// ListChance is the chance of one list, with those of its own criteria. Before
// is the answer of the list a year earlier.
type ListChance struct {
	List      lists.ListID
	Before    screen.Answer
	Yes       float64 // share of the runs in which the area is on the list
	Unsettled float64 // share in which printed or missing figures leave it open
	Criteria  []CriterionChance
}

// CriterionChance is the chance that a criterion is met, and the middle and
// central 90 % of the value that is compared.
type CriterionChance struct {
	Criterion  lists.CriterionID
	Yes        float64
	Unsettled  float64
	Low, Value float64
	High       float64
	Limit      float64 // middle of the limits, which move with their references
}

// Forecast draws the figures that are not there yet, Runs times, and holds each
// draw against the law with the same engine as the lists themselves.
func Forecast(in Input) (*December, error) {
	p, err := plan(in)
	if err != nil {
		return nil, err
	}
	workers := in.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	shares := make([]*tallies, workers)
	faults := make([]error, workers)
	var wait sync.WaitGroup
	for w := range workers {
		shares[w] = newTallies(p)
		wait.Go(func() {
			for run := w; run < in.Runs && faults[w] == nil; run += workers {
				faults[w] = p.draw(run, shares[w])
			}
		})
	}
	wait.Wait()
	for w := range workers {
		if faults[w] != nil {
			return nil, faults[w]
		}
		if w > 0 {
			shares[0].add(shares[w])
		}
	}
	return p.december(shares[0])
}

// draw makes one run: the shared movements, the references, then each area.
func (p *planned) draw(run int, into *tallies) error {
	r := stream(p.in.Seed, run, 0)
	shared := make([][]float64, len(p.quantities))
	for k, q := range p.quantities {
		if q.fit != nil {
			shared[k] = q.fit.tide.draw(r, p.years[k])
		}
	}
	d := *p.delivery
	d.References = p.references.draw(r)
	register := p.in.Book.Over(&d)
	for i := range p.areas {
		a := p.areas[i].fill(p, stream(p.in.Seed, run, i+1), shared, d.References)
		s, err := register.Standing(a, p.in.Year)
		if err != nil {
			return err
		}
		into.count(run, i, s)
	}
	return nil
}

// fill gives a copy of the area in which the figures that are not there are
// drawn. The surprises of one area share a part: z = √ρ·common + √(1 − ρ)·own.
func (a *open) fill(p *planned, r *rand.Rand, shared [][]float64, refs *lists.References) *lists.HousingArea {
	b := a.area
	b.Years = append([]lists.AreaYear(nil), a.area.Years...)
	common := make([]float64, p.horizon)
	for h := range common {
		common[h] = r.NormFloat64()
	}
	for k, q := range p.quantities {
		h := p.years[k]
		if q.fit == nil || h == 0 {
			continue
		}
		z, drawn := make([]float64, h), make([]float64, h)
		long := tail(r, q.fit.Nature.Tails)
		for t := range z {
			z[t] = long * (float64(q.worse*math.Sqrt(p.rho)*common[t]) + float64(math.Sqrt(1-q.worse*q.worse*p.rho)*r.NormFloat64()))
		}
		if !q.fit.belief[a.place].seen {
			continue
		}
		q.fit.path(a.place, shared[k], z, a.midyear[q.id], drawn)
		for t, x := range drawn {
			put(&b, a, q.id, p.first[k]+t, x, refs)
		}
	}
	return &b
}

// put writes a drawn figure where the area has none: shares as whole persons
// among the persons of its last figure, or, where nobody knows these, among
// many; income as kroner of the region's income.
func put(b *lists.HousingArea, a *open, id lists.CriterionID, year int, x float64, refs *lists.References) {
	y := b.Year(year)
	switch id {
	case lists.Residents:
		if !y.Residents.Known {
			y.Residents = lists.AmountOf(math.Round(x))
		}
	case lists.Income:
		if ref, ok := refs.Of(year, b.Region); ok && ref.Income.Known && !y.Income.Known {
			y.Income = lists.AmountOf(math.Round(x * ref.Income.Value / 100))
		}
	default:
		if f := y.FigureOf(id); f.Kind == lists.MissingFigure {
			n := a.persons[id]
			*f = lists.Counted(math.Round(x/100*n), n)
		}
	}
}
