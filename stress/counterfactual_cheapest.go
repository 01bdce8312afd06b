package stress

import (
	"math"

	"byblik"
)

// curve is what the area's own standing does as one count moves in one
// direction: whether its criterion has turned, and how far its unweighted z
// has gone that way, for 0, 1, 2 … persons.
type curve struct {
	l      *lever
	dir    int
	turned []bool
	gain   []float64
}

// curveOf follows a figure of the area in the direction that makes it worse or
// better off.
func (s *search) curveOf(l *lever, worse bool) curve {
	dir, way := int(l.turn), 1.0
	if !worse {
		dir, way = -dir, -1
	}
	now := s.town.base.Screening.Criteria[l.criterion].Periods[0].Plain[s.area]
	c := curve{l: l, dir: dir}
	for n := 0; n <= l.reach(s.area, dir); n++ {
		d := l.by(s.area, dir*n)
		v := l.view(s.area, d)
		met, _ := l.met(v.z(l, s.area, d))
		c.turned = append(c.turned, n > 0 && met == worse && met != s.finding(l).Met)
		c.gain = append(c.gain, way*(v.plain(l, s.area, d)-now))
	}
	return c
}

// curves lists the curves of the counts of each criterion but one.
func (s *search) curves(worse bool, but int) [][]curve {
	var list [][]curve
	at := map[int]int{}
	for _, l := range s.town.levers {
		if s.finding(l).Status != byblik.OK || !l.counted(s.area) || l.criterion == but {
			continue
		}
		k, known := at[l.criterion]
		if !known {
			k = len(list)
			at[l.criterion], list = k, append(list, nil)
		}
		list[k] = append(list[k], s.curveOf(l, worse))
	}
	return list
}

// reachGoal is the fewest persons in all, over the counts of the area, that
// reach a goal; nil if none do. With f(c,j,t) the largest gain of score that t
// persons bring in the first c criteria while j of these turn (j capped at
// what is needed),
//
//	f(c, j, t) = max over n, figure of c:  f(c−1, j − turned(n), t − n) + gain(n)
//
// the answer is the smallest t at which f(all, needed, t) is enough. Each
// criterion is moved through one of its figures.
func (s *search) reachGoal(g goal) []step {
	if steps := fewest(s.curves(g.worse, -1), g.turn, s.need(g)); steps != nil {
		return steps
	}
	return s.helped(g)
}

// need is how far the area's sum of z must move, more than which is enough.
func (s *search) need(g goal) float64 {
	if !g.score {
		return math.Inf(-1)
	}
	st := &s.town.stands[s.area]
	need := st.sum - s.town.zones.rules.score*float64(st.of)
	if g.worse {
		need = -need
	}
	return need
}

// helped reaches a goal that counts alone do not reach with the help of one
// criterion without a count: at the fewest persons, and among these with the
// smallest move of that criterion.
func (s *search) helped(g goal) []step {
	var best []step
	for _, l := range s.town.levers {
		if s.finding(l).Status != byblik.OK || l.counted(s.area) {
			continue
		}
		c, groups := s.curveOf(l, g.worse), s.curves(g.worse, l.criterion)
		far := len(c.gain) - 1
		steps := fewest(groups, max(0, g.turn-one(c.turned[far])), s.need(g)-c.gain[far])
		if steps == nil {
			continue
		}
		gain, turned := s.outcome(steps, g.worse)
		for n := range c.gain {
			if gain+c.gain[n] > s.need(g)+tie && turned+one(c.turned[n]) >= g.turn {
				steps = append(steps, step{l, c.dir * n})
				break
			}
		}
		if best == nil || s.compare(steps, best) < 0 {
			best = steps
		}
	}
	return best
}

// outcome is what changes bring: the move of the sum of z, and criteria turned.
func (s *search) outcome(steps []step, worse bool) (gain float64, turned int) {
	for _, x := range steps {
		c, n := s.curveOf(x.l, worse), max(x.n, -x.n)
		gain += c.gain[n]
		turned += one(c.turned[n])
	}
	return gain, turned
}

// fewest looks for a way of few persons first, then of more.
func fewest(groups [][]curve, turn int, need float64) []step {
	most := 0
	for _, curves := range groups {
		longest := 0
		for _, c := range curves {
			longest = max(longest, len(c.gain)-1)
		}
		most += longest
	}
	for limit := 64; ; limit *= 4 {
		limit = min(limit, most)
		if steps := within(groups, turn, need, limit); steps != nil || limit == most {
			return steps
		}
	}
}

// choice is how a cell of the table was reached.
type choice struct {
	gain float64
	c, n int // figure of the criterion, −1 for none, and persons
	from int // criteria turned before
}

// within looks for a way of at most limit persons.
func within(groups [][]curve, turn int, need float64, limit int) []step {
	table := make([][][]choice, len(groups)+1)
	for k := range table {
		table[k] = make([][]choice, turn+1)
		for j := range table[k] {
			table[k][j] = make([]choice, limit+1)
			for t := range table[k][j] {
				table[k][j][t].gain = math.Inf(-1)
			}
		}
	}
	table[0][0][0].gain = 0
	for k, curves := range groups {
		fill(table[k], table[k+1], curves, turn)
	}
	last := table[len(groups)]
	for t := 1; t <= limit; t++ {
		if g := last[turn][t].gain; g > math.Inf(-1) && g > need+tie {
			return trace(table, groups, turn, t)
		}
	}
	return nil
}

// fill makes one more criterion of the table.
func fill(before, after [][]choice, curves []curve, turn int) {
	for j := range before {
		for t, b := range before[j] {
			if b.gain == math.Inf(-1) {
				continue
			}
			if b.gain > after[j][t].gain {
				after[j][t] = choice{b.gain, -1, 0, j}
			}
			for ci := range curves {
				c := &curves[ci]
				for n := 1; n < len(c.gain) && t+n < len(after[j]); n++ {
					to := j
					if c.turned[n] {
						to = min(turn, j+1)
					}
					if x := &after[to][t+n]; b.gain+c.gain[n] > x.gain {
						*x = choice{b.gain + c.gain[n], ci, n, j}
					}
				}
			}
		}
	}
}

// trace follows the choices back.
func trace(table [][][]choice, groups [][]curve, j, t int) []step {
	var steps []step
	for k := len(groups); k > 0; k-- {
		x := table[k][j][t]
		if x.c >= 0 {
			c := &groups[k-1][x.c]
			steps = append(steps, step{c.l, c.dir * x.n})
		}
		j, t = x.from, t-x.n
	}
	return steps
}
