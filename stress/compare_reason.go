package stress

import (
	"math"

	"byblik"
	"byblik/screen"
)

func neededOf(of Fraction, n int) int { return screen.Needed(of.Num, of.Den, n) }

// judged is one criterion of an area while one screening is made into another.
type judged struct {
	there  bool
	value  float64
	city   float64
	sd     float64
	limit  float64 // z
	strict bool
	sign   float64
}

func (j judged) met() bool {
	z := j.sign * (j.value - j.city) / j.sd
	if j.sd == 0 {
		z = 0
	}
	// Figures went through a table: what is equal to the last digit or two is equal.
	const slack = 1e-9
	if j.strict {
		return z > j.limit+slack
	}
	return z >= j.limit-slack
}

func judge(c PastCriterion, f PastFigure) judged {
	j := judged{there: f.Status == byblik.OK, value: f.Value, city: f.City, limit: c.Limit, strict: c.Strict, sign: 1}
	if c.LowerIsWorse {
		j.sign = -1
	}
	j.sd = spreadOf(j.sign, c, f)
	return j
}

// spreadOf finds the standard deviation behind a limit, limit = city ± z·SD,
// or where the limit is the city's own value, behind the area's score.
func spreadOf(sign float64, c PastCriterion, f PastFigure) float64 {
	sd := sign * (f.Limit - f.City) / c.Limit
	if c.Limit == 0 {
		sd = sign * (f.Value - f.City) / f.Z
	}
	if math.IsNaN(sd) || math.IsInf(sd, 0) {
		return 0
	}
	return sd
}

// enough says whether enough of the criteria with figures are met.
func enough(list []judged, of Fraction) bool {
	met, n := 0, 0
	for _, j := range list {
		if j.there {
			n++
			if j.met() {
				met++
			}
		}
	}
	return n > 0 && met >= neededOf(of, n)
}

// ingredients are what one screening is made into the other by, in order.
var ingredients = []struct {
	reason Reason
	change func(j, to *judged)
}{
	{Figures, func(j, to *judged) {
		if !j.there && to.there {
			limit, strict := j.limit, j.strict
			*j = *to
			j.limit, j.strict = limit, strict
		}
		j.there = to.there
	}},
	{OwnValue, func(j, to *judged) { j.value = to.value }},
	{CityValue, func(j, to *judged) { j.city, j.sd = to.city, to.sd }},
}

// because names the first ingredient that changes whether enough criteria are
// met; see Compare.
func because(before, after *Past, was, is *PastArea) Reason {
	var list, last []judged
	var both []int // place in last, −1 for a criterion that went
	for k, c := range before.Criteria {
		list = append(list, judge(c, was.Figures[k]))
		both = append(both, after.criterion(c.ID))
	}
	for k, c := range after.Criteria {
		last = append(last, judge(c, is.Figures[k]))
	}
	first := enough(list, before.Of)
	if enough(last, after.Of) == first { // other years than the screened one
		if before.Years != after.Years {
			return RuleChange
		}
		return DataYear
	}
	for _, s := range ingredients {
		for k, at := range both {
			if at >= 0 {
				s.change(&list[k], &last[at])
			}
		}
		if enough(list, before.Of) != first {
			return s.reason
		}
	}
	return RuleChange
}
