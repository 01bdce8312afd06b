package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"byblik/forecast"
	"byblik/housing"
	"byblik/minby"
	"byblik/reference"
)

// The record on Copenhagen's roder 2008–2013: figures of real persons moving
// in and out of real streets. The model beats every simpler method there, and
// the scores are pinned so that a change of the model shows in review.
func TestRecordOnCopenhagensRoder(t *testing.T) {
	b, err := areasRecord(&forecast.Roder, delivered{FS: os.DirFS(reference.Folder(t, "copenhagen"))})
	if err != nil {
		t.Fatal(err)
	}
	holdRecord(t, b, 2010, 2013, 16392, 0.0328, 0.0849)
}

func TestRecordOnMinbysAreas(t *testing.T) {
	records, err := recordsOfMinby(minby.Files(minby.Seed))
	if err != nil {
		t.Fatal(err)
	}
	holdRecord(t, records[0], 2020, 2025, 28512, 0.0132, 0.0573)
}

func holdRecord(t *testing.T, b *forecast.BackTest, from, to, cases int, brier, near float64) {
	t.Helper()
	all, close := forecast.ScoreOf(b.Cases(forecast.Ours, "", false)), forecast.ScoreOf(b.Cases(forecast.Ours, "", true))
	if b.From != from || b.To != to || all.Cases != cases {
		t.Errorf("%d–%d, %d questions", b.From, b.To, all.Cases)
	}
	if all.Brier > brier+0.0002 || close.Brier > near+0.0005 {
		t.Errorf("Brier %.4f, near the limit %.4f", all.Brier, close.Brier)
	}
	if cover := float64(b.Cover.Within) / float64(b.Cover.Cases); cover < 0.88 || cover > 0.95 {
		t.Errorf("90 %% intervals held %.1f %%", 100*cover)
	}
	v := b.Verdict()
	for _, c := range v.Lost() {
		t.Errorf("not beaten: %s, near %t: Brier %.4f against %.4f", c.Against, c.Near, c.Ours.Brier, c.Theirs.Brier)
	}
	if !v.Shown {
		t.Error("not shown")
	}
}

// byblik forecast on the invented town: either the record allows the forecast
// and every list has a probability, or no file holds one.
func TestForecastObeysItsRecord(t *testing.T) {
	h, err := newHousing(housing.Recipe{Command: housing.Forecast, Year: 2026, Runs: 100, Seed: 1, Lang: "en"}, minbyFolder(t))
	if err != nil {
		t.Fatal(err)
	}
	h.Workers = 1
	files, f, err := h.Forecast()
	if err != nil {
		t.Fatal(err)
	}
	allowed := f.Verdicts.Lists.Shown || f.Verdicts.Criteria.Shown
	if shown := strings.Contains(string(files["forecast.html"]), `id="areas"`); shown != allowed {
		t.Errorf("shown: %t, allowed: %t", shown, allowed)
	}
	december := f.December
	if len(december.Areas) == 0 {
		t.Error("no area")
	}
}

func TestAFolderThatIsNeitherIsRefused(t *testing.T) {
	if _, err := recordsOf(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a record from nothing")
	}
	if _, err := recordsOf(t.TempDir()); err == nil {
		t.Error("a record from an empty folder")
	}
}
