package minby

import (
	"math"
	"math/rand/v2"
)

// Residents is about how many people live in the town in the last year.
const Residents = 300_000

// scattered is how many of them are spread by crowding, before the areas of
// the housing areas are filled up.
const scattered = 292_000

// figures are the counts of one area in one year.
type figures struct {
	residents, adults, workAge, midLife, young, children         int
	lowIncome, schoolOnly, outsideWork, youngWithout, poor, sick int
	asked, unsafe                                                int
	students                                                     int
	homes, social                                                int
	space                                                        float64 // square metres of dwelling per resident
}

// populate gives each area its residents by year.
func (t *town) populate() {
	raw := make([]float64, len(t.areas))
	total := 0.0
	for i, a := range t.areas {
		r := stream(t.seed, forPeople, i, 0)
		raw[i] = density(a.middle, a.use) * a.size * grow(0.42*normal(r))
		if a.fixed() < 0 {
			total += raw[i]
		}
	}
	for i, a := range t.areas {
		r := stream(t.seed, forPeople, i, 1)
		now := min(4100, max(118, raw[i]*scattered/total))
		pace := 0.008 + 0.007*normal(r)
		for y := range years {
			n := now * grow(-pace*float64(years-1-y)) * (1 + 0.006*normal(r))
			if f := a.fixed(); f >= 0 {
				n = float64(f) * (1 + 0.05*normal(r))
			}
			a.figures[y].residents = int(n + 0.5)
		}
	}
}

// fixed is the number of residents that an area's use or role demands, −1
// where it is left to chance.
func (a *area) fixed() int {
	switch {
	case a.use == airport, a.use == docks && a.middle[0] > 11000:
		return 0
	case a.use == park:
		return 34
	case a.use == docks:
		return 61
	case a.role == churchyard:
		return 46
	case a.role == hidden:
		return 128
	case a.role == pocket:
		return 560
	}
	return -1
}

// share is a rate of the town: from low where the need is slight to high
// where it is great, half-way at middle. Private is how much of it an area has
// to itself, drift the change per year.
type share struct {
	low, high, middle, private, drift float64
	count                             func(*figures) *int
	of                                func(*figures) *int
}

var shares = []share{
	{.09, .62, 1.15, .46, -.002, func(f *figures) *int { return &f.lowIncome }, func(f *figures) *int { return &f.adults }},
	{.04, .50, 1.20, .52, -.005, func(f *figures) *int { return &f.schoolOnly }, func(f *figures) *int { return &f.midLife }},
	{.07, .52, 1.15, .48, -.004, func(f *figures) *int { return &f.outsideWork }, func(f *figures) *int { return &f.workAge }},
	{.05, .52, 1.20, .52, -.003, func(f *figures) *int { return &f.youngWithout }, func(f *figures) *int { return &f.young }},
	{.01, .36, 1.45, .52, 0, func(f *figures) *int { return &f.poor }, func(f *figures) *int { return &f.children }},
	{.13, .44, 1.25, .52, .001, func(f *figures) *int { return &f.sick }, func(f *figures) *int { return &f.adults }},
}

// rate is the share at a need.
func (s share) rate(need float64, year int) float64 {
	u := 1.05 * (need - s.middle)
	p := s.low + (s.high-s.low)*(0.5+0.5*u/math.Sqrt(1+u*u)) + s.drift*float64(year)
	return max(0.002, p)
}

// fillFigures counts the people of each area in each year. The people drawn
// are the same every year as far as they stay, so that figures change slowly.
func (t *town) fillFigures() {
	for i, a := range t.areas {
		r := stream(t.seed, forCounts, i, 100)
		ages := ageShares(a, r)
		private := make([]float64, len(shares))
		for k, s := range shares {
			private[k] = s.private * normal(r)
		}
		for y := range years {
			f := &a.figures[y]
			f.ages(ages)
			for k, s := range shares {
				p := s.rate(a.need[y]+private[k], y)
				if a.use == campus && k == 0 {
					p = 0.71
				}
				*s.count(f) = drawn(stream(t.seed, forCounts, i, k), *s.of(f), p)
			}
			f.students = drawn(stream(t.seed, forCounts, i, 50), f.workAge, a.studying(ages))
			f.outsideWork = min(f.outsideWork, f.workAge-f.students) // nobody is both
			f.youngWithout = min(f.youngWithout, f.workAge-f.students)
		}
		t.survey(i, a)
		t.homesOf(i, a)
	}
}

// drawn counts the successes among n people.
func drawn(r *rand.Rand, n int, p float64) int {
	hits := 0
	for range n {
		if r.Float64() < p {
			hits++
		}
	}
	return hits
}
