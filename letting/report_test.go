package letting

import (
	"bytes"
	"os"
	"path/filepath"
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
