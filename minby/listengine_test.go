package minby_test

import (
	"testing"

	"byblik/catalog"
	"byblik/housing"
	"byblik/lists"
	"byblik/minby"
)

// The package that makes the lists tells the same story.
func TestPackageListsTellsTheSameStory(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	q := housing.Question{Catalog: c, From: minby.Files(minby.Seed)}
	book, d, err := q.Open(lists.Options{})
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
