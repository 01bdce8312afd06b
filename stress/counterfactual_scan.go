package stress

import (
	"math"
	"slices"
)

// search looks for the changes that turn one area.
type search struct {
	town  *layout
	area  int
	seen  map[string]bool    // membership by the flags and scores that differ
	runs  map[string]verdict // whole screenings by what was changed
	fault error
}

func newSearch(t *layout, area int) *search {
	return &search{town: t, area: area, seen: map[string]bool{}, runs: map[string]verdict{}}
}

// step is a change of one figure of the area by n persons, or steps.
type step struct {
	l *lever
	n int
}

// stretch is how many steps are looked at together: what cannot change for any
// of them is found out once.
const stretch = 128

// turned is the first step, in one direction and at most until, at which the
// criterion turns; 0 if none.
func (s *search) turned(l *lever, dir, until int) int {
	was := s.finding(l).Met
	for n := 1; n <= min(until, l.reach(s.area, dir)); n++ {
		d := l.by(s.area, dir*n)
		v := l.view(s.area, d)
		met, sure := l.met(v.z(l, s.area, d))
		if !sure || !v.sound(l) {
			met = s.again([]step{{l, dir * n}}).met[l.criterion]
		}
		if met != was {
			return n
		}
	}
	return 0
}

// moves is the first step, in one direction and at most until, at which the
// area's membership of a zone changes; 0 if none.
func (s *search) moves(l *lever, dir, until int) int {
	views, shifts := make([]view, 0, stretch), make([]float64, 0, stretch)
	until = min(until, l.reach(s.area, dir))
	for from := 1; from <= until; from += stretch {
		views, shifts = views[:0], shifts[:0]
		sound := true
		for n := from; n <= min(until, from+stretch-1); n++ {
			d := l.by(s.area, dir*n)
			v := l.view(s.area, d)
			views, shifts, sound = append(views, v), append(shifts, d), sound && v.sound(l)
		}
		near := s.near(l, spanOf(views), sound)
		for i := range views {
			if s.inside(l, &views[i], shifts[i], near, dir*(from+i)) != s.town.base.Inside[s.area] {
				return from + i
			}
		}
	}
	return 0
}

// near lists the other areas whose flag or score may differ for some view of
// a span; nil with sound false: everything is screened again.
func (s *search) near(l *lever, all span, sound bool) []int {
	near := []int{}
	if !sound {
		return nil
	}
	t := s.town
	for a := range l.x {
		if a == s.area || math.IsNaN(l.x[a]) {
			continue
		}
		if t.stands[a].decisive(t.finding(l, a).Met) {
			low, high := all.z(l, a)
			if met := t.finding(l, a).Met; met && low-tie <= l.limit.Z || !met && high+tie >= l.limit.Z {
				near = append(near, a)
				continue
			}
		}
		if !t.zones.small(a) && t.stands[a].ok {
			low, high := all.plain(l, a)
			rest := t.stands[a].sum - t.base.Screening.Criteria[l.criterion].Periods[0].Plain[a]
			limit := t.zones.rules.score*float64(t.stands[a].of) - rest
			if e := t.zones.eligible[a]; e && low-tie <= limit || !e && high+tie >= limit {
				near = append(near, a)
			}
		}
	}
	return near
}

// decisive says whether one criterion that is met or not now would turn the
// flag by turning itself.
func (s *standing) decisive(met bool) bool {
	return s.open() && (met && s.met == s.enough || !met && s.met == s.enough-1)
}

// inside says whether the area lies in a zone in a view, for the areas near
// limits and itself.
func (s *search) inside(l *lever, v *view, d float64, near []int, n int) bool {
	if near == nil {
		return s.again([]step{{l, n}}).inside
	}
	t := s.town
	var differ []int
	for k := -1; k < len(near); k++ {
		a, moved := s.area, d
		if k >= 0 {
			a, moved = near[k], 0
		}
		flagged, eligible, sure := t.after(l, v, a, moved)
		if !sure {
			return s.again([]step{{l, n}}).inside
		}
		if flagged != t.zones.flagged[a] {
			differ = append(differ, 2*a)
		}
		if eligible != t.zones.eligible[a] {
			differ = append(differ, 2*a+1)
		}
	}
	return s.membership(differ)
}

// after is the flag and the eligibility of an area in a view.
func (t *layout) after(l *lever, v *view, a int, d float64) (flagged, eligible, sure bool) {
	st := &t.stands[a]
	met, sure := l.met(v.z(l, a, d))
	count := st.met
	if was := t.finding(l, a).Met; met && !was {
		count++
	} else if !met && was {
		count--
	}
	sum := st.sum - t.base.Screening.Criteria[l.criterion].Periods[0].Plain[a] + v.plain(l, a, d)
	score := sum/float64(st.of) - t.zones.rules.score
	return st.flagged(count), t.zones.small(a) || st.ok && score > 0, sure && math.Abs(score) > tie
}

// membership is that of the area when flags (2·area) and eligibilities
// (2·area + 1) differ from those screened.
func (s *search) membership(differ []int) bool {
	z := s.town.zones
	if len(differ) == 0 {
		return s.town.base.Inside[s.area]
	}
	key := make([]byte, 0, 4*len(differ))
	for _, d := range differ {
		key = append(key, byte(d), byte(d>>8), byte(d>>16), byte(d>>24))
	}
	in, known := s.seen[string(key)]
	if !known {
		flagged, eligible := slices.Clone(z.flagged), slices.Clone(z.eligible)
		for _, d := range differ {
			if d%2 == 0 {
				flagged[d/2] = !flagged[d/2]
			} else {
				eligible[d/2] = !eligible[d/2]
			}
		}
		in = z.inside(flagged, eligible)[s.area]
		s.seen[string(key)] = in
	}
	return in
}
