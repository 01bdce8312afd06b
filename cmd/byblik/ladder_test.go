package main

import (
	"testing"

	"byblik"
	"byblik/release"
)

// The ladder of households, read off the published dwellings alone: a place of
// fewer than 150 has no year but the newest, in no indicator and in no trend word;
// below 50 nothing but key figures, below 20 nothing but residents. Where nobody
// lives there is nobody to protect. Of what is left, what the plan counts on, 95
// of 100 counts are shown.
func TestTheLadderHoldsInEveryTable(t *testing.T) {
	dir, _ := minbyRelease(t)
	r, _ := openRelease(t, dir)
	dwellings := r.Table("minby-social-dwellings", release.AreaLevel)
	last := len(dwellings.Periods) - 1
	key := map[byblik.IndicatorID]bool{"minby-residents": true, "minby-low-income": true, "minby-outside-work": true, "minby-social-dwellings": true}
	small := map[string]int{}
	for p, place := range r.Level(release.AreaLevel).Places {
		homes := dwellings.Denominator[last][p].Float() // not a number where it is suppressed: few
		if homes >= 150 || homes == 0 {
			continue
		}
		small[place.Homes]++
		for i := range r.Tables {
			tab := &r.Tables[i]
			if tab.Level != release.AreaLevel {
				continue
			}
			if tab.Trend[p] != release.Unclear {
				t.Errorf("%s of area %s with %v dwellings is %s", tab.Indicator, place.Code, homes, tab.Trend[p])
			}
			for k, when := range tab.Periods {
				told := tab.Value[k][p].Status() == byblik.OK && tab.Value[k][p].Float() != 0
				if tab.Numerator != nil { // a denominator of today may be that of a key figure
					told = told || tab.Numerator[k][p].Float() > 0 || k < len(tab.Periods)-1 && tab.Denominator[k][p].Float() > 0
				}
				if told && (k < len(tab.Periods)-1 || !(homes >= 50) && !key[tab.Indicator] || !(homes >= 20) && tab.Indicator != "minby-residents") {
					t.Errorf("%s of area %s with %v dwellings is shown in %s", tab.Indicator, place.Code, homes, when)
				}
			}
		}
	}
	if small["100-149"] < 40 || small["50-99"] < 15 || small["20-49"] == 0 || small["0-19"] == 0 {
		t.Errorf("too few small places to test on: %v", small)
	}
	c := r.Certificate
	if planned := c.Cells - c.Withheld; c.Withheld == 0 || float64(c.Shown) < 0.95*float64(planned) {
		t.Errorf("%d of %d planned counts are shown, %d withheld by the ladder", c.Shown, planned, c.Withheld)
	} else {
		t.Logf("%.1f per cent of %d planned counts are shown; the ladder withholds %d more", 100*float64(c.Shown)/float64(planned), planned, c.Withheld)
	}
}
