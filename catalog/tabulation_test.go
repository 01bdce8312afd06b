package catalog

import "testing"

// Figures that a tabulation makes under its own id are of the class of the
// records they count, and counts only where nothing is added up or estimated.
func TestWhatATabulationMakes(t *testing.T) {
	c := &Catalog{
		Sources: map[string]*Source{
			"people": {ID: "people", Class: Microdata},
			"table":  {ID: "table", Class: Public, Columns: []Column{{ID: "adults", Kind: Count}, {ID: "score", Kind: Number}}},
		},
		Tabulations: map[string]*Tabulation{"own": {ID: "own", Records: "people",
			Columns: []Aggregate{{ID: "adults"}, {ID: "income", Sum: "people/income"}, {ID: "jobs", FullTime: &FullTime{}}, {ID: "unsafe", Estimate: &Estimate{}}}}},
	}
	for id, want := range map[string]SourceClass{"people": Microdata, "table": Public, "own": Microdata, "nobody": ""} {
		if got := c.ClassOf(id); got != want {
			t.Errorf("class of %s: %q, want %q", id, got, want)
		}
	}
	for ref, want := range map[string]bool{"table/adults": true, "table/score": false, "table/none": false, "own/adults": true,
		"own/income": false, "own/jobs": false, "own/unsafe": false, "own/none": false, "nobody/adults": false} {
		if got := c.IsCount(ref); got != want {
			t.Errorf("%s is a count: %v, want %v", ref, got, want)
		}
	}
}
