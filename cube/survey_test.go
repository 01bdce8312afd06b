package cube

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"byblik"
)

// The data and the simple and stratified results are those of the SAS/STAT
// User's Guide, chapter “The SURVEYMEANS Procedure”, Getting Started: 40
// pupils of 4,000. The digits beyond those printed there, the total and the
// domain are from R's package survey 4.1-1 (svymean, svytotal, svyby) on the
// same data.
func TestEstimatesOfTheSurveymeansGuide(t *testing.T) {
	c, files := recordsOf(t, "survey")
	school := []byblik.Area{{Code: byblik.AreaCode{Frame: "school", Code: "school"}}, {Code: byblik.AreaCode{Frame: "school", Code: "other"}}}
	for _, x := range []struct {
		id, column string
		want       float64
	}{
		{"survey-simple", "spending", 8.75},
		{"survey-simple", "spending_se", 0.8451388143},
		{"survey-simple", "ten_or_more", 42.5},
		{"survey-simple", "ten_or_more_se", 7.876144605},
		{"survey-simple", "ten_or_more_deff", 0.99 * 40 / 39}, // by definition: the correction, and n − 1
		{"survey-stratified", "spending", 9.14129798},
		{"survey-stratified", "spending_se", 0.5317991653},
		{"survey-stratified", "total", 36565.19192},
		{"survey-stratified", "total_se", 2127.196661},
		{"survey-stratified", "ten_or_more", 45.54454545},
		{"survey-stratified", "ten_or_more_se", 5.842375196},
		{"survey-stratified", "part", 6.361995858},
		{"survey-stratified", "part_se", 0.5857199532},
	} {
		col := tabulated(t, c, files, x.id, school).Column(x.column)
		if got := col.Counts[1].Value.Float(); math.Abs(got/x.want-1) > 1e-9 {
			t.Errorf("%s %s is %.10g, published %.10g", x.id, x.column, got, x.want)
		}
		if col.Counts[0].Value.Status() != byblik.Missing {
			t.Errorf("%s: a school without pupils has an estimate", x.column)
		}
	}
}

// Who did not answer is neither among those that a share counts nor among the
// others, as R's svymean with na.rm = TRUE has it: of the 38 pupils left 16 spend
// ten or more. An answer without a weight is refused.
func TestSharesOfThoseWhoAnswered(t *testing.T) {
	c, files := recordsOf(t, "survey")
	school := []byblik.Area{{Code: byblik.AreaCode{Frame: "school", Code: "school"}}}
	raw, err := os.ReadFile("testdata/survey/icecream.csv")
	if err != nil {
		t.Fatal(err)
	}
	write := func(change ...string) {
		t.Helper()
		in := filepath.Join(t.TempDir(), "icecream.csv")
		if err := os.WriteFile(in, []byte(strings.NewReplacer(change...).Replace(string(raw))), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := WriteRecords(context.Background(), c.Sources["survey-icecream"], in, files["survey-icecream"], Limits{}); err != nil {
			t.Fatal(err)
		}
	}
	write("s01,2000,school,7,7,", "s01,2000,school,7,,", "s03,2000,school,8,12,", "s03,2000,school,8,,")
	for _, x := range []struct {
		column string
		want   float64
	}{{"ten_or_more", 100 * 16. / 38}, {"spending", (40*8.75 - 7 - 12) / 38}} {
		if got := tabulated(t, c, files, "survey-simple", school).Column(x.column).Counts[0]; math.Abs(got.Value.Float()-x.want) > 1e-9 || got.N != 38 {
			t.Errorf("%s is %v of %v, want %v of 38", x.column, got.Value.Float(), got.N, x.want)
		}
	}
	write("s03,2000,school,8,12,113.88888888888889,1025,100,", "s03,2000,school,8,12,113.88888888888889,1025,,")
	if _, err := Tabulate(context.Background(), Tabulation{Catalog: c, Definition: c.Tabulations["survey-simple"], Files: files, Areas: school, Secret: secret}); err == nil || !strings.Contains(err.Error(), "an answer without a weight") {
		t.Errorf("an answer without a weight: %v", err)
	}
	write("s03,2000,school,8,12,113.88888888888889,1025,100,", "s03,2000,school,8,,113.88888888888889,1025,,")
	if _, err := Tabulate(context.Background(), Tabulation{Catalog: c, Definition: c.Tabulations["survey-simple"], Files: files, Areas: school, Secret: secret}); err != nil {
		t.Errorf("neither an answer nor a weight: %v", err)
	}
}

// Lohr, Sampling: Design and Analysis (2nd edition), example 5.2: grade points
// of the four students in each of 5 suites out of 100. Published: total
// 1130.4, mean 2.826, standard error 0.164.
func TestClustersOfLohr(t *testing.T) {
	points := []float64{3.08, 2.60, 3.44, 3.04, 2.36, 3.04, 3.28, 2.68, 2.00, 2.56, 2.52, 1.88, 3.00, 2.88, 3.44, 3.64, 2.68, 1.92, 3.28, 3.20}
	var units []sampled
	for i, y := range points {
		units = append(units, sampled{cluster: i / 4, weight: 20, y: y})
	}
	s := sample{drawn: []int{5}, left: []float64{0.95}}
	mean, total := s.mean(units), s.total(units)
	near(t, "mean", mean.value, 2.826, 1e-12)
	near(t, "its error, R survey 4.1-1", mean.se, 0.1636649016, 1e-9)
	near(t, "total", total.value, 1130.4, 1e-12)
	near(t, "its error, R survey 4.1-1", total.se, 65.46596062, 1e-9)
}

// The example data fpc of R's package survey (from Stata's manual): strata,
// weights, with and without the finite population correction. Results of R
// survey 4.1-1, which print as 5.4481 (0.7413 and 0.6160).
func TestStrataWithAndWithoutCorrection(t *testing.T) {
	var units []sampled
	for i, y := range []float64{2.8, 4.1, 6.8, 6.8, 9.2} {
		units = append(units, sampled{stratum: 0, cluster: i, weight: 3, y: y})
	}
	for i, y := range []float64{3.7, 6.6, 4.2} {
		units = append(units, sampled{stratum: 1, cluster: 5 + i, weight: 4, y: y})
	}
	without := sample{drawn: []int{5, 3}, left: []float64{1, 1}}
	with := sample{drawn: []int{5, 3}, left: []float64{1 - 5./15, 1 - 3./12}}
	near(t, "mean", without.mean(units).value, 5.448148118, 1e-7)
	near(t, "error without", without.mean(units).se, 0.7412683268, 1e-7)
	near(t, "error with", with.mean(units).se, 0.6160407198, 1e-7)
	near(t, "error of the total without", without.total(units).se, 20.01424482, 1e-7)
	near(t, "error of the total with", with.total(units).se, 16.63309943, 1e-7)
}

// A stratum with one cluster says nothing about how clusters differ.
func TestALonelyClusterGivesNoError(t *testing.T) {
	s := sample{drawn: []int{1, 2}, left: []float64{1, 1}}
	units := []sampled{{stratum: 0, cluster: 0, weight: 1, y: 1}, {stratum: 1, cluster: 1, weight: 1, y: 2}, {stratum: 1, cluster: 2, weight: 1, y: 4}}
	if e := s.mean(units); math.IsNaN(e.value) || !math.IsNaN(e.se) {
		t.Errorf("mean %v, error %v", e.value, e.se)
	}
	s.left[0] = 0 // the stratum was taken whole
	if e := s.mean(units); math.IsNaN(e.se) {
		t.Errorf("a stratum taken whole gives no error")
	}
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got/want-1) > tolerance {
		t.Errorf("%s is %.12g, published %.12g", what, got, want)
	}
}
