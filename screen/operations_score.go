package screen

// scoreOperations are the ways to weigh and combine the components of a score,
// and the rules for figures that are missing.
var scoreOperations = []Operation{
	{Name: "copeland", Where: InCombine, Formula: "Σ over the other areas of +1 where more than half of the weight ranks the area above, −1 where less, equal figures half each",
		Source: "Copeland (1951); Munda and Nardo, Applied Economics 41 (2009)"},
	{Name: "outranking", Where: InCombine, Formula: "Σ over the other areas of the share of the weight that ranks the area above, equal figures half each",
		Source: "COINr, a_copeland and outrankMatrix"},
	{Name: "geometric", Where: InCombine, Formula: "exp(Σ w·ln x/Σ w), x > 0", Source: "OECD/JRC Handbook (2008), aggregation; COINr, a_gmean"},
	{Name: "harmonic", Where: InCombine, Formula: "Σ w/Σ(w/x), x > 0", Source: "COINr, a_hmean; SciPy, scipy.stats.hmean"},
	{Name: "mazziotta_pareto_minus", Where: InCombine, Formula: "M − S²/M of the area's figures, each first 100 + 10·z over the areas (population SD)",
		Source: "De Muro, Mazziotta and Pareto, Social Indicators Research 104 (2011)"},
	{Name: "mazziotta_pareto_plus", Where: InCombine, Formula: "M + S²/M of the area's figures, each first 100 + 10·z over the areas (population SD)",
		Source: "De Muro, Mazziotta and Pareto, Social Indicators Research 104 (2011)"},
	{Name: "mean", Where: InCombine, Formula: "Σ w·x/Σ w", Source: "OECD/JRC Handbook (2008), aggregation; COINr, a_amean"},
	{Name: "sum", Where: InCombine, Formula: "Σ w·x, weights as written; the default", Source: "OECD/JRC Handbook (2008), aggregation"},

	{Name: "equal", Where: InWeights, Formula: "1/k for each of k components", Source: "OECD/JRC Handbook (2008), equal weighting"},
	{Name: "equal_influence", Where: InWeights, Formula: "w ∝ (R⁻¹·1)/s, Σw = 1: every component correlates equally with Σ w·x",
		Source: "Becker, Saisana, Paruolo and Vandecasteele, Ecological Indicators 80 (2017); COINr, get_opt_weights"},
	{Name: "pca", Where: InWeights, Formula: "loadings of the first principal component of the correlations, Σw = 1",
		Source: "OECD/JRC Handbook (2008), weights by principal components; COINr, get_PCA; R, prcomp"},

	{Name: "authority_median", Where: InMissing, Formula: "the median of the areas of the same authority, of all where it has none", Source: "OECD/JRC Handbook (2008), imputation; COINr, i_median_grp"},
	{Name: "district_median", Where: InMissing, Formula: "the median of the areas of the same district, of all where it has none", Source: "OECD/JRC Handbook (2008), imputation; COINr, i_median_grp"},
	{Name: "leave_out", Where: InMissing, Formula: "the mean of the other components, their weights divided by their sum", Source: "COINr, Aggregate: skipped with na.rm"},
	{Name: "median", Where: InMissing, Formula: "the median of all areas", Source: "OECD/JRC Handbook (2008), imputation; COINr, i_median"},
	{Name: "refuse", Where: InMissing, Formula: "the run stops and names the areas", Source: "OECD/JRC Handbook (2008), case deletion"},
}

// classOperations sort the values of a measure; see [Classes].
var classOperations = []Operation{
	{Name: "limits", Where: InClass, Formula: "between limits; each belongs to the class below (lower) or above (upper)", Source: "Berlin, Monitoring Soziale Stadtentwicklung", Needs: []string{"limits", "closed"}},
	{Name: "mean_sd", Where: InClass, Formula: "as limits, on (x − mean)/SD", Source: "Berlin, Monitoring Soziale Stadtentwicklung", Needs: []string{"limits", "closed", "sd"}},
	{Name: "quantile", Where: InClass, Formula: "between type-7 quantiles, closed above", Source: "R, cut(x, quantile(x), include.lowest = TRUE)", Needs: []string{"k"}},
	{Name: "rank_below", Where: InClass, Formula: "⌊k·(rank − 1)/N⌋ + 1", Source: "Scottish Index of Multiple Deprivation 2016", Needs: []string{"k"}},
	{Name: "rank_share", Where: InClass, Formula: "⌈k·rank/N⌉", Source: "English Indices of Deprivation 2019", Needs: []string{"k"}},
}
