package disclose

// small tells which side of a suppressed count is too small to show: the
// count itself, or what it leaves of its denominator. Absent says that there is
// no count at all, so nothing to protect.
type small struct{ count, rest, absent bool }

// narrowed lists the protected counts of which more can be found out than the
// rules announce: any with fewer values left than Wide; one below the
// threshold for which not every number below it is left, 0 too; and the same
// for what a count leaves of its denominator.
//
// Whoever knows this rule sees of a suppressed count for which not every number
// below the threshold is left that it is none of them, since otherwise more would
// have been suppressed: it needs as many values from the threshold upwards
// (minimality: Wong et al., Minimality attack in privacy preserving data
// publishing, VLDB 2007).
func (w *world) narrowed(sol *solution, primary func(x int32) small) []int32 {
	var found []int32
	for x := range w.Unknowns {
		if w.isNarrowed(sol, int32(x), primary) {
			found = append(found, int32(x))
		}
	}
	return found
}

func (w *world) isNarrowed(sol *solution, x int32, primary func(x int32) small) bool {
	i := sol.of[x]
	if col := w.columns[w.figures[x].Column]; col.Public || col.Countable || !w.shown[x] && !w.hidden[x] {
		return false
	}
	owner, rest := w.restOf[x]
	if !rest {
		owner = x
	}
	side := primary(owner)
	switch {
	case side.absent:
		return false
	case i.Values(w.Unknowns[x].Whole) < float64(w.rules.Wide)-slack:
		return !rest // what a count leaves is bounded with the count itself
	case w.shown[x] || !w.cut(i):
		return false
	case rest:
		return side.rest
	}
	return side.count || w.large(x, i) < float64(w.rules.Wide)-slack
}

// large is how many values from the threshold upwards an interval has.
func (w *world) large(x int32, i Interval) float64 {
	return Interval{max(i.Low, float64(w.rules.Threshold)), i.High}.Values(w.Unknowns[x].Whole)
}

// cut says whether some number below the threshold is ruled out.
func (w *world) cut(i Interval) bool {
	return i.Low > slack || i.High < float64(w.rules.Threshold-1)-slack
}

// enough says whether an unknown that can fill an interval is not narrowed, as
// far as one end goes: all below the threshold if it was too small to show, else
// as many values as are promised.
func (w *world) enough(left []Interval, primary func(x int32) small) reach {
	return func(x int32, fills Interval, high bool) bool {
		owner, rest := w.restOf[x]
		if !rest {
			owner = x
		}
		side := primary(owner)
		switch {
		case rest && !side.rest:
			return true
		case !rest && !side.count && w.hidden[x]:
			return !w.cut(fills) || w.large(x, fills) >= float64(w.rules.Wide)
		case !rest && !(side.count && w.hidden[x]) || left[x].Low > slack:
			return fills.Values(w.Unknowns[x].Whole) >= float64(w.rules.Wide)
		case high:
			return fills.High >= float64(max(w.rules.Threshold, w.rules.Wide)-1)-slack
		}
		return fills.Low <= slack
	}
}
