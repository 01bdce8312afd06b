package stress

import (
	"math"
	"slices"

	"byblik"
)

// zone finds what turns the area's membership of a zone.
func (s *search) zone(turns []step) Counterfactual {
	t := s.town
	if t.zones == nil {
		return Counterfactual{Reason: NoZones}
	}
	c := Counterfactual{Holds: t.base.Inside[s.area]}
	if c.Reason = s.bound(); c.Reason != "" {
		return c
	}
	one, points := s.single(true), s.single(false)
	c.One, c.InPoints = s.changes(one), s.changes(points)
	several := s.lessen(s.several(turns))
	if len(several) > 1 && (c.One == nil || s.counted(several) && s.total(several) < s.total(one)) {
		c.Several = s.changes(several)
	}
	if !c.Found() {
		c.Reason = s.why()
	}
	return c
}

// bound is why no figure of the area matters to its membership.
func (s *search) bound() Cause {
	t := s.town
	switch {
	case t.base.Inside[s.area] && t.zones.listed[s.area]:
		return OnStateList
	case t.stands[s.area].ok:
		return ""
	case t.base.Inside[s.area]:
		return Surrounded
	}
	return s.settled()
}

// single is the smallest change of one figure, in persons or in points, that
// turns the membership, however it does so.
func (s *search) single(counted bool) []step {
	var best []step
	least := math.Inf(1)
	for _, l := range s.town.levers {
		if s.finding(l).Status != byblik.OK || l.counted(s.area) != counted {
			continue
		}
		for _, dir := range []int{-1, 1} {
			until := math.MaxInt
			if len(best) > 0 {
				until = s.upTo(l, least)
			}
			if n := s.moves(l, dir, until); n > 0 {
				if x := (step{l, dir * n}); s.size(x) < least {
					best, least = []step{x}, s.size(x)
				}
			}
		}
	}
	return best
}

// upTo is the most steps of a figure that are no larger than a size.
func (s *search) upTo(l *lever, size float64) int {
	if l.counted(s.area) {
		return int(size)
	}
	return int(math.Ceil(size*l.sd/l.step)) + 1
}

// several is the cheapest combination that turns the membership through the
// area's own flag or score: of the ways that would turn it with all other
// areas as they are, the cheapest that does so when everything is computed
// again.
func (s *search) several(turns []step) []step {
	var ways [][]step
	for _, g := range s.goals() {
		way := s.reachGoal
		if !g.score {
			way = func(g goal) []step { return s.mixed(turns, g) }
		}
		if x := way(g); x != nil {
			ways = append(ways, x)
		}
	}
	slices.SortStableFunc(ways, func(a, b []step) int { return s.compare(a, b) })
	for _, w := range ways {
		if s.joint(w) != s.town.base.Inside[s.area] {
			return w
		}
	}
	return nil
}

// goal is a standing of the area to reach: so many criteria turned, and the
// score on the other side of the rule's.
type goal struct {
	worse bool
	turn  int
	score bool
}

// goals lists the standings in which the membership differs while all other
// areas stay as they are.
func (s *search) goals() []goal {
	z, a := s.town.zones, s.area
	now := s.town.base.Inside[a]
	at := func(flagged, eligible bool) bool {
		var differ []int
		if flagged != z.flagged[a] {
			differ = append(differ, 2*a)
		}
		if eligible != z.eligible[a] {
			differ = append(differ, 2*a+1)
		}
		return s.membership(differ) != now
	}
	open := s.town.stands[a].open()
	var list []goal
	switch {
	case !now:
		if !z.flagged[a] && open && at(true, z.eligible[a]) {
			list = append(list, goal{worse: true, turn: s.short()})
		}
		if !z.flagged[a] && !z.eligible[a] && at(false, true) {
			list = append(list, goal{worse: true, score: true})
		}
	case z.flagged[a] && open && at(false, z.eligible[a]):
		list = append(list, goal{turn: s.short()})
	case z.flagged[a] && open && at(false, false):
		list = append(list, goal{turn: s.short(), score: true})
	case !z.flagged[a] && at(false, false):
		list = append(list, goal{score: true})
	}
	return list
}

// mixed reaches a goal of the flag alone, with figures without a count where
// those with one do not suffice.
func (s *search) mixed(turns []step, g goal) []step {
	st := &s.town.stands[s.area]
	counted, points := s.cheapestTurns(turns, st.met >= st.enough)
	few := min(g.turn, len(counted))
	if few+len(points) < g.turn {
		return nil
	}
	return slices.Concat(counted[:few], points[:g.turn-few])
}

// joint is the membership with several figures changed, everything computed
// again.
func (s *search) joint(steps []step) bool {
	t := s.town
	met, sum := make([]int, len(t.stands)), make([]float64, len(t.stands))
	for _, x := range steps {
		d := x.l.by(s.area, x.n)
		v := x.l.view(s.area, d)
		for a := range x.l.x {
			if math.IsNaN(x.l.x[a]) {
				continue
			}
			moved := 0.0
			if a == s.area {
				moved = d
			}
			is, sure := x.l.met(v.z(x.l, a, moved))
			if !sure || !v.sound(x.l) {
				return s.again(steps).inside
			}
			met[a] += one(is) - one(t.finding(x.l, a).Met)
			sum[a] += v.plain(x.l, a, moved) - t.base.Screening.Criteria[x.l.criterion].Periods[0].Plain[a]
		}
	}
	var differ []int
	for a := range t.stands {
		st := &t.stands[a]
		score := (st.sum+sum[a])/float64(max(1, st.of)) - t.zones.rules.score
		if st.ok && math.Abs(score) < tie {
			return s.again(steps).inside
		}
		if st.flagged(st.met+met[a]) != t.zones.flagged[a] {
			differ = append(differ, 2*a)
		}
		if (t.zones.small(a) || st.ok && score > 0) != t.zones.eligible[a] {
			differ = append(differ, 2*a+1)
		}
	}
	return s.membership(differ)
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// lessen takes persons away as long as the membership still turns.
func (s *search) lessen(steps []step) []step {
	for k := 0; k < len(steps); k++ {
		less := slices.Clone(steps)
		if less[k].n -= sign(less[k].n); less[k].n == 0 {
			less = slices.Delete(less, k, k+1)
		}
		if s.joint(less) != s.town.base.Inside[s.area] {
			steps, k = less, -1
		}
	}
	return steps
}

func (s *search) counted(steps []step) bool {
	return !slices.ContainsFunc(steps, func(x step) bool { return !x.l.counted(s.area) })
}

// total is the persons of several changes.
func (s *search) total(steps []step) int {
	n := 0
	for _, x := range steps {
		if x.l.counted(s.area) {
			n += max(x.n, -x.n)
		}
	}
	return n
}

// compare orders combinations: fewest figures without a count, then fewest persons.
func (s *search) compare(a, b []step) int {
	rest := func(list []step) int {
		n := 0
		for _, x := range list {
			n += one(!x.l.counted(s.area))
		}
		return n
	}
	if d := rest(a) - rest(b); d != 0 {
		return d
	}
	return s.total(a) - s.total(b)
}

// why is the reason that nothing turns the membership.
func (s *search) why() Cause {
	if len(s.goals()) > 0 {
		return s.outOfReach()
	}
	z := s.town.zones
	if z.flagged[s.area] != s.town.base.Inside[s.area] && !s.town.base.Inside[s.area] {
		return SmallGroup
	}
	if !s.town.stands[s.area].open() {
		return EarlierYears
	}
	return SmallGroup
}
