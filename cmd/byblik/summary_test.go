package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// What a command tells of its result is in the language that was asked for.
func TestSummariesFollowTheLanguage(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	run := func(args ...string) string {
		t.Helper()
		code, stdout, stderr := command(t, args...)
		if code != exitDone {
			t.Fatalf("%v: %s", args, stderr)
		}
		return stdout
	}
	run("demo", "--files", in("minby"))
	for lang, want := range map[string]map[string][]string{
		"da": {"screen": {"2021: 400 områder\n", "Opdigtede data: Minby findes ikke.", "3.200 rækker, 1.600 fra andre perioder eller myndigheder, 0 udeladt, 0 rettet, 0 advarsler", "byområder: ", "skrevet til "},
			"compare": {"ind: 0, ud: 0, tæt på: "}, "lists": {"dk-state-2021: 14 boligområder, listen 2022-12-01", "ja 2, nej 10, ubestemt 2, uoplyst 0", "skrevet: "},
			"letting": {"1 boligområde, lister til og med 2035, 20 gennemløb\nskrevet: "}, "forecast": {"1. december 2026: 14 boligområder, 100 trækninger, lister vist: ja, kriterier vist: nej\nskrevet: "}},
		"en": {"screen": {"2021: 400 areas\n", "Invented data: Minby does not exist.", "3,200 rows, 1,600 of other periods or authorities, 0 left out, 0 repaired, 0 warnings", "zones: ", "written to "},
			"compare": {"in: 0, out: 0, near: "}, "lists": {"dk-state-2021: 14 housing areas, list of 2022-12-01", "yes 2, no 10, indeterminate 2, missing 0", "written: "},
			"letting": {"1 housing area, lists to 2035, 20 runs\nwritten: "}, "forecast": {"1 December 2026: 14 housing areas, 100 draws, lists shown: yes, criteria shown: no\nwritten: "}},
	} {
		minby := in("minby")
		for what, args := range map[string][]string{
			"screen":   {"screen", "minby-2025", "--from", minby, "--period", "2021", "--stress", "0"},
			"lists":    {"lists", "--from", minby, "--year", "2022"},
			"letting":  {"letting", "--from", minby, "--area", "03", "--runs", "20", "--until", "2035", "--assumptions", filepath.Join(minby, "letting.yaml")},
			"forecast": {"forecast", "--from", minby, "--year", "2026", "--runs", "100"},
		} {
			said := run(append(args, "--lang", lang, "--out", in(what+lang))...)
			for _, w := range want[what] {
				if !strings.Contains(said, w) {
					t.Errorf("%s in %s does not say %q: %s", what, lang, w, said)
				}
			}
		}
		if said := run("compare", in("screen"+lang), in("screen"+lang), "--lang", lang); !strings.HasPrefix(said, want["compare"][0]) {
			t.Errorf("compare in %s: %s", lang, said)
		}
	}
}
