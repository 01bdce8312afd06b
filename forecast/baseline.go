package forecast

import "math"

// Forecaster is a way to give a probability, in the tables of a back-test.
type Forecaster string

// The model and what it is held against.
const (
	Ours      Forecaster = "model"
	SameAgain Forecaster = "same_as_last_year" // what holds now will hold: 0 or 1
	Line      Forecaster = "straight_line"     // each area's own least-squares line: 0 or 1
	LineError Forecaster = "line_with_errors"  // the same line, with the errors that such lines made before
	Logistic  Forecaster = "logistic_margin"   // logistic regression on the last margin
)

// Baselines are the forecasters that the model has to beat.
var Baselines = []Forecaster{SameAgain, Line, LineError, Logistic}

// lineAhead puts a least-squares line through all years that an area has and
// reads it some years after the last of them all; with one year it is that value.
func (s *Series) lineAhead(area, years int) (float64, bool) {
	var n, st, sy, stt, sty float64
	for t, x := range s.Value[area] {
		if math.IsNaN(x) {
			continue
		}
		u := float64(t)
		n, st, sy, stt, sty = n+1, st+u, sy+x, stt+float64(u*u), sty+float64(u*x)
	}
	if n == 0 {
		return 0, false
	}
	slope := 0.0
	if d := float64(n*stt) - float64(st*st); d > 0 {
		slope = (float64(n*sty) - float64(st*sy)) / d
	}
	return sy/n + float64(slope*(float64(len(s.Value[area])-1+years)-st/n)), true
}

// lineErrors is the root mean square of what such lines missed by, over the
// years within the series whose line had at least two years to go by; false
// where there was none.
func (s *Series) lineErrors() (float64, bool) {
	var sum, n float64
	for t := 2; t < s.Years(); t++ {
		before := s.Until(s.First + t - 1)
		for i := range s.Value {
			x := s.Value[i][t]
			if line, ok := before.lineAhead(i, 1); ok && !math.IsNaN(x) {
				d := x - line
				sum, n = sum+float64(d*d), n+1
			}
		}
	}
	if n == 0 {
		return 0, false
	}
	return math.Sqrt(sum / n), true
}

// normalCDF is the distribution function of the normal distribution.
func normalCDF(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }

// logisticFit is P(yes) = 1/(1 + exp(−(A + B·x))).
type logisticFit struct{ A, B float64 }

func (f logisticFit) at(x float64) float64 { return 1 / (1 + math.Exp(-(f.A + float64(f.B*x)))) }

// fitLogistic estimates a logistic regression on one variable by iteratively
// reweighted least squares (McCullagh and Nelder, Generalized Linear Models,
// 2nd ed., § 4.4). A ridge of one millionth of a case keeps separated cases
// finite.
func fitLogistic(x []float64, yes []bool) logisticFit {
	const ridge = 1e-6
	var f logisticFit
	for range 100 {
		var ga, gb, haa, hab, hbb float64
		for i, v := range x {
			p := f.at(v)
			e, w := truth(yes[i])-p, p*(1-p)
			ga, gb = ga+e, gb+float64(e*v)
			haa, hab, hbb = haa+w, hab+float64(w*v), hbb+float64(w*v*v)
		}
		ga, gb = ga-float64(ridge*f.A), gb-float64(ridge*f.B)
		haa, hbb = haa+ridge, hbb+ridge
		d := float64(haa*hbb) - float64(hab*hab)
		if d <= 0 {
			break
		}
		da, db := (float64(hbb*ga)-float64(hab*gb))/d, (float64(haa*gb)-float64(hab*ga))/d
		f.A, f.B = f.A+da, f.B+db
		if math.Abs(da)+math.Abs(db) < 1e-10 {
			break
		}
	}
	return f
}
