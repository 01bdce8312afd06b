package compile

import (
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/dossier"
	"byblik/release"
	"byblik/run"
)

// The ladder of docs/disclosure.md, by hand: what each place shows in each year.
// A place that has grown shows of the past what its households of then allow; one that
// has shrunk shows no past; where nobody lives there is nobody to protect; and what
// the plan wants many persons for is not shown of few, nor of hidden ones.
func TestAPlaceShowsWhatItsHouseholdsAllow(t *testing.T) {
	secret, err := disclose.SecretOf([]byte("a key that no attacker has, of 32"))
	if err != nil {
		t.Fatal(err)
	}
	years := []byblik.Period{byblik.InYear(2024), byblik.InYear(2025)}
	const lacking = -1
	town := []struct {
		name                  string
		homes, residents, old [2]float64 // 2024, 2025; all but 3 are multiples of 5, which rounding leaves
		shown                 [2]string  // r residents, l low income (a key figure), i illness, o of the old (500 at least), s social dwellings
		band                  string
	}{
		{"large", [2]float64{200, 200}, [2]float64{2000, 2000}, [2]float64{600, 500}, [2]string{"rlios", "rlios"}, "150-"},
		{"few old", [2]float64{200, 200}, [2]float64{2000, 2000}, [2]float64{495, 3}, [2]string{"rlis", "rlis"}, "150-"},
		{"grown from 30", [2]float64{30, 200}, [2]float64{60, 2000}, [2]float64{600, 600}, [2]string{"rls", "rlios"}, "150-"},
		{"grown from 10", [2]float64{10, 150}, [2]float64{20, 2000}, [2]float64{600, 600}, [2]string{"r", "rlios"}, "150-"},
		{"grown from 3", [2]float64{3, 150}, [2]float64{20, 2000}, [2]float64{600, 600}, [2]string{"r", "rlios"}, "150-"},
		{"households of then not known", [2]float64{lacking, 200}, [2]float64{60, 2000}, [2]float64{600, 600}, [2]string{"rlios", "rlios"}, "150-"},
		{"shrunk to 145", [2]float64{200, 145}, [2]float64{2000, 700}, [2]float64{600, 600}, [2]string{"", "rlios"}, "100-149"},
		{"shrunk to 95", [2]float64{200, 95}, [2]float64{2000, 300}, [2]float64{600, 600}, [2]string{"", "rlios"}, "50-99"},
		{"shrunk to 45", [2]float64{200, 45}, [2]float64{2000, 90}, [2]float64{600, 600}, [2]string{"", "rls"}, "20-49"},
		{"shrunk to 15", [2]float64{200, 15}, [2]float64{2000, 30}, [2]float64{600, 600}, [2]string{"", "r"}, "0-19"},
		{"nobody", [2]float64{0, 0}, [2]float64{0, 0}, [2]float64{0, 0}, [2]string{"rlios", "rlios"}, "0-19"},
		{"everybody left", [2]float64{200, 0}, [2]float64{2000, 0}, [2]float64{600, 0}, [2]string{"", "rlios"}, "0-19"},
	}
	indicators := []struct {
		letter, id, numerator, denominator string
		plan                               catalog.Published
	}{
		{"r", "residents", "t/residents", "", catalog.Published{}},
		{"l", "low", "t/low", "t/adults", catalog.Published{Key: true}},
		{"i", "ill", "t/ill", "t/adults", catalog.Published{}},
		{"o", "rare", "t/rare", "t/old", catalog.Published{Least: 500}},
		{"s", "social", "t/social", "t/homes", catalog.Published{}},
	}
	b := &builder{rules: &catalog.RuleSet{}, missing: map[disclose.Figure][]string{}, members: map[release.LevelID][][]int{}, raw: map[string]*counted{}}
	b.rules.Areas.Residents = "residents"
	b.Decision = &dossier.Screening{Period: years[1]}
	b.Secret, b.Plan, b.Run = secret, &catalog.Publication{Homes: "t/homes"}, run.Input{Panel: &byblik.Panel{}}
	level := release.Level{ID: release.AreaLevel}
	for i, place := range town {
		b.areas = append(b.areas, byblik.Area{Code: byblik.AreaCode{Frame: "f", Code: place.name}})
		level.Places = append(level.Places, release.Place{Code: place.name})
		b.members[release.AreaLevel] = append(b.members[release.AreaLevel], []int{i})
	}
	b.out.Levels = []release.Level{level}
	counts := func(id string) *counted {
		c := &counted{refs: []string{id}, raw: map[byblik.Period][]byblik.Raw{}}
		for k, when := range years {
			for _, place := range town {
				n := map[string]float64{"t/residents": place.residents[k], "t/adults": place.residents[k], "t/old": place.old[k], "t/homes": place.homes[k]}
				v := byblik.RawOf(n[id])
				if n[id] == lacking {
					v = byblik.RawWithout(byblik.Missing)
				}
				c.raw[when] = append(c.raw[when], v)
			}
		}
		return c
	}
	for _, x := range indicators {
		ind := release.Indicator{ID: byblik.IndicatorID(x.id), Kind: release.Share, Numerator: []string{x.numerator}, Levels: []release.LevelID{release.AreaLevel}}
		if b.raw[x.numerator] = counts(x.numerator); x.denominator == "" {
			ind.Kind = release.Count
		} else {
			ind.Denominator, b.raw[x.denominator] = []string{x.denominator}, counts(x.denominator)
		}
		b.out.Indicators = append(b.out.Indicators, ind)
		x.plan.Indicator = ind.ID
		b.Plan.Indicators = append(b.Plan.Indicators, x.plan)
		for _, when := range years {
			b.Run.Panel.Observations = append(b.Run.Panel.Observations, byblik.Observations{Indicator: ind.ID, Period: when})
		}
	}
	if err := b.ladder(); err != nil {
		t.Fatal(err)
	}
	for p, place := range town {
		if got := b.out.Levels[0].Places[p].Homes; got != place.band {
			t.Errorf("%s: the band is %q, expected %q", place.name, got, place.band)
		}
		for k, when := range years {
			got := ""
			for i, x := range indicators {
				if b.shows(&b.out.Indicators[i], when, release.AreaLevel, p) {
					got += x.letter
				}
			}
			if got != place.shown[k] {
				t.Errorf("%s in %s shows %q, expected %q", place.name, when, got, place.shown[k])
			}
		}
	}
}
