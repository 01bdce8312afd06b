package web

import (
	"math"
	"slices"
	"strconv"

	"byblik"
	"byblik/catalog"
	"byblik/release"
)

// scale divides the values of a map into classes, the same in every period
// and every release.
type scale struct {
	limits  []float64 // ascending; a value on a limit belongs above it
	reverse bool      // low values are the disadvantaged end and drawn deep
	neutral bool      // a size, neither good nor bad
}

// The states that a place can have instead of a class.
const (
	stateMissing       = "missing"
	stateSuppressed    = "suppressed"
	stateNotApplicable = "not_applicable"
)

var states = []string{stateSuppressed, stateMissing, stateNotApplicable}

// scaleOf gives the classes of an indicator: those of the release; where it
// has none, round steps over the middle nine tenths of all its figures.
func (v *view) scaleOf(ind *release.Indicator) scale {
	s := scale{limits: ind.Limits, reverse: ind.Direction == catalog.LowerIsWorse, neutral: ind.Direction == catalog.Neutral}
	if len(s.limits) > 0 {
		return s
	}
	t := v.table(ind.ID, v.finest(ind.ID))
	if t == nil {
		return s
	}
	var all []float64
	for _, row := range t.Value {
		for _, c := range row {
			if c.Status() == byblik.OK {
				all = append(all, rounded(c.Float(), ind.Decimals))
			}
		}
	}
	if len(all) == 0 {
		return s
	}
	slices.Sort(all)
	at := func(share float64) float64 { return all[int(share*float64(len(all)-1))] }
	step := niceStep((at(.95) - at(.05)) / 25)
	for _, share := range []float64{.2, .4, .6, .8, .93} {
		x := rounded(math.Round(at(share)/step)*step, 6)
		if n := len(s.limits); x > all[0] && (n == 0 || x > s.limits[n-1]) {
			s.limits = append(s.limits, x)
		}
	}
	return s
}

// class is the class of a value, 0 the lowest.
func (s scale) class(v float64) int {
	n := 0
	for n < len(s.limits) && v >= s.limits[n] {
		n++
	}
	return n
}

// tone is the shade of a class, 0 the lightest … 5 the deepest, spread over
// the classes that there are.
func (s scale) tone(class int) int {
	n := len(s.limits)
	if n == 0 {
		return 2
	}
	if s.reverse {
		class = n - class
	}
	return int(math.Round(5 * float64(class) / float64(n)))
}

// classText names a class: under 10, 10–15, 25 and above.
func (r *request) classText(s scale, class int) string {
	n := len(s.limits)
	number := func(v float64) string { return r.figure(v, decimalsIn(s.limits)) }
	switch {
	case n == 0:
		return r.say("map.class.all")
	case class == 0:
		return r.say("map.class.below", "v", number(s.limits[0]))
	case class == n:
		return r.say("map.class.above", "v", number(s.limits[n-1]))
	}
	return r.span(number(s.limits[class-1]), number(s.limits[class]))
}

// decimalsIn are the decimals that the limits need.
func decimalsIn(limits []float64) int {
	most := 0
	for _, v := range limits {
		s := exact(v)
		if i := slices.Index([]byte(s), '.'); i >= 0 {
			most = max(most, len(s)-i-1)
		}
	}
	return most
}

// classID is the class, or the state, in addresses and files.
func classID(class int, state string) string {
	if state != "" {
		return state
	}
	return strconv.Itoa(class + 1)
}
