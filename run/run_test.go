package run_test

import (
	"bytes"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/dossier"
	"byblik/run"
)

// A town of sixteen areas in four rows, each with 600 residents, three years of figures, and the
// six criteria of the invented town:
//
//	01 02 03 04      01 and 02 are badly off by every criterion, and so is 16;
//	05 06 07 08      all others are alike but for a little.
//	09 10 11 12
//	13 14 15 16
//
// The rules want 1,000 residents for a zone: 01 and 02 together have 1,200 and
// share a border; 16 is alone with 600 and too small.
func town(t *testing.T) run.Input {
	t.Helper()
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	rules := c.RuleSets["minby-2025"]
	in := run.Input{Program: "byblik test", Catalog: c, Rules: rules, Panel: &byblik.Panel{Frame: "minby"}, Geography: &byblik.Delivery{}, Workers: 1,
		Receipts: []byblik.Receipt{{Source: "minby-figures", File: "minby_figures.csv", SHA256: "ab", Beside: []byblik.FilePrint{{File: "codes.csv", SHA256: "cd"}}}},
		Sources:  []*catalog.Source{c.Sources["minby-figures"]}, Absent: []*catalog.Source{c.Sources["minby-barriers"]}}
	for i := range 16 {
		a := byblik.AreaCode{Frame: "minby", Code: fmt.Sprintf("%02d", i+1)}
		in.Areas = append(in.Areas, byblik.Area{Code: a, Name: "Område " + a.Code})
		x, y := 12.5+0.01*float64(i%4), 55.7-0.01*float64(i/4)
		in.Geography.Rows = append(in.Geography.Rows, byblik.Row{Area: a})
		in.Geography.Shapes = append(in.Geography.Shapes, byblik.MultiPolygon{{{{x, y}, {x + 0.01, y}, {x + 0.01, y + 0.01}, {x, y + 0.01}, {x, y}}}})
	}
	in.Panel.Areas = in.Areas
	ids := slices.Sorted(slices.Values(rules.Indicators()))
	for k, id := range ids {
		for year := 2023; year <= 2025; year++ {
			o := byblik.Observations{Indicator: id, Period: byblik.InYear(year)}
			for i := range 16 {
				v := 10 + float64((i*5+k)%7)/10
				if i < 2 || i == 15 {
					v = 30
				}
				switch id {
				case rules.Areas.Residents:
					v = 600
				case "minby-studying":
					v = 5
				}
				o.Value = append(o.Value, byblik.RawOf(v))
			}
			in.Panel.Observations = append(in.Panel.Observations, o)
		}
	}
	return in
}

func arguments() run.Arguments { return run.Arguments{Lang: catalog.En, Seed: 7, Stress: 10} }

func screened(t *testing.T, in run.Input, a run.Arguments) *dossier.Screening {
	t.Helper()
	s, err := run.Screen(in, a)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func members(z byblik.Zone) (codes []string) {
	for _, m := range z.Members {
		codes = append(codes, m.Area.Code)
	}
	return codes
}

// Observations become findings, findings a proposal, and each area hears why.
func TestOnePeriodGoesThroughAllStages(t *testing.T) {
	s := screened(t, town(t), arguments())
	if s.Period != byblik.InYear(2025) {
		t.Errorf("period %v, expected the newest", s.Period)
	}
	if len(s.Zones) != 1 || !slices.Equal(members(s.Zones[0]), []string{"01", "02"}) || s.Zones[0].Residents != 1200 {
		t.Fatalf("zones %+v, expected one of 01 and 02 with 1,200 residents", s.Zones)
	}
	if len(s.TooSmall) != 1 || s.TooSmall[0].Areas[0].Code != "16" || s.TooSmall[0].Residents != 600 || s.TooSmall[0].Names[0] != "Område 16" {
		t.Errorf("too small %+v, expected 16 with 600 residents", s.TooSmall)
	}
	for i, f := range s.Findings {
		flagged, class := i < 2 || i == 15, "not"
		if i < 2 {
			class = "designated"
		}
		if s.Flagged[i] != flagged || f.Class != class || s.Residents[i] != 600 {
			t.Errorf("area %02d: flagged %v, class %s, residents %v", i+1, s.Flagged[i], f.Class, s.Residents[i])
		}
	}
	if len(s.Criteria) != 6 || len(s.Why) != 16 || len(s.WhyText) != 16 || len(s.Shapes) != 16 {
		t.Errorf("%d criteria, %d and %d reasons, %d borders", len(s.Criteria), len(s.Why), len(s.WhyText), len(s.Shapes))
	}
	// The resident-weighted mean of low income by hand: three areas of 30, and
	// thirteen of 10 and a little.
	sum := 0.0
	for _, v := range town(t).Panel.Find("minby-low-income", byblik.InYear(2025)).Value {
		sum += v.Float()
	}
	if got := s.Criteria[0].City; got < sum/16-1e-9 || got > sum/16+1e-9 {
		t.Errorf("the city's low income is %v, expected %v", got, sum/16)
	}
}

// The same input gives the same screening for any number of processors, and
// nothing of it is read from the clock.
func TestProcessorsChangeNothing(t *testing.T) {
	files := func(workers int) map[string][]byte {
		in := town(t)
		in.Workers = workers
		all, err := dossier.Files(screened(t, in, arguments()))
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	one := files(1)
	for _, workers := range []int{2, 7, runtime.NumCPU()} {
		for name, text := range files(workers) {
			if !bytes.Equal(text, one[name]) {
				t.Errorf("%s is another with %d workers", name, workers)
			}
		}
	}
}

// What every output must say aloud, in both languages, the gravest first.
func TestEveryOutputRepeatsWhatMustBeSaid(t *testing.T) {
	in, a := town(t), arguments()
	a.Accept("z-check", "agreed")
	a.Accept("double-key", "the town hall knows")
	in.Unmet = []string{"z-check"}
	in.LeftOut = []byblik.Refusal{{Reason: "no number"}}
	a.Period = byblik.InYear(2024)
	for i := range in.Panel.Observations { // a year before the rules are valid
		in.Panel.Observations[i].Period.Year--
	}
	s := screened(t, in, a)
	var da, en []string
	for _, x := range s.Said {
		if x.Da == "" || x.En == "" || x.Da == x.En {
			t.Errorf("said in one language only: %+v", x)
		}
		da, en = append(da, x.Da), append(en, x.En)
	}
	last := -1
	for _, want := range []string{"Invented data: Minby does not exist.", "The rules are valid from 2025-01-01; here they are applied to 2024.",
		"Accepted exception: double-key – the town hall knows.", "Accepted exception: z-check – agreed.", "The exception z-check was accepted, but no file needed it.",
		"Figures left out under an accepted exception: 1", "Barriers were not delivered"} {
		k := slices.IndexFunc(en, func(s string) bool { return strings.HasPrefix(s, want) })
		if k <= last {
			t.Errorf("%q stands at %d after %d in %q", want, k, last, en)
		}
		last = k
	}
	if !strings.HasPrefix(da[0], "Opdigtede data") {
		t.Errorf("Danish begins with %q", da[0])
	}
}

// A screening of one authority says so; bridges between areas outside it do not
// matter, but an unknown code in the whole city does.
func TestBridgesAreHeldAgainstTheAreas(t *testing.T) {
	in := town(t)
	rules := *in.Rules
	zones := *rules.Zones
	zones.Bridges = [][2]string{{"01", "99"}}
	rules.Zones = &zones
	in.Rules = &rules
	_, err := run.Screen(in, arguments())
	if byblik.KindOf(err) != byblik.Usage || !strings.Contains(err.Error(), "zones.bridges[0]") || !strings.Contains(err.Error(), "99") {
		t.Errorf("%v, expected an error that names the bridge", err)
	}
	in.Areas = append(in.Areas, byblik.Area{Code: byblik.AreaCode{Frame: "minby", Code: "99"}})
	if s := screened(t, in, arguments()); len(s.Zones) != 1 {
		t.Errorf("%d zones, expected one: the bridge leads out of what is screened", len(s.Zones))
	}
}

// Without borders no zones can be drawn, and the error says which file to give.
func TestZonesWantBorders(t *testing.T) {
	in := town(t)
	in.Geography = nil
	_, err := run.Screen(in, arguments())
	if byblik.KindOf(err) != byblik.Usage || !strings.Contains(err.Error(), "minby-areas") {
		t.Errorf("%v, expected an error that names the source of the borders", err)
	}
}

// A zone of an earlier screening gives its id to the zone that most of it
// lives on in.
func TestAnEarlierZoneLivesOn(t *testing.T) {
	a := arguments()
	a.Previous = []byblik.Zone{{ID: "mb-old", State: byblik.Decided, Members: []byblik.Member{{Area: byblik.AreaCode{Frame: "minby", Code: "01"}, Residents: 600}}, Residents: 600}}
	if s := screened(t, town(t), a); len(s.Zones) != 1 || s.Zones[0].ID != "mb-old" {
		t.Errorf("zones %+v, expected mb-old", s.Zones)
	}
}

// A recipe holds everything that makes a screening, and gives it back.
func TestARecipeIsReadBack(t *testing.T) {
	a := arguments()
	a.Accept("double-key", "Rådhuset <kender> det & har rettet det")
	a.Period = byblik.InYear(2025)
	s := screened(t, town(t), a)
	r, err := run.ReadRecipe(s.Recipe)
	if err != nil {
		t.Fatal(err)
	}
	again, err := r.Bytes()
	if err != nil || !bytes.Equal(again, s.Recipe) {
		t.Errorf("%v: written again it is\n%s", err, again)
	}
	back, err := r.Arguments()
	if err != nil || !reflect.DeepEqual(back, a) {
		t.Errorf("%+v, %v, expected %+v", back, err, a)
	}
	if r.Screened != "2025" || r.RuleSet != "minby-2025" || len(r.Inputs) != 2 || r.Inputs[1].File != "codes.csv" {
		t.Errorf("%+v", r)
	}
	if s.Fingerprint != run.Fingerprint(s.Recipe) || len(s.Fingerprint) != 16 {
		t.Errorf("fingerprint %s", s.Fingerprint)
	}
	if !bytes.Contains(s.Recipe, []byte("<kender> det & har")) {
		t.Error("a reason is not written as it is")
	}
	// FIPS 180-4: the SHA-256 of nothing begins e3b0c44298fc1c14.
	if got := run.Fingerprint(nil); got != "e3b0c44298fc1c14" {
		t.Errorf("the fingerprint of nothing is %s", got)
	}
}

// Every argument, input and definition is in the recipe: another one has another fingerprint.
func TestEveryChoiceChangesTheFingerprint(t *testing.T) {
	plain := screened(t, town(t), arguments()).Fingerprint
	seen := map[string]string{plain: "nothing"}
	for name, change := range map[string]func(in *run.Input, a *run.Arguments){
		"program":     func(in *run.Input, _ *run.Arguments) { in.Program = "byblik other" },
		"input":       func(in *run.Input, _ *run.Arguments) { in.Receipts[0].SHA256 = "ac" },
		"input aside": func(in *run.Input, _ *run.Arguments) { in.Receipts[0].Beside[0].SHA256 = "ce" },
		"seed":        func(_ *run.Input, a *run.Arguments) { a.Seed++ },
		"stress":      func(_ *run.Input, a *run.Arguments) { a.Stress = 0 },
		"language":    func(_ *run.Input, a *run.Arguments) { a.Lang = catalog.Da },
		"period":      func(_ *run.Input, a *run.Arguments) { a.Period = byblik.InYear(2025) },
		"partial":     func(_ *run.Input, a *run.Arguments) { a.Partial = true },
		"accepted":    func(_ *run.Input, a *run.Arguments) { a.Accept("x", "y") },
		"previous": func(_ *run.Input, a *run.Arguments) {
			a.Previous = []byblik.Zone{{ID: "mb-old", Members: []byblik.Member{{Area: byblik.AreaCode{Frame: "minby", Code: "01"}}}}}
		},
	} {
		in, a := town(t), arguments()
		change(&in, &a)
		f := screened(t, in, a).Fingerprint
		if other, ok := seen[f]; ok {
			t.Errorf("%s and %s have the same fingerprint", name, other)
		}
		seen[f] = name
	}
	in := town(t)
	in.Workers = 5
	if f := screened(t, in, arguments()).Fingerprint; f != plain {
		t.Error("the number of workers is in the fingerprint")
	}
}

// Another language names itself in the recipe and changes no figure.
func TestAnotherLanguageIsTheSameScreening(t *testing.T) {
	s := screened(t, town(t), arguments())
	da, err := run.InLanguage(s, catalog.Da)
	if err != nil {
		t.Fatal(err)
	}
	a := arguments()
	a.Lang = catalog.Da
	if want := screened(t, town(t), a); da.Fingerprint != want.Fingerprint || !bytes.Equal(da.Recipe, want.Recipe) {
		t.Error("not the recipe of a screening made in Danish")
	}
	if s.Lang != catalog.En || da.Lang != catalog.Da || !reflect.DeepEqual(da.Zones, s.Zones) {
		t.Error("the first screening changed, or the zones did")
	}
	if _, err := run.InLanguage(&dossier.Screening{Recipe: []byte("{")}, catalog.Da); err == nil {
		t.Error("half a recipe is read")
	}
}

// Only a screening of the same areas, not of a later period, is an earlier one.
func TestWhatMayPrecede(t *testing.T) {
	r := run.Recipe{Frame: "minby", Screened: "2024"}
	for _, x := range []struct {
		frame    byblik.Frame
		screened string
		t        byblik.Period
		says     string
	}{
		{"minby", "2024", byblik.InYear(2025), ""},
		{"minby", "2024", byblik.InYear(2024), ""},
		{"minby", "2024", byblik.Period{}, ""},
		{"minby", "2024", byblik.InYear(2023), "a screening of 2024"},
		{"lsoa11", "2024", byblik.InYear(2025), `areas "minby"`},
		{"minby", "long ago", byblik.InYear(2025), "long ago"},
	} {
		r.Screened = x.screened
		err := r.Precedes(x.frame, x.t)
		if (err == nil) != (x.says == "") || err != nil && (!strings.Contains(err.Error(), x.says) || byblik.KindOf(err) != byblik.Usage) {
			t.Errorf("%+v: %v", x, err)
		}
	}
}

// A recipe that somebody wrote by hand is refused, never half read.
func TestDamagedRecipesAreRefused(t *testing.T) {
	whole := screened(t, town(t), arguments()).Recipe
	for _, text := range []string{"", "{", "null x", "[]", `{"colour": "red"}`, string(whole[:len(whole)/2]), string(whole) + "{}", `{"seed": -1}`} {
		if r, err := run.ReadRecipe([]byte(text)); err == nil || byblik.KindOf(err) != byblik.Usage || r != nil {
			t.Errorf("%.40q: %v, %v, expected a refusal", text, r, err)
		}
	}
	if _, err := (&run.Recipe{Period: "soon"}).Arguments(); byblik.KindOf(err) != byblik.Usage {
		t.Errorf("%v, expected a refusal of the period", err)
	}
}

// An index ranks and designates nothing, and needs no borders.
func TestAnIndexRanksOnly(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	rules := c.RuleSets["uk-townsend-2011"]
	in := run.Input{Program: "byblik test", Catalog: c, Rules: rules, Panel: &byblik.Panel{Frame: rules.Areas.Frame}, Workers: 1}
	for i := range 20 {
		in.Areas = append(in.Areas, byblik.Area{Code: byblik.AreaCode{Frame: rules.Areas.Frame, Code: fmt.Sprintf("E%08d", i)}})
	}
	in.Panel.Areas = in.Areas
	for _, id := range slices.Sorted(slices.Values(rules.Indicators())) {
		o := byblik.Observations{Indicator: id, Period: byblik.InYear(2011)}
		for i := range 20 {
			o.Value = append(o.Value, byblik.RawOf(float64(i+1)))
		}
		in.Panel.Observations = append(in.Panel.Observations, o)
	}
	s := screened(t, in, run.Arguments{Lang: catalog.En})
	if len(s.Zones) != 0 || len(s.Flagged) != 0 || len(s.Findings) < 20 {
		t.Errorf("%d zones, %d flags, %d findings", len(s.Zones), len(s.Flagged), len(s.Findings))
	}
	// All four inputs grow with the area, so the last is the most deprived.
	for _, f := range s.Findings {
		if f.Rank == 1 && f.Area.Code != "E00000019" {
			t.Errorf("%s is first in %s", f.Area.Code, f.Measure)
		}
	}
}

// What was found in a figure that was left out, such as 51 of 48, is a raw count:
// the office reads it, a release does not say it.
func TestAReleaseDoesNotSayWhatWasFound(t *testing.T) {
	for _, public := range []bool{false, true} {
		in := town(t)
		in.LeftOut = []byblik.Refusal{{Area: "01", Check: "part-exceeds-whole", Reason: "a slip (minby-low-income, 01 2025: found 51 of 48)"}, {Area: "02", Reason: "another"}}
		in.Unexplained = public
		s, err := run.Screen(in, run.Arguments{Lang: catalog.En})
		if err != nil {
			t.Fatal(err)
		}
		said := fmt.Sprint(s.Said)
		if strings.Contains(said, "51 of 48") == public || !strings.Contains(said, "exception: 2") || !strings.Contains(said, "undtagelse: 2") {
			t.Errorf("for the public %v: %s", public, said)
		}
	}
}
