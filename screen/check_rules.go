package screen

import (
	"errors"

	"byblik"
	"byblik/catalog"
)

// CheckRules holds rule sets of a catalog against the operations of this package;
// every fault names its file and line.
func CheckRules(c *catalog.Catalog, ids ...string) error {
	var faults []error
	for _, id := range ids {
		for _, p := range CheckRuleSet(c.RuleSets[id]) {
			file, line := c.Place("rulesets", id, p.At)
			faults = append(faults, &byblik.Error{Kind: byblik.Usage, File: file, Line: line, Place: p.At, Found: p.Found, Expected: p.Expected, Do: p.Do})
		}
	}
	return errors.Join(faults...)
}
