package letting

import (
	"bytes"
	"slices"
	"testing"

	"byblik/catalog"
)

func sum(v []int) int {
	n := 0
	for _, x := range v {
		n += x
	}
	return n
}

// Nobody is housed twice or forgotten: as many households move in as homes are
// let; what an area lets less of a type is made elsewhere or waits; and the
// city lets as many homes as before.
func TestHouseholdsAreNeitherMadeNorLost(t *testing.T) {
	s := minbyStudy(t, exampleText(t), Options{Runs: 1})
	today, tried := sum(apportion(s.assume.Elsewhere.Lettings, s.assume.Elsewhere.Today)), sum(s.rest)
	for _, a := range s.areas {
		if sum(a.today) != a.lettings || sum(a.tried) != a.lettings || len(interleave(a.tried)) != a.lettings {
			t.Errorf("%s: %d lettings, %v today, %v tried", a.of.Code.Code, a.lettings, a.today, a.tried)
		}
		today, tried = today+sum(a.today), tried+sum(a.tried)
		for k := range s.assume.Types {
			moved := 0
			for _, m := range s.moves {
				if m.From == a.of.Code.Code && m.Type == k {
					moved += m.Households
				}
			}
			if lost := a.today[k] - a.tried[k]; s.changes(a.of.Code.Code) && moved != max(lost, 0) {
				t.Errorf("%s, %s: %d lettings fewer, %d moved or waiting", a.of.Code.Code, s.assume.Types[k].ID, lost, moved)
			}
		}
	}
	if today != tried {
		t.Errorf("the city lets %d homes today, %d as tried", today, tried)
	}
	for k := range s.assume.Types { // city by type: fewer by those who wait, never more fewer
		waits, change := 0, s.rest[k]-apportion(s.assume.Elsewhere.Lettings, s.assume.Elsewhere.Today)[k]
		for _, a := range s.areas {
			change += a.tried[k] - a.today[k]
		}
		for _, m := range s.moves {
			if m.Type == k && m.To == Waits {
				waits += m.Households
			}
		}
		if waits > 0 && change != -waits {
			t.Errorf("%s: %d wait, the city lets %d more", s.assume.Types[k].ID, waits, change)
		}
	}
	q := s.queues()
	for i := range q[0].Today {
		var a, b float64
		for _, x := range q {
			a, b = a+x.Today[i].Lettings, b+x.Tried[i].Lettings
		}
		if diff := a - b; diff > 1e-6 || diff < -1e-6 {
			t.Errorf("%d: the groups get %v homes today, %v as tried", q[0].Today[i].Year, a, b)
		}
	}
}

// Another number of workers gives the same bytes; another seed does not.
func TestTheSameBytesForAnyNumberOfWorkers(t *testing.T) {
	files := func(workers int, seed uint64) map[string][]byte {
		s := minbyStudy(t, exampleText(t), Options{Runs: 700, Seed: seed, Workers: workers, Areas: []string{"01", "08"}})
		f, err := Files(s.Run(nil), catalog.Da, Made{})
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	one := files(1, 1)
	for name, text := range files(3, 1) {
		if !bytes.Equal(text, one[name]) {
			t.Errorf("%s differs between one worker and three", name)
		}
	}
	if bytes.Equal(files(1, 2)["letting.csv"], one["letting.csv"]) {
		t.Error("another seed gives the same chances")
	}
}

func TestWholeNumbersDivideAsTheyShould(t *testing.T) {
	for _, c := range []struct {
		n    int
		w    []float64
		want []int
	}{
		{10, []float64{0.55, 0.2, 0, 0.25}, []int{6, 2, 0, 2}},
		{58, []float64{0.55, 0.2, 0, 0.25}, []int{32, 12, 0, 14}},
		{3, []float64{1, 1}, []int{2, 1}}, {0, []float64{1, 1}, []int{0, 0}}, {5, []float64{0, 0}, []int{0, 0}},
	} {
		if got := apportion(c.n, c.w); !slices.Equal(got, c.want) {
			t.Errorf("%d by %v: %v, want %v", c.n, c.w, got, c.want)
		}
	}
	if got := interleave([]int{3, 0, 1}); !slices.Equal(got, []int{0, 2, 0, 0}) && !slices.Equal(got, []int{0, 0, 2, 0}) {
		t.Errorf("interleaved %v", got)
	}
	if got := without([]int{5, 0}, 0); !slices.Equal(got, []int{1, 1, 1, 1, 1}) {
		t.Errorf("without the only type: %v", got)
	}
}
