package disclose

import (
	"errors"
	"math"
)

// errContradiction says that no numbers fit: somebody has not kept the rules
// that were announced.
var errContradiction = errors.New("the figures contradict each other")

// bounds is the state of a propagation: an interval per unknown, and the row
// that set each end last (−1 = the unknown itself).
type bounds struct {
	of       []Interval
	low, top []int32
}

func (s *System) start() *bounds {
	b := &bounds{of: make([]Interval, len(s.Unknowns)), low: make([]int32, len(s.Unknowns)), top: make([]int32, len(s.Unknowns))}
	for i, u := range s.Unknowns {
		b.of[i] = u.whole(u.Interval)
		b.low[i], b.top[i] = -1, -1
	}
	return b
}

// whole rounds an interval inwards to whole numbers where only they count.
func (u Unknown) whole(i Interval) Interval {
	if u.Whole {
		return Interval{math.Ceil(i.Low - slack), math.Floor(i.High + slack)}
	}
	return i
}

// maxVisits stops rows that narrow each other in ever smaller steps; what is
// then left is still a true bound.
const maxVisits = 400

// propagate takes each of the rows in turn, bounds every unknown by the
// others, and comes back to a row when one of its unknowns moved. rowsOf
// lists the rows of each unknown.
func (s *System) propagate(b *bounds, rows []int32, rowsOf [][]int32) error {
	visits := map[int32]int{}
	waiting := make(map[int32]bool, len(rows))
	queue := append([]int32(nil), rows...)
	for _, r := range rows {
		waiting[r] = true
	}
	for len(queue) > 0 {
		r := queue[0]
		queue = queue[1:]
		waiting[r] = false
		if visits[r]++; visits[r] > maxVisits {
			continue
		}
		moved, err := s.tighten(b, r)
		if err != nil {
			return err
		}
		for _, x := range moved {
			for _, other := range rowsOf[x] {
				if other != r && !waiting[other] {
					waiting[other] = true
					queue = append(queue, other)
				}
			}
		}
	}
	return nil
}

// ending is the sum of one end of several intervals, infinite ends counted apart.
type ending struct {
	sum      float64
	infinite int
}

func (a *ending) add(v float64) {
	if math.IsInf(v, 0) {
		a.infinite++
		return
	}
	a.sum += v
}

// without is that of all but one of them.
func (a ending) without(v, ifInfinite float64) float64 {
	if math.IsInf(v, 0) {
		if a.infinite > 1 {
			return ifInfinite
		}
		return a.sum
	}
	if a.infinite > 0 {
		return ifInfinite
	}
	return a.sum - v
}

func ends(i Interval, times float64) (low, high float64) {
	if times < 0 {
		return i.High * times, i.Low * times
	}
	return i.Low * times, i.High * times
}

// tighten bounds the unknowns of a row by each other and gives those that moved.
func (s *System) tighten(b *bounds, r int32) ([]int32, error) {
	row := &s.Rows[r]
	var least, most ending
	for k, x := range row.Of {
		l, h := ends(b.of[x], row.Times[k])
		least.add(l)
		most.add(h)
	}
	var moved []int32
	for k, x := range row.Of {
		t := row.Times[k]
		l, h := ends(b.of[x], t)
		low := (row.Low - most.without(h, math.Inf(1))) / t
		high := (row.High - least.without(l, math.Inf(-1))) / t
		if t < 0 {
			low, high = high, low
		}
		n := s.Unknowns[x].whole(Interval{low, high})
		was := b.of[x]
		if n.Low > was.Low+slack {
			b.of[x].Low, b.low[x] = n.Low, r
		}
		if n.High < was.High-slack {
			b.of[x].High, b.top[x] = n.High, r
		}
		if b.of[x].Low > b.of[x].High+slack {
			return nil, errContradiction
		}
		if b.of[x] != was {
			moved = append(moved, x)
			l2, h2 := ends(b.of[x], t)
			least, most = least.swap(l, l2), most.swap(h, h2)
		}
	}
	return moved, nil
}

// swap puts one end in place of another.
func (a ending) swap(old, now float64) ending {
	if old == now {
		return a
	}
	if math.IsInf(old, 0) {
		a.infinite--
	} else {
		a.sum -= old
	}
	a.add(now)
	return a
}

// rowsOf lists the rows of each unknown.
func (s *System) rowsOf() [][]int32 {
	of := make([][]int32, len(s.Unknowns))
	for r, row := range s.Rows {
		for _, x := range row.Of {
			of[x] = append(of[x], int32(r))
		}
	}
	return of
}
