package screen

import (
	"math"
	"slices"

	"byblik/catalog"
)

// Operation is a step that a rule set may name. Its formula is for readers;
// Needs are the parameters it takes, all of them and no others.
type Operation struct {
	Name    string
	Formula string
	Source  string
	Needs   []string
	apply   func(x []float64, s catalog.Step, residents []float64) []float64
}

// Operations lists every operation by name, in the order of the alphabet.
func Operations() []Operation { return slices.Clone(operations) }

var operations = []Operation{
	{
		Name: "complement", Formula: "1 − x", Source: "CDC/ATSDR SVI 2018 documentation: 1 − percentile rank of income",
		apply: func(x []float64, _ catalog.Step, _ []float64) []float64 {
			return each(x, func(v float64) float64 { return 1 - v })
		},
	},
	{
		Name: "exponential", Formula: "−c·ln(1 − R·(1 − e^(−100/c))), R = (N+1−rank)/N or (N−rank)/N",
		Source: "English Indices of Deprivation 2019, Technical Report, appendix E",
		Needs:  []string{"convention", "constant"},
		apply: func(x []float64, s catalog.Step, _ []float64) []float64 {
			return Exponential(x, present(x), Convention(s.Convention), s.Constant)
		},
	},
	{
		Name: "log1p", Formula: "ln(1 + x)", Source: "Townsend, Phillimore and Beattie, Health and Deprivation (1988)",
		apply: func(x []float64, _ catalog.Step, _ []float64) []float64 { return each(x, math.Log1p) },
	},
	{
		Name: "negate", Formula: "−x", Source: "OECD/JRC, Handbook on Constructing Composite Indicators (2008), direction",
		apply: func(x []float64, _ catalog.Step, _ []float64) []float64 { return each(x, negative) },
	},
	{
		Name: "percent_rank", Formula: "(rank − 1)/(n − 1)", Source: "CDC/ATSDR SVI documentation",
		Needs: []string{"ties", "order"},
		apply: func(x []float64, s catalog.Step, _ []float64) []float64 {
			return PercentRank(x, Ties(s.Ties), s.Order == "descending")
		},
	},
	{
		Name: "rank", Formula: "place from 1; equal values share min, max or average", Source: "R documentation, base::rank",
		Needs: []string{"ties", "order"},
		apply: func(x []float64, s catalog.Step, _ []float64) []float64 {
			return Rank(x, Ties(s.Ties), s.Order == "descending")
		},
	},
	{
		Name: "round", Formula: "half up (away from zero) to k decimals, decided on the shortest decimal",
		Source: "java.math.RoundingMode.HALF_UP", Needs: []string{"decimals"},
		apply: func(x []float64, s catalog.Step, _ []float64) []float64 {
			return each(x, func(v float64) float64 { return RoundHalfUp(v, *s.Decimals) })
		},
	},
	{
		Name: "weighted_z", Formula: "(x − Σwx/Σw)/√(Σw(x−mean)²/Σw), w = residents", Source: "GNU Scientific Library, weighted samples",
		apply: func(x []float64, _ catalog.Step, residents []float64) []float64 {
			MomentsOf(x, residents, false).Standardise(x)
			return x
		},
	},
	{
		Name: "z", Formula: "(x − mean)/SD, population (n) or sample (n−1) form", Source: "NIST/SEMATECH e-Handbook, 1.3.5.6",
		Needs: []string{"sd"},
		apply: func(x []float64, s catalog.Step, _ []float64) []float64 {
			MomentsOf(x, nil, s.SD == "sample").Standardise(x)
			return x
		},
	},
}

// negative is −v, never −0.
func negative(v float64) float64 { return 0 - v }

// findOperation looks an operation up by name.
func findOperation(name string) (Operation, bool) {
	i := slices.IndexFunc(operations, func(o Operation) bool { return o.Name == name })
	if i < 0 {
		return Operation{}, false
	}
	return operations[i], true
}

// prepare carries out the steps of a rule set in order. The rule set has been
// checked; a step that is unknown all the same leaves no figure standing.
func prepare(x []float64, steps []catalog.Step, residents []float64) []float64 {
	for _, s := range steps {
		op, ok := findOperation(s.Op)
		if !ok {
			return each(x, func(float64) float64 { return math.NaN() })
		}
		x = op.apply(x, s, residents)
	}
	return x
}
