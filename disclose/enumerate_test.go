package disclose

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"byblik"
)

var villageAreas = []string{"1", "2", "3"}

// village is three areas in two geographies that overlap, with adults,
// children and all residents counted in each place.
func village(r *rand.Rand, s Secret, trial int) *Work {
	g := Geography{Base: "area", Places: map[Place][]string{{"half", "x"}: {"1", "2"}, {"parish", "x"}: {"2", "3"}, {"city", "city"}: villageAreas}}
	for _, a := range villageAreas {
		g.Places[Place{"area", a}] = []string{a}
	}
	w := &Work{Structure: Structure{Geography: g, Sums: []Sum{{"all", []string{"adults", "children"}}},
		Columns: []Column{{ID: "all", Worth: 3}, {ID: "adults", Within: []string{"all"}, Worth: 2}, {ID: "children", Within: []string{"all"}}}}}
	people := map[string]float64{}
	for _, a := range villageAreas {
		people["adults"+a], people["children"+a] = float64(r.IntN(40)), float64(r.IntN(25))
	}
	for p, areas := range g.Places {
		for _, c := range w.Structure.Columns {
			count := Count{Figure: Figure{c.ID, p, year}}
			n := 0.0
			for _, a := range areas {
				for _, of := range []string{"adults", "children"} {
					if c.ID == of || c.ID == "all" {
						n += people[of+a]
						count.Key ^= s.Key(of, a, fmt.Sprint(trial))
					}
				}
			}
			count.True = byblik.RawOf(n)
			w.Counts = append(w.Counts, count)
		}
	}
	slices.SortFunc(w.Counts, func(a, b Count) int { return a.Figure.compare(b.Figure) })
	return w
}

// possible lists, by going through every combination, which values each count
// can have for somebody who knows the rules and the published cells: an
// authority that knows nothing of propagation and linear programs. It gives up
// (nil) where so much is suppressed that there are too many.
func possible(w *Work, cells map[Figure]byblik.Cell) map[Figure]map[int]bool {
	rules := Standard()
	fits := func(column string, p Place, n int) bool {
		c := cells[Figure{column, p, year}]
		if c.Status() != byblik.OK {
			return true
		}
		v := int(c.Float())
		return v == 0 && n == 0 || v != 0 && n > v-rules.Base && n < v+rules.Base && n >= rules.Threshold
	}
	type state struct{ adults, children int }
	options := make([][]state, len(villageAreas))
	combinations := 1
	for i, a := range villageAreas {
		p := Place{"area", a}
		for adults := range 70 {
			for children := range 70 {
				if fits("adults", p, adults) && fits("children", p, children) && fits("all", p, adults+children) {
					options[i] = append(options[i], state{adults, children})
				}
			}
		}
		combinations *= len(options[i])
	}
	if combinations > 2_000_000 {
		return nil
	}
	found := map[Figure]map[int]bool{}
	for f := range cells {
		found[f] = map[int]bool{}
	}
	unions := []Place{{"half", "x"}, {"parish", "x"}, {"city", "city"}}
	var pick [3]state
	for _, pick[0] = range options[0] {
		for _, pick[1] = range options[1] {
		next:
			for _, pick[2] = range options[2] {
				sums := [3]state{}
				for k, members := range [][]int{{0, 1}, {1, 2}, {0, 1, 2}} {
					for _, i := range members {
						sums[k].adults += pick[i].adults
						sums[k].children += pick[i].children
					}
					if !fits("adults", unions[k], sums[k].adults) || !fits("children", unions[k], sums[k].children) || !fits("all", unions[k], sums[k].adults+sums[k].children) {
						continue next
					}
				}
				note := func(p Place, s state) {
					found[Figure{"adults", p, year}][s.adults] = true
					found[Figure{"children", p, year}][s.children] = true
					found[Figure{"all", p, year}][s.adults+s.children] = true
				}
				for i, a := range villageAreas {
					note(Place{"area", a}, pick[i])
				}
				for k, p := range unions {
					note(p, sums[k])
				}
			}
		}
	}
	return found
}

// Bounds come from linear programs that allow fractions. Here every whole
// number is tried instead: what Protect promises must hold for whole persons.
func TestEveryCombinationOfWholePersonsKeepsThePromise(t *testing.T) {
	r, s := rand.New(rand.NewPCG(6, 4)), testSecret(t)
	tried, suppressed, secondary := 0, 0, 0
	for trial := range 150 {
		w := village(r, s, trial)
		cells, tally, err := Protect(w, Standard(), s)
		if err != nil {
			t.Fatal(err)
		}
		public, raw := map[Figure]byblik.Cell{}, truth(w)
		for i, c := range w.Counts {
			public[c.Figure] = cells[i]
		}
		left := possible(w, public)
		if left == nil {
			continue
		}
		tried++
		suppressed, secondary = suppressed+tally.Primary, secondary+tally.Secondary
		for f, values := range left {
			n := int(raw[f].Float())
			if !values[n] {
				t.Fatalf("trial %d: %s is %d, which no combination has", trial, f, n)
			}
			if c := public[f]; c.Status() == byblik.OK && c.Float() == 0 {
				continue
			}
			if len(values) < 5 {
				t.Errorf("trial %d: %s has %d values left", trial, f, len(values))
			}
			for v := 0; n < 5 && v < 5; v++ {
				if !values[v] {
					t.Errorf("trial %d: %s is below the threshold and cannot be %d", trial, f, v)
				}
			}
		}
	}
	t.Logf("%d villages tried in full, %d primary and %d secondary suppressions", tried, suppressed, secondary)
	if tried < 50 || suppressed == 0 || secondary == 0 {
		t.Error("too little was tried")
	}
}
