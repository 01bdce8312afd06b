package screen

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"byblik/catalog"
)

// steps checks each step against the parameters that its operation needs.
// Counts says whether there are counts behind the figures of the first step.
func (c *check) steps(steps []catalog.Step, at string, counts bool) {
	for i, s := range steps {
		path := fmt.Sprintf("%s.steps[%d]", at, i)
		op, ok := findOperation(s.Op)
		if !ok {
			c.say(path+".op", fmt.Sprintf("the unknown operation %q", s.Op), "one of "+operationNames(), "correct the name")
			continue
		}
		c.limitsOf(s, path)
		if slices.Contains(countSteps, s.Op) && (i > 0 || !counts) {
			c.say(path+".op", op.Name+" on figures that are no counts", "the first step of an indicator, without missing: median", "move it up, or leave it out")
		}
		if s.Op == "eb_local" && !c.borders {
			c.say(path+".op", "neighbours without borders", "areas.geography: the source of the polygons", "add geography, or use eb_global")
		}
		if s.Op == "weighted_z" && !c.residents {
			c.say(path+".op", "weights without residents", "areas.residents: the indicator that counts them", "add residents, or use z")
		}
		for _, p := range parameters(s) {
			needed := slices.Contains(op.Needs, p.name)
			switch {
			case needed && !p.given:
				c.say(path, op.Name+" without "+p.name, p.name+": "+p.expected, "add "+p.name)
			case !needed && p.given:
				c.say(path+"."+p.name, p.name+", which "+op.Name+" does not take", parameterList(op), "remove it")
			case p.given && !p.valid:
				c.say(path+"."+p.name, p.found, p.expected, "choose one of them")
			}
		}
	}
}

// parameter is one parameter of a step as it was written.
type parameter struct {
	name, found, expected string
	given, valid          bool
}

// parameters lists all parameters that a step can have.
func parameters(s catalog.Step) []parameter {
	word := func(name, value string, allowed ...string) parameter {
		return parameter{name: name, found: fmt.Sprintf("%q", value), expected: strings.Join(allowed, " or "),
			given: value != "", valid: slices.Contains(allowed, value)}
	}
	decimals := parameter{name: "decimals", expected: "0 to 12", given: s.Decimals != nil}
	if s.Decimals != nil {
		decimals.found, decimals.valid = fmt.Sprint(*s.Decimals), *s.Decimals >= 0 && *s.Decimals <= 12
	}
	number := func(name string, value *float64, expected string, low, high float64) parameter {
		p := parameter{name: name, expected: expected, given: value != nil}
		if value != nil {
			p.found, p.valid = fmt.Sprint(*value), *value >= low && *value <= high
		}
		return p
	}
	return []parameter{
		word("sd", s.SD, "population", "sample"),
		word("ties", s.Ties, string(TiesMin), string(TiesMax), string(TiesAverage)),
		word("order", s.Order, "ascending", "descending"),
		decimals,
		word("convention", s.Convention, string(NPlus1MinusRank), string(NMinusRank)),
		{name: "constant", found: fmt.Sprint(s.Constant), expected: "a number above 0, such as 23",
			given: s.Constant != 0, valid: s.Constant > 0 && !math.IsInf(s.Constant, 0)},
		number("lambda", s.Lambda, "a power from -5 to 5", -boxCoxReach, boxCoxReach),
		number("low", s.Low, "a number", -math.MaxFloat64, math.MaxFloat64),
		number("high", s.High, "a number", -math.MaxFloat64, math.MaxFloat64),
		{name: "points", found: fmt.Sprint(s.Points), expected: "1 to 1000 points", given: s.Points != 0, valid: s.Points >= 1 && s.Points <= 1000},
		number("target", s.Target, "a number", -math.MaxFloat64, math.MaxFloat64),
		word("beyond", s.Beyond, "counted", "capped"),
		word("formula", s.Formula, slices.Sorted(maps.Keys(normalShift))...),
		word("count", s.Count, "below", "middle", "at_most"),
		word("family", s.Family, "poisson", "binomial"),
	}
}

// limitsOf checks that a pair of parameters stands in order.
func (c *check) limitsOf(s catalog.Step, at string) {
	if s.Low == nil || s.High == nil {
		return
	}
	if !(*s.Low < *s.High) {
		c.say(at+".low", fmt.Sprintf("low %v and high %v", *s.Low, *s.High), "low below high", "swap them")
	} else if s.Op == "winsorise" && (*s.Low < 0 || *s.High > 1) {
		c.say(at+".low", fmt.Sprintf("quantiles %v and %v", *s.Low, *s.High), "shares from 0 to 1, such as 0.05 and 0.95", "correct them")
	}
}

// combination checks how the components of a score become one.
func (c *check) combination(s *catalog.Score, at string) {
	c.oneOf(at+".combine", s.Combine, append([]string{""}, named(InCombine)...)...)
	c.oneOf(at+".weights", s.Weights, append([]string{""}, named(InWeights)...)...)
	left := slices.Contains([]string{"", "sum", "copeland", "outranking"}, s.Combine)
	for i, k := range s.Of {
		path := fmt.Sprintf("%s.of[%d]", at, i)
		if s.Weights != "" && k.Weight != 0 {
			c.say(path+".weight", "a weight beside weights: "+s.Weights, "one of the two", "remove the weight, or weights")
		}
		if k.Missing == "leave_out" && left {
			c.say(path+".missing", "leave_out in a "+cmp.Or(s.Combine, "sum"), "a mean, in which the other components can stand in", "combine: mean, or another rule for missing figures")
		}
	}
}

func operationNames() string {
	return strings.Join(named(InSteps), ", ")
}

func parameterList(o Operation) string {
	if len(o.Needs) == 0 {
		return "no parameters"
	}
	return "only " + strings.Join(o.Needs, ", ")
}

// class checks how values are sorted into classes.
func (c *check) class(k *catalog.Class, at string) {
	classes := k.K
	switch k.Op {
	case "rank_share", "rank_below", "quantile":
		if k.K < 2 || k.K > 100 {
			c.say(at+".k", fmt.Sprint(k.K), "2 to 100 classes", "correct it")
		}
		if len(k.Limits)+len(k.Closed) > 0 {
			c.say(at+".limits", "limits, which "+k.Op+" does not take", "k, the number of classes", "remove them")
		}
	case "limits", "mean_sd":
		classes = len(k.Limits) + 1
		c.limits(k, at)
		if k.K != 0 {
			c.say(at+".k", fmt.Sprint(k.K), "no k: the limits give the classes", "remove it")
		}
	default:
		c.say(at+".op", fmt.Sprintf("the unknown operation %q", k.Op), "one of limits, mean_sd, quantile, rank_below, rank_share", "correct the name")
		return
	}
	switch {
	case k.Op == "mean_sd":
		c.oneOf(at+".sd", k.SD, "population", "sample")
	case k.SD != "":
		c.say(at+".sd", "sd, which "+k.Op+" does not take", "no sd", "remove it")
	}
	if n := len(k.Labels); n > 0 && n != classes {
		c.say(at+".labels", fmt.Sprintf("%d labels for %d classes", n, classes), "one label per class, lowest first", "add or remove labels")
	}
}

// limits checks that limits ascend and that each says where it belongs.
func (c *check) limits(k *catalog.Class, at string) {
	if len(k.Limits) == 0 {
		c.say(at+".limits", "no limits", "at least one", "add limits")
	}
	for i, l := range k.Limits {
		if i > 0 && !(l > k.Limits[i-1]) {
			c.say(fmt.Sprintf("%s.limits[%d]", at, i), fmt.Sprintf("%v after %v", l, k.Limits[i-1]), "limits that ascend", "put them in order")
		}
	}
	if len(k.Closed) != len(k.Limits) {
		c.say(at+".closed", fmt.Sprintf("%d sides for %d limits", len(k.Closed), len(k.Limits)), "lower or upper for each limit", "say to which class each limit belongs")
	}
	for i, side := range k.Closed {
		c.oneOf(fmt.Sprintf("%s.closed[%d]", at, i), side, "lower", "upper")
	}
}
