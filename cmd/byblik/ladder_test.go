package main

import (
	"math"
	"slices"
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

// Who stands before whom survives protection: Spearman's rank correlation of
// each share of small areas before and after it, over the areas that show it, is
// at least 0.98 in every year.
func TestRanksSurviveProtection(t *testing.T) {
	dir, from := minbyRelease(t)
	r, _ := openRelease(t, dir)
	raw := readTown(t, from, r)
	for i := range r.Tables {
		tab := &r.Tables[i]
		x := r.Indicator(tab.Indicator)
		if tab.Level != release.AreaLevel || x.Kind != release.Share || x.ID == "minby-social-dwellings" {
			continue // half of the areas have no social dwelling
		}
		for k, when := range tab.Periods {
			var before, after []float64
			for p, place := range r.Level(release.AreaLevel).Places {
				if tab.Value[k][p].Status() == byblik.OK && tab.Denominator[k][p].Float() > 0 {
					at := " " + place.Code + " " + when.String()
					before, after = append(before, raw[x.Numerator[0]+at]/raw[x.Denominator[0]+at]), append(after, tab.Numerator[k][p].Float()/tab.Denominator[k][p].Float())
				}
			}
			rho := spearman(before, after)
			t.Logf("%s %s: %.4f over %d areas", x.ID, when, rho, len(after))
			if rho < 0.98 || len(after) < 300 {
				t.Errorf("%s %s: rank correlation %.4f over %d areas", x.ID, when, rho, len(after))
			}
		}
	}
}

// spearman is Pearson's correlation of ranks, equal ones sharing their mean.
func spearman(x, y []float64) float64 {
	ranks := func(v []float64) []float64 {
		sorted := slices.Sorted(slices.Values(v))
		out := make([]float64, len(v))
		for i, a := range v {
			first, _ := slices.BinarySearch(sorted, a)
			last := first
			for last < len(sorted) && sorted[last] == a {
				last++
			}
			out[i] = float64(first+last-1) / 2
		}
		return out
	}
	a, b, mean := ranks(x), ranks(y), float64(len(x)-1)/2
	var ab, aa, bb float64
	for i := range a {
		ab, aa, bb = ab+(a[i]-mean)*(b[i]-mean), aa+(a[i]-mean)*(a[i]-mean), bb+(b[i]-mean)*(b[i]-mean)
	}
	return ab / math.Sqrt(aa*bb)
}
