package forecast

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"byblik/catalog"
)

func plantedRecord() *BackTest {
	return Run("planted", catalog.Text{En: "planted"}, []Question{{Series: planted(21, 150, 8, plantedNature, -0.02), Above: true}}, 2007)
}

// Whatever happens in the year that is forecast and after it, the forecast of
// that year stays the same: no limit, regression or parameter looks ahead.
func TestNoForecastSeesItsOwnYear(t *testing.T) {
	s := planted(20, 60, 6, plantedNature, 0)
	before := Run("a", catalog.Text{}, []Question{{Series: s, Above: true}}, 2005)
	changed := *s
	changed.Value = nil
	for _, row := range s.Value {
		row = slices.Clone(row)
		row[4], row[5] = 100-row[4], 100-row[5]
		changed.Value = append(changed.Value, row)
	}
	after := Run("a", catalog.Text{}, []Question{{Series: &changed, Above: true}}, 2005)
	compared := 0
	for i, x := range before.Trials {
		y := after.Trials[i]
		if x.Year > 2004 {
			continue
		}
		compared++
		for f, p := range x.P {
			if y.P[f] != p || x.Limit != y.Limit {
				t.Fatalf("%s of %d for %s: %v, with another future %v", f, x.Year, x.Area, p, y.P[f])
			}
		}
	}
	if compared == 0 {
		t.Fatal("nothing compared")
	}
}

func TestTheModelBeatsAllBaselinesWhereItIsTrue(t *testing.T) {
	v := plantedRecord().Verdict()
	if !v.Shown {
		t.Errorf("lost against %+v", v.Lost())
	}
}

// Where a baseline knows the truth, the code itself keeps the model from being
// shown, and the page says so.
func TestAModelThatLosesIsNotShown(t *testing.T) {
	b := plantedRecord()
	for i := range b.Trials {
		b.Trials[i].P[Logistic] = truth(b.Trials[i].Yes)
	}
	v := b.Verdict()
	if v.Shown || v.why() != "baseline_not_beaten" || len(v.Lost()) != 2 {
		t.Errorf("shown: %t, %s, lost %d", v.Shown, v.why(), len(v.Lost()))
	}
	for lang, want := range map[catalog.Lang]string{catalog.En: "is not shown as a forecast", catalog.Da: "vises ikke som prognose"} {
		files, err := RecordFiles([]*BackTest{b}, lang)
		if err != nil || !bytes.Contains(files["backtest.html"], []byte(want)) {
			t.Errorf("%s: %v", lang, err)
		}
	}
}

func TestAShortRecordShowsNothing(t *testing.T) {
	b := Run("short", catalog.Text{}, []Question{{Series: planted(22, 10, 3, plantedNature, 0), Above: true}}, 2002)
	if v := b.Verdict(); v.Shown || !v.TooFew {
		t.Errorf("%+v", v)
	}
}

// A line through 1, 2, 4 at 0, 1, 2 has slope 1.5 and is 16/3 at 3.
func TestTheStraightLineByHand(t *testing.T) {
	s := &Series{Areas: []string{"a"}, Value: [][]float64{{1, 2, 4}}, Of: [][]float64{{1, 1, 1}}}
	line, _ := s.lineAhead(0, 1)
	near(t, "line", line, 16.0/3, 1e-12)
	missed, _ := s.lineErrors() // the line through 1, 2 is 3 at 2, the truth 4
	near(t, "errors", missed, 1, 1e-12)
	s.Value[0][1] = math.NaN()
	line, _ = s.lineAhead(0, 1)
	near(t, "line over a gap", line, 5.5, 1e-12)
}

func TestLowerIsWorseIsTheMirrorImage(t *testing.T) {
	s := planted(23, 50, 5, plantedNature, 0)
	mirror := *s
	mirror.Value = nil
	for _, row := range s.Value {
		row = slices.Clone(row)
		for i := range row {
			row[i] = 100 - row[i]
		}
		mirror.Value = append(mirror.Value, row)
	}
	a := ScoreOf(Run("a", catalog.Text{}, []Question{{Series: s, Above: true, Fixed: []float64{30}}}, 2004).Cases(Ours, "", false))
	b := ScoreOf(Run("b", catalog.Text{}, []Question{{Series: &mirror, Fixed: []float64{70}}}, 2004).Cases(Ours, "", false))
	near(t, "Brier", a.Brier, b.Brier, 1e-3)
	if a.Yes != b.Yes {
		t.Errorf("%d against %d", a.Yes, b.Yes)
	}
}

func TestPagesSpeakBothLanguages(t *testing.T) {
	for _, lang := range []catalog.Lang{catalog.Da, catalog.En} {
		files, err := RecordFiles([]*BackTest{plantedRecord()}, lang)
		if err != nil {
			t.Fatal(err)
		}
		page := string(files["backtest.html"])
		for _, bad := range []string{"⟦", "{n}", "NaN", "<no value>"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s: the page says %s", lang, bad)
			}
		}
		if strings.Count(page, "<svg") != 2 {
			t.Errorf("%s: %d plots", lang, strings.Count(page, "<svg"))
		}
	}
}
