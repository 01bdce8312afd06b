package lists

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"byblik/screen"
)

// Margins fills in the persons of every finding and list of a standing.
func (g *Register) Margins(s *Standing) {
	for i := range s.Results {
		r := &s.Results[i]
		r.Residents.Persons = r.Residents.persons()
		if r.Inherited {
			for _, of := range s.Results[:i] {
				if string(of.List) == r.Rule.Of {
					copy(r.Counted, of.Counted)
				}
			}
		} else {
			fill(r.Counted)
		}
		fill(r.Required)
		r.Persons, r.Flips = r.turn(s)
	}
}

func fill(of []Finding) {
	for i := range of {
		of[i].Persons = of[i].persons()
	}
}

// persons is the smallest whole number m ≥ 1 of persons by which the latest
// year's count must change until the criterion is certainly on the other side:
//
//	m = min { m ≥ 1 : met(n ± m) = ¬met(n) },  0 ≤ n ± m ≤ d,
//
// with the denominator d and the earlier years unchanged. The direction is the
// one that leads across the limit. It is not defined where the criterion is
// neither yes nor no, has no denominator, or cannot be turned even when nobody
// or everybody counts.
func (f *Finding) persons() Persons {
	if f.Criterion == Residents {
		return f.residentsToCross()
	}
	if f.share == nil || !f.Met.Known() || f.share.figures[0].Of <= 0 {
		return Persons{}
	}
	target := screen.Yes
	if f.Met == screen.Yes {
		target = screen.No
	}
	sign := 1.0
	if (f.Comparator == below) == (target == screen.Yes) {
		sign = -1
	}
	turned := func(m int) bool {
		s := *f.share
		s.moved = sign * float64(m)
		return compare(s.span(), f.Comparator, f.limit) == target
	}
	most := f.room(sign)
	if most < 1 || !turned(most) {
		return Persons{}
	}
	return Persons{N: 1 + sort.Search(most-1, func(i int) bool { return turned(i + 1) }), Known: true}
}

// room is how many persons the latest count can gain or lose, rounded up.
func (f *Finding) room(sign float64) int {
	latest := f.share.figures[0]
	switch {
	case latest.Kind == PublishedFigure:
		return int(math.Ceil(latest.Of))
	case sign > 0:
		return int(math.Ceil(latest.Of - f.share.count(0)))
	}
	return int(math.Ceil(f.share.count(0)))
}

// residentsToCross counts the residents to gain or lose until the smallest
// number is crossed.
func (f *Finding) residentsToCross() Persons {
	switch f.Met {
	case screen.Yes:
		return Persons{N: int(f.Value-f.Limit) + 1, Known: true}
	case screen.No:
		return Persons{N: int(math.Ceil(f.Limit - f.Value)), Known: true}
	}
	return Persons{}
}

// turn is the cheapest combination of criteria that turns a list's answer: of
// all sets of findings whose turning turns the list, the one with the smallest
// sum of persons. Because the list is a monotone function of its criteria, a
// yes is turned by one way out alone (residents, one required criterion, or
// enough of the counted), and a no needs every obstacle out of the way.
func (r *Result) turn(s *Standing) (Persons, []CriterionID) {
	if r.Imported || r.Suspended || r.NotKnown || !r.On.Known() {
		return Persons{}, nil
	}
	if r.Row != nil {
		return r.turnRow(s)
	}
	if r.On == screen.Yes {
		return r.turnOff()
	}
	return r.turnOn()
}

// turnRow: a row turns with its latest year, if the years before are all yes.
func (r *Result) turnRow(s *Standing) (Persons, []CriterionID) {
	for _, y := range r.Row.Years[1:] {
		if y.On != screen.Yes {
			return Persons{}, nil
		}
	}
	of := s.Result(ListID(r.Rule.Row.List))
	return of.Persons, of.Flips
}

// combination is a set of findings to turn and what that costs.
type combination struct {
	cost  int
	turns []CriterionID
	ok    bool
}

func one(f *Finding) combination {
	return combination{f.Persons.N, []CriterionID{f.Criterion}, f.Persons.Known}
}

// cheapest turns n findings that have the given answer.
func cheapest(of []Finding, have screen.Answer, n int) combination {
	var able []*Finding
	for i := range of {
		if of[i].Met == have && of[i].Persons.Known {
			able = append(able, &of[i])
		}
	}
	if n > len(able) {
		return combination{}
	}
	slices.SortStableFunc(able, func(x, y *Finding) int { return cmp.Compare(x.Persons.N, y.Persons.N) })
	c := combination{ok: true}
	for _, f := range able[:max(n, 0)] {
		c.cost += f.Persons.N
		c.turns = append(c.turns, f.Criterion)
	}
	return c
}

func (r *Result) turnOff() (Persons, []CriterionID) {
	may := 0
	for _, f := range r.Counted {
		if f.Met != screen.No {
			may++
		}
	}
	ways := []combination{one(&r.Residents), cheapest(r.Counted, screen.Yes, may-r.Rule.AtLeast+1)}
	for i := range r.Required {
		ways = append(ways, one(&r.Required[i]))
	}
	best := combination{}
	for _, w := range ways {
		if w.ok && (!best.ok || w.cost < best.cost) {
			best = w
		}
	}
	return Persons{best.cost, best.ok}, best.turns
}

func (r *Result) turnOn() (Persons, []CriterionID) {
	if !r.Base {
		return Persons{}, nil
	}
	yes := 0
	for _, f := range r.Counted {
		if f.Met == screen.Yes {
			yes++
		}
	}
	all := cheapest(r.Counted, screen.No, r.Rule.AtLeast-yes)
	for _, f := range append(slices.Clone(r.Required), r.Residents) {
		switch {
		case f.Met == screen.Yes:
		case f.Met == screen.No && f.Persons.Known:
			all.cost += f.Persons.N
			all.turns = append(all.turns, f.Criterion)
		default:
			all.ok = false
		}
	}
	if !all.ok {
		return Persons{}, nil
	}
	return Persons{all.cost, true}, all.turns
}
