package screen

import (
	"math"
	"strings"
	"testing"
)

// R 4.2.2, datasets: four columns of attitude.
var attitude = [][]float64{
	{43, 63, 71, 61, 81, 43, 58, 71, 72, 67, 64, 67, 69, 68, 77, 81, 74, 65, 65, 50, 50, 64, 53, 40, 63, 66, 78, 48, 85, 82}, // rating
	{30, 51, 68, 45, 56, 49, 42, 50, 72, 45, 53, 47, 57, 83, 54, 50, 64, 65, 46, 68, 33, 52, 52, 42, 42, 66, 58, 44, 71, 39}, // privileges
	{92, 73, 86, 84, 83, 49, 68, 66, 83, 80, 67, 74, 63, 77, 77, 54, 79, 80, 85, 78, 64, 80, 80, 57, 75, 76, 78, 83, 74, 78}, // critical
	{45, 47, 48, 35, 47, 34, 35, 41, 31, 41, 34, 41, 25, 35, 46, 36, 63, 60, 46, 52, 33, 41, 37, 49, 33, 72, 49, 38, 55, 39}, // advance
}

// R: p <- prcomp(attitude[, c(…)], scale. = TRUE)$rotation[, 1]; p/sum(p). And
// R documentation, prcomp(USArrests, scale. = TRUE): loadings 0.5359, 0.5832,
// 0.2782 and 0.5434, from the correlations of that set.
func TestPCAWeightsAgreeWithR(t *testing.T) {
	w, err := PCAWeights(attitude)
	if err != nil {
		t.Fatal(err)
	}
	nearAll(t, "attitude", w, []float64{0.253150586018468, 0.291634472004008, 0.200650447213695, 0.254564494763829}, 1e-12)
	v := firstEigenvector([][]float64{{1, 0.8018733, 0.06957262, 0.5635788}, {0.8018733, 1, 0.2588717, 0.6652412},
		{0.06957262, 0.2588717, 1, 0.4113412}, {0.5635788, 0.6652412, 0.4113412, 1}})
	nearAll(t, "USArrests", v, []float64{0.5358995, 0.5831836, 0.2781909, 0.5434321}, 1e-6)
}

// R: the weights by which four columns of attitude correlate equally with
// their sum, searched for with optim (BFGS) as COINr's get_opt_weights does;
// the correlation is 0.659257962989858 for each.
func TestEqualInfluenceAgreesWithASearch(t *testing.T) {
	w, err := EqualInfluence(attitude)
	if err != nil {
		t.Fatal(err)
	}
	nearAll(t, "weights", w, []float64{0.241421747455688, 0.173109759184097, 0.326880011433124, 0.258588481927092}, 1e-12)
	sum := make([]float64, len(attitude[0]))
	for k, column := range attitude {
		for i, v := range column {
			sum[i] += w[k] * v
		}
	}
	for _, column := range attitude {
		r, _, err := correlations([][]float64{column, sum})
		if err != nil {
			t.Fatal(err)
		}
		near(t, "influence", r[0][1], 0.659257962989858, 1e-12)
	}
}

func TestWeightsThatCannotBe(t *testing.T) {
	against := make([]float64, len(attitude[0]))
	for i, v := range attitude[0] {
		against[i] = -v + float64(i%3)
	}
	for name, columns := range map[string][][]float64{
		"a weight of": {attitude[0], attitude[1], against}, "from the others": {attitude[0], attitude[0]},
		"one figure for all": {attitude[0], make([]float64, 30)}, "2 areas with": {{1, 2, absent}, {1, 3, 4}},
	} {
		_, err := EqualInfluence(columns)
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if w, err := PCAWeights([][]float64{attitude[0], against}); err == nil {
		t.Errorf("columns that run against each other weigh %v", w)
	}
	if x, ok := solve([][]float64{{0, 2}, {3, 0}}, []float64{4, 6}); !ok || x[0] != 2 || x[1] != 2 {
		t.Errorf("solved %v", x)
	}
}

// R 4.2.2: the first five rows of USArrests.
var arrests = [][]float64{{13.2, 236, 58, 21.2}, {10, 263, 48, 44.5}, {8.1, 294, 80, 31}, {8.8, 190, 50, 19.5}, {9, 276, 91, 40.6}}

// R: exp(weighted.mean(log(r), 1:4)) and 1/weighted.mean(1/r, 1:4) of the rows,
// the formulas of COINr's a_gmean and a_hmean; SciPy 1.10, gmean and hmean of 1,
// 4, 9 with weights 1, 2, 3.
func TestMeansAgreeWithRAndSciPy(t *testing.T) {
	w := []float64{1, 2, 3, 4}
	for i, want := range []float64{44.2794824565704, 55.9380760832046, 56.492350060823, 37.6620393897041, 65.2722973373965} {
		near(t, "geometric", GeometricMean(arrests[i], w), want, 1e-12)
	}
	for i, want := range []float64{30.8037750473631, 38.4626918708188, 33.6936567492436, 25.687732224852, 40.0245449116933} {
		near(t, "harmonic", HarmonicMean(arrests[i], w), want, 1e-12)
	}
	near(t, "gmean", GeometricMean([]float64{1, 4, 9}, w[:3]), 4.762203155904597, 1e-14)
	near(t, "hmean", HarmonicMean([]float64{1, 4, 9}, w[:3]), 3.272727272727273, 1e-14)
	near(t, "zero", GeometricMean([]float64{0, 1}, w[:2]), absent, 0)
	near(t, "negative", HarmonicMean([]float64{-1, 1}, w[:2]), absent, 0)
}

// R, by the definition of De Muro, Mazziotta and Pareto (2011) on the first
// five rows of USArrests: z <- 100 + 10·(x − mean)/SD by column, both standard
// deviations of the population, then M ± S²/M by row.
func TestMazziottaParetoAgreesWithItsDefinition(t *testing.T) {
	z := make([][]float64, len(arrests))
	for k := range arrests[0] {
		column := make([]float64, len(arrests))
		for i := range arrests {
			column[i] = arrests[i][k]
		}
		MomentsOf(column, nil, false).Standardise(column)
		for i, v := range column {
			z[i] = append(z[i], 100+10*v)
		}
	}
	equal := []float64{1, 1, 1, 1}
	for i, want := range []float64{101.235039346393, 102.431129536589, 103.230332511127, 89.3010202909939, 107.047954358787} {
		near(t, "plus", MazziottaPareto(z[i], equal, 1), want, 1e-11)
	}
	for i, want := range []float64{98.7613938391149, 101.086772547627, 101.89384087416, 88.9099906877751, 106.102526007432} {
		near(t, "minus", MazziottaPareto(z[i], equal, -1), want, 1e-11)
	}
	near(t, "weights are repetitions", MazziottaPareto([]float64{90, 120}, []float64{1, 2}, 1), MazziottaPareto([]float64{90, 120, 120}, nil, 1), 1e-12)
	near(t, "nothing unlike", MazziottaPareto([]float64{95, 95}, equal[:2], 1), 95, 0)
	if math.IsNaN(MazziottaPareto([]float64{95}, equal[:1], 1)) {
		t.Error("one figure is its own index")
	}
}
