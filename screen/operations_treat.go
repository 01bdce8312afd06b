package screen

import (
	"fmt"
	"math"

	"byblik/catalog"
)

// treatOperations change figures because of their distribution or because they
// rest on few people. Each says in a note what it did.
var treatOperations = []Operation{
	{
		Name: "box_cox", Where: InSteps, Formula: "(x^λ − 1)/λ, ln x where λ = 0; x > 0",
		Source: "Box and Cox, JRSS B 26 (1964); SciPy, scipy.stats.boxcox", Needs: []string{"lambda"},
		apply: func(x []float64, s catalog.Step, st *stage) []float64 { return st.boxCox(x, *s.Lambda) },
	},
	{
		Name: "box_cox_ml", Where: InSteps, Formula: "as box_cox, λ from −5 to 5 with the largest likelihood, 6 decimals",
		Source: "Box and Cox, JRSS B 26 (1964); R, MASS::boxcox, car::powerTransform",
		apply: func(x []float64, _ catalog.Step, st *stage) []float64 {
			lambda := BoxCoxLambda(x)
			if math.IsNaN(lambda) {
				st.fail(st.what, "fewer than two different figures above 0", "figures whose power can be estimated", "use another step")
				return x
			}
			st.say(fmt.Sprintf("%s: Box–Cox-potensen er sat til %.4g.", st.title.Da, lambda), fmt.Sprintf("%s: the Box–Cox power was set to %.4g.", st.title.En, lambda))
			return st.boxCox(x, lambda)
		},
	},
	{
		Name: "eb_global", Where: InSteps, Formula: "b + (x − b)·weight, b the rate of all; the weight grows with the people at risk (poisson or binomial)",
		Source: "Marshall, Applied Statistics 40 (1991); Martuzzi and Elliott (1996); spdep, EBest", Needs: []string{"family"},
		apply: func(x []float64, s catalog.Step, st *stage) []float64 {
			return st.shrink(x, func(e Events) []float64 {
				if s.Family == "binomial" {
					return e.ShrinkBinomial()
				}
				return e.ShrinkPoisson()
			})
		},
	},
	{
		Name: "eb_local", Where: InSteps, Formula: "as eb_global (poisson), b the rate of the area and its neighbours",
		Source: "Marshall, Applied Statistics 40 (1991); spdep, EBlocal",
		apply: func(x []float64, _ catalog.Step, st *stage) []float64 {
			if !st.hasNeighbours() {
				return x
			}
			return st.shrink(x, func(e Events) []float64 { return e.ShrinkLocally(st.Neighbours) })
		},
	},
	{
		Name: "logit_shrinkage", Where: InSteps, Formula: "the rate whose logit is w·m + (1 − w)·M, M the logit of the authority, w = (1/s²)/(1/s² + 1/t²)",
		Source: "Noble et al., Environment and Planning A 38 (2006); English Indices of Deprivation, shrinkage",
		apply: func(x []float64, _ catalog.Step, st *stage) []float64 {
			parents := st.parents()
			if parents == nil {
				return x
			}
			return st.shrink(x, func(e Events) []float64 { return e.ShrinkToParent(parents) })
		},
	},
	{
		Name: "winsorise", Where: InSteps, Formula: "min(max(x, Q(low)), Q(high)), Q the type-7 quantile",
		Source: "OECD/JRC Handbook (2008), outliers; R, DescTools::Winsorize", Needs: []string{"low", "high"},
		apply: func(x []float64, s catalog.Step, st *stage) []float64 {
			y, changed := Winsorise(x, *s.Low, *s.High)
			return st.drawnIn(y, changed)
		},
	},
	{
		Name: "winsorise_points", Where: InSteps, Formula: "the farthest figure becomes the next one, until |skew| < 2 or kurtosis < 3.5 or points are used up",
		Source: "COINr, winsorise", Needs: []string{"points"},
		apply: func(x []float64, s catalog.Step, st *stage) []float64 {
			y, changed := WinsorisePoints(x, s.Points)
			return st.drawnIn(y, changed)
		},
	},
}

// drawnIn says which outliers were drawn in.
func (st *stage) drawnIn(y []float64, changed []int) []float64 {
	if len(changed) > 0 {
		st.say(fmt.Sprintf("%s: yderlige værdier er trukket ind i %s.", st.title.Da, st.areaListIn(catalog.Da, changed)),
			fmt.Sprintf("%s: outlying figures were drawn in for %s.", st.title.En, st.areaList(changed)))
	}
	return y
}

// boxCox refuses figures that have no power rather than lose them.
func (st *stage) boxCox(x []float64, lambda float64) []float64 {
	var at []int
	for i, v := range x {
		if v <= 0 {
			at = append(at, i)
		}
	}
	if len(at) > 0 {
		st.fail(st.what, "figures at or below 0 in "+st.areaList(at), "figures above 0 for box_cox",
			"signed: as_is for an indicator that is turned round, or min_max with low: 1 first")
		return x
	}
	return BoxCox(x, lambda)
}

// distance measures from a target in the publisher's unit; where the figures
// were turned round the target is too. Without a figure worse than the target
// there is no distance, and the run stops.
func (st *stage) distance(x []float64, s catalog.Step) []float64 {
	target := st.sign * *s.Target
	if _, worst := extremes(x); worst <= target {
		st.fail(st.what, fmt.Sprintf("no figure that is worse than the target %v", *s.Target), "a target that is not yet reached everywhere", "correct the target")
		return x
	}
	return DistanceToTarget(x, target, s.Beyond == "capped")
}
