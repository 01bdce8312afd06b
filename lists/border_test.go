package lists

import (
	"strings"
	"testing"

	"byblik/screen"
)

// folder reads tables that are written as text.
func folder(t *testing.T, files map[string]string) (*Delivery, error) {
	t.Helper()
	var in Tables
	for name, into := range map[string]**Table{AreasFile: &in.Areas, ReferencesFile: &in.References, ImportedFile: &in.Imported, SplitsFile: &in.Splits, UnitsFile: &in.Units, BordersFile: &in.Borders} {
		if files[name] == "" {
			continue
		}
		table, err := CSVTable(name+".csv", []byte(files[name]))
		if err != nil {
			t.Fatal(err)
		}
		*into = table
	}
	return Read(in)
}

const areasHead = "area,name,municipality,region,year,base_2010,residents,labour_n,labour_d,convicted_n,convicted_d,education_n,education_d,origin_n,origin_d,income\n"

const unitsHead = "unit,year,residents,labour_n,labour_d,convicted_n,convicted_d,education_n,education_d,origin_n,origin_d,income,taxpayers\n"

// Two blocks and a third that leaves Parken with the list of 2024. Labour of the
// two-year mean: with all three blocks 300+300+0 of 1,200, without the third
// 600 of 800, which is above 40 per cent; grundskole 0 of 3 or 350 of 500.
func threeBlocks() map[string]string {
	f := map[string]string{
		AreasFile:      areasHead + "1,Parken,101,084,2024,yes,,,,,,,,,,\n",
		ReferencesFile: "year,region,convicted_n,convicted_d,income\n",
		UnitsFile:      unitsHead,
		BordersFile:    "unit,area,from,to\na,1,2010,\nb,1,2010,\nc,1,2010,2023\n",
	}
	for _, year := range []string{"2021", "2022", "2023", "2024"} {
		f[ReferencesFile] += year + ",DK,8,1000,\n" + year + ",084,,,300000\n"
		for _, u := range []string{"a," + year + ",600,300,400,2,500,175,250,310,600,150000.5,100\n", "b," + year + ",600,300,400,2,500,175,250,310,600,150000.5,100\n", "c," + year + ",300,0,700,0,300,0,200,0,300,420000,300\n"} {
			f[UnitsFile] += u
		}
	}
	return f
}

// A housing area of small units is judged within the borders of each list, or
// within those of one list for all: 600 of 1,500 outside the labour market are
// 40 per cent and not above it, 600 of 800 are 75.
func TestAnAreaOfUnitsIsJudgedWithinItsBorders(t *testing.T) {
	d, err := folder(t, threeBlocks())
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		year, borders int
		residents     float64
		labour        float64
		income        float64
		on            screen.Answer
	}{
		{2023, 0, 1500, 40, 100 * 312000.2 / 300000, screen.No},
		{2024, 0, 1200, 75, 100 * 150000.5 / 300000, screen.Yes},
		{2023, 2024, 1200, 75, 100 * 150000.5 / 300000, screen.Yes},
		{2024, 2020, 1500, 40, 100 * 312000.2 / 300000, screen.No},
	} {
		s, err := stateBook(t, Options{Borders: x.borders}).Screen(d, x.year)
		if err != nil {
			t.Fatal(err)
		}
		r := s.Standings[0].Result(ParallelSociety)
		v := s.Standings[0].Result(VulnerableHousingArea)
		if r.On != x.on || r.Residents.Value != x.residents || v.Counted[0].Value != x.labour {
			t.Errorf("list of %d on the borders of %d: %v, %v residents, labour %v", x.year, x.borders, r.On, r.Residents.Value, v.Counted[0].Value)
		}
		for _, f := range v.Counted {
			if f.Criterion == Income && (f.Value-x.income > 1e-9 || x.income-f.Value > 1e-9) {
				t.Errorf("list of %d on the borders of %d: income %v, want %v", x.year, x.borders, f.Value, x.income)
			}
		}
	}
}

// A unit without a figure leaves the whole area's missing; a part is never
// passed off as the whole.
func TestAMissingUnitLeavesTheSumMissing(t *testing.T) {
	f := threeBlocks()
	f[UnitsFile] = strings.Replace(f[UnitsFile], "b,2024,600,300,400,2,500,175,250,310,600,", "b,2024,600,300,400,2,500,175,250,,,", 1)
	d, err := folder(t, f)
	if err != nil {
		t.Fatal(err)
	}
	s, err := stateBook(t, Options{}).Screen(d, 2024)
	if err != nil {
		t.Fatal(err)
	}
	if on := s.Standings[0].Result(ParallelSociety).On; on != screen.Absent {
		t.Errorf("%v, want missing", on)
	}
}

// An area that has no units within the borders of a list is not on it.
func TestAnAreaExistsWhileItHasUnits(t *testing.T) {
	f := threeBlocks()
	f[AreasFile] += "2,Hjørnet,101,084,2024,no,,,,,,,,,,\n"
	f[BordersFile] += "c,2,2024,\n"
	d, err := folder(t, f)
	if err != nil {
		t.Fatal(err)
	}
	for year, want := range map[int]int{2023: 1, 2024: 2} {
		s, err := stateBook(t, Options{}).Screen(d, year)
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Standings) != want {
			t.Errorf("%d: %d areas, want %d", year, len(s.Standings), want)
		}
	}
}

func TestUnitsAndBordersThatDoNotHoldAreRefused(t *testing.T) {
	for want, change := range map[string]func(map[string]string){
		"missing-file":        func(f map[string]string) { delete(f, BordersFile) },
		"unknown-unit":        func(f map[string]string) { f[BordersFile] += "x,1,2010,\n" },
		"unknown-area":        func(f map[string]string) { f[BordersFile] += "c,9,2024,\n" },
		"backwards":           func(f map[string]string) { f[BordersFile] += "c,1,2026,2025\n" },
		"double-key":          func(f map[string]string) { f[BordersFile] += "a,1,2020,\n" },
		"no-area":             func(f map[string]string) { f[UnitsFile] += "z,2024,1,,,,,,,,,,\n" },
		"figures-and-units":   func(f map[string]string) { f[AreasFile] += "1,Parken,101,084,2023,yes,1200,,,,,,,,,\n" },
		"missing-denominator": func(f map[string]string) { f[UnitsFile] += "a,2025,1,5,,,,,,,,,\n" },
		"part-exceeds-whole":  func(f map[string]string) { f[UnitsFile] += "a,2025,1,5,4,,,,,,,,\n" },
		"no-figure":           func(f map[string]string) { f[AreasFile] += "3,Tomten,101,084,2024,no,1200,,,,,,,,,\n" },
	} {
		f := threeBlocks()
		change(f)
		if _, err := folder(t, f); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}
