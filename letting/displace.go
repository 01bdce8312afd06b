package letting

import (
	"cmp"
	"math"
	"slices"
)

// Move is what becomes of the lettings of one type that an area no longer
// makes: Households a year move to another area, or wait (To is Waits).
type Move struct {
	From, To   string
	Type       int
	Households int
}

// Waits stands in Move.To for households that get no home that year.
const Waits = "waits"

// reallocate moves the lettings that chosen areas no longer make in a way.
// Where an area makes l fewer lettings of a type a year than today,
//
//	moved = ⌊share·l + ½⌋, divided by weight among the receivers; the rest waits.
//
// A receiver makes the moved lettings in place of lettings of the types that
// the first area now makes more of: a home is let once. A receiver that has no
// such lettings left passes what it cannot take to the rest of the city, and
// what nobody can take waits.
func (s *Study) reallocate() {
	rest := apportion(s.assume.Elsewhere.Lettings, s.assume.Elsewhere.Today)
	wished := map[*area][]int{}
	for _, a := range s.chosen {
		wished[a] = slices.Clone(a.tried)
	}
	for _, a := range s.chosen {
		gains := make([]int, len(a.today))
		for k := range gains {
			gains[k] = wished[a][k] - a.today[k]
		}
		for k, g := range gains {
			if g < 0 {
				s.moveAway(a, k, -g, gains, rest)
			}
		}
	}
	s.rest = rest
}

func (s *Study) moveAway(a *area, k, lost int, gains, rest []int) {
	moved := int(math.Floor(float64(s.assume.Elsewhere.Share*float64(lost)) + 0.5))
	to := s.assume.Elsewhere.To
	weights := make([]float64, len(to))
	for i, r := range to {
		if r.Area != a.of.Code.Code && !s.changes(r.Area) {
			weights[i] = r.Weight
		}
	}
	left, spill := lost, 0
	note := func(area string, n int) {
		if n > 0 {
			s.moves = append(s.moves, Move{a.of.Code.Code, area, k, n})
			left -= n
		}
	}
	toRest := 0
	for i, n := range apportion(moved, weights) {
		if to[i].Area == Rest {
			toRest = n
			continue
		}
		taken := swap(s.find(to[i].Area).tried, k, n, gains)
		spill += n - taken
		note(to[i].Area, taken)
	}
	note(Rest, swap(rest, k, toRest+spill, gains))
	note(Waits, left)
}

// changes tells whether an area is one of those whose lettings are tried: what
// it gives up does not come to another that gives up the same.
func (s *Study) changes(code string) bool {
	a := s.find(code)
	if a == nil || !slices.Contains(s.chosen, a) {
		return false
	}
	return !slices.Equal(apportion(a.lettings, a.assumed.Tried), a.today)
}

func (s *Study) find(code string) *area {
	for _, a := range s.areas {
		if a.of.Code.Code == code {
			return a
		}
	}
	return nil
}

// swap turns up to n lettings of types that gain elsewhere into type k, the
// type that gains most first, and tells how many it could.
func swap(lettings []int, k, n int, gains []int) int {
	var order []int
	for i, g := range gains {
		if g > 0 && i != k {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(gains[j], gains[i]) })
	taken := 0
	for _, i := range order {
		m := min(n-taken, lettings[i])
		lettings[i] -= m
		lettings[k] += m
		taken += m
	}
	return taken
}
