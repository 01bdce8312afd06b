package gather

import (
	"byblik"
	"byblik/catalog"
	"byblik/compile"
	"byblik/release"
	"byblik/run"
	"byblik/screen"
)

// OfRecipe asks for the screening of a recipe again. The definitions come from
// the recipe, not from the program.
func OfRecipe(recipe *run.Recipe) (*Request, error) {
	c, err := catalog.LoadTexts(recipe.Definitions)
	if err != nil {
		return nil, err
	}
	rules := c.RuleSets[recipe.RuleSet]
	if rules == nil {
		return nil, &byblik.Error{Kind: byblik.Usage, File: "recipe.json", Place: "rule_set", Found: recipe.RuleSet, Expected: "a rule set among its definitions", Do: "restore the recipe"}
	}
	if err := screen.CheckRules(c, rules.ID); err != nil {
		return nil, err
	}
	args, err := recipe.Arguments()
	return &Request{Catalog: c, Rules: rules, Arguments: args}, err
}

// OfRelease asks for a release again: with its own definitions and plan, for its
// hour and reason. The earlier releases, which it names, are the caller's to open.
func OfRelease(r *release.Release) (*Release, error) {
	c, plan, err := compile.DefinitionsOf(r)
	if err != nil {
		return nil, err
	}
	m := &r.Manifest
	if err := screen.CheckRules(c, m.RuleSet); err != nil {
		return nil, err
	}
	args := run.Arguments{Within: m.Recipe.Within, Partial: m.Recipe.Partial, Seed: m.Recipe.Seed, Stress: m.Recipe.Stress, Lang: catalog.En}
	if m.Recipe.Period != "" {
		if args.Period, err = byblik.ParsePeriod(m.Recipe.Period); err != nil {
			return nil, &byblik.Error{Kind: byblik.Invalid, File: "manifest.json", Place: "recipe.period", Found: m.Recipe.Period, Expected: "a period", Do: "get the release again"}
		}
	}
	for _, a := range m.Recipe.Accepted {
		args.Accept(a.Check, a.Reason)
	}
	return &Release{Request: Request{Catalog: c, Rules: c.RuleSets[m.RuleSet], Arguments: args}, Plan: plan, Hour: m.Hour, Replaces: m.Replaces, Reason: m.Reason}, nil
}
