package screen

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
)

// Problem is one fault of a rule set. At is the path of the field, such as
// scores[3].steps[0].op.
type Problem struct {
	At       string
	Found    string
	Expected string
	Do       string
}

// CheckRuleSet finds what a schema cannot: operations that do not exist,
// parameters that are missing or mean nothing, scores used before they are
// defined, limits out of order, shares and years out of range. It knows no
// catalog; whether indicators exist is checked there.
func CheckRuleSet(r *catalog.RuleSet) []Problem {
	c := &check{scores: map[string]bool{}}
	c.residents, c.borders = r.Areas.Residents != "", r.Areas.Geography != ""
	if r.Areas.MinResidents > 0 && !c.residents {
		c.say("areas.min_residents", "a smallest number of residents without residents", "areas.residents: the indicator that counts them", "add residents")
	}
	if r.Areas.MinResidents < 0 || math.IsNaN(r.Areas.MinResidents) {
		c.say("areas.min_residents", fmt.Sprint(r.Areas.MinResidents), "0 or more", "correct it")
	}
	names := map[string]bool{}
	for _, s := range r.Scores {
		names[s.ID] = true
	}
	for i := range r.Scores {
		c.score(&r.Scores[i], fmt.Sprintf("scores[%d]", i), names)
	}
	c.measures(r)
	c.criteria(r)
	if r.Flag != nil {
		c.flag(r.Flag)
	}
	c.reviews(r.Review)
	return c.problems
}

type check struct {
	problems  []Problem
	scores    map[string]bool // defined above
	residents bool            // the rule set has an indicator of residents
	borders   bool            // the rule set names polygons
}

func (c *check) say(at, found, expected, do string) {
	c.problems = append(c.problems, Problem{At: at, Found: found, Expected: expected, Do: do})
}

// unique reports an id that was seen before.
func (c *check) unique(at, id string, seen map[string]bool) {
	if seen[id] {
		c.say(at, "the id "+id+" a second time", "each id once", "rename one of them")
	}
	seen[id] = true
}

func (c *check) oneOf(at, found string, allowed ...string) {
	if !slices.Contains(allowed, found) {
		c.say(at, fmt.Sprintf("%q", found), "one of "+strings.Join(allowed, ", "), "choose one of them")
	}
}

func (c *check) score(s *catalog.Score, at string, names map[string]bool) {
	c.combination(s, at)
	if len(s.Of) == 0 {
		c.say(at+".of", "no component", "at least one indicator or earlier score", "add one")
	}
	for i, k := range s.Of {
		path := fmt.Sprintf("%s.of[%d]", at, i)
		c.component(k, path)
		switch {
		case k.Score == "" || c.scores[k.Score]:
		case names[k.Score]:
			c.say(path+".score", "the score "+k.Score+", which is not defined above this one", "a score from further up",
				"move "+k.Score+" up; a score cannot lead back to itself")
		default:
			c.say(path+".score", "the unknown score "+k.Score, "a score of this rule set", "correct the id")
		}
		c.steps(k.Steps, path, k.Indicator != "" && !strings.HasSuffix(k.Missing, "median"))
	}
	c.steps(s.Steps, at, false)
	c.unique(at+".id", s.ID, c.scores)
}

func (c *check) component(k catalog.Component, at string) {
	if (k.Indicator == "") == (k.Score == "") {
		c.say(at, "an indicator and a score both or neither", "exactly one of them", "keep one of the two")
	}
	if k.Weight < 0 || math.IsNaN(k.Weight) || math.IsInf(k.Weight, 0) {
		c.say(at+".weight", fmt.Sprint(k.Weight), "a weight of 0 or more", "turn the indicator's direction instead")
	}
	c.oneOf(at+".signed", k.Signed, "", "worse_is_higher", "as_is")
	c.oneOf(at+".missing", k.Missing, append([]string{""}, named(InMissing)...)...)
	from := c.period(at+".from", k.From)
	until := c.period(at+".until", k.Until)
	if k.From != "" && k.Until != "" && from.Compare(until) > 0 {
		c.say(at+".until", "an end before the beginning", "until at or after from", "correct one of them")
	}
}

func (c *check) period(at, text string) byblik.Period {
	t, err := byblik.ParsePeriod(text)
	switch {
	case text == "":
	case err != nil:
		c.say(at, fmt.Sprintf("the period %q", text), "a period such as \"2017\"", "correct it")
	case t.Year < 1800 || t.Year > 2200:
		c.say(at, fmt.Sprintf("the year %d", t.Year), "a year from 1800 to 2200", "correct it")
	}
	return t
}

func (c *check) measures(r *catalog.RuleSet) {
	seen := map[string]bool{}
	if len(r.Scores) > 0 && len(r.Measures) == 0 {
		c.say("scores", "scores without a measure", "measures: the scores that are published", "add measures")
	}
	for i := range r.Measures {
		m := &r.Measures[i]
		at := fmt.Sprintf("measures[%d]", i)
		c.unique(at+".id", m.ID, seen)
		if !c.scores[m.Score] {
			c.say(at+".score", "the unknown score "+m.Score, "a score of this rule set", "correct the id")
		}
		if m.Class != nil {
			c.class(m.Class, at+".class")
		}
	}
}

func (c *check) criteria(r *catalog.RuleSet) {
	seen := map[string]bool{}
	if len(r.Criteria) > 0 && r.Flag == nil {
		c.say("criteria", "criteria without a flag", "flag: how many criteria, in how many periods", "add flag")
	}
	for i := range r.Criteria {
		k := &r.Criteria[i]
		at := fmt.Sprintf("criteria[%d]", i)
		c.unique(at+".id", k.ID, seen)
		if math.IsNaN(k.Limit.Z) || math.IsInf(k.Limit.Z, 0) {
			c.say(at+".limit.z", fmt.Sprint(k.Limit.Z), "a number", "correct it")
		}
		if len(k.Of) == 0 {
			c.say(at+".of", "no component", "at least one indicator", "add one")
		}
		for j, part := range k.Of {
			path := fmt.Sprintf("%s.of[%d]", at, j)
			c.component(part, path)
			if part.Score != "" {
				c.say(path+".score", "a score in a criterion", "an indicator", "name the indicator itself")
			}
			if part.Missing != "" {
				c.say(path+".missing", "a rule for missing figures in a criterion", "none: an area without the figure is judged on its other criteria", "remove it")
			}
			if len(part.Steps) > 0 {
				c.say(path+".steps", "steps in a criterion", "none: a criterion is shown in the unit of its indicator", "remove them")
			}
			if len(k.Of) == 1 && part.Weight != 0 {
				c.say(path+".weight", "a weight on a single component", "none", "remove it")
			}
		}
	}
}

func (c *check) flag(f *catalog.Flag) {
	if _, _, err := parseShare(f.Of); err != nil {
		c.say("flag.of", fmt.Sprintf("%q", f.Of), "a fraction such as 2/3, above 0 and at most 1", "correct it")
	}
	if f.OfLatest < 1 || f.OfLatest > 50 {
		c.say("flag.of_latest", fmt.Sprint(f.OfLatest), "1 to 50 periods", "correct it")
	}
	if f.Years < 1 || f.Years > f.OfLatest {
		c.say("flag.years", fmt.Sprint(f.Years), "1 to of_latest", "correct it")
	}
}

func (c *check) reviews(marks []catalog.Review) {
	seen := map[string]bool{}
	for i, m := range marks {
		at := fmt.Sprintf("review[%d]", i)
		c.unique(at+".id", m.ID, seen)
		if math.IsNaN(m.AtLeast) || math.IsInf(m.AtLeast, 0) {
			c.say(at+".at_least", fmt.Sprint(m.AtLeast), "a number", "correct it")
		}
	}
}
