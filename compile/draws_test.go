package compile

import (
	"fmt"
	"math"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/disclose"
	"byblik/release"
	"byblik/run"
)

// corrected makes a release of one count in one small area, by records that make
// this key, after the releases before it.
func corrected(t *testing.T, n float64, records disclose.Key, before []*release.Release) *release.Release {
	t.Helper()
	secret := secretOf(t)
	when := byblik.InYear(2025)
	b := &builder{Input: Input{Secret: secret, Earlier: before, Plan: &catalog.Publication{Indicators: []catalog.Published{{Indicator: "residents"}}},
		Key: func(string, byblik.AreaCode, byblik.Period) (disclose.Key, bool) { return records, true },
		Run: run.Input{Panel: &byblik.Panel{}}}, rules: &catalog.RuleSet{}, missing: map[disclose.Figure][]string{}}
	b.areas = []byblik.Area{{Code: byblik.AreaCode{Frame: "f", Code: "1"}}}
	b.out.Levels = []release.Level{{ID: release.AreaLevel, Places: []release.Place{{Code: "1"}}}}
	b.members = map[release.LevelID][][]int{release.AreaLevel: {{0}}}
	b.raw = map[string]*counted{"t/residents": {refs: []string{"t/residents"}, raw: map[byblik.Period][]byblik.Raw{when: {byblik.RawOf(n)}}}}
	b.firstDraws()
	c := b.count("t/residents", when, release.AreaLevel, 0)
	cells, _, err := disclose.Protect(&disclose.Work{Counts: []disclose.Count{c}, Structure: disclose.Structure{Columns: []disclose.Column{{ID: "t/residents"}},
		Geography: disclose.Geography{Base: "area", Places: map[disclose.Place][]string{{Level: "area", Code: "1"}: {"1"}}}}}, disclose.Standard(), secret)
	if err != nil {
		t.Fatal(err)
	}
	b.out.Manifest.ID = fmt.Sprintf("town-2025-%d", len(before)+1)
	b.out.Tables = []release.Table{{Indicator: "residents", Level: release.AreaLevel, Periods: []byblik.Period{when}, Value: [][]byblik.Cell{cells}}}
	b.noise()
	return &b.out
}

// Somebody knows the size of each of forty corrections: persons who come and go,
// the same number or some more or fewer. However many there are, each count keeps the
// five values that one rounding leaves. Without the keys that a release keeps for the
// next the noise is drawn anew each time, and the count is found out.
func TestCorrectionsDoNotAverageTheNoiseAway(t *testing.T) {
	sizes := []float64{0, 1, 0, 3, -2, 0, 4, 5, -1, 2}
	exact := 0
	for n := 30.0; n < 60; n++ {
		for _, keeps := range []bool{true, false} {
			var all []*release.Release
			var low, high float64 = 0, math.Inf(1)
			for k := range 40 {
				size := sizes[k%len(sizes)]
				r := corrected(t, n+size, disclose.Key(1000*n)+disclose.Key(k)+1, all)
				v := r.Tables[0].Value[0][0].Float()
				low, high = max(low, v-4-size), min(high, v+4-size)
				if !keeps {
					r.Noise = nil
				}
				all = append(all, r)
			}
			switch left := high - low + 1; {
			case n < low || n > high:
				t.Fatalf("%v is not within %v and %v", n, low, high)
			case keeps && left < 5:
				t.Errorf("after forty corrections of known size %v is between %v and %v", n, low, high)
			case !keeps && left == 1:
				exact++
			}
		}
	}
	if exact == 0 {
		t.Error("noise that is drawn anew gives no count away: the test tries nothing")
	}
}

// A count of nobody has no records, so no draw that could be kept: it is drawn when
// there is somebody. The masked keys of two releases tell nothing of each other.
func TestTheFirstDrawIsKept(t *testing.T) {
	empty := corrected(t, 0, 0, nil)
	first := corrected(t, 52, 7, []*release.Release{empty})
	next := corrected(t, 52, 9, []*release.Release{empty, first})
	fresh := corrected(t, 52, 9, nil)
	key := func(before ...*release.Release) disclose.Key {
		b := &builder{Input: Input{Secret: secretOf(t), Earlier: before}}
		b.firstDraws()
		return b.first[drawn{"t/residents", "1", byblik.InYear(2025)}]
	}
	for i, c := range []struct{ got, want disclose.Key }{{key(empty), 0}, {key(first), 7}, {key(empty, first, next), 7}, {key(next), 7}, {key(fresh), 9}} {
		if c.got != c.want {
			t.Errorf("case %d: key %v, expected %v", i, c.got, c.want)
		}
	}
	seen := map[uint64]bool{}
	for _, r := range []*release.Release{empty, first, next} {
		if k := r.Noise[0].Masked[0]; seen[k] || k == 0 || k == 7 {
			t.Errorf("%s keeps the key as %x", r.Manifest.ID, k)
		} else {
			seen[k] = true
		}
	}
}

func secretOf(t *testing.T) disclose.Secret {
	t.Helper()
	s, err := disclose.SecretOf([]byte("a key that no attacker has, of 32"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}
