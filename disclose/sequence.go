package disclose

import (
	"math"
	"slices"

	"byblik"
)

// value is what an ordered figure is worth by the protected counts of a release.
func (r *Publication) value(o Ordered) byblik.Cell {
	if o.Denominator == nil {
		return r.Counts[o.Numerator]
	}
	return Share(r.Counts[o.Numerator], r.Counts[*o.Denominator], 1)
}

// tryOrders looks at what stands before what. An order is harmless if the
// protected values give it: larger before smaller, equal ones with equal rank,
// or in rows by their name, and what is suppressed last. Everything else tells
// of raw values, pair by pair.
func (a *assault) tryOrders() {
	tried, found := a.try(Sequence)
	for _, r := range a.Releases {
		for _, o := range r.Orders {
			if o.Ranks == nil && o.byName() {
				tried(len(o.Figures))
				continue
			}
			for i := 1; i < len(o.Figures); i++ {
				tried(1)
				if what := r.outOfOrder(o, i); what != "" {
					found(Breach{Release: r.ID, File: o.Name, Figure: o.Figures[i].Numerator, Left: a.left(o.Figures[i].Numerator), What: what})
				}
			}
		}
	}
}

// byName says whether the rows stand in the order of their places' codes or
// names.
func (o Order) byName() bool {
	if o.Names != nil {
		return slices.ContainsFunc(o.Names, slices.IsSorted[[]string])
	}
	for i := 1; i < len(o.Figures); i++ {
		if comparePlaces(o.Figures[i-1].Numerator.Place, o.Figures[i].Numerator.Place) > 0 {
			return false
		}
	}
	return true
}

// outOfOrder says what is wrong between two figures that follow one another.
func (r *Publication) outOfOrder(o Order, i int) string {
	one, two := o.Figures[i-1], o.Figures[i]
	u, v := r.value(one), r.value(two)
	switch {
	case u.Status() != byblik.OK && v.Status() == byblik.OK:
		return "a figure without a number stands before one with a number: its place tells of its size"
	case u.Status() == byblik.OK && v.Status() != byblik.OK:
		return ""
	case u.Status() != byblik.OK:
		if o.Ranks == nil && comparePlaces(one.Numerator.Place, two.Numerator.Place) > 0 {
			return "figures without a number do not stand in the order of their names"
		}
		return ""
	}
	way := compareWay(u.Float(), v.Float(), o.Rising)
	switch {
	case way > 0:
		return "an order that the protected values do not give"
	case way == 0 && o.Ranks != nil && o.Ranks[i-1] != o.Ranks[i]:
		return "equal protected values with different ranks"
	case way == 0 && o.Ranks == nil && comparePlaces(one.Numerator.Place, two.Numerator.Place) > 0:
		return "equal protected values that do not stand in the order of their names"
	}
	return ""
}

// tryClasses looks for classes that the protected values do not give: then the
// raw value lies on the other side of a limit.
func (a *assault) tryClasses() {
	tried, found := a.try(Classing)
	for _, r := range a.Releases {
		for _, c := range r.Classes {
			tried(1)
			v := r.value(c.Of)
			own := Class(v, c.Limits)
			if c.Of.Denominator != nil && v.Status() == byblik.OK {
				own = Class(Share(r.Counts[c.Of.Numerator], r.Counts[*c.Of.Denominator], c.Per), c.Limits)
			}
			if own == c.Class || own < 0 && c.Class < 0 {
				continue
			}
			what := "a class that the protected value does not give"
			if own < 0 {
				what = "a class is shown beside a suppressed count"
			}
			found(Breach{Release: r.ID, Figure: c.Of.Numerator, Left: a.classed(c), What: what})
		}
	}
}

// classed is what a count can still be, given its class.
func (a *assault) classed(c Classed) Interval {
	n := a.left(c.Of.Numerator)
	low, high := math.Inf(-1), math.Inf(1)
	if c.Class > 0 && c.Class <= len(c.Limits) {
		low = c.Limits[c.Class-1]
	}
	if c.Class >= 0 && c.Class < len(c.Limits) {
		high = c.Limits[c.Class]
	}
	if c.Of.Denominator != nil {
		d := a.left(*c.Of.Denominator)
		low, high = low*d.Low/c.Per, high*d.High/c.Per
	}
	return Interval{max(n.Low, low), min(n.High, high)}
}
