package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every folder over housing areas is made again from its recipe, byte for byte,
// whatever the number of workers; a changed input or cell is named.
func TestFoldersOverHousingAreasAreMadeAgain(t *testing.T) {
	for name, args := range map[string][]string{
		"lists":    {"--year", "2022", "--without-origin", "drop", "--lang", "da"},
		"forecast": {"--year", "2026", "--runs", "100", "--workers", "1", "--without-origin", "drop"},
		"letting":  {"--area", "03", "--runs", "100", "--workers", "1", "--assumptions", "../../minby/letting.yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			from, out := minbyFolder(t), filepath.Join(t.TempDir(), "out")
			if code, text := execution(t, append([]string{name, "--from", from, "--out", out}, args...)...); code != exitDone {
				t.Fatal(text)
			}
			if code, text := execution(t, "verify", out, "--from", from); code != exitDone || !strings.Contains(text, "the same:") {
				t.Fatalf("exit code %d: %s", code, text)
			}
			changeByte(t, filepath.Join(out, map[string]string{"lists": "criteria.csv", "forecast": "backtest.csv", "letting": "margins.csv"}[name]))
			changeByte(t, filepath.Join(from, "references.csv"))
			code, text := execution(t, "verify", out, "--from", from)
			if code != exitInternal || !strings.Contains(text, "references.csv: found an input that changed") {
				t.Errorf("exit code %d: %s", code, text)
			}
		})
	}
}

// changeByte changes the last digit of a file.
func changeByte(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	i := bytes.LastIndexAny(text, "0123456789")
	text[i] = '0' + (text[i]-'0'+1)%10
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// Lists on other borders and on figures as known then say so on every output.
func TestTheTimeMachineSaysWhichTimeItShows(t *testing.T) {
	files := housingFiles()
	for name, text := range files {
		lines := strings.Split(strings.TrimSpace(text), "\n")
		for i := range lines {
			lines[i] += map[bool]string{true: ",known", false: ",2024-06-01"}[i == 0]
		}
		files[name] = strings.Join(lines, "\n") + "\n"
	}
	from := writeTexts(t, files)
	for _, x := range []struct{ as, da, en string }{
		{"then", "på listens egen dag", "on its own day"}, {"2024-12-01", "Kun tal, der var kendt 2024-12-01", "Only figures known on 2024-12-01"},
	} {
		for lang, want := range map[string]string{"da": x.da, "en": x.en} {
			code, text, out := runLists(t, from, "--year", "2024", "--as-known", x.as, "--lang", lang)
			if code != exitDone || !strings.Contains(string(out["report.html"]), want) || !strings.Contains(string(out["recipe.json"]), `"as_known": "`+x.as+`"`) {
				t.Errorf("%s %s: exit code %d %s", x.as, lang, code, text)
			}
		}
	}
	if code, text, _ := runLists(t, from, "--year", "2024", "--as-known", "2023-12-01"); code == exitDone || !strings.Contains(text, "--year") {
		t.Errorf("a list of which nothing was known: exit code %d %s", code, text)
	}
	if code, _, out := runLists(t, from, "--year", "2024", "--borders", "2020"); code != exitDone || !strings.Contains(string(out["report.html"]), "on the borders of the list of 2020") {
		t.Errorf("borders: exit code %d", code)
	}
}
