package stress

import "math"

// tie is how near to a limit the sums of this file are not trusted; what lies
// nearer is screened again as a whole.
const tie = 1e-9

// totals of a figure x and of a fixed rest r over areas of weight w.
type totals struct{ w, x, xx, r, rr, xr float64 }

func (s *totals) add(w, x, r float64) {
	s.w += w
	s.x += w * x
	s.xx += w * x * x
	s.r += w * r
	s.rr += w * r * r
	s.xr += w * x * r
}

// moved is the totals when the figure x of one area moves by d.
func (s totals) moved(w, x, d, r float64) totals {
	s.x += w * d
	s.xx += w * d * (2*x + d)
	s.xr += w * d * r
	return s
}

// moments of k·x + r: mean and standard deviation (population form).
func (s *totals) moments(k float64) (mean, sd float64) {
	mean = (k*s.x + s.r) / s.w
	return mean, math.Sqrt(max(0, (k*k*s.xx+2*k*s.xr+s.rr)/s.w-mean*mean))
}

// view is the scale of a criterion when the figure of one area has moved: its
// value is k·x + rest, and z = (value − mean)/sd.
type view struct{ k, mean, sd, plainMean, plainSD float64 }

// view moves the figure of an area by d.
func (l *lever) view(area int, d float64) view {
	v := view{k: l.turn}
	x, w, r := l.x[area], l.residents[area], l.restOf(area)
	all, in, plain := l.all, l.in, l.plain
	if d != 0 {
		all, in, plain = all.moved(w, x, d, 0), in.moved(w, x, d, r), plain.moved(1, x, d, r)
	}
	if l.rest != nil {
		_, sd := all.moments(1)
		v.k = l.turn * l.weight / sd
	}
	v.mean, v.sd = in.moments(v.k)
	v.plainMean, v.plainSD = plain.moments(v.k)
	return v
}

// z is the weighted standard score of an area whose figure has moved by d.
func (v *view) z(l *lever, a int, d float64) float64 {
	return (v.k*(l.x[a]+d) + l.restOf(a) - v.mean) / v.sd
}

// plain is the standard score without weights.
func (v *view) plain(l *lever, a int, d float64) float64 {
	return (v.k*(l.x[a]+d) + l.restOf(a) - v.plainMean) / v.plainSD
}

// sound says whether the scale has not collapsed to a point, where rounding
// would decide.
func (v *view) sound(l *lever) bool {
	k := math.Abs(v.k) * l.sd
	return v.sd > 1e-6*k && v.plainSD > 1e-6*k && k < math.Inf(1)
}

// met says whether z reaches a limit; sure is false where rounding decides.
func (l *lever) met(z float64) (met, sure bool) {
	d := z - l.limit.Z
	return d > 0 || d == 0 && !l.limit.Strict, math.Abs(d) > tie
}

// span is the smallest and the largest of each part of several views.
type span struct{ low, high view }

func spanOf(views []view) span {
	s := span{low: views[0], high: views[0]}
	for i := range views[1:] {
		v := &views[i+1]
		s.low = view{min(s.low.k, v.k), min(s.low.mean, v.mean), min(s.low.sd, v.sd), min(s.low.plainMean, v.plainMean), min(s.low.plainSD, v.plainSD)}
		s.high = view{max(s.high.k, v.k), max(s.high.mean, v.mean), max(s.high.sd, v.sd), max(s.high.plainMean, v.plainMean), max(s.high.plainSD, v.plainSD)}
	}
	return s
}

// z encloses the standard score of an area over all views of the span.
func (s *span) z(l *lever, a int) (low, high float64) {
	return s.enclose(l, a, s.low.mean, s.high.mean, s.low.sd, s.high.sd)
}

// plain encloses the standard score without weights.
func (s *span) plain(l *lever, a int) (low, high float64) {
	return s.enclose(l, a, s.low.plainMean, s.high.plainMean, s.low.plainSD, s.high.plainSD)
}

func (s *span) enclose(l *lever, a int, mean1, mean2, sd1, sd2 float64) (low, high float64) {
	p, q := s.low.k*l.x[a], s.high.k*l.x[a]
	low, high = min(p, q)+l.restOf(a)-mean2, max(p, q)+l.restOf(a)-mean1
	if low > 0 {
		low /= sd2
	} else {
		low /= sd1
	}
	if high > 0 {
		high /= sd1
	} else {
		high /= sd2
	}
	return low, high
}
