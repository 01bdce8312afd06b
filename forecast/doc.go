// Package forecast says how likely it is that a housing area is on each of the
// State's lists next December, and keeps the record of how such forecasts fared.
//
// # The idea
//
// On the day of the list everything is arithmetic; half a year before, some of
// its figures are there (the first of the two years of an average, the
// residents of 1 January) and some are not. What is there is used as it is. What
// is not is drawn, many times, from a model of how such figures move, and each
// draw is held against the law by the same engine as the list itself (package
// lists). The share of draws in which an area is on the list is its probability.
//
// The model (Series.Fit, Nature) is a local linear trend on the logit scale for
// each area, tied together: a movement shared by all areas (tide), areas' own
// trends that fade and are shrunk towards it, movers and chance that count more
// in small areas, overdispersion, and the tails of Student's t. What it is made
// of is estimated from the years on file alone.
//
// # The record
//
// A forecast is worth what its record says. Run forecasts each past year from
// the years before it and sets the model beside what anybody could do without
// it: the same as last year, a straight line with and without its errors, a
// logistic regression on the last margin. Verdict allows the model to be shown
// only where it beats all of them by two proper scores, overall and near the
// limit. DecemberFiles obeys: without such a record no probability is written.
//
// # Who may see what
//
// A public probability of being listed can harm an area. Exact figures are for
// entitled users; the public gets a Band, which says neither a number nor a side.
//
// # The same bytes
//
// Each draw hangs on seed, run and area alone; the number of workers changes
// nothing. Estimation has no randomness at all.
//
// series.go and tide.go prepare figures, filter.go and fit.go are the model,
// predict.go and draw.go what it says, plan.go, december.go and tally.go the
// draws of the lists, score.go, baseline.go, backtest.go and verdict.go the
// record, record.go and page_*.go the files.
package forecast
