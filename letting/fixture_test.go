package letting

import (
	"io/fs"
	"os"
	"testing"

	"byblik/catalog"
	"byblik/lists"
	"byblik/minby"
)

// minbyDelivery reads the housing areas of the invented town as anybody would.
func minbyDelivery(t testing.TB) *lists.Delivery {
	t.Helper()
	files := minby.Files(minby.Seed)
	read := func(name string) *lists.Table {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		table, err := lists.CSVTable(name, text)
		if err != nil {
			t.Fatal(err)
		}
		return table
	}
	d, err := lists.Read(lists.Tables{Areas: read(minby.ListAreasFile), References: read(minby.ReferencesFile), Imported: read(minby.ImportedFile)})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// stateLists gives the rule set of today and a register of all years.
func stateLists(t testing.TB, d *lists.Delivery) (*catalog.RuleSet, *lists.Register) {
	t.Helper()
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	b, err := lists.NewBook(c.InOrder(), lists.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c.RuleSets["dk-state-2021"], b.Over(d)
}

func exampleText(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("../minby/letting.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func assumptions(t testing.TB, text string) *Assumptions {
	t.Helper()
	a, err := Read("assumptions.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// minbyStudy is a study of the invented town.
func minbyStudy(t testing.TB, text string, o Options) *Study {
	t.Helper()
	d := minbyDelivery(t)
	set, register := stateLists(t, d)
	if o.Until == 0 {
		o.Until = 2035
	}
	s, err := New(assumptions(t, text), d, set, register, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
