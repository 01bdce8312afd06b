package disclose

import (
	"cmp"
	"math"
	"slices"

	"byblik"
)

// Exact is a table of sums that is published unrounded, with cells left out
// instead: the classical way for magnitudes such as turnover. Totals tie the
// cells together.
type Exact struct {
	Values []float64
	Hidden []bool     // cells that must not be shown
	Need   []Interval // of each hidden cell, what an attacker must believe possible at least
	Totals []Row      // sums of cells, as in System
	Cost   []float64  // of losing a cell; nil = its value
}

// NeedOf is what the p% rule wants an attacker to believe possible of a sum:
// as much above it as keeps the second largest contributor from guessing the
// largest to within p per cent, and as much below, but nothing below 0.
//
//	p/100 · first − (sum − first − second)
//
// (Handbook on SDC, ch. 4.2.2).
func (r Rules) NeedOf(c Contributors) Interval {
	off := max(0, r.P/100*c.First-(c.Sum-c.First-c.Second))
	return Interval{max(0, c.Sum-off), c.Sum + off}
}

// system is what an attacker sees if these cells are hidden.
func (e *Exact) system(hidden []bool) *System {
	s := &System{Rows: e.Totals}
	for i, v := range e.Values {
		u := Unknown{Interval: Interval{v, v}}
		if hidden[i] {
			u.Interval = Interval{0, math.Inf(1)}
		}
		s.Add(u)
	}
	return s
}

// Audit gives the interval that is left of each cell if the given cells are hidden.
func (e *Exact) Audit(hidden []bool) ([]Interval, error) {
	left, _, err := e.system(hidden).Bounds()
	if err != nil {
		return nil, &byblik.Error{Kind: byblik.Invalid, Place: "table", Found: "totals that do not add up", Expected: "cells that make up their totals", Do: "build the totals from the cells"}
	}
	return left, nil
}

// met says whether a cell keeps what it needs.
func (e *Exact) met(i int, left Interval) bool {
	room := slack * max(1, math.Abs(e.Values[i]))
	return left.Low <= e.Need[i].Low+room && left.High >= e.Need[i].High-room && left.High-left.Low > slack
}

// Hide says which further cells must be left out so that every hidden one
// keeps what it needs. It adds the cheapest cell of a total in which a hidden
// one stands too alone, until all needs are met, and then takes back, the
// dearest first, what turned out not to be needed. The result is not always the
// cheapest; it always holds, since each step is audited.
func (e *Exact) Hide() ([]bool, error) {
	hidden := slices.Clone(e.Hidden)
	for {
		left, err := e.Audit(hidden)
		if err != nil {
			return nil, err
		}
		added := false
		for i := range e.Values {
			if e.Hidden[i] && !e.met(i, left[i]) {
				added = e.support(i, left, hidden) || added
			}
		}
		if !added {
			break
		}
	}
	return e.takeBack(hidden)
}

// support hides the cheapest further cell of each total of a cell whose other
// hidden cells cannot move enough. In a total that has them, the cells
// that they hang on follow in the next round.
func (e *Exact) support(i int, left []Interval, hidden []bool) bool {
	added := false
	least := math.Inf(1)
	var pick int
	for _, row := range e.Totals {
		if !slices.Contains(row.Of, int32(i)) {
			continue
		}
		up, down := 0.0, 0.0
		best := -1
		for _, x := range row.Of {
			switch {
			case int(x) == i:
			case hidden[x]:
				up, down = up+left[x].High-e.Values[x], down+e.Values[x]-left[x].Low
			case e.Values[x] > 0 && (best < 0 || e.cheaper(int(x), best)):
				best = int(x)
			}
		}
		off := max(e.Need[i].High-e.Values[i], e.Values[i]-e.Need[i].Low, slack)
		if best >= 0 && max(up, down) < off {
			hidden[best], added = true, true
		}
		if best >= 0 && e.cost(best) < least {
			least, pick = e.cost(best), best
		}
	}
	if !added && !math.IsInf(least, 1) {
		hidden[pick], added = true, true
	}
	return added
}

func (e *Exact) cost(i int) float64 {
	if e.Cost == nil {
		return e.Values[i]
	}
	return e.Cost[i]
}

func (e *Exact) cheaper(i, j int) bool {
	return cmp.Or(cmp.Compare(e.cost(i), e.cost(j)), cmp.Compare(i, j)) < 0
}

// takeBack shows again what is not needed.
func (e *Exact) takeBack(hidden []bool) ([]bool, error) {
	var extra []int
	for i := range hidden {
		if hidden[i] && !e.Hidden[i] {
			extra = append(extra, i)
		}
	}
	slices.SortFunc(extra, func(i, j int) int { return cmp.Or(cmp.Compare(e.cost(j), e.cost(i)), cmp.Compare(i, j)) })
	for _, i := range extra {
		hidden[i] = false
		left, err := e.Audit(hidden)
		if err != nil {
			return nil, err
		}
		for k := range e.Hidden {
			if e.Hidden[k] && !e.met(k, left[k]) {
				hidden[i] = true
				break
			}
		}
	}
	left, err := e.Audit(hidden)
	if err != nil {
		return nil, err
	}
	for k := range e.Hidden {
		if e.Hidden[k] && !e.met(k, left[k]) {
			return nil, &byblik.Error{Kind: byblik.Withheld, Place: "table", Found: "a cell that no further suppression protects", Expected: "a table with room for it", Do: "publish a coarser table"}
		}
	}
	return hidden, nil
}
