package compile

import (
	"strings"
	"testing"

	"byblik"
	"byblik/disclose"
)

// Each of the four things that an attack may find is enough to refuse a release;
// the first ten finds are told, one line each.
func TestAReleaseThatGivesSomethingAwayIsRefused(t *testing.T) {
	find := disclose.Breach{Attack: disclose.Complements, What: "a rest of 3"}
	for what, c := range map[string]struct {
		report disclose.Report
		lines  int // 0: not refused
	}{
		"nothing":                      {disclose.Report{Cells: 10, Suppressed: 2}, 0},
		"a find":                       {disclose.Report{Breaches: []disclose.Breach{find}}, 2},
		"an exact count":               {disclose.Report{Exact: 1}, 1},
		"a narrowed count":             {disclose.Report{Narrowed: 1}, 1},
		"a bound that truth denies":    {disclose.Report{Wrong: 1}, 1},
		"more finds than can be told":  {disclose.Report{Breaches: make([]disclose.Breach, 12)}, 11},
		"as many finds as can be told": {disclose.Report{Breaches: make([]disclose.Breach, 10)}, 11},
	} {
		err := RefuseBreach(&c.report, "correct it")
		if c.lines == 0 {
			if err != nil {
				t.Errorf("%s: %v", what, err)
			}
			continue
		}
		if byblik.KindOf(err) != byblik.Withheld || len(strings.Split(err.Error(), "\n")) != c.lines || !strings.Contains(err.Error(), "correct it") {
			t.Errorf("%s: %v", what, err)
		}
	}
}
