package catalog

import (
	"math"
	"strings"
	"testing"
	"testing/fstest"
)

func phrasesOf(da, en string) func(Lang) (Phrases, error) {
	return ReadPhrases(fstest.MapFS{"texts/da.yaml": {Data: []byte(da)}, "texts/en.yaml": {Data: []byte(en)}})
}

func TestPhrasesFillInWhatIsSaid(t *testing.T) {
	read := phrasesOf("a.one: ét i {where}\na.many: '{n} i {where}'\nb.1: x\nb.2: y\nb.4: z", "a.one: one in {where}\na.many: '{n} in {where}'\nb.1: x\nb.2: y\nb.4: z")
	for lang, want := range map[Lang][2]string{Da: {"ét i Minby", "1.234 i Minby"}, En: {"one in Minby", "1,234 in Minby"}, "fr": {"one in Minby", "1,234 in Minby"}} {
		p, err := read(lang)
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]string{p.Count("a", 1, "where", "Minby"), p.Count("a", 1234, "where", "Minby")}; got != want {
			t.Errorf("%s: %q", lang, got)
		}
		if p.T("none") != "⟦none⟧" || p.Has("none") || strings.Join(p.Numbered("b."), "") != "xy" {
			t.Errorf("%s: %s %v", lang, p.T("none"), p.Numbered("b."))
		}
	}
}

func TestPhrasesOfOneLanguageAloneAreRefused(t *testing.T) {
	for _, x := range [][3]string{{"a: x\nb: y", "a: x", "the text b is missing"}, {"a: '{n} x'", "a: '{m} x'", "places for [n] in Danish"}, {"a: [", "a: x", "da.yaml"}} {
		if _, err := phrasesOf(x[0], x[1])(Da); err == nil || !strings.Contains(err.Error(), x[2]) {
			t.Errorf("%q: %v", x, err)
		}
	}
}

// Rounded half up on the decimals that a number is written with (ADR 0004):
// floating point holds 2.675 and 1.005 a little lower than that.
func TestNumbersAreWrittenForReaders(t *testing.T) {
	for _, x := range []struct {
		v        float64
		decimals int
		da, en   string
	}{{1234567.891, 2, "1.234.567,89", "1,234,567.89"}, {2.675, 2, "2,68", "2.68"}, {1.005, 2, "1,01", "1.01"}, {0.5, 0, "1", "1"}, {-0.04, 1, "0,0", "0.0"},
		{-2.5, 0, "−3", "−3"}, {999.5, 0, "1.000", "1,000"}, {math.NaN(), 1, "–", "–"}, {math.Inf(1), 1, "–", "–"}} {
		if da, en := Da.Number(x.v, x.decimals), En.Number(x.v, x.decimals); da != x.da || en != x.en {
			t.Errorf("%v: %s, %s", x.v, da, en)
		}
	}
}

// An English reader finds the gloss beside the law's word for a list.
func TestListsOfHousingAreasHaveTheirGloss(t *testing.T) {
	note := "Gården (forebyggelsesområde 2025); Lunden (parallelsamfund 2024)"
	if got := Glossed(En, note); got != "Gården (forebyggelsesområde, prevention area, 2025); Lunden (parallelsamfund, parallel society, 2024)" {
		t.Error(got)
	}
	if Glossed(Da, note) != note {
		t.Error("the Danish note has a gloss")
	}
}
