package letting

import (
	"math"

	"byblik/lists"
)

// Margin is how far the expected figures of an area lie from the limit of one
// criterion of one list, in the list of a year.
type Margin struct {
	Year      int
	List      lists.ListID
	Criterion int
	Value     float64 // per cent; of convictions and income see Limit
	Limit     float64
	Met       bool
	// Persons is the smallest whole number of persons by which the latest
	// year's count must change to be on the other side, as package lists
	// defines it; −1 for income and where no number does it.
	Persons int
}

// margins of every list after the last year on file, in expectation.
func (s *Study) margins(a *area, c *course) []Margin {
	var out []Margin
	for i := a.base + 1; i < len(c.residents); i++ {
		for _, l := range s.rules.lists {
			if l.row >= 0 {
				continue
			}
			for _, k := range append(append([]int(nil), l.counted...), l.required...) {
				t := &s.rules.tests[k]
				v, limit := t.value(c, i)
				if v != v || limit != limit {
					continue
				}
				out = append(out, Margin{Year: a.first + i, List: l.id, Criterion: t.criterion, Value: v, Limit: limit, Met: t.met(c, i) == 1, Persons: t.persons(c, i)})
			}
		}
	}
	return out
}

// persons is the smallest m ≥ 1 with met(x ± m) ≠ met(x). The value is the mean
// of k years, so m persons of the latest year's d move it by 100·m/(k·d):
//
//	met:     m = ⌈k·d·(value − limit)/100⌉, one more where the comparator counts equality
//	not met: m = ⌊k·d·(limit − value)/100⌋ + 1, one less likewise at a whole number
func (t *test) persons(c *course, i int) int {
	if t.criterion == income {
		return -1
	}
	latest := i - t.back[0]
	d, x := c.of[t.criterion][latest], c.persons[t.criterion][latest]
	v, limit := t.value(c, i)
	gap := float64(len(t.back)) * d * math.Abs(v-limit) / 100
	met, atLimit := t.met(c, i) == 1, t.comparator == "at_least"
	m := int(math.Ceil(gap))
	if gap == math.Ceil(gap) && met == atLimit {
		m++
	}
	m = max(m, 1)
	if met && float64(m) > math.Ceil(x) || !met && float64(m) > math.Ceil(d-x) {
		return -1
	}
	return m
}
