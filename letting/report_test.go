package letting

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"byblik/catalog"
)

func TestTheReportInBothLanguages(t *testing.T) {
	s := minbyStudy(t, exampleText(t), Options{Runs: 500, Seed: 1, Areas: shortOf(t)})
	r := s.Run(nil)
	for _, lang := range []catalog.Lang{catalog.Da, catalog.En} {
		files, err := Files(r, lang, Made{Program: "byblik test"})
		if err != nil {
			t.Fatal(err)
		}
		page := files["report.html"]
		if i := bytes.Index(page, []byte("⟦")); i >= 0 {
			t.Errorf("%s: a text is missing: %s", lang, page[i:min(len(page), i+60)])
		}
		w, _ := wordsIn(lang)
		for _, want := range []string{w.T("stamp.entitled"), w.T("stamp.assumptions"), w.T("cannot.4"), "§ 51 b", "profiles_may_be_off_by"} {
			if !bytes.Contains(page, []byte(want)) {
				t.Errorf("%s: the page does not say %q", lang, want)
			}
		}
		if bytes.Contains(page, []byte("<script")) || bytes.Contains(page, []byte("http")) {
			t.Errorf("%s: the page has a script or an address", lang)
		}
		if dir := os.Getenv("BYBLIK_LETTING_OUT"); dir != "" {
			d := filepath.Join(dir, string(lang))
			if err := os.MkdirAll(d, 0o755); err != nil {
				t.Fatal(err)
			}
			for name, text := range files {
				if err := os.WriteFile(filepath.Join(d, name), text, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// shortOf keeps a test quick: three areas, all where the pages are looked at.
func shortOf(t *testing.T) []string {
	if os.Getenv("BYBLIK_LETTING_OUT") != "" {
		return nil
	}
	return []string{"01", "03", "13"}
}

// A probability rests on a number of runs: it is never none or all, and near the
// goal it stands on its own side. What follows from figures on file is no chance.
func TestProbabilitiesAreWrittenForWhatTheyAre(t *testing.T) {
	for lang, want := range map[catalog.Lang][]string{
		catalog.Da: {"under 1 %", "over 99 %", "50 %", "90 %", "89,7 %", "90,4 %", "89,96 %", "55 %", "ja", "nej", "50 %", "under 1 %"},
		catalog.En: {"under 1%", "over 99%", "50%", "90%", "89.7%", "90.4%", "89.96%", "55%", "yes", "no", "50%", "under 1%"},
	} {
		w, err := wordsIn(lang)
		if err != nil {
			t.Fatal(err)
		}
		got := []string{w.percent(0), w.percent(1), w.percent(0.5), w.against(0.9, 0.9), w.against(0.897, 0.9), w.against(0.904, 0.9035), w.against(0.8996, 0.9), w.against(0.55, 0.55),
			w.chance(1, true), w.chance(0, true), w.chance(0.5, true), w.chance(0, false)}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q", lang, got)
		}
	}
}

// Words that put people or places down have no place here.
func TestTheReportBlamesNobody(t *testing.T) {
	for _, lang := range []catalog.Lang{catalog.Da, catalog.En} {
		w, err := wordsIn(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range w.Keys() {
			for _, word := range []string{"ghetto", "bad tenant", "problem", "burden", "worst", "byrde", "belast", "dårlig", "skyld i", "tung"} {
				if strings.Contains(strings.ToLower(w.T(key)), word) {
					t.Errorf("%s, %s: %q", lang, key, word)
				}
			}
		}
	}
}
