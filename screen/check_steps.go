package screen

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"byblik/catalog"
)

// steps checks each step against the parameters that its operation needs.
func (c *check) steps(steps []catalog.Step, at string) {
	for i, s := range steps {
		path := fmt.Sprintf("%s.steps[%d]", at, i)
		op, ok := findOperation(s.Op)
		if !ok {
			c.say(path+".op", fmt.Sprintf("the unknown operation %q", s.Op), "one of "+operationNames(), "correct the name")
			continue
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
	return []parameter{
		word("sd", s.SD, "population", "sample"),
		word("ties", s.Ties, string(TiesMin), string(TiesMax), string(TiesAverage)),
		word("order", s.Order, "ascending", "descending"),
		decimals,
		word("convention", s.Convention, string(NPlus1MinusRank), string(NMinusRank)),
		{name: "constant", found: fmt.Sprint(s.Constant), expected: "a number above 0, such as 23",
			given: s.Constant != 0, valid: s.Constant > 0 && !math.IsInf(s.Constant, 0)},
	}
}

func operationNames() string {
	names := make([]string, len(operations))
	for i, o := range operations {
		names[i] = o.Name
	}
	return strings.Join(names, ", ")
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
