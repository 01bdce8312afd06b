package main

import (
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// housingHead are the columns of housing_areas.csv.
const housingHead = "area,name,municipality,region,year,base_2010,residents,labour_n,labour_d,labour_pct,convicted_n,convicted_d,convicted_pct," +
	"education_n,education_d,education_pct,education_unknown_n,origin_n,origin_d,origin_pct,income"

// housingFiles writes three invented housing areas over 2015–2024: one on every
// list, one on none, one with printed percentages.
func housingFiles() map[string]string {
	areas, refs := []string{housingHead}, []string{"year,region,convicted_pct,income"}
	for y := 2015; y <= 2024; y++ {
		areas = append(areas,
			fmt.Sprintf("A1,Bakken,999,084,%d,yes,1800,500.5,1000,,40,1200,,450,700,,10,1000,1800,,150000", y),
			fmt.Sprintf("B2,Engen,999,084,%d,yes,1010,100,600,,2,700,,80,400,,5,120,1010,,280000", y),
			fmt.Sprintf("C3,Åsen,999,084,%d,no,5200,,,40.0,,,2.16,,,60.1,,,,30.5,170000", y))
		refs = append(refs, fmt.Sprintf("%d,DK,0.72,", y), fmt.Sprintf("%d,084,,300000", y))
	}
	return map[string]string{"housing_areas.csv": strings.Join(areas, "\n") + "\n", "references.csv": strings.Join(refs, "\n") + "\n"}
}

func writeTexts(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// runLists runs byblik lists and gives exit code, messages and files.
func runLists(t *testing.T, from string, args ...string) (int, string, map[string][]byte) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	code, text := execution(t, append([]string{"lists", "--from", from, "--out", out}, args...)...)
	if code != exitDone {
		if _, err := os.Stat(out); err == nil {
			t.Errorf("exit code %d, but a folder was written", code)
		}
		return code, text, nil
	}
	return code, text, folderOf(t, out)
}

func execution(t *testing.T, args ...string) (int, string) {
	t.Helper()
	f, err := os.CreateTemp(t.TempDir(), "said")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	code := execute(args, f, f)
	text, err := os.ReadFile(f.Name())
	if err != nil {
		t.Fatal(err)
	}
	return code, string(text)
}

// answersOf reads area/list → on.
func answersOf(t *testing.T, files map[string][]byte) map[string]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(string(files["lists.csv"]))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	on := map[string]string{}
	for _, r := range rows[1:] {
		on[r[0]+" "+r[2]] = r[3]
	}
	return on
}

func TestListsAnswersMarginsAndHeads(t *testing.T) {
	_, _, files := runLists(t, writeTexts(t, housingFiles()), "--year", "2024")
	want := []string{"criteria.csv", "history.csv", "lists.csv", "margins.csv", "public.csv", "recipe.json", "report.html"}
	if got := slices.Sorted(maps.Keys(files)); !slices.Equal(got, want) {
		t.Fatalf("files %v, want %v", got, want)
	}
	for file, head := range map[string]string{"lists.csv": "area,year,list,on,why\n", "criteria.csv": "area,year,list,criterion,value,limit,comparator,met,margin,margin_persons\n"} {
		if !strings.HasPrefix(string(files[file]), head) {
			t.Errorf("%s does not begin with %q", file, head)
		}
	}
	on := answersOf(t, files)
	for key, answer := range map[string]string{"A1 udsat": "yes", "A1 parallelsamfund": "yes", "A1 omdannelse": "yes", "A1 forebyggelse": "yes", "A1 kombineret_udlejning": "yes",
		"B2 udsat": "no", "B2 omdannelse": "no", "C3 udsat": "no", "C3 kombineret_udlejning": "no"} {
		if on[key] != answer {
			t.Errorf("%s is %q, want %s", key, on[key], answer)
		}
	}
	criteria := string(files["criteria.csv"])
	for _, row := range []string{
		"A1,2024,udsat,labour,50.05,40,>,yes,10.05,201\n",         // 500.5 − 201 and 500.5 average at most 40 %
		"A1,2024,udsat,income,50,55,<,yes,5,\n",                   // blank for income
		"A1,2024,udsat,residents,1800,1000,>=,yes,800,801\n",      //
		"C3,2024,udsat,labour,40,40,>,indeterminate,0,\n",         // printed, at the limit
		"C3,2024,udsat,convicted,2.16,2.16,>=,indeterminate,0,\n", // at 3 × a printed average
		"C3,2024,kombineret_udlejning,labour,40,30,>=,yes,10,\n",  // 5,000 residents: 30 %
		"B2,2024,kombineret_udlejning,residents,1010,1000,>=,yes,10,11\n",
	} {
		if !strings.Contains(criteria, row) {
			t.Errorf("criteria.csv lacks %q", row)
		}
	}
	if n := strings.Count(criteria, "A1,2024,"); n != 5+1+6+2 {
		t.Errorf("%d rows of criteria for an area, want those of each list's own paragraph: 14", n)
	}
}

// Refusals name file, row and column, and leave nothing behind.
func TestListsRefusals(t *testing.T) {
	cell := func(old, new string) func(map[string]string) {
		return func(f map[string]string) {
			if !strings.Contains(f["housing_areas.csv"], old) {
				panic("no " + old)
			}
			f["housing_areas.csv"] = strings.Replace(f["housing_areas.csv"], old, new, 1)
		}
	}
	row := "A1,Bakken,999,084,2023,yes,1800,500.5,1000,,40,1200,,450,700,,10,1000,1800,,150000"
	for _, c := range []struct {
		name   string
		damage func(map[string]string)
		want   string
	}{
		{"no references", func(f map[string]string) { delete(f, "references.csv") }, "references.csv: [missing-file]"},
		{"a year's reference missing", func(f map[string]string) {
			f["references.csv"] = strings.Replace(f["references.csv"], "2023,DK,0.72,\n", "", 1)
		}, "references.csv:20: convicted_pct: [missing-reference] found no row for the year 2023 and the region DK; expected the figure that housing_areas.csv:26"},
		{"a blank reference", func(f map[string]string) {
			f["references.csv"] = strings.Replace(f["references.csv"], "2023,084,,300000", "2023,084,,", 1)
		}, "references.csv:19: income: [missing-reference] found a blank cell"},
		{"a percentage over 100", cell("2020,no,5200,,,40.0", "2020,no,5200,,,140.0"), `housing_areas.csv:19: labour_pct: [share-range] found "140.0"`},
		{"a year twice", cell(row+"\n", row+"\n"+row+"\n"), "housing_areas.csv:27: year: [double-key] found the year 2023 of A1 a second time; expected each year of an area once; the first is in line 26"},
		{"an area without any figure", func(f map[string]string) {
			f["housing_areas.csv"] += "D4,Tom,999,084,2024,yes,1200,,,,,,,,,,,,,,\n"
		}, `housing_areas.csv:32: labour_n: [no-figure] found the area "D4" without any figure`},
		{"count and percentage", cell("2023,yes,1800,500.5,1000,", "2023,yes,1800,500.5,1000,50.1"), "housing_areas.csv:26: labour_pct: [count-and-percentage]"},
		{"base differs", cell("A1,Bakken,999,084,2023,yes", "A1,Bakken,999,084,2023,no"), `housing_areas.csv:26: base_2010: [differs] found "no"; expected "yes", as in line 2`},
		{"negative", cell("2023,yes,1800,500.5", "2023,yes,1800,-500.5"), `housing_areas.csv:26: labour_n: [negative]`},
		{"part above whole", cell("2023,yes,1800,500.5,1000", "2023,yes,1800,1000.5,1000"), "housing_areas.csv:26: labour_n: [part-exceeds-whole] found 1000.5 of 1000"},
		{"unknown education above whole", cell("450,700,,10,1000,1800,,150000\nB2,Engen,999,084,2023", "450,700,,251,1000,1800,,150000\nB2,Engen,999,084,2023"), "education_unknown_n: [part-exceeds-whole]"},
		{"unknown column", func(f map[string]string) {
			f["housing_areas.csv"] = strings.Replace(f["housing_areas.csv"], "labour_pct", "labor_pct", 1)
		}, `housing_areas.csv:1: labor_pct: [unknown-column]`},
		{"missing column", func(f map[string]string) {
			f["housing_areas.csv"] = strings.Replace(f["housing_areas.csv"], "residents", "beboere", 1)
		}, "housing_areas.csv:1: residents: [missing-column]"},
		{"decimal comma", cell("2023,yes,1800,500.5", "2023,yes,1800,\"500,5\""), `housing_areas.csv:26: labour_n: [text-in-number] found "500,5"`},
		{"half a person", cell("2023,yes,1800,500.5,1000,,40,", "2023,yes,1800,500.5,1000,,40.5,"), "housing_areas.csv:26: convicted_n: [fraction-of-count]"},
		{"count without denominator", cell("2023,yes,1800,500.5,1000", "2023,yes,1800,500.5,"), "housing_areas.csv:26: labour_d: [missing-denominator]"},
		{"a cell too many", cell("2023,yes,1800,500.5", "2023,yes,1800,500,5"), "housing_areas.csv:26: [bad-row] found 22 cells; expected 21"},
		{"imported twice", func(f map[string]string) {
			f["imported.csv"] = "area,year,list,on\nA1,2019,omdannelse,yes\nA1,2019,omdannelse,no\n"
		}, "imported.csv:3: year: [double-key]"},
		{"imported of nowhere", func(f map[string]string) {
			f["imported.csv"] = "area,year,list,on\nX9,2019,omdannelse,yes\n"
		}, `imported.csv:2: area: [unknown-area] found "X9"`},
		{"a part of itself", func(f map[string]string) { f["splits.csv"] = "year,area,part\n2022,A1,A1\n" }, "splits.csv:2: part: [circle]"},
		{"two truths", func(f map[string]string) { f["references.xlsx"] = "x" }, "references.xlsx: found the same table as references.csv"},
		{"no text", func(f map[string]string) { f["references.csv"] = "year,region\n\xff\xfe" }, "references.csv:1: found bytes that are no UTF-8 text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := housingFiles()
			c.damage(files)
			code, text, _ := runLists(t, writeTexts(t, files), "--year", "2024")
			if code != exitRefused || !strings.Contains(text, c.want) {
				t.Errorf("exit code %d, want %d; said\n%s\nwant %s", code, exitRefused, text, c.want)
			}
		})
	}
}

func TestListsPooledNeedsCounts(t *testing.T) {
	code, text, _ := runLists(t, writeTexts(t, housingFiles()), "--year", "2024", "--average", "pooled")
	if code != exitRefused || !strings.Contains(text, "housing_areas.csv:28: labour_pct: [pooled-percentage]") {
		t.Errorf("exit code %d: %s", code, text)
	}
}

func TestListsWrongUse(t *testing.T) {
	dir := writeTexts(t, housingFiles())
	for _, args := range [][]string{{"--year", "2009"}, {"--year", "2031"}, {"--year", "2024", "--rules", "minby-2025"}, {"--year", "2024", "--without-origin", "maybe"},
		{"--year", "2024", "--average", "median"}, {"--year", "2024", "--lang", "de"}} {
		if code, text, _ := runLists(t, dir, args...); code != exitUsage {
			t.Errorf("%v: exit code %d: %s", args, code, text)
		}
	}
}

// Without origin only the lists that use it change.
func TestListsWithoutOriginChangesOnlyListsThatUseIt(t *testing.T) {
	files := housingFiles()
	files["housing_areas.csv"] = strings.ReplaceAll(files["housing_areas.csv"], ",1000,1800,", ",700,1800,")
	dir := writeTexts(t, files)
	_, _, kept := runLists(t, dir, "--year", "2024")
	base := answersOf(t, kept)
	for _, mode := range []string{"drop", "suspend"} {
		_, _, files := runLists(t, dir, "--year", "2024", "--without-origin", mode)
		without := answersOf(t, files)
		for key, answer := range without {
			uses := strings.HasSuffix(key, "parallelsamfund") || strings.HasSuffix(key, "omdannelse") || strings.HasSuffix(key, "forebyggelse")
			if !uses && answer != base[key] {
				t.Errorf("%s: %s changed from %s to %s", mode, key, base[key], answer)
			}
			if mode == "suspend" && uses && answer != "no" {
				t.Errorf("suspend: %s is %s", key, answer)
			}
			if area, list, _ := strings.Cut(key, " "); mode == "drop" && list == "parallelsamfund" && answer != without[area+" udsat"] {
				t.Errorf("drop: %s is %s, udsat is %s", key, answer, without[area+" udsat"])
			}
		}
		if !strings.Contains(string(files["lists.csv"]), "C-417/23") {
			t.Errorf("%s: no reason names the ruling", mode)
		}
	}
	if base["A1 parallelsamfund"] != "no" || base["A1 udsat"] != "yes" {
		t.Error("the test does not try what it should")
	}
}

// A workbook gives what the CSV gives, decimals as shown included.
func TestListsReadWorkbooksAlike(t *testing.T) {
	texts := housingFiles()
	dir := t.TempDir()
	for name, text := range texts {
		f := excelize.NewFile()
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		shown, _ := f.NewStyle(&excelize.Style{CustomNumFmt: ptr("0.0")})
		for i, r := range rows {
			for j, c := range r {
				at, _ := excelize.CoordinatesToCellName(j+1, i+1)
				var v any = c
				var n float64
				if _, err := fmt.Sscanf(c, "%g", &n); err == nil && i > 0 && !strings.HasPrefix(c, "0") {
					v = n
				}
				if err := f.SetCellValue("Sheet1", at, v); err != nil {
					t.Fatal(err)
				}
				if c == "40.0" {
					_ = f.SetCellStyle("Sheet1", at, at, shown)
				}
			}
		}
		if err := f.SaveAs(filepath.Join(dir, strings.TrimSuffix(name, ".csv")+".xlsx")); err != nil {
			t.Fatal(err)
		}
	}
	_, said, sheets := runLists(t, dir, "--year", "2024")
	_, _, plain := runLists(t, writeTexts(t, texts), "--year", "2024")
	for _, name := range []string{"lists.csv", "criteria.csv", "margins.csv", "public.csv"} {
		if string(sheets[name]) != string(plain[name]) {
			t.Errorf("%s differs between XLSX and CSV (%s)", name, said)
		}
	}
}

func ptr[T any](v T) *T { return &v }

func TestVerifyLists(t *testing.T) {
	from := writeTexts(t, housingFiles())
	out := filepath.Join(t.TempDir(), "out")
	if code, text := execution(t, "lists", "--from", from, "--out", out, "--year", "2024", "--without-origin", "drop", "--lang", "da"); code != exitDone {
		t.Fatal(text)
	}
	if code, text := execution(t, "verify", out, "--from", from); code != exitDone || !strings.Contains(text, "the same: 7 files") {
		t.Errorf("exit code %d: %s", code, text)
	}
	damaged := filepath.Join(out, "criteria.csv")
	text, _ := os.ReadFile(damaged)
	if err := os.WriteFile(damaged, []byte(strings.Replace(string(text), "201", "202", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, said := execution(t, "verify", out, "--from", from); code != exitInternal || !strings.Contains(said, "criteria.csv") {
		t.Errorf("exit code %d: %s", code, said)
	}
}

// A screening of small areas and the State's lists are two commands.
func TestScreenRefusesTheStatesLists(t *testing.T) {
	code, text := execution(t, "screen", "dk-state-2021", "--from", t.TempDir(), "--out", filepath.Join(t.TempDir(), "out"))
	if code != exitUsage || !strings.Contains(text, "byblik lists") {
		t.Errorf("exit code %d: %s", code, text)
	}
}

// What may be shown in public tells no figure, and the page says for whom it is.
func TestListsKeepSmallNumbersFromReaders(t *testing.T) {
	_, _, files := runLists(t, writeTexts(t, housingFiles()), "--year", "2024")
	for i, line := range strings.Split(strings.TrimSpace(string(files["public.csv"])), "\n") {
		if i > 0 && strings.ContainsAny(strings.SplitN(line, ",", 4)[3], "0123456789") {
			t.Errorf("public.csv holds a figure: %s", line)
		}
	}
	for _, want := range []string{"Internal, for entitled users only", "C-417/23", "mean-of-rates", "half_last_digit"} {
		if !strings.Contains(string(files["report.html"]), want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	if strings.Contains(string(files["report.html"]), "⟦") {
		t.Error("a text is missing")
	}
}
