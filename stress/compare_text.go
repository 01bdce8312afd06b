package stress

import (
	"cmp"
	"fmt"
	"strings"

	"byblik/catalog"
)

// say tells the difference in both languages: what is, not who is to blame,
// and no cause beyond the figures.
func (d *Difference) say(before, after *Past) catalog.Text {
	name := cmp.Or(d.Name, d.Area.Code)
	da, en := titlesOf(d.Criteria, before, after)
	if d.Change == Near {
		return catalog.Text{
			Da: fmt.Sprintf("%s er uændret, men ligger tæt på grænsen for %s.", name, da),
			En: fmt.Sprintf("%s is as before, but lies close to the limit of %s.", name, en)}
	}
	lead := catalog.Text{Da: name + " er kommet med: ", En: name + " has come in: "}
	if d.Change == Out {
		lead = catalog.Text{Da: name + " er ikke længere med: ", En: name + " is no longer in: "}
	}
	why := d.why(before, after)
	if len(d.Criteria) > 0 {
		why.Da, why.En = why.Da+" ("+da+")", why.En+" ("+en+")"
	}
	return catalog.Text{Da: lead.Da + why.Da + ".", En: lead.En + why.En + "."}
}

func (d *Difference) why(before, after *Past) catalog.Text {
	switch d.Reason {
	case OtherAreas:
		if d.Change == In {
			return catalog.Text{Da: "området findes ikke i den tidligere screening", En: "the area is not in the earlier screening"}
		}
		return catalog.Text{Da: "området findes ikke i den nye screening", En: "the area is not in the new screening"}
	case OwnValue:
		return catalog.Text{Da: "områdets egne tal har ændret sig", En: "the area's own figures have changed"}
	case CityValue:
		return catalog.Text{Da: "byens tal, som området holdes op mod, har ændret sig", En: "the city's figures, which the area is held against, have changed"}
	case RuleChange:
		if before.RuleSet == after.RuleSet {
			return catalog.Text{Da: "reglen er ændret", En: "the rule has changed"}
		}
		return catalog.Text{Da: fmt.Sprintf("reglen er en anden, %s i stedet for %s", after.RuleSet, before.RuleSet),
			En: fmt.Sprintf("the rule is another, %s instead of %s", after.RuleSet, before.RuleSet)}
	case Figures:
		return catalog.Text{Da: "der er tal, som kun findes i den ene screening", En: "some figures are in one of the screenings only"}
	case Listed:
		if d.Change == In {
			return catalog.Text{Da: "et boligområde her står på Statens liste", En: "a housing area here is on the State's list"}
		}
		return catalog.Text{Da: "intet boligområde her står længere på Statens liste", En: "no housing area here is on the State's list any more"}
	case Joining:
		return catalog.Text{Da: "områdets eget resultat er som før, men det hænger anderledes sammen med naboerne",
			En: "the area's own result is as before, but it joins its neighbours differently"}
	}
	if before.Period == after.Period {
		return catalog.Text{Da: "tallene for de øvrige år har ændret sig", En: "the figures of the other years have changed"}
	}
	return catalog.Text{Da: fmt.Sprintf("det er andre år, der tæller, %s i stedet for %s", after.Period, before.Period),
		En: fmt.Sprintf("other years count, %s instead of %s", after.Period, before.Period)}
}

// titlesOf lists the titles of criteria.
func titlesOf(ids []string, before, after *Past) (da, en string) {
	var d, e []string
	for _, id := range ids {
		title := catalog.Text{Da: id, En: id}
		for _, p := range []*Past{before, after} {
			if k := p.criterion(id); k >= 0 && p.Criteria[k].Title.En != "" {
				title = p.Criteria[k].Title
			}
		}
		d, e = append(d, title.Da), append(e, title.En)
	}
	return strings.Join(d, ", "), strings.Join(e, ", ")
}
