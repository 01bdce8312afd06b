package stress

import "testing"

func TestVerdicts(t *testing.T) {
	l := VerdictLimits{Firm: 0.9, Fragile: 0.6}
	for _, c := range []struct {
		inside bool
		share  float64
		want   Verdict
	}{
		{true, 1, Firm}, {true, 0.9, Firm}, {true, 0.8999, Borderline}, {true, 0.6, Borderline}, {true, 0.5999, Fragile}, {true, 0.5, Fragile}, {true, 0, Fragile},
		{false, 0, Firm}, {false, 0.1, Firm}, {false, 0.1001, Borderline}, {false, 0.4, Borderline}, {false, 0.4001, Fragile}, {false, 0.5, Fragile}, {false, 1, Fragile},
	} {
		if got := l.Of(c.inside, c.share); got != c.want {
			t.Errorf("inside %t, share %v: %s, expected %s", c.inside, c.share, got, c.want)
		}
	}
	for _, bad := range []VerdictLimits{{0.5, 0.6}, {1.1, 0.6}, {0.9, -0.1}} {
		if bad.check() == nil {
			t.Errorf("%+v was accepted", bad)
		}
	}
}
