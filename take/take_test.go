package take

import (
	"testing"

	"byblik/catalog"
)

// What a definition does not say is no part of its print; what it says is.
func TestThePrintIsOfWhatIsSaid(t *testing.T) {
	print := func(change func(*catalog.Source)) string {
		t.Helper()
		s := &catalog.Source{ID: "a", Columns: []catalog.Column{{ID: "n", Name: "n", Kind: catalog.Count}}}
		change(s)
		p, err := readingPrint(s)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	plain := print(func(*catalog.Source) {})
	for what, same := range map[string]func(*catalog.Source){
		"an empty list": func(s *catalog.Source) { s.Expected, s.Written.Missing = []catalog.Expected{}, []string{} },
		"a title":       func(s *catalog.Source) { s.Title.En = "title" },
		"an empty part": func(s *catalog.Source) { s.RowState = &catalog.RowState{} },
	} {
		if print(same) != plain {
			t.Errorf("%s changes the print", what)
		}
	}
	for what, other := range map[string]func(*catalog.Source){
		"a missing code": func(s *catalog.Source) { s.Columns[0].Missing = []string{"99"} },
		"a limit of 0":   func(s *catalog.Source) { s.Columns[0].Min = new(0.0) },
		"another kind":   func(s *catalog.Source) { s.Columns[0].Kind = catalog.Number },
		"a decimal sign": func(s *catalog.Source) { s.Written.Decimal = "," },
	} {
		if print(other) == plain {
			t.Errorf("%s does not change the print", what)
		}
	}
}
