package disclose

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"byblik"
	"byblik/minby"
)

// minbyColumns are the counts of Minby's publication plan by column of its
// figures, with the column that holds their denominator. Rare ones are
// published from districts up.
var minbyColumns = []struct {
	id, of string
	within []string
	rare   bool
	worth  int
}{
	{"beboere", "", nil, false, 8},
	{"voksne_18_plus", "", []string{"beboere"}, false, 4},
	{"personer_30_59", "", []string{"personer_18_64"}, false, 2},
	{"personer_18_64", "", []string{"voksne_18_plus"}, false, 4},
	{"unge_18_24", "", []string{"personer_18_64"}, true, 2},
	{"boern_0_17", "", []string{"beboere"}, true, 2},
	{"svar_tryghed", "", nil, true, 2},
	{"voksne_lav_indkomst", "voksne_18_plus", nil, false, 1},
	{"kun_grundskole_30_59", "personer_30_59", nil, false, 1},
	{"uden_arbejde_og_uddannelse_18_64", "personer_18_64", nil, false, 1},
	{"unge_uden_ungdomsuddannelse", "unge_18_24", nil, true, 1},
	{"boern_i_fattigdom", "boern_0_17", nil, true, 1},
	{"voksne_to_kroniske_sygdomme", "voksne_18_plus", nil, false, 1},
	{"utrygge_om_aftenen", "svar_tryghed", nil, true, 1},
	{"under_uddannelse_18_64", "personer_18_64", nil, false, 1},
}

// town is Minby as it is delivered to disclosure control.
type town struct {
	structure Structure
	areas     []string
	district  map[string]string
	raw       map[Figure]byblik.Raw // small areas
}

var theTown = sync.OnceValue(func() *town {
	files := minby.Files(minby.Seed)
	t := &town{district: map[string]string{}, raw: map[Figure]byblik.Raw{}}
	var shapes struct {
		Features []struct {
			Properties struct{ Code, District string }
		}
	}
	text, err := fs.ReadFile(files, minby.AreasFile)
	must(err)
	must(json.Unmarshal(text, &shapes))
	for _, f := range shapes.Features {
		t.areas = append(t.areas, f.Properties.Code)
		t.district[f.Properties.Code] = f.Properties.District
	}
	slices.Sort(t.areas)
	text, err = fs.ReadFile(files, minby.FiguresFile)
	must(err)
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	r.Comma = ';'
	rows, err := r.ReadAll()
	must(err)
	for _, row := range rows[1:] {
		year, err := strconv.Atoi(row[1])
		must(err)
		for k, name := range rows[0] {
			n, err := strconv.ParseFloat(row[k], 64)
			raw := byblik.RawOf(n)
			if err != nil {
				raw = byblik.RawWithout(byblik.Missing)
			}
			t.raw[Figure{name, Place{"area", row[0]}, byblik.InYear(year)}] = raw
		}
	}
	t.structure = Structure{Sums: []Sum{{"beboere", []string{"voksne_18_plus", "boern_0_17"}}}}
	for _, c := range minbyColumns {
		t.structure.Columns = append(t.structure.Columns, Column{ID: c.id, Of: c.of, Within: c.within, Worth: c.worth})
	}
	t.structure.Geography = t.geography(0)
	return t
})

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// geography has areas, districts, zones, parts and the city. Zones of one to
// six areas are made of those with the largest share of low income; another
// shift makes another set of them.
func (t *town) geography(shift int) Geography {
	g := Geography{Base: "area", Places: map[Place][]string{}, Homes: map[string]float64{}, Fewest: 50}
	last := byblik.InYear(2025)
	share := func(a string) float64 {
		n := t.raw[Figure{"voksne_lav_indkomst", Place{"area", a}, last}].Float()
		return n / t.raw[Figure{"voksne_18_plus", Place{"area", a}, last}].Float()
	}
	var poor []string
	for _, a := range t.areas {
		g.Homes[a] = t.raw[Figure{"boliger", Place{"area", a}, last}].Float()
		g.Places[Place{"area", a}] = []string{a}
		add := func(level, code string) {
			p := Place{level, code}
			g.Places[p] = append(g.Places[p], a)
		}
		add("city", "city")
		add("district", t.district[a])
		if share(a) > 0.32 {
			poor = append(poor, a)
		}
	}
	in := map[string]bool{}
	for k, i := 0, shift; i < len(poor); k++ {
		n := min(1+k%6, len(poor)-i)
		for _, a := range poor[i : i+n] {
			p := Place{"zone", fmt.Sprintf("%d-%d", shift, k)}
			g.Places[p] = append(g.Places[p], a)
			in[a] = true
		}
		i += n
	}
	for _, a := range t.areas {
		p := Place{"part", "rest"}
		if in[a] {
			p.Code = "designated"
		}
		g.Places[p] = append(g.Places[p], a)
	}
	return g
}

// work makes the counts of all levels of some years. The key of an area's
// count is made from what names it, that of a union by XOR.
func (t *town) work(g Geography, secret Secret, first, last int) *Work {
	w := &Work{Structure: t.structure}
	w.Structure.Geography = g
	var places []Place
	for p := range g.Places {
		places = append(places, p)
	}
	slices.SortFunc(places, comparePlaces)
	for _, c := range minbyColumns {
		for year := first; year <= last; year++ {
			for _, p := range places {
				if c.rare && p.Level == "area" {
					continue
				}
				count := Count{Figure: Figure{c.id, p, byblik.InYear(year)}}
				sum, some := 0.0, false
				for _, a := range g.Places[p] {
					raw := t.raw[Figure{c.id, Place{"area", a}, byblik.InYear(year)}]
					if raw.Status() == byblik.OK {
						sum, some = sum+raw.Float(), true
						count.Key ^= secret.Key(c.id, a, strconv.Itoa(year))
					} else {
						count.Lacks ^= secret.Key(a)
					}
				}
				count.True = byblik.RawOf(sum)
				if !some {
					count.True = byblik.RawWithout(byblik.Missing)
				}
				w.Counts = append(w.Counts, count)
			}
		}
	}
	return w
}

func testSecret(t testing.TB) Secret {
	t.Helper()
	s, err := SecretOf([]byte("an invented secret for tests, 32+"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// published turns protected cells into a publication.
func published(id string, w *Work, cells []byblik.Cell) *Publication {
	p := &Publication{ID: id, Counts: map[Figure]byblik.Cell{}, Corrected: map[Figure]bool{}, Lacks: map[Figure]Key{}}
	for i, c := range w.Counts {
		p.Counts[c.Figure] = cells[i]
		p.Lacks[c.Figure] = c.Lacks
	}
	return p
}

func truth(w *Work) map[Figure]byblik.Raw {
	m := map[Figure]byblik.Raw{}
	for _, c := range w.Counts {
		m[c.Figure] = c.True
	}
	return m
}

func TestMinbyGivesNobodyAway(t *testing.T) {
	town, secret := theTown(), testSecret(t)
	start := time.Now()
	one := town.work(town.structure.Geography, secret, minby.First, 2025)
	cells, tally, err := Protect(one, Standard(), secret)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("protect: %+v in %v", tally, time.Since(start))
	first := published("minby-2025-1", one, cells)
	start = time.Now()
	r, err := Attack(&Problem{Structure: one.Structure, Rules: Standard(), Releases: []*Publication{first}, Truth: truth(one)})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("attack: %s in %v", summary(r), time.Since(start))
	if !r.Holds() {
		t.Errorf("%d breaches, the first %+v", len(r.Breaches), r.Breaches[0])
	}
}

func summary(r *Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "cells %d shown %d suppressed %d exact %d narrowed %d narrowest %v wrong %d effort %+v", r.Cells, r.Shown, r.Suppressed, r.Exact, r.Narrowed, r.Narrowest, r.Wrong, r.Effort)
	for _, t := range r.Tries {
		fmt.Fprintf(&b, "\n  %s %d/%d", t.Attack, t.Found, t.Tried)
	}
	return b.String()
}
