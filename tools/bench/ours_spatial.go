package main

import (
	"fmt"
	"math"
	"time"

	"byblik/screen"
	"byblik/spatial"
)

func queen(b bench) (result, error)       { return queenOf(b, "areas_detail.wkt.csv.gz") }
func queenSimple(b bench) (result, error) { return queenOf(b, "areas_simple.wkt.csv.gz") }

func queenOf(b bench, file string) (result, error) {
	var want struct {
		B struct {
			Links     int
			DegFirst8 []int `json:"deg_first8"`
			MaxDegree int   `json:"max_degree"`
		}
	}
	shapes, err := b.shapes(file)
	if err == nil {
		err = b.expected(&want)
	}
	if err != nil {
		return result{}, err
	}
	start := clock()
	g := spatial.VertexNeighbours(shapes, 0)
	seconds := time.Since(start).Seconds()
	var h held
	links, most := 0, 0
	for i, list := range g {
		links, most = links+len(list), max(most, len(list))
		if i < len(want.B.DegFirst8) && len(list) != want.B.DegFirst8[i] {
			h.faults = append(h.faults, fmt.Sprintf("area %d has %d neighbours", i, len(list)))
		}
	}
	h.near("links", float64(links), float64(want.B.Links), 0)
	h.near("most neighbours", float64(most), float64(want.B.MaxDegree), 0)
	return result{seconds, h.faults}, nil
}

// queenEngland takes the real borders of England's 32,844 areas as published,
// with their gaps and invalid rings. numpy's vertex sort and spdep's poly2nb
// without snapping both find 192,648 links.
func queenEngland(bench) (result, error) {
	shapes, err := england()
	if err != nil {
		return result{}, err
	}
	start := clock()
	g := spatial.VertexNeighbours(shapes, 0)
	seconds := time.Since(start).Seconds()
	links := 0
	for _, list := range g {
		links += len(list)
	}
	var h held
	h.near("links", float64(links), 192648, 0)
	return result{seconds, h.faults}, nil
}

// areas reads the counts of events and the graph.
func (b bench) areas() (e screen.Events, g spatial.Graph, err error) {
	columns, err := b.columns("areas.csv.gz", 1)
	if err != nil {
		return e, g, err
	}
	e = screen.Events{Count: columns[5], AtRisk: columns[6]}
	g, err = b.graph(len(e.Count))
	return e, g, err
}

func moran(b bench) (result, error) {
	var want struct{ C map[string]any }
	e, g, err := b.areas()
	if err == nil {
		err = b.expected(&want)
	}
	if err != nil {
		return result{}, err
	}
	x := make([]float64, len(e.Count))
	for i, c := range e.Count {
		x[i] = c / e.AtRisk[i]
	}
	start := clock()
	local := spatial.LocalMoran(x, g, spatial.LocalMoranRule{Permutations: 999, Seed: 12345})
	seconds := time.Since(start).Seconds()
	global := spatial.GlobalMoran(x, g)
	var h held
	number := func(key string) float64 { v, _ := want.C[key].(float64); return v }
	h.near("I", global.I, number("global_I"), 1e-12)
	h.near("E[I]", global.Expected, number("E_I"), 1e-12)
	h.near("z", global.Z, number("z_norm"), 1e-9)
	h.near("Σ I", sum(local.I), number("sum_local_I_divisor_n_minus_1(esda,rgeoda)"), 1e-11)
	byN := spatial.LocalMoran(x, g, spatial.LocalMoranRule{DivideByN: true})
	h.near("Σ I by n", sum(byN.I), number("sum_local_I_divisor_n(spdep)"), 1e-10)
	low, quads := 0, make([]float64, 5)
	for i, p := range local.P {
		quads[local.Quadrant[i]]++
		if p <= 0.05 {
			low++
		}
	}
	list, _ := want.C["quads_HH_LH_LL_HL"].([]any)
	for k, v := range list {
		h.near("areas in a quadrant", quads[k+1], v.(float64), 0)
	}
	counts, _ := want.C["count_p_folded_le_0.05"].(map[string]any)
	folded, _ := counts["spdep_folded"].(float64)
	if math.Abs(float64(low)-folded) > 150 { // chance: about 40 between seeds
		h.near("areas with p ≤ 0.05", float64(low), folded, 0)
	}
	return result{seconds, h.faults}, nil
}

func bayes(b bench) (result, error) {
	var want struct {
		F struct {
			Local struct {
				Sum   float64
				First []float64
			} `json:"EBlocal_queen"`
		}
	}
	e, g, err := b.areas()
	if err == nil {
		err = b.expected(&want)
	}
	if err != nil {
		return result{}, err
	}
	start := clock()
	got := e.ShrinkLocally(g)
	seconds := time.Since(start).Seconds()
	var h held
	h.near("Σ rates", sum(got), want.F.Local.Sum, 1e-11)
	h.first("rate", got, want.F.Local.First, 1e-9)
	return result{seconds, h.faults}, nil
}
