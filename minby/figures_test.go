package minby

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"math"
	"slices"
	"testing"
	"testing/fstest"
)

// The same seed gives the same bytes; a change of the town is a change of
// these fingerprints and is read in review.
func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	a, b := Files(Seed), Files(Seed)
	for name, want := range golden {
		one, err := fs.ReadFile(a, name)
		if err != nil {
			t.Fatal(err)
		}
		two, _ := fs.ReadFile(b, name)
		if !slices.Equal(one, two) {
			t.Errorf("%s: two runs differ", name)
		}
		sum := sha256.Sum256(one)
		if got := hex.EncodeToString(sum[:8]); got != want {
			t.Errorf("%s: fingerprint %s, was %s", name, got, want)
		}
	}
	other, _ := fs.ReadFile(Files(Seed+1), FiguresFile)
	one, _ := fs.ReadFile(a, FiguresFile)
	if slices.Equal(one, other) {
		t.Error("another seed gives the same figures")
	}
}

func TestTheFolderIsAFileSystem(t *testing.T) {
	if err := fstest.TestFS(Files(Seed), AreasFile, FiguresFile, BarriersFile, StateListFile, HousingFile, ListAreasFile, ReferencesFile, ImportedFile,
		AddressesFile, ContextFile, PlaygroundsFile, InterventionsFile); err != nil {
		t.Fatal(err)
	}
}

// The town has the size, the small areas and the long tail that it promises,
// whatever the seed.
func TestTheTownHasItsSize(t *testing.T) {
	for seed := uint64(1); seed <= 8; seed++ {
		var sizes []int
		total, names := 0, map[string]bool{}
		town := build(seed)
		for _, a := range town.areas {
			n := a.figures[years-1].residents
			sizes, total = append(sizes, n), total+n
			if names[a.name] || a.name == "" {
				t.Errorf("seed %d: the name %q twice", seed, a.name)
			}
			names[a.name] = true
		}
		slices.Sort(sizes)
		if len(sizes) != townAreas || math.Abs(float64(total)/Residents-1) > 0.05 {
			t.Errorf("seed %d: %d areas with %d residents", seed, len(sizes), total)
		}
		median, most := sizes[len(sizes)/2], sizes[len(sizes)-1]
		if median < 550 || median > 800 || most < 2000 || most > 4300 || sizes[0] != 0 || sizes[4] < 1 {
			t.Errorf("seed %d: median %d, most %d, least %v", seed, median, most, sizes[:6])
		}
		if len(town.estates) != 14 {
			t.Errorf("seed %d: %d housing areas", seed, len(town.estates))
		}
	}
}

// rates gives a criterion's shares in the last year where there are figures.
func rates(t *town, s share) (rate []float64, areas []*area) {
	for _, a := range t.areas {
		f := &a.figures[years-1]
		if f.residents >= 100 && *s.of(f) > 0 {
			rate, areas = append(rate, float64(*s.count(f))/float64(*s.of(f))), append(areas, a)
		}
	}
	return rate, areas
}

var answered = share{count: func(f *figures) *int { return &f.unsafe }, of: func(f *figures) *int { return &f.asked }}

// Criteria go together as they do in real towns, and are not the same thing.
func TestCriteriaGoTogether(t *testing.T) {
	town := build(Seed)
	all := append(slices.Clone(shares), answered)
	for i, s := range all {
		for j, u := range all[:i] {
			var x, y []float64
			for _, a := range town.areas {
				f := &a.figures[years-1]
				if f.residents >= 100 && *s.of(f) > 0 && *u.of(f) > 0 {
					x = append(x, float64(*s.count(f))/float64(*s.of(f)))
					y = append(y, float64(*u.count(f))/float64(*u.of(f)))
				}
			}
			if r := correlation(x, y); r < 0.45 || r > 0.88 {
				t.Errorf("criteria %d and %d: r = %.2f", i, j, r)
			}
		}
	}
}

func correlation(x, y []float64) float64 {
	var sx, sy, sxx, syy, sxy float64
	n := float64(len(x))
	for i := range x {
		sx, sy, sxx, syy, sxy = sx+x[i], sy+y[i], sxx+x[i]*x[i], syy+y[i]*y[i], sxy+x[i]*y[i]
	}
	return (n*sxy - sx*sy) / math.Sqrt((n*sxx-sx*sx)*(n*syy-sy*sy))
}

// Neighbours are alike: Moran's I of every criterion, with weight 1 for areas
// that share an edge (Moran 1950).
func TestNeighboursAreAlike(t *testing.T) {
	town := build(Seed)
	for k, s := range append(slices.Clone(shares), answered) {
		rate, areas := rates(town, s)
		if i := moran(town, rate, areas); i < 0.3 || i > 0.8 {
			t.Errorf("criterion %d: Moran's I = %.2f", k, i)
		} else {
			t.Logf("criterion %d: Moran's I = %.2f", k, i)
		}
	}
}

func moran(t *town, x []float64, areas []*area) float64 {
	place := map[*face]int{}
	mean, spread := 0.0, 0.0
	for i, a := range areas {
		place[a.face] = i
		mean += x[i] / float64(len(x))
	}
	for _, v := range x {
		spread += (v - mean) * (v - mean)
	}
	near := map[[2]int]bool{}
	for e, f := range t.mesh.side {
		i, ok := place[f]
		j, ok2 := place[t.mesh.side[[2]int{e[1], e[0]}]]
		if ok && ok2 {
			near[[2]int{i, j}] = true
		}
	}
	cross := 0.0
	for p := range near {
		cross += (x[p[0]] - mean) * (x[p[1]] - mean)
	}
	return float64(len(x)) / float64(len(near)) * cross / spread
}
