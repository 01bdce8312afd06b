package gather

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
)

// PlanOf finds the publication plan of a rule set for one authority, among those
// that ship.
func PlanOf(c *catalog.Catalog, rules *catalog.RuleSet, within string) (*catalog.Publication, error) {
	if p := c.PlanOf(rules.ID, within); p != nil {
		return p, nil
	}
	e := &byblik.Error{Kind: byblik.Usage, Place: rules.ID, Found: "no publication plan", Expected: "--plan FILE, a plan with rule_set: " + rules.ID,
		Do: "write what is published, at which levels, before the figures are known: docs/your-city.md"}
	if within != "" {
		e.Found, e.Expected = e.Found+" for "+within, e.Expected+" and within: "+within
	}
	var others []string
	for _, p := range c.Publications {
		if p.RuleSet == rules.ID && p.Within != within {
			others = append(others, cmp.Or(p.Within, "all areas"))
		}
	}
	if slices.Sort(others); len(others) > 0 {
		e.Do = "there are plans for " + strings.Join(others, ", ") + " (--within); or " + e.Do
	}
	return nil, e
}

// OwnPlan reads a publication plan that does not ship, and gives the catalog that
// knows it. A plan of another rule set, or of another authority than the one that
// was asked for, is refused; of several in the file the one that fits counts.
func OwnPlan(c *catalog.Catalog, rules *catalog.RuleSet, within, file string, text []byte) (*catalog.Catalog, *catalog.Publication, error) {
	with, err := c.Extend(fstest.MapFS{"publications/" + file: {Data: text}})
	if err != nil {
		return nil, nil, err
	}
	var plan *catalog.Publication
	fault := &byblik.Error{Kind: byblik.Usage, File: file, Found: "a plan that ships with byblik", Expected: "a plan of your own", Do: "leave out --plan"}
	for _, id := range slices.Sorted(maps.Keys(with.Publications)) {
		p := with.Publications[id]
		switch wrong := unfit(p, rules, within); {
		case c.Publications[id] != nil:
		case wrong == nil && (plan == nil || p.Version > plan.Version):
			plan = p
		case wrong != nil && fault.Place == "":
			fault = wrong
			fault.File = file
		}
	}
	if plan == nil {
		return nil, nil, fault
	}
	return with, plan, nil
}

// unfit says why a plan does not fit what was asked for; nil if it does.
func unfit(p *catalog.Publication, rules *catalog.RuleSet, within string) *byblik.Error {
	e := &byblik.Error{Kind: byblik.Usage, Do: "correct the plan, or the command"}
	switch {
	case p.RuleSet != rules.ID:
		e.Place, e.Found, e.Expected = "rule_set", p.RuleSet, rules.ID
	case p.Within != within:
		e.Place, e.Found, e.Expected = "within", cmp.Or(p.Within, "no authority"), "--within "+cmp.Or(within, "left out")
	default:
		return nil
	}
	return e
}
