package designate

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"byblik"
	"byblik/spatial"
)

// row lays n squares of 100 m in a row, coded a, b, c …, all flagged.
func row(t *testing.T, residents []float64, opts spatial.BorderOptions) Input {
	t.Helper()
	in := Input{City: "by", Period: byblik.InYear(2024), Residents: residents,
		Rules: Rules{MinResidents: 1000, MaxResidents: 4000, MinBorder: 10, Enclose: true, EnclosedShare: 0.6}}
	var shapes []byblik.MultiPolygon
	for i := range residents {
		x := 100 * float64(i)
		shapes = append(shapes, byblik.MultiPolygon{{{{x, 0}, {x + 100, 0}, {x + 100, 100}, {x, 100}, {x, 0}}}})
		code := string(rune('a' + i))
		in.Areas = append(in.Areas, byblik.Area{Code: byblik.AreaCode{Frame: "f", Code: code}, Name: "N" + code})
		in.Flagged, in.Score = append(in.Flagged, true), append(in.Score, float64(i))
	}
	var err error
	if in.Borders, err = spatial.NewBorders(shapes, opts); err != nil {
		t.Fatal(err)
	}
	return in
}

func proposal(t *testing.T, in Input) (p Proposal, zones []string) {
	t.Helper()
	p, err := Propose(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, z := range p.Zones {
		s := ""
		for _, m := range z.Members {
			s += m.Area.Code
		}
		zones = append(zones, s)
	}
	return p, zones
}

func kinds(p Proposal) (out []NoteKind) {
	for _, n := range p.Notes {
		out = append(out, n.Kind)
	}
	return slices.Compact(out)
}

func TestSplit(t *testing.T) {
	six := []float64{900, 1100, 1000, 1000, 1000, 1000}
	halfBarrier := spatial.BorderOptions{Barriers: []byblik.Line{{{300, 0}, {300, 60}}}}
	for _, c := range []struct {
		name      string
		residents []float64
		opts      spatial.BorderOptions
		change    func(*Input)
		want      []string
		kinds     []NoteKind
	}{
		{"small enough", six[:4], spatial.BorderOptions{}, nil, []string{"abcd"}, nil},
		{"at a bridge", six, spatial.BorderOptions{Bridges: [][2]int{{0, 2}}, Cuts: [][2]int{{1, 2}}},
			nil, []string{"ab", "cdef"}, []NoteKind{SplitByBarrier}},
		{"where a barrier runs along most of the border", six, halfBarrier, nil, []string{"abc", "def"}, []NoteKind{SplitByBarrier}},
		{"at the district", six, spatial.BorderOptions{}, func(in *Input) {
			for i, d := range []string{"E", "E", "W", "W", "W", "W"} {
				in.Areas[i].District = d
			}
		}, []string{"ab", "cdef"}, []NoteKind{SplitByDistrict}},
		{"district too small goes back", six, spatial.BorderOptions{}, func(in *Input) {
			for i, d := range []string{"E", "W", "W", "W", "V", "V"} {
				in.Areas[i].District = d
			}
		}, []string{"abcd", "ef"}, []NoteKind{SplitByDistrict}},
		{"where areas are least alike", six, spatial.BorderOptions{}, func(in *Input) {
			in.Profile = [][]float64{{0}, {0.1}, {5}, {5.1}, {5.2}, {math.NaN()}}
		}, []string{"ab", "cdef"}, []NoteKind{SplitByLikeness}},
		{"one area too large", []float64{900, 5000}, spatial.BorderOptions{}, nil, []string{"ab"}, []NoteKind{AboveMax}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := row(t, c.residents, c.opts)
			if c.change != nil {
				c.change(&in)
			}
			p, zones := proposal(t, in)
			if !slices.Equal(zones, c.want) || !slices.Equal(kinds(p), c.kinds) {
				t.Errorf("zones %v, notes %v; want %v, %v", zones, kinds(p), c.want, c.kinds)
			}
			checkProposal(t, in, p)
		})
	}
}

func TestStateListStandsSmallAndAlone(t *testing.T) {
	in := row(t, []float64{500, 300, 2000, 400}, spatial.BorderOptions{})
	in.Flagged = []bool{false, false, false, true}
	in.Score = []float64{-1, -1, -1, 1}
	in.Listed = []Listed{{Name: "Gården", List: "parallelsamfund", Year: 2024, Areas: []Holding{{Area: 0, OfHousing: 0.9}}},
		{Name: "Fjernt", List: "forebyggelsesomraade", Year: 2024}}
	p, zones := proposal(t, in)
	if !slices.Equal(zones, []string{"a"}) || len(p.TooSmall) != 1 || p.TooSmall[0].Residents != 400 {
		t.Fatalf("zones %v, too small %v", zones, p.TooSmall)
	}
	m := p.Zones[0].Members[0]
	if m.Reason != byblik.StateList || m.Note != "Gården (parallelsamfund 2024)" || p.Zones[0].Reason != "state_list" {
		t.Errorf("%+v in %+v", m, p.Zones[0])
	}
	if want := []NoteKind{ListedNowhere, SmallStateList}; !slices.Equal(kinds(p), want) {
		t.Errorf("notes %v, want %v", kinds(p), want)
	}
	if got := p.Notes[0].Housing; got != "Fjernt (forebyggelsesområde 2024)" {
		t.Errorf("a list is called %q, not as the law does", got)
	}
}

func TestIDsAndNames(t *testing.T) {
	in := row(t, []float64{1500, 1200, 800, 100, 1000}, spatial.BorderOptions{})
	in.Flagged[3], in.Score[3] = false, -5 // parts abc from e
	p, zones := proposal(t, in)
	if !slices.Equal(zones, []string{"abc", "e"}) || p.Zones[0].ID != "by-2024-c" || p.Zones[1].ID != "by-2024-e" {
		t.Fatalf("zones %v: %+v", zones, p.Zones)
	}
	if p.Zones[0].Name != "Na/Nb" || p.Zones[1].Name != "Ne" {
		t.Errorf("called %q and %q", p.Zones[0].Name, p.Zones[1].Name)
	}
	old := func(id string, codes ...string) byblik.Zone {
		z := byblik.Zone{ID: id}
		for _, c := range codes {
			z.Members = append(z.Members, byblik.Member{Area: byblik.AreaCode{Frame: "f", Code: c}})
		}
		return z
	}
	// a is worth 1,500 residents, b and c 2,000; of e's zone nothing else is
	// near, and an id that was ever given is not given again.
	in.Previous = []byblik.Zone{old("by-1", "a"), old("by-2", "b", "c"), old("by-2024-e", "d")}
	p, _ = proposal(t, in)
	if p.Zones[0].ID != "by-2" || p.Zones[1].ID != "by-2024-e-2" {
		t.Errorf("ids %s and %s", p.Zones[0].ID, p.Zones[1].ID)
	}
	var gone []string
	for _, n := range p.Notes {
		if n.Kind == NoSuccessor {
			gone = append(gone, n.Zone)
		}
	}
	if !slices.Equal(gone, []string{"by-1", "by-2024-e"}) {
		t.Errorf("no successor: %v", gone)
	}
}

func TestProposeRefuses(t *testing.T) {
	good := row(t, []float64{1, 2}, spatial.BorderOptions{})
	for name, spoil := range map[string]func(*Input){
		"no borders":         func(in *Input) { in.Borders = nil },
		"too few residents":  func(in *Input) { in.Residents = in.Residents[:1] },
		"negative residents": func(in *Input) { in.Residents = []float64{1, -1} },
		"area twice":         func(in *Input) { in.Areas = []byblik.Area{in.Areas[0], in.Areas[0]} },
		"least above most":   func(in *Input) { in.Rules.MinResidents = 9000 },
		"listed elsewhere":   func(in *Input) { in.Listed = []Listed{{Areas: []Holding{{Area: 2}}}} },
	} {
		in := good
		spoil(&in)
		if _, err := Propose(in); err == nil || byblik.KindOf(err) != byblik.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAssignHousing(t *testing.T) {
	square := func(x0, y0, x1, y1 float64) byblik.MultiPolygon {
		return byblik.MultiPolygon{{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}}}
	}
	areas := []byblik.MultiPolygon{square(0, 0, 100, 100), square(100, 0, 200, 100), square(200, 0, 300, 100), square(300, 0, 400, 100)}
	for _, c := range []struct {
		name  string
		shape byblik.MultiPolygon
		want  []int
	}{
		{"inside one", square(10, 10, 20, 20), []int{0}},
		{"mostly in one, a sliver in the next", square(92, 10, 200, 20), []int{1}},
		{"covers a tenth of each", square(50, 0, 150, 40), []int{0, 1}},
		{"spread thin goes to the largest share", square(60, 50, 300, 51), []int{1}},
		{"in none", square(500, 0, 600, 100), nil},
	} {
		got, err := AssignHousing(areas, []Housing{{Name: c.name, Shape: c.shape}}, HoldingRule{OfHousing: 0.5, OfArea: 0.1})
		if err != nil {
			t.Fatal(err)
		}
		var list []int
		for _, h := range got[0].Areas {
			list = append(list, h.Area)
		}
		if !slices.Equal(list, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got[0].Areas, c.want)
		}
	}
}

// All 506 social-housing departments of Copenhagen that have a shape, against
// the small areas: whatever lies in the city is held by some area.
func TestAssignHousingCopenhagen(t *testing.T) {
	var areas []byblik.MultiPolygon
	for _, f := range referenceFeatures(t, "copenhagen/roder_396.geojson", "32N") {
		areas = append(areas, f.Shape)
	}
	var housing []Housing
	for _, f := range referenceFeatures(t, "copenhagen/almene_boligafdelinger_2025-05-29.geojson", "32N") {
		housing = append(housing, Housing{Name: fmt.Sprint(f.Properties["afdelingsnavn"]), Shape: f.Shape})
	}
	got, err := AssignHousing(areas, housing, HoldingRule{OfHousing: 0.5, OfArea: 0.1})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range got {
		if len(l.Areas) == 0 {
			t.Errorf("%s lies in no area", l.Name)
		}
	}
}
