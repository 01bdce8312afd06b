package designate

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"byblik"
	"byblik/spatial"
)

// fataler is what testing.T and rapid.T have in common.
type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// checkProposal holds a proposal to the rules by other means than those that
// made it: a search of its own over the border lengths.
func checkProposal(t fataler, in Input, p Proposal) {
	t.Helper()
	at := map[byblik.AreaCode]int{}
	for i, a := range in.Areas {
		at[a.Code] = i
	}
	joined := func(i, j int) bool {
		b := in.Borders.Between(i, j)
		return !b.Cut && (b.Bridge || b.Open >= in.Rules.MinBorder)
	}
	where := map[byblik.AreaCode]int{}
	inside := map[int]bool{}
	ids := map[string]bool{}
	groups := make([][]byblik.Member, 0)
	for _, z := range p.Zones {
		if ids[z.ID] {
			t.Fatalf("id %s twice", z.ID)
		}
		ids[z.ID] = true
		groups = append(groups, z.Members)
	}
	for _, s := range p.TooSmall {
		groups = append(groups, s.Members)
		if s.Residents >= in.Rules.MinResidents {
			t.Fatalf("%v is called too small", s)
		}
	}
	for k, members := range groups {
		var list []int
		sum := 0.0
		for i, m := range members {
			where[m.Area]++
			list = append(list, at[m.Area])
			inside[at[m.Area]] = true
			sum += m.Residents
			if i > 0 && compareCodes(members[i-1].Area, m.Area) >= 0 {
				t.Fatalf("members not sorted: %v", members)
			}
			if (m.Reason == byblik.Flagged) != in.Flagged[at[m.Area]] {
				t.Fatalf("%v: reason %s", m.Area, m.Reason)
			}
		}
		reached := []int{list[0]}
		for q := 0; q < len(reached); q++ {
			for _, j := range list {
				if !slices.Contains(reached, j) && joined(reached[q], j) {
					reached = append(reached, j)
				}
			}
		}
		if len(reached) != len(list) {
			t.Fatalf("group %v does not hang together", members)
		}
		if k < len(p.Zones) {
			noted := func(kind NoteKind) bool {
				return slices.ContainsFunc(p.Notes, func(n Note) bool { return n.Kind == kind && n.Zone == p.Zones[k].ID })
			}
			if p.Zones[k].Residents != sum || sum < in.Rules.MinResidents != noted(SmallStateList) ||
				sum > in.Rules.MaxResidents != noted(AboveMax) {
				t.Fatalf("zone %s has %g residents, notes %v", p.Zones[k].ID, sum, p.Notes)
			}
		}
	}
	for i, a := range in.Areas {
		if where[a.Code] > 1 || in.Flagged[i] && where[a.Code] != 1 {
			t.Fatalf("area %s is in %d groups", a.Code, where[a.Code])
		}
		checkEnclosed(t, in, inside, i)
	}
}

// checkEnclosed holds every area that is not flagged to the rule of
// enclosure, in both directions.
func checkEnclosed(t fataler, in Input, inside map[int]bool, i int) {
	t.Helper()
	if in.Flagged[i] || slices.ContainsFunc(in.Listed, func(l Listed) bool {
		return slices.ContainsFunc(l.Areas, func(h Holding) bool { return h.Area == i })
	}) {
		return
	}
	shared, linked := 0.0, false
	for j := range in.Areas {
		if b := in.Borders.Between(i, j); inside[j] {
			shared += b.Shared
			linked = linked || !b.Cut && (b.Bridge || b.Open >= in.Rules.MinBorder)
		}
	}
	share := shared / in.Borders.Perimeter(i)
	if math.Abs(share-in.Rules.EnclosedShare) < 1e-9 {
		return // rounding may fall either way
	}
	want := in.Rules.Enclose && linked && share >= in.Rules.EnclosedShare &&
		(in.Score[i] > in.Rules.EnclosedScore || in.Residents[i] < in.Rules.SmallArea)
	if inside[i] != want {
		t.Fatalf("area %s: inside %v, want %v (share %.3f)", in.Areas[i].Code, inside[i], want, share)
	}
}

// town draws a tessellation with random flags, residents, districts, a
// barrier and a list.
func town(t *rapid.T) (Input, []byblik.MultiPolygon, []byblik.Line) {
	w, h := rapid.IntRange(2, 7).Draw(t, "width"), rapid.IntRange(2, 7).Draw(t, "height")
	move := rapid.Map(rapid.IntRange(-200, 200), func(v int) float64 { return float64(v) / 10 })
	corner := map[[2]int]byblik.Point{}
	for x := range w + 1 {
		for y := range h + 1 {
			corner[[2]int{x, y}] = byblik.Point{100*float64(x) + move.Draw(t, "x"), 100*float64(y) + move.Draw(t, "y")}
		}
	}
	in := Input{City: "by", Period: byblik.InYear(2024), Rules: Rules{MinResidents: 1000, MaxResidents: 4000,
		MinBorder: 10, Enclose: true, EnclosedShare: 0.6, EnclosedScore: 0, SmallArea: 100}}
	dense := rapid.IntRange(1, 9).Draw(t, "dense")
	var shapes []byblik.MultiPolygon
	for x := range w {
		for y := range h {
			shapes = append(shapes, byblik.MultiPolygon{{{corner[[2]int{x, y}], corner[[2]int{x + 1, y}],
				corner[[2]int{x + 1, y + 1}], corner[[2]int{x, y + 1}], corner[[2]int{x, y}]}}})
			in.Areas = append(in.Areas, byblik.Area{Code: byblik.AreaCode{Frame: "f", Code: fmt.Sprintf("%d%d", x, y)},
				Name: fmt.Sprintf("N%d", rapid.IntRange(0, 9).Draw(t, "name")), District: fmt.Sprintf("D%d", x/3)})
			in.Residents = append(in.Residents, float64(rapid.IntRange(0, 900).Draw(t, "residents")))
			in.Flagged = append(in.Flagged, rapid.IntRange(0, 9).Draw(t, "flag") < dense)
			score := float64(rapid.IntRange(-20, 20).Draw(t, "score")) / 10
			in.Score = append(in.Score, score)
			in.Profile = append(in.Profile, []float64{score, float64(y % 3)})
		}
	}
	if rapid.Bool().Draw(t, "listed") {
		in.Listed = []Listed{{Name: "Gården", List: "parallelsamfund", Year: 2024,
			Areas: []Holding{{Area: rapid.IntRange(0, w*h-1).Draw(t, "where"), OfHousing: 1}}}}
	}
	var lines []byblik.Line
	if rapid.Bool().Draw(t, "barrier") {
		lines = []byblik.Line{{{100, -50}, {100, 100 * float64(h)}}}
	}
	return in, shapes, lines
}

func measure(t *rapid.T, shapes []byblik.MultiPolygon, lines []byblik.Line) *spatial.Borders {
	b, err := spatial.NewBorders(shapes, spatial.BorderOptions{Barriers: lines})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestProposeRandomTowns(t *testing.T) {
	large, above := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		in, shapes, lines := town(t)
		in.Borders = measure(t, shapes, lines)
		p, err := Propose(in)
		if err != nil {
			t.Fatal(err)
		}
		checkProposal(t, in, p)
		for _, n := range p.Notes {
			if strings.HasPrefix(string(n.Kind), "split_") {
				large++
			}
			if n.Kind == AboveMax {
				above++
			}
		}
		checkOrder(t, in, shapes, lines, p)
	})
	t.Logf("%d parts of split groups, %d zones above the largest size", large, above)
}

// checkOrder proposes again with the areas in another order.
func checkOrder(t *rapid.T, in Input, shapes []byblik.MultiPolygon, lines []byblik.Line, want Proposal) {
	order := make([]int, len(shapes))
	for i := range order {
		order[i] = i
	}
	order = rapid.Permutation(order).Draw(t, "order")
	other := in
	other.Areas, other.Residents, other.Flagged, other.Score, other.Profile, other.Listed = nil, nil, nil, nil, nil, nil
	var moved []byblik.MultiPolygon
	for _, i := range order {
		moved = append(moved, shapes[i])
		other.Areas = append(other.Areas, in.Areas[i])
		other.Residents = append(other.Residents, in.Residents[i])
		other.Flagged = append(other.Flagged, in.Flagged[i])
		other.Score = append(other.Score, in.Score[i])
		other.Profile = append(other.Profile, in.Profile[i])
	}
	for _, l := range in.Listed {
		l.Areas = slices.Clone(l.Areas)
		for k := range l.Areas {
			l.Areas[k].Area = slices.Index(order, l.Areas[k].Area)
		}
		other.Listed = append(other.Listed, l)
	}
	other.Borders = measure(t, moved, lines)
	got, err := Propose(other)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("another order of areas gives another proposal:\n%+v\n%+v", got, want)
	}
}
