package forecast

import (
	"math"
	"slices"

	"byblik/catalog"
)

// Trial is one question of a back-test: will this area lie beyond this limit
// next year? Margin is the last value less the limit, in points, positive where
// the area lies on the side that disadvantages. P has every forecaster's answer.
type Trial struct {
	Series string
	Area   string
	Group  int // place of the area in the data set
	Year   int // the year that was forecast
	Limit  float64
	Margin float64
	Yes    bool
	P      map[Forecaster]float64
}

// Near tells whether the last value lay within 5 points of the limit; of a list,
// whether it was close to turning (lists.Result.Distance, 5 for 1).
func (t *Trial) Near() bool { return math.Abs(t.Margin) <= NearPoints }

// NearPoints is how near the limit counts as near.
const NearPoints = 5

// Question is a series whose crossings are forecast: Above tells on which side
// of a limit disadvantage lies. Fixed limits are asked as they are; without them
// limits lie at quantiles of the last year known, so that they too are
// chosen without the year that is forecast.
type Question struct {
	Series *Series
	Above  bool
	Fixed  []float64
}

// Quantiles of the areas at which limits are placed, counted from the better end.
var Quantiles = []float64{0.5, 0.7, 0.8, 0.9}

// BackTest is the record of the model on one data set.
type BackTest struct {
	ID     string
	Title  catalog.Text
	Titles map[string]catalog.Text // of the series
	Lists  bool                    // whole lists are asked for, not limits of single figures
	Fitted bool                    // invented figures that follow stories close to the limits
	From   int                     // first and last year that was forecast
	To     int
	Trials []Trial
	Cover  Coverage
}

// Coverage counts how often a figure fell into its central 90 % interval.
type Coverage struct{ Within, Cases int }

// Run forecasts each year from the third of a series on, up to last, from the
// years before it alone: the model's nature, the lines, the regression and the
// limits are all made anew from what was known then (a rolling origin;
// Tashman, International Journal of Forecasting 16, 2000).
func Run(id string, title catalog.Text, questions []Question, last int) *BackTest {
	b := &BackTest{ID: id, Title: title, Titles: map[string]catalog.Text{}}
	for _, q := range questions {
		b.Titles[q.Series.ID] = q.Series.Title
		for year := q.Series.First + 2; year <= min(last, q.Series.First+q.Series.Years()-1); year++ {
			b.forecast(q, year)
			if b.From == 0 || year < b.From {
				b.From = year
			}
			b.To = max(b.To, year)
		}
	}
	return b
}

// forecast asks one question of one year.
func (b *BackTest) forecast(q Question, year int) {
	known := q.Series.Until(year - 1)
	fit := known.Fit()
	margins := fitLogistic(q.lessons(known))
	error1, dressed := known.lineErrors()
	limits := q.limits(known, year-1)
	for i, name := range known.Areas {
		last, truth := known.At(i, year-1), q.Series.At(i, year)
		out, ok := fit.Outlook(i, 1)
		if math.IsNaN(last) || math.IsNaN(truth) || !ok {
			continue
		}
		if low, high := out.Between(0.9); truth >= low && truth <= high {
			b.Cover.Within++
		}
		b.Cover.Cases++
		line, _ := known.lineAhead(i, 1)
		for _, limit := range limits {
			t := Trial{Series: q.Series.ID, Area: name, Group: i, Year: year, Limit: limit, Margin: q.beyond(last, limit), Yes: q.beyond(truth, limit) > 0}
			ahead := q.beyond(line, limit)
			t.P = map[Forecaster]float64{Ours: q.probability(out, limit), SameAgain: holds(t.Margin), Line: holds(ahead), LineError: holds(ahead), Logistic: margins.at(t.Margin)}
			if dressed && error1 > 0 {
				t.P[LineError] = normalCDF(ahead / error1)
			}
			b.Trials = append(b.Trials, t)
		}
	}
}

// beyond is how far a value lies on the disadvantaged side of a limit.
func (q Question) beyond(x, limit float64) float64 {
	if q.Above {
		return x - limit
	}
	return limit - x
}

func (q Question) probability(o Outlook, limit float64) float64 {
	if q.Above {
		return o.Above(limit)
	}
	return 1 - o.Above(limit)
}

func holds(margin float64) float64 {
	if margin > 0 {
		return 1
	}
	return 0
}

// lessons are the margins and outcomes of the years before, from which the
// logistic regression learns.
func (q Question) lessons(known *Series) (x []float64, yes []bool) {
	for t := 1; t < known.Years(); t++ {
		year := known.First + t
		for _, limit := range q.limits(known, year-1) {
			for i := range known.Areas {
				before, after := known.At(i, year-1), known.At(i, year)
				if !math.IsNaN(before) && !math.IsNaN(after) {
					x, yes = append(x, q.beyond(before, limit)), append(yes, q.beyond(after, limit) > 0)
				}
			}
		}
	}
	return x, yes
}

// limits are the limits that are asked about after a year.
func (q Question) limits(known *Series, year int) []float64 {
	if len(q.Fixed) > 0 {
		return q.Fixed
	}
	var all []float64
	for i := range known.Areas {
		if x := known.At(i, year); !math.IsNaN(x) {
			all = append(all, x)
		}
	}
	if len(all) == 0 {
		return nil
	}
	slices.Sort(all)
	var out []float64
	for _, p := range Quantiles {
		if !q.Above {
			p = 1 - p
		}
		out = append(out, quantile(all, p))
	}
	return out
}

// quantile interpolates linearly between sorted values (type 7 of Hyndman and
// Fan, The American Statistician 50, 1996).
func quantile(sorted []float64, p float64) float64 {
	h := p * float64(len(sorted)-1)
	k := int(h)
	if k+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[k] + float64((h-float64(k))*(sorted[k+1]-sorted[k]))
}

// Cases gives one forecaster's forecasts, of one series or of all (empty),
// all or only those near the limit.
func (b *BackTest) Cases(f Forecaster, series string, near bool) []Case {
	var out []Case
	for i := range b.Trials {
		t := &b.Trials[i]
		if (series == "" || t.Series == series) && (!near || t.Near()) {
			out = append(out, Case{Area: t.Area, P: t.P[f], Yes: t.Yes, Group: t.Group})
		}
	}
	return out
}
