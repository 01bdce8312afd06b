package stress

import (
	"math"
	"slices"
	"sync"

	"byblik"
)

// Firmness is how firm a screening is: what came out of the same screening
// under many choices that are as defensible.
type Firmness struct {
	Runs    int
	Factors []Factor // choices that were varied
	Areas   []AreaFirmness
	Zones   []ZoneFirmness
}

// AreaFirmness is how firm the result for one area is. Share is the share of
// runs in which it lies inside a zone. Driver is the id of the choice that
// moves it most, empty where the share never varies or where no choice leads
// the next by more than the standard error of the lead. Index holds the
// first-order Sobol' index of each factor, NaN likewise.
type AreaFirmness struct {
	Area    byblik.AreaCode
	Inside  bool // in the screening itself
	Share   float64
	Verdict Verdict
	Driver  string
	Index   []float64
}

// ZoneFirmness is how firm a zone of the screening is. Share is the mean share
// of its residents (of its areas where nobody lives) that stays inside, Exists
// the share of runs in which at least half of them do.
type ZoneFirmness struct {
	Zone    string
	Name    string
	Share   float64
	Exists  float64
	Verdict Verdict
	Driver  string
	Index   []float64
}

// runsAtATime are made by one worker before it tells the others: few enough
// for a smooth progress, many enough to keep few sums. It depends on n alone.
func runsAtATime(n int) int { return max(32, (n+1023)/1024) }

// Plausible makes the screening n times again, each time with every choice
// drawn from its range, and says how often each area lies inside a zone. To
// find what moves an area each run is followed by one for each factor that
// shares only that factor with it. Choices are spread evenly (see points),
// chance has a stream for each run and number. The result depends on the city,
// the choices, n and the seed alone: not on the workers (0 = one per core), of
// which progress hears how many screenings are done of how many in all. It may
// be nil, and is never called by two at once.
//
// Source: M. Saisana, A. Saltelli and S. Tarantola, “Uncertainty and
// sensitivity analysis techniques as tools for the quality assessment of
// composite indicators”, Journal of the Royal Statistical Society A 168
// (2005); OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7.
func Plausible(city *City, choices Choices, n int, seed uint64, workers int, progress func(done, total int)) (*Firmness, error) {
	if n < 1 || n > 1<<24 {
		return nil, &byblik.Error{Kind: byblik.Usage, Place: "--stress", Found: "a number of runs below 1 or above 16,777,216", Expected: "a number such as 10000", Do: "correct it"}
	}
	p, err := newPlan(city, choices, seed, workers)
	if err != nil {
		return nil, err
	}
	return p.carryOut(n, workers, progress), nil
}

// carryOut makes the n runs and those that share one factor with each.
func (p *plan) carryOut(n, workers int, progress func(done, total int)) *Firmness {
	size := runsAtATime(n)
	jobs := (n + size - 1) / size
	whole := p.newTally()
	byJob := make([][]zoneSums, jobs) // sums of fractions, added up in order
	var one sync.Mutex
	done := 0
	share(jobs, workers, func(int) func(int) {
		w := p.newWalker()
		return func(job int) {
			from, to := job*size, min((job+1)*size, n)
			byJob[job] = w.walk(from, to)
			one.Lock()
			defer one.Unlock()
			whole.merge(w.tally)
			if done += to - from; progress != nil {
				progress(done*(1+p.shared), n*(1+p.shared))
			}
		}
	})
	return p.sumUp(n, whole, byJob)
}

// walker makes runs for one worker.
type walker struct {
	*bench
	tally *tally
	d     *draw
	a, b  lot
	first []bool
	parts [2][]float64
}

func (p *plan) newWalker() *walker {
	return &walker{bench: p.newBench(), tally: p.newTally(), d: p.newDraw(), first: make([]bool, p.areas),
		parts: [2][]float64{make([]float64, p.join.zones), make([]float64, p.join.zones)}}
}

// walk makes the runs from to to, tallies the areas, and gives the sums of the
// zones.
func (w *walker) walk(from, to int) []zoneSums {
	w.tally.clear()
	zones := newZoneSums(w.join.zones, len(w.factors))
	for k := from; k < to; k++ {
		w.fresh()
		w.lots(k, &w.a, &w.b)
		w.choose(w.d, &w.a, &w.b, -1)
		copy(w.first, w.run(w.d))
		w.tally.first(w.first)
		w.hand.staying(w.parts[0])
		for z := range zones {
			zones[z].first(w.parts[0][z])
		}
		for f := range w.shared {
			w.choose(w.d, &w.a, &w.b, f)
			w.tally.again(f, w.first, w.run(w.d))
			w.hand.staying(w.parts[1])
			for z := range zones {
				zones[z].of[f].add(w.parts[0][z], w.parts[1][z])
			}
		}
	}
	return zones
}

// sumUp turns tallies into shares, indices and verdicts.
func (p *plan) sumUp(n int, t *tally, byJob [][]zoneSums) *Firmness {
	out := &Firmness{Runs: n}
	for _, f := range p.factors {
		out.Factors = append(out.Factors, f.Factor)
	}
	for i, a := range p.base.Screening.Areas {
		x := AreaFirmness{Area: a.Area, Inside: p.base.Inside[i], Share: float64(t.inside[i]) / float64(n)}
		x.Verdict = p.choices.Limit.Of(x.Inside, x.Share)
		x.Index, x.Driver = p.drivers(x.Share > 0 && x.Share < 1, n, func(f int) pairs { return t.sums(f, i) })
		out.Areas = append(out.Areas, x)
	}
	zones := newZoneSums(p.join.zones, len(p.factors))
	for _, job := range byJob {
		for z := range zones {
			zones[z].merge(&job[z])
		}
	}
	for z := range zones {
		s, zone := &zones[z], &p.base.Proposal.Zones[z]
		x := ZoneFirmness{Zone: zone.ID, Name: zone.Name, Share: math.Min(1, s.share/float64(n)), Exists: float64(s.exists) / float64(n)}
		x.Verdict = p.choices.Limit.Of(true, x.Share)
		x.Index, x.Driver = p.drivers(true, n, func(f int) pairs { return s.of[f] })
		out.Zones = append(out.Zones, x)
	}
	return out
}

// drivers gives the index of each factor and the id of the leading one, if its
// lead is more than chance.
func (p *plan) drivers(varies bool, n int, of func(f int) pairs) ([]float64, string) {
	index, deviation := slices.Repeat([]float64{math.NaN()}, len(p.factors)), make([]float64, len(p.factors))
	if !varies {
		return index, ""
	}
	for f := range index {
		s := of(f)
		index[f], deviation[f] = s.index(n), s.deviation(n)
	}
	if k := driver(index, deviation); k >= 0 {
		return index, p.factors[k].ID
	}
	return index, ""
}
