package dossier

import (
	"bytes"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/stress"
)

// twoYears are two screenings of four places: one comes in by its own figures,
// one goes out although nothing of its own changed, one is near, one is new.
func twoYears(t *testing.T) (before, after *stress.Past, list []stress.Difference) {
	t.Helper()
	past := func(year int, names []string, values [][2]float64, inside []bool) *stress.Past {
		p := &stress.Past{RuleSet: "minby-2024", Period: byblik.InYear(year), Of: stress.Fraction{Num: 2, Den: 2}, Years: stress.Fraction{Num: 1, Den: 1},
			Criteria: []stress.PastCriterion{{ID: "education", Title: both("Uddannelse", "Education"), Limit: 0.5}, {ID: "work", Title: both("Arbejdsmarked", "Labour market"), Limit: 0.5}}}
		for i, name := range names {
			a := stress.PastArea{Area: byblik.AreaCode{Frame: "minby", Code: string([]rune(name)[:1])}, Name: name, Inside: inside[i]}
			for _, v := range values[i] {
				a.Figures = append(a.Figures, stress.PastFigure{Value: v, City: 20, Limit: 25, Z: (v - 20) / 10, Met: v >= 25})
			}
			a.Flagged = a.Figures[0].Met && a.Figures[1].Met
			p.Areas = append(p.Areas, a)
		}
		return p
	}
	before = past(2023, []string{"Åbakken", "Lindehaven", "=Møllevang"}, [][2]float64{{18.25, 31}, {20, 20}, {30, 24.5}}, []bool{false, true, false})
	after = past(2024, []string{"Åbakken", "Lindehaven", "=Møllevang", "Zoo<b>"}, [][2]float64{{26.5, 31}, {20, 20}, {30, 24.5}, {30, 30}}, []bool{true, false, false, true})
	list, err := stress.Compare(before, after, 0.1)
	if err != nil {
		t.Fatal(err)
	}
	return before, after, list
}

func differencesIn(t *testing.T, lang catalog.Lang) map[string][]byte {
	t.Helper()
	before, after, list := twoYears(t)
	files, err := Differences(lang, before, after, list, Compared{Place: both("Minby", "Minby"), Invented: true, Near: 0.1, Before: "aaaa", After: "bbbb", Version: "0.1.0-test",
		Units: map[string]catalog.Text{"education": both("% kun grundskole", "% only primary school")}})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestDifferencesTable(t *testing.T) {
	want := `area,name,change,reason,criterion,named,status_before,status_after,value_before,value_after,city_before,city_after,limit_before,limit_after,z_before,z_after,met_before,met_after
Z,Zoo<b>,in,other_areas,education,no,,ok,,30,,20,,25,,1,,yes
Z,Zoo<b>,in,other_areas,work,no,,ok,,30,,20,,25,,1,,yes
Å,Åbakken,in,own_value,education,yes,ok,ok,18.25,26.5,20,20,25,25,-0.175,0.65,no,yes
Å,Åbakken,in,own_value,work,no,ok,ok,31,31,20,20,25,25,1.1,1.1,yes,yes
L,Lindehaven,out,border,education,no,ok,ok,20,20,20,20,25,25,0,0,no,no
L,Lindehaven,out,border,work,no,ok,ok,20,20,20,20,25,25,0,0,no,no
'=,'=Møllevang,near,,education,no,ok,ok,30,30,20,20,25,25,1,1,yes,yes
'=,'=Møllevang,near,,work,yes,ok,ok,24.5,24.5,20,20,25,25,0.45,0.45,no,no
`
	if got := string(differencesIn(t, catalog.Da)["differences.csv"]); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestDifferencesPage(t *testing.T) {
	for lang, wants := range map[catalog.Lang][]string{
		catalog.En: {"Minby: what changed", "2 small areas have come in, 1 small area is no longer in. 1 small area is as before, but near a limit.", "the area&#39;s own figures have changed (Education)",
			"<strong>18.3</strong> <small>Limit 25.0</small>", "within 0.10 standard scores", "not in this screening", "Invented data", "aaaa", "% only primary school", "Zoo&lt;b&gt;"},
		catalog.Da: {"Minby: hvad der er ændret", "2 små områder er kommet med, 1 lille område er ikke længere med.", "<strong>18,3</strong> <small>Grænse 25,0</small>", "Opdigtede data"},
	} {
		page := differencesIn(t, lang)["differences.html"]
		for _, want := range wants {
			if !bytes.Contains(page, []byte(want)) {
				t.Errorf("%s: the page does not say %q", lang, want)
			}
		}
		checkAlone(t, page, lang)
	}
}

func TestDifferencesOfNothing(t *testing.T) {
	before, _, _ := twoYears(t)
	files, err := Differences(catalog.En, before, before, nil, Compared{})
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(files["differences.html"], []byte("<p>None.</p>")); n != 3 || bytes.Contains(files["differences.html"], []byte("Fingerprints")) {
		t.Errorf("%d empty groups", n)
	}
	before.Areas[0].Figures = nil
	if _, err := Differences(catalog.En, before, before, nil, Compared{}); err == nil {
		t.Error("an area without its figures is written")
	}
}
