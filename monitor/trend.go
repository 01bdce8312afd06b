package monitor

import "math"

// Direction is what a series does.
type Direction string

// The words. Steady says that the series is long and sure enough to tell that
// little has moved, Unclear that it is not.
const (
	Rising  Direction = "rising"
	Falling Direction = "falling"
	Steady  Direction = "steady"
	Unclear Direction = "unclear"
)

// Point is one value of a series: Time in years, and the standard error of the
// value (0 = exact).
type Point struct{ Time, Value, Error float64 }

// The rule's two numbers: fewest points of a series, and the change over the
// whole series, as a share of its mean, below which it counts as steady.
const (
	FewestPoints = 5
	SteadyShare  = 0.2
)

// Line is a straight line through a series: change per year, its standard
// error, and the weighted mean.
type Line struct {
	Slope, Error, Mean float64
	Points             int
}

// LineOf fits a straight line by least squares weighted with 1/error². Where
// the points scatter more than their errors say, the error of the slope grows
// with the Birge ratio √(χ²/(n−2)) (R. T. Birge, Physical Review 40, 1932).
// Where some error is 0 all points weigh the same and the scatter alone gives
// the error. Points without a value are left out.
func LineOf(series []Point) Line {
	exact := false
	var in []Point
	for _, p := range series {
		if !math.IsNaN(p.Value) && !math.IsNaN(p.Error) {
			in = append(in, p)
			exact = exact || p.Error == 0
		}
	}
	l := Line{Slope: math.NaN(), Error: math.NaN(), Mean: math.NaN(), Points: len(in)}
	if len(in) < 3 {
		return l
	}
	weight := func(p Point) float64 {
		if exact {
			return 1
		}
		return 1 / (p.Error * p.Error)
	}
	var sw, sx, sy float64
	for _, p := range in {
		w := weight(p)
		sw, sx, sy = sw+w, sx+float64(w*p.Time), sy+float64(w*p.Value)
	}
	mx, my := sx/sw, sy/sw
	var sxx, sxy float64
	for _, p := range in {
		w := weight(p)
		sxx, sxy = sxx+float64(w*(p.Time-mx)*(p.Time-mx)), sxy+float64(w*(p.Time-mx)*(p.Value-my))
	}
	if sxx == 0 {
		return l
	}
	l.Slope, l.Mean = sxy/sxx, my
	chi := 0.0
	for _, p := range in {
		e := p.Value - my - l.Slope*(p.Time-mx)
		chi += float64(weight(p) * e * e)
	}
	birge := math.Sqrt(chi / float64(len(in)-2))
	if !exact {
		birge = max(1, birge)
	}
	l.Error = birge / math.Sqrt(sxx)
	return l
}

// TrendOf says what a series does, by this rule. At least FewestPoints values
// are needed. With the slope and its standard error of LineOf and t the 0.975
// quantile of Student's t with n−2 degrees of freedom:
//
//	rising   slope − t·error > 0
//	falling  slope + t·error < 0
//	steady   neither, and (|slope| + t·error) × years ≤ SteadyShare × |mean|:
//	         even the largest change that is compatible with the series is small
//	         (two one-sided tests; D. J. Schuirmann, Journal of Pharmacokinetics
//	         and Biopharmaceutics 15, 1987)
//	unclear  otherwise
func TrendOf(series []Point) Direction {
	l := LineOf(series)
	if l.Points < FewestPoints || math.IsNaN(l.Slope) {
		return Unclear
	}
	t := student(l.Points - 2)
	first, last := math.Inf(1), math.Inf(-1)
	for _, p := range series {
		if !math.IsNaN(p.Value) && !math.IsNaN(p.Error) {
			first, last = min(first, p.Time), max(last, p.Time)
		}
	}
	switch reach := t * l.Error; {
	case l.Slope-reach > 0:
		return Rising
	case l.Slope+reach < 0:
		return Falling
	case (math.Abs(l.Slope)+reach)*(last-first) <= SteadyShare*math.Abs(l.Mean):
		return Steady
	}
	return Unclear
}

// students are the 0.975 quantiles of Student's t with 1, 2, … degrees of
// freedom (NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2).
var students = [...]float64{12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
	2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042}

func student(df int) float64 {
	if df <= len(students) {
		return students[df-1]
	}
	return z95 + 2.5/float64(df) // within 0.002 from 31 on, never below
}
