package lists

import (
	"strconv"
	"testing"

	"byblik/screen"
)

// The names that the facts hold add up to the counts that were published.
func TestPublishedNamesAddUpToPublishedCounts(t *testing.T) {
	o, err := PublishedLists()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range o.Counts {
		for list, want := range map[ListID]int{ParallelSociety: c.Parallel, TransformationArea: c.Omdannelse} {
			if o.source(list, c.Year) == "" {
				continue
			}
			n := 0
			for _, m := range o.members(list) {
				for _, y := range m.Years {
					if y == c.Year {
						n++
					}
				}
			}
			if n != want {
				t.Errorf("%s %d: %d names, %d published", list, c.Year, n, want)
			}
		}
	}
}

// The published list of kombineret udlejning of 2024, with residents and printed
// percentages, comes out of our rules: all eight areas are on it (§ 51 b).
// Source: Boligudvalget 2024-25, Alm.del, bilag 16.
func TestPublishedCombinedLettingComesOut(t *testing.T) {
	o, err := PublishedLists()
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Combined) != 8 {
		t.Fatalf("%d areas, want 8", len(o.Combined))
	}
	for _, m := range o.Combined {
		pct, err := strconv.ParseFloat(m.LabourPct, 64)
		if err != nil {
			t.Fatal(err)
		}
		a := &HousingArea{Code: areaCode(m.Area), Base2010: true, Years: []AreaYear{
			{Year: 2023, Labour: Published(pct, 1, 0)}, {Year: 2024, Residents: AmountOf(float64(m.Residents))}}}
		s, err := stateBook(t, Options{}).Over(&Delivery{Areas: []HousingArea{*a}}).Standing(a, 2024)
		if err != nil {
			t.Fatal(err)
		}
		if on := s.Result(CombinedLetting).On; on != screen.Yes {
			t.Errorf("%s (%d residents, %s per cent): %v", m.Area, m.Residents, m.LabourPct, on)
		}
	}
}

// A difference to the published list is explained, or flagged as unexplained.
func TestDifferencesToThePublishedListAreExplained(t *testing.T) {
	worst := func(c *writtenCase, name, code string) HousingArea {
		c.given("worst 2005-2024")
		a := c.area
		a.Name, a.Municipality, a.Code = name, code, areaCode(name)
		return a
	}
	for _, x := range []struct {
		name    string
		area    func(*HousingArea)
		year    int
		options Options
		want    []Cause
	}{
		{"on both", func(*HousingArea) {}, 2022, Options{}, nil},
		{"rounding", func(a *HousingArea) { a.Year(2022).Origin = Published(50, 1, 0) }, 2022, Options{}, []Cause{Rounding}},
		{"vintage", func(a *HousingArea) { a.Year(2022).Origin = Figure{} }, 2022, Options{}, []Cause{Vintage}},
		{"rule", func(a *HousingArea) {}, 2022, Options{WithoutOrigin: SuspendOrigin}, []Cause{OtherRule}},
		{"unexplained", func(a *HousingArea) { a.Year(2022).Residents = AmountOf(999) }, 2022, Options{}, []Cause{Unexplained}},
	} {
		a := worst(newCase(t, x.year), "Mjølnerparken", "101")
		x.area(&a)
		c := newCase(t, x.year)
		var rows []Reference
		for _, r := range c.refs {
			rows = append(rows, r)
		}
		d := &Delivery{Areas: []HousingArea{a}, References: NewReferences(rows...)}
		s, err := stateBook(t, x.options).Screen(d, x.year)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range s.History {
			if p.Year != x.year || p.List != ParallelSociety {
				continue
			}
			if !p.Official.Known || !p.Official.On || p.Official.Source == "" {
				t.Errorf("%s: the published list is not found", x.name)
			}
			if len(p.Because) != len(x.want) || len(x.want) > 0 && p.Because[0] != x.want[0] {
				t.Errorf("%s: explained by %v, want %v", x.name, p.Because, x.want)
			}
		}
	}
}

// An area under another name is not taken for one that was never listed.
func TestUnknownNamesHaveNoPublishedAnswer(t *testing.T) {
	o, err := PublishedLists()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		name, municipality string
		year               int
		on, known          bool
	}{
		{"Mjølnerparken", "101", 2022, true, true}, {"Mjølnerparken", "0101", 2022, true, true}, {"Mjølnerparken", "751", 2022, false, false},
		{"Bispeparken", "101", 2022, false, true}, {"Bispeparken", "101", 2016, false, false}, {"Nyparken", "101", 2022, false, false},
		{"Gellerupparken / Toveshøj", "751", 2020, true, true},
	} {
		on, known := o.On(ParallelSociety, x.year, &HousingArea{Name: x.name, Municipality: x.municipality})
		if on != x.on || known != x.known {
			t.Errorf("%s %d: on %v known %v", x.name, x.year, on, known)
		}
	}
}
