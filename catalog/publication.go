package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // the same zones where the machine knows none

	"byblik"
)

// Publication is the plan of what a rule set's releases publish: which
// indicators at which levels, so that nothing is chosen when the figures are
// known. What is not in the plan is never published. A plan that is in use is
// not edited; a wider one is a new definition, and its first release is
// attacked together with all earlier ones.
type Publication struct {
	ID      string `yaml:"id" jsonschema:"required,pattern=^[a-z0-9][a-z0-9-]*$"`
	Version int    `yaml:"version" jsonschema:"required,minimum=1"`
	Title   Text   `yaml:"title" jsonschema:"required"`
	RuleSet string `yaml:"rule_set" jsonschema:"required"` // whose releases it plans
	// Within is the code of the authority whose areas are published, where the
	// rule set screens those of several. Empty = all areas.
	Within string `yaml:"within"`
	// Place names what is published. Empty = the place of the rule set; with
	// within it is the name of the authority and must be there.
	Place Text `yaml:"place"`
	// Homes is a reference to the column that counts households (dwellings);
	// the ladder of households stands on it. Empty: no ladder.
	Homes      string      `yaml:"homes"`
	Indicators []Published `yaml:"indicators" jsonschema:"required,minItems=1"`
	Sums       []Sum       `yaml:"sums"`
	// Shown are sources that a release shows as they are, by what they are:
	// public facts such as the land of housing areas, never figures of people.
	Shown Shown `yaml:"shown"`
	// Clock is the time zone that hours are told in, by its name in the IANA
	// database, such as Europe/London. Empty = Europe/Copenhagen.
	Clock string `yaml:"clock" jsonschema:"pattern=^([A-Za-z]+/[A-Za-z_/-]+|UTC)?$"`
	// Contact is who answers for the city's public site. Without it the site says
	// that nobody does.
	Contact *Contact `yaml:"contact"`
	Notes   []Text   `yaml:"notes"`
}

// Contact is who answers for a public site, and where readers write: for the
// imprint, for errors in figures and for the accessibility statement that the
// law on accessible websites (directive 2016/2102, article 7) asks for.
type Contact struct {
	Name    Text   `yaml:"name" json:"name" jsonschema:"required"`                                           // the municipality
	Office  *Text  `yaml:"office" json:"office,omitempty"`                                                   // the part of it that answers
	Mail    string `yaml:"mail" json:"mail" jsonschema:"required,pattern=^[^@ ]+@[^@ ]+[.][^@ ]+$"`          // address for e-mail
	Phone   string `yaml:"phone" json:"phone,omitempty" jsonschema:"pattern=^[+0-9 ]*$"`                     // as people dial it
	Address *Text  `yaml:"address" json:"address,omitempty"`                                                 // for letters and visits
	Stated  string `yaml:"stated" json:"stated" jsonschema:"required,pattern=^[0-9]{4}-[0-9]{2}-[0-9]{2}$"`  // day on which the accessibility statement was last looked over
	Tried   *Text  `yaml:"tried" json:"tried,omitempty"`                                                     // how the pages were tried with people; empty: not yet
	Appeal  Text   `yaml:"appeal" json:"appeal" jsonschema:"required"`                                       // who watches over the law, where an answer does not help
	Page    string `yaml:"appeal_page" json:"appeal_page,omitempty" jsonschema:"pattern=^(https://[^ ]+)?$"` // its page
}

// Copenhagen is the time zone of plans that name none.
const Copenhagen = "Europe/Copenhagen"

// checkClock finds a time zone that nobody knows and a day that is none.
func (p *Publication) checkClock(say report) {
	if _, err := time.LoadLocation(p.Clock); err != nil {
		say("clock", "the unknown time zone "+p.Clock, "a name of the IANA database, such as Europe/Copenhagen", "correct the name")
	}
	if p.Contact == nil {
		return
	}
	if _, err := time.Parse(time.DateOnly, p.Contact.Stated); err != nil {
		say("contact.stated", p.Contact.Stated, "a day, such as 2026-11-01", "correct the day")
	}
}

// Published says how an indicator is published.
type Published struct {
	Indicator byblik.IndicatorID `yaml:"indicator" jsonschema:"required"`
	Levels    []string           `yaml:"levels" jsonschema:"enum=area,enum=district,enum=zone,enum=part,enum=city"` // empty = all
	Goal      string             `yaml:"goal" jsonschema:"pattern=^([12][a-c])?$"`                                  // goal of the policy that it follows
	// Least is the fewest persons in the denominator for which it is published:
	// a rare event in a small area is planned at a coarser level.
	Least  float64   `yaml:"least" jsonschema:"minimum=0"`
	Key    bool      `yaml:"key_figure"` // shown where 20 to 49 households live, too
	Limits []float64 `yaml:"limits"`     // between the classes of the map, ascending; the same in every release
	// Step is what a mean is rounded to a multiple of, at least the unit that
	// its amount is whole in; 0 for all else. A mean without a step, or without a
	// base, is published only where its source is public.
	Step float64 `yaml:"step" jsonschema:"minimum=0"`
	// Largest is the most that one person can add to the sum behind a mean, for
	// the p% rule: known before the figures are.
	Largest float64 `yaml:"largest" jsonschema:"minimum=0"`
	// Pooled is the number of years that every period takes together, where
	// periods overlap; a trend then looks at periods that do not. 0 = 1.
	Pooled int `yaml:"pooled_years" jsonschema:"minimum=0,maximum=10"`
}

// Sum says that columns with no person in common make up another one, such as
// children and adults all residents. References are written source/column.
type Sum struct {
	Whole string   `yaml:"whole" jsonschema:"required"`
	Parts []string `yaml:"parts" jsonschema:"required,minItems=2"`
}

// Shown names the sources that a release shows as they are; empty = none.
type Shown struct {
	Housing       string `yaml:"housing"`       // land of the housing areas
	Context       string `yaml:"context"`       // water, railways, roads, for orientation
	Addresses     string `yaml:"addresses"`     // doors that can be looked up
	Playgrounds   string `yaml:"playgrounds"`   // staffed playgrounds
	Interventions string `yaml:"interventions"` // what is being done
}

// list gives the sources by what they are.
func (s *Shown) list() [][2]string {
	return [][2]string{{"housing", s.Housing}, {"context", s.Context}, {"addresses", s.Addresses}, {"playgrounds", s.Playgrounds}, {"interventions", s.Interventions}}
}

// PlaceOf names the place that a plan publishes.
func (c *Catalog) PlaceOf(p *Publication) Text {
	if p.Place.En == "" {
		return c.RuleSets[p.RuleSet].Place
	}
	return p.Place
}

// PlanOf gives the publication plan of a rule set for one authority, or for all
// areas where within is empty: the one with the highest version, or nil.
func (c *Catalog) PlanOf(ruleSet, within string) *Publication {
	var all []*Publication
	for _, p := range c.Publications {
		if p.RuleSet == ruleSet && p.Within == within {
			all = append(all, p)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return slices.MaxFunc(all, func(a, b *Publication) int {
		return cmp.Or(cmp.Compare(a.Version, b.Version), cmp.Compare(a.ID, b.ID))
	})
}

// checkMean finds a mean that cannot be protected, and a step of what is none.
func (c *Catalog) checkMean(at string, x *Published, say report) {
	if x.Step == 0 && x.Largest == 0 {
		return
	}
	if d := c.Indicators[x.Indicator]; d != nil && (d.Value == "" || d.Base == "") {
		say(at+".step", "a step of what is no mean over counted persons", "an indicator with value and base", "name the persons under base, or leave step and largest out")
	}
	if x.Step == 0 || x.Largest == 0 {
		say(at, "one of step and largest", "both: what the mean is rounded to, and the most that one person adds to its sum", "add the other")
	}
}

// checkPublication finds references that lead nowhere and limits out of order.
func (c *Catalog) checkPublication(p *Publication, say report) {
	r := c.RuleSets[p.RuleSet]
	if r == nil {
		say("rule_set", "the unknown rule set "+p.RuleSet, "a rule set of the catalog", "correct the id")
	}
	if p.Within != "" && p.Place.En == "" {
		say("within", "the authority "+p.Within+" without a name", "place: {da: …, en: …}", "name the place that is published")
	}
	p.checkClock(say)
	column := func(at, ref string) {
		source, id, _ := strings.Cut(ref, "/")
		if s := c.Sources[source]; s == nil || s.Column(id) == nil {
			say(at, "the unknown column "+ref, "source/column of the catalog", "correct the reference")
		}
	}
	if p.Homes != "" {
		column("homes", p.Homes)
	}
	seen := map[byblik.IndicatorID]bool{}
	for i, x := range p.Indicators {
		at := fmt.Sprintf("indicators[%d]", i)
		if c.Indicators[x.Indicator] == nil {
			say(at+".indicator", "the unknown indicator "+string(x.Indicator), "an indicator of the catalog", "correct the id")
		} else if of := c.Indicators[x.Indicator].Protected; len(of) > 0 && r != nil && r.Kind == Municipal {
			say(at+".indicator", "an indicator of "+strings.Join(of, ", "), "none that a municipal screening may not use", "leave it out")
		}
		if seen[x.Indicator] {
			say(at+".indicator", string(x.Indicator)+" a second time", "each indicator once", "join the two entries")
		}
		seen[x.Indicator] = true
		c.checkMean(at, &x, say)
		if !slices.IsSorted(x.Limits) {
			say(at+".limits", "limits out of order", "ascending limits", "sort them")
		}
	}
	for i, s := range p.Sums {
		for _, ref := range append([]string{s.Whole}, s.Parts...) {
			column(fmt.Sprintf("sums[%d]", i), ref)
		}
	}
	for _, x := range p.Shown.list() {
		if s := c.Sources[x[1]]; x[1] != "" && (s == nil || s.Class != Public) {
			say("shown."+x[0], "the source "+x[1]+", which is unknown or not public", "a source of class public", "correct the id")
		}
	}
}
