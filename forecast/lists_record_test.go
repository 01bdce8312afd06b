package forecast

import (
	"bytes"
	"slices"
	"testing"

	"byblik/catalog"
	"byblik/lists"
)

func recordOf(t *testing.T, d *lists.Delivery) *BackTest {
	t.Helper()
	in := input(t, d, 2024)
	b, err := listsRecord(in, 100, 50)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Whatever happens in the year of a list and after it, what was forecast for
// earlier lists stays the same, and so does what was forecast for that list.
func TestNoForecastOfAListSeesItsOwnYear(t *testing.T) {
	before := recordOf(t, estates(12))
	changed := estates(12)
	for i := range changed.Areas {
		for j := range changed.Areas[i].Years {
			y := &changed.Areas[i].Years[j]
			if y.Year >= 2021 { // first asked for by the list of 2022
				for _, f := range []*lists.Figure{&y.Labour, &y.Convicted, &y.Education} {
					f.Count = f.Of - f.Count
				}
			}
		}
	}
	after := recordOf(t, changed)
	compared, turned := 0, 0
	for _, x := range before.Trials {
		if x.Year > 2022 {
			continue
		}
		i := slices.IndexFunc(after.Trials, func(y Trial) bool { return y.Area == x.Area && y.Series == x.Series && y.Year == x.Year })
		if i < 0 {
			t.Fatalf("%s of %s %d is not asked about", x.Series, x.Area, x.Year)
		}
		y := after.Trials[i]
		compared++
		if x.Yes != y.Yes {
			turned++
		}
		for f, p := range x.P {
			if y.P[f] != p || y.Margin != x.Margin {
				t.Fatalf("%s of %s %d for %s: %v, with another future %v", f, x.Series, x.Year, x.Area, p, y.P[f])
			}
		}
	}
	if compared < 100 || turned == 0 {
		t.Fatalf("%d compared, %d turned by the other future", compared, turned)
	}
}

// What was settled beforehand is not asked about: an area outside the list of
// 2010, and a list of years in a row that is broken.
func TestSettledListsAreNotAskedAbout(t *testing.T) {
	d := estates(12)
	d.Areas[0].Base2010 = false
	for _, x := range recordOf(t, d).Trials {
		if x.Area == "00" && x.Series != "kombineret_udlejning" {
			t.Fatalf("%s of %d asks about an area outside the list of 2010", x.Series, x.Year)
		}
		if x.Series == string(lists.TransformationArea) && x.Margin < -NearPoints*20 {
			t.Fatalf("%+v", x)
		}
	}
}

// The page on whole lists speaks of lists, and the record of one says nothing
// for the other: with lists alone allowed, no criterion has a probability.
func TestEachRecordAllowsItsOwn(t *testing.T) {
	d := december(t, input(t, estates(8), 2025))
	for _, v := range []Verdicts{{Lists: Verdict{Shown: true}}, {Criteria: Verdict{Shown: true}}} {
		files, err := DecemberFiles(d, v, catalog.Da)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range bytes.Split(files["forecast.csv"], []byte("\n"))[1:] {
			cells := bytes.Split(line, []byte(","))
			if len(cells) < 7 {
				continue
			}
			ofList := len(cells[3]) == 0
			if has := len(cells[5]) > 0; has != (ofList && v.Lists.Shown || !ofList && v.Criteria.Shown) {
				t.Fatalf("%s with %t, %t", line, v.Lists.Shown, v.Criteria.Shown)
			}
		}
	}
	files, err := RecordFiles([]*BackTest{recordOf(t, estates(12))}, catalog.Da)
	if err != nil {
		t.Fatal(err)
	}
	if page := files["backtest.html"]; !bytes.Contains(page, []byte("spørgsmål om listerne 20")) || bytes.Contains(page, []byte("⟦")) {
		t.Error("the page does not speak of lists")
	}
}
