package main

// work is one thing that is measured.
type work struct {
	name  string
	what  string
	ours  func(bench) (result, error)
	peers []peer
}

var (
	indexNumpy      = &script{name: "index_numpy.py", program: python(), args: []string{"0"}}
	queenNumpy      = &script{name: "queen_numpy.py", program: python(), args: []string{"detail"}, here: true}
	simpleNumpy     = &script{name: "queen_numpy.py", program: python(), args: []string{"simple"}, here: true}
	englandNumpy    = &script{name: "queen_numpy.py", program: python(), args: []string{"england"}, here: true}
	copelandNumpy   = &script{name: "copeland_numpy.py", program: python(), here: true}
	queenSpdep      = &script{name: "queen_spdep.R", program: "Rscript", args: []string{"detail"}}
	simpleSpdep     = &script{name: "queen_spdep.R", program: "Rscript", args: []string{"simple"}}
	englandSpdep    = &script{name: "queen_england.R", program: "Rscript", here: true}
	pointsPostGIS   = &script{name: "points_postgis.sh", program: "bash", here: true}
	pointsGeopandas = &script{name: "points_geopandas.py", program: python(), here: true}
	lisaSpdep       = &script{name: "lisa_spdep.R", program: "Rscript"}
)

var works = []work{
	{"ranks", "1,000 draws of weights, rank quantiles", ranks, []peer{
		{"numpy, scipy", indexNumpy, []string{"mc_norms", "mc_1000_rank", "mc_quantiles"}}}},
	{"index1", "index a1: min-max, 7 domains, rank", index1, []peer{
		{"numpy, scipy", indexNumpy, []string{"build_minmax_arith"}}}},
	{"index2", "index a2: z, exponential, rank", index2, []peer{
		{"numpy, scipy", indexNumpy, []string{"build_imd_exponential"}}}},
	{"queen", "queen contiguity, 1.6 M vertices", queen, []peer{
		{"numpy vertex sort", queenNumpy, []string{"numpy_vertex_sort"}},
		{"shapely 2 tree", queenNumpy, []string{"shapely_tree"}},
		{"spdep poly2nb", queenSpdep, []string{"spdep_poly2nb"}}}},
	{"queensimple", "queen contiguity, 0.2 M vertices", queenSimple, []peer{
		{"numpy vertex sort", simpleNumpy, []string{"numpy_vertex_sort"}},
		{"spdep poly2nb", simpleSpdep, []string{"spdep_poly2nb"}}}},
	{"queenengland", "queen contiguity, England 2011", queenEngland, []peer{
		{"numpy vertex sort", englandNumpy, []string{"numpy_vertex_sort"}},
		{"spdep poly2nb", englandSpdep, []string{"spdep_poly2nb"}}}},
	{"moran", "local Moran, 999 permutations", moran, []peer{
		{"spdep localmoran_perm", lisaSpdep, []string{"spdep_localmoran_perm_999"}}}},
	{"bayes", "empirical Bayes in neighbourhoods", bayes, []peer{
		{"spdep EBlocal", lisaSpdep, []string{"spdep_EBlocal"}}}},
	{"copeland", "Copeland, 7 domains, 1.09 G pairs", copelandDomains, []peer{
		{"numpy", copelandNumpy, []string{"copeland"}}}},
	{"copeland39", "Copeland, 39 indicators", copelandIndicators, nil},
	{"points", "10 M points to 33,000 areas, means", points, []peer{
		{"PostGIS", pointsPostGIS, []string{"copy", "join"}},
		{"geopandas", pointsGeopandas, []string{"read", "join"}}}},
	{"register", "10 M register rows to observations", register, nil},
}
