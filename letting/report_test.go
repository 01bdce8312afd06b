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
		for _, want := range []string{"internal, for entitled users", "intern, for berettigede"} {
			_ = want
		}
		w, _ := wordsIn(lang)
		for _, want := range []string{w.say("stamp.internal"), w.say("stamp.invented"), w.say("cannot.4"), "§ 51 b", "profiles_may_be_off_by"} {
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

// Both languages hold the same keys and the same places to fill in.
func TestTextsMatch(t *testing.T) {
	all, err := readTexts()
	if err != nil {
		t.Fatal(err)
	}
	for key, da := range all[catalog.Da] {
		en, ok := all[catalog.En][key]
		if !ok {
			t.Errorf("en.yaml has no %s", key)
		}
		for _, part := range strings.Split(da, "{")[1:] {
			if name, _, _ := strings.Cut(part, "}"); !strings.Contains(en, "{"+name+"}") {
				t.Errorf("%s: en has no {%s}", key, name)
			}
		}
	}
	if len(all[catalog.Da]) != len(all[catalog.En]) {
		t.Errorf("%d Danish texts, %d English", len(all[catalog.Da]), len(all[catalog.En]))
	}
}

// Words that put people or places down have no place here.
func TestTheReportBlamesNobody(t *testing.T) {
	all, err := readTexts()
	if err != nil {
		t.Fatal(err)
	}
	for lang, texts := range all {
		for key, text := range texts {
			for _, word := range []string{"ghetto", "bad tenant", "problem", "burden", "worst", "byrde", "belast", "dårlig", "skyld i", "tung"} {
				if strings.Contains(strings.ToLower(text), word) {
					t.Errorf("%s, %s: %q", lang, key, word)
				}
			}
		}
	}
}
