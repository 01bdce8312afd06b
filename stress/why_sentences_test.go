package stress

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"byblik"
	"byblik/catalog"
	"byblik/screen"
)

// lix is the Danish readability index: words per sentence, plus the share of
// words of more than six letters in per cent; a full stop, a colon and a
// semicolon end a sentence (Björnsson 1968).
func lix(text string) float64 {
	words, long, ends := 0, 0, 0
	for _, w := range strings.Fields(text) {
		ends += one(strings.ContainsAny(w[len(w)-1:], ".:;"))
		w = strings.Trim(w, ".,:;()“”")
		if w == "" {
			continue
		}
		words++
		if utf8.RuneCountInString(w) > 6 {
			long++
		}
	}
	return float64(words)/float64(max(1, ends)) + 100*float64(long)/float64(words)
}

func TestSentencesAreWhole(t *testing.T) {
	for name, city := range map[string]func(testing.TB) *City{"Birmingham": birmingham, "Copenhagen": copenhagen} {
		c := city(t)
		list, err := c.Explain(0)
		if err != nil {
			t.Fatal(err)
		}
		var da, en []float64
		for i := range list {
			said := c.Sentences(&list[i])
			var both [2]string
			for k, s := range said {
				if s.Da == "" || s.En == "" || !strings.HasSuffix(s.Da, ".") || strings.Contains(s.Da+s.En, "%!") {
					t.Fatalf("%v: %+v", list[i].Code, s)
				}
				if k == 0 && !strings.HasPrefix(s.In(catalog.Da), list[i].Name) {
					t.Errorf("%q does not begin with the place", s.Da)
				}
				both[0], both[1] = both[0]+" "+s.Da, both[1]+" "+s.En
			}
			da, en = append(da, lix(both[0])), append(en, lix(both[1]))
			if i%60 == 7 {
				t.Logf("%v: %s\n%s", list[i].Code, both[0], both[1])
			}
		}
		slices.Sort(da)
		slices.Sort(en)
		n := len(da)
		t.Logf("%s: LIX da median %.0f, 90 %% %.0f, max %.0f; en %.0f, %.0f, %.0f", name, da[n/2], da[n*9/10], da[n-1], en[n/2], en[n*9/10], en[n-1])
		if da[n*9/10] > 35 {
			t.Errorf("%s: a tenth of the Danish texts has a LIX above %.0f", name, da[n*9/10])
		}
	}
}

// Sentences of one area say nothing twice and nothing that another denies.
func TestSentencesAgree(t *testing.T) {
	c := &City{Rules: townRules(1000, 2, 3), Indicators: map[byblik.IndicatorID]*catalog.Indicator{"low": {Title: catalog.Text{Da: "Helbred, score", En: "Health, score"}}}}
	fewer, points := []Shift{{Indicator: "low", Counted: true, Steps: -74}}, []Shift{{Indicator: "low", Steps: 1, Points: 0.748}}
	for _, x := range []struct {
		name       string
		flag, zone Counterfactual
		want       string // what follows the sentences on the count
	}{
		{"the zone turns, the flag does not", Counterfactual{Reason: EarlierYears}, Counterfactual{Holds: true, One: fewer},
			"The place is not flagged. But it is in, because the places around it are. The years before decide. Other figures for the latest year do not change the flag. " +
				"If there were 74 fewer people counted under “Health, score”, the place would not be part of an urban area."},
		{"the zone turns, the flag would take too many", Counterfactual{Reason: TooMany}, Counterfactual{One: fewer},
			"So the place is not flagged. To change the flag would take more people than are counted here. " +
				"If there were 74 fewer people counted under “Health, score”, the place would be part of an urban area."},
		{"a group that is too small", Counterfactual{Holds: true, Reason: EarlierYears}, Counterfactual{Reason: SmallGroup},
			"The place is flagged. But fewer than 1,000 people live here and next door, so it is no urban area. The years before decide. Other figures for the latest year do not change the flag."},
		{"on the State's list", Counterfactual{Reason: EarlierYears}, Counterfactual{Holds: true, Reason: OnStateList},
			OnStateList.Text().En + " The years before decide. Other figures for the latest year do not change the flag."},
		{"points", Counterfactual{InPoints: points}, Counterfactual{InPoints: points},
			"So the place is not flagged. If the figure for “Health, score” was 0.748 points higher, the place would be flagged and would be part of an urban area."},
	} {
		e := &Explanation{Name: "Vej", Flag: x.flag, Zone: x.zone, Result: screen.AreaResult{Counts: []screen.Count{{Met: 1, WithData: 3, Needed: 2}}}}
		var got []string
		for _, s := range c.Sentences(e)[1:] {
			got = append(got, s.En)
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%s: %q", x.name, strings.Join(got, " "))
		}
	}
}
