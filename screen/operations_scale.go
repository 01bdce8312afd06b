package screen

import (
	"math"

	"byblik/catalog"
)

// plainStep is a step that needs nothing but the figures and its parameters.
func plainStep(f func(x []float64, s catalog.Step) []float64) func([]float64, catalog.Step, *stage) []float64 {
	return func(x []float64, s catalog.Step, _ *stage) []float64 { return f(x, s) }
}

// scaleOperations put figures on another scale, each by itself or by its place
// among the others.
var scaleOperations = []Operation{
	{
		Name: "complement", Where: InSteps, Formula: "1 − x", Source: "CDC/ATSDR SVI 2018 documentation: 1 − percentile rank of income",
		apply: plainStep(func(x []float64, _ catalog.Step) []float64 {
			return each(x, func(v float64) float64 { return 1 - v })
		}),
	},
	{
		Name: "distance_to_target", Where: InSteps, Formula: "(x − target)/(max − target); beyond: counted keeps values below 0, capped makes them 0",
		Source: "COINr, n_dist2targ (1 − its value for direction −1)", Needs: []string{"target", "beyond"},
		apply: func(x []float64, s catalog.Step, st *stage) []float64 {
			return st.distance(x, s)
		},
	},
	{
		Name: "exponential", Where: InSteps, Formula: "−c·ln(1 − R·(1 − e^(−100/c))), R = (N+1−rank)/N or (N−rank)/N",
		Source: "English Indices of Deprivation 2019, Technical Report, appendix E",
		Needs:  []string{"convention", "constant"},
		apply: func(x []float64, s catalog.Step, st *stage) []float64 {
			return st.exponential(x, s)
		},
	},
	{
		Name: "log1p", Where: InSteps, Formula: "ln(1 + x)", Source: "Townsend, Phillimore and Beattie, Health and Deprivation (1988)",
		apply: plainStep(func(x []float64, _ catalog.Step) []float64 { return each(x, math.Log1p) }),
	},
	{
		Name: "min_max", Where: InSteps, Formula: "low + (x − min)/(max − min)·(high − low)",
		Source: "OECD/JRC Handbook (2008), re-scaling; COINr, n_minmax", Needs: []string{"low", "high"},
		apply: plainStep(func(x []float64, s catalog.Step) []float64 { return MinMax(x, *s.Low, *s.High) }),
	},
	{
		Name: "negate", Where: InSteps, Formula: "−x", Source: "OECD/JRC, Handbook on Constructing Composite Indicators (2008), direction",
		apply: plainStep(func(x []float64, _ catalog.Step) []float64 { return each(x, negative) }),
	},
	{
		Name: "normal_scores", Where: InSteps, Formula: "Φ⁻¹((rank − a)/(n + b)), average ranks; blom 3/8, 1/4; rankit 1/2, 0; tukey 1/3, 1/3; van_der_waerden 0, 1",
		Source: "Beasley, Erickson and Allison, Behavior Genetics 39 (2009); R, qnorm", Needs: []string{"formula"},
		apply: plainStep(func(x []float64, s catalog.Step) []float64 { return NormalScores(x, s.Formula) }),
	},
	{
		Name: "percent_rank", Where: InSteps, Formula: "(rank − 1)/(n − 1)", Source: "CDC/ATSDR SVI documentation",
		Needs: []string{"ties", "order"},
		apply: plainStep(func(x []float64, s catalog.Step) []float64 {
			return PercentRank(x, Ties(s.Ties), s.Order == "descending")
		}),
	},
	{
		Name: "percentile", Where: InSteps, Formula: "100·(figures below x)/n, (figures at most x)/n, or the mean of both (middle)",
		Source: "SciPy, scipy.stats.percentileofscore: strict, weak, mean", Needs: []string{"count"},
		apply: plainStep(func(x []float64, s catalog.Step) []float64 { return Percentile(x, s.Count) }),
	},
	{
		Name: "rank", Where: InSteps, Formula: "place from 1; equal values share min, max or average", Source: "R documentation, base::rank",
		Needs: []string{"ties", "order"},
		apply: plainStep(func(x []float64, s catalog.Step) []float64 {
			return Rank(x, Ties(s.Ties), s.Order == "descending")
		}),
	},
	{
		Name: "round", Where: InSteps, Formula: "half up (away from zero) to k decimals, decided on the shortest decimal",
		Source: "java.math.RoundingMode.HALF_UP", Needs: []string{"decimals"},
		apply: plainStep(func(x []float64, s catalog.Step) []float64 {
			return each(x, func(v float64) float64 { return RoundHalfUp(v, *s.Decimals) })
		}),
	},
	{
		Name: "weighted_z", Where: InSteps, Formula: "(x − Σwx/Σw)/√(Σw(x−mean)²/Σw), w = residents", Source: "GNU Scientific Library, weighted samples",
		apply: func(x []float64, _ catalog.Step, st *stage) []float64 {
			MomentsOf(x, st.residents, false).Standardise(x)
			return x
		},
	},
	{
		Name: "z", Where: InSteps, Formula: "(x − mean)/SD, population (n) or sample (n−1) form", Source: "NIST/SEMATECH e-Handbook, 1.3.5.6",
		Needs: []string{"sd"},
		apply: plainStep(func(x []float64, s catalog.Step) []float64 {
			MomentsOf(x, nil, s.SD == "sample").Standardise(x)
			return x
		}),
	},
}
