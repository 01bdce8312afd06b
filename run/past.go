package run

import (
	"strconv"

	"byblik"
	"byblik/catalog"
	"byblik/dossier"
	"byblik/stress"
)

// Past is a screening read back from its folder.
type Past struct {
	*stress.Past
	Catalog     *catalog.Catalog // the definitions that it was made with
	Rules       *catalog.RuleSet
	Fingerprint string
	Frame       byblik.Frame
}

// Units gives the unit of each criterion that is one indicator's figure.
func (r *Past) Units() map[string]catalog.Text {
	m := map[string]catalog.Text{}
	for _, k := range r.Rules.Criteria {
		if len(k.Of) == 1 {
			m[k.ID] = r.Catalog.Indicators[k.Of[0].Indicator].Unit
		}
	}
	return m
}

// ReadPast reads a screening back from the files of its folder, by name.
func ReadPast(files map[string][]byte) (*Past, error) {
	recipe, err := ReadRecipe(files["recipe.json"])
	if err != nil {
		return nil, err
	}
	c, err := catalog.LoadTexts(recipe.Definitions)
	if err != nil {
		return nil, err
	}
	rules := c.RuleSets[recipe.RuleSet]
	if rules == nil || rules.Flag == nil {
		return nil, &byblik.Error{Kind: byblik.Usage, File: "recipe.json", Found: "the rule set " + recipe.RuleSet, Expected: "a screening by criteria", Do: "compare two folders of such a rule set"}
	}
	p, err := past(c, rules, recipe)
	if err != nil {
		return nil, err
	}
	return &Past{Past: p, Catalog: c, Rules: rules, Fingerprint: Fingerprint(files["recipe.json"]), Frame: recipe.Frame},
		dossier.ReadAreas(files["areas.csv"], files["criteria.csv"], recipe.Frame, p)
}

// past gives what a recipe tells of a screening; its areas are in the tables.
func past(c *catalog.Catalog, rules *catalog.RuleSet, recipe *Recipe) (*stress.Past, error) {
	t, err := byblik.ParsePeriod(recipe.Screened)
	if err != nil {
		return nil, &byblik.Error{Kind: byblik.Usage, File: "recipe.json", Place: "screened", Found: recipe.Screened, Expected: "a period", Do: "screen again"}
	}
	num, den, err := catalog.ParseShare(rules.Flag.Of)
	if err != nil {
		return nil, &byblik.Error{Kind: byblik.Usage, File: "recipe.json", Place: "flag.of", Found: strconv.Quote(rules.Flag.Of), Expected: "a share", Do: "screen again"}
	}
	p := &stress.Past{RuleSet: rules.ID, Period: t, Of: stress.Fraction{Num: num, Den: den}, Years: stress.Fraction{Num: rules.Flag.Years, Den: rules.Flag.OfLatest}}
	for _, k := range rules.Criteria {
		if k.Level != "" && k.Level != "area" {
			continue // known at a coarser level: it does not enter the count
		}
		lower := len(k.Of) == 1 && k.Of[0].Signed != "as_is" && c.Indicators[k.Of[0].Indicator].Direction == catalog.LowerIsWorse
		p.Criteria = append(p.Criteria, stress.PastCriterion{ID: k.ID, Title: k.Title, Limit: k.Limit.Z, Strict: k.Limit.Strict, LowerIsWorse: lower})
	}
	return p, nil
}
