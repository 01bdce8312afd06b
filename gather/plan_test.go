package gather

import (
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
)

const ownPlan = `id: ID
version: 1
title: {da: Plan (opdigtet), en: Plan (invented)}
rule_set: RULES
WITHIN
indicators:
  - {indicator: minby-residents, limits: [250, 500, 750, 1000]}
`

func planText(id, rules, within string) string {
	if within != "" {
		within = "within: " + within + "\nplace: {da: Sted, en: Place}"
	}
	return strings.NewReplacer("ID", id, "RULES", rules, "WITHIN", within).Replace(ownPlan)
}

// Of several plans in a file the one that fits the command counts, whichever
// comes first; where none fits, the first is told of.
func TestAPlanOfYourOwnFitsWhatIsAskedFor(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	rules := c.RuleSets["minby-2025"]
	other := planText("a-other", "minby-2025", "E08000025")
	for _, x := range []struct {
		name, text, within, want, id string
	}{
		{"one", planText("own", "minby-2025", ""), "", "", "own"},
		{"the second", other + "---\n" + planText("own", "minby-2025", ""), "", "", "own"},
		{"the first", planText("own", "minby-2025", "") + "---\n" + planText("z-other", "minby-2025", "E08000025"), "", "", "own"},
		{"by authority", planText("own", "minby-2025", "") + "---\n" + other, "E08000025", "", "a-other"},
		{"another authority", other, "", "plan.yaml: within: found E08000025; expected --within left out", ""},
		{"none", planText("own", "minby-2025", ""), "E1", "within: found no authority; expected --within E1", ""},
	} {
		for range 8 { // the order of a map would show
			with, p, err := OwnPlan(c, rules, x.within, "plan.yaml", []byte(x.text))
			switch {
			case x.want != "":
				if byblik.KindOf(err) != byblik.Usage || !strings.Contains(err.Error(), x.want) {
					t.Errorf("%s: %v\nwant %s", x.name, err, x.want)
				}
			case err != nil:
				t.Fatalf("%s: %v", x.name, err)
			case p.ID != x.id || with.Publications[p.ID] != p || c.Publications[p.ID] != nil:
				t.Errorf("%s: the plan %s, expected %s", x.name, p.ID, x.id)
			}
		}
	}
}

// A rule set without a plan says which plans there are.
func TestWhereNoPlanShipsTheOthersAreNamed(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if p, err := PlanOf(c, c.RuleSets["minby-2025"], ""); err != nil || p.ID != "minby-2025" {
		t.Errorf("%v, %v", p, err)
	}
	if _, err := PlanOf(c, c.RuleSets["six-criteria-england-2019"], ""); byblik.KindOf(err) != byblik.Usage || !strings.Contains(err.Error(), "there are plans for E08000025") {
		t.Errorf("%v", err)
	}
}
