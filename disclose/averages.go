package disclose

import (
	"math"
	"slices"
	"strings"

	"byblik"
)

// tryMeans looks at means: too few persons, one large contributor, counts that
// alone give a sum without a fraction, and sums of unions minus sums of parts.
func (a *assault) tryMeans() {
	tried, found := a.try(Averages)
	for k, r := range a.Releases {
		newest := k == len(a.Releases)-1
		for _, m := range r.Means {
			if m.Value.Status() != byblik.OK {
				continue
			}
			tried(1)
			b := Breach{Release: r.ID, Figure: m.Of, Left: a.left(m.Of)}
			c, have := a.TruthOf[m.Of]
			n := a.whole(m)
			switch {
			case m.Step > 0 && !multiple(m.Value.Float(), m.Step):
				b.What = "a mean that was not rounded to its step"
			case r.Counts[m.Of].Status() != byblik.OK:
				b.What = "a mean is shown beside a suppressed number of persons"
			case newest && have && c.Number < a.Rules.Means:
				b.What = "a mean of too few persons is shown"
			case newest && have && a.Rules.dominated(c):
				b.What = "the largest contributor to a mean can be guessed by the second largest"
			case n.Values(true) < float64(a.Rules.Wide):
				b.Left, b.What = n, "few numbers of persons give a sum without a fraction: the mean undoes the rounding of the count"
			default:
				continue
			}
			found(b)
		}
		a.sumsOf(r, newest, tried, found)
	}
	if !slices.ContainsFunc(a.Releases, func(r *Publication) bool { return len(r.Means) > 0 }) {
		a.report.Tries[len(a.report.Tries)-1].Without = "no means published"
	}
}

// multiple says whether a number is a whole number of steps.
func multiple(v, step float64) bool {
	n := v / step
	return math.Abs(n-math.Round(n)) < 1e-9*max(1, math.Abs(n))
}

// whole is the interval of the numbers of persons for which the sum behind a
// mean can be a multiple of its unit. Whatever lies between counts in, unless
// only one does not.
func (a *assault) whole(m Mean) Interval {
	n := a.left(m.Of)
	if math.IsInf(n.High, 0) || n.High-n.Low > mostDenominators || m.Unit <= 0 || m.Value.Status() != byblik.OK {
		return n
	}
	possible := 0.0
	first := math.NaN()
	for k := math.Ceil(n.Low); k <= n.High; k++ {
		low, high := k*(m.Value.Float()-m.Step), k*(m.Value.Float()+m.Step)
		if math.Floor(high/m.Unit+1e-9) >= math.Ceil(low/m.Unit-1e-9) {
			if possible++; possible == 1 {
				first = k
			}
		}
	}
	if possible == 0 {
		return n
	}
	return Interval{first, first + possible - 1}
}

// sumsOf bounds the sums behind the means of one release from each other.
func (a *assault) sumsOf(r *Publication, newest bool, tried func(int), found func(Breach)) {
	groups := map[string][]Mean{}
	var names []string
	for _, m := range r.Means {
		name := m.Amount + "\x00" + m.Of.Column + "\x00" + m.Of.Period.String()
		if groups[name] == nil {
			names = append(names, name)
		}
		groups[name] = append(groups[name], m)
	}
	slices.SortFunc(names, strings.Compare)
	for _, name := range names {
		s, at, scale := a.sumSystem(groups[name])
		sums, _, err := s.Bounds()
		if err != nil {
			found(Breach{Release: r.ID, Figure: groups[name][0].Of, What: "no sums fit the published means"})
			continue
		}
		for _, m := range groups[name] {
			tried(1)
			x, known := at[a.world.atlas.index[m.Of.Place]]
			c, have := a.TruthOf[m.Of]
			if !known || !newest || !have || a.Rules.P == 0 {
				continue
			}
			guess := (1 + a.Rules.P/100) * c.First
			if high := sums[x].High*scale - c.Second; high < guess-slack && high >= c.First-slack {
				found(Breach{Release: r.ID, Figure: m.Of, What: "the sums of other places bound the largest contributor more closely than the p% rule allows"})
			}
		}
	}
}

// largestSum is the largest number in a system of sums.
const largestSum = 1e4

// sumSystem has the sum behind each mean as an unknown, by place, divided by a
// scale that keeps the numbers small.
func (a *assault) sumSystem(means []Mean) (*System, map[int32]int32, float64) {
	s, at, scale := &System{}, map[int32]int32{}, 1.0
	for _, m := range means {
		if v := m.Value.Float() * a.left(m.Of).High; !math.IsInf(v, 0) && v/largestSum > scale {
			scale = v / largestSum
		}
	}
	for _, m := range means {
		place, ok := a.world.atlas.index[m.Of.Place]
		if !ok {
			continue
		}
		u := Unknown{Interval: Interval{0, math.Inf(1)}}
		if m.Value.Status() == byblik.OK {
			n := a.left(m.Of)
			u.Interval = Interval{max(0, (m.Value.Float()-m.Step)*n.Low/scale), (m.Value.Float() + m.Step) * n.High / scale}
		}
		same := a.world.atlas.same[place]
		if _, twice := at[same]; !twice {
			at[same] = s.Add(u)
		}
		at[place] = at[same]
	}
	for _, c := range a.world.atlas.covers {
		whole, ok := at[c.whole]
		var parts []int32
		for _, p := range c.parts {
			if x, ok := at[p]; ok {
				parts = append(parts, x)
			}
		}
		if ok && len(parts) == len(c.parts) {
			s.Total(whole, parts...)
		}
	}
	return s, at, scale
}
