package disclose

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"os"
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

// TestMinbyGivesNobodyAway is the promise: two geographies and two releases
// attacked together, three years of them, or with BYBLIK_LONG all eight.
func TestMinbyGivesNobodyAway(t *testing.T) {
	town, secret := theTown(), testSecret(t)
	start := time.Now()
	from := 2023
	if os.Getenv("BYBLIK_LONG") != "" {
		from = minby.First
	}
	one := town.work(town.structure.Geography, secret, from, 2024)
	cells, tally, err := Protect(one, Standard(), secret)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("protect: %+v in %v", tally, time.Since(start))
	first := published("minby-2024-1", one, cells)

	// a year later: one year more, other zones, and a second geography
	start = time.Now()
	two := town.work(town.second(), secret, from, 2025)
	first = renamed(first, &two.Structure.Geography, one.Structure.Geography.Places)
	two.Earlier = []*Publication{first}
	cells, tally, err = Protect(two, Standard(), secret)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("protect again: %+v in %v", tally, time.Since(start))
	second := published("minby-2025-1", two, cells)
	for i, c := range two.Counts {
		if old, ok := first.Counts[c.Figure]; ok && old.Status() == byblik.OK && cells[i].Status() == byblik.OK && old != cells[i] {
			t.Fatalf("%s has another value in the second release", c.Figure)
		}
	}
	start = time.Now()
	r, err := Attack(&Problem{Structure: two.Structure, Rules: Standard(), Releases: []*Publication{first, second}, Truth: truth(two)})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("attack: %s in %v", summary(r), time.Since(start))
	if !r.Holds() {
		t.Errorf("%d breaches, the first %+v", len(r.Breaches), r.Breaches[0])
	}
	if r.Exact != 0 || r.Narrowed != 0 || r.Wrong != 0 || r.Narrowest < 5 {
		t.Errorf("exact %d, narrowed %d, wrong %d, narrowest %v", r.Exact, r.Narrowed, r.Wrong, r.Narrowest)
	}
	if share := float64(tally.Shown) / float64(tally.Cells); share < 0.95 {
		t.Errorf("only %.1f per cent of the cells are shown", 100*share)
	}
	correlations(t, two, cells)
}

// renamed gives places of an earlier release that have other areas now a code of
// their own, and puts them into the geography.
func renamed(p *Publication, now *Geography, then map[Place][]string) *Publication {
	name := func(place Place) Place {
		if areas, ok := now.Places[place]; ok && !slices.Equal(areas, then[place]) {
			place.Code += "~" + p.ID
		}
		return place
	}
	out := *p
	out.Counts, out.Lacks = map[Figure]byblik.Cell{}, map[Figure]Key{}
	for f, c := range p.Counts {
		lacks := p.Lacks[f]
		f.Place = name(f.Place)
		out.Counts[f], out.Lacks[f] = c, lacks
	}
	for place, areas := range then {
		now.Places[name(place)] = areas
	}
	return &out
}

// second has other zones, and parishes that cross the districts.
func (t *town) second() Geography {
	g := t.geography(2)
	for i, a := range t.areas {
		p := Place{"parish", strconv.Itoa(i * 7 % 400 / 27)}
		g.Places[p] = append(g.Places[p], a)
	}
	return g
}

// correlations compares raw and public figures of small areas by Spearman's rank
// correlation: each count in each year, and the shares of all indicators
// together. A share that hardly differs from area to area (students) has a lower
// one of its own, which is told.
func correlations(t *testing.T, w *Work, cells []byblik.Cell) {
	t.Helper()
	public, raw := map[Figure]byblik.Cell{}, truth(w)
	for i, c := range w.Counts {
		public[c.Figure] = cells[i]
	}
	worst := 1.0
	var allX, allY []float64
	for _, c := range minbyColumns {
		if c.rare {
			continue
		}
		var sx, sy []float64
		for year := minby.First; year <= 2025; year++ {
			var x, y []float64
			for _, k := range w.Counts {
				f := k.Figure
				if f.Column != c.id || f.Place.Level != "area" || f.Period != byblik.InYear(year) || public[f].Status() != byblik.OK {
					continue
				}
				x, y = append(x, raw[f].Float()), append(y, public[f].Float())
				of := f
				of.Column = c.of
				if s := Share(public[f], public[of], 100); c.of != "" && s.Status() == byblik.OK && public[of].Float() > 0 {
					sx, sy = append(sx, raw[f].Float()/raw[of].Float()), append(sy, s.Float())
				}
			}
			if len(x) == 0 {
				continue
			}
			r := spearman(x, y)
			if worst = min(worst, r); r < 0.98 {
				t.Errorf("%s %d: rank correlation of counts %.4f over %d areas", c.id, year, r, len(x))
			}
		}
		if c.of != "" {
			t.Logf("%s: rank correlation of shares %.4f", c.id, spearman(sx, sy))
		}
		allX, allY = append(allX, sx...), append(allY, sy...)
	}
	r := spearman(allX, allY)
	t.Logf("rank correlation of counts at least %.4f, of all shares %.4f", worst, r)
	if r < 0.98 {
		t.Errorf("rank correlation of shares %.4f", r)
	}
}

// spearman is the correlation of ranks, ties sharing their mean.
func spearman(x, y []float64) float64 {
	ranks := func(v []float64) []float64 {
		order := make([]int, len(v))
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(a, b int) int { return compareWay(v[a], v[b], true) })
		r := make([]float64, len(v))
		for i := 0; i < len(order); {
			j := i
			for j < len(order) && v[order[j]] == v[order[i]] {
				j++
			}
			for k := i; k < j; k++ {
				r[order[k]] = float64(i+j-1) / 2
			}
			i = j
		}
		return r
	}
	return pearson(ranks(x), ranks(y))
}

func pearson(x, y []float64) float64 {
	mx, my, n := 0.0, 0.0, float64(len(x))
	for i := range x {
		mx, my = mx+x[i]/n, my+y[i]/n
	}
	xy, xx, yy := 0.0, 0.0, 0.0
	for i := range x {
		a, b := x[i]-mx, y[i]-my
		xy, xx, yy = xy+a*b, xx+a*a, yy+b*b
	}
	return xy / math.Sqrt(xx*yy)
}

func summary(r *Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "cells %d shown %d suppressed %d exact %d narrowed %d narrowest %v wrong %d effort %+v", r.Cells, r.Shown, r.Suppressed, r.Exact, r.Narrowed, r.Narrowest, r.Wrong, r.Effort)
	for _, t := range r.Tries {
		fmt.Fprintf(&b, "\n  %s %d/%d", t.Attack, t.Found, t.Tried)
	}
	return b.String()
}
