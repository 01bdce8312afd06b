package stress

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"byblik/catalog"
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
