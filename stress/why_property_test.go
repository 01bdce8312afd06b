package stress

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"byblik"
)

// drawTown draws a row of areas with four criteria: a count, a count of which
// less is worse, the mean of a count and a score, and a score.
func drawTown(t *rapid.T, tb testing.TB) *City {
	var b strings.Builder
	years := rapid.IntRange(1, 2).Draw(t, "years")
	b.WriteString("area")
	for _, id := range []string{"people", "a", "b", "c", "s", "d"} {
		for y := range years {
			fmt.Fprintf(&b, " %s@%d", id, 2019+y)
		}
	}
	count := func(name string) string {
		of := rapid.IntRange(2, 6).Draw(t, name)
		return fmt.Sprintf("%d/%d", rapid.IntRange(0, of).Draw(t, name), of)
	}
	for i := range rapid.IntRange(3, 7).Draw(t, "areas") {
		fmt.Fprintf(&b, "\nx%d", i)
		for range years {
			fmt.Fprintf(&b, " %d", rapid.SampledFrom([]int{50, 300, 500, 900, 1200}).Draw(t, "people"))
		}
		for _, id := range []string{"a", "b", "c"} {
			for range years {
				b.WriteString(" " + count(id))
			}
		}
		for _, id := range []string{"s", "d"} {
			for range years {
				if rapid.IntRange(0, 9).Draw(t, "missing") == 0 {
					b.WriteString(" -")
				} else {
					fmt.Fprintf(&b, " %d", rapid.IntRange(0, 8).Draw(t, id))
				}
			}
		}
	}
	c := rowTown(tb, townRules(rapid.SampledFrom([]float64{0, 1000, 1500}).Draw(t, "least"), 2, 3, "a", "b", "c+s", "d"), "b", b.String())
	zero := 0
	c.Indicators["s"].Decimals, c.Indicators["d"].Decimals = &zero, &zero
	return c
}

// brute tries every change of one figure, and of the three counts together.
type brute struct {
	t    *rapid.T
	c    *City
	town *layout
	s    *search
}

// turns says which of flag and membership a change turns.
func (b *brute) turns(steps []step) (flag, zone bool) {
	v := b.s.again(steps)
	return v.flagged != b.town.base.Flagged[b.s.area], v.inside != b.town.base.Inside[b.s.area]
}

// least is the smallest change of one figure, in persons or in points, that
// turns flag and membership.
func (b *brute) least(counted bool) (flag, zone float64) {
	flag, zone = math.Inf(1), math.Inf(1)
	for _, l := range b.town.levers {
		if b.s.finding(l).Status != byblik.OK || l.counted(b.s.area) != counted {
			continue
		}
		for n := -l.reach(b.s.area, -1); n <= l.reach(b.s.area, 1); n++ {
			if n == 0 {
				continue
			}
			x := step{l, n}
			f, z := b.turns([]step{x})
			if f {
				flag = min(flag, b.s.size(x))
			}
			if z {
				zone = min(zone, b.s.size(x))
			}
		}
	}
	return flag, zone
}

// leastOf is the fewest persons over the three counts together.
func (b *brute) leastOf() (flag, zone float64) {
	flag, zone = math.Inf(1), math.Inf(1)
	var counts []*lever
	for _, l := range b.town.levers {
		if b.s.finding(l).Status == byblik.OK && l.counted(b.s.area) {
			counts = append(counts, l)
		}
	}
	var walk func(k int, steps []step)
	walk = func(k int, steps []step) {
		if k == len(counts) {
			if total := float64(b.s.total(steps)); total < max(flag, zone) && total > 0 {
				f, z := b.turns(steps)
				if f {
					flag = min(flag, total)
				}
				if z {
					zone = min(zone, total)
				}
			}
			return
		}
		for n := -counts[k].reach(b.s.area, -1); n <= counts[k].reach(b.s.area, 1); n++ {
			more := steps
			if n != 0 {
				more = append(steps[:len(steps):len(steps)], step{counts[k], n})
			}
			walk(k+1, more)
		}
	}
	walk(0, nil)
	return flag, zone
}

func sizeOf(s *search, list []Shift) float64 {
	if list == nil {
		return math.Inf(1)
	}
	steps, err := s.town.steps(list)
	if err != nil {
		return math.NaN()
	}
	sum := 0.0
	for _, x := range steps {
		sum += s.size(x)
	}
	return sum
}

// Every stated change turns and one less does not; no smaller change of one
// figure turns; no cheaper combination of counts turns the flag. For the zone
// cheaper combinations may exist that work through the neighbours only; they
// are counted.
func TestStatedChangesAreTheSmallest(t *testing.T) {
	compared, cheaper := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		c := drawTown(t, nopTB{})
		list, err := c.Explain(1)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Prove(list, 1); err != nil {
			t.Fatal(err)
		}
		town, err := c.layOut()
		if err != nil {
			t.Fatal(err)
		}
		e := &list[rapid.IntRange(0, len(list)-1).Draw(t, "area")]
		b := &brute{t: t, c: c, town: town, s: newSearch(town, e.Area)}
		check := func(what string, got, want float64) {
			if !(got == want || math.Abs(got-want) < 1e-9) {
				t.Fatalf("%s of %v: stated %v, found %v\n%+v", what, e.Code, got, want, e)
			}
		}
		flag, zone := b.least(true)
		check("one person, flag", sizeOf(b.s, e.Flag.One), flag)
		check("one person, zone", sizeOf(b.s, e.Zone.One), zone)
		flag, zone = b.least(false)
		check("points, flag", sizeOf(b.s, e.Flag.InPoints), flag)
		check("points, zone", sizeOf(b.s, e.Zone.InPoints), zone)
		flag, zone = b.leastOf()
		best := e.Flag.Best()
		if !inPersons(best) { // counts alone do not suffice
			best = nil
		}
		check("cheapest, flag", sizeOf(b.s, best), flag)
		if best = e.Zone.Best(); best != nil && inPersons(best) {
			compared++
			if got := sizeOf(b.s, best); got < zone {
				t.Fatalf("zone of %v: stated %v, found %v", e.Code, got, zone)
			} else if got > zone {
				cheaper++
			}
		} else if zone < math.Inf(1) {
			compared, cheaper = compared+1, cheaper+1
		}
	})
	t.Logf("of %d cheapest combinations for the zone %d have a cheaper one through the neighbours", compared, cheaper)
}

// nopTB lets the town be built inside a property, where a failure skips.
type nopTB struct{ testing.TB }

func (nopTB) Helper()                   {}
func (nopTB) Fatal(args ...any)         { panic(fmt.Sprint(args...)) }
func (nopTB) Fatalf(f string, a ...any) { panic(fmt.Sprintf(f, a...)) }
