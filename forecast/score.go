package forecast

import "math"

// Case is one forecast of a yes or no, with what happened.
type Case struct {
	Area  string
	P     float64
	Yes   bool
	Group int // place of the area, by which resampling goes
}

// Score sums up forecasts. Lower is better throughout; both scores are strictly
// proper: nothing but one's true belief makes them best (Gneiting and Raftery,
// Journal of the American Statistical Association 102, 2007).
type Score struct {
	Cases int
	Yes   int
	Brier float64 // mean of (p − o)²
	Log   float64 // mean of −log of the probability given to what happened
	Parts Parts
}

// Parts is Murphy's partition of the Brier score over classes k of forecasts
// with n_k cases, mean forecast p_k and observed share o_k (Journal of Applied
// Meteorology 12, 1973), here with the two terms for unequal forecasts within a
// class (Stephenson, Coelho and Jolliffe, Weather and Forecasting 23, 2008) in
// Within:
//
//	Brier = Reliability − Resolution + Uncertainty + Within
type Parts struct {
	Reliability float64 // Σ n_k (p_k − o_k)²/N
	Resolution  float64 // Σ n_k (o_k − o)²/N
	Uncertainty float64 // o·(1 − o)
	Within      float64
}

// surest is the nearest to 0 and 1 that a forecast counts as in the log score,
// so that a yes-or-no forecast that fails once is bad and not infinitely bad.
const surest = 0.001

// ScoreOf scores forecasts.
func ScoreOf(cases []Case) Score {
	s := Score{Cases: len(cases)}
	if len(cases) == 0 {
		return s
	}
	for _, c := range cases {
		s.Brier += squared(c)
		s.Log += surprise(c)
		if c.Yes {
			s.Yes++
		}
	}
	n := float64(len(cases))
	s.Brier, s.Log = s.Brier/n, s.Log/n
	s.Parts = partsOf(cases, s)
	return s
}

func squared(c Case) float64 {
	d := c.P - truth(c.Yes)
	return d * d
}

func surprise(c Case) float64 {
	p := min(max(c.P, surest), 1-surest)
	if !c.Yes {
		p = 1 - p
	}
	return -math.Log(p)
}

func truth(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// Bin is one class of a calibration table: forecasts from Low to High, how many
// there are, what they said on average, how often it came true, and Wilson's
// 90 % interval of that (Journal of the American Statistical Association 22,
// 1927).
type Bin struct {
	Low, High        float64
	Cases            int
	Said             float64
	Came             float64
	CameLow, CameTop float64
}

// bins is the number of classes of a calibration table.
const bins = 10

// Calibration sorts forecasts into ten classes of equal width.
func Calibration(cases []Case) []Bin {
	out := make([]Bin, bins)
	for i := range out {
		out[i].Low, out[i].High = float64(i)/bins, float64(i+1)/bins
	}
	for _, c := range cases {
		b := &out[min(int(c.P*bins), bins-1)]
		b.Cases++
		b.Said += c.P
		b.Came += truth(c.Yes)
	}
	for i := range out {
		if b := &out[i]; b.Cases > 0 {
			n := float64(b.Cases)
			b.Said, b.Came = b.Said/n, b.Came/n
			b.CameLow, b.CameTop = wilson(b.Came, n)
		}
	}
	return out
}

func wilson(p, n float64) (low, high float64) {
	const z = 1.6448536269514722 // 95 % point of the normal distribution
	half := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	base := 1 + z*z/n
	return max(0, (p+z*z/(2*n)-half)/base), min(1, (p+z*z/(2*n)+half)/base)
}

func partsOf(cases []Case, s Score) Parts {
	o, n := float64(s.Yes)/float64(s.Cases), float64(s.Cases)
	p := Parts{Uncertainty: o * (1 - o)}
	for _, b := range Calibration(cases) {
		k := float64(b.Cases)
		p.Reliability += k * (b.Said - b.Came) * (b.Said - b.Came) / n
		p.Resolution += k * (b.Came - o) * (b.Came - o) / n
	}
	p.Within = s.Brier - p.Reliability + p.Resolution - p.Uncertainty
	return p
}
