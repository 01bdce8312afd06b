package stress

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"byblik"
	"byblik/catalog"
)

// Caution belongs under sentences of this package, once on a page.
var Caution = catalog.Text{
	Da: "Her står, hvad reglen tæller. Her står ikke, hvorfor det er sådan, eller hvad der virker.",
	En: "This says what the rule counts. It does not say why things are so, or what works.",
}

// Sentences say of one area why it is or is not in, and what would change
// that: the place first, no blame, no cause. Each is whole by itself.
func (c *City) Sentences(e *Explanation) []catalog.Text {
	if e.Result.Status != byblik.OK {
		list := []catalog.Text{named(e, e.Flag.Reason.Text())}
		if e.Zone.Holds {
			list = append(list, e.Zone.Reason.Text())
		}
		return list
	}
	list := []catalog.Text{c.standing(e)}
	if n := e.Result.Periods; n > 1 {
		list = append(list, both("Det skal være sådan i %d af %d år. Det er det i %d.", "It must be so in %d of %d years. It is in %d.", e.Result.Needed, n, e.Result.Reached))
	}
	list = append(list, c.verdict(e))
	flag, zone := e.Flag.Best(), e.Zone.Best()
	switch {
	case flag != nil && fmt.Sprint(flag) == fmt.Sprint(zone):
		list = append(list, c.ifThen(flag, join(flagTurned(e), zoneTurned(e))))
	default:
		if flag == nil && zone != nil {
			list = append(list, e.Flag.Reason.ofFlag())
		} else {
			list = append(list, c.turned(&e.Flag, flag, flagTurned(e)))
		}
		if zone != nil || !e.zoneTold() {
			list = append(list, c.turned(&e.Zone, zone, zoneTurned(e)))
		}
	}
	return list
}

// zoneTold says whether the sentences before have said already why nothing
// would turn the place in an urban area.
func (e *Explanation) zoneTold() bool {
	switch e.Zone.Reason {
	case NoZones, e.Flag.Reason:
		return true
	case SmallGroup:
		return e.Flag.Holds && !e.Zone.Holds // the verdict: too few residents
	case OnStateList, Surrounded:
		return e.Zone.Holds && !e.Flag.Holds // the verdict: because of the list, or of what lies around
	}
	return false
}

// both writes a sentence in both languages; arguments that are texts are given
// in the language.
func both(da, en string, args ...any) catalog.Text {
	in := func(l catalog.Lang) []any {
		list := slices.Clone(args)
		for i, a := range list {
			if t, ok := a.(catalog.Text); ok {
				list[i] = t.In(l)
			}
		}
		return list
	}
	return catalog.Text{Da: fmt.Sprintf(da, in(catalog.Da)...), En: fmt.Sprintf(en, in(catalog.En)...)}
}

func named(e *Explanation, t catalog.Text) catalog.Text {
	return catalog.Text{Da: e.Name + ": " + t.Da, En: e.Name + ": " + t.En}
}

// join says two things that would be so.
func join(a, b catalog.Text) catalog.Text {
	return catalog.Text{Da: a.Da + " og " + b.Da, En: a.En + " and " + b.En}
}

// standing says how many criteria are met, which, and how many it takes.
func (c *City) standing(e *Explanation) catalog.Text {
	n := e.Result.Counts[0]
	var da, en []string
	for i := range e.Margins {
		if m := &e.Margins[i]; m.Met && m.Why != NotInCount {
			da, en = append(da, lower(c.Rules.Criteria[i].Title.Da)), append(en, lower(c.Rules.Criteria[i].Title.En))
		}
	}
	which := catalog.Text{}
	if len(da) > 0 {
		which = catalog.Text{Da: " (" + strings.Join(da, ", ") + ")", En: " (" + strings.Join(en, ", ") + ")"}
	}
	return catalog.Text{
		Da: fmt.Sprintf("%s: %d af %d kriterier er opfyldt%s. Der skal %d til.", e.Name, n.Met, n.WithData, which.Da, n.Needed),
		En: fmt.Sprintf("%s: criteria met: %d of %d%s. It takes %d.", e.Name, n.Met, n.WithData, which.En, n.Needed),
	}
}

func lower(s string) string {
	for _, r := range s {
		return strings.ToLower(string(r)) + s[len(string(r)):]
	}
	return s
}

// verdict says what follows.
func (c *City) verdict(e *Explanation) catalog.Text {
	in, least := e.Zone.Holds, 0.0
	if c.Rules.Zones != nil {
		least = c.Rules.Zones.MinResidents
	}
	switch {
	case e.Zone.Reason == NoZones && e.Flag.Holds:
		return both("Derfor er stedet markeret.", "So the place is flagged.")
	case e.Flag.Holds && in:
		return both("Derfor er stedet med i et byområde.", "So the place is part of an urban area.")
	case e.Flag.Holds:
		return both("Stedet er markeret. Men her og hos naboerne bor færre end %s, så det er ikke et byområde.",
			"The place is flagged. But fewer than %s people live here and next door, so it is no urban area.",
			catalog.Text{Da: number(least, catalog.Da), En: number(least, catalog.En)})
	case in && e.Zone.Reason == OnStateList:
		return OnStateList.Text()
	case in:
		return both("Stedet er ikke markeret. Men det er med, fordi stederne rundt om er det.", "The place is not flagged. But it is in, because the places around it are.")
	}
	return both("Derfor er stedet ikke markeret.", "So the place is not flagged.")
}

func flagTurned(e *Explanation) catalog.Text {
	if e.Flag.Holds {
		return both("ville stedet ikke være markeret", "the place would not be flagged")
	}
	return both("ville stedet være markeret", "the place would be flagged")
}

func zoneTurned(e *Explanation) catalog.Text {
	if e.Zone.Holds {
		return both("ville stedet ikke være med i et byområde", "the place would not be part of an urban area")
	}
	return both("ville stedet være med i et byområde", "the place would be part of an urban area")
}

// turned says what would turn a flag or a membership, or why nothing would.
func (c *City) turned(x *Counterfactual, set []Shift, then catalog.Text) catalog.Text {
	if set == nil {
		return x.Reason.Text()
	}
	return c.ifThen(set, then)
}

// ifThen says what would have to differ, and what then would be so.
func (c *City) ifThen(set []Shift, then catalog.Text) catalog.Text {
	then.Da = strings.Replace(then.Da, " og ville stedet", " og", 1)
	then.En = strings.Replace(then.En, " and the place would", " and would", 1)
	if x := set[0]; len(set) == 1 {
		a := c.amount(x)
		if x.Counted {
			return both("Hvis der var %s, %s.", "If there were %s, %s.", a, then)
		}
		d := c.titleOf(x.Indicator)
		return both("Hvis tallet for “%s” var %s, %s.", "If the figure for “%s” was %s, %s.", d, pointsMore(x), then)
	}
	var da, en []string
	for _, x := range set {
		a := c.amount(x)
		da, en = append(da, a.Da), append(en, a.En)
	}
	return catalog.Text{Da: "Flere tal skulle være anderledes på én gang: " + strings.Join(da, "; ") + ". Så " + then.Da + ".",
		En: "Several figures would have to differ at once: " + strings.Join(en, "; ") + ". Then " + then.En + "."}
}

// amount says one change: so many more or fewer, or a figure so much higher
// or lower.
func (c *City) amount(x Shift) catalog.Text {
	title, who := c.titleOf(x.Indicator), catalog.Text{}
	if d := c.Indicators[x.Indicator]; d != nil {
		who = d.Persons
	}
	if who.Da == "" || who.En == "" {
		who = both("personer i tallet for “%s”", "people counted under “%s”", title)
	}
	n := math.Abs(float64(x.Steps))
	much := catalog.Text{Da: number(n, catalog.Da), En: number(n, catalog.En)}
	switch {
	case !x.Counted:
		return both("tallet for “%s” %s", "the figure for “%s” %s", title, pointsMore(x))
	case x.Steps == -1:
		return both("én færre blandt %s", "one fewer among %s", who)
	case x.Steps == 1:
		return both("én mere blandt %s", "one more among %s", who)
	case x.Steps < 0:
		return both("%s færre %s", "%s fewer %s", much, who)
	}
	return both("%s flere %s", "%s more %s", much, who)
}

// titleOf is the title of an indicator, or its id where it has none.
func (c *City) titleOf(id byblik.IndicatorID) catalog.Text {
	if d := c.Indicators[id]; d != nil && d.Title.Da != "" {
		return d.Title
	}
	return catalog.Text{Da: string(id), En: string(id)}
}

// pointsMore says how much higher or lower a figure is that is no count.
func pointsMore(x Shift) catalog.Text {
	much := catalog.Text{Da: number(math.Abs(x.Points), catalog.Da), En: number(math.Abs(x.Points), catalog.En)}
	if x.Steps < 0 {
		return both("%s point lavere", "%s points lower", much)
	}
	return both("%s point højere", "%s points higher", much)
}

// number writes a number for readers: at most four significant decimals, in
// groups of three, with the language's own signs.
func number(v float64, l catalog.Lang) string {
	text := strconv.FormatFloat(math.Round(v*1e4)/1e4, 'f', -1, 64)
	if v > 0 && v < 1e-3 {
		text = strconv.FormatFloat(v, 'g', 2, 64)
	}
	whole, part, _ := strings.Cut(text, ".")
	point, group := ".", ","
	if l == catalog.Da {
		point, group = ",", "."
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + group + whole[i:]
	}
	if part == "" {
		return whole
	}
	return whole + point + part
}
