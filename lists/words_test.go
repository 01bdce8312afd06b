package lists

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"byblik/catalog"
	"byblik/screen"
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

// One of a thing is said as one, a margin has its unit, and years stand in a row.
func TestSentencesFitTheirNumbers(t *testing.T) {
	for lang, want := range map[catalog.Lang][]string{
		catalog.Da: {"1 boligområde er bedømt.", "Antal på hver liste: alene 1.", "Det ene kriterium er ikke opfyldt (uden for arbejdsmarkedet).", "Rækken er brudt i 2021 og 2022.", "0,65 procentpoint", "113 beboere", "1 beboer."},
		catalog.En: {"1 housing area (boligområde) was judged.", "Number on each list: alone 1.", "The one criterion is not met (outside the labour market (uden for arbejdsmarkedet)).", "1 year running up to 2023; 3 needed.", "The row is broken in 2021 and 2022.", "0.65 points", "113 residents", "1 resident."},
	} {
		w, err := wordsIn(lang)
		if err != nil {
			t.Fatal(err)
		}
		one := Finding{Criterion: Labour, Met: screen.No, Comparator: "at_least", Value: 39.35, Limit: 40, Margin: 0.65}
		size := Finding{Criterion: Residents, Met: screen.Yes, Comparator: "at_least", Value: 1113, Limit: 1000, Margin: 113}
		short := Finding{Criterion: Residents, Met: screen.No, Comparator: "at_least", Value: 999, Limit: 1000, Margin: 1}
		list := &catalog.StateList{ID: "alone", Name: catalog.Text{Da: "alene", En: "alone"}, AtLeast: 1}
		rules := &catalog.RuleSet{Lists: &catalog.StateLists{Lists: []catalog.StateList{*list}}}
		s := Standing{Year: 2023, Results: []Result{{Rule: list, On: screen.Yes, Base: true, Residents: size, Counted: []Finding{one}}}}
		row := &Row{Running: 1, Years: []RowYear{{2023, screen.Yes}, {2022, screen.No}, {2021, screen.No}}}
		said := strings.Join((&Screening{Rules: rules, Standings: []Standing{s}}).lead(w), " ") + s.because(w, &s.Results[0]) + strings.Join(w.row(&Result{Row: row}), " ") + one.view(w).Margin + size.view(w).Margin + short.view(w).Margin + "."
		for _, x := range want {
			if !strings.Contains(said, x) {
				t.Errorf("%s: %q is not said: %s", lang, x, said)
			}
		}
	}
}
