package forecast

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"strings"
	"testing"

	"byblik"
	"byblik/catalog"
	"byblik/lists"
	"byblik/screen"
)

// estates makes a folder of housing areas whose figures run from 2014 to 2024;
// each lies at its own distance to the limits.
func estates(n int) *lists.Delivery {
	d := &lists.Delivery{}
	var rows []lists.Reference
	for y := 2014; y <= 2024; y++ {
		rows = append(rows, lists.Reference{Year: y, Region: lists.Nation, Convicted: lists.Published(0.75, 2, 0)},
			lists.Reference{Year: y, Region: "R", Income: lists.AmountOf(300000 + 5000*float64(y-2014))})
	}
	d.References = lists.NewReferences(rows...)
	shares := planted(31, n, 11, plantedNature, 0)
	for i := range n {
		a := lists.HousingArea{Code: byblik.AreaCode{Frame: lists.Frame, Code: fmt.Sprintf("%02d", i)}, Name: fmt.Sprintf("Estate %02d", i), Region: "R", Base2010: true}
		for t := range 11 {
			x := shares.Value[i][t] / 100
			count := func(p, of float64) lists.Figure { return lists.Counted(math.Round(p*of), of) }
			a.Years = append(a.Years, lists.AreaYear{Year: 2014 + t, Residents: lists.AmountOf(1200), Labour: count(x+0.1, 800), Convicted: count(0.01+x/50, 900),
				Education: count(x+0.25, 500), Origin: count(min(x+0.2, 0.9), 1200), Income: lists.AmountOf(math.Round((300000 + 5000*float64(t)) * (0.9 - x)))})
		}
		d.Areas = append(d.Areas, a)
	}
	return d
}

func input(t *testing.T, d *lists.Delivery, year int) Input {
	t.Helper()
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	book, err := lists.NewBook(c.InOrder(), lists.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return Input{Delivery: d, Book: book, Year: year, Runs: 400, Seed: 1}
}

func december(t *testing.T, in Input) *December {
	t.Helper()
	d, err := Forecast(in)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWorkersChangeNothing(t *testing.T) {
	in := input(t, estates(6), 2025)
	var first map[string][]byte
	for _, in.Workers = range []int{1, 3, 8} {
		files, err := DecemberFiles(december(t, in), Verdicts{Verdict{Shown: true}, Verdict{Shown: true}}, catalog.En)
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range files {
			if first != nil && !bytes.Equal(text, first[name]) {
				t.Errorf("%d workers: another %s", in.Workers, name)
			}
		}
		first = files
	}
}

// With nothing left open a forecast is the list itself.
func TestWithEverythingKnownTheForecastIsTheList(t *testing.T) {
	in := input(t, estates(12), 2024)
	register := in.Book.Over(in.Delivery)
	for i, a := range december(t, in).Areas {
		s, err := register.Standing(&in.Delivery.Areas[i], 2024)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range a.Lists {
			r := s.Result(l.List)
			want := 0.0
			if r.On == screen.Yes {
				want = 1
			}
			if l.Yes != want || (l.Unsettled == 1) == r.On.Known() {
				t.Errorf("%s %s: %v, %v unsettled; the list says %s", a.Name, l.List, l.Yes, l.Unsettled, r.On)
			}
		}
		for _, n := range a.Known {
			if n.From != OnFile {
				t.Errorf("%+v", n)
			}
		}
	}
}

// A figure more certain to be met makes the list more likely: the same area
// with a higher labour figure in the year that is known.
func TestAListIsLikelierNearerToItsLimits(t *testing.T) {
	before := -1.0
	for _, more := range []float64{-60, -20, 0, 20, 60} {
		d := Before(estates(12), 2025)
		y := d.Areas[2].Year(2023)
		y.Labour.Count = 320 + more
		in := input(t, d, 2025)
		p := -1.0
		for _, l := range december(t, in).Areas[2].Lists {
			for _, c := range l.Criteria {
				if l.List == lists.VulnerableHousingArea && c.Criterion == lists.Labour {
					p = c.Yes
				}
			}
		}
		if p < before {
			t.Errorf("%+.0f persons: %.3f after %.3f", more, p, before)
		}
		before = p
	}
	if before < 0.9 {
		t.Errorf("60 persons more in the first of the two years: %.3f", before)
	}
}

func TestWhatIsKnownAndUnknownIsSpelledOut(t *testing.T) {
	d := Before(estates(4), 2025)
	in := input(t, d, 2025)
	in.Midyear = []MidyearCount{{Area: "01", Year: 2024, Month: 6, Criterion: lists.Labour, N: 300, D: 800}}
	from := map[string]Source{}
	for _, n := range december(t, in).Areas[1].Known {
		from[fmt.Sprintf("%s%d%t", n.Criterion, n.Year, n.Reference)] = n.From
	}
	for what, want := range map[string]Source{"labour2023false": OnFile, "labour2024false": FromMiddle, "convicted2023false": OnFile, "convicted2024false": Estimated,
		"convicted2024true": Estimated, "convicted2023true": OnFile, "residents2025false": Estimated, "education2024false": Estimated, "income2024true": Estimated} {
		if from[what] != want {
			t.Errorf("%s: %q, want %q", what, from[what], want)
		}
	}
}

func TestNothingOfTheYearItselfIsUsedBeforeIt(t *testing.T) {
	d := Before(estates(2), 2024)
	a := d.Areas[0]
	if a.Year(2024) != nil || a.Year(2023).Labour.Kind != lists.MissingFigure || !a.Year(2023).Residents.Known || a.Year(2022).Labour.Kind == lists.MissingFigure {
		t.Errorf("%+v", a.Years[len(a.Years)-1])
	}
	if _, ok := d.References.Of(2023, "R"); ok {
		t.Error("a reference of the year before")
	}
}

// Without a record that allows it no file holds a probability or a band, and
// each says why.
func TestWithoutARecordNoProbabilityIsWritten(t *testing.T) {
	d := december(t, input(t, estates(4), 2025))
	for lang, says := range map[catalog.Lang]string{catalog.En: "No forecast is shown", catalog.Da: "Der vises ingen prognose"} {
		files, err := DecemberFiles(d, Verdicts{Verdict{TooFew: true}, Verdict{TooFew: true}}, lang)
		if err != nil {
			t.Fatal(err)
		}
		if page := string(files["forecast.html"]); !strings.Contains(page, says) || strings.Contains(page, `id="areas"`) || strings.Contains(page, "⟦") {
			t.Errorf("%s: the page shows a forecast or does not say why not", lang)
		}
		for _, name := range []string{"forecast.csv", "forecast_public.csv"} {
			rows, err := csv.NewReader(bytes.NewReader(files[name])).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows[1:] {
				if row[len(row)-1] != "record_too_short" || row[3] != "" && name == "forecast_public.csv" || name == "forecast.csv" && strings.Join(row[5:10], "") != "" {
					t.Fatalf("%s: %q", name, row)
				}
			}
		}
	}
}

// The public table has bands and nothing from which a probability or an order
// could be read.
func TestThePublicSeesBandsOnly(t *testing.T) {
	files, err := DecemberFiles(december(t, input(t, estates(12), 2025)), Verdicts{Verdict{Shown: true}, Verdict{Shown: true}}, catalog.Da)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(files["forecast.html"]), "⟦") {
		t.Error("a text is missing")
	}
	rows, err := csv.NewReader(bytes.NewReader(files["forecast_public.csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	bands := map[string]int{}
	for _, row := range rows[1:] {
		bands[row[3]]++
	}
	if len(bands) != 2 || bands[string(FarFrom)] == 0 || bands[string(CloseTo)] == 0 || strings.Contains(string(files["forecast_public.csv"]), "0.") {
		t.Errorf("%v", bands)
	}
}

func TestABandSaysNoSide(t *testing.T) {
	for p, want := range map[float64]Band{0: FarFrom, 0.05: FarFrom, 0.2: CloseTo, 0.5: CloseTo, 0.85: CloseTo, 0.97: FarFrom, 1: FarFrom} {
		if got := BandOf(p, 0); got != want {
			t.Errorf("%v: %s", p, got)
		}
	}
	if BandOf(0.01, 0.3) != CloseTo {
		t.Error("what is unsettled is not far from the limit")
	}
}

func TestMidyearCountsThatCannotBeAreRefused(t *testing.T) {
	d := estates(3)
	const head = "area,year,month,criterion,n,d\n"
	for text, place := range map[string]string{
		"a,b\n1,2\n":                    "",
		head + "99,2025,6,labour,1,2\n": "area", head + "01,soon,6,labour,1,2\n": "year", head + "01,2025,12,labour,1,2\n": "month",
		head + "01,2025,6,income,1,2\n": "criterion", head + "01,2025,6,labour,-1,2\n": "n", head + "01,2025,6,labour,3,2\n": "d",
		head + "01,2025,6,residents,1100,5\n": "d", head + "01,2025,6,labour,1,2\n01,2025,7,labour,1,2\n": "area",
	} {
		_, err := ReadMidyear([]byte(text), d)
		if byblik.KindOf(err) != byblik.Invalid || !strings.Contains(err.Error(), "midyear.csv") || !strings.Contains(err.Error(), place) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if got, err := ReadMidyear([]byte(head+"01,2025,6,labour,300,800\n02,2025,6,residents,1150,\n"), d); err != nil || len(got) != 2 {
		t.Errorf("%v, %v", got, err)
	}
}
