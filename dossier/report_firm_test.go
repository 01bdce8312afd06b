package dossier

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"byblik/catalog"
	"byblik/stress"
)

func TestFirmness(t *testing.T) {
	for lang, wants := range map[catalog.Lang][]string{
		catalog.En: {"How firm is this?", "Of 2 urban areas 0 are firm, 2 are borderline and 0 are fragile in 10,000 plausible screenings.", "on average 74.0% of its residents are inside; at least half of them are inside in 9,230 of 10,000 plausible screenings.",
			"What moves it most: the number of criteria.", "10,000 screenings, seed 7.", "At least 90% of the screenings say the same.", "2/3, 1/2 or 3/4 of the criteria must be met.",
			"2 of the latest 3, the latest", "up to 1.5 times as much", "outside in all of 10,000 plausible screenings"},
		catalog.Da: {"Hvor sikkert er det?", "Af 2 byområder er 0 robuste, 2 grænsetilfælde og 0 skrøbelige i 10.000 rimelige screeninger.", "i gennemsnit er 74,0 % af indbyggerne med; mindst halvdelen af dem er med i 9.230 af 10.000 rimelige screeninger.",
			"Det flytter mest: antallet af kriterier.", "10.000 screeninger, startværdi 7.", "op til 1,5 gange så meget"},
	} {
		page := string(mustFiles(t, town(lang))["report.html"])
		for _, want := range wants {
			if !strings.Contains(page, want) {
				t.Errorf("%s: the page does not say %q", lang, want)
			}
		}
	}
}

// Every area has its reason, its verdict and its shape; the panels show those
// that vary, and no other.
func TestEachAreaHasReasonAndVerdict(t *testing.T) {
	s := town(catalog.En)
	page := mustFiles(t, s)["report.html"]
	dots, varies := 0, 0
	texts := map[string]string{}
	for _, e := range elements(t, page) {
		if e.Data == "circle" {
			if e.Parent.Data == "g" {
				dots++
			}
		}
		if e.attr["class"] == "one" {
			texts[e.attr["id"]] = e.text()
		}
	}
	for i, a := range s.Firmness.Areas {
		if a.Share > 0 && a.Share < 1 {
			varies++
		}
		said, now := texts["a-"+anchor(a.Area.Code)], "outside now; outside in "
		if a.Inside {
			now = "inside now; inside in "
		}
		for _, want := range []string{s.WhyText[i][0].En, map[stress.Verdict]string{stress.Firm: "Firm – " + now, stress.Borderline: "Borderline – " + now, stress.Fragile: "Fragile – " + now}[a.Verdict]} {
			if !strings.Contains(said, want) {
				t.Errorf("%s: %q does not say %q", a.Area, said, want)
			}
		}
	}
	if dots != varies {
		t.Errorf("%d dots for %d areas that vary", dots, varies)
	}
	for i, want := range map[int]string{0: "The flag and the place in an urban area: Education +1 person", 1: "The flag: Health −2.5 points", 2: "The flag: Education −3 persons and Health −2.5 points"} {
		if said := texts["a-"+anchor(s.Areas[i].Code.Code)]; !strings.Contains(said, want) || !strings.Contains(said, "for entitled users") {
			t.Errorf("%s: %q does not say %q", s.Areas[i].Name, said, want)
		}
	}
	if said := texts["a-"+anchor(s.Areas[3].Code.Code)]; strings.Contains(said, "What would turn it") {
		t.Errorf("an area that nothing turns says %q", said)
	}
}

func TestMarginsSayPersons(t *testing.T) {
	s := town(catalog.En)
	page := mustFiles(t, s)["report.html"]
	m := s.Why[0].Margins[1]
	if want := fmt.Sprintf("<small>or %d persons</small>", max(m.Persons, -m.Persons)); !bytes.Contains(page, []byte(want)) {
		t.Errorf("the page does not say %q", want)
	}
	if n := bytes.Count(page, []byte("Distances are not told in persons")); n != 3 {
		t.Errorf("%d criteria without persons, want 3 with data", n)
	}
}

func TestTableOfAreasSaysVerdictShareAndChange(t *testing.T) {
	s := town(catalog.En)
	var heads []string
	rows := map[string]string{}
	for _, e := range elements(t, mustFiles(t, s)["report.html"]) {
		if e.Data == "table" && e.attr["class"] == "sortable wide" {
			for n := range e.Descendants() {
				if n.Data == "th" && n.Attr[0].Val == "col" {
					heads = append(heads, element{n, nil}.text())
				}
			}
		}
		if e.Data == "tr" && e.attr["id"] != "" {
			rows[e.attr["id"]] = e.text()
		}
	}
	if got := strings.Join(heads, "|"); !strings.HasSuffix(got, "Verdict|Inside, %|Smallest change") {
		t.Errorf("columns %s", got)
	}
	for i, want := range map[int]string{0: "Education +1", 1: "too few residents in the group", 2: "Education −40", 3: "decided by the years before"} {
		if got := rows[rowAnchor(s.Areas[i])]; !strings.HasSuffix(got, want) {
			t.Errorf("row %q does not end with %q", got, want)
		}
	}
}

func TestWithoutStressThePageIsWhole(t *testing.T) {
	s := town(catalog.En)
	s.Why, s.WhyText, s.Firmness = nil, nil, nil
	files := mustFiles(t, s)
	for _, not := range []string{"How firm", "Verdict", "What would turn it", "entitled"} {
		if bytes.Contains(files["report.html"], []byte(not)) {
			t.Errorf("the page says %q", not)
		}
	}
	for _, name := range []string{"why.csv", "stress.csv", "zones_stress.csv"} {
		if files[name] != nil {
			t.Errorf("there is %s", name)
		}
	}
}

func TestEnclosedRuleSaysAboveAndTooSmall(t *testing.T) {
	for lang, want := range map[catalog.Lang]string{catalog.En: "if its score is above 0.25, or if it is too small", catalog.Da: "hvis dets score er over 0,25, eller hvis det er for lille"} {
		if page := string(mustFiles(t, town(lang))["report.html"]); !strings.Contains(page, want) {
			t.Errorf("%s: the page does not say %q", lang, want)
		}
	}
}

func TestLongListsToReadFirstAreFolded(t *testing.T) {
	s := town(catalog.En)
	long := strings.Repeat("mb-2024-001, ", 30) + "mb-2024-002."
	s.Said = append(s.Said, both("Delt: "+long, "Split: "+long))
	page := mustFiles(t, s)["report.html"]
	if !bytes.Contains(page, []byte("<details><summary>Split</summary>mb-2024-001, ")) || !bytes.Contains(page, []byte("<li>The town is invented and resembles none.</li>")) {
		t.Error("a long list stands in the open, or a short line is folded")
	}
}

func TestMarginThatWouldRoundToNothing(t *testing.T) {
	for margin, want := range map[float64]int{0.0021: 3, 0.3: 2, 0: 2, 0.0000001: 2} {
		if got := enough(margin, 2); got != want {
			t.Errorf("enough(%v, 2) = %d, want %d", margin, got, want)
		}
	}
}
