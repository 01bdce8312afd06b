package lists

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"byblik/catalog"
)

// Every key that a template names exists.
func TestTemplateTextsExist(t *testing.T) {
	text, err := fs.ReadFile(files, "page/report.html")
	if err != nil {
		t.Fatal(err)
	}
	w, err := wordsIn(catalog.Da)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`\.T "([a-z.0-9]+)"`).FindAllStringSubmatch(string(text), -1) {
		if !w.Has(m[1]) {
			t.Errorf("the template names %s, which no text has", m[1])
		}
	}
}

// The law's own word stands in every English name of a list.
func TestEnglishNamesKeepTheDanishWord(t *testing.T) {
	sets, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range sets {
		if r.Lists == nil {
			continue
		}
		for _, l := range r.Lists.Lists {
			if !strings.HasPrefix(l.Name.En, l.Name.Da+" (") {
				t.Errorf("%s: %q does not begin with %q and a gloss", r.ID, l.Name.En, l.Name.Da)
			}
		}
	}
}

// A margin of a few convicted persons is not written on the page, other
// margins are.
func TestFewConvictedAreNotWritten(t *testing.T) {
	w, err := wordsIn(catalog.En)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		n    int
		of   CriterionID
		want string
	}{{4, Convicted, "fewer than 5"}, {5, Convicted, "5"}, {4, Labour, "4"}} {
		if got := w.persons(Persons{x.n, true}, x.of); got != x.want {
			t.Errorf("%d of %s: %q, want %q", x.n, x.of, got, x.want)
		}
	}
}

// Figures keep their numbers from printers.
func TestFiguresAreNotPrinted(t *testing.T) {
	if got := strings.Join(strings.Fields(printed(Counted(4, 900))), " "); strings.ContainsAny(got, "0123456789") {
		t.Errorf("printed %q", got)
	}
}

func printed(f Figure) string { return fmt.Sprintf("%v %+v %#v %s %d", f, f, f, f, f) }
