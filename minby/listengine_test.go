package minby_test

import (
	"io/fs"
	"testing"

	"byblik/catalog"
	"byblik/lists"
	"byblik/minby"
)

// The package that makes the lists tells the same story.
func TestPackageListsTellsTheSameStory(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	var sets []*catalog.RuleSet
	for _, r := range c.RuleSets {
		sets = append(sets, r)
	}
	book, err := lists.NewBook(sets, lists.Options{})
	if err != nil {
		t.Fatal(err)
	}
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
	register := book.Over(d)
	o := newOracle(t, minby.Seed)
	words := map[string]answer{"yes": yes, "no": no, "indeterminate": indeterminate, "missing": missing}
	compare(t, "package lists", picture(o, func(area, list string, y int) answer {
		for i := range d.Areas {
			if d.Areas[i].Code.Code != area {
				continue
			}
			s, err := register.Standing(&d.Areas[i], y)
			if err != nil {
				t.Fatal(err)
			}
			if r := s.Result(lists.ListID(list)); r != nil {
				return words[r.On.String()]
			}
		}
		return "none"
	}))
}
