package letting

import (
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"byblik"
	"byblik/catalog"
	"byblik/lists"
)

// Options are what a person chose for one study.
type Options struct {
	Areas   []string // codes; empty = all
	Until   int      // the last list
	Runs    int
	Seed    uint64
	Workers int // 0 = one per core; never changes a result
}

// Study is a letting what-if made ready to run.
type Study struct {
	assume   *Assumptions
	delivery *lists.Delivery
	rules    *rules
	options  Options
	profiles []profile
	areas    []*area // all of the folder, by code
	chosen   []*area
	moves    []Move
	rest     []int // lettings of the rest of the city by type, as tried
}

// Result is what a study found.
type Result struct {
	Assumptions *Assumptions
	Rules       *catalog.RuleSet
	Options     Options
	Lists       []lists.ListID
	Areas       []AreaResult
	Moves       []Move
	Queues      []Queue
	study       *Study
}

// AreaResult is what was found of one area. Today and Tried hold the lettings a
// year by type, in the order of Assumptions.Types.
type AreaResult struct {
	Area             *lists.HousingArea
	Homes            float64
	Lettings         int
	Today, Tried     []int
	Own              bool // other lettings are tried here, not only received from elsewhere
	AsToday, AsTried *Outlook
	Inverse          []Inverse
	Base             int // the last year on file
	Rounded          bool
}

// New prepares a study: it holds the assumptions against the folder, divides
// lettings by type and moves what an area no longer lets in a way. Where known
// lists come from, register says.
func New(assume *Assumptions, delivery *lists.Delivery, set *catalog.RuleSet, register *lists.Register, o Options) (*Study, error) {
	if o.Runs < 1 || o.Runs > 1_000_000 {
		return nil, &byblik.Error{Kind: byblik.Usage, Place: "--runs", Found: fmt.Sprint(o.Runs), Expected: "1 to 1,000,000, such as 10000", Do: "correct it"}
	}
	s := &Study{assume: assume, delivery: delivery, options: o, profiles: assume.profiles()}
	var err error
	if s.rules, err = newRules(set, assume.Origin); err != nil {
		return nil, err
	}
	if err := s.checkCodes(); err != nil {
		return nil, err
	}
	for i := range delivery.Areas {
		of := &delivery.Areas[i]
		a, err := s.newArea(of, register)
		if err != nil {
			return nil, err
		}
		s.areas = append(s.areas, a)
		if len(o.Areas) == 0 || slices.Contains(o.Areas, of.Code.Code) {
			s.chosen = append(s.chosen, a)
			continue
		}
		a.tried = slices.Clone(a.today)
	}
	s.reallocate()
	return s, nil
}

// checkCodes refuses codes that the folder does not have and years that the
// study does not reach.
func (s *Study) checkCodes() error {
	known := func(code string) bool {
		return s.delivery.Area(byblik.AreaCode{Frame: lists.Frame, Code: code}) != nil
	}
	for _, code := range s.options.Areas {
		if !known(code) {
			return &byblik.Error{Kind: byblik.NotFound, Place: "--area", Found: code, Expected: "a code of housing_areas.csv", Do: "correct it"}
		}
	}
	fault := func(at, found, expected string) error {
		return &byblik.Error{Kind: byblik.Usage, File: s.assume.File, Line: s.assume.lines[at], Place: at, Found: found, Expected: expected, Do: "correct it"}
	}
	for i, a := range s.assume.Areas {
		if !known(a.Area) {
			return fault(fmt.Sprintf("areas[%d].area", i), a.Area, "a code of housing_areas.csv")
		}
	}
	for i, r := range s.assume.Elsewhere.To {
		if r.Area != Rest && !known(r.Area) {
			return fault(fmt.Sprintf("elsewhere.to[%d].area", i), r.Area, "a code of housing_areas.csv, or rest for the rest of the city")
		}
	}
	for _, y := range s.assume.Goal.Years {
		if y > s.options.Until {
			return fault("goal.years", fmt.Sprint(y), fmt.Sprintf("a year up to --until, which is %d", s.options.Until))
		}
	}
	return nil
}

// Run carries the study out. Progress hears how many areas are done of how
// many; it may be nil.
func (s *Study) Run(progress func(done, total int)) *Result {
	r := &Result{Assumptions: s.assume, Rules: s.rules.set, Options: s.options, Moves: s.moves, Queues: s.queues(), study: s}
	for _, l := range s.rules.lists {
		r.Lists = append(r.Lists, l.id)
	}
	for i, a := range s.chosen {
		today := interleave(a.today)
		x := AreaResult{Area: a.of, Homes: a.homes, Lettings: a.lettings, Today: a.today, Tried: a.tried, Own: s.changes(a.of.Code.Code), Base: a.first + a.base, Rounded: a.rounded}
		x.AsToday = s.outlook(a, s.newPlan(a, today, today))
		x.AsTried = x.AsToday
		if !slices.Equal(a.today, a.tried) {
			x.AsTried = s.outlook(a, s.newPlan(a, today, interleave(a.tried)))
		}
		for _, find := range s.assume.Goal.Find {
			x.Inverse = append(x.Inverse, s.inverse(a, find)...)
		}
		r.Areas = append(r.Areas, x)
		if progress != nil {
			progress(i+1, len(s.chosen))
		}
	}
	return r
}

// Rerun carries one plan out again, on its own: exactly n lettings of a type a
// year in an area, the others as today in proportion. It is how the inverse is
// proven.
func (s *Study) Rerun(code string, letting string, n int) (*Outlook, error) {
	i := slices.IndexFunc(s.areas, func(a *area) bool { return a.of.Code.Code == code })
	k := slices.IndexFunc(s.assume.Types, func(t Type) bool { return t.ID == letting })
	if i < 0 || k < 0 || n < 0 || n > s.areas[i].lettings {
		return nil, &byblik.Error{Kind: byblik.NotFound, Found: fmt.Sprintf("%d lettings of %s in %s", n, letting, code), Expected: "a known area and type, and no more than its lettings"}
	}
	a := s.areas[i]
	return s.outlook(a, s.newPlan(a, interleave(a.today), exactly(without(a.today, k), k, n))), nil
}

// runsAtATime are made by one worker before it takes the next.
const runsAtATime = 250

// share gives the runs out to workers, in blocks.
func (s *Study) share(start func() func(from, to int)) {
	workers := s.options.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	blocks := (s.options.Runs + runsAtATime - 1) / runsAtATime
	var next atomic.Int64
	var wg sync.WaitGroup
	for range max(1, min(workers, blocks)) {
		wg.Go(func() {
			do := start()
			for b := int(next.Add(1)) - 1; b < blocks; b = int(next.Add(1)) - 1 {
				do(b*runsAtATime, min((b+1)*runsAtATime, s.options.Runs))
			}
		})
	}
	wg.Wait()
}
