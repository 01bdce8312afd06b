package stress

// tally counts, for every area, the runs inside: y of the first runs, y′ of
// the runs that share one factor with them, and both. Whole numbers, so that
// the order of adding does not matter.
type tally struct {
	inside []uint32
	other  [][]uint32 // by factor
	both   [][]uint32
}

func (p *plan) newTally() *tally {
	t := &tally{inside: make([]uint32, p.areas)}
	for range p.factors {
		t.other, t.both = append(t.other, make([]uint32, p.areas)), append(t.both, make([]uint32, p.areas))
	}
	return t
}

func (t *tally) clear() {
	clear(t.inside)
	for f := range t.other {
		clear(t.other[f])
		clear(t.both[f])
	}
}

func (t *tally) first(inside []bool) { addUp(t.inside, inside) }

func addUp(counts []uint32, inside []bool) {
	for i, in := range inside {
		if in {
			counts[i]++
		}
	}
}

func (t *tally) again(f int, first, again []bool) {
	other, both := t.other[f], t.both[f]
	for i, in := range again {
		if in {
			other[i]++
			if first[i] {
				both[i]++
			}
		}
	}
}

func (t *tally) merge(u *tally) {
	add := func(a, b []uint32) {
		for i, x := range b {
			a[i] += x
		}
	}
	add(t.inside, u.inside)
	for f := range t.other {
		add(t.other[f], u.other[f])
		add(t.both[f], u.both[f])
	}
}

// sums are those of an area's result, 1 inside and 0 outside, for one factor.
func (t *tally) sums(f, area int) pairs {
	return yesOrNo(float64(t.inside[area]), float64(t.other[f][area]), float64(t.both[f][area]))
}

// zoneSums are those of the share of a zone that stays inside.
type zoneSums struct {
	share  float64
	exists int
	of     []pairs // by factor
}

func newZoneSums(zones, factors int) []zoneSums {
	list := make([]zoneSums, zones)
	for z := range list {
		list[z].of = make([]pairs, factors)
	}
	return list
}

func (s *zoneSums) first(share float64) {
	s.share += share
	if share >= 0.5-1e-9 {
		s.exists++
	}
}

func (s *zoneSums) merge(t *zoneSums) {
	s.share += t.share
	s.exists += t.exists
	for f := range s.of {
		s.of[f].merge(t.of[f])
	}
}
