package dossier

import (
	"encoding/json"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/stress"
)

// The sentences that a reader meets first say what is so: in how many years,
// how many people where nobody knows, and one where there is one.
func TestWordingOfCounts(t *testing.T) {
	for lang, want := range map[catalog.Lang][]string{
		catalog.En: {"of their criteria with data are met in at least 2 of the latest 3 years.", "enough criteria are met in enough years", "residents not known",
			"In its one small area at least one criterion is not met.", "Distances to the limit are computed before rounding."},
		catalog.Da: {"kriterierne med data er opfyldt i mindst 2 af de seneste 3 år.", "nok kriterier er opfyldt i nok år", "indbyggertal ukendt",
			"I dets ene lille område er mindst ét kriterium ikke opfyldt.", "Afstande til grænsen er regnet ud før afrunding."},
	} {
		s := town(lang)
		z := &s.Zones[0]
		unknown := byblik.Member{Area: s.Areas[63].Code, Reason: byblik.Enclosed}
		z.Members = append(z.Members, unknown)
		s.Zones = append(s.Zones, byblik.Zone{ID: "mb-003", Name: "En", State: byblik.Candidate, Reason: "enclosed",
			Members: []byblik.Member{{Area: s.Areas[20].Code, Reason: byblik.Enclosed}}})
		page := string(mustFiles(t, s)["report.html"])
		for _, w := range want {
			if !strings.Contains(page, w) {
				t.Errorf("%s: the page does not say %q", lang, w)
			}
		}
		for _, not := range []string{"– residents", "– indbyggere", "of its 1 ", "af de 1 "} {
			if strings.Contains(page, not) {
				t.Errorf("%s: the page says %q", lang, not)
			}
		}
	}
	s := town(catalog.En)
	s.Rules.Flag.OfLatest, s.Rules.Flag.Years = 1, 1
	if page := string(mustFiles(t, s)["report.html"]); !strings.Contains(page, "of their criteria with data are met.") {
		t.Error("a rule of one year names years")
	}
	for years, want := range map[int]string{1: "of their criteria with data are met.", 2: "are met in at least 2 of the latest 2 years."} {
		s := town(catalog.En)
		for i := range s.Periods {
			s.Periods[i] = years
		}
		if page := string(mustFiles(t, s)["report.html"]); !strings.Contains(page, want) {
			t.Errorf("two years in three with %d on file: the page does not say %q", years, want)
		}
	}
}

// A Danish page tells why a row was left out in Danish: in the words of the
// source where it expects the fault, else behind a sentence about the check.
func TestReceiptsInDanish(t *testing.T) {
	s := town(catalog.Da)
	s.Sources[0].Expected = []catalog.Expected{{Check: "missing-area", Because: both("Filen mangler en rode.", "The file lacks a rode.")},
		{Check: "invalid-ring", Because: both("Begge sider beholdes.", "Both sides are kept.")}}
	s.Receipts[0].Refused = []byblik.Refusal{{Area: "1", Check: "missing-area", Reason: "The file lacks a rode."}}
	s.Receipts[0].Repaired = []byblik.Refusal{{Area: "2", Check: "invalid-ring", Reason: "ring 1: Both sides are kept."}}
	s.Receipts[0].Warnings = []byblik.Refusal{{Area: "3", Check: "jump", Reason: "residents: 81 % against 2010"}, {Area: "4", Check: "new-check", Reason: "so"}}
	page := string(mustFiles(t, s)["report.html"])
	for _, w := range []string{"</code>: Filen mangler en rode.<", "</code>: Grænsen krydser eller berører sig selv. “ring 1: Begge sider beholdes.”<",
		"</code>: Tallet har ændret sig usædvanligt meget. “residents: 81 % against 2010”<", "</code>: “so”<"} {
		if !strings.Contains(page, w) {
			t.Errorf("the page does not say %q", w)
		}
	}
	s.Lang = catalog.En
	if page := string(mustFiles(t, s)["report.html"]); !strings.Contains(page, "</code>: The file lacks a rode.<") {
		t.Error("the English page does not give the receipt's own reason")
	}
}

// What every output repeats stands in the layers too; a zone says from and to
// when it is valid.
func TestLayersRepeatExceptions(t *testing.T) {
	s := town(catalog.En)
	s.Zones[0].ValidFrom, s.Zones[0].ValidTo = byblik.InYear(2020), byblik.InYear(2024)
	files := mustFiles(t, s)
	for _, name := range []string{"areas.geojson", "zones.geojson"} {
		var layer struct {
			Note     string
			Features []struct{ Properties map[string]any }
		}
		if err := json.Unmarshal(files[name], &layer); err != nil {
			t.Fatal(err)
		}
		for _, w := range []string{"The town is invented and resembles none.", "Accepted exception: jump – Befolkningstallet sprang"} {
			if strings.Count(layer.Note, w) != 1 {
				t.Errorf("%s: the note %q does not say %q once", name, layer.Note, w)
			}
		}
		if p := layer.Features[0].Properties; name == "zones.geojson" && (p["valid_from"] != "2020" || p["valid_to"] != "2024" || layer.Features[1].Properties["valid_to"] != nil) {
			t.Errorf("validity: %v", p)
		}
	}
}

// Whoever screens one authority reads its name, and where the data have none a
// code that is said to be one.
func TestTheTitleNamesTheAuthority(t *testing.T) {
	for _, c := range []struct{ name, da, en string }{
		{"Østborg", "Østborg, Minby 2024", "Østborg, Minby 2024"},
		{"", "Minby, myndighed med koden E99 2024", "Minby, authority with code E99 2024"},
	} {
		for lang, want := range map[catalog.Lang]string{catalog.Da: c.da, catalog.En: c.en} {
			s := town(lang)
			s.Within = "E99"
			for i := range s.Areas {
				s.Areas[i].Authority, s.Areas[i].AuthorityName = "E99", c.name
			}
			if page := string(mustFiles(t, s)["report.html"]); !strings.Contains(page, "<h1>"+want+"</h1>") {
				t.Errorf("%s: the page is not headed %q", lang, want)
			}
		}
	}
}

// One is said as one, several as several: verdicts, criteria, years.
func TestVerdictsAndCriteriaFitTheirNumbers(t *testing.T) {
	for lang, want := range map[catalog.Lang][]string{
		catalog.Da: {"Af 3 byområder er 1 robust, 1 grænsetilfælde og 1 skrøbeligt i", "Kriterierne er opfyldt: ", "det seneste"},
		catalog.En: {"Of 3 urban areas 1 is firm, 1 is borderline and 1 is fragile in", "The criteria are met: ", "the latest"},
	} {
		s := town(lang)
		z := s.Firmness.Zones[0]
		s.Firmness.Zones = nil
		for _, v := range []stress.Verdict{stress.Firm, stress.Borderline, stress.Fragile} {
			z.Verdict = v
			s.Firmness.Zones = append(s.Firmness.Zones, z)
		}
		page := string(mustFiles(t, s)["report.html"])
		for _, w := range want {
			if !strings.Contains(page, w) {
				t.Errorf("%s: the page does not say %q", lang, w)
			}
		}
		for _, not := range []string{"1 of the latest 1", "1 af de seneste 1", " 1 skrøbelige", " 1 are "} {
			if strings.Contains(page, not) {
				t.Errorf("%s: the page says %q", lang, not)
			}
		}
	}
}
