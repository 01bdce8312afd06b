package web

import (
	"math"
	"testing"

	"byblik"
	"byblik/catalog"
)

// Numbers, dates and order follow the language: the examples are those of
// Dansk Sprognævn (§ 42, decimal comma, full stop between thousands; Retskrivningsordbogen § 3, Å
// last and aa as å in names) and of English use.
func TestNumbersDatesAndOrderFollowTheLanguage(t *testing.T) {
	all, err := readWords()
	if err != nil {
		t.Fatal(err)
	}
	da, en := all[catalog.Da], all[catalog.En]
	for _, c := range []struct {
		v        float64
		decimals int
		da, en   string
	}{
		{1234567.891, 1, "1.234.567,9", "1,234,567.9"}, {0.05, 1, "0,1", "0.1"}, {2.675, 2, "2,68", "2.68"}, {-0.04, 1, "0,0", "0.0"}, {-12.5, 0, "−13", "−13"}, {math.NaN(), 1, "–", "–"}, {999.95, 1, "1.000,0", "1,000.0"},
	} {
		if got := da.figure(c.v, c.decimals); got != c.da {
			t.Errorf("Danish %v: %q, want %q", c.v, got, c.da)
		}
		if got := en.figure(c.v, c.decimals); got != c.en {
			t.Errorf("English %v: %q, want %q", c.v, got, c.en)
		}
	}
	for clock, want := range map[string][2]string{ // noon in UTC, by the zones of the IANA database
		"": {"27. november 2026 kl. 13:00 (CET)", "27 November 2026 at 13:00 (CET)"}, "Europe/London": {"27. november 2026 kl. 12:00 (GMT)", "27 November 2026 at 12:00 (GMT)"},
		"America/Sao_Paulo": {"27. november 2026 kl. 09:00 (UTC-03)", "27 November 2026 at 09:00 (UTC-03)"}, "Mars/Olympus": {"27. november 2026 kl. 13:00 (CET)", "27 November 2026 at 13:00 (CET)"},
	} {
		if got := [2]string{da.hour(noon, clockOf(clock)), en.hour(noon, clockOf(clock))}; got != want {
			t.Errorf("on the clock %q: %q", clock, got)
		}
	}
	if got := en.day(noon); got != "27 November 2026" {
		t.Errorf("English day: %q", got)
	}
	if got := da.period(byblik.Period{Kind: byblik.TwoYearMean, Year: 2024}); got != "gennemsnit af 2023 og 2024" {
		t.Errorf("period: %q", got)
	}
	names := []string{"Åby", "Zone", "Aavang", "Ærø", "Østerbro", "Birk 10", "Birk 2"}
	for w, want := range map[*words][]string{&da: {"Birk 2", "Birk 10", "Zone", "Ærø", "Østerbro", "Åby", "Aavang"}} {
		for i, k := range w.sorted(len(names), func(i int) string { return names[i] }) {
			if names[k] != want[i] {
				t.Errorf("place %d is %s, want %s", i, names[k], want[i])
			}
		}
	}
}
